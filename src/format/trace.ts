/** A run as a trace of JSON lines, which can be held against a kernel's of the same scenario. */

import {HOST_NAMES, type HostName} from '../host/index.js';
import type {Entry, Fact, World} from '../lab/index.js';
import type {Micros, Options} from '../tcp/index.js';
import type {ChangedHow, Flight} from '../wire/index.js';
import type {Run} from './player.js';
import {Relative, type SentSegment} from './relative.js';

/** One line each, without its end: segments as they enter the wire, calls as they return, sockets whenever they change. */
export function* traceLines({start, entries}: Pick<Run, 'start' | 'entries'>): Generator<string> {
	const relative = new Relative();
	const sockets = new Map<HostName, string>();
	let n = 0;
	yield* changedSockets(start, sockets);
	for (const entry of entries) {
		for (const [i, fact] of entry.facts.entries()) {
			if (fact.kind === 'sent') {
				// A copy that the wire made of itself is told by the original's fate.
				if (fact.flight.cause.kind === 'act' && fact.flight.cause.act === 'fault') continue;
				n += 1;
				yield JSON.stringify(segmentEvent(n, relative.read(fact), atEntrance(entry, i, fact.flight)));
			} else if (fact.kind === 'returned') yield JSON.stringify(callEvent(fact));
		}

		yield* changedSockets(entry.world, sockets);
	}
}

type Entrance = {readonly fate: 'deliver' | 'drop' | 'delay' | 'duplicate' | 'corrupt' | 'mark'; readonly by: Micros};

/** What the wire decided about a segment as it came: the facts that follow `sent` without another segment between. */
function atEntrance({facts}: Entry, sent: number, flight: Flight): Entrance {
	let entrance: Entrance = {fate: 'deliver', by: 0};
	for (const fact of facts.slice(sent + 1)) {
		if (fact.kind === 'dropped' && fact.id === flight.id && fact.by !== 'checksum') return {fate: 'drop', by: 0};
		if (fact.kind === 'changed' && fact.flight.id === flight.id) {
			entrance =
				fact.how === 'delayed'
					? {fate: 'delay', by: fact.flight.dueAt - flight.dueAt}
					: {...entrance, fate: changedFate(fact.how) ?? entrance.fate};
		} else if (fact.kind === 'sent') {
			const {flight: copy} = fact;
			if (copy.copyOf !== flight.id || copy.cause.kind !== 'act' || copy.cause.act !== 'fault') return entrance;
			return {fate: 'duplicate', by: Math.max(0, copy.dueAt - flight.dueAt)};
		}
	}

	return entrance;
}

const changedFate = (how: ChangedHow): Entrance['fate'] | null =>
	how === 'flipped' ? 'corrupt' : how === 'marked' ? 'mark' : null;

function segmentEvent(n: number, one: SentSegment, {fate, by}: Entrance): object {
	const {flight, side, clientPort, serverPort, flags, seq, ack, length} = one;
	return {
		ev: 'seg',
		n,
		fate,
		...(by > 0 && {by: seconds(by)}),
		from: side,
		clientPort,
		serverPort,
		flags,
		seq,
		ack,
		length,
		window: flight.segment.wnd,
		options: optionList(flight.segment.options, one.sack),
		...(flight.segment.ecn !== 0 && {ecn: flight.segment.ecn}),
		t: seconds(flight.sentAt),
	};
}

/** In the order in which Linux writes them. */
function optionList(options: Options, sack: SentSegment['sack']): unknown[] {
	const {mss, sackPermitted, timestamps, wscale, fastOpen, userTimeout, unknown} = options;
	return [
		...(mss === null ? [] : [['mss', mss]]),
		...(sackPermitted ? [['sackOK']] : []),
		...(timestamps === null ? [] : [['ts', timestamps.val, timestamps.ecr]]),
		...(wscale === null ? [] : [['wscale', wscale]]),
		...(sack === null ? [] : [['sack', sack]]),
		...(userTimeout === null ? [] : [['uto', userTimeout]]),
		...(fastOpen === null ? [] : [['opt34', hex(fastOpen)]]),
		...unknown.map(({kind, octets}) => [`opt${kind}`, hex(octets)]),
	];
}

const hex = (octets: Uint8Array): string => [...octets].map(octet => octet.toString(16).padStart(2, '0')).join('');

const callEvent = ({host, socket, call, madeAt, result, at}: Fact & {kind: 'returned'}): object => ({
	ev: 'call',
	host,
	socket,
	call: call.call,
	at: seconds(madeAt),
	...('ret' in result ? {ret: result.ret} : {err: result.errno}),
	t: seconds(at),
});

function* changedSockets(world: World, last: Map<HostName, string>): Generator<string> {
	for (const host of HOST_NAMES) {
		const sockets = socketsOf(world, host);
		const told = JSON.stringify(sockets);
		if (last.get(host) === told) continue;
		last.set(host, told);
		yield JSON.stringify({ev: 'state', host, sockets, t: seconds(world.now)});
	}
}

/** As `/proc/net/tcp` shows them: by ports, with Linux's underscores. */
function socketsOf(world: World, host: HostName): {local: number; remote: number; state: string}[] {
	return world.hosts[host].connections
		.filter(({tcb}) => tcb.state !== 'CLOSED')
		.map(({tcb}) => ({
			local: tcb.local.port,
			remote: tcb.remote?.port ?? 0,
			state: tcb.state.replaceAll('-', '_'),
		}))
		.sort((a, b) => a.local - b.local || a.remote - b.remote || (a.state < b.state ? -1 : 1));
}

const seconds = (at: Micros): number => at / 1e6;
