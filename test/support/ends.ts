/** Two engines back to back over a wire with a latency, in virtual time: no host, no lab. */

import {
	arrive,
	type Call,
	type CallResult,
	type Config,
	call,
	checkTcb,
	createTcb,
	type Effect,
	expire,
	flags,
	type Micros,
	nextDeadline,
	plus,
	RFC9293,
	type Segment,
	seq,
	type Tcb,
	unsigned,
} from '../../src/tcp/index.js';

export type End = {name: 'A' | 'B'; tcb: Tcb; log: string[]};
type Flying = {to: End; segment: Segment; at: Micros};

const A = {address: '10.0.0.1', port: 49_152};
const B = {address: '10.0.0.2', port: 80};

/** Segment as `S. 300:301(0) ack 101`, numbers as the header has them. */
export function show(segment: Segment): string {
	const from = unsigned(segment.seq);
	const to = unsigned(plus(segment.seq, segment.text.length));
	const ack = segment.ack === null ? '' : ` ack ${unsigned(segment.ack)}`;
	return `${flags(segment)} ${from}:${to}(${segment.text.length})${ack}`;
}

export class Pair {
	now: Micros = 0;
	readonly a: End;
	readonly b: End;
	readonly flying: Flying[] = [];
	/** Returns false to lose a segment. */
	wire: (segment: Segment, from: End, nth: number) => boolean = () => true;
	sent = 0;
	readonly trace: string[] = [];

	constructor(
		readonly latency: Micros = 10_000,
		configA: Partial<Config> = {},
		configB: Partial<Config> = {},
		readonly isn: {a: number; b: number} = {a: 100, b: 300},
	) {
		this.a = {name: 'A', tcb: createTcb({...RFC9293, ...configA}, A, B), log: []};
		this.b = {name: 'B', tcb: createTcb({...RFC9293, ...configB}, B), log: []};
	}

	call(end: End, what: Call): CallResult {
		const out: Effect[] = [];
		const result = call(end.tcb, what, this.now, out);
		this.take(end, out);
		return result;
	}

	/** B listens, A opens. */
	open(): this {
		this.call(this.b, {call: 'open', how: 'passive', iss: seq(this.isn.b)});
		this.call(this.a, {call: 'open', how: 'active', iss: seq(this.isn.a)});
		return this;
	}

	connect(): this {
		this.open();
		this.run(4 * this.latency);
		return this;
	}

	send(end: End, text: string | number): CallResult {
		const octets = typeof text === 'number' ? new Uint8Array(text).fill(120) : new TextEncoder().encode(text);
		return this.call(end, {call: 'send', text: octets, push: true, urgent: false});
	}

	read(end: End, count = 1_000_000): string {
		const result = this.call(end, {call: 'receive', count});
		return result.kind === 'text' ? new TextDecoder().decode(result.text) : '';
	}

	/** Lets `by` microseconds go by. */
	run(by: Micros): this {
		const until = this.now + by;
		for (let guard = 0; guard < 100_000; guard++) {
			const next = this.next();
			if (next === null || next > until) break;
			this.step(next);
		}

		this.now = until;
		return this;
	}

	next(): Micros | null {
		const times = [this.flying[0]?.at, nextDeadline(this.a.tcb), nextDeadline(this.b.tcb)].filter(
			t => t !== undefined && t !== null,
		);
		return times.length === 0 ? null : Math.min(...times);
	}

	private step(at: Micros): void {
		this.now = at;
		while (this.flying[0] !== undefined && this.flying[0].at <= at) {
			const {to, segment} = this.flying.shift() as Flying;
			const out: Effect[] = [];
			arrive(to.tcb, segment, at, out);
			this.take(to, out);
		}

		for (const end of [this.a, this.b]) {
			const out: Effect[] = [];
			expire(end.tcb, at, out);
			this.take(end, out);
		}
	}

	private take(end: End, out: Effect[]): void {
		for (const effect of out) {
			if (effect.kind === 'send') {
				this.sent++;
				const kept = this.wire(effect.segment, end, this.sent);
				this.trace.push(`${(this.now / 1e6).toFixed(3)} ${end.name} ${show(effect.segment)}${kept ? '' : ' lost'}`);
				if (kept)
					this.flying.push({
						to: end === this.a ? this.b : this.a,
						segment: effect.segment,
						at: this.now + this.latency,
					});
			} else if (effect.kind === 'rule') end.log.push(effect.rule);
			else if (effect.kind === 'signal') end.log.push(`signal ${effect.signal}`);
			else if (effect.kind === 'state') end.log.push(`→ ${effect.to}`);
		}

		const wrong = checkTcb(end.tcb);
		if (wrong.length > 0) throw new Error(`${end.name} at ${this.now}: ${wrong.join('; ')}\n${this.trace.join('\n')}`);
	}
}
