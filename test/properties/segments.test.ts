import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import type {Input} from '../../src/lab/index.js';
import {unsigned} from '../../src/tcp/index.js';
import {decode, encode} from '../../src/wire/index.js';
import {all, CONNECT, type Driven, drive, established, flagsIn, settle, tcbOf} from '../support/drive.js';
import {anySegment} from '../wire/support.js';

const forged = (driven: Driven, fields: Extract<Input, {do: 'forge'}>['fields']) =>
	all(
		driven,
		{do: 'forge', from: 'outsider', to: 'client', fields},
		{do: 'deliver', segment: `x${driven.world.wire.sent.outsider + 1}`},
	);

describe('segments', () => {
	it('property 14: what lies outside the window changes nothing and gets one ACK, a RST there gets none', () => {
		const driven = established();
		const before = structuredClone(tcbOf(driven, 'client'));
		const {rcv, snd} = before;
		const ack = unsigned(snd.nxt);
		const far = unsigned(rcv.nxt) + 1_000_000;
		expect(flagsIn(forged(driven, {seq: far, flags: 'R'}))).toEqual([]);
		expect(flagsIn(forged(driven, {seq: far, ack, flags: '.', bytes: 10}))).toEqual(['.']);
		const after = tcbOf(driven, 'client');
		for (const part of ['state', 'snd', 'rcv', 'cc', 'rto', 'unread', 'outOfOrder'] as const) {
			expect(after[part]).toEqual(before[part]);
		}
	});

	it('property 17: an ACK of what was never sent gets one ACK and changes nothing', () => {
		const driven = established();
		const {snd, rcv} = structuredClone(tcbOf(driven, 'client'));
		const facts = forged(driven, {seq: unsigned(rcv.nxt), ack: unsigned(snd.nxt) + 1000, flags: '.', wnd: 5});
		expect(flagsIn(facts)).toEqual(['.']);
		expect(tcbOf(driven, 'client').snd).toEqual(snd);
	});

	it('property 19: answers to bad segments come at most twice a second', () => {
		const driven = established();
		const {snd, rcv} = tcbOf(driven, 'client');
		const facts = Array.from({length: 40}, () => [
			...forged(driven, {seq: unsigned(rcv.nxt), ack: unsigned(snd.nxt) + 1000, flags: '.'}),
			...all(driven, {do: 'wait', by: 100_000}),
		]).flat();
		expect(flagsIn(facts).length).toBeGreaterThanOrEqual(8);
		expect(flagsIn(facts).length).toBeLessThanOrEqual(12);
	});

	it('property 19: the limit is each connection’s own: one that was answered a moment ago silences no other', () => {
		const driven = drive();
		all(driven, CONNECT);
		settle(driven);
		all(driven, {do: 'call', host: 'client', call: {call: 'connect', socket: 'd', port: 80, localPort: 40_001}});
		settle(driven);
		const bad = ({tcb}: {tcb: ReturnType<typeof tcbOf>}) =>
			forged(driven, {
				sourcePort: 80,
				destinationPort: tcb.local.port,
				seq: unsigned(tcb.rcv.nxt),
				ack: unsigned(tcb.snd.nxt) + 1000,
				flags: '.',
			});
		const answers = driven.world.hosts.client.connections.map(c => [flagsIn(bad(c)), flagsIn(bad(c))]);
		expect(answers).toEqual([
			[['.'], []],
			[['.'], []],
		]);
	});

	it('property 20: a segment comes back from its octets as it was', () => {
		fc.assert(
			fc.property(anySegment, made => {
				expect(decode(encode(made))).toEqual({kind: 'segment', segment: made});
			}),
			{seed: 20, numRuns: 2000},
		);
	});

	it('property 20: any octets are a segment or an error, in as many steps as there are octets', () => {
		const header = fc.uint8Array({minLength: 40, maxLength: 100}).map(octets => {
			octets.set([0x45, 0, 0, octets.length, 0, 0, 0x40, 0, 64, 6], 0);
			return withSums(octets);
		});
		const looks = (['getUint8', 'getUint16', 'getUint32', 'getInt32'] as const).map(name =>
			vi.spyOn(DataView.prototype, name),
		);
		fc.assert(
			fc.property(fc.oneof(fc.uint8Array({maxLength: 120}), header), octets => {
				for (const look of looks) look.mockClear();
				expect(['segment', 'error']).toContain(decode(octets).kind);
				const steps = looks.reduce((sum, look) => sum + look.mock.calls.length, 0);
				expect(steps).toBeLessThanOrEqual(60 + 4 * octets.length);
			}),
			{seed: 20, numRuns: 3000},
		);
		for (const look of looks) look.mockRestore();
	});
});

/** Both checksums made right, so that what lies behind them is read. */
function withSums(octets: Uint8Array): Uint8Array {
	octets.set([0, 0], 10);
	octets.set(sumOf(octets.subarray(0, 20)), 10);
	octets.set([0, 0], 36);
	octets.set(
		sumOf(Uint8Array.from([...octets.subarray(12, 20), 0, 6, 0, octets.length - 20, ...octets.subarray(20)])),
		36,
	);
	return octets;
}

function sumOf(part: Uint8Array): [number, number] {
	let sum = 0;
	for (let i = 0; i < part.length; i += 2) sum += ((part[i] ?? 0) << 8) | (part[i + 1] ?? 0);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	return [(~sum >> 8) & 255, ~sum & 255];
}
