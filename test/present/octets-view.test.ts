import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {octetsView} from '../../src/present/index.js';
import {NO_OPTIONS, segment, seq} from '../../src/tcp/index.js';
import {encode} from '../../src/wire/index.js';
import {ASCII, EN, shown, texts, ZH} from './play.js';

const hello = encode(
	segment({
		source: {address: '10.0.0.1', port: 49_152},
		destination: {address: '10.0.0.2', port: 80},
		seq: seq(1001),
		ack: seq(2001),
		psh: true,
		wnd: 1000,
		options: {...NO_OPTIONS, mss: 1460},
		text: new Uint8Array([0x1b, 0x5b, 0x32, 0x4a, 0x68, 0x69]),
	}),
);

describe('octets with the names of their fields', () => {
	it('shows hex and ASCII, and no control character of the text', () => {
		const lines = shown(octetsView(hello, 78, EN));
		expect(lines[2]).toMatch(/^0020 .*50|60 .*│.*│$/);
		expect(lines.join('\n').replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
		expect(lines.join('\n')).toContain('6 octets: .[2Jhi');
	});

	it('names the fields with their values, and says that both checksums are right', () => {
		const lines = shown(octetsView(hello, 78, EN)).join('\n');
		for (const part of ['IPv4 header', 'TCP header', 'Options', 'Text']) expect(lines).toContain(`\n${part}`);
		expect(lines).toMatch(/24 {2}sequence number +000003e9 +1001/);
		expect(lines).toMatch(/33 {2}control bits +18 +ACK PSH/);
		expect(lines).toMatch(/40 {2}maximum segment size +020405b4 +1460/);
		expect(lines.match(/0x[0-9a-f]{4} right/g)).toHaveLength(2);
	});

	it('says what a checksum should have been', () => {
		const flipped = hello.slice();
		flipped[45] = (flipped[45] ?? 0) ^ 1;
		expect(shown(octetsView(flipped, 78, EN)).join('\n')).toMatch(/checksum +\w+ +0x\w+ wrong, 0x\w+ expected/);
	});

	it('makes lines of any octets, each as wide as asked, and never throws', () => {
		const width = fc.constantFrom(40, 50, 78, 120);
		const some = fc.oneof(
			fc.uint8Array({maxLength: 120}),
			// Something like a segment, with octets of it changed and its end cut off.
			fc.tuple(fc.array(fc.tuple(fc.nat(49), fc.nat(255)), {maxLength: 6}), fc.nat(50)).map(([changes, length]) => {
				const octets = hello.slice(0, length);
				for (const [at, octet] of changes) if (at < length) octets[at] = octet;
				return octets;
			}),
		);
		fc.assert(
			fc.property(some, width, fc.constantFrom(EN, ZH, ASCII), (octets, cells, style) => {
				const lines = texts(octetsView(octets, cells, style));
				return lines.every(line => style.measure(line) === cells && !/\p{Cc}/u.test(line));
			}),
			{numRuns: 300},
		);
	});
});
