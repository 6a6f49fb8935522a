/** Packets in packetdrill's own notation. */

import {flags, type Segment} from '../../tcp/index.js';
import {itemsOf, itemsText} from '../language/option-items.js';
import type {IpLine, OptionItem, TcpLine} from '../language/script.js';
import {type Flow, ourScriptSeq, peerScriptSeq} from '../machine/flows.js';

/** A segment in the script's numbers. */
export type Shown = {
	readonly flags: string;
	readonly seq: number;
	readonly length: number;
	readonly ack: number | null;
	readonly window: number | null;
	readonly urgent: number;
	readonly options: readonly OptionItem[] | 'any';
	readonly ip: IpLine;
};

/** A segment of the host under test, as the script would write it. */
export function shownOf(flow: Flow, segment: Segment, seqIsAbsolute = false, ackIsAbsolute = false): Shown {
	const {syn, ack, text, wnd, up, ecn, dscp, ttl} = segment;
	const raw = {...flow, localIsn: 0, localScriptIsn: 0, remoteIsn: 0};
	return {
		flags: flags(segment),
		seq: ourScriptSeq(seqIsAbsolute ? raw : flow, segment.seq, syn),
		length: text.length,
		ack: ack === null ? null : peerScriptSeq(ackIsAbsolute ? raw : flow, ack, syn),
		window: wnd,
		urgent: up,
		options: itemsOf(segment.options).map(item => (item.kind === 'sack' ? mappedSack(flow, item, syn) : item)),
		ip: {ecn, tos: (dscp << 2) | ecn, ttl},
	};
}

const mappedSack = (flow: Flow, {kind, blocks}: OptionItem & {kind: 'sack'}, syn: boolean): OptionItem => ({
	kind,
	blocks: blocks.map(([left, right]) => [back(flow, left, syn), back(flow, right, syn)] as const),
});

const back = (flow: Flow, real: number, syn: boolean): number => (real - (syn ? 0 : flow.remoteIsn)) >>> 0;

/** `P. 1:1001(1000) ack 1 win 229 <nop,nop,TS val 1 ecr 2>` */
export function packetText(packet: Shown | TcpLine): string {
	const {seq, length, ack, window, urgent} = packet;
	const options = itemsText(packet.options);
	return [
		packet.flags === '' ? '-' : packet.flags,
		`${seq}:${(seq + length) >>> 0}(${length})`,
		...(ack === null ? [] : [`ack ${ack}`]),
		...(window === null ? [] : [`win ${window}`]),
		...(urgent === 0 ? [] : [`urg ${urgent}`]),
		...(options === '' ? [] : [options]),
	].join(' ');
}

const MARKS = ['noecn', 'ect1', 'ect0', 'ce'] as const;

/** The ECN mark as a script writes it, where it is of interest. */
export const markText = ({ecn}: IpLine): string =>
	ecn === null || ecn === 0 ? '' : `[${ecn === 'any' ? 'ect01' : MARKS[ecn]}] `;

/** Seconds, to the microsecond. */
export const timeText = (at: number): string => (at / 1e6).toFixed(6);
