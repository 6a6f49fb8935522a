/** A trace as JSON lines have it, the kernel's or ours. */

import type {HostName} from '../../src/host/index.js';

/** A segment as it entered the wire. Numbers count from each side's ISN; `t` in seconds. */
export type Seg = {
	readonly ev: 'seg';
	readonly t: number;
	readonly from: HostName;
	readonly clientPort: number;
	readonly serverPort: number;
	readonly flags: string;
	readonly seq: number;
	readonly ack: number | null;
	readonly length: number;
	/** The header's field, unscaled. */
	readonly window: number;
	readonly options: readonly (readonly [name: string, ...values: unknown[]])[];
	readonly fate: string;
	readonly ecn?: number;
};

/** A socket call's end. */
export type CallEnd = {
	readonly ev: 'call';
	readonly t: number;
	readonly at: number;
	readonly host: HostName;
	readonly socket: string;
	readonly call: string;
	readonly ret?: number;
	readonly err?: string;
};

/** A host's sockets, whenever they changed. */
export type Sockets = {
	readonly ev: 'state';
	readonly t: number;
	readonly host: HostName;
	readonly sockets: readonly {readonly local: number; readonly remote: number; readonly state: string}[];
};

export type Trace = {
	readonly segments: readonly Seg[];
	readonly calls: readonly CallEnd[];
	readonly states: readonly Sockets[];
};

/** Sorts a trace's lines by what they tell. */
export function readTrace(lines: Iterable<string>): Trace {
	const segments: Seg[] = [];
	const calls: CallEnd[] = [];
	const states: Sockets[] = [];
	for (const line of lines) {
		if (line.trim() === '') continue;
		const event = JSON.parse(line) as Seg | CallEnd | Sockets;
		if (event.ev === 'seg') segments.push(event);
		else if (event.ev === 'call') calls.push(event);
		else states.push(event);
	}

	return {segments, calls, states};
}

/** `0.201 client P. 1:6(5) ack 1 win 502 [["ts",1,2]] deliver` */
export const segmentText = ({t, from, ...rest}: Seg): string =>
	`${t.toFixed(3).padStart(8)} ${from} ${headerText(rest)}`;

/** The segment without its time and sender. */
export function headerText(seg: Omit<Seg, 't' | 'from'>): string {
	const {flags, seq, length, ack, window, options, fate, ecn} = seg;
	return [
		`${flags} ${seq}:${seq + length}(${length}) ack ${ack ?? '–'} win ${window}`,
		...(options.length > 0 ? [options.map(optionText).join(',')] : []),
		...(ecn === undefined ? [] : [`ecn ${ecn}`]),
		...(fate === 'deliver' ? [] : [fate]),
	].join(' ');
}

const optionText = ([name, ...values]: Seg['options'][number]): string => {
	if (name !== 'sack') return [name, ...values].join(' ');
	const blocks = values[0] as readonly (readonly [number, number])[];
	return `sack ${blocks.map(([left, right]) => `${left}-${right}`).join(' ')}`;
};
