import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {networkLayer} from '../../src/format/capture-link.js';
import {segmentOf} from '../../src/format/capture-segment.js';
import {type Capture, captureKind, readCapture, recordingLines, streamsOf} from '../../src/format/index.js';
import {pcapng} from '../../src/format/pcapng.js';
import {captureOf} from '../../src/format/run-capture.js';
import {createLab} from '../../src/lab/index.js';
import {plainMeasure} from '../../src/present/index.js';
import {encode} from '../../src/wire/index.js';
import {bigEndian, LINKS, overIpv6, type Packet, pcap, tagged} from './files.js';

/** A handshake and three octets. */
const lab = createLab();
lab.do({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
lab.do({do: 'deliver-all'});
lab.do({do: 'deliver-all'});
lab.do({do: 'deliver-all'});
lab.do({do: 'call', host: 'client', call: {call: 'send', socket: 'c', text: 'abc'}});
lab.do({do: 'deliver-all'});
const packets: readonly Packet[] = lab.facts.flatMap(fact =>
	fact.kind === 'sent' ? [{s: 1_700_000_000, frac: fact.at, octets: encode(fact.flight.segment)}] : [],
);
const ours = captureOf(lab.facts, lab.world, {vantage: null, title: 'x', application: 'y', lang: 'en'}).octets;

const WIDE = {lang: 'en', ascii: false, numbers: 'relative', measure: plainMeasure, width: 100} as const;

/** What a person would see of the first connection. */
function shown(capture: Capture): string[] {
	const streams = streamsOf(capture);
	const [stream] = streams;
	if (stream === undefined) return [];
	return recordingLines({path: 'x', streams, stream, place: null}, WIDE);
}

const within = (octets: (packet: Uint8Array) => Uint8Array, link: number): Uint8Array =>
	pcap(
		packets.map(packet => ({...packet, octets: octets(packet.octets)})),
		{link},
	);

describe('the classic capture file', () => {
	it.each([
		[true, false],
		[true, true],
		[false, false],
		[false, true],
	])('is read with its least significant octet first: %s, in nanoseconds: %s', (little, nano) => {
		const capture = readCapture(pcap(packets, {little, nano}));
		expect(capture.trouble).toBeNull();
		expect(capture.packets.map(({at}) => at - 1_700_000_000_000_000_000n)).toEqual(
			packets.map(({frac}) => BigInt(frac) * (nano ? 1n : 1000n)),
		);
		expect(capture.packets.map(({octets}) => Buffer.from(octets).toString('hex'))).toEqual(
			packets.map(({octets}) => Buffer.from(octets).toString('hex')),
		);
	});

	it.each(Object.keys(LINKS).map(Number))('is read behind the header of link type %i', link => {
		const bare = shown(readCapture(pcap(packets)));
		expect(bare.length).toBeGreaterThan(8);
		expect(shown(readCapture(within(LINKS[link] ?? (octets => octets), link)))).toEqual(bare);
	});

	it('is read behind tags of virtual networks', () => {
		expect(shown(readCapture(within(tagged, 1)))).toEqual(shown(readCapture(pcap(packets))));
	});

	it('tells each end’s states, and the date', () => {
		const lines = shown(readCapture(pcap(packets)));
		expect(lines[0]).toMatch(/^x: 10\.0\.0\.1:\d+ → 10\.0\.0\.2:80$/);
		expect(lines[1]).toContain('began 2023-11-14 22:13:20.000 UTC');
		expect(lines.filter(line => /^ {8,}\w/.test(line)).map(line => line.trim())).toEqual([
			'client SYN-SENT',
			'server SYN-RECEIVED',
			'client SYN-SENT → ESTABLISHED',
			'server SYN-RECEIVED → ESTABLISHED',
		]);
		expect(lines.at(-1)).toBe('At the end: client ESTABLISHED, server ESTABLISHED.');
	});

	it('shows a connection that was there before, with both ends open', () => {
		const lines = shown(readCapture(pcap(packets.slice(3))));
		expect(lines.join('\n')).toMatch(/client ── #1 data 1:4 \(3\)/);
		expect(lines.at(-1)).toBe('At the end: client ESTABLISHED, server ESTABLISHED.');
	});

	it('knows how long text is that was not kept', () => {
		const cut = packets.map(packet => ({...packet, kept: Math.min(40, packet.octets.length)}));
		const read = readCapture(pcap(cut)).packets.map(({octets}) => segmentOf(octets));
		expect(read.map(one => one?.segment.text.length)).toEqual(
			packets.map(({octets}) => segmentOf(octets)?.segment.text.length),
		);
		expect(read.some(one => one?.missing === 3 && one.checksumHolds === null)).toBe(true);
	});

	it('is read over IPv6 too', () => {
		const [here, there] = [
			[0x2001, 0xdb8, 0, 0, 0, 0, 0, 1],
			[0xfe80, 0, 0, 1, 0, 0, 0, 2],
		];
		const isClient = (octets: Uint8Array): boolean => octets[15] === 1;
		const capture = readCapture(
			within(octets => (isClient(octets) ? overIpv6(octets, here, there) : overIpv6(octets, there, here)), 101),
		);
		expect(capture.packets.map(({octets}) => segmentOf(octets)?.checksumHolds)).not.toContain(false);
		expect(shown(capture)[0]).toMatch(/^x: \[2001:db8::1\]:\d+ → \[fe80:0:0:1::2\]:80$/);
	});
});

describe('pcapng', () => {
	it('is read in the other order of octets', () => {
		expect(readCapture(bigEndian(ours))).toEqual(readCapture(ours));
	});

	it('has sections one after the other, each with its own interfaces', () => {
		const twice = readCapture(Buffer.concat([ours, bigEndian(ours)]));
		expect(twice.trouble).toBeNull();
		expect(twice.interfaces.length).toBe(6);
		expect(twice.packets.length).toBe(readCapture(ours).packets.length * 2);
		expect(twice.packets.at(-1)?.interface).toBeGreaterThan(2);
	});

	it('cuts a comment that is longer than an option can be, between characters', () => {
		const long = pcapng(
			[{at: 0, vantage: 'wire', direction: null, id: 'c1', octets: new Uint8Array(3), comments: ['界'.repeat(40_000)]}],
			{application: '', comment: '', interfaces: [{name: 'wire', description: ''}], names: {}},
		);
		expect(readCapture(long)).toMatchObject({trouble: null, packets: [{comments: ['界'.repeat(21_845)]}]});
	});
});

describe('a file that makes no sense', () => {
	it.each<[string, Uint8Array, string, number]>([
		['something else', new TextEncoder().encode('title: x\n'), 'not-a-capture', 0],
		['nothing', new Uint8Array(0), 'not-a-capture', 0],
		['a head that is cut short', pcap([]).subarray(0, 20), 'cut-short', 20],
		['an unknown version', changed(pcap([]), 4, 9), 'unknown-head', 4],
		['a packet that is cut short', pcap(packets).subarray(0, -1), 'cut-short', lastPacketAt()],
		['a block that is cut short', ours.subarray(0, -1), 'cut-short', lastBlockAt()],
		['a block length of 13', changed(ours, 4, 13), 'block-length', 4],
		['an order of octets that is none', changed(ours, 8, 0), 'unknown-head', 8],
		['a version to come', changed(ours, 12, 2), 'unknown-head', 12],
	])('is told with its offset: %s', (_, file, problem, at) => {
		expect(readCapture(file).trouble).toEqual({problem, at});
	});

	it('is read as far as it goes', () => {
		expect(readCapture(ours.subarray(0, -1)).packets.length).toBe(readCapture(ours).packets.length - 1);
	});

	it('never throws, never runs on, and gives only octets of the file, whatever is done to it', () => {
		const files = [ours, bigEndian(ours), pcap(packets), within(LINKS[1] ?? tagged, 1), within(tagged, 1)];
		const change = fc.record({at: fc.nat(), to: fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255))});
		fc.assert(
			fc.property(fc.constantFrom(...files), fc.array(change, {maxLength: 12}), fc.nat(), (file, changes, cut) => {
				const broken = file.slice(0, cut % 4 === 0 ? cut % (file.length + 1) : file.length);
				for (const {at, to} of changes) if (broken.length > 0) broken[at % broken.length] = to;
				const capture = readCapture(broken);
				expect(capture.packets.length).toBeLessThanOrEqual(broken.length / 12);
				for (const {octets} of capture.packets) expect(octets.buffer).toBe(broken.buffer);
				shown(capture);
			}),
			{numRuns: 2000},
		);
	});

	it('never throws for any octets behind a magic, and calls them a capture only then', () => {
		const magic = fc.constantFrom([], [...ours.subarray(0, 28)], [...pcap([])], [...bigEndian(ours).subarray(0, 28)]);
		fc.assert(
			fc.property(magic, fc.uint8Array({maxLength: 200}), (begin, rest) => {
				const file = Uint8Array.of(...begin, ...rest);
				const {trouble, packets} = readCapture(file);
				if (captureKind(file) === null)
					expect({trouble, packets}).toEqual({trouble: {problem: 'not-a-capture', at: 0}, packets: []});
				networkLayer(1, rest);
				segmentOf(rest);
			}),
			{numRuns: 2000},
		);
	});
});

function changed(file: Uint8Array, at: number, to: number): Uint8Array {
	const other = file.slice();
	other[at] = to;
	return other;
}

function lastPacketAt(): number {
	return pcap(packets).length - 16 - (packets.at(-1)?.octets.length ?? 0);
}

function lastBlockAt(): number {
	const view = new DataView(ours.buffer, ours.byteOffset);
	return ours.length - view.getUint32(ours.length - 4, true);
}
