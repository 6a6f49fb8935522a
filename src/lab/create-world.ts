/** A world from its setup, and a world from a world. */

import {copyHost, createHost, type Host, type HostName, hostCall} from '../host/index.js';
import {type Micros, NO_SWITCHES, type Secret, SWITCHES, type Switches} from '../tcp/index.js';
import {
	below,
	type Chance,
	copyChance,
	copyWire,
	createChance,
	createWire,
	type Faults,
	type Wire,
} from '../wire/index.js';
import {ADDRESSES} from './default-setup.js';
import {mslOf} from './msl.js';
import type {HostSetup, Setup, WireSetup} from './setup.js';
import {tell} from './tell.js';
import type {ScheduledCall, World} from './world.js';

/**
 * Two hosts just booted, a wire with nothing on it, the clock at 0; then the setup's `ready` calls.
 *
 * Same setup, same world. Scheduled calls and acts, those at 0 too, come when time first runs.
 *
 * @param setup - as `wrongInSetup` lets pass
 */
export function createWorld(setup: Setup): World {
	const chance = createChance(setup.seed);
	const secret = {client: secretFrom(chance), server: secretFrom(chance)};
	const hosts = {
		client: hostFrom(setup, 'client', secret.client),
		server: hostFrom(setup, 'server', secret.server),
	};
	const world: World = {
		now: 0,
		seed: setup.seed,
		chance,
		hosts,
		wire: wireFrom(setup, mslOf(hosts)),
		schedule: {client: scheduleOf(setup, 'client'), server: scheduleOf(setup, 'server')},
		acts: inTime(setup.acts ?? []),
		scripted: setup.scripted ?? null,
	};
	for (const {host, call} of setup.ready ?? []) {
		const effects: Parameters<typeof hostCall>[3] = [];
		hostCall(world.hosts[host], call, world.now, effects);
		tell(world, host, effects, {kind: 'call', socket: call.socket, call: call.call}, []);
	}

	return world;
}

/** A copy that `step` may write to. It shares only what nobody writes to: octets, segments, ghosts, schedules. */
export const copyWorld = (world: World): World => ({
	now: world.now,
	seed: world.seed,
	chance: copyChance(world.chance),
	hosts: {client: copyHost(world.hosts.client), server: copyHost(world.hosts.server)},
	wire: copyWire(world.wire),
	schedule: {client: world.schedule.client, server: world.schedule.server},
	acts: world.acts,
	scripted: world.scripted,
});

const MTU = 1500;

function hostFrom(setup: Setup, name: HostName, secret: Host['secret']): Host {
	const own = setup.hosts[name];
	const peer = name === 'client' ? 'server' : 'client';
	return createHost({
		name,
		address: own.address ?? ADDRESSES[name],
		peerAddress: setup.hosts[peer].address ?? ADDRESSES[peer],
		profile: own.profile ?? setup.profile,
		sysctl: own.sysctl ?? {},
		switches: switchesOf(setup, own),
		secret: own.secret ?? secret,
		mtu: setup.wire.mtu ?? MTU,
		isn: own.isn ?? null,
	});
}

function switchesOf(setup: Setup, own: HostSetup): Switches {
	const on = SWITCHES.filter(name => setup.switches.includes(name) || own.switches?.includes(name));
	return {...NO_SWITCHES, ...Object.fromEntries(on.map(name => [name, true]))};
}

function wireFrom(setup: Setup, msl: Micros): Wire {
	const {mode = 'hold', latency, mtu = MTU, faults = {}, rules = []} = setup.wire;
	const base: Partial<Faults> = latency === undefined ? {} : {delay: latency};
	const each = isEach(faults) ? faults : {client: faults, server: faults};
	return createWire({
		mode,
		faults: {client: {...base, ...each.client}, server: {...base, ...each.server}},
		rules,
		mtu,
		msl,
	});
}

const isEach = (faults: WireSetup['faults'] & object): faults is Readonly<Record<HostName, Partial<Faults>>> =>
	'client' in faults && 'server' in faults;

const scheduleOf = (setup: Setup, host: HostName): readonly ScheduledCall[] =>
	inTime(setup.calls.filter(call => call.host === host)).map(({at, call}) => ({at, call}));

const secretFrom = (chance: Chance): Secret => [word(chance), word(chance), word(chance), word(chance)];

const word = (chance: Chance): number => below(chance, 2 ** 32);

/** Sorted by time; of equal times the first written first. */
const inTime = <T extends {readonly at: number}>(list: readonly T[]): readonly T[] =>
	list.toSorted((a, b) => a.at - b.at);
