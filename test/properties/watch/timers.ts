/** Timers and round trips: properties 27 to 31. */

import {distance, eq, isSynchronized, le, lt, type Tcb, type TimerName} from '../../../src/tcp/index.js';
import {type Arrival, type Ends, type Happening, holds, type Watch} from '../ends.js';
import {agreedTimestamps, type Track} from '../track.js';
import {newText} from './judgment.js';
import {sendings, tracked} from './memory.js';

export const watchTimers: Watch = (ends, happening) => {
	backOff(ends, happening);
	roundTrip(ends, happening);
	givenUp(ends, happening);
	acksInTime(ends, happening);
	for (const {track, tcb} of tracked(ends)) running(ends, track, tcb);
};

/** 27. */
function backOff(ends: Ends, {facts, tcbs}: Happening): void {
	for (const fact of facts) {
		if (fact.kind !== 'rule' || fact.rule !== 'retransmission-timeout') continue;
		const tcb = tcbs.get(`${fact.host} ${fact.connection}`);
		if (tcb === undefined) continue;
		const {before, live} = tcb;
		// Linux waits for the same time between the first SYNs (tcp_syn_linear_timeouts).
		const linear = before.retransmissions[0]?.syn === true && ends.setup.profile === 'linux';
		const doubled = Math.min(before.config.rtoMax, before.rto.rto * 2);
		const right = live.rto.rto === doubled || (linear && live.rto.rto === before.rto.rto);
		holds(ends, 27, right, () => `${fact.host}: RTO goes from ${before.rto.rto} to ${live.rto.rto} µs`);
	}
}

/** 28. */
function roundTrip(ends: Ends, {facts, arrival}: Happening): void {
	const track = arrival?.key == null ? undefined : ends.tracks.get(arrival.key);
	if (arrival === null || arrival.after === null || track === undefined) return;
	const {after, host} = arrival;
	for (const fact of facts) {
		if (fact.kind !== 'rule' || fact.rule !== 'rtt-sampled' || fact.host !== host) continue;
		const rtt = Number(fact.values?.rtt) * 1000;
		const acked = track.sendings.filter(({end}) => le(end, after.snd.una) || isSacked(track, end));
		const fits = acked.some(({times, lastAt}) => times === 1 && Math.abs(ends.world.now - lastAt - rtt) <= 60);
		// In a simultaneous open Linux measures its SYN, though that goes again with an ACK.
		const both = ends.setup.profile === 'linux' && arrival.before?.retransmissions[0]?.syn === true;
		if (!agreedTimestamps(track) && !both) {
			holds(ends, 28, fits, () => `${track.key}: a round trip of ${rtt} µs is nobody's that was sent once`);
		}

		const {least, most} = track.samples ?? {least: rtt, most: rtt};
		track.samples = {least: Math.min(least, rtt), most: Math.max(most, rtt)};
		const srtt = after.rto.srtt ?? 0;
		const among = srtt >= track.samples.least - 60 && srtt <= track.samples.most + 60;
		holds(ends, 28, among, () => `${track.key}: SRTT ${srtt} is not among its samples`);
	}
}

const isSacked = ({sacked}: Track, end: Tcb['iss']): boolean =>
	sacked.some(([left, right]) => lt(left, end) && le(end, right));

/** Timers that end in sending again what is out; Linux has more than one. */
const OTHERS: ReadonlySet<TimerName> = new Set([
	'persist',
	'delayed-ack',
	'override',
	'keepalive',
	'user',
	'time-wait',
]);

