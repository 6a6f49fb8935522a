/** One engine as Linux 6.18 runs it, for tests that put its segments in by hand. */

import {configOf, createHost, DEFAULT_OPTIONS, type ProfileName, type SocketOptions} from '../../src/host/index.js';
import {type Config, MILLISECOND, type Micros, NO_SWITCHES, type Tcb} from '../../src/tcp/index.js';
import {arrive, IRS, listening, PEER_CLOCK, synSent, wait} from './arrive.js';
import type {Offer} from './option-fields.js';

/** The round trip of a path that nothing more is said of. */
export const ROUND_TRIP = 20 * MILLISECOND;

/** What a test wants otherwise than a host that has just been installed has it. */
export type Wanted = {
	/** linux, if nothing is said. */
	profile?: ProfileName;
	/** Values on top of the profile's. */
	sysctl?: Record<string, number | string>;
	options?: Partial<SocketOptions>;
	/** What a sysctl cannot say. */
	config?: Partial<Config>;
	/** What both ends offer; all of it, if nothing is said. */
	both?: readonly Offer[];
	/** What the peer's SYN names. */
	mss?: number;
	wnd?: number;
	wscale?: number;
	how?: 'active' | 'passive';
	/** 20 ms, if nothing is said. */
	roundTrip?: Micros;
};

/** The constants of a connection of a Linux host. */
export function linuxConfig({
	profile = 'linux',
	sysctl = {},
	options = {},
	config = {},
	both = ALL,
}: Wanted = {}): Config {
	const host = createHost({
		name: 'client',
		address: '192.0.2.1',
		peerAddress: '192.0.2.2',
		profile,
		sysctl: {
			tcp_timestamps: both.includes('timestamps') ? 1 : 0,
			tcp_sack: both.includes('sack') ? 1 : 0,
			tcp_window_scaling: both.includes('scaling') ? 1 : 0,
			...sysctl,
		},
		switches: NO_SWITCHES,
		secret: [1, 2, 3, 4],
		mtu: 1500,
	});
	return {...configOf(host, {...DEFAULT_OPTIONS, ...options}), ...config};
}

const ALL: readonly Offer[] = ['timestamps', 'sack', 'scaling'];

/** ESTABLISHED. */
export function linux(wanted: Wanted = {}): Tcb {
	const {both = ALL, mss = 1460, wnd = 65_535, wscale = 7, how = 'active', roundTrip = ROUND_TRIP} = wanted;
	const config = linuxConfig(wanted);
	const syn = {
		seq: IRS,
		wnd,
		mss,
		...(both.includes('timestamps') && {ts: PEER_CLOCK}),
		...(both.includes('sack') && {sackOk: true}),
		...(both.includes('scaling') && {wscale}),
	};
	if (how === 'passive') {
		const tcb = listening({config, both});
		arrive(tcb, {...syn, flags: config.ecn === 'ask' ? 'SEW' : 'S'});
		wait(tcb, roundTrip);
		arrive(tcb, {ack: 101});
		return tcb;
	}

	const tcb = synSent({config, both});
	wait(tcb, roundTrip);
	arrive(tcb, {...syn, flags: config.ecn === 'ask' ? 'S.E' : 'S.', ack: 101});
	return tcb;
}
