/** A segment in the words of scenario files and traces: letters, and numbers that count from each side's ISN. */

import type {Fact} from '../lab/index.js';
import {flags, type Segment, unsigned} from '../tcp/index.js';
import type {Flight} from '../wire/index.js';

/** A segment that went on the wire, by its `sent` fact. */
export type SentSegment = {
	readonly flight: Flight;
	/** The host on whose side it entered the wire: an outsider's pretends to come from there. */
	readonly side: 'client' | 'server';
	readonly clientPort: number;
	readonly serverPort: number;
	readonly flags: string;
	readonly seq: number;
	readonly ack: number | null;
	readonly length: number;
	readonly sack: readonly (readonly [number, number])[] | null;
};

/** Reads `sent` facts in their order: each SYN sets what later numbers of its side and ports count from. */
export class Relative {
	private readonly isns = new Map<string, number>();

	read({flight}: Fact & {kind: 'sent'}): SentSegment {
		const {segment, to} = flight;
		const side = to === 'server' ? 'client' : 'server';
		const [clientPort, serverPort] = side === 'client' ? ports(segment) : ports(segment).reverse();
		const key = `${clientPort} ${serverPort}`;
		// A copy, or somebody else's segment, is not the host's own choice of an ISN.
		if (segment.syn && flight.from === side && flight.copyOf === null) {
			this.isns.set(`${side} ${key}`, unsigned(segment.seq));
		}

		const own = this.isns.get(`${side} ${key}`) ?? 0;
		const others = this.isns.get(`${to} ${key}`) ?? 0;
		const from = (value: number, isn: number): number => (value - isn) >>> 0;
		return {
			flight,
			side,
			clientPort: clientPort ?? 0,
			serverPort: serverPort ?? 0,
			flags: flags(segment),
			seq: from(unsigned(segment.seq), own),
			ack: segment.ack === null ? null : from(unsigned(segment.ack), others),
			length: segment.text.length,
			sack:
				segment.options.sack?.map(
					([left, right]) => [from(unsigned(left), others), from(unsigned(right), others)] as const,
				) ?? null,
		};
	}
}

const ports = (segment: Segment): [number, number] => [segment.source.port, segment.destination.port];

/** `client P. 1:6(5) ack 1`, as packetdrill and tcpdump write it. */
export const segmentLine = (s: SentSegment): string =>
	`${s.flight.from} ${s.flags} ${s.seq}:${s.seq + s.length}(${s.length})${s.ack === null ? '' : ` ack ${s.ack}`}`;
