import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {distance, plus, type State, SWITCHES, type Switch, type Tcb} from '../../src/tcp/index.js';
import {
	abort,
	arrive,
	asOurs,
	asTheirs,
	close,
	everyIsn,
	type Fields,
	MAKE,
	receive,
	send,
	sent,
	wait,
} from '../support/arrive.js';

/** Numbers near every edge that a check looks at, and some from anywhere. */
const near = fc.oneof(
	fc.integer({min: -3, max: 3}),
	fc.integer({min: -2000, max: 2000}),
	fc.constantFrom(-65_536, -65_535, 65_534, 65_535, 65_536, 2 ** 31, 2 ** 31 - 1),
);

type Act =
	| {readonly do: 'arrive'; readonly seq: number; readonly ack: number; readonly fields: Fields}
	| {readonly do: 'wait'; readonly by: number}
	| {readonly do: 'send'; readonly octets: number; readonly push: boolean; readonly urgent: boolean}
	| {readonly do: 'receive'; readonly count: number}
	| {readonly do: 'close'; readonly reading: 'continues' | 'ends'}
	| {readonly do: 'abort'};

const act: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.record({
			do: fc.constant('arrive' as const),
			seq: near,
			ack: near,
			fields: fc.record({
				flags: fc.oneof(
					{weight: 6, arbitrary: fc.constantFrom('.', 'P.', 'F.', '.U')},
					fc.constantFrom('S', 'S.', 'R', 'R.', 'SF', 'FR', '', 'SFRP.U'),
				),
				text: fc.oneof(fc.constant(0), fc.integer({min: 1, max: 3000})),
				wnd: fc.constantFrom(0, 1, 500, 1460, 8000, 65_535),
				up: fc.constantFrom(0, 1, 100, 65_535),
			}),
		}),
	},
	{weight: 3, arbitrary: fc.record({do: fc.constant('wait' as const), by: fc.integer({min: 1, max: 90_000_000})})},
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('send' as const),
			octets: fc.integer({min: 1, max: 5000}),
			push: fc.boolean(),
			urgent: fc.boolean(),
		}),
	},
	{weight: 3, arbitrary: fc.record({do: fc.constant('receive' as const), count: fc.integer({min: 1, max: 4000})})},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('close' as const),
			reading: fc.constantFrom('continues' as const, 'ends' as const),
		}),
	},
	{weight: 1, arbitrary: fc.constant({do: 'abort' as const})},
);

function perform(tcb: Tcb, what: Act): string[] {
	switch (what.do) {
		case 'arrive':
			return arrive(tcb, {
				...what.fields,
				seq: asTheirs(tcb.rcv.nxt) + what.seq,
				ack: asOurs(tcb.snd.nxt) + what.ack,
			});
		case 'wait':
			return wait(tcb, what.by);
		case 'send':
			return send(tcb, what.octets, what);
		case 'receive':
			return receive(tcb, what.count);
		case 'close':
			return close(tcb, what.reading);
		case 'abort':
			return abort(tcb);
	}
}

/** The transitions of Figure 5, with those of RST, ABORT and timeouts, which lead to CLOSED from everywhere. */
const ARROWS: Readonly<Record<State, readonly State[]>> = {
	CLOSED: [],
	LISTEN: ['SYN-RECEIVED'],
	'SYN-SENT': ['SYN-RECEIVED', 'ESTABLISHED'],
	'SYN-RECEIVED': ['ESTABLISHED', 'FIN-WAIT-1', 'LISTEN'],
	ESTABLISHED: ['FIN-WAIT-1', 'CLOSE-WAIT'],
	'FIN-WAIT-1': ['FIN-WAIT-2', 'CLOSING'],
	'FIN-WAIT-2': ['TIME-WAIT'],
	'CLOSE-WAIT': ['LAST-ACK'],
	CLOSING: ['TIME-WAIT'],
	'LAST-ACK': [],
	'TIME-WAIT': [],
};

const switches = fc.subarray(SWITCHES.filter(name => name !== 'two-way-handshake') as Switch[]);

everyIsn(() => {
	describe('any segments, calls and times, from any state', () => {
		it('leave the TCB whole, move edges forward only, follow Figure 5, and never answer a RST by a RST', () => {
			fc.assert(
				fc.property(
					fc.constantFrom(...(Object.keys(MAKE) as State[])),
					fc.oneof({weight: 2, arbitrary: fc.constant([])}, switches),
					fc.constantFrom(1, 100, 5000, 65_535),
					fc.array(act, {maxLength: 40}),
					(state, on, receiveBuffer, acts) => {
						const tcb = MAKE[state]({switches: on, config: {receiveBuffer}});
						for (const what of acts) check(tcb, what);
					},
				),
				{seed: 9293, numRuns: 1500},
			);
		});
	});
});

function check(tcb: Tcb, what: Act): void {
	const {state, snd, rcv} = tcb;
	const before = {una: snd.una, nxt: rcv.nxt, edge: plus(rcv.nxt, rcv.wnd)};
	const lines = perform(tcb, what);
	let from = state;
	for (const to of lines.filter(line => line.startsWith('-> ')).map(line => line.slice(3) as State)) {
		if (to !== 'CLOSED') expect([from, ARROWS[from]]).toEqual([from, expect.arrayContaining([to])]);
		from = to;
	}

	const synchronized = state !== 'CLOSED' && state !== 'LISTEN' && state !== 'SYN-SENT';
	if (synchronized && tcb.state !== 'LISTEN') {
		expect(distance(before.una, tcb.snd.una)).toBeGreaterThanOrEqual(0);
		expect(distance(before.nxt, tcb.rcv.nxt)).toBeGreaterThanOrEqual(0);
		expect(distance(before.edge, plus(tcb.rcv.nxt, tcb.rcv.wnd))).toBeGreaterThanOrEqual(0);
	}

	const isReset = what.do === 'arrive' && what.fields.flags?.includes('R') === true;
	if (isReset) expect(sent(tcb).filter(segment => segment.rst)).toEqual([]);
	if (lines.some(line => line.startsWith('seq-unacceptable'))) {
		expect(tcb.state).toBe(state);
		expect(sent(tcb).length).toBeLessThanOrEqual(isReset ? 0 : 1);
	}

	for (const segment of sent(tcb)) {
		expect(segment.text.length).toBeLessThanOrEqual(tcb.snd.mss);
		if (!segment.syn) expect(segment.options.mss).toBeNull();
	}
}
