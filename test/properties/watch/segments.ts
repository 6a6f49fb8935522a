/** Segments: properties 14 to 19. What must not be taken is not, and what is answered is answered once. */

import {distance, end, eq, inWindow, isSynchronized, le, lt, type Tcb, unsigned} from '../../../src/tcp/index.js';
import {type Arrival, type Ends, type Happening, holds, type Watch} from '../ends.js';
import {difference, isAcceptable, isBadAck, isOutside} from './judgment.js';
import {sendings} from './memory.js';

export const watchSegments: Watch = (ends, happening) => {
	resets(ends, happening);
	noStorm(ends, happening);
	const {arrival} = happening;
	if (arrival === null || arrival.before === null || arrival.after === null) return;
	// Text that waited to go in a larger burst is no answer.
	const answers = arrival.replies.filter(({flight: {segment}}) => segment.text.length === 0 && !segment.fin);
	const replies = arrival.before.config.behaviours.bursts ? answers : arrival.replies;
	const taken = {...arrival, before: arrival.before, after: arrival.after, replies};
	outside(ends, taken);
	resetTaken(ends, taken);
	badAck(ends, taken);
	answeredRarely(ends, taken);
};

type Taken = Arrival & {readonly before: Tcb; readonly after: Tcb};

/** 16. */
function resets(ends: Ends, {facts}: Happening): void {
	for (const [{flight, connection}] of sendings(ends, facts)) {
		const {segment, cause, id} = flight;
		const asked = cause.kind === 'arrival' ? ends.flights.get(cause.of)?.segment : undefined;
		if (segment.rst) holds(ends, 16, asked?.rst !== true, `${id}: a RST answers a RST`);
		if (connection !== 0) continue;
		holds(ends, 16, segment.rst, `${id}: nobody is there, and no RST is sent`);
		if (asked === undefined) continue;
		const right =
			asked.ack === null
				? unsigned(segment.seq) === 0 && segment.ack !== null && eq(segment.ack, end(asked))
				: segment.ack === null && eq(segment.seq, asked.ack);
		holds(ends, 16, right, `${id}: the RST is not numbered as it was asked`);
	}
}

/** 18, for one input: what a window holds in full segments, what is sent again, an ACK and one more. */
function noStorm(ends: Ends, {facts, tcbs, input}: Happening): void {
	if (input.do === 'wait' || facts.length < 3) return;
	const counts = new Map<string, number>();
	for (const [{flight, connection, again}] of sendings(ends, facts)) {
		if (again) continue;
		const key = `${flight.from} ${connection}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	for (const [key, count] of counts) {
		const tcb = tcbs.get(key);
		const window = tcb === undefined ? 0 : Math.max(tcb.before.snd.wnd, tcb.live.snd.wnd);
		const size = tcb === undefined ? 1 : Math.max(1, leastOf(tcb.live) - optionsOf(tcb.live));
		const most = 2 + Math.ceil(window / size);
		holds(ends, 18, count <= most, () => `${key} sends ${count} segments at one input, and ${most} are enough`);
	}
}

const leastOf = ({snd, config}: Tcb): number => Math.min(snd.mss, config.mtuMss);

/** What options may take of each segment's text: timestamps, and SACK's blocks with one for what came twice. */
const optionsOf = ({sack}: Tcb): number =>
	12 + (sack.blocks.length > 0 ? Math.min(28, 4 + 8 * (sack.blocks.length + 1)) : 0);

/** 14. */
function outside(ends: Ends, {before, after, seg, replies, flight}: Taken): void {
	if (!isOutside(before, seg)) return;
	const changed = difference(before, after);
	holds(ends, 14, changed === null, () => `${flight.id} lies outside the window and changes ${changed}`);
	const most = seg.rst ? 0 : 1;
	const plain = replies.every(({flight: reply}) => reply.segment.text.length === 0 && !reply.segment.rst);
	holds(ends, 14, replies.length <= most && plain, () => `${flight.id} gets ${replies.length} answers`);
}

/** 15, and 22 for SYN-RECEIVED. */
function resetTaken(ends: Ends, taken: Taken): void {
	const {before, after, seg, replies, flight, rules} = taken;
	if (!seg.rst || before.state === 'LISTEN') return;
	const {nxt, wnd} = before.rcv;
	if (before.state === 'SYN-SENT') {
		const ours = seg.ack !== null && lt(before.iss, seg.ack) && le(seg.ack, before.snd.nxt);
		holds(ends, 15, (after.state === 'CLOSED') === ours, `${flight.id}: only a RST that acknowledges the SYN counts`);
		return;
	}

	const exact = distance(nxt, seg.seq) === 0;
	if (exact && before.state === 'SYN-RECEIVED') {
		const back = before.openedBy === 'passive' && !before.closeCalled;
		const went = rules.has('rst-back-to-listen') ? 'LISTEN' : 'CLOSED';
		holds(ends, 22, went === (back ? 'LISTEN' : 'CLOSED'), `${flight.id}: SYN-RECEIVED goes to ${went} on a RST`);
		return;
	}

	const ignored = before.state === 'TIME-WAIT' && before.config.switches.rfc1337;
	if (exact && !ignored) {
		holds(ends, 15, after.state === 'CLOSED', `${flight.id} stands at RCV.NXT, and is not accepted`);
		return;
	}

	holds(ends, 15, after.state === before.state, `${flight.id} does not stand at RCV.NXT, and resets`);
	const most = inWindow(seg.seq, nxt, wnd) ? 1 : 0;
	holds(ends, 15, replies.length <= most, `${flight.id}: a RST gets ${replies.length} answers`);
}

/** 17. */
function badAck(ends: Ends, {before, after, seg, replies, flight}: Taken): void {
	if (seg.ack === null || seg.rst || seg.syn || !isSynchronized(before)) return;
	if (!isAcceptable(before, seg) || !isBadAck(before, seg.ack)) return;
	const changed = difference(before, after);
	holds(ends, 17, changed === null, () => `${flight.id}: a bad ACK changes ${changed}`);
	const plain = replies.every(({flight: reply}) => reply.segment.text.length === 0 && !reply.segment.rst);
	holds(ends, 17, replies.length <= 1 && plain, () => `${flight.id}: a bad ACK gets ${replies.length} answers`);
}

/** 19. Text and FIN are not part of an ACK loop: their sender is always told what we have. */
function answeredRarely(ends: Ends, {before, seg, replies, flight, key}: Taken): void {
	const track = ends.tracks.get(key ?? '');
	if (track === undefined || !isSynchronized(before) || seg.text.length > 0 || seg.fin) return;
	const invalid =
		isOutside(before, seg) ||
		(isAcceptable(before, seg) &&
			(seg.syn ||
				(seg.rst && !eq(seg.seq, before.rcv.nxt)) ||
				(!seg.rst && seg.ack !== null && isBadAck(before, seg.ack))));
	if (!invalid || replies.length === 0) return;
	const {now} = ends.world;
	const since = track.challengedAt === null ? Infinity : now - track.challengedAt;
	const {challengeInterval} = before.config;
	holds(ends, 19, since >= challengeInterval, () => `${flight.id} is answered ${since} µs after another one`);
	track.challengedAt = now;
}
