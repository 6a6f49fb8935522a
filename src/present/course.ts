/** How each end's variables went over time: a reading at every instant at which something happened. */

import type {HostName} from '../host/index.js';
import {copyWorld, type Entry, nextHappening, step, type World} from '../lab/index.js';
import {distance, type Micros, type State} from '../tcp/index.js';
import {shownConnection} from './chosen.js';
import type {Past} from './past.js';

/** Variables of one end's connection. Octets, microseconds. */
export type Reading = {
	readonly state: State;
	readonly cwnd: number;
	/** 2^30 and above: no limit yet. */
	readonly ssthresh: number;
	/** SND.NXT - SND.UNA. */
	readonly flight: number;
	/** Null before the first sample. */
	readonly srtt: Micros | null;
	readonly rto: Micros;
	/** SND.WND. */
	readonly wnd: number;
};

/** Null: that host has no connection. */
export type CourseMoment = {readonly at: Micros; readonly client: Reading | null; readonly server: Reading | null};

/**
 * The moments of the applied past, in order.
 *
 * A wait is one entry however much happened in it, so it is played again from the world before it, from one happening
 * to the next: nothing but its inputs decides what happens.
 *
 * @param start - the world before the first entry
 */
export function courseOf(past: Past, start: World): readonly CourseMoment[] {
	const moments: CourseMoment[] = [momentOf(start)];
	let before = start;
	for (const entry of past.entries.slice(0, past.cursor)) {
		if (entry.off) continue;
		moments.push(...momentsOf(entry, before));
		before = entry.world;
	}
	return moments;
}

function momentsOf(entry: Entry, before: World): readonly CourseMoment[] {
	const first = entry.facts[0]?.at ?? entry.world.now;
	const hasOneInstant = (entry.facts.at(-1)?.at ?? first) === first;
	if (entry.input.do !== 'wait' || hasOneInstant) return [momentOf(entry.world)];
	return replayed(before, entry.world.now);
}

type Replay = {readonly world: World; readonly moments: CourseMoment[]};

/** What was played again, by the world it began with: a wait that grows frame by frame is played on, not anew. */
const replays = new WeakMap<World, Replay>();

function replayed(before: World, until: Micros): readonly CourseMoment[] {
	const known = replays.get(before);
	const {world, moments} =
		known !== undefined && known.world.now <= until ? known : {world: copyWorld(before), moments: []};
	for (let next = nextHappening(world); next !== null && next.at <= until; next = nextHappening(world)) {
		const was = world.now;
		step(world, {do: 'wait', for: 'event'});
		const moment = momentOf(world);
		if (moments.at(-1)?.at === moment.at) moments.pop();
		else if (world.now === was && next.at > was) break;
		moments.push(moment);
	}
	replays.set(before, {world, moments});
	return moments;
}

const momentOf = (world: World): CourseMoment => ({
	at: world.now,
	client: readingOf(world, 'client'),
	server: readingOf(world, 'server'),
});

function readingOf(world: World, host: HostName): Reading | null {
	const tcb = shownConnection(world, host)?.tcb;
	if (tcb === undefined) return null;
	return {
		state: tcb.state,
		cwnd: tcb.cc.cwnd,
		ssthresh: tcb.cc.ssthresh,
		flight: tcb.state === 'LISTEN' || tcb.state === 'CLOSED' ? 0 : distance(tcb.snd.una, tcb.snd.nxt),
		srtt: tcb.rto.srtt,
		rto: tcb.rto.rto,
		wnd: tcb.snd.wnd,
	};
}
