import {describe, expect, it} from 'vitest';
import {segmentLabel, segmentLabels} from '../../src/present/index.js';
import {NO_OPTIONS, type Segment, segment, seq} from '../../src/tcp/index.js';
import {EN, ZH} from './play.js';

const ISNS = {'client 49152>80': 1000, 'server 80>49152': 2 ** 32 - 1};
const text = (octets: number): Uint8Array => new Uint8Array(octets);

const fromClient = (fields: Partial<Segment>) => ({
	to: 'server' as const,
	segment: segment({
		source: {address: '10.0.0.1', port: 49_152},
		destination: {address: '10.0.0.2', port: 80},
		wnd: 65_535,
		...fields,
	}),
});
const fromServer = (fields: Partial<Segment>) => ({
	to: 'client' as const,
	segment: segment({
		source: {address: '10.0.0.2', port: 80},
		destination: {address: '10.0.0.1', port: 49_152},
		wnd: 65_535,
		...fields,
	}),
});

describe('a segment in words', () => {
	it.each([
		['SYN 0', fromClient({seq: seq(1000), syn: true})],
		['SYN,ACK 0 ack 1', fromServer({seq: seq(-1), syn: true, ack: seq(1001)})],
		['ack 1', fromClient({seq: seq(1001), ack: seq(0)})],
		['data 1:101 (100) ack 1', fromClient({seq: seq(1001), ack: seq(0), text: text(100), psh: true})],
		['data,FIN 1:101 (100) ack 1', fromClient({seq: seq(1001), ack: seq(0), text: text(100), fin: true})],
		['FIN 101 ack 1', fromClient({seq: seq(1101), ack: seq(0), fin: true})],
		['RST 5', fromClient({seq: seq(1005), rst: true})],
		['RST,ACK 5 ack 1', fromClient({seq: seq(1005), rst: true, ack: seq(0)})],
		['SYN -500', fromClient({seq: seq(500), syn: true})],
		['seq 7', fromClient({seq: seq(1007)})],
	])('%s', (expected, flight) => {
		expect(segmentLabels(flight, EN, ISNS)).toContain(expected);
	});

	it('counts from both ISNs across 2^32, or shows what the header has', () => {
		const flight = fromServer({seq: seq(9), ack: seq(1001), text: text(10)});
		expect(segmentLabel(flight, EN, ISNS, 22)).toBe('data 10:20 (10) ack 1');
		expect(segmentLabel(flight, {...EN, numbers: 'absolute'}, ISNS, 24)).toBe('data 9:19 (10) ack 1001');
	});

	it('stays absolute where no SYN was seen', () => {
		expect(segmentLabel(fromClient({seq: seq(77), rst: true}), EN, {})).toBe('RST 77');
	});

	it('says less and less, longest first, and a closed window to the last', () => {
		expect(segmentLabels(fromClient({seq: seq(1001), ack: seq(0), text: text(100)}), EN, ISNS)).toEqual([
			'data 1:101 (100) ack 1 wnd 65535',
			'data 1:101 (100) ack 1',
			'data 1:101 (100)',
			'data 1:101',
			'1:101',
		]);
		expect(segmentLabels(fromServer({seq: seq(0), ack: seq(1001), wnd: 0}), EN, ISNS)).toEqual([
			'ack 1 wnd 0 seq 1',
			'ack 1 wnd 0',
			'ack 1',
			'ack',
		]);
	});

	it('fits any room', () => {
		const flight = fromClient({seq: seq(1000), syn: true, options: {...NO_OPTIONS, mss: 1460}});
		expect(segmentLabel(flight, EN, ISNS)).toBe('SYN 0 mss 1460');
		for (let room = 1; room < 40; room++) {
			expect(EN.measure(segmentLabel(flight, EN, ISNS, room))).toBeLessThanOrEqual(room);
		}
	});

	it('says data in Chinese, and the control bits as the RFC has them', () => {
		const flight = fromClient({seq: seq(1001), ack: seq(0), text: text(5), fin: true});
		expect(segmentLabel(flight, ZH, ISNS, 22)).toBe('数据,FIN 1:6 (5) ack 1');
	});

	it('knows a forger’s segment by whom it pretends to be', () => {
		expect(segmentLabel({...fromClient({seq: seq(1005), rst: true})}, EN, ISNS)).toBe('RST 5');
	});

	it('keeps what only a bit tells, however little room there is', () => {
		const urgent = fromClient({seq: seq(1001), ack: seq(0), text: text(100), urg: true, up: 100});
		const last = fromClient({seq: seq(1001), ack: seq(0), text: text(100), fin: true});
		expect(segmentLabel(urgent, EN, ISNS, 12)).toBe('URG 1:101');
		expect(segmentLabel(last, EN, ISNS, 10)).toBe('FIN 1:101');
		expect(segmentLabel(last, EN, ISNS, 5)).toBe('FIN');
	});
});

describe('options in words', () => {
	const options = (fields: Partial<Segment['options']>) => ({options: {...NO_OPTIONS, ...fields}});
	const held = (...blocks: (readonly [number, number])[]) =>
		options({sack: blocks.map(([left, right]) => [seq(1000 + left), seq(1000 + right)] as const)});

	it('a SYN tells what it offers, the clock last', () => {
		const all = options({mss: 1460, sackPermitted: true, wscale: 7, timestamps: {val: 20, ecr: 0}});
		expect(segmentLabels(fromClient({seq: seq(1000), syn: true, ...all}), EN, ISNS).slice(0, 3)).toEqual([
			'SYN 0 mss 1460 sackOK wscale 7 ts 20 0',
			'SYN 0 mss 1460 sackOK wscale 7',
			'SYN 0',
		]);
	});

	it('blocks are in the numbers of the ACK, and go before the window does', () => {
		const flight = fromServer({seq: seq(0), ack: seq(1101), ...held([201, 301], [401, 501])});
		expect(segmentLabels(flight, EN, ISNS)).toEqual([
			'ack 101 wnd 65535 sack 201:301 401:501 seq 1',
			'ack 101 wnd 65535 sack 201:301 401:501',
			'ack 101 sack 201:301 401:501',
			'ack 101',
			'ack',
		]);
	});

	it.each([
		['ack 101 dsack 1:101', held([1, 101])],
		['ack 101 dsack 1:101 sack 201:301', held([1, 101], [201, 301])],
		['ack 101 dsack 201:251 sack 201:301', held([201, 251], [201, 301])],
		['ack 101 sack 401:501 201:301', held([401, 501], [201, 301])],
	])('what came twice is told apart: %s', (expected, blocks) => {
		expect(segmentLabels(fromServer({seq: seq(0), ack: seq(1101), ...blocks}), EN, ISNS)).toContain(expected);
	});
});
