import {describe, expect, it} from 'vitest';
import {copyTcb, createTcb, isSynchronized, RFC9293, STATES, type State, type Tcb} from '../../../src/tcp/index.js';
import {arrive, HERE, MAKE, PEER, send, wait} from '../../support/arrive.js';
import {linux} from '../../support/linux.js';

/** Shared by copies, because nothing writes to them. */
const SHARED = new Set(['config', 'local', 'remote']);

/** The places of both that are one and the same object, and could be written to. */
function sharedPlaces(one: unknown, two: unknown, path = ''): string[] {
	if (typeof one !== 'object' || one === null || one instanceof Uint8Array) return [];
	if (one === two) return [path];
	return Object.entries(one).flatMap(([key, value]) =>
		SHARED.has(key) || READ_ONLY.has(key)
			? []
			: sharedPlaces(value, (two as Record<string, unknown>)[key], `${path}.${key}`),
	);
}

/** What holds only values that are replaced, never changed. */
const READ_ONLY = new Set([
	'blocks',
	'twice',
	'option',
	'received',
	'chunks',
	'0',
	'1',
	'2',
	'3',
	'4',
	'5',
	'6',
	'7',
	'8',
	'9',
]);

/** In the midst of things: text out, reported, lost and held; records of unread text; options told. */
function busy(): Tcb {
	const tcb = linux({both: ['sack'], mss: 1000});
	send(tcb, 20_000);
	wait(tcb, 20_000);
	arrive(tcb, {ack: 1101, sack: [[2101, 5101]], text: 100});
	arrive(tcb, {seq: 501, text: 100});
	return tcb;
}

describe('§3.3.1 the TCB', () => {
	it('of a new connection: nothing is agreed on, sent, known to be lost, or asked', () => {
		expect(createTcb(RFC9293, HERE)).toMatchObject({
			state: 'CLOSED',
			agreed: {scaling: false, sack: false, timestamps: false, ecn: false},
			ts: {recent: 0, recentAt: 0, offset: 0},
			ecn: {echo: false, seen: false, reduced: false, cutAt: null, gaveUp: false},
			keepalive: {probes: 0, heardAt: 0},
			board: {sacked: 0, lost: 0, again: 0, blocks: [], delivered: 0, losses: 0, sent: 0, resends: 0, dsacked: 0},
			rack: {advanced: false, reordered: 0, dsackSeen: false, minRtt: null, multiplier: 1, persist: 0},
			tlp: {end: null, resent: false},
			prr: {delivered: 0, out: 0, before: 0},
			undo: {marker: null, again: -1, resentAt: null, ssthresh: 0, cwnd: 0},
			frto: 'off',
			sackRecovery: {rescued: false},
			memory: {used: 0, held: 0, refused: false, records: []},
			closeCalled: false,
			readerGone: false,
			pushed: false,
		});
	});

	it('copied is equal in everything, and shares nothing that is written to', () => {
		for (const tcb of [busy(), createTcb(RFC9293, HERE, PEER)]) {
			const copy = copyTcb(tcb);
			expect(copy).toEqual(tcb);
			expect(sharedPlaces(tcb, copy)).toEqual([]);
			expect(copy.retransmissions).not.toBe(tcb.retransmissions);
			expect(copy.outOfOrder).not.toBe(tcb.outOfOrder);
			for (const [index, record] of copy.memory.records.entries()) expect(record).not.toBe(tcb.memory.records[index]);
		}
	});

	it('is synchronized when both ends know each other by their numbers (§3.5.2, group 3)', () => {
		const synchronized = STATES.filter(state => isSynchronized(MAKE[state as State]()));
		expect(synchronized).toEqual([
			'ESTABLISHED',
			'FIN-WAIT-1',
			'FIN-WAIT-2',
			'CLOSE-WAIT',
			'CLOSING',
			'LAST-ACK',
			'TIME-WAIT',
		]);
	});
});

describe('the letter of the standards', () => {
	it('has nothing that RFC 9293 does not ask for, each one value away', () => {
		expect(RFC9293).toMatchObject({
			windowScaling: false,
			timestamps: false,
			sack: false,
			ecn: 'off',
			congestionControl: 'reno',
			tailLossProbe: false,
			frto: false,
			limitedTransmit: false,
			mtuProbing: false,
			cork: false,
			delayedFinAck: false,
			synLinearTimeouts: 0,
		});
	});

	it('restarts slow start after an idle time (RFC 5681 §4.1), tells of D-SACKs where SACK is on, asks with patience', () => {
		expect(RFC9293).toMatchObject({
			slowStartAfterIdle: true,
			dsack: true,
			ecnFallback: true,
			keepalive: {on: false, idle: 7_200_000_000, interval: 75_000_000, probes: 9},
			receiveMemory: {first: 65_535, most: 6_291_456, fixed: false, moderated: true},
		});
	});
});
