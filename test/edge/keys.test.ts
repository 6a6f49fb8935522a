import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type KeyParser, keyParser, type TerminalEvent} from '../../src/edge/keys.js';

describe('what a terminal sends', () => {
	it('is split into graphemes: three letters in one read are three keys', () => {
		expect(read('jjj')).toEqual(['j', 'j', 'j']);
		expect(read('中文é')).toEqual(['中', '文', 'é']);
	});

	it('is put together: an arrow key in two reads is one key', () => {
		expect(read('\u001b', '[A')).toEqual(['up']);
		expect(read('\u001b[', 'A')).toEqual(['up']);
		expect(read('\u001bO', 'B')).toEqual(['down']);
		expect(read('j\u001b[1;', '5Ck')).toEqual(['j', 'C-right', 'k']);
	});

	it('is Escape when nothing follows an ESC', () => {
		expect(read('\u001b')).toEqual(['escape']);
		expect(read('\u001b\u001b')).toEqual(['escape', 'escape']);
	});

	it('is Escape and a key, not Alt, when both come together', () => {
		expect(read('\u001bj')).toEqual(['escape', 'j']);
		expect(read('\u001b[')).toEqual(['escape', '[']);
		expect(read('\u001b中')).toEqual(['escape', '中']);
	});

	it('knows the names of keys in every spelling', () => {
		expect(read('\u001b[H\u001bOH\u001b[1~\u001b[7~')).toEqual(['home', 'home', 'home', 'home']);
		expect(read('\u001b[F\u001bOF\u001b[4~\u001b[8~')).toEqual(['end', 'end', 'end', 'end']);
		expect(read('\u001b[5~\u001b[6~\u001b[3~\u001b[2~')).toEqual(['pageup', 'pagedown', 'delete', 'insert']);
		expect(read('\u001bOP\u001b[[A\u001b[11~\u001b[24~')).toEqual(['f1', 'f1', 'f1', 'f12']);
		expect(read('\t\u001b[Z\r\n')).toEqual(['tab', 'S-tab', 'enter']);
	});

	it('treats 0x7f and 0x08 both as backspace', () => {
		expect(read('\u007f\b')).toEqual(['backspace', 'backspace']);
	});

	it('knows Ctrl and a letter', () => {
		expect(read('\u0003\u001a\u0001')).toEqual(['C-c', 'C-z', 'C-a']);
	});

	it('drops mouse, focus, unknown and unasked sequences, and keeps what stands between them', () => {
		expect(read('a\u001b[<0;10;5Mb\u001b[<0;10;5mc\u001b[I\u001b[Od')).toEqual(['a', 'b', 'c', 'd']);
		expect(read('a\u001b[M !!b\u001b[?1;2cc\u001b[27;5;9~d')).toEqual(['a', 'b', 'c', 'd']);
		expect(read('a\u001b]11;rgb:0/0/0\u0007b\u001bP>|xterm\u001b\\c\u001b[999xd')).toEqual(['a', 'b', 'c', 'd']);
		expect(read('a\u001b[M !', '!b')).toEqual(['a', 'b']);
	});

	it('takes a paste as one text, without its control characters', () => {
		expect(read('a\u001b[200~dq\r\n\u001b[Ax\u0003\u001b[201~b')).toEqual(['a', 'paste:dq\n[Ax', 'b']);
		expect(read('\u001b[200~hel', 'lo\u001b[20', '1~')).toEqual(['paste:hello']);
	});

	it('holds no paste without a bound', () => {
		const parser = keyParser();
		const events = parser.push(`\u001b[200~${'x'.repeat(70_000)}`);
		expect(events).toHaveLength(1);
		expect(parser.waiting()).toBe(null);
	});

	it('knows the answers to status and cursor requests', () => {
		expect(read('\u001b[0nj\u001b[12;2R')).toEqual(['status', 'j', 'cursor 12,2']);
	});

	it('tells how long to wait: shortly for the tail of an ESC, longer for the end of a sequence', () => {
		const parser = keyParser();
		parser.push('\u001b');
		expect(parser.waiting()).toBe('for a tail');
		parser.push('[1;');
		expect(parser.waiting()).toBe('for an end');
		expect(parser.flush()).toEqual([]);
		expect(parser.waiting()).toBe(null);
	});

	it('is the same however it is cut into reads', () => {
		const pieces = [
			'j',
			'中',
			'\u001b[A',
			'\u001b[1;5C',
			'\u001bOP',
			'\u001b[200~两\n2\u001b[201~',
			'\t',
			'\u007f',
			'\u001b[<0;1;2M',
		];
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...pieces)), fc.array(fc.nat({max: 30})), (typed, cuts) => {
				const whole = typed.join('');
				const parts: string[] = [];
				let from = 0;
				for (const cut of cuts) {
					parts.push(whole.slice(from, from + cut));
					from += cut;
				}
				parts.push(whole.slice(from));
				expect(read(...parts)).toEqual(read(whole));
			}),
		);
	});

	it('is never too strange', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({unit: fc.constantFrom(...'\u001b[]OPM<?;~0123AZuRn\u0007\\ \u0000\u009b中')})),
				chunks => {
					expect(() => read(...chunks)).not.toThrow();
				},
			),
		);
	});
});

function read(...chunks: string[]): string[] {
	const parser: KeyParser = keyParser();
	const events = chunks.flatMap(chunk => parser.push(chunk));
	return [...events, ...parser.flush()].map(name);
}

function name(event: TerminalEvent): string {
	if (event.kind === 'paste') return `paste:${event.text}`;
	if (event.kind === 'status') return 'status';
	if (event.kind === 'cursor') return `cursor ${event.row},${event.column}`;
	const {key} = event;
	return `${key.ctrl ? 'C-' : ''}${key.shift ? 'S-' : ''}${key.character || key.name}`;
}
