/** Sequence space: properties 5 to 12. Windows, edges, queues, and how segments are laid out. */

import type {HostName} from '../../../src/host/index.js';
import {
	checkTcb,
	distance,
	isSynchronized,
	length,
	plus,
	type Segment,
	type Seq,
	type State,
	type Tcb,
	unsigned,
} from '../../../src/tcp/index.js';
import {encode} from '../../../src/wire/index.js';
import {type Ends, type Happening, holds, type SentFact, Violation, type Watch} from '../ends.js';
import {octet} from '../pattern.js';
import {farther, shiftOf, type Track} from '../track.js';
import {sendings, tracked} from './memory.js';
import {pairs, peerOf} from './pairs.js';

export const watchSequenceSpace: Watch = (ends, happening) => {
	for (const {track, tcb, host} of tracked(ends)) {
		const [wrong] = checkTcb(tcb);
		if (wrong !== undefined) throw new Violation(0, `${track.key}: ${wrong}`, ends);
		if (!isSynchronized(tcb)) continue;
		edges(ends, track, tcb);
		noShrinking(ends, track, tcb);
		progress(ends, track, tcb, happening);
		buffers(ends, track, tcb);
		queue(ends, track, tcb, host);
	}

	for (const {host, from, to} of pairs(ends)) {
		if (!isSynchronized(from) || !isSynchronized(to)) continue;
		holds(ends, 7, distance(to.rcv.nxt, from.snd.max) >= 0, `what ${host} has not sent is received`);
	}

	for (const [fact, track] of sendings(ends, happening.facts)) {
		layout(ends, fact, track);
		if (track === null) continue;
		acknowledges(ends, fact, track);
		rightEdge(ends, fact, track);
	}
};

function edges(ends: Ends, {key, offered}: Track, {snd}: Tcb): void {
	if (offered === null) return;
	const past = snd.fin === null ? 0 : 1;
	const inside = distance(snd.una, snd.nxt) >= 0 && distance(snd.nxt, plus(offered, past)) >= 0;
	holds(ends, 5, inside && distance(snd.max, plus(offered, past + 1)) >= 0, () => {
		const [una, nxt, edge] = [snd.una, snd.nxt, offered].map(unsigned);
		return `${key}: SND.UNA ${una}, SND.NXT ${nxt}, the farthest edge offered ${edge}`;
	});
}

/** Linux shuts the window where text finds no memory: its buffer counts more than octets. */
const isOutOfMemory = ({setup}: Ends, wnd: number): boolean => setup.profile === 'linux' && wnd === 0;

/** 8: the edge that we go by. */
function noShrinking(ends: Ends, track: Track, {rcv}: Tcb): void {
	const edge = plus(rcv.nxt, rcv.wnd);
	const back = track.edge === null ? 0 : distance(edge, track.edge);
	if (!isOutOfMemory(ends, rcv.wnd))
		holds(ends, 8, back <= 0, () => `${track.key}: RCV.NXT + RCV.WND moves back by ${back}`);
	track.edge = edge;
}

function progress(ends: Ends, track: Track, {snd, rcv}: Tcb, {facts}: Happening): void {
	if (!track.synchronized) return;
	const {key, una, nxt, rcvNxt} = track;
	if (distance(una, snd.una) === 0 && distance(nxt, snd.nxt) === 0 && distance(rcvNxt, rcv.nxt) === 0) return;
	holds(ends, 6, distance(una, snd.una) >= 0, `${key}: SND.UNA moves back`);
	holds(ends, 6, distance(rcvNxt, rcv.nxt) >= 0, `${key}: RCV.NXT moves back`);
	const timedOut = facts.some(fact => fact.kind === 'rule' && fact.rule === 'retransmission-timeout');
	holds(ends, 6, distance(nxt, snd.nxt) >= 0 || timedOut, `${key}: SND.NXT moves back without a timeout`);
}

function buffers(ends: Ends, {key}: Track, {rcv, unread, outOfOrder, config, memory}: Tcb): void {
	const held = outOfOrder.reduce((sum, part) => sum + part.text.length, 0);
	// Linux counts memory, of which text is a part that varies.
	const inMemory = config.behaviours['moderated-window'];
	const free = inMemory ? memory.size : config.receiveBuffer - unread.length;
	if (inMemory) holds(ends, 9, unread.length <= free, () => `${key}: ${unread.length} octets in ${free} of memory`);
	holds(ends, 9, rcv.wnd <= free, () => `${key}: RCV.WND is ${rcv.wnd}, and ${free} octets are free`);
	holds(ends, 9, held <= free, () => `${key}: ${held} octets are held, and ${free} were free`);
}

/** 10, with each octet that waits as the program wrote it. */
function queue(ends: Ends, {key}: Track, tcb: Tcb, host: HostName): void {
	const {snd, retransmissions, unsent, iss} = tcb;
	let next = snd.una;
	for (const {seq, text, syn, fin} of retransmissions) {
		const place = distance(plus(iss, 1), seq);
		const last = text.length - 1;
		const right = text.length === 0 || (text[0] === octet(place) && text[last] === octet(place + last));
		holds(ends, 10, distance(next, seq) === 0 && right, () => `${key}: the queue is broken at ${unsigned(seq)}`);
		next = plus(seq, text.length + (syn ? 1 : 0) + (fin ? 1 : 0));
	}

	holds(ends, 10, distance(next, snd.nxt) === 0, `${key}: the queue does not end at SND.NXT`);
	const side = ends.sides[host];
	if (side.socket === null || socketOf(ends, host) !== tcb) return;
	const before = distance(plus(iss, 1), snd.nxt) - (snd.fin === null ? 0 : 1);
	const all = Math.max(0, before) + unsent.length;
	holds(ends, 10, all === side.written, () => `${key}: ${side.written} octets were written, ${all} are known`);
}

