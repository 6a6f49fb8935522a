/** The tail of a trial: properties 18 (quiet), 41 and 42. The wire lets everything through, and both programs come to their end. */

import {HOST_NAMES} from '../../src/host/index.js';
import type {Setup} from '../../src/lab/index.js';
import {isSynchronized, type Micros} from '../../src/tcp/index.js';
import {other} from '../../src/wire/index.js';
import {createEnds, type Ends, goOn, holds, isOver, perform, runTo, type Watch} from './ends.js';
import {close, readAll, shutdown, stateOf} from './programs.js';

export function heal(ends: Ends): void {
	for (const host of HOST_NAMES) ends.flowing[host] = true;
	goQuiet(ends);
	const {count, world} = ends;
	const before = count.entered;
	const from = world.now;
	const unread = HOST_NAMES.reduce((sum, host) => sum + ends.sides[other(host)].written - ends.sides[host].read, 0);
	const least = 100 + 3 * world.wire.flights.length + 6 * unread;
	const bounded = () => {
		const most = least + (isApart(ends) ? 4 * Math.ceil((world.now - from) / 1_000_000) : 0);
		holds(ends, 18, count.entered - before <= most, `at most ${most} segments end it`);
	};
	while (HOST_NAMES.some(host => isBusy(ends, host))) {
		for (const host of HOST_NAMES) {
			shutdown(ends, host);
			readAll(ends, host);
		}

		bounded();
		if (!goOn(ends)) break;
	}

	allRead(ends, from);
	for (const host of HOST_NAMES) close(ends, host);
	const closedAt = world.now;
	while (goOn(ends)) bounded();
	allClosed(ends, closedAt);
}

/**
 * Ends that are not of one connection (one gave up, or an old SYN opened another half) find all that the other sends
 * outside the window, and say so: each twice a second at most (RFC 5961 §7), until one of them gives up.
 */
const isApart = (ends: Ends): boolean => ends.excuse !== null || ends.world.hosts.server.nextConnection > 3;

/** 18: without a program to stir them both ends send what they may, and then no more than probes and their answers. */
function goQuiet(ends: Ends): void {
	const {world} = ends;
	const most = 20 + 4 * world.wire.flights.length + HOST_NAMES.reduce((sum, host) => sum + toSend(ends, host), 0);
	let sent = 0;
	const from = world.now;
	const sentSoFar = () => world.wire.sent.client + world.wire.sent.server;
	while (world.now - from < 600_000_000 && world.now < from + 600_000_000) {
		const before = sentSoFar();
		const probes = probesOf(ends);
		if (!goOn(ends)) break;
		// A probe and its answer are no storm, however many there are: each comes later than the one before.
		if (probesOf(ends) === probes) sent += sentSoFar() - before;
		else sent -= 1;
		if (isQuiet(ends)) break;
	}

	if (!isApart(ends)) holds(ends, 18, sent <= most, () => `${sent} segments, where ${most} should make them quiet`);
}

const probesOf = (ends: Ends): number =>
	HOST_NAMES.reduce(
		(sum, host) => sum + ends.world.hosts[host].connections.reduce((all, {tcb}) => all + tcb.persist.probes, 0),
		0,
	);

/** Nothing flies, and what still runs waits for a program, or for 2 MSL. */
const isQuiet = (ends: Ends): boolean =>
	ends.world.wire.flights.length === 0 &&
	HOST_NAMES.every(host =>
		ends.world.hosts[host].connections.every(({tcb: {timers, retransmissions}}) => {
			return retransmissions.length === 0 && timers['delayed-ack'] === null && timers.override === null;
		}),
	);

/** Linux's tcp_min_snd_mss. */
const LEAST_MSS = 48;

