/** A line in figures: what it cost, and where it ended. */

import type {HostName} from '../../host/index.js';
import type {Fact, PastLine, World} from '../../lab/index.js';
import type {Micros, Tcb} from '../../tcp/index.js';
import {shownConnection} from '../chosen.js';
import {glyphsFor} from '../glyphs.js';
import type {Style} from '../line.js';
import {duration, instant, octets} from '../time.js';
import {fill, type Words} from '../words/words.js';

/** A name and what both lines have there. */
export type Figure = {readonly name: string; readonly a: string; readonly b: string};

const HOSTS: readonly HostName[] = ['client', 'server'];

/** The states that each host's last connection went through, from the last one that both lines share. */
export function statesOf(a: PastLine, b: PastLine, style: Style, {sides}: Words): Figure[] {
	return HOSTS.map(host => {
		const [ours, theirs] = [pathOf(a, host), pathOf(b, host)];
		const parts = ours.findIndex((state, i) => state !== theirs[i]);
		const shared = parts < 0 ? Math.min(ours.length, theirs.length) : parts;
		const told = (path: readonly string[]): string =>
			path.slice(Math.max(0, shared - 1)).join(` ${glyphsFor(style).to} `);
		return {name: sides[host], a: told(ours), b: told(theirs)};
	});
}

/** From a connection's first state to the one it is left in. */
function pathOf(line: PastLine, host: HostName): readonly string[] {
	const moves = line.entries.flatMap(({facts}) =>
		facts.flatMap(fact => (fact.kind === 'state' && fact.host === host && fact.to !== 'LISTEN' ? [fact] : [])),
	);
	const last = moves.at(-1)?.connection;
	const [first, ...others] = moves.filter(({connection}) => connection === last);
	return first === undefined ? [stateAt(endOf(line), host)] : [first.from, first.to, ...others.map(({to}) => to)];
}

const endOf = ({start, entries}: PastLine): World => entries.at(-1)?.world ?? start;

const stateAt = (world: World, host: HostName): string => shownConnection(world, host)?.tcb.state ?? 'CLOSED';

/** Segments, octets and times of the whole line; then the variables of congestion and time at its end. */
export function figuresOf(a: PastLine, b: PastLine, style: Style, words: Words): Figure[] {
	const [left, right] = [read(a, style, words), read(b, style, words)];
	return left.map(({name, value}, i) => ({name, a: value, b: right[i]?.value ?? ''}));
}

type Read = {readonly name: string; readonly value: string};

function read(line: PastLine, style: Style, {compare, sides}: Words): Read[] {
	const facts = line.entries.flatMap(entry => entry.facts);
	const world = endOf(line);
	const none = glyphsFor(style).dash;
	const count = (fits: (fact: Fact) => boolean): string => String(facts.filter(fits).length);
	const each = (name: string, value: (host: HostName) => string): Read[] =>
		HOSTS.map(host => ({name: fill(compare.of, {name, host: sides[host]}), value: value(host)}));
	// A listener has no figures of its own.
	const tcb = (host: HostName): Tcb | null => {
		const shown = shownConnection(world, host)?.tcb ?? null;
		return shown?.state === 'LISTEN' ? null : shown;
	};
	return [
		{name: compare.lastThing, value: instant(facts.findLast(({kind}) => kind !== 'returned')?.at ?? 0)},
		...each(compare.segments, host => count(fact => fact.kind === 'sent' && fact.flight.from === host)),
		{name: compare.again, value: count(fact => fact.kind === 'sent' && fact.again)},
		{name: compare.lost, value: count(fact => fact.kind === 'dropped')},
		...each(compare.read, host => String(world.hosts[host].sockets.reduce((sum, socket) => sum + socket.read, 0))),
		...each(compare.timeWait, host => duration(timeWait(facts, host, world.now))),
		...each('cwnd', host => octets(tcb(host)?.cc.cwnd ?? 0)),
		...each('ssthresh', host => octets(tcb(host)?.cc.ssthresh ?? 0)),
		...each('RTO', host => {
			const rto = tcb(host)?.rto.rto;
			return rto === undefined ? none : duration(rto);
		}),
		...each('SRTT', host => {
			const srtt = tcb(host)?.rto.srtt ?? null;
			return srtt === null ? none : duration(srtt);
		}),
	];
}

/** How long the host was in TIME-WAIT, all its connections together. */
function timeWait(facts: readonly Fact[], host: HostName, now: Micros): Micros {
	let sum = 0;
	const since = new Map<number, Micros>();
	for (const fact of facts) {
		if (fact.kind !== 'state' || fact.host !== host) continue;
		const began = since.get(fact.connection);
		if (fact.from === 'TIME-WAIT' && began !== undefined) {
			sum += fact.at - began;
			since.delete(fact.connection);
		}
		if (fact.to === 'TIME-WAIT') since.set(fact.connection, fact.at);
	}
	for (const began of since.values()) sum += now - began;
	return sum;
}
