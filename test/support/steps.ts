/**
 * One engine, and what happens to it written as words: what its program does (`send 500`, `read 1000`, `close`), what
 * the peer's segments bring (`text 1460`, `ack 2920`, `fin`), and the time between (`wait 40`).
 */

import {distance, type Tcb} from '../../src/tcp/index.js';
import {arrive, asOurs, asTheirs, close, type Fields, octets, receive, sent, timers, user, wait} from './arrive.js';

/**
 * Plays the steps.
 *
 * - `text N`: text of the peer that comes in order; `at M`: so many octets further on, or back; `pushed`; `marked`, by a router
 * - `ack N`: of so many octets more; `window W`: the header's field; `has A-B`: those behind the ACK have come, too
 * - `send N`, `send N more` while more is to come at once, `read N`, `close`, `fin` of the peer, `wait N`, in milliseconds
 *
 * @returns a line for each: what it did, the window offered, text acknowledged+out+waiting, cwnd, and the clocks
 */
export const playSteps = (tcb: Tcb, steps: readonly string[]): string[] =>
	steps.map(step => {
		const lines = gathered(perform(tcb, step).filter(isShown).map(withoutTimestamps));
		return `${step}: ${[...lines, standing(tcb)].join(', ')}`;
	});

function perform(tcb: Tcb, step: string): string[] {
	const [what = '', count = '0', ...rest] = step.split(' ');
	const word = (name: string): string | null => {
		const index = rest.indexOf(name);
		return index < 0 ? null : (rest[index + 1] ?? '');
	};
	const n = Number(count);
	switch (what) {
		case 'text': {
			const fields: Fields = {
				seq: asTheirs(tcb.rcv.nxt) + Number(word('at') ?? 0),
				text: n,
				flags: rest.includes('pushed') ? 'P.' : '.',
			};
			return arrive(tcb, {...fields, ...(rest.includes('marked') && {ecn: 3 as const})});
		}
		case 'ack': {
			const ack = asOurs(tcb.snd.una) + Math.min(n, distance(tcb.snd.una, tcb.snd.nxt));
			const wnd = word('window');
			const has = word('has')?.split('-').map(Number);
			return arrive(tcb, {
				ack,
				...(wnd !== null && {wnd: Number(wnd)}),
				...(has !== undefined && {sack: [[ack + (has[0] ?? 0), ack + (has[1] ?? 0)]]}),
			});
		}
		case 'send':
			return user(tcb, {call: 'send', text: octets(n), push: true, urgent: false, more: rest.includes('more')});
		case 'read':
			return receive(tcb, n);
		case 'close':
			return close(tcb);
		case 'fin':
			return arrive(tcb, {flags: 'F.'});
		case 'wait':
			return wait(tcb, n * 1000);
		default:
			throw new Error(`no such step: ${step}`);
	}
}

/** Not the rules: what they did is seen. */
const isShown = (line: string): boolean => /^(send |signal |-> |error|text |wait$|[\d.e-]+ s: )/.test(line);

/** What `test/tcp/options/timestamps.test.ts` looks at. */
const withoutTimestamps = (line: string): string => line.replace(/ <ts \d+ \d+>/, '').replace(/ts \d+ \d+, /, '');

/** More than three segments of the same length are one word: `send 10 of 1460, 101:14701`. */
function gathered(lines: readonly string[]): string[] {
	const shown: string[] = [];
	for (let index = 0; index < lines.length; ) {
		const [, from, , length] = textOf(lines[index]);
		let end = index;
		while (length !== undefined && textOf(lines[end])[3] === length) end++;
		if (end - index > 3) {
			shown.push(`send ${end - index} of ${length}, ${from}:${textOf(lines[end - 1])[2]}`);
			index = end;
		} else shown.push(lines[index++] ?? '');
	}

	return shown;
}

const textOf = (line = ''): readonly string[] => /^send P?\.? (\d+):(\d+)\(([1-9]\d*)\)/.exec(line) ?? [];

function standing(tcb: Tcb): string {
	const {snd, cc} = tcb;
	const told = sent(tcb).at(-1)?.wnd;
	const clocks = Object.entries(timers(tcb)).map(([name, left]) => ` ${name} ${Math.round(left * 1e6) / 1000}`);
	return `window ${tcb.rcv.wnd}${told === undefined ? '' : ` (${told})`}, ${asOurs(snd.una) - 101}+${distance(snd.una, snd.nxt)}+${tcb.unsent.length}, cwnd ${cc.cwnd}${clocks.join('')}`;
}