/** 29, and the bounds of 27 and 30. */
function running(ends: Ends, {key}: Track, tcb: Tcb): void {
	const {timers, snd, rto, config, retransmissions, unsent} = tcb;
	const names = (Object.keys(timers) as TimerName[]).filter(name => timers[name] !== null);
	const again = names.some(name => !OTHERS.has(name));
	if (tcb.state === 'CLOSED') {
		holds(ends, 29, names.length === 0, () => `${key}: ${names.join(', ')} in CLOSED`);
		return;
	}

	holds(ends, 29, again === retransmissions.length > 0, () => `${key}: ${names.join(', ') || 'no timer'} runs`);
	const persists = timers.persist !== null;
	holds(ends, 29, !persists || !again, `${key}: persist and retransmission run both`);
	if (isSynchronized(tcb) && retransmissions.length === 0) {
		const waits = unsent.length > 0 || (tcb.closeCalled && snd.fin === null);
		// Linux probes whenever something waits and nothing is out, for a window too small for a segment, too.
		const blocked = waits && (snd.wnd === 0 || ends.setup.profile === 'linux');
		holds(ends, 29, persists === blocked, `${key}: persist ${persists ? 'runs' : 'does not run'}, window ${snd.wnd}`);
	}

	const bounded = rto.rto >= config.rtoMin && rto.rto <= Math.max(config.rtoMax, config.rtoInitial);
	holds(ends, 27, bounded, () => `${key}: RTO is ${rto.rto} µs`);
	const delayed = timers['delayed-ack'];
	if (delayed !== null) holds(ends, 30, delayed - ends.world.now < 500_000, `${key} delays an ACK half a second`);
}

/** 31: R2 is 100 s for text at least, and three minutes for a SYN by the letter. */
function givenUp(ends: Ends, {facts, tcbs}: Happening): void {
	for (const fact of facts) {
		if (fact.kind !== 'signal' || fact.signal !== 'connection aborted due to user timeout') continue;
		const key = `${fact.host} ${fact.connection}`;
		const first = ends.tracks.get(key)?.sendings[0];
		const front = tcbs.get(key)?.before.retransmissions[0];
		if (first === undefined || front === undefined) continue;
		if (front.syn && ends.setup.profile === 'linux') continue;
		const tried = (ends.world.now - first.firstAt) / 1e6;
		holds(ends, 31, tried >= (front.syn ? 180 : 100), () => `${key} gives up after ${tried} s`);
	}
}

/** 30: at once for what is out of order, for a gap filled, for every second full segment. */
function acksInTime(ends: Ends, {arrival, facts}: Happening): void {
	for (const [{flight}, track] of sendings(ends, facts)) {
		if (track !== null && flight.segment.ack !== null && !flight.segment.rst) track.unacked = 0;
	}

	if (arrival !== null) textAcked(ends, arrival);
}

/** tcp_comp_sack_delay_ns and tcp_comp_sack_slack_ns, microseconds. */
const GATHERED = 1_100;

const RECEIVING: readonly string[] = ['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2'];

function textAcked(ends: Ends, {before, after, seg, replies, flight, key, rules}: Arrival): void {
	const track = ends.tracks.get(key ?? '');
	if (before === null || after === null || track === undefined) return;
	if (!RECEIVING.includes(before.state) || after.state === 'CLOSED' || before.readerGone) return;
	// Linux gives up what is held when memory is short: then there was no gap to fill.
	if (rules.has('held-text-given-up')) return;
	const {seq, length} = newText(before, seg);
	const acked = replies.some(({flight: reply}) => reply.segment.ack !== null && eq(reply.segment.ack, after.rcv.nxt));
	const tookNothing = distance(before.rcv.nxt, after.rcv.nxt) === 0;
	const held = after.outOfOrder.length !== before.outOfOrder.length;
	// Linux gathers such ACKs for a millisecond at most, and its timer may be so much late.
	const soon = (after.timers['delayed-ack'] ?? Infinity) - ends.world.now <= GATHERED;
	if (length > 0 && tookNothing && held && lt(before.rcv.nxt, seq) && !soon) {
		holds(ends, 30, acked, `${flight.id} is out of order, and gets no ACK at once`);
	}

	if (tookNothing) return;
	const gap = before.outOfOrder.some(({text}) => text.length > 0) || ends.setup.profile === 'rfc9293';
	if (before.outOfOrder.length > 0 && gap && !seg.syn)
		holds(ends, 30, acked, `${flight.id} fills a gap, and gets no ACK at once`);
	// What its ACK makes go again goes before its text is looked at, and acknowledges what came before it.
	track.unacked = acked ? 0 : track.unacked + distance(before.rcv.nxt, after.rcv.nxt);
	const full = Math.min(before.config.mss, before.snd.mss);
	if (track.unacked < 2 * full || ends.setup.profile === 'linux') return;
	holds(ends, 30, acked, () => `${track.unacked} octets are there without an ACK, and ${full} are a full segment`);
}