const socketOf = (ends: Ends, host: HostName): Tcb | undefined =>
	ends.world.hosts[host].connections.find(({socket}) => socket !== null && socket === ends.sides[host].socket)?.tcb;

/** 7: no ACK of what the peer has not sent. */
function acknowledges(ends: Ends, {flight}: SentFact, track: Track): void {
	const {ack} = flight.segment;
	const tcb = ends.world.hosts[track.host].connections.find(({id}) => track.key === `${track.host} ${id}`)?.tcb;
	if (ack === null || tcb === undefined) return;
	const peer = peerOf(ends, track.host, tcb);
	if (peer === null || distance(peer.iss, tcb.irs) !== 0) return;
	holds(ends, 7, distance(ack, peer.snd.max) >= 0, `${flight.id} acknowledges what was not sent`);
}

/**
 * 8: the edge that the peer is told. A scaled window rounds it: RFC 7323 §2.4 lets it go back by less than one unit then,
 * and Linux does not. A SYN that is sent again cannot say more than 65,535.
 */
function rightEdge(ends: Ends, {flight}: SentFact, track: Track): void {
	const {ack, wnd, rst, syn, options} = flight.segment;
	if (ack === null || rst) return;
	const unit = 2 ** (syn ? 0 : shiftOf(track, 'own'));
	const edge = plus(ack, wnd * unit);
	const back = track.standing === null ? 0 : distance(edge, track.standing);
	const rounded = ends.setup.profile === 'linux' ? 1 : unit;
	// Behind the peer's FIN nothing can come that the edge would let in.
	if (!syn && !isOutOfMemory(ends, wnd) && !isAfterFin(ends, track))
		holds(ends, 8, back < rounded, () => `${flight.id} draws the right edge back by ${back}`);
	holds(ends, 8, wnd <= 65_535 && (options.wscale ?? 0) <= 14, `${flight.id}: window ${wnd}, shift ${options.wscale}`);
	track.told = farther(track.told, edge);
	// A window that was shut for want of memory took its edge back, and opens from there.
	track.standing = isOutOfMemory(ends, wnd) ? edge : farther(track.standing, edge);
}

const isAfterFin = (ends: Ends, {host, key}: Track): boolean => {
	const state = ends.world.hosts[host].connections.find(({id}) => key === `${host} ${id}`)?.tcb.state;
	return state === undefined || AFTER_FIN.includes(state);
};

const AFTER_FIN: readonly State[] = ['CLOSED', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'];

/** A peer that offers less would make headers of all traffic: Linux's tcp_min_snd_mss. */
const LEAST_MSS = 48;

/** 12: MSS, MTU, options, and the octets themselves, counted here once more. */
function layout(ends: Ends, {flight}: SentFact, track: Track | null): void {
	const {segment, id} = flight;
	const {syn, options, text} = segment;
	holds(ends, 12, syn || (options.mss === null && options.wscale === null), `${id} has an option of SYNs`);
	const octets = encode(segment);
	const header = octets.length - text.length - 20;
	holds(ends, 12, octets.length <= ends.world.wire.mtu, () => `${id} has ${octets.length} octets`);
	if (track !== null && !syn && text.length > 0) {
		const mss = Math.max(LEAST_MSS, track.peer?.mss ?? 536);
		const size = text.length + header - 20;
		holds(ends, 12, size <= mss, () => `${id}: text and options take ${size} octets, the peer takes ${mss}`);
	}

	holds(ends, 12, header % 4 === 0 && (octets[32] ?? 0) >> 4 === header / 4, `${id}: data offset`);
	holds(ends, 12, sum(octets, 0, 20) === 0, `${id}: checksum of the IPv4 header`);
	const pseudo = pairSum(octets, 12, 20) + 6 + octets.length - 20;
	holds(ends, 12, sum(octets, 20, octets.length, pseudo) === 0, `${id}: checksum`);
	holds(ends, 12, zerosBehindEnd(octets, 40, 20 + header), `${id}: something stands behind the end of its options`);
	holds(ends, 12, length(segment) >= text.length, `${id}: length`);
}

const sum = (octets: Uint8Array, from: number, to: number, start = 0): number => {
	let all = start + pairSum(octets, from, to);
	while (all > 0xffff) all = (all & 0xffff) + (all >>> 16);
	return ~all & 0xffff;
};

function pairSum(octets: Uint8Array, from: number, to: number): number {
	let all = 0;
	for (let i = from; i < to; i += 2) all += ((octets[i] ?? 0) << 8) | (i + 1 < to ? (octets[i + 1] ?? 0) : 0);
	return all;
}

function zerosBehindEnd(octets: Uint8Array, from: number, to: number): boolean {
	let at = from;
	while (at < to && octets[at] !== 0) at += octets[at] === 1 ? 1 : Math.max(2, octets[at + 1] ?? 2);
	return octets.subarray(at, to).every(value => value === 0);
}

/** 11 for windows: what may be sent, by the peer's own words. */
export function isInsideOffer(track: Track, segment: Segment): boolean {
	const last: Seq = plus(segment.seq, segment.text.length);
	return track.offered === null || distance(last, track.offered) >= 0;
}
