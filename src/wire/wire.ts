/** The wire as plain data: what is in flight, what was, and how each direction behaves. */

import type {Micros} from '../tcp/index.js';
import type {Flight, Ghost, Side} from './flight.js';

/** netem's `loss`, probabilities in 0 … 1. */
export type Loss =
	| {readonly model: 'random'; readonly probability: number; readonly correlation: number}
	/** Gilbert–Elliott: p good→bad, r bad→good, loss in the bad state 1-h, in the good state 1-k. */
	| {readonly model: 'gemodel'; readonly p: number; readonly r: number; readonly oneMinusH: number; readonly oneMinusK: number};

/** netem's words, one direction. Times in microseconds, probabilities and correlations in 0 … 1. */
export type Faults = {
	/** One way, without queueing. */
	readonly delay: Micros;
	readonly jitter: Micros;
	readonly delayCorrelation: number;
	readonly distribution: 'uniform' | 'normal' | 'pareto' | 'paretonormal';
	readonly loss: Loss | null;
	readonly duplicate: {readonly probability: number; readonly correlation: number} | null;
	/** netem: this share goes at once, the rest waits `delay`; every `gap`-th only. */
	readonly reorder: {readonly probability: number; readonly correlation: number; readonly gap: number} | null;
	readonly corrupt: {readonly probability: number; readonly correlation: number} | null;
	/** Bits a second; null: no limit. */
	readonly rate: number | null;
	/** Segments that may wait or fly at once; more are dropped. */
	readonly limit: number;
};

export type Path = {
	/** hold: nothing arrives until told. flow: latency and faults apply while time runs. */
	mode: 'hold' | 'flow';
	faults: Faults;
	/** Last values drawn, for correlation; the Gilbert–Elliott state; when the line is free again. */
	last: {delay: number; loss: number; duplicate: number; reorder: number; corrupt: number};
	bad: boolean;
	sinceReorder: number;
	freeAt: Micros;
};

/** A rule of a scenario (`wire.rules[]`): the last one that hits counts. Numbers are relative to each side's ISN. */
export type WireRule = {
	readonly from: Side;
	/** Exactly these control bits, packetdrill's letters. */
	readonly flags?: string;
	/** All of these. */
	readonly has?: string;
	readonly seq?: number;
	readonly ack?: number;
	readonly length?: number;
	readonly minLength?: number;
	/** Seconds. */
	readonly after?: number;
	readonly before?: number;
	readonly nth?: number | readonly number[] | 'all';
	readonly do: 'drop' | 'delay' | 'duplicate' | 'corrupt';
	/** Seconds. */
	readonly by?: number;
};

export type Wire = {
	paths: Record<Side, Path>;
	/** In flight, in the order in which they will arrive in their direction when all is let go. */
	flights: Flight[];
	/** Ended ones, oldest first, of the last MSL and at most `MAX_GHOSTS`. Replaced, never written to: copies share it. */
	ghosts: readonly Ghost[];
	/** Segments put on the wire so far, by sender: where ids come from. */
	sent: {client: number; server: number; outsider: number};
	rules: readonly WireRule[];
	/** How often each rule's pattern has been seen. */
	seen: number[];
	/** First SYN's number by `side port>port`: what relative numbers count from. */
	isns: Readonly<Record<string, number>>;
	mtu: number;
};

/** One generator, its state a value: same state, same dice. */
export type Chance = {state: number};
