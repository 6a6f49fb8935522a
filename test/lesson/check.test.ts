import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {textWidth} from '../../src/edge/width.js';
import {ParseError} from '../../src/format/index.js';
import {checkLesson, parseLesson, problemText} from '../../src/lesson/index.js';

const template = readFileSync(new URL('../../src/lessons/template/my-lesson.yaml', import.meta.url), 'utf8');

/** The template with a line made wrong, and what is said of it: place first. */
async function said(from: string, to: string): Promise<readonly string[]> {
	expect(template).toContain(from);
	const text = template.replace(from, to);
	try {
		const lesson = await parseLesson({path: 'mine.yaml', text});
		return checkLesson(lesson, textWidth).map(problem => problemText(problem).split('\n')[0] ?? '');
	} catch (error) {
		if (error instanceof ParseError) return [error.message.split('\n')[0] ?? ''];
		throw error;
	}
}

/** Where a piece of the template stands, as a message names it. */
function at(piece: string): string {
	const before = template.slice(0, template.indexOf(piece));
	return `mine.yaml:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}: `;
}

describe('a lesson to copy', () => {
	it('holds as it is', async () => {
		expect(await said('id: mine', 'id: mine')).toEqual([]);
	});
});

describe('lesson check', () => {
	it('finds a goal that the solution does not reach', async () => {
		expect(await said('flags: S, fate: dropped', 'flags: S., fate: dropped')).toEqual([
			`${at('{ segment: { from: client, flags: S, fate')}the solution of step 1 does not reach its goal`,
		]);
	});

	it('finds a goal that is reached before its step', async () => {
		expect(await said('{ rule: retransmission-timeout, host: client }', '{ host: client, state: SYN-SENT }')).toEqual([
			`${at('{ rule: retransmission-timeout, host: client }')}the goal of step 2 is reached before the step begins`,
		]);
	});

	it('finds a goal that is reached before the end of its solution', async () => {
		const more = '- { do: drop, segment: c1 }\n      - { do: wait, by: 0.1 }';
		expect(await said('- { do: drop, segment: c1 }', more)).toEqual([
			`${at('{ segment: { from: client, flags: S, fate')}the goal of step 1 is reached 1 of its solution's inputs too early`,
		]);
	});

	it('finds an input of the solution that does nothing', async () => {
		expect(await said('{ do: drop, segment: c1 }', '{ do: drop, segment: c7 }')).toContain(
			`${at('{ do: drop, segment: c1 }')}this drop does nothing: no-such-segment`,
		);
	});

	it('finds a right answer that is not what the engine does, and a wrong one that is', async () => {
		expect(await said('is: { flags: S, seq: 0 }', 'is: { flags: S, seq: 2 }')).toEqual([
			`${at('is: { flags: S, seq: 0 }')}the right answer is not what the engine does next`,
		]);
		expect(await said('is: { flags: S, seq: 1 }', 'is: { flags: S }')).toEqual([
			`${at('is: { flags: S, seq: 1 }')}this wrong answer is what the engine does next`,
		]);
	});

	it('finds an answer without its reason', async () => {
		const [message] = await said('          wrong:\n            en: Then', '          because:\n            en: Then');
		expect(message).toMatch(/^mine\.yaml:\d+:\d+: expected a field of a choice/);
	});

	it('finds a translation that is missing, empty, or no translation', async () => {
		expect(await said('  zh: SYN 丢失\n', '')).toEqual([
			`${at('en: The SYN is lost')}expected a text with "zh", got only en`,
		]);
		expect(await said('zh: SYN 丢失', "zh: ''")).toEqual([
			`${at('SYN 丢失\n')}expected a text in Chinese, got an empty one`,
		]);
		expect(await said('zh: SYN 丢失', 'zh: The SYN is lost')).toEqual([
			`${at('SYN 丢失\n')}the title is not translated: no Chinese character`,
		]);
		expect(await said('en: Press n.', 'en: 按 n。')).toEqual([
			`${at('Press n.')}the hint in English has Chinese in it`,
		]);
	});

	it('finds a text that does not fit 80×24', async () => {
		expect(await said('en: Press n.', `en: ${'Press n. '.repeat(40)}`)).toEqual([
			`${at('Press n.')}the hint takes 5 rows of 77 cells at 80×24, and has 4`,
		]);
		expect(await said('zh: 按 n。', `zh: ${'按 n。'.repeat(60)}`)).toEqual([
			`${at('按 n。')}the hint takes 5 rows of 77 cells at 80×24, and has 4`,
		]);
	});

	it('finds a broken line', async () => {
		expect(
			await said('goal: { rule: retransmission-timeout, host: client }', 'goal: { rule: retransmission-timeout'),
		).toEqual([expect.stringMatching(/^mine\.yaml:\d+:\d+: expected YAML or JSON/)]);
		expect(await said('rule: retransmission-timeout,', 'rule: retransmision-timeout,')).toEqual([
			`${at('retransmission-timeout, host')}expected a rule, got "retransmision-timeout" (did you mean "retransmission-timeout"?)`,
		]);
	});

	it('says why a text with a comma in braces is cut', async () => {
		expect(await said('say: { en: Nothing, zh: 什么也不发 }', 'say: { en: Nothing, at all, zh: 什么也不发 }')).toEqual([
			expect.stringMatching(/a comma or a colon needs quotes.*, got "at all"$/),
		]);
	});

	it('says why a text with a number sign is cut', async () => {
		expect(
			await said(
				'say: { en: Nothing, zh: 什么也不发 }',
				'say:\n            en: Press # twice\n            zh: 什么也不发',
			),
		).toEqual([expect.stringMatching(/expected a text in quotes, got "Press", for " #" begins a comment$/)]);
	});
});

describe('an adversary lesson', () => {
	const game = (budget: string): string => `id: mine\nkind: adversary\nbudget: { drop: ${budget} }\npar: 1`;

	it('wants the solution to stay within the budget, and not to win by itself', async () => {
		const flow = template
			.replace('id: mine', game('0'))
			.replace(
				'  begin:  ',
				'  ready: [ { host: server, call: listen, socket: l, port: 80, accepts: true } ]\n  begin:  ',
			);
		const lesson = await parseLesson({path: 'mine.yaml', text: flow});
		expect(checkLesson(lesson, textWidth).map(({says}) => says)).toEqual([
			'the solution spends more of "drop" than the budget has',
		]);
		const good = await parseLesson({path: 'mine.yaml', text: flow.replace('drop: 0', 'drop: 1')});
		expect(checkLesson(good, textWidth)).toEqual([]);
	});

	it('has a budget, and no other lesson has', async () => {
		expect(await said('id: mine', 'id: mine\nkind: adversary')).toEqual([
			'mine.yaml:5:1: expected an adversary lesson with "budget" and "par", got a map',
		]);
		expect(await said('id: mine', 'id: mine\npar: 2')).toEqual([
			'mine.yaml:6:6: expected "par" in a lesson with "kind: adversary" alone, got 2',
		]);
	});
});
