import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseScenario, play, reportLines} from '../../src/format/index.js';
import {octetsView} from '../../src/present/index.js';
import {NO_OPTIONS, segment, seq} from '../../src/tcp/index.js';
import {decode, encode} from '../../src/wire/index.js';
import {EN, shown} from '../present/play.js';
import {arrive, asTheirs, established, everyIsn, listening, receive, send, synSent} from '../support/arrive.js';

const plain = segment({
	source: {address: '10.0.0.2', port: 80},
	destination: {address: '10.0.0.1', port: 40_000},
	seq: seq(300),
	ack: seq(101),
	wnd: 65_535,
	options: {...NO_OPTIONS, mss: 1460, sackPermitted: true, timestamps: {val: 1, ecr: 2}, wscale: 7},
	text: new TextEncoder().encode('text'),
});

/** By pairs, as RFC 1071 says it. */
function sumOf(part: Uint8Array): number {
	let sum = 0;
	for (let i = 0; i < part.length; i += 2) sum += ((part[i] ?? 0) << 8) | (part[i + 1] ?? 0);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	return ~sum & 0xffff;
}

/** The octets changed and their checksum made right, so that what lies behind it is read. */
function changed(change: (octets: Uint8Array) => void): ReturnType<typeof decode> {
	const octets = encode(plain);
	change(octets);
	octets.set([0, 0], 36);
	const length = octets.length - 20;
	const sum = sumOf(
		Uint8Array.from([...octets.subarray(12, 20), 0, 6, length >> 8, length & 255, ...octets.subarray(20)]),
	);
	octets.set([sum >> 8, sum & 255], 36);
	return decode(octets);
}

describe('bug 10: header and option lengths: AMNESIA:33, picoTCP’s CVE-2020-24341', () => {
	it.each([0, 1, 2, 3, 4])('a data offset of %i words is too few', words => {
		expect(changed(octets => octets.set([words << 4], 32))).toMatchObject({kind: 'error', error: 'data-offset'});
	});

	it('a data offset beyond the segment is none', () => {
		expect(changed(octets => octets.set([0xf0], 32))).toMatchObject({kind: 'error', error: 'data-offset'});
	});

	it.each([
		['0', 0],
		['1', 1],
		['past the end', 41],
		['255', 255],
	])('an option whose length is %s makes an error, not a loop (MUST-7)', (_, length) => {
		expect(changed(octets => octets.set([length], 41))).toMatchObject({kind: 'error', error: 'option-length'});
	});

	it('an option cut off by the header’s end makes an error', () => {
		expect(changed(octets => octets.set([1, 1, 1, 8], 56))).toMatchObject({kind: 'error', error: 'option-length'});
	});

	it('behind the end of the list nothing is read, whatever stands there', () => {
		const read = changed(octets => octets.set([0, 99, 0, 255, 8, 0, 1, 2], 44));
		expect(read).toMatchObject({kind: 'segment', segment: {options: {mss: 1460, wscale: null, timestamps: null}}});
	});

	it('any header is a segment or an error', () => {
		fc.assert(
			fc.property(fc.uint8Array({minLength: 24, maxLength: 24}), fc.nat({max: 15}), (options, words) => {
				const made = changed(octets => {
					octets.set(options, 40);
					octets.set([words << 4], 32);
				});
				expect(['segment', 'error']).toContain(made.kind);
			}),
			{seed: 10, numRuns: 3000},
		);
	});
});

