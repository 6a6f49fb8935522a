/**
 * One sender, and a path of 10 ms each way, 0.47 ms a segment, to a receiver that acknowledges whatever comes at once, by RFC 2018 and RFC
 * 2883, RFC 7323 and RFC 3168 as far as the sender wants them. What the path does to a segment is told by name: `3` is
 * the third segment's first sending, `3b` its second.
 */

import {MILLISECOND, nextDeadline, type Segment, type Tcb} from '../../src/tcp/index.js';
import {arrive, asOurs, clock, effects, PEER_CLOCK, send, sent, wait} from './arrive.js';
import {linux, type Wanted} from './linux.js';

const ONE_WAY = 10;
const LINE = 0.47;
const MSS = 1000;

/** What happens on the way. Times are milliseconds. */
export type Way = Wanted & {
	/** Segments of 1000 octets that the program writes when the connection opens; and later, by the time. */
	segments: number;
	later?: Readonly<Record<number, number>>;
	lost?: readonly string[];
	/** So much later than the others. */
	late?: Readonly<Record<string, number>>;
	doubled?: readonly string[];
	/** Marked by a router (RFC 3168). */
	marked?: readonly string[];
	/** ACKs that are lost, by their order. */
	lostAcks?: readonly number[];
	/** Held blocks that the receiver throws away, at this time (RFC 2018 §8). */
	reneges?: number;
	until: number;
};

type Range = [from: number, to: number];
type Going = {at: number; order: number; go: () => void};