/** Segments that what waits may need, each with its answers: by the smaller of what waits and what fits. */
function toSend(ends: Ends, host: 'client' | 'server'): number {
	const peer = ends.world.hosts[other(host)].connections.map(({tcb}) => tcb.config.receiveBuffer);
	const room = Math.max(1, ...peer);
	return ends.world.hosts[host].connections.reduce((sum, {tcb}) => {
		// Before the peer's SYN has come its MSS is not known: the least that is used. Timestamps take 12 octets of each.
		const mss = isSynchronized(tcb) ? tcb.snd.mss : LEAST_MSS;
		const size = Math.max(1, Math.min(Math.min(mss, ends.world.wire.mtu - 40) - 12, Math.floor(room / 2)));
		const octets = Math.min(tcb.unsent.length, room);
		return sum + 4 * (tcb.retransmissions.length + Math.ceil(octets / size) + 1);
	}, 0);
}

/** Its program waits for something that can still come. */
function isBusy(ends: Ends, host: 'client' | 'server'): boolean {
	const side = ends.sides[host];
	if (side.socket === null) return side.ended === 'no' && host === 'server' && stillOpening(ends);
	return side.ended === 'no' || (!side.shut && stateOf(ends, host) !== undefined);
}

const stillOpening = (ends: Ends): boolean =>
	ends.world.hosts.server.connections.some(c => c.tcb.state === 'SYN-RECEIVED') ||
	ends.world.hosts.client.connections.some(c => c.tcb.state === 'SYN-SENT');

/**
 * Does what a scenario says, each act at its instant; and where nothing will ever happen again, asks for 41 and 42.
 *
 * @throws Violation, where a property does not hold
 */
export function replayed(setup: Setup, watches: readonly Watch[], until: Micros): Ends {
	const ends = createEnds({...setup, acts: []}, watches);
	for (const {at, input} of setup.acts ?? []) {
		runTo(ends, at);
		perform(ends, input);
	}

	runTo(ends, until);
	if (isOver(ends)) {
		allRead(ends, ends.world.now);
		allClosed(ends, ends.world.now);
	}

	return ends;
}

/** 41. @param from - when the wire was whole and the programs began to read */
function allRead(ends: Ends, from: number): void {
	if (ends.excuse !== null) return;
	const {client, server} = ends.sides;
	for (const host of HOST_NAMES) {
		const {read, socket} = ends.sides[host];
		const {written} = ends.sides[other(host)];
		const expect = socket === null ? [] : [{host, socket, read: written}];
		holds(ends, 41, read === written, () => `the ${host} reads ${read} of ${written} octets`, expect);
	}

	const both = (client.ended === 'eof') === (server.ended === 'eof');
	holds(ends, 44, both, () => `the client's end: ${client.ended}; the server's: ${server.ended}`);
	holds(ends, 41, client.ended === 'eof' && server.ended === 'eof', 'not both read the end');
	const took = (ends.world.now - from) / 1e6;
	const most = 2 * LONGEST_TIMEOUT + (client.written + server.written + 20) * 2;
	holds(ends, 41, took <= most, `it takes ${took} s, and ${most} s are enough`);
}

/** Seconds: of the slower profile. */
const LONGEST_TIMEOUT = 120;

/** Two maximum segment lifetimes and two of the longest timeouts, of the slower profile, in microseconds. */
const LAST_WORDS = (240 + 2 * LONGEST_TIMEOUT) * 1_000_000;

/** 42. */
function allClosed(ends: Ends, closedAt: number): void {
	if (ends.excuse === null) {
		const took = ends.world.now - closedAt;
		holds(ends, 42, took <= LAST_WORDS, () => `${took} µs from the last CLOSE to CLOSED`);
	}

	// The peer of one that gave up, or whose RST was lost, learns it when it next sends: in FIN-WAIT-2 that is never.
	const endless = ends.excuse === null ? ['LISTEN'] : ['LISTEN', 'FIN-WAIT-2'];
	for (const host of HOST_NAMES) {
		const left = ends.world.hosts[host].connections.filter(c => !endless.includes(c.tcb.state));
		holds(ends, 42, left.length === 0, () => `${host} ends in ${left.map(c => c.tcb.state)}`);
	}
}
