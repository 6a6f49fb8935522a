/** A run, or a session as far as it has come, as a capture file. */

import type {Fact, World} from '../lab/index.js';
import {type Lang, wordsFor} from '../present/index.js';
import {pcapng} from './pcapng.js';
import {sightingsOf, VANTAGES, type Vantage} from './sightings.js';

export type RunCapture = {
	readonly octets: Uint8Array;
	/** Packets in it. */
	readonly count: number;
};

type CaptureOptions = {
	/** Null: an interface for each. */
	readonly vantage: Vantage | null;
	readonly title: string;
	/** The program that writes it. */
	readonly application: string;
	readonly lang: Lang;
};

/** @param world - any of the run's: where the hosts' addresses are looked up */
export function captureOf(
	facts: readonly Fact[],
	{hosts, seed}: Pick<World, 'hosts' | 'seed'>,
	{vantage, title, application, lang}: CaptureOptions,
): RunCapture {
	const points = vantage === null ? VANTAGES : [vantage];
	const {capture} = wordsFor(lang);
	const seen = sightingsOf(facts, {lang}).filter(sighting => points.includes(sighting.vantage));
	const {client, server} = hosts;
	const profiles = client.profile === server.profile ? client.profile : `${client.profile} / ${server.profile}`;
	return {
		octets: pcapng(seen, {
			application,
			comment: `${title} · profile ${profiles} · seed ${seed}`,
			interfaces: points.map(name => ({name, description: capture.points[name]})),
			names: {client: client.address, server: server.address},
		}),
		count: seen.length,
	};
}
