import {describe, expect, it} from 'vitest';
import {createHost, type HostEffect, hostArrive, hostCall} from '../../src/host/index.js';
import {
	copyTcb,
	distance,
	NO_SWITCHES,
	plus,
	type Segment,
	type State,
	segment,
	seq,
	type Tcb,
	unsigned,
} from '../../src/tcp/index.js';
import {
	arrive,
	arriveQuietly,
	asOurs,
	asTheirs,
	established,
	everyIsn,
	type Fields,
	MAKE,
	OTHER_STATES,
	receive,
	send,
	sent,
	timers,
	timeWait,
	wait,
} from '../support/arrive.js';

/** Where a blind attacker's guess may fall; as the peer's numbers, by RCV.NXT and RCV.WND. */
const SPOTS = {
	'left of the window': -1,
	'its left edge': 0,
	inside: 100,
	'its right edge': 'wnd - 1',
	'right of the window': 'wnd',
} as const;

type Spot = keyof typeof SPOTS;

function at(tcb: Tcb, spot: Spot): number {
	const off = SPOTS[spot];
	return asTheirs(plus(tcb.rcv.nxt, off === 'wnd' ? tcb.rcv.wnd : off === 'wnd - 1' ? tcb.rcv.wnd - 1 : off));
}

/** What the last event sent, by control bits. */
const answers = (tcb: Tcb): string[] =>
	sent(tcb).map(({rst, ack, text}) => `${rst ? 'R' : ''}${ack === null ? '' : '.'}${text.length > 0 ? ' text' : ''}`);

everyIsn(() => {
	describe('bug 4: blind RST, SYN and data: CVE-2004-0230, RFC 5961 §3 to §5', () => {
		for (const state of OTHER_STATES) {
			it.each(Object.keys(SPOTS) as Spot[])(`a RST in ${state} at: %s`, spot => {
				const tcb = MAKE[state]();
				arrive(tcb, {flags: 'R', seq: at(tcb, spot)});
				const inside = spot === 'inside' || spot === 'its right edge';
				expect(answers(tcb)).toEqual(inside ? ['.'] : []);
				if (spot !== 'its left edge') expect(tcb.state).toBe(state);
				else expect(tcb.state).toBe(state === 'SYN-RECEIVED' ? 'LISTEN' : 'CLOSED');
			});

			it.each(Object.keys(SPOTS) as Spot[])(`a SYN in ${state} at: %s`, spot => {
				const tcb = MAKE[state]();
				arrive(tcb, {flags: 'S', seq: at(tcb, spot)});
				const back = state === 'SYN-RECEIVED' && spot !== 'left of the window' && spot !== 'right of the window';
				// §3.10.7.4 fourth: half-open and passive, the old one is forgotten; nobody is hurt by that.
				expect(tcb.state).toBe(back ? 'LISTEN' : state);
				expect(answers(tcb)).toEqual(back ? [] : ['.']);
			});

			it(`text in ${state}, whose ACK is a guess`, () => {
				for (const ack of [1, -1]) {
					const tcb = MAKE[state]();
					const before = copyTcb(tcb);
					const guess = unsigned(plus(ack > 0 ? tcb.snd.max : tcb.snd.una, ack * (tcb.snd.maxWnd + 1000)));
					arrive(tcb, {seq: at(tcb, 'its left edge'), ack: asOurs(seq(guess)), flags: '.', text: 'injected'});
					// SYN-RECEIVED answers a bad ACK by a RST that fits where it came from.
					expect(answers(tcb)).toEqual([state === 'SYN-RECEIVED' ? 'R' : '.']);
					expect([tcb.state, tcb.unread.length, tcb.outOfOrder.length]).toEqual([state, before.unread.length, 0]);
				}
			});
		}

		it.each(Object.keys(SPOTS) as Spot[])('a RST in SYN-SENT counts by its ACK alone: %s', spot => {
			const tcb = MAKE['SYN-SENT']();
			arrive(tcb, {flags: 'R', seq: at(tcb, spot)});
			arrive(tcb, {flags: 'R.', seq: at(tcb, spot), ack: 102});
			expect(tcb.state).toBe('SYN-SENT');
			arrive(tcb, {flags: 'R.', seq: at(tcb, spot), ack: 101});
			expect(tcb.state).toBe('CLOSED');
		});

		it('appears without the cure: a RST anywhere in the window is enough', () => {
			const tcb = established({switches: ['no-challenge-ack']});
			arrive(tcb, {flags: 'R', seq: at(tcb, 'inside')});
			expect(tcb.state).toBe('CLOSED');
		});
	});

	describe('bug 6: TIME-WAIT assassination, RFC 1337', () => {
		const hazards: readonly [string, (tcb: Tcb) => Fields][] = [
			['a RST at RCV.NXT', tcb => ({flags: 'R', seq: asTheirs(tcb.rcv.nxt)})],
			['old text', tcb => ({flags: '.', seq: asTheirs(tcb.rcv.nxt) - 20, text: 10})],
			['an old SYN', tcb => ({flags: 'S', seq: asTheirs(tcb.rcv.nxt) - 1000})],
			['an old SYN,ACK', tcb => ({flags: 'S.', seq: asTheirs(tcb.rcv.nxt) - 1000, ack: 101})],
		];
		it.each(hazards)('%s neither ends it nor makes it longer, with tcp_rfc1337', (_, fields) => {
			const tcb = timeWait({switches: ['rfc1337']});
			wait(tcb, 10_000_000);
			const left = timers(tcb);
			arrive(tcb, fields(tcb));
			expect(tcb.state).toBe('TIME-WAIT');
			expect(timers(tcb)).toEqual(left);
		});

		it('appears without the cure: the RST that an answered old segment provokes ends it', () => {
			const tcb = timeWait();
			arrive(tcb, {flags: '.', seq: asTheirs(tcb.rcv.nxt) - 20, text: 10});
			const [ack] = sent(tcb);
			// The peer is gone, so it answers our ACK by <SEQ=SEG.ACK><CTL=RST> (§3.10.7.1).
			arrive(tcb, {flags: 'R', seq: asTheirs(ack?.ack ?? seq(0))});
			expect(tcb.state).toBe('CLOSED');
		});
	});

	describe('bug 14: TS.Recent poisoning: CVE-2005-0356', () => {
		const poison: readonly [string, (tcb: Tcb) => Fields][] = [
			['whose ACK was never sent', tcb => ({ack: asOurs(tcb.snd.max) + 5000})],
			['whose ACK is long ago', tcb => ({ack: asOurs(plus(tcb.snd.una, -tcb.snd.maxWnd - 5000))})],
			['outside the window', tcb => ({seq: asTheirs(plus(tcb.rcv.nxt, tcb.rcv.wnd + 5000))})],
			['ahead of a hole', tcb => ({seq: asTheirs(tcb.rcv.nxt) + 500, text: 10})],
		];
		it.each(poison)('a segment with a huge TSval %s leaves TS.Recent, and the real peer is heard', (_, fields) => {
			const tcb = established({both: ['timestamps']});
			const {recent} = tcb.ts;
			arrive(tcb, {...fields(tcb), ts: 7_000 + 2 ** 30});
			expect(tcb.ts.recent).toBe(recent);
			arrive(tcb, {text: 'still here'});
			expect(receive(tcb)[0]).toContain('"still here"');
		});
	});
});

