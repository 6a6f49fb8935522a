/** What our facts say of each segment that a host sends or gets, in words that can be held against tshark's. */

import type {Run} from '../../src/format/index.js';
import type {Sighting} from '../../src/format/sightings.js';
import {sightingsOf} from '../../src/format/sightings.js';
import type {Fact} from '../../src/lab/index.js';
import {distance, end, length, type RuleId, type Segment, type Seq} from '../../src/tcp/index.js';
import type {Side} from '../../src/wire/index.js';

export type Ours =
	/** Nothing about it is out of the ordinary. */
	| 'new'
	/** `sent.again`, by a timer. */
	| 'sent again, timer'
	/** `sent.again`, by what ACKs told. */
	| 'sent again, ACKs'
	/** By the rule that probes a closed window. */
	| 'window probe'
	| 'keep-alive'
	/** A probe of a closed window without an octet, as Linux's. */
	| 'empty probe'
	/** It answers that, and the window is zero still. */
	| 'answer to an empty probe'
	/** A SYN with a number of its own between ports that have had a connection in this run. */
	| 'used ports'
	/** The SYN,ACK that answers it. */
	| 'used ports, SYN,ACK'
	/** The SYN once more, with the ACK of the peer's. */
	| 'SYN with its ACK'
	/** No text; acknowledges what its sender has acknowledged before, and its window is the same. */
	| 'duplicate ACK'
	| 'duplicate ACK, window shut'
	/** The same with another window. */
	| 'window update'
	/** Something before it has not come: the receiver's rule `text-held` or `fin-held`, if it carries anything. */
	| 'ahead of a hole'
	/** Its receiver had taken later octets before. */
	| 'fills a hole'
	/** All its octets had come before. */
	| 'came before'
	/** The receiver's checksum failed. */
	| 'damaged';

export type Labelled = {
	readonly sighting: Sighting;
	readonly segment: Segment;
	readonly ours: Ours;
	/** The window that it tells is closed. */
	readonly closesWindow: boolean;
	/** It goes to the very edge of the window that its sender knows. */
	readonly fillsWindow: boolean;
	/** How many times its receiver's last ACK had come again, and when the last of them came: what a fast retransmission leans on. */
	readonly dupAcks: {readonly count: number; readonly at: number; readonly ack: Seq | null};
};

/** All that a host sends and gets, in order. */
export function labelledAt(run: Run, host: Side): readonly Labelled[] {
	const sent = new Map(run.facts.flatMap(fact => (fact.kind === 'sent' ? [[fact.flight.id, fact] as const] : [])));
	const changed = new Map(
		run.facts.flatMap(fact => (fact.kind === 'changed' ? [[fact.flight.id, fact.flight.segment] as const] : [])),
	);
	const ends = new Ends();
	return sightingsOf(run.facts, {lang: 'en'})
		.filter(({vantage}) => vantage === host)
		.map(sighting => {
			const fact = sent.get(sighting.id);
			if (fact === undefined) throw new Error(`${sighting.id} was never sent`);
			const segment =
				sighting.direction === 'in' ? (changed.get(sighting.id) ?? fact.flight.segment) : fact.flight.segment;
			return ends.look(sighting, fact, segment);
		});
}

type Sent = Extract<Fact, {kind: 'sent'}>;

/** What one direction of one pair of ports has shown at this host. */
type Way = {
	isn: Seq | null;
	/** After the highest octet that was seen. */
	top: Seq | null;
	seen: {from: Seq; to: Seq}[];
	ack: Seq | null;
	window: number;
	/** The right edge that it offers. */
	edge: Seq | null;
	scale: number;
	dupAcks: number;
	dupAt: number;
	/** The last of it was a probe without an octet. */
	probed: boolean;
};

const newWay = (): Way => ({
	isn: null,
	top: null,
	seen: [],
	ack: null,
	window: -1,
	edge: null,
	scale: 0,
	dupAcks: 0,
	dupAt: 0,
	probed: false,
});

class Ends {
	private readonly ways = new Map<string, Way>();

