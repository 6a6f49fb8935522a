/** Results as JUnit's XML, which most build servers read. */

import type {ScriptResult} from './script-result.js';

export function junitLines(results: readonly ScriptResult[]): readonly string[] {
	const count = (outcome: ScriptResult['outcome']): number => results.filter(one => one.outcome === outcome).length;
	const time = results.reduce((sum, {seconds}) => sum + seconds, 0).toFixed(3);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites tests="${results.length}" failures="${count('failed')}" errors="${count('unreadable')}" time="${time}">`,
		`  <testsuite name="packetdrill" tests="${results.length}" failures="${count('failed')}" errors="${count('unreadable')}" time="${time}">`,
		...results.flatMap(testCase),
		'  </testsuite>',
		'</testsuites>',
	];
}

function testCase({path, lines, outcome, seconds}: ScriptResult): readonly string[] {
	const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
	const open = `    <testcase classname="${escaped(folder)}" name="${escaped(path.slice(path.lastIndexOf('/') + 1))}" time="${seconds.toFixed(3)}"`;
	if (outcome === 'passed') return [`${open}/>`];
	const element = outcome === 'failed' ? 'failure' : 'error';
	const [first = '', ...rest] = lines;
	return [
		`${open}>`,
		`      <${element} message="${escaped(first)}">${escaped([first, ...rest].join('\n'))}</${element}>`,
		'    </testcase>',
	];
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** XML 1.0 has no place for control characters but tab and line feed. */
const escaped = (text: string): string =>
	text.replaceAll(/[&<>"]/g, sign => ENTITIES[sign] ?? sign).replaceAll(/[^\P{Cc}\t\n]/gu, ' ');
