import {describe, expect, it} from 'vitest';
import {flags, NO_TEXT, seq} from '../../src/tcp/index.js';
import {applyFields, MAX_TEXT, parseFlags, type SegmentFields} from '../../src/wire/index.js';
import {from} from './support.js';

const base = from('client', {flags: 'P.', seq: 5, ack: 9, wnd: 100, text: 'hello'});

const applied = (fields: SegmentFields) => {
	const made = applyFields(base, fields);
	return 'bad' in made ? `bad ${made.bad}` : made;
};

describe('control bits as letters', () => {
	it('are read in any order', () => {
		expect(parseFlags('.FE')).toEqual({
			syn: false,
			fin: true,
			rst: false,
			psh: false,
			ack: true,
			urg: false,
			ece: true,
			cwr: false,
		});
		expect(parseFlags('')).toMatchObject({syn: false, ack: false});
	});

	it.each(['X', 'SS', 's', 'S ', 'SA', '🙂'])('are not %j', letters => {
		expect(parseFlags(letters)).toBeNull();
	});

	it('come out as they went in', () => {
		const made = applyFields(base, {flags: 'SFRP.UEW'});
		expect('bad' in made || flags(made)).toBe('SFRP.UEW');
	});
});

describe('fields of a segment', () => {
	it('stay as they are when they are absent', () => {
		expect(applied({})).toEqual(base);
	});

	it('take each its value', () => {
		expect(
			applied({sourcePort: 1, destinationPort: 2, seq: 4_294_967_295, ack: 0, wnd: 65_535, up: 3, mss: 536, text: 'é'}),
		).toMatchObject({
			source: {address: '10.0.0.1', port: 1},
			destination: {address: '10.0.0.2', port: 2},
			seq: seq(-1),
			ack: seq(0),
			wnd: 65_535,
			up: 3,
			options: {mss: 536},
			text: Uint8Array.of(0xc3, 0xa9),
		});
		expect(applied({mss: null, bytes: 0})).toMatchObject({options: {mss: null}, text: NO_TEXT});
		expect(applied({bytes: 3})).toMatchObject({text: Uint8Array.of(97, 98, 99)});
	});

	it('put timestamps in, change them, take them away', () => {
		expect(applied({tsval: 7})).toMatchObject({options: {timestamps: {val: 7, ecr: 0}}});
		const both = applied({tsval: 7, tsecr: 4_294_967_295});
		expect(both).toMatchObject({options: {timestamps: {val: 7, ecr: 4_294_967_295}, mss: base.options.mss}});
		if (typeof both === 'string') throw new Error(both);
		expect(applyFields(both, {tsecr: 5})).toMatchObject({options: {timestamps: {val: 7, ecr: 5}}});
		expect(applyFields(both, {mss: 9})).toMatchObject({options: {timestamps: {val: 7}, mss: 9}});
		expect(applyFields(both, {tsval: null})).toMatchObject({options: {timestamps: null}});
		expect(applied({tsval: 2 ** 32})).toBe('bad tsval');
		expect(applied({tsecr: -1})).toBe('bad tsecr');
	});

	it('let the ACK bit and its number go together', () => {
		expect(applied({ack: null})).toMatchObject({ack: null});
		expect(applied({flags: 'S'})).toMatchObject({syn: true, psh: false, ack: null});
		expect(applied({flags: 'S.'})).toMatchObject({syn: true, ack: seq(9)});
		expect(applied({flags: 'S', ack: 4})).toBe('bad ack');
		expect(applied({flags: '.', ack: null})).toBe('bad ack');
	});

	it.each([
		['seq', {seq: 2 ** 32}],
		['seq', {seq: -1}],
		['ack', {ack: 0.5}],
		['wnd', {wnd: 65_536}],
		['up', {up: Number.NaN}],
		['mss', {mss: 70_000}],
		['sourcePort', {sourcePort: 70_000}],
		['flags', {flags: 'Q'}],
		['bytes', {bytes: MAX_TEXT + 1}],
		['text', {text: 'x'.repeat(MAX_TEXT + 1)}],
	] as const)('name %s when it cannot be', (field, fields) => {
		expect(applied(fields)).toBe(`bad ${field}`);
	});
});
