/** Congestion: properties 11 and 33 to 37. */

import {distance, isSynchronized, le, plus, type RuleId, type Tcb} from '../../../src/tcp/index.js';
import {type Arrival, type Ends, type Happening, holds, type Watch} from '../ends.js';
import {agreedSack, shiftOf, type Track} from '../track.js';
import {isAcceptable, isDuplicateAck} from './judgment.js';
import {sendings, tracked} from './memory.js';
import {isInsideOffer} from './sequence-space.js';

export const watchCongestion: Watch = (ends, happening) => {
	const {arrival, facts, tcbs} = happening;
	if (arrival !== null) arrives(ends, arrival);
	for (const fact of facts) {
		const key = 'connection' in fact && 'host' in fact ? `${fact.host} ${fact.connection}` : '';
		const track = ends.tracks.get(key);
		if (track === undefined) continue;
		if (fact.kind === 'state' && fact.to === 'ESTABLISHED') startsSmall(ends, track, tcbOf(ends, key));
		const tcb = tcbs.get(key);
		if (fact.kind === 'rule' && tcb !== undefined) cut(ends, track, fact.rule, tcb.before, tcb.live);
	}

	sendsInside(ends, happening);
	for (const {track, tcb} of tracked(ends))
		if (isSynchronized(tcb)) flight(ends, track, tcb, tcbs.get(track.key)?.before);
};

const tcbOf = (ends: Ends, key: string): Tcb | undefined => {
	const [host, id] = key.split(' ');
	return ends.world.hosts[host === 'client' ? 'client' : 'server'].connections.find(c => c.id === Number(id))?.tcb;
};

const flightOf = ({snd}: Tcb): number => distance(snd.una, snd.nxt);

/** 33: the initial window, RFC 6928's at most. */
function startsSmall(ends: Ends, {key}: Track, tcb: Tcb | undefined): void {
	if (tcb === undefined) return;
	const most = (tcb.config.initialWindow ?? 4) * tcb.snd.mss;
	holds(ends, 33, tcb.cc.cwnd <= most, () => `${key} begins with ${tcb.cc.cwnd} octets of cwnd, ${most} at most`);
}

/** 33, 36, 37: a loss is seen. */
function cut(ends: Ends, track: Track, rule: RuleId, before: Tcb, after: Tcb): void {
	const {key} = track;
	if (rule === 'cc-timeout') {
		const {ssthresh, cwnd} = after.cc;
		const least = (1 + stillOut(before, ends.world.now)) * after.snd.mss;
		holds(ends, 33, cwnd <= least, () => `${key}: cwnd is ${cwnd} after a timeout`);
		holds(ends, 33, ssthresh >= 2 * after.snd.mss, () => `${key}: ssthresh is ${ssthresh} after a timeout`);
		// In recovery by SACK what is in the network counts, which is less than what is out.
		if (before.cc.phase === 'open' && isReno(after)) halved(ends, key, before, after);
		track.cutAt = before.snd.nxt;
		track.dupAcks = 0;
		track.sacked = track.reported = [];
	}

	if (rule !== 'fast-retransmit') return;
	const reason = track.dupAcks >= before.config.dupThresh || (agreedSack(track) && track.sacked.length > 0);
	holds(ends, 37, reason, () => `${key} sends again for ${track.dupAcks} duplicate ACKs`);
	holds(ends, 36, track.cutAt === null || le(track.cutAt, after.snd.una), `${key} cuts twice for one window`);
	holds(ends, 33, after.cc.ssthresh >= 2 * after.snd.mss, () => `${key}: ssthresh is ${after.cc.ssthresh}`);
	if (isReno(after)) halved(ends, key, before, after);
	track.cutAt = before.snd.nxt;
}

/** Linux takes only that as lost which was out for longer than a round trip: segments that are still in the network. */
function stillOut({retransmissions: [front, ...others], config, rack}: Tcb, now: number): number {
	if (!config.behaviours.rack || front?.sacked) return 0;
	return others.filter(s => !s.sacked && (!s.lost || s.resent) && now - s.sentAt < rack.rtt).length;
}

