/** What the adversary does on the wire: by command, and, as weather, to whatever is sent. */

import type {HostName} from '../../src/host/index.js';
import type {Input} from '../../src/lab/index.js';
import {distance, isSynchronized, lt, plus, type Seq, type Tcb, unsigned} from '../../src/tcp/index.js';
import {below, type Flight, octetLength, other, type SegmentFields, uniform} from '../../src/wire/index.js';
import {deliver, type Ends, perform, runTo} from './ends.js';
import {octet} from './pattern.js';
import type {Command, Trial} from './trial.js';

/** What happens to each segment as it is sent; null: nothing. */
export function weathered({mss, weather}: Pick<Trial, 'mss' | 'weather'>): Ends['weather'] {
	if (mss === null && weather === null) return null;
	return (ends, {id, segment}) => {
		if (mss !== null && segment.syn) perform(ends, {do: 'edit', segment: id, fields: {mss}});
		if (weather === null) return;
		const {chance} = ends;
		const hit = (probability: number) => probability > 0 && uniform(chance) < probability;
		if (hit(weather.duplicate)) perform(ends, {do: 'duplicate', segment: id, by: below(chance, 30_000)});
		if (hit(weather.late)) perform(ends, {do: 'delay', segment: id, by: below(chance, 100_000)});
		if (hit(weather.loss)) perform(ends, {do: 'drop', segment: id});
		else if (hit(weather.corrupt)) {
			perform(ends, {do: 'flip', segment: id, bit: below(chance, octetLength(segment) * 8)});
		}
	};
}

/** An act on a segment that is there. */
export function meddle(ends: Ends, command: Extract<Command, {readonly which: number}>): void {
	const {flights, ghosts} = ends.world.wire;
	const {which, other: more} = command;
	if (command.do === 'replay') {
		const sent = ghosts.filter(({id}) => !ends.forged.has(id));
		const ghost = sent[which % Math.max(1, sent.length)];
		if (ghost !== undefined) perform(ends, {do: 'replay', segment: ghost.id});
		return;
	}

	const flight = flights[which % Math.max(1, flights.length)];
	if (flight === undefined) return;
	const segment = flight.id;
	switch (command.do) {
		case 'slice':
			slice(ends, flight, more);
			break;
		case 'drop':
			perform(ends, {do: 'drop', segment});
			break;
		case 'duplicate':
			perform(ends, {do: 'duplicate', segment, by: more * 1000});
			break;
		case 'delay':
			perform(ends, {do: 'delay', segment, by: more * 10_000});
			break;
		case 'move': {
			const fellows = flights.filter(f => f.to === flight.to);
			const mark = fellows[more % fellows.length] ?? flight;
			perform(ends, {do: 'move', segment, where: more % 2 === 0 ? 'before' : 'after', other: mark.id});
			break;
		}
		// Two flipped bits may make a right checksum again; RFC 9293 promises nothing then.
		case 'flip': {
			const bit = (more * 37 + which * 11) % (octetLength(flight.segment) * 8);
			perform(ends, flight.flipped.length === 0 ? {do: 'flip', segment, bit} : {do: 'drop', segment});
			break;
		}
		default:
			deliver(ends, flight);
	}
}

/** A copy that carries only a part of the text: what another segmentation of the same stream would have sent. */
function slice(ends: Ends, {id, segment, flipped}: Flight, more: number): void {
	const {text} = segment;
	if (text.length < 2 || segment.urg || segment.syn || flipped.length > 0) return;
	const copy = copyOf(ends, {do: 'duplicate', segment: id, by: 0});
	if (copy === undefined) return;
	const from = Math.floor((text.length * (more % 4)) / 4);
	const to = Math.max(from + 1, text.length - Math.floor((text.length * (more % 3)) / 4));
	edit(ends, copy, {seq: unsigned(plus(segment.seq, from)), text: decode(text.subarray(from, to)), flags: '.'});
}

const decode = (text: Uint8Array): string => new TextDecoder().decode(text);

/** The copy that this input puts on the wire. */
function copyOf(ends: Ends, input: Input): Flight | undefined {
	for (const fact of perform(ends, input)) if (fact.kind === 'sent') return fact.flight;
	return undefined;
}

const edit = (ends: Ends, {id}: Flight, fields: SegmentFields): void =>
	void perform(ends, {do: 'edit', segment: id, fields});

/**
 * A copy with other octets where the receiver has some already, and the right ones elsewhere, delivered at once:
 * whoever overlaps must not overwrite (property 4).
 */
export function lie(ends: Ends, which: number, more: number): void {
	const {ghosts, flights} = ends.world.wire;
	const texts = [...ghosts, ...flights].filter(
		({id, segment: {syn, text, urg}}) => !ends.forged.has(id) && !syn && !urg && text.length > 1,
	);
	const model = texts[which % Math.max(1, texts.length)];
	if (model === undefined) return;
	const isFlying = flights.some(({id}) => id === model.id);
	const input: Input = isFlying ? {do: 'duplicate', segment: model.id, by: 0} : {do: 'replay', segment: model.id};
	const copy = copyOf(ends, input);
	if (copy === undefined) return;
	// Time first: what is there when it arrives decides which octets may be others.
	runLatency(ends, copy);
	const flight = ends.world.wire.flights.find(({id}) => id === copy.id);
	if (flight === undefined) return;
	const {segment} = flight;
	const tcb = takerOf(ends, flight.to, segment.source.port, segment.destination.port);
	const wider = more % 3;
	const first = plus(segment.seq, -Math.min(wider, more));
	const length = segment.text.length + wider;
	if (tcb === null || !isSynchronized(tcb) || distance(tcb.irs, first) < 1) return;
	const octets = Uint8Array.from({length}, (_, i) => lied(tcb, plus(first, i)));
	edit(ends, flight, {seq: unsigned(first), text: decode(octets), flags: segment.ack === null ? '' : '.'});
	perform(ends, {do: 'deliver', segment: flight.id});
}

