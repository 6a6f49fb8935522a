import {describe, expect, it} from 'vitest';
import {NO_OPTIONS, NO_TEXT, type Options, type Segment, segment, seq} from '../../src/tcp/index.js';
import {decode, encode} from '../../src/wire/index.js';
import {call, put, runFor, states, twoHosts} from '../support/two-hosts.js';

const PARTS = {source: {address: '10.0.0.1', port: 9}, destination: {address: '10.0.0.2', port: 80}, seq: seq(1)};
const FOREIGN = {kind: 200, octets: Uint8Array.of(1, 2, 3)};

const passed = (sent: Segment): Segment => {
	const read = decode(encode(sent));
	if (read.kind === 'error') throw new Error(read.error);
	return read.segment;
};

describe('§3.1 options', () => {
	it('are read on text, on a FIN and on a RST as on a SYN (MUST-5)', () => {
		const options = {...NO_OPTIONS, mss: 1000, timestamps: {val: 7, ecr: 9}, unknown: [FOREIGN]};
		for (const bits of [{syn: true}, {ack: seq(5), text: Uint8Array.of(1, 2)}, {ack: seq(5), fin: true}, {rst: true}])
			expect(passed(segment({...PARTS, ...bits, options})).options).toEqual(options);
	});

	it('that nobody knows change nothing of a handshake (MUST-6)', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		world.loses = () => true;
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		world.loses = () => false;
		const syn = world.sent[0]?.segment;
		if (syn === undefined) throw new Error('no SYN');
		put(world, 'client', passed({...syn, options: {...syn.options, unknown: [FOREIGN]}}));
		runFor(world, 100_000);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
	});

	it('have their length where they are not EOL or NOP (MUST-68)', () => {
		const block = [seq(10), seq(20)] as const;
		const sets: readonly Options[] = [
			{...NO_OPTIONS, mss: 1460, wscale: 7, sackPermitted: true, timestamps: {val: 1, ecr: 0}},
			{...NO_OPTIONS, timestamps: {val: 1, ecr: 2}, sack: [block, block, block]},
			{...NO_OPTIONS, unknown: [FOREIGN, {kind: 254, octets: NO_TEXT}]},
		];
		for (const options of sets) {
			const octets = encode(segment({...PARTS, options}));
			const kinds: number[] = [];
			let at = 40;
			while (at < octets.length && octets[at] !== 0) {
				const kind = octets[at] ?? 0;
				if (kind !== 1) kinds.push(kind);
				at += kind === 1 ? 1 : (octets[at + 1] ?? 0);
			}

			expect(octets.subarray(at).every(octet => octet === 0)).toBe(true);
			expect(kinds.sort((a, b) => a - b)).toEqual(kindsOf(options));
		}
	});
});

function kindsOf({mss, wscale, sackPermitted, sack, timestamps, fastOpen, userTimeout, unknown}: Options): number[] {
	const known = {2: mss, 3: wscale, 4: sackPermitted || null, 5: sack, 8: timestamps, 28: userTimeout, 34: fastOpen};
	const there = Object.entries(known).flatMap(([kind, value]) => (value === null ? [] : [Number(kind)]));
	return [...there, ...unknown.map(({kind}) => kind)];
}

describe('§3.9.2 options', () => {
	it('of the IPv4 header are skipped, whatever they say (MUST-50)', () => {
		const sent = segment({...PARTS, ack: seq(5), text: Uint8Array.of(104, 105)});
		const timestamp = [68, 8, 5, 0, 0, 0, 0, 0];
		const recordRoute = [7, 7, 4, 0, 0, 0, 0, 0];
		const unheardOf = [222, 3, 9, 0];
		for (const options of [timestamp, recordRoute, unheardOf]) {
			const read = decode(withIpOptions(encode(sent), options));
			expect(read).toEqual({kind: 'segment', segment: sent});
		}
	});
});

/** The same datagram with options in its IPv4 header: its length, its total length and its checksum made right. */
function withIpOptions(octets: Uint8Array, options: readonly number[]): Uint8Array {
	const whole = Uint8Array.from([...octets.subarray(0, 20), ...options, ...octets.subarray(20)]);
	const header = 20 + options.length;
	whole.set([0x40 | (header / 4), 0, whole.length >> 8, whole.length & 255]);
	whole.set([0, 0], 10);
	let sum = 0;
	for (let at = 0; at < header; at += 2) sum += ((whole[at] ?? 0) << 8) | (whole[at + 1] ?? 0);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	whole.set([(~sum >> 8) & 255, ~sum & 255], 10);
	return whole;
}
