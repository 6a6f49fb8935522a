/** What TCP_INFO counts of a connection and no TCB does: told by the segments that it sends and takes. */

import type {Micros} from '../tcp/index.js';

/** Octets are those of text; `octetsAgain` is the part of `octetsOut` that was sent before. */
export type SegmentCounts = {
	segmentsOut: number;
	segmentsIn: number;
	textSegmentsOut: number;
	textSegmentsIn: number;
	octetsOut: number;
	octetsAgain: number;
	/** When text last left, and last came; 0: never. */
	textSentAt: Micros;
	textAt: Micros;
};

export const noCounts = (): SegmentCounts => ({
	segmentsOut: 0,
	segmentsIn: 0,
	textSegmentsOut: 0,
	textSegmentsIn: 0,
	octetsOut: 0,
	octetsAgain: 0,
	textSentAt: 0,
	textAt: 0,
});

/** @param text - octets; `again`: they were sent before */
export function countSent(counts: SegmentCounts, text: number, again: boolean, now: Micros): void {
	counts.segmentsOut++;
	if (text === 0) return;
	counts.textSegmentsOut++;
	counts.octetsOut += text;
	if (again) counts.octetsAgain += text;
	counts.textSentAt = now;
}

/** @param text - octets */
export function countArrived(counts: SegmentCounts, text: number, now: Micros): void {
	counts.segmentsIn++;
	if (text === 0) return;
	counts.textSegmentsIn++;
	counts.textAt = now;
}
