/** The wire as plain data: what is in flight, what was, and how each direction behaves. */

import type {Micros} from '../tcp/index.js';
import type {Flight, Ghost, Side} from './flight.js';

/** netem's `loss`, probabilities in 0 … 1. */
export type Loss =
	| {readonly model: 'random'; readonly probability: number; readonly correlation: number}
	/** Gilbert–Elliott: p good→bad, r bad→good, loss in the bad state 1-h, in the good state 1-k. */
	| {
			readonly model: 'gemodel';
			readonly p: number;
			readonly r: number;
			readonly oneMinusH: number;
			readonly oneMinusK: number;
	  };

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
	/** netem's `loss … ecn`: congestion marks what can be marked, and drops the rest (RFC 3168 §5). */
	readonly mark: {readonly probability: number; readonly correlation: number} | null;
	/** Bits a second, IPv4 header and all; null: no limit. The line sends one segment after another, then `delay` begins. */
	readonly rate: number | null;
	/**
	 * The narrowest link on the way carries so many octets, IPv4 header and all; what is longer is dropped, and a router says
	 * so to the sender, unless it is silent (RFC 1191, RFC 2923 §2.1). Null: nothing is narrower than the hosts' own links.
	 */
	readonly pathMtu: {readonly octets: number; readonly silent: boolean} | null;
	/** Segments that may wait or fly at once; more are dropped. */
	readonly limit: number;
};

/** One direction: how it behaves, and what its dice and its line remember. */
export type Path = {
	/** hold: nothing arrives until told. flow: latency and faults apply while time runs. */
	mode: 'hold' | 'flow';
	faults: Faults;
	/** Values drawn last, 0 … 1: what correlation leans on. */
	last: {delay: number; loss: number; duplicate: number; reorder: number; corrupt: number; mark: number};
	/** Gilbert–Elliott: in the bad state. */
	bad: boolean;
	/** Segments since the last one that overtook. */
	sinceReorder: number;
	/** When the line has sent what it has taken; fractions of a microsecond count. */
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
	/** Octets of text. */
	readonly length?: number;
	/** Octets of text, or more. */
	readonly minLength?: number;
	/** Seconds; that instant belongs to it. */
	readonly after?: number;
	/** Seconds; that instant belongs to it. */
	readonly before?: number;
	/** Which of those that fit, from 1; absent: the first. */
	readonly nth?: number | readonly number[] | 'all';
	/** 0 … 1: of the segments that it would hit, so many. Absent: all, and no dice are rolled. */
	readonly chance?: number;
	/** `mark` does nothing to what cannot be marked. */
	readonly do: 'drop' | 'delay' | 'duplicate' | 'corrupt' | 'mark';
	/** Seconds: how much later it, or its copy, arrives; absent: 0. */
	readonly by?: number;
};

/** All between the hosts. Plain data: `copyWire` copies it, and only the functions of this folder write to it. */
export type Wire = {
	/** By sender: `paths.client` leads to the server. */
	paths: Record<Side, Path>;
	/** In flight, sorted by `dueAt`; of equal ones the first to arrive first. The order of arrival when all is let go. */
	flights: Flight[];
	/** Ended ones, oldest first, of the last MSL and at most `maxGhosts`. Replaced, never written to: copies share it. */
	ghosts: readonly Ghost[];
	/** Segments put on the wire so far, by sender: where ids come from. */
	sent: {client: number; server: number; outsider: number};
	rules: readonly WireRule[];
	/** How often each rule's pattern has been seen. */
	seen: number[];
	/** Number of the last SYN that the host itself sent, by `isnKey`: what relative numbers count from. Replaced, never written to. */
	isns: Readonly<Record<string, number>>;
	/** Octets. Told to the hosts; the wire itself carries all that IPv4 can. */
	mtu: number;
	/** RFC 9293 §3.4.1: how long a ghost may come back. */
	msl: Micros;
	/** 0: keep none, as an experiment wants that nobody looks at. */
	maxGhosts: number;
};

/** Ghosts that a wire keeps unless it is told otherwise. */
export const MAX_GHOSTS = 128;

/** 20 ms each way and nothing else; `limit` is netem's default. */
export const NO_FAULTS: Faults = {
	delay: 20_000,
	jitter: 0,
	delayCorrelation: 0,
	distribution: 'uniform',
	loss: null,
	duplicate: null,
	reorder: null,
	corrupt: null,
	mark: null,
	rate: null,
	pathMtu: null,
	limit: 1000,
};

/** How a wire is made; absent: hold, `NO_FAULTS`, no rules, Ethernet's 1500 octets, RFC 9293's two minutes. */
export type WireOptions = {
	readonly mode?: Path['mode'];
	readonly faults?: Readonly<Record<Side, Partial<Faults>>>;
	readonly rules?: readonly WireRule[];
	readonly mtu?: number;
	readonly msl?: Micros;
	readonly maxGhosts?: number;
};

/** A wire with nothing on it. */
export function createWire(options: WireOptions = {}): Wire {
	const {mode = 'hold', faults, rules = []} = options;
	return {
		paths: {client: createPath(mode, faults?.client), server: createPath(mode, faults?.server)},
		flights: [],
		ghosts: [],
		sent: {client: 0, server: 0, outsider: 0},
		rules,
		seen: rules.map(() => 0),
		isns: {},
		mtu: options.mtu ?? 1500,
		msl: options.msl ?? 120_000_000,
		maxGhosts: options.maxGhosts ?? MAX_GHOSTS,
	};
}

const createPath = (mode: Path['mode'], faults: Partial<Faults> = {}): Path => ({
	mode,
	faults: {...NO_FAULTS, ...faults},
	last: {delay: 0.5, loss: 0.5, duplicate: 0.5, reorder: 0.5, corrupt: 0.5, mark: 0.5},
	bad: false,
	sinceReorder: 0,
	freeAt: 0,
});

/** A copy that acts on the original do not reach. Segments, flights, ghosts and rules are shared: nobody writes to them. */
export const copyWire = (wire: Wire): Wire => ({
	paths: {client: copyPath(wire.paths.client), server: copyPath(wire.paths.server)},
	flights: wire.flights.slice(),
	ghosts: wire.ghosts,
	sent: {client: wire.sent.client, server: wire.sent.server, outsider: wire.sent.outsider},
	rules: wire.rules,
	seen: wire.seen.slice(),
	isns: wire.isns,
	mtu: wire.mtu,
	msl: wire.msl,
	maxGhosts: wire.maxGhosts,
});

const copyPath = (path: Path): Path => ({
	mode: path.mode,
	faults: path.faults,
	last: {
		delay: path.last.delay,
		loss: path.last.loss,
		duplicate: path.last.duplicate,
		reorder: path.last.reorder,
		corrupt: path.last.corrupt,
		mark: path.last.mark,
	},
	bad: path.bad,
	sinceReorder: path.sinceReorder,
	freeAt: path.freeAt,
});

/** Where `Wire.isns` keeps the number of the SYN that `side` sent from port `local` to port `remote`. */
export const isnKey = (side: Side, local: number, remote: number): string => `${side} ${local}>${remote}`;
