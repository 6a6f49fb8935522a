import {describe, expect, it} from 'vitest';
import {
	arrive,
	briefEffects,
	call,
	createTcb,
	type Effect,
	expire,
	nextDeadline,
	RFC9293,
	type Segment,
	seq,
	type Tcb,
} from '../../src/tcp/index.js';

const CLIENT = {address: '192.0.2.1', port: 49_152};
const SERVER = {address: '192.0.2.2', port: 80};
const TEXT = new Uint8Array(20_000);

/** A transfer whose fifth segment is lost. Returns what both ends pushed. */
function transfer(list: () => Effect[]): Effect[] {
	const ends = [createTcb(RFC9293, CLIENT, SERVER), createTcb(RFC9293, SERVER)] as const;
	const all: Effect[] = [];
	let flying: {to: 0 | 1; segment: Segment}[] = [];
	let sent = 0;
	const does = (end: 0 | 1, act: (tcb: Tcb, out: Effect[]) => void) => {
		const out = list();
		act(ends[end], out);
		all.push(...out);
		for (const effect of out) {
			if (effect.kind !== 'send') continue;
			if (++sent !== 5) flying.push({to: end === 0 ? 1 : 0, segment: effect.segment});
		}
	};

	does(1, (tcb, out) => call(tcb, {call: 'open', how: 'passive', iss: seq(300)}, 0, out));
	does(0, (tcb, out) => call(tcb, {call: 'open', how: 'active', iss: seq(100)}, 0, out));
	does(0, (tcb, out) => call(tcb, {call: 'send', text: TEXT, push: true, urgent: false}, 0, out));
	for (let now = 10_000; now < 3_000_000; now += 10_000) {
		const arriving = flying;
		flying = [];
		for (const {to, segment} of arriving) does(to, (tcb, out) => arrive(tcb, segment, now, out));
		for (const end of [0, 1] as const) {
			if ((nextDeadline(ends[end]) ?? now + 1) <= now) does(end, (tcb, out) => expire(tcb, now, out));
		}
	}

	expect(ends[1].unread.length).toBe(TEXT.length);
	return all;
}

describe('brief effects', () => {
	it('are all effects without rules and timers', () => {
		const told = transfer(() => []);
		const briefly = transfer(briefEffects);
		expect(new Set(told.map(effect => effect.kind))).toEqual(new Set(['send', 'rule', 'state', 'signal', 'timer']));
		expect(briefly).toEqual(told.filter(({kind}) => kind !== 'rule' && kind !== 'timer'));
	});
});
