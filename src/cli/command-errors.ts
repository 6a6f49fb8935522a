/** What commander finds wrong with a command line, as one sentence in the person's language. */

import {fill} from '../present/index.js';
import type {CliWords} from './words.js';

type Said = 'badChoice' | 'badValue' | 'noSuchOption' | 'noValue' | 'tooManyArguments' | 'notTogether';

/** commander's own sentences: it hands over an error's kind and its text, but not the names in it. */
const SENTENCES: readonly (readonly [RegExp, Said])[] = [
	[/^option '(?<option>.+?)' argument '(?<value>.*)' is invalid\. Allowed choices are (?<choices>.*)\.$/, 'badChoice'],
	[/^option '(?<option>.+?)' argument '(?<value>.*)' is invalid\. (?<why>.*)$/, 'badValue'],
	[/^unknown option '(?<option>.+?)'(?: \(Did you mean (?<near>.+)\?\))?$/, 'noSuchOption'],
	[/^option '(?<option>.+)' argument missing$/, 'noValue'],
	[/^too many arguments for '(?<command>.+)'\. Expected (?<most>\d+) .* got (?<count>\d+)/, 'tooManyArguments'],
	[/^option '(?<option>.+)' cannot be used with option '(?<other>.+)'$/, 'notTogether'],
];

/** commander's message as one line: its "error: " off, its suggestion behind; as it is where we do not know it. */
export function commandError(message: string, words: CliWords): string {
	const line = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
	for (const [pattern, said] of SENTENCES) {
		const found = pattern.exec(line)?.groups;
		if (found === undefined) continue;
		const {near} = found;
		return fill(words[said], {...found, hint: near === undefined ? '' : fill(words.didYouMean, {name: near})});
	}

	return line;
}