everyIsn(() => {
	describe('bug 9: URGENT/11: CVE-2019-12255 to -12265', () => {
		const pointers = [0, 1, 5, 4999, 5000, 5001, 65_534, 65_535];

		it.each(pointers)('an urgent pointer of %i loses no octet of the stream, and doubles none', up => {
			for (const text of ['', 'abcde']) {
				const tcb = established({config: {receiveBuffer: 5000}});
				arrive(tcb, {flags: '.U', up, text});
				arrive(tcb, {flags: '.U', up, text, seq: 301});
				arrive(tcb, {text: 'fghij', seq: 301 + text.length});
				const [read = ''] = receive(tcb);
				expect(read.startsWith(`text "${text}fghij"`)).toBe(true);
				arrive(tcb, {text: 'k', seq: asTheirs(tcb.rcv.nxt)});
				expect(receive(tcb)[0]?.startsWith('text "k"')).toBe(true);
			}
		});

		it.each(pointers)('in a SYN or SYN,ACK a pointer of %i means nothing', up => {
			const passive = listening();
			arrive(passive, {seq: 300, flags: 'SU', up, wnd: 1000});
			arrive(passive, {seq: 301, ack: 101, flags: '.U', up, text: 'ab', wnd: 1000});
			expect(receive(passive)[0]?.startsWith('text "ab"')).toBe(true);

			const active = synSent();
			arrive(active, {seq: 300, ack: 101, flags: 'S.U', up, wnd: 1000});
			expect(active.state).toBe('ESTABLISHED');
			arrive(active, {seq: 301, text: 'ab'});
			expect(receive(active)[0]?.startsWith('text "ab"')).toBe(true);
		});

		it('a pointer that wraps behind what was read does not look ahead again', () => {
			const tcb = established();
			arrive(tcb, {flags: '.U', up: 3, text: 'abc'});
			receive(tcb);
			const lines = arrive(tcb, {flags: '.U', up: 65_535, seq: asTheirs(tcb.rcv.nxt) - 65_535, text: 0});
			expect(lines).not.toContain('signal urgent data');
			expect(receive(tcb)).toEqual(['wait']);
		});
	});

	describe('bug 16: window scale above 14, on segments that are no SYN, and a window of zero in a SYN', () => {
		it('a shift above 14 counts as 14', () => {
			const tcb = established({both: ['scaling'], syn: {wscale: 255}, wnd: 1000});
			arrive(tcb, {wnd: 2});
			expect(tcb.snd.wnd).toBe(2 * 2 ** 14);
		});

		it('a shift on a segment that is no SYN is not heard', () => {
			const tcb = established({both: ['scaling'], syn: {wscale: 2}});
			arrive(tcb, {wnd: 100, wscale: 9});
			expect(tcb.snd.wnd).toBe(400);
			const none = established();
			arrive(none, {wnd: 100, wscale: 9});
			expect(none.snd.wnd).toBe(100);
		});

		it('a window of zero in the SYN,ACK is a shut window: nothing goes but probes, until it opens', () => {
			const tcb = established({wnd: 0});
			expect(send(tcb, 'hello').filter(line => line.startsWith('send '))).toEqual([]);
			expect(tcb.timers.persist).not.toBeNull();
			expect(arrive(tcb, {wnd: 1000}).filter(line => line.startsWith('send '))).toEqual(['send P. 101:106(5) ack 301']);
		});
	});
});

describe('bug 25: reflection of text into the terminal', () => {
	const evil = '\u001b]0;gone\u0007\u001b[2J\u009b31m\u202eabc';
	const CONTROLS = /[\p{Cc}\p{Cf}]/u;

	it('octets that would move the cursor are shown as dots', () => {
		const octets = encode({...plain, text: new TextEncoder().encode(evil)});
		for (const line of shown(octetsView(octets, 78, EN))) expect(line).not.toMatch(CONTROLS);
	});

	it('a title and a text with escape sequences are harmless in what run prints', async () => {
		const text = JSON.stringify({
			title: evil,
			until: 1,
			calls: [
				{at: 0, host: 'server', socket: 'l', call: 'listen', port: 80, accepts: true},
				{at: 0, host: 'client', socket: 'c', call: 'connect', port: 80},
				{at: 0.1, host: 'client', socket: 'c', call: 'send', text: evil},
			],
		});
		const run = play(await parseScenario({path: `${evil}.json`, text}));
		const lines = [...reportLines(run, {...EN, width: 100})];
		for (const line of lines) expect(line).not.toMatch(CONTROLS);
		expect(lines.length).toBeGreaterThan(5);
	});

	it('a socket’s name is letters and digits', async () => {
		const calls = [{at: 0, host: 'client', socket: evil, call: 'connect', port: 80}];
		await expect(parseScenario({path: 'x.json', text: JSON.stringify({calls})})).rejects.toThrow('a socket’s name');
	});
});
