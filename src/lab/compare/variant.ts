/** What may be otherwise in a history, and what that changes in its setup and its inputs. */

import type {HostName, ProfileName} from '../../host/index.js';
import type {Switch} from '../../tcp/index.js';
import type {Faults, FlightId, WireRule} from '../../wire/index.js';
import type {History} from '../history.js';
import type {Input} from '../input.js';
import {worldOf} from '../record.js';
import type {Setup} from '../setup.js';

/** What is otherwise. */
export type Variant =
	/** Another branch, with all that was done on it. */
	| {readonly kind: 'branch'; readonly name: string}
	/** This segment is lost, whatever became of it here. */
	| {readonly kind: 'lost'; readonly segment: FlightId}
	/** This segment, which was lost, arrives. */
	| {readonly kind: 'kept'; readonly segment: FlightId}
	/** Nothing is lost or damaged by a hand, a rule or the dice of the line; a full queue still loses. */
	| {readonly kind: 'no-loss'}
	/** A mechanism is taken away at both hosts; where it is away, it is given back. */
	| {readonly kind: 'switch'; readonly name: Switch}
	| {readonly kind: 'congestion'; readonly name: 'reno' | 'cubic'}
	| {readonly kind: 'profile'; readonly name: ProfileName};

/** The input as the variant has it; null: it stands in the variant's way. */
export function otherwise(variant: Variant, input: Input): Input | null {
	switch (variant.kind) {
		case 'no-loss':
			if (input.do === 'path' && input.faults !== undefined) return {...input, faults: lossless(input.faults)};
			return input.do === 'drop' || (input.do === 'rule' && loses(input.rule)) ? null : input;
		case 'switch':
			return input.do === 'switch' && input.name === variant.name ? null : input;
		case 'congestion':
			return input.do === 'sysctl' && input.name === CONGESTION ? null : input;
		default:
			return input;
	}
}

const CONGESTION = 'tcp_congestion_control';

const loses = (rule: WireRule): boolean => rule.do === 'drop' || rule.do === 'corrupt';

function lossless({loss: _loss, corrupt: _corrupt, ...rest}: Partial<Faults>): Partial<Faults> {
	return rest;
}

/** The world's setup as the variant has it. */
export function setupFor(history: History, variant: Variant): Setup {
	const {setup} = history;
	const {client, server} = setup.hosts;
	switch (variant.kind) {
		case 'branch':
		case 'lost':
			return setup;
		case 'kept': {
			const {segment} = variant;
			const acts = (setup.acts ?? []).filter(({input}) => !(input.do === 'drop' && input.segment === segment));
			return {...setup, acts};
		}
		case 'no-loss': {
			const {rules = [], faults} = setup.wire;
			const kept = rules.filter(rule => !loses(rule));
			const acts = (setup.acts ?? []).filter(({input}) => otherwise(variant, input) !== null);
			return {...setup, wire: {...setup.wire, rules: kept, ...(faults === undefined ? {} : faultsOf(faults))}, acts};
		}
		case 'switch': {
			const {name} = variant;
			const without = (names: readonly Switch[] = []): Switch[] => names.filter(each => each !== name);
			const on = worldOf(history).hosts.client.switches[name];
			return {
				...setup,
				switches: on ? without(setup.switches) : [...without(setup.switches), name],
				hosts: {
					client: {...client, switches: without(client.switches)},
					server: {...server, switches: without(server.switches)},
				},
			};
		}
		case 'congestion': {
			const sysctl = {[CONGESTION]: variant.name};
			return {
				...setup,
				hosts: {
					client: {...client, sysctl: {...client.sysctl, ...sysctl}},
					server: {...server, sysctl: {...server.sysctl, ...sysctl}},
				},
			};
		}
		case 'profile': {
			const {profile: _client, ...ours} = client;
			const {profile: _server, ...theirs} = server;
			return {...setup, profile: variant.name, hosts: {client: ours, server: theirs}};
		}
	}
}

function faultsOf(faults: NonNullable<Setup['wire']['faults']>): Pick<Setup['wire'], 'faults'> {
	const each = faults as Partial<Record<HostName, Partial<Faults>>>;
	if (each.client === undefined || each.server === undefined) return {faults: lossless(faults as Partial<Faults>)};
	return {faults: {client: lossless(each.client), server: lossless(each.server)}};
}
