/**
 * A connection as the script numbers it. Segments with SYN have the script's own numbers; all others count from both
 * SYNs, as tcpdump shows them. The script's peer sends what the script says; the host under test chooses its ISN, and
 * its timestamps, itself: those are mapped.
 */

import {type Endpoint, type Segment, type Seq, seq, unsigned} from '../../tcp/index.js';
import {type Meter, newMeter} from './meter-state.js';

export type Flow = {
	/** The host under test, and the script's peer. */
	local: Endpoint;
	readonly remote: Endpoint;
	/** ISNs, 0 … 2^32 - 1: of our host as it is, and as the script has it; of the peer, which are the same. */
	localIsn: number;
	localScriptIsn: number;
	remoteIsn: number;
	/** Our SYN has been seen, and so its ISN is known. */
	synSeen: boolean;
	/** The number of the last SYN that came, taken or not; null: none did. */
	lastSyn: number | null;
	/** The peer's ISN is the one of the handshake, not merely of the last SYN that came. */
	peerIsnFixed: boolean;
	/** Octets of text that came with it. */
	peerSynText: number;
	/** Timestamps of ours: the script's value to the real one; and the first of each. */
	readonly timestamps: Map<number, number>;
	firstTimestamp: {readonly script: number; readonly real: number} | null;
	readonly meter: Meter;
};

export const newFlow = (local: Endpoint, remote: Endpoint, remoteIsn: number): Flow => ({
	local,
	remote,
	localIsn: 0,
	localScriptIsn: 0,
	remoteIsn,
	synSeen: false,
	lastSyn: null,
	peerIsnFixed: false,
	peerSynText: 0,
	timestamps: new Map(),
	firstTimestamp: null,
	meter: newMeter(),
});

/** Whether our host's segment belongs to it. */
export const belongs = ({local, remote}: Flow, {source, destination}: Segment): boolean =>
	source.port === local.port && destination.port === remote.port && destination.address === remote.address;

/** A SYN of the peer's has come. @param text - octets. @param acked - the real number that it acknowledges; null: none */
export function heardSyn(flow: Flow, isn: number, text: number, acked: number | null): void {
	flow.lastSyn = isn;
	flow.peerSynText = text;
	if (flow.peerIsnFixed) return;
	flow.remoteIsn = isn;
	// With Fast Open it acknowledges text of ours as well.
	flow.peerIsnFixed = acked !== null && flow.synSeen && wrap(acked - 1 - flow.localIsn) <= 0xffff;
}

/** A SYN of ours has gone. @param script - what the script calls its number. @param acked - as for `heardSyn` */
export function sentSyn(flow: Flow, isn: number, script: number, acked: number | null): void {
	if (!flow.synSeen || isn !== flow.localIsn) {
		flow.synSeen = true;
		flow.localIsn = isn;
		flow.localScriptIsn = script;
		flow.peerIsnFixed = false;
	}

	if (acked === null) return;
	// With Fast Open it acknowledges text as well.
	const {lastSyn, peerSynText} = flow;
	flow.remoteIsn = lastSyn !== null && wrap(acked - 1 - lastSyn) <= peerSynText ? lastSyn : wrap(acked - 1);
	flow.peerIsnFixed = true;
}

const wrap = (n: number): number => n >>> 0;

/** A number of the peer's, from the script to the wire. */
export const peerSeq = (flow: Flow, script: number, syn: boolean, absolute: boolean): Seq =>
	seq(syn || absolute ? script : wrap(script + flow.remoteIsn));

/** A number of ours, from the script to the wire: in ACKs and blocks of the peer. */
export const ourSeq = (flow: Flow, script: number, syn: boolean, absolute: boolean): Seq =>
	seq(absolute ? script : wrap(script + ourOffset(flow, syn)));

/** A number of ours, from the wire to the script. */
export const ourScriptSeq = (flow: Flow, real: Seq, syn: boolean): number =>
	wrap(unsigned(real) - ourOffset(flow, syn));

/** A number of the peer's, from the wire to the script: in our ACKs and blocks. */
export const peerScriptSeq = (flow: Flow, real: Seq, syn: boolean): number =>
	wrap(unsigned(real) - (syn ? 0 : flow.remoteIsn));

const ourOffset = (flow: Flow, syn: boolean): number => (syn ? flow.localIsn - flow.localScriptIsn : flow.localIsn);

/** The timestamp that the peer echoes. One that the script has not shown before counts from the first. */
export function echoOf(flow: Flow, script: number): number {
	const known = flow.timestamps.get(script);
	if (known !== undefined) return known;
	const {firstTimestamp: first} = flow;
	return first === null ? script : wrap(script - first.script + first.real);
}

/** Keeps what the script calls a timestamp of ours. @returns it as the script would count */
export function learnTimestamp(flow: Flow, script: number, real: number): number {
	flow.timestamps.set(script, real);
	flow.firstTimestamp ??= {script, real};
	return wrap(real - flow.firstTimestamp.real + flow.firstTimestamp.script);
}
