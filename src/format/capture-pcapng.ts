/** A pcapng file (draft-ietf-opsawg-pcapng): sections, their interfaces, and their packets. Other blocks are passed over. */

import type {Capture, CapturedPacket, CaptureInterface, CaptureTrouble} from './capture-types.js';
import {BLOCK, BYTE_ORDER, DIRECTION, OPTION, padded} from './pcapng-layout.js';

/** Type, length, and the length again at the end. */
const FRAME = 12;

/** @param octets - that begin with a section's head */
export function readPcapng(octets: Uint8Array): Capture {
	const reading: Reading = {
		octets,
		view: new DataView(octets.buffer, octets.byteOffset, octets.length),
		little: true,
		interfaces: [],
		own: [],
		packets: [],
	};
	let at = 0;
	let trouble: CaptureTrouble | null = null;
	while (at < octets.length && trouble === null) {
		const length = blockLength(reading, at);
		if (typeof length === 'number') {
			trouble = readBlock(reading, at, at + length - 4);
			at += length;
		} else trouble = length;
	}

	const {interfaces, packets} = reading;
	return {interfaces, packets, trouble};
}

/** An interface with the clock that its packets are stamped by. */
type Own = {
	readonly number: number;
	/** Most octets of a packet that are kept; 0: no limit. */
	readonly most: number;
	readonly ticks: Ticks;
};
/** `perSecond` of them a second, counted from `offset` seconds after 1970. */
type Ticks = {readonly perSecond: bigint; readonly offset: bigint};

type Reading = {
	readonly octets: Uint8Array;
	readonly view: DataView;
	/** Of the section that we are in. */
	little: boolean;
	readonly interfaces: CaptureInterface[];
	/** The interfaces of this section: packets name them by their place here. */
	own: Own[];
	readonly packets: CapturedPacket[];
};

/** The whole block's length, when all of it is there. A section's head tells the order of octets, its own too. */
function blockLength(reading: Reading, at: number): number | CaptureTrouble {
	const {view, octets} = reading;
	if (at + FRAME > octets.length) return {problem: 'cut-short', at};
	if (view.getUint32(at) === BLOCK.section) {
		const order = view.getUint32(at + 8);
		reading.little = order !== BYTE_ORDER;
		if (reading.little && view.getUint32(at + 8, true) !== BYTE_ORDER) return {problem: 'unknown-head', at: at + 8};
	}

	const length = view.getUint32(at + 4, reading.little);
	if (length < FRAME || length % 4 !== 0) return {problem: 'block-length', at: at + 4};
	if (at + length > octets.length) return {problem: 'cut-short', at};
	const behind = at + length - 4;
	return view.getUint32(behind, reading.little) === length ? length : {problem: 'block-length', at: behind};
}

/** @param end - where its body ends */
function readBlock(reading: Reading, at: number, end: number): CaptureTrouble | null {
	const {view, little} = reading;
	const body = at + 8;
	const room = end - body;
	const tooShort = {problem: 'block-length', at: at + 4} as const;
	switch (view.getUint32(at, little)) {
		case BLOCK.section:
			if (room < 16) return tooShort;
			if (view.getUint16(body + 4, little) !== 1) return {problem: 'unknown-head', at: body + 4};
			reading.own = [];
			return null;
		case BLOCK.interface:
			return room < 8 ? tooShort : readInterface(reading, body, end);
		case BLOCK.enhanced:
			return room < 20 ? tooShort : readPacket(reading, body, end, view.getUint32(body, little));
		case BLOCK.packet:
			return room < 20 ? tooShort : readPacket(reading, body, end, view.getUint16(body, little));
		case BLOCK.simple:
			return room < 4 ? tooShort : readSimple(reading, body, end);
		default:
			return null;
	}
}