describe('bug 5: challenge-ACK side channel: CVE-2016-5696', () => {
	it('what one connection is asked does not show in how often another one answers', () => {
		const host = createHost({
			name: 'server',
			address: '10.0.0.2',
			peerAddress: '10.0.0.1',
			profile: 'linux',
			sysctl: {},
			switches: NO_SWITCHES,
			secret: [1, 2, 3, 4],
			mtu: 1500,
			isn: null,
		});
		const effects: HostEffect[] = [];
		const sentBy = (): Segment[] =>
			effects.splice(0).flatMap(e => (e.kind === 'tcp' && e.effect.kind === 'send' ? [e.effect.segment] : []));
		hostCall(host, {call: 'listen', socket: 'l', port: 80, accepts: true}, 0, effects);
		const open = (port: number): Segment => {
			const ends = {source: {address: '10.0.0.1', port}, destination: {address: '10.0.0.2', port: 80}};
			hostArrive(host, segment({...ends, seq: seq(1000), syn: true, wnd: 60_000}), 0, effects);
			const [synAck] = sentBy();
			const ack = plus(synAck?.seq ?? seq(0), 1);
			hostArrive(host, segment({...ends, seq: seq(1001), ack, wnd: 60_000}), 0, effects);
			return segment({...ends, seq: seq(1101), rst: true});
		};
		const [victim, spy] = [open(40_000), open(40_001)];
		sentBy();
		/** Answers in a second to a hundred RSTs in the spy's window, while the victim gets `loud` of its own. */
		const heard = (from: number, loud: number): number => {
			let count = 0;
			for (let i = 0; i < 100; i++) {
				const now = from + i * 10_000;
				for (let k = 0; k < loud; k++) hostArrive(host, victim, now, effects);
				sentBy();
				hostArrive(host, spy, now, effects);
				count += sentBy().length;
			}

			return count;
		};
		// One limit for the whole host let the spy count what the victim had used up.
		expect(heard(1_000_000, 0)).toBe(2);
		expect(heard(10_000_000, 50)).toBe(2);
	});
});

describe('bug 23: leak per challenge ACK', () => {
	/** Entries of everything that could grow. */
	const size = ({retransmissions, outOfOrder, unsent, unread, board, sack, memory}: Tcb): number =>
		retransmissions.length +
		outOfOrder.length +
		unsent.chunks.length +
		unread.chunks.length +
		board.blocks.length +
		sack.blocks.length +
		memory.records.length;

	it.each(['ESTABLISHED', 'FIN-WAIT-2', 'TIME-WAIT'] as const satisfies readonly State[])(
		'a million bad segments leave nothing behind in %s',
		state => {
			const tcb = MAKE[state]({both: ['sack']});
			const before = copyTcb(tcb);
			const far = asTheirs(tcb.rcv.nxt) + 1_000_000;
			const bad: readonly Fields[] = [
				{seq: far},
				{flags: 'R', seq: asTheirs(tcb.rcv.nxt) + 10},
				{ack: asOurs(tcb.snd.max) + 1000},
				{seq: asTheirs(tcb.rcv.nxt) - 10, text: 5},
				{seq: far, text: 5},
			];
			for (let i = 0; i < 333_335; i++) arriveQuietly(tcb, bad[i % bad.length] as Fields);
			expect(size(tcb)).toBe(size(before));
			expect(distance(before.rcv.nxt, tcb.rcv.nxt)).toBe(0);
			expect(Object.keys(tcb)).toEqual(Object.keys(before));
			expect(tcb.snd).toEqual(before.snd);
			expect(send(tcb, 'x').length).toBeGreaterThan(0);
		},
	);
});