const isReno = ({config}: Tcb): boolean => config.congestionControl === 'reno';

function halved(ends: Ends, key: string, before: Tcb, after: Tcb): void {
	const half = Math.max(Math.floor(flightOf(before) / 2), 2 * before.snd.mss);
	const {ssthresh} = after.cc;
	holds(ends, 33, ssthresh === half, () => `${key}: ssthresh is ${ssthresh}, and half of what was out is ${half}`);
}

/** A reduction taken back: by timestamps, by D-SACK, by F-RTO. */
const UNDONE: readonly RuleId[] = ['reduction-undone'];

/** 35, 36, 37: what an ACK does. */
function arrives(ends: Ends, {before, after, seg, key, rules}: Arrival): void {
	const track = ends.tracks.get(key ?? '');
	if (track === undefined || before === null || after === null) return;
	if (!isSynchronized(before) || !isSynchronized(after) || before.retransmissions[0]?.syn === true) return;
	const acked = distance(before.snd.una, after.snd.una);
	const wnd = seg.wnd * 2 ** shiftOf(track, 'peer');
	if (acked > 0) track.dupAcks = 0;
	else if (isAcceptable(before, seg) && isDuplicateAck(before, seg, wnd)) track.dupAcks++;
	// What was no loss is undone, whenever that shows.
	const undone = UNDONE.some(rule => rules.has(rule));
	if (before.cc.phase === 'recovery' && after.cc.phase === 'open' && !undone) {
		holds(ends, 36, le(before.cc.recover, after.snd.una), `${track.key} ends its recovery too early`);
	}

	if (!undone) growth(ends, track, before, after);
}

/** 35. */
function growth(ends: Ends, track: Track, before: Tcb, after: Tcb): void {
	const used = usedOf(track, before);
	if (before.cc.phase !== 'open' || after.cc.phase !== 'open') return;
	const avoids = before.cc.cwnd >= before.cc.ssthresh;
	// In congestion avoidance a window's worth is gathered first (RFC 5681 §3.1).
	const acked = ackedOf(before, after) + (avoids ? before.cc.acked : 0);
	const grown = after.cc.cwnd - before.cc.cwnd;
	holds(ends, 35, grown <= acked, () => `${track.key}: cwnd grows by ${grown} for ${acked} octets`);
	// Linux judges by the last window that was full.
	if (grown > 0 && !before.config.behaviours['counts-segments'])
		holds(ends, 35, used * 2 >= before.cc.cwnd, `${track.key}: cwnd grows, and half of it was not in use`);
	if (!avoids || !isReno(before)) return;
	holds(ends, 35, grown <= after.snd.mss, () => `${track.key}: cwnd grows by ${grown} in congestion avoidance`);
}

/** Octets that the ACK covers; segments, however short, where those are what cwnd counts. */
function ackedOf(before: Tcb, after: Tcb): number {
	const octets = distance(before.snd.una, after.snd.una);
	if (!before.config.behaviours['counts-segments']) return octets;
	const acked = before.retransmissions.filter(({seq, text, syn, fin}) => {
		const end = plus(seq, text.length + (syn ? 1 : 0) + (fin ? 1 : 0));
		return le(end, after.snd.una);
	});
	return Math.max(octets, acked.length * before.snd.mss);
}

/** The most that was out in this round trip and the one before. */
function usedOf(track: Track, tcb: Tcb): number {
	const {peak} = track;
	const {retransmissions, config, snd} = tcb;
	const out = config.behaviours['counts-segments'] ? retransmissions.length * snd.mss : flightOf(tcb);
	if (peak.until === null || le(peak.until, snd.una)) {
		peak.until = snd.nxt;
		peak.last = peak.now;
		peak.now = out;
	}

	peak.now = Math.max(peak.now, out);
	return Math.max(peak.now, peak.last);
}