/** The octet that stands there, or another one where the receiver has that. */
function lied(tcb: Tcb, at: Seq): number {
	const right = octet(distance(plus(tcb.irs, 1), at));
	// What is held may be given up for the very segment that lies about it, where memory is counted.
	const keeps = !tcb.config.behaviours['moderated-window'];
	const has = lt(at, tcb.rcv.nxt) || (keeps && tcb.outOfOrder.some(({seq, text}) => isIn(at, seq, text.length)));
	return has ? (right === 88 ? 89 : 88) : right;
}

const isIn = (at: Seq, from: Seq, length: number): boolean => {
	const ahead = distance(from, at);
	return ahead >= 0 && ahead < length;
};

const takerOf = (ends: Ends, host: HostName, source: number, destination: number): Tcb | null =>
	ends.world.hosts[host].connections.find(
		({tcb}) => tcb.remote?.port === source && tcb.local.port === destination && tcb.state !== 'CLOSED',
	)?.tcb ?? null;

function runLatency(ends: Ends, flight: Flight): void {
	const path = ends.world.wire.paths[other(flight.to)];
	const at = flight.sentAt + path.faults.delay;
	if (at > ends.world.now) runTo(ends, at);
}

export const FORGERIES = [
	'rst at RCV.NXT',
	'rst in the window',
	'rst right of the window',
	'rst left of the window',
	'syn in the window',
	'syn outside',
	'ack of what was not sent',
	'ack of long ago',
	'text right of the window',
	'text left of the window',
	'ack outside',
] as const;

export type Forgery = (typeof FORGERIES)[number];

/** Somebody writes to a host in its peer's name: what no peer would say. @param by - how far outside, octets, 0 or more */
export function forge(ends: Ends, host: HostName, what: Forgery, by: number): void {
	const target = ends.world.hosts[host].connections.findLast(({tcb}) => isSynchronized(tcb))?.tcb;
	if (target === undefined || target.remote === null) return;
	// A copy of what the peer really sent has the options that were agreed on.
	const model = ends.world.wire.ghosts.findLast(
		({id, to, segment}) => to === host && !segment.syn && !segment.rst && !ends.forged.has(id),
	);
	const ports = {sourcePort: target.remote.port, destinationPort: target.local.port};
	const forged =
		model === undefined || what.startsWith('syn')
			? copyOf(ends, {do: 'forge', from: 'outsider', to: host, fields: {...ports, ...bare(target)}})
			: copyOf(ends, {do: 'replay', segment: model.id});
	if (forged === undefined) return;
	runLatency(ends, forged);
	const flight = ends.world.wire.flights.find(({id}) => id === forged.id);
	const tcb = takerOf(ends, host, ports.sourcePort, ports.destinationPort);
	if (flight === undefined) return;
	if (tcb === null || !isSynchronized(tcb)) {
		perform(ends, {do: 'drop', segment: flight.id});
		return;
	}

	// What is refused now may fit when it comes again: nothing guards against a forger who writes inside the window.
	ends.forged.add(flight.id);
	edit(ends, flight, {...ports, ...bare(tcb), ...fieldsOf(tcb, what, by)});
	perform(ends, {do: 'deliver', segment: flight.id});
}

const bare = ({rcv, snd}: Tcb): SegmentFields => ({
	seq: unsigned(rcv.nxt),
	ack: unsigned(snd.una),
	flags: '.',
	text: '',
	up: 0,
	wnd: Math.min(65_535, Math.ceil(snd.wnd / 2 ** snd.wscale)),
});

function fieldsOf({rcv, snd, config}: Tcb, what: Forgery, by: number): SegmentFields {
	const right = unsigned(plus(rcv.nxt, rcv.wnd + by));
	const left = unsigned(plus(rcv.nxt, -1 - by));
	switch (what) {
		case 'rst at RCV.NXT':
			return {flags: 'R', ack: null};
		case 'rst in the window':
			return {flags: 'R', ack: null, seq: unsigned(plus(rcv.nxt, 1 + (by % Math.max(1, rcv.wnd - 1))))};
		case 'rst right of the window':
			return {flags: 'R', ack: null, seq: right};
		case 'rst left of the window':
			return {flags: 'R', ack: null, seq: left};
		case 'syn in the window':
			return {flags: 'S', ack: null, seq: unsigned(plus(rcv.nxt, by % Math.max(1, rcv.wnd)))};
		case 'syn outside':
			// Right of the window it might open another connection, from TIME-WAIT (MAY-2).
			return {flags: 'S', ack: null, seq: left};
		case 'ack of what was not sent':
			return {ack: unsigned(plus(snd.max, 1 + by))};
		case 'ack of long ago':
			return {ack: unsigned(plus(snd.una, -1 - by - snd.maxWnd))};
		case 'text right of the window':
			return {seq: right, text: 'not the stream'};
		case 'text left of the window':
			return {seq: unsigned(plus(rcv.nxt, -14 - by)), text: 'not the stream'};
		case 'ack outside':
			// What stands at the very edge Linux looks at: whoever has filled the window stands there.
			if (by % 2 === 0) return {seq: config.behaviours['looks-at-edge'] ? right + 1 : right};
			return {seq: unsigned(plus(rcv.nxt, -2 - by))};
	}
}
