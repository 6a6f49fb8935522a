/** The TCP connections in a capture, numbered from 0 as Wireshark's `tcp.stream` is. */

import {distance, type Endpoint, eq, length, plus, type Segment, type Seq} from '../tcp/index.js';
import type {Side} from '../wire/index.js';
import {networkLayer} from './capture-link.js';
import {segmentOf} from './capture-segment.js';
import type {Capture, CapturedPacket} from './capture-types.js';

export type Stream = {
	readonly number: number;
	/** Who opened it; of a connection whose SYN is not in the capture, whoever has the higher port. */
	readonly client: Endpoint;
	readonly server: Endpoint;
	readonly segments: readonly StreamSegment[];
	/** What relative numbers count from: the SYN's number, or the one before the first that was seen. */
	readonly isns: Readonly<Record<Side, Seq | null>>;
};

export type StreamSegment = {
	/** The packet's number in the file, from 1, as Wireshark counts. */
	readonly frame: number;
	/** Nanoseconds since 1970. */
	readonly at: bigint;
	readonly from: Side;
	readonly segment: Segment;
	/** All that it carries has passed before. */
	readonly again: boolean;
	/** It came in with a wrong checksum: its receiver does not look at it. */
	readonly damaged: boolean;
	readonly comments: readonly string[];
};

/**
 * Sorts the segments of a capture into streams.
 *
 * @param interfaces - numbers of those to look at; null: all
 */
export function streamsOf(capture: Capture, interfaces: readonly number[] | null = null): Stream[] {
	const streams: Opening[] = [];
	const newest = new Map<string, Opening>();
	for (const [index, packet] of capture.packets.entries()) {
		if (interfaces !== null && !interfaces.includes(packet.interface)) continue;
		const read = readPacket(capture, packet);
		if (read === null) continue;
		const {segment} = read;
		const key = keyOf(segment);
		let stream = newest.get(key);
		if (stream === undefined || isNewIncarnation(stream, segment)) {
			stream = opened(streams.length, segment);
			streams.push(stream);
			newest.set(key, stream);
		}

		add(stream, read, packet, index + 1);
	}

	return streams;
}

type Opening = Omit<Stream, 'segments' | 'isns'> & {
	readonly segments: StreamSegment[];
	readonly isns: Record<Side, Seq | null>;
	/** The numbers that each end has used in what passed, in order and apart. */
	readonly passed: Record<Side, readonly Range[]>;
};

type Range = {readonly from: Seq; readonly to: Seq};

function readPacket({interfaces}: Capture, {interface: number, octets}: CapturedPacket) {
	const at = networkLayer(interfaces[number]?.link ?? -1, octets);
	return at === null ? null : segmentOf(octets.subarray(at));
}

/** The same for both directions. */
function keyOf({source, destination}: Segment): string {
	const ends = [source, destination].map(({address, port}) => `${address} ${port}`);
	return ends.sort().join(' ');
}

/** A SYN whose number is not the one that its sender began with. */
function isNewIncarnation(stream: Opening, segment: Segment): boolean {
	if (!segment.syn || segment.ack !== null) return false;
	const isn = stream.isns[sideOf(stream, segment)];
	return isn !== null && !eq(isn, segment.seq);
}

function opened(number: number, segment: Segment): Opening {
	const {source, destination, syn, ack} = segment;
	const bySender = syn ? ack === null : source.port >= destination.port;
	const [client, server] = bySender ? [source, destination] : [destination, source];
	return {number, client, server, segments: [], isns: {client: null, server: null}, passed: {client: [], server: []}};
}

const sideOf = ({client}: Opening, {source}: Segment): Side =>
	source.address === client.address && source.port === client.port ? 'client' : 'server';

function add(
	stream: Opening,
	{segment, checksumHolds}: NonNullable<ReturnType<typeof segmentOf>>,
	{at, direction, comments}: CapturedPacket,
	frame: number,
): void {
	const from = sideOf(stream, segment);
	// What a host itself sends is captured before its network card computes the checksum.
	const damaged = checksumHolds === false && direction === 'in';
	const count = length(segment);
	const range = {from: segment.seq, to: plus(segment.seq, count)};
	const again = count > 0 && !damaged && stream.passed[from].some(known => isWithin(range, known));
	if (!damaged) {
		stream.isns[from] ??= segment.syn ? segment.seq : plus(segment.seq, -1);
		if (count > 0 && !again) stream.passed[from] = joined(stream.passed[from], range);
	}

	stream.segments.push({frame, at, from, segment, again, damaged, comments});
}

const isWithin = (inner: Range, outer: Range): boolean =>
	distance(outer.from, inner.from) >= 0 && distance(inner.to, outer.to) >= 0;

/** More holes than that are not kept: a capture that lies must not cost more than its length. */
const MOST_RANGES = 64;

/** The ranges with one more, those that touch made one. */
function joined(ranges: readonly Range[], more: Range): Range[] {
	const apart: Range[] = [];
	let {from, to} = more;
	for (const range of ranges) {
		if (distance(range.to, from) > 0 || distance(to, range.from) > 0) apart.push(range);
		else {
			if (distance(range.from, from) > 0) from = range.from;
			if (distance(to, range.to) > 0) to = range.to;
		}
	}

	return [...apart.slice(-MOST_RANGES), {from, to}];
}