/** Plays it. @returns a line for each event: its time, what it was, what it sent, where congestion control is then: `phase cwnd/ssthresh`, in segments, and which clock runs */
export function play(way: Way): {tcb: Tcb; lines: string[]} {
	const {both = ['sack']} = way;
	const tcb = linux({...way, both, mss: both.includes('timestamps') ? MSS + 12 : MSS});
	const began = clock(tcb);
	const lines: string[] = [];
	const going: Going[] = [];
	const times = new Map<number, number>();
	let order = 0;
	let acks = 0;
	let free = 0;
	let next = 101;
	let held: Range[] = [];
	let echo = 0;
	let marked = false;
	const now = () => (clock(tcb) - began) / MILLISECOND;
	const put = (after: number, go: () => void) => going.push({at: now() + after, order: order++, go});

	const nameOf = (seg: Segment): string => {
		const from = asOurs(seg.seq);
		const count = (times.get(from) ?? 0) + 1;
		times.set(from, count);
		const number = (from - 101) / MSS + 1;
		return `${Number.isInteger(number) ? number : `@${from}`}${'abcdefghij'[count - 1] ?? '+'}`.replace(/a$/, '');
	};

	const arriveThere = (seg: Segment, ce: boolean) => {
		const from = asOurs(seg.seq);
		const to = from + seg.text.length;
		if (seg.cwr) marked = false;
		if (ce) marked = true;
		const covered = to <= next || held.some(([left, right]) => left <= from && to <= right);
		if (from <= next && seg.options.timestamps !== null) echo = seg.options.timestamps.val;
		let block: Range | null = null;
		if (!covered) {
			block = [from, to];
			for (const other of held.filter(([left, right]) => left <= to && from <= right))
				block = [Math.min(block[0], other[0]), Math.max(block[1], other[1])];
			const whole = block;
			held = [whole, ...held.filter(([left, right]) => right < whole[0] || whole[1] < left)];
			const reached = held.find(([left, right]) => left <= next && next < right);
			if (reached !== undefined) next = reached[1];
			held = held.filter(([, right]) => right > next);
		}

		const blocks: Range[] = [...(covered ? [[from, to] as Range] : []), ...held].slice(0, 3);
		const number = ++acks;
		if (way.lostAcks?.includes(number)) return;
		const [ack, ts, ece] = [next, echo, marked];
		put(ONE_WAY, () => {
			arrive(tcb, {
				ack,
				flags: ece ? '.E' : '.',
				...(both.includes('sack') && blocks.length > 0 && {sack: blocks}),
				...(both.includes('timestamps') && {ts: [PEER_CLOCK + Math.floor(clock(tcb) / 1000), ts] as const}),
			});
			const told = both.includes('sack') ? blocks.map(block => ` [${span(block)}]`).join('') : '';
			note(`ack ${short(ack)}${told}${ece ? ' ECE' : ''}`);
		});
	};

	const note = (what: string) => {
		const names = sent(tcb).map(seg => {
			const name = nameOf(seg);
			const {lost = [], late = {}, doubled = [], marked: marks = []} = way;
			const ce = marks.includes(name);
			// One after the other, as a line of 17 Mbit/s takes them.
			free = Math.max(free, now()) + (seg.text.length > 0 ? LINE : 0);
			const after = free - now() + ONE_WAY;
			if (!lost.includes(name)) put(after + (late[name] ?? 0), () => arriveThere(seg, ce));
			if (doubled.includes(name)) put(after, () => arriveThere(seg, ce));
			return seg.cwr ? `${name} CWR` : name;
		});
		const {cwnd, ssthresh, phase} = tcb.cc;
		const words = effects(tcb).flatMap(effect =>
			effect.kind === 'rule' && TOLD.has(effect.rule) ? [effect.rule] : [],
		);
		const at = `${Math.round(now() * 1000) / 1000} ms ${what}`;
		const control = `${phase} ${cwnd / MSS}/${ssthresh >= 2 ** 30 ? '-' : ssthresh / MSS}${clockOf(tcb, began)}`;
		lines.push([at, ...words, ...(names.length > 0 ? [`sends ${names.join(' ')}`] : []), control].join(', '));
	};

	const writes = {0: way.segments, ...way.later};
	for (const [at, count] of Object.entries(writes)) {
		put(Number(at), () => {
			send(tcb, count * MSS);
			note(`write ${count}`);
		});
	}

	if (way.reneges !== undefined) {
		put(way.reneges, () => {
			held = [];
		});
	}

	for (;;) {
		going.sort((a, b) => a.at - b.at || a.order - b.order);
		const first = going[0];
		const due = nextDeadline(tcb);
		const dueAt = due === null ? Number.POSITIVE_INFINITY : (due - began) / MILLISECOND;
		const at = Math.min(first?.at ?? Number.POSITIVE_INFINITY, dueAt);
		if (at > way.until) return {tcb, lines};
		if (first !== undefined && first.at < dueAt) {
			wait(tcb, Math.round((first.at - now()) * MILLISECOND));
			going.shift();
			first.go();
		} else {
			const [timer = ''] = wait(tcb, Math.max(0, Math.round((dueAt - now()) * MILLISECOND)));
			note(timer.replace(/^.*: /, ''));
		}
	}
}

/** Which clock of the retransmission queue runs, and when it would end. */
function clockOf({timers}: Tcb, began: number): string {
	for (const [timer, name] of CLOCKS) {
		const at = timers[timer];
		if (at !== null) return ` ${name} ${(at - began) / MILLISECOND}`;
	}

	return '';
}

const CLOCKS = [
	['loss-probe', 'TLP'],
	['reordering', 'REO'],
	['retransmission', 'RTO'],
] as const;

/** The segment that ends before this number; a part of one where it ends within. */
const short = (n: number): string => `${(n - 101) / MSS}`;
const span = ([from, to]: Range): string => (to - from === MSS ? short(to) : `${short(from + MSS)}-${short(to)}`);

/** Rules worth a word in a line. */
const TOLD = new Set([
	'rack-recovery',
	'rack-lost',
	'rack-reordering',
	'rack-waits',
	'sack-taken-back',
	'recovery-ends',
	'reduction-undone',
	'retransmission-timeout',
	'frto-sends-new',
	'frto-spurious',
	'probe-found-loss',
	'cwr-enters',
	'dsack-reported',
	'karn-no-sample',
	'dup-ack',
	'limited-transmit',
	'window-unused',
	'restart-window',
]);
