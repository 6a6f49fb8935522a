/** Options of a test's segments: from a few fields, and back into words. */

import {NO_OPTIONS, type Options, type Segment, type Seq} from '../../src/tcp/index.js';

/** What a test names; what it leaves out is not there. */
export type OptionFields = {
	mss?: number;
	wscale?: number;
	/** SACK permitted. */
	sackOk?: boolean;
	/** SACK blocks, left and right edges, in our numbers. */
	sack?: readonly (readonly [number, number])[];
	/** TSval, or TSval and TSecr; null: no timestamps, though they were agreed on. */
	ts?: number | readonly [val: number, ecr: number] | null;
};

/** What both ends may offer in their SYNs. */
export type Offer = 'timestamps' | 'sack' | 'scaling';

/** The options of a segment. @param echo - the TSecr of a peer that got all we sent */
export function optionsFrom(fields: OptionFields, ours: (n: number) => Seq, echo: number): Options {
	const {mss, wscale, sackOk = false, sack, ts} = fields;
	const bare = !sackOk && [mss, wscale, sack, ts ?? undefined].every(field => field === undefined);
	if (bare) return NO_OPTIONS;
	return {
		...NO_OPTIONS,
		mss: mss ?? null,
		wscale: wscale ?? null,
		sackPermitted: sackOk,
		sack: sack?.map(([left, right]) => [ours(left), ours(right)] as const) ?? null,
		timestamps: timestampsOf(ts ?? null, echo),
	};
}

function timestampsOf(ts: NonNullable<OptionFields['ts']> | null, echo: number): Options['timestamps'] {
	if (ts === null) return null;
	const [val, ecr] = typeof ts === 'number' ? [ts, echo] : ts;
	return {val: val >>> 0, ecr: ecr >>> 0};
}

/** `<mss 1460, sackOK, ts 20 7000, wscale 7>`, `<sack 501:601 401:451>`; nothing where there is nothing. */
export function showOptions({options}: Segment, asTheirs: (n: Seq) => number): string {
	const {mss, wscale, sackPermitted, sack, timestamps: ts} = options;
	const shown = [
		...(mss === null ? [] : [`mss ${mss}`]),
		...(sackPermitted ? ['sackOK'] : []),
		...(ts === null ? [] : [`ts ${ts.val} ${ts.ecr}`]),
		...(wscale === null ? [] : [`wscale ${wscale}`]),
		...(sack === null ? [] : [`sack ${sack.map(([from, to]) => `${asTheirs(from)}:${asTheirs(to)}`).join(' ')}`]),
	];
	return shown.length === 0 ? '' : ` <${shown.join(', ')}>`;
}