/** 11, for windows and cwnd. */
function sendsInside(ends: Ends, {facts, tcbs}: Happening): void {
	for (const [{flight: sent, why, again}, track] of sendings(ends, facts)) {
		const {segment, id} = sent;
		if (track === null || again || why === 'probe-zero-window' || segment.text.length === 0 || segment.syn) continue;
		holds(ends, 11, isInsideOffer(track, segment), `${id} goes beyond the window`);
		const tcb = tcbOf(ends, track.key);
		if (tcb === undefined) continue;
		const {snd, cc} = tcb;
		const out = pipeOf(tcb);
		// A tail loss probe goes whatever cwnd says (RFC 8985 §7.3): one segment more than there was.
		const before = tcbs.get(track.key)?.before;
		const isProbe = why === 'tail-loss-probe' && before !== undefined;
		const most = Math.max(cc.cwnd, snd.mss, isProbe ? pipeOf(before) : 0) + (isProbe ? snd.mss : limitedTransmit(tcb));
		// A FIN is no octet that cwnd would count.
		holds(
			ends,
			11,
			out - (snd.fin === null ? 0 : 1) <= most,
			() => `${id}: ${out} octets are in the network, cwnd is ${cc.cwnd}`,
		);
	}
}

/** RFC 3042: a segment for each of the first two duplicate ACKs. With RACK they count as segments that have left. */
const limitedTransmit = ({cc, snd, config}: Tcb): number =>
	cc.phase === 'open' && cc.dupAcks > 0 && !config.behaviours.rack ? 2 * snd.mss : 0;

/**
 * What is taken to be in the network: all that is out; with SACK in recovery RFC 6675's pipe; with RACK whole segments that
 * are neither reported nor lost, or are out again.
 */
function pipeOf(tcb: Tcb): number {
	const {retransmissions: queue, board, config, snd, cc, agreed, sackRecovery} = tcb;
	if (config.behaviours.rack) return (queue.length - board.sacked - board.lost + board.again) * snd.mss;
	if (!agreed.sack || cc.phase !== 'recovery') return flightOf(tcb);
	return queue.reduce((sum, sent) => {
		const size = sent.text.length + (sent.syn ? 1 : 0) + (sent.fin ? 1 : 0);
		const again = le(plus(sent.seq, size), sackRecovery.highRxt) ? size : 0;
		return sum + (sent.sacked ? 0 : (sent.lost ? 0 : size) + again);
	}, 0);
}

/** 33, 34. */
function flight(ends: Ends, track: Track, tcb: Tcb, before: Tcb | undefined): void {
	const {cc, snd} = tcb;
	const out = flightOf(tcb);
	if (tcb.retransmissions[0]?.syn !== true) {
		holds(ends, 33, cc.cwnd >= snd.mss, () => `${track.key}: cwnd is ${cc.cwnd}, less than a segment`);
	}

	if (out <= cc.cwnd) track.flightBeforeCut = 0;
	else if (before !== undefined && before.cc.cwnd > cc.cwnd) {
		track.flightBeforeCut = Math.max(track.flightBeforeCut, flightOf(before), out);
	}

	if (out === 0 || tcb.retransmissions[0]?.syn === true) return;
	const pipe = pipeOf(tcb);
	if (tcb.config.behaviours.rack) {
		// A tail loss probe sends again what is not taken as lost: then it is out twice.
		const queue = tcb.retransmissions.reduce((sum, {lost, resent}) => sum + (resent && !lost ? 2 : 1), 0);
		const fits = pipe >= 0 && pipe <= queue * snd.mss;
		holds(ends, 34, fits, () => `${track.key}: a pipe of ${pipe}, with ${queue} segments out`);
		return;
	}

	if (agreedSack(track)) {
		// What went again and is not taken as lost counts twice (RFC 6675 §4).
		const twice = tcb.retransmissions.reduce(
			(sum, {timesSent, text}) => sum + (timesSent > 1 ? text.length + 1 : 0),
			0,
		);
		const fits = pipe >= 0 && pipe <= out + twice;
		holds(ends, 34, fits, () => `${track.key}: a pipe of ${pipe}, with ${out} octets out, ${twice} of them twice`);
		return;
	}

	const most = Math.max(cc.cwnd, track.flightBeforeCut) + 2 * snd.mss;
	holds(ends, 34, out <= most, () => `${track.key}: ${out} octets are out, and ${most} may be`);
}
