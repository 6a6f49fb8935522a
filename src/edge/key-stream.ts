import {EventEmitter} from 'node:events';
import type {Key} from './keys.js';

/**
 * Keys, as Ink takes them for its stdin: one key a read, each spelled so that `useInput` needs no guess and no timer.
 */
export class KeyStream extends EventEmitter {
	readonly isTTY = true;
	#waiting: string[] = [];

	constructor() {
		super();
		this.setMaxListeners(0);
		// Ink listens from an effect, and `useInput` from the next one: keys typed before wait for both.
		this.on('newListener', event => {
			if (event === 'readable') setImmediate(() => this.emit('readable'));
		});
	}

	key(key: Key): void {
		this.#push(spelling(key));
	}

	/** A paste reaches `usePaste`; without one, Ink gives it to `useInput` as one text. */
	paste(text: string): void {
		this.#push(`\u001b[200~${text}\u001b[201~`);
	}

	read(): string | null {
		return this.#waiting.shift() ?? null;
	}

	// The terminal's owner sets raw mode and keeps the process alive; Ink may ask for both as often as it likes.
	setRawMode(): this {
		return this;
	}

	setEncoding(): this {
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	#push(sequence: string): void {
		if (sequence === '' || this.#waiting.length >= mostWaiting) return;
		this.#waiting.push(sequence);
		this.emit('readable');
	}
}

/** Keys kept while nobody listens. */
const mostWaiting = 1024;

function spelling(key: Key): string {
	if (key.name === 'character') {
		return key.ctrl ? String.fromCharCode(key.character.charCodeAt(0) - 96) : key.character;
	}
	const plain = plainSpellings[key.name];
	if (plain !== undefined && !(key.name === 'tab' && key.shift)) return plain;
	if (key.name === 'tab') return '\u001b[Z';
	const [number, final] = sequences[key.name] ?? ['', ''];
	if (final === '') return '';
	const modifier = 1 + (key.shift ? 1 : 0) + (key.ctrl ? 4 : 0);
	if (modifier > 1) return `\u001b[${number === '' ? 1 : number};${modifier}${final}`;
	return `\u001b[${number}${final}`;
}

const plainSpellings: Readonly<Record<string, string>> = {
	enter: '\r',
	tab: '\t',
	backspace: '\u007f',
	// The kitty protocol's Escape: the only spelling that Ink does not hold back for 20 ms.
	escape: '\u001b[27u',
};

const sequences: Readonly<Record<string, readonly [string, string]>> = {
	up: ['', 'A'],
	down: ['', 'B'],
	right: ['', 'C'],
	left: ['', 'D'],
	home: ['', 'H'],
	end: ['', 'F'],
	insert: ['2', '~'],
	delete: ['3', '~'],
	pageup: ['5', '~'],
	pagedown: ['6', '~'],
	f1: ['11', '~'],
	f2: ['12', '~'],
	f3: ['13', '~'],
	f4: ['14', '~'],
	f5: ['15', '~'],
	f6: ['17', '~'],
	f7: ['18', '~'],
	f8: ['19', '~'],
	f9: ['20', '~'],
	f10: ['21', '~'],
	f11: ['23', '~'],
	f12: ['24', '~'],
};