	look(sighting: Sighting, fact: Sent, segment: Segment): Labelled {
		const damaged = sighting.direction === 'in' && /wrong checksum/.test(sighting.comments[0] ?? '');
		const {source, destination} = segment;
		const name = (a: Segment['source'], b: Segment['source']): string =>
			`${a.address} ${a.port} ${b.address} ${b.port}`;
		let own = this.ways.get(name(source, destination)) ?? newWay();
		const usedPorts = segment.syn && own.isn !== null && distance(own.isn, segment.seq) !== 0;
		if (usedPorts) own = newWay();
		this.ways.set(name(source, destination), own);
		const other = this.ways.get(name(destination, source)) ?? newWay();
		const ours = damaged
			? 'damaged'
			: usedPorts
				? segment.ack === null
					? 'used ports'
					: 'used ports, SYN,ACK'
				: labelOf(sighting, fact, segment, own, other);
		const scaled = segment.syn ? segment.wnd : segment.wnd * 2 ** own.scale;
		const result: Labelled = {
			sighting,
			segment,
			ours,
			closesWindow: scaled === 0 && !segment.syn && !segment.fin && !segment.rst,
			fillsWindow: segment.text.length > 0 && other.edge !== null && distance(end(segment), other.edge) === 0,
			dupAcks: {count: other.dupAcks, at: other.dupAt, ack: other.ack},
		};
		if (!damaged) note(own, segment, sighting.at, scaled, ours);
		return result;
	}
}

function labelOf({direction}: Sighting, {why, again, flight}: Sent, segment: Segment, own: Way, other: Way): Ours {
	if (why === 'probe-zero-window') return 'window probe';
	if (why === 'keepalive-probe') return 'keep-alive';
	if (why === 'probe-empty') return 'empty probe';
	const count = length(segment);
	const from = segment.seq;
	const to = end(segment);
	if (count > 0) {
		const before = own.seen.some(range => distance(range.from, from) >= 0 && distance(to, range.to) >= 0);
		if (direction === 'out' && again) return isByTimer(why) ? 'sent again, timer' : 'sent again, ACKs';
		if (segment.syn && segment.ack !== null && before) return 'SYN with its ACK';
		if (before) return direction === 'in' || flight.copyOf !== null ? 'came before' : 'new';
		if (own.top !== null && distance(own.top, from) > 0) return 'ahead of a hole';
		if (own.top !== null && distance(from, own.top) > 0) return 'fills a hole';
		return 'new';
	}

	if (!segment.rst && own.top !== null && distance(own.top, from) > 0) return 'ahead of a hole';
	// One that stands below what was sent since was overtaken, or sent before: no judge counts it.
	const isNow = own.top === null || distance(own.top, from) === 0;
	if (segment.rst || segment.ack === null || own.ack === null || !isNow) return 'new';
	if (distance(own.ack, segment.ack) !== 0) return 'new';
	if (segment.wnd !== own.window) return 'window update';
	if (segment.wnd > 0) return 'duplicate ACK';
	return other.probed ? 'answer to an empty probe' : 'duplicate ACK, window shut';
}

const isByTimer = (why: RuleId | null): boolean =>
	why === 'retransmission-timeout' || why === 'sends-lost-again' || why === 'tail-loss-probe';

function note(own: Way, segment: Segment, at: number, scaled: number, ours: Ours): void {
	const {seq, ack, syn, options} = segment;
	own.probed = ours === 'empty probe';
	if (syn) {
		own.isn = seq;
		own.scale = options.wscale ?? 0;
	}

	if (own.top === null || (!segment.rst && distance(own.top, seq) > 0)) own.top = seq;
	// A probe's octet is sent to be refused.
	if (length(segment) > 0 && ours !== 'window probe') {
		own.seen.push({from: seq, to: end(segment)});
		if (distance(own.top, end(segment)) > 0) own.top = end(segment);
	}

	if (ack !== null) {
		if (ours === 'duplicate ACK') {
			own.dupAcks += 1;
			own.dupAt = at;
		} else if (own.ack !== null && distance(own.ack, ack) !== 0) own.dupAcks = 0;
		own.ack = ack;
		own.edge = ((ack as unknown as number) + scaled) as unknown as Seq;
	}

	own.window = segment.wnd;
}