function readInterface(reading: Reading, body: number, end: number): CaptureTrouble | null {
	const {view, little} = reading;
	let name: string | null = null;
	let perSecond = 1_000_000n;
	let offset = 0n;
	const wrong = eachOption(reading, body + 8, end, (code, value) => {
		if (code === OPTION.name) name = textOf(value);
		else if (code === OPTION.resolution && value.length === 1) perSecond = resolutionOf(value[0] ?? 6);
		else if (code === OPTION.offset && value.length === 8) {
			offset = new DataView(value.buffer, value.byteOffset, 8).getBigInt64(0, little);
		}
	});
	if (wrong !== null) return wrong;
	reading.own.push({
		number: reading.interfaces.length,
		most: view.getUint32(body + 4, little),
		ticks: {perSecond, offset},
	});
	reading.interfaces.push({name, link: view.getUint16(body, little)});
	return null;
}

/** The highest bit: a power of two; otherwise of ten. */
const resolutionOf = (octet: number): bigint =>
	octet & 0x80 ? 2n ** BigInt(octet & 0x7f) : 10n ** BigInt(octet & 0x7f);

function readPacket(reading: Reading, body: number, end: number, place: number): CaptureTrouble | null {
	const {octets, view, little} = reading;
	const own = reading.own[place];
	if (own === undefined) return {problem: 'no-such-interface', at: body};
	const kept = view.getUint32(body + 12, little);
	const start = body + 20;
	if (padded(kept) > end - start) return {problem: 'packet-length', at: body + 12};
	const comments: string[] = [];
	let direction: CapturedPacket['direction'] = null;
	const wrong = eachOption(reading, start + padded(kept), end, (code, value) => {
		if (code === OPTION.comment) comments.push(textOf(value));
		else if (code === OPTION.flags && value.length === 4) direction = directionOf(value[little ? 0 : 3] ?? 0);
	});
	if (wrong !== null) return wrong;
	const ticks = (BigInt(view.getUint32(body + 4, little)) << 32n) | BigInt(view.getUint32(body + 8, little));
	reading.packets.push({
		at: nanoseconds(ticks, own.ticks),
		interface: own.number,
		direction,
		comments,
		length: view.getUint32(body + 16, little),
		octets: octets.subarray(start, start + kept),
	});
	return null;
}

/** A packet of the first interface without a time: it is as if it came with the one before it. */
function readSimple(reading: Reading, body: number, end: number): CaptureTrouble | null {
	const own = reading.own[0];
	if (own === undefined) return {problem: 'no-such-interface', at: body};
	const length = reading.view.getUint32(body, reading.little);
	const start = body + 4;
	const kept = Math.min(length, own.most === 0 ? length : own.most, end - start);
	reading.packets.push({
		at: reading.packets.at(-1)?.at ?? 0n,
		interface: own.number,
		direction: null,
		comments: [],
		length,
		octets: reading.octets.subarray(start, start + kept),
	});
	return null;
}

const nanoseconds = (ticks: bigint, {perSecond, offset}: Ticks): bigint =>
	offset * 1_000_000_000n + (ticks * 1_000_000_000n) / perSecond;

const directionOf = (flags: number): CapturedPacket['direction'] => {
	const bits = flags & 3;
	return bits === DIRECTION.in ? 'in' : bits === DIRECTION.out ? 'out' : null;
};

function eachOption(
	{octets, view, little}: Reading,
	from: number,
	end: number,
	tell: (code: number, value: Uint8Array) => void,
): CaptureTrouble | null {
	let at = from;
	while (at + 4 <= end) {
		const code = view.getUint16(at, little);
		const length = view.getUint16(at + 2, little);
		if (code === OPTION.end) return null;
		const start = at + 4;
		if (padded(length) > end - start) return {problem: 'option-length', at: at + 2};
		tell(code, octets.subarray(start, start + length));
		at = start + padded(length);
	}

	return null;
}

const DECODER = new TextDecoder();
const textOf = (value: Uint8Array): string => DECODER.decode(value);
