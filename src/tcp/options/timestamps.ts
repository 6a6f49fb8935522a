/** Timestamps, RFC 7323 §3 to §5: what ours say, what the peer's last one was, and whether an arriving one is too old. */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Micros, Options, Segment} from '../state/segment.js';
import {eq, lt} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {windowOf} from '../state/window-scale.js';

/** Octets that the option takes in every header once it is agreed on, laid out on words of four. */
export const TIMESTAMPS_SIZE = 12;

/** One tick of our clock: §5.4 asks for 1 ms to 1 s. */
const TICK: Micros = 1_000;

/** After so long without news TS.Recent says nothing: the peer's clock may have gone half round (§5.5). */
const OUTDATED: Micros = 24 * 86_400 * 1_000_000;

/** Our clock as the peer sees it: milliseconds, plus this connection's offset (§5.4), modulo 2^32. */
export const timestampAt = (tcb: Tcb, at: Micros): number => (Math.floor(at / TICK) + tcb.ts.offset) >>> 0;

/**
 * `<TSval=Snd.TSclock><TSecr=TS.Recent>`; without the ACK bit there is nothing to echo (§3.2). Linux does not care: a SYN
 * out of TIME-WAIT echoes what the old connection had.
 */
export const timestampsFor = (tcb: Tcb, acks: boolean, now: Micros): Options['timestamps'] => ({
	val: timestampAt(tcb, now),
	ecr: acks || tcb.config.behaviours['lenient-timestamps'] ? tcb.ts.recent : 0,
});

/** Both SYNs must carry the option; the peer's is the first to echo. */
export function agreeOnTimestamps(tcb: Tcb, syn: Segment, now: Micros): void {
	const {timestamps} = syn.options;
	tcb.agreed.timestamps = tcb.config.timestamps && timestamps !== null;
	if (timestamps !== null) record(tcb, timestamps.val, now);
}

function record({ts}: Tcb, val: number, now: Micros): void {
	ts.recent = val;
	ts.recentAt = now;
}

/** Signed way from one timestamp to another: they go round as sequence numbers do. */
export const ticks = (from: number, to: number): number => (to - from) | 0;

/**
 * Rule R3: TS.Recent follows a segment that begins at or before the last ACK sent. One that came behind a hole, or while
 * an ACK was delayed, is not echoed: the peer shall measure the wait too (§4.3).
 */
export function recordTimestamp(tcb: Tcb, seg: Segment, now: Micros): void {
	const {timestamps} = seg.options;
	if (!tcb.agreed.timestamps || timestamps === null || lt(tcb.ack.sent, seg.seq)) return;
	if (ticks(tcb.ts.recent, timestamps.val) >= 0 || isOutdated(tcb, now)) record(tcb, timestamps.val, now);
}

const isOutdated = ({ts}: Tcb, now: Micros): boolean => now - ts.recentAt >= OUTDATED;

/** What the timestamp of an arriving segment says against it. */
export type Verdict = 'missing' | 'old' | 'old-ack';

/**
 * The first check of all: §5.3 R1, and §3.2 for a segment without the option. A RST is never judged by it.
 *
 * @returns null: nothing against it; `old`: to be treated as not acceptable; `old-ack`: an ACK overtaken by others, which Linux drops in silence
 */
export function judgeTimestamp(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): Verdict | null {
	if (!tcb.agreed.timestamps || seg.rst) return null;
	const {timestamps} = seg.options;
	const lenient = tcb.config.behaviours['lenient-timestamps'];
	if (timestamps === null) return lenient ? null : 'missing';
	const behind = ticks(timestamps.val, tcb.ts.recent);
	if (behind <= (lenient ? 1 : 0)) return null;
	if (isOutdated(tcb, now)) {
		applied('paws-outdated', out);
		return null;
	}

	return lenient ? judgeOldAck(tcb, seg, behind) : 'old';
}

/** How far back a lone duplicate ACK may come from: an RTO at most, which is where Linux draws the line. */
function judgeOldAck(tcb: Tcb, seg: Segment, behind: number): Verdict | null {
	if (seg.ack === null || seg.syn || seg.fin || seg.text.length > 0) return 'old';
	if (!eq(seg.seq, tcb.rcv.nxt)) return lt(seg.seq, tcb.rcv.nxt) ? 'old-ack' : 'old';
	const sameWindow = windowOf(tcb, seg) === tcb.snd.wnd;
	const harmless = eq(seg.ack, tcb.snd.una) && sameWindow && behind * TICK <= tcb.rto.rto;
	return harmless ? null : 'old';
}

/**
 * The round trip that an ACK's TSecr tells (§4.1), to the millisecond: no less than one.
 *
 * @returns null without timestamps, without an echo, or where the echo is of no clock of ours
 */
export function echoedRoundTrip(tcb: Tcb, seg: Segment, now: Micros): Micros | null {
	const echo = echoOf(tcb, seg);
	if (echo === null) return null;
	const since = ticks(echo, timestampAt(tcb, now));
	return since < 0 ? null : Math.max(1, since) * TICK;
}

/**
 * Whether the ACK answers something sent before `at`, to the millisecond. Of a segment sent again at `at` it then
 * acknowledges the original: sending it again was needless (Eifel detection, RFC 3522).
 */
export function ecrBefore(tcb: Tcb, seg: Segment, at: Micros): boolean {
	const echo = echoOf(tcb, seg);
	return echo !== null && ticks(echo, timestampAt(tcb, at)) > 0;
}

/** TSecr counts only with the ACK bit (§3.2). Zero: some TCPs echo nothing so. */
function echoOf(tcb: Tcb, seg: Segment): number | null {
	const {timestamps} = seg.options;
	if (!tcb.agreed.timestamps || timestamps === null || seg.ack === null || timestamps.ecr === 0) return null;
	return timestamps.ecr;
}
