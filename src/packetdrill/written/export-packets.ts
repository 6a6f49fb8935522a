/** Segments as lines of a script: those that came, and those that went. */

import type {HostName} from '../../host/index.js';
import type {Fact, Input} from '../../lab/index.js';
import {flags, type Segment, unsigned} from '../../tcp/index.js';
import {ICMP4} from '../language/icmp-names.js';
import {itemsOf} from '../language/option-items.js';
import type {OptionItem} from '../language/script.js';
import {type Flow, heardSyn, newFlow, sentSyn} from '../machine/flows.js';
import {markText, packetText, type Shown} from '../packets/notation.js';

/** The connections of the host, by both ports, as far as their numbers are known. */
export type Conversations = {
	readonly flows: Map<string, Flow>;
	/** The script has to say which connection it means. */
	readonly several: boolean;
};

const key = (own: number, other: number): string => `${own} ${other}`;

export function newConversations(facts: readonly Fact[], vantage: HostName): Conversations {
	const keys = new Set<string>();
	for (const fact of facts) {
		if (fact.kind !== 'sent') continue;
		const {segment, from, to} = fact.flight;
		if (from === vantage) keys.add(key(segment.source.port, segment.destination.port));
		else if (to === vantage) keys.add(key(segment.destination.port, segment.source.port));
	}

	return {flows: new Map(), several: keys.size > 1};
}

/** A segment that the host sent. */
export function sentLine(conversations: Conversations, segment: Segment): string {
	const {source, destination, syn, seq} = segment;
	const flow = flowOf(conversations, source.port, destination.port);
	if (syn) sentSyn(flow, unsigned(seq), 0, segment.ack === null ? null : unsigned(segment.ack));

	const known = flow.synSeen || flow.remoteIsn >= 0;
	const shown = scriptNumbers(flow, segment, true);
	return `> ${ends(conversations, source.port, destination.port)}${mark(segment)}${numbered(packetText(shown), known)}`;
}

/** A segment that reached the host. */
export function deliveredLine(conversations: Conversations, segment: Segment): string {
	const {source, destination, syn, seq} = segment;
	const flow = flowOf(conversations, destination.port, source.port);
	if (syn) heardSyn(flow, unsigned(seq), segment.text.length, segment.ack === null ? null : unsigned(segment.ack));
	const shown = scriptNumbers(flow, segment, false);
	const known = flow.synSeen || flow.remoteIsn >= 0;
	return `< ${ends(conversations, source.port, destination.port)}${mark(segment)}${numbered(packetText(shown), known)}`;
}

function flowOf({flows}: Conversations, own: number, other: number): Flow {
	const name = key(own, other);
	const known = flows.get(name);
	if (known !== undefined) return known;
	const flow = newFlow({address: '', port: own}, {address: '', port: other}, -1);
	flows.set(name, flow);
	return flow;
}

/** An error about a segment that the host sent. */
export function icmpLine(
	conversations: Conversations,
	{type, code, mtu}: Input & {do: 'icmp'},
	about: Segment,
): string {
	const flow = flowOf(conversations, about.source.port, about.destination.port);
	const [name, kind] = Object.entries(ICMP4).find(([, known]) => known.type === type) ?? ['unreachable', null];
	const codes = Object.entries(kind?.codes ?? {}).find(([, value]) => value === code)?.[0];
	const seq = (unsigned(about.seq) - flow.localIsn) >>> 0;
	const end = (seq + about.text.length) >>> 0;
	const size = mtu === 0 ? '' : ` mtu ${mtu}`;
	return `< icmp ${name} ${codes ?? `code_${code}`}${size} [${seq}:${end}(${about.text.length})]`;
}

/** Nobody has sent a SYN: the numbers are the wire's own. */
const numbered = (text: string, known: boolean): string =>
	known ? text : text.replace(/^(\S+ \S+\))/, '$1!').replace(/ ack (\d+)/, ' ack $1!');

const ends = ({several}: Conversations, from: number, to: number): string => (several ? `${from} > ${to} ` : '');

function mark({ecn, dscp}: Segment): string {
	if (dscp !== 0) return `(tos 0x${((dscp << 2) | ecn).toString(16)}) `;
	return markText({ecn, tos: null, ttl: null});
}

/** @param ours - the host's own segment: SEG.SEQ counts from its SYN, SEG.ACK from the peer's */
function scriptNumbers(flow: Flow, segment: Segment, ours: boolean): Shown {
	const {syn} = segment;
	const own = syn ? flow.localIsn - flow.localScriptIsn : flow.localIsn;
	const peer = syn ? 0 : Math.max(0, flow.remoteIsn);
	const [from, acked] = ours ? [own, peer] : [peer, own];
	const back = (real: number, base: number): number => (real - base) >>> 0;
	const items = itemsOf(segment.options).map(
		(item): OptionItem =>
			item.kind === 'sack'
				? {kind: 'sack', blocks: item.blocks.map(([left, right]) => [back(left, acked), back(right, acked)] as const)}
				: item,
	);
	return {
		flags: flags(segment),
		seq: back(unsigned(segment.seq), from),
		length: segment.text.length,
		ack: segment.ack === null ? null : back(unsigned(segment.ack), acked),
		window: segment.wnd,
		urgent: segment.up,
		options: items,
		ip: {ecn: segment.ecn, tos: null, ttl: null},
	};
}
