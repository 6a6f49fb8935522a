/** Inputs that take no time: calls, acts on the wire, settings. */

import {
	crash,
	HOST_NAMES,
	type HostEffect,
	type HostName,
	hostCall,
	hostIcmp,
	type SocketCall,
	setSwitch,
	setSysctl,
} from '../host/index.js';
import {type Segment, segment, type Values} from '../tcp/index.js';
import {
	addRule,
	delay,
	drop,
	duplicate,
	edit,
	flip,
	forge,
	isRefusal,
	mark,
	move,
	other,
	type Refusal,
	replay,
	setPath,
	type WireEvent,
} from '../wire/index.js';
import {letArrive} from './arrival.js';
import type {Fact, VoidReason} from './fact.js';
import type {Input} from './input.js';
import {mslOf} from './msl.js';
import {tell, tellWire} from './tell.js';
import type {World} from './world.js';

/** Does `input` at this instant. A `deliver` lets its segment arrive now; a `wait` is none of this function's inputs. */
export function act(world: World, input: Input, out: Fact[]): void {
	const {wire, now} = world;
	switch (input.do) {
		case 'call':
			makeCall(world, input.host, input.call, out);
			break;
		case 'deliver':
			letArrive(world, input.segment, out);
			break;
		case 'deliver-all':
			for (const {id} of wire.flights.slice()) letArrive(world, id, out);
			break;
		case 'drop':
			done(world, drop(wire, input.segment, now), out);
			break;
		case 'delay':
			done(world, delay(wire, input.segment, input.by, now), out);
			break;
		case 'duplicate':
			done(world, duplicate(wire, input.segment, input.by), out);
			break;
		case 'move':
			done(world, move(wire, input.segment, input.where, input.other), out);
			break;
		case 'flip':
			done(world, flip(wire, input.segment, input.bit, world.chance), out);
			break;
		case 'mark':
			done(world, mark(wire, input.segment), out);
			break;
		case 'edit':
			done(world, edit(wire, input.segment, input.fields), out);
			break;
		case 'forge':
			done(world, forge(wire, input.from, input.to, spoken(world, input.to), input.fields, now), out);
			break;
		case 'replay':
			done(world, replay(wire, input.segment, now), out);
			break;
		case 'path': {
			const refused = setPath(wire, input.from, input, now);
			if (refused === null) isSet(world, `path ${input.from}${input.mode === undefined ? '' : ` ${input.mode}`}`, out);
			else done(world, refused, out);
			break;
		}
		case 'rule': {
			const refused = addRule(wire, input.rule);
			if (refused === null) isSet(world, 'rule', out);
			else done(world, refused, out);
			break;
		}
		case 'sysctl': {
			const {host, name, value} = input;
			const effects: HostEffect[] = [];
			const problem = setSysctl(world.hosts[host], name, value, now, effects);
			tell(world, host, effects, {kind: 'call', socket: '', call: 'sysctl'}, out);
			if (problem === null) {
				wire.msl = mslOf(world.hosts);
				isSet(world, `sysctl ${host} ${name} ${value}`, out);
			} else isVoid(world, problem, {name, field: name, value}, out);
			break;
		}
		case 'switch':
			for (const host of input.host === 'both' ? HOST_NAMES : [input.host]) {
				const effects: HostEffect[] = [];
				setSwitch(world.hosts[host], input.name, input.on, now, effects);
				tell(world, host, effects, {kind: 'call', socket: '', call: 'switch'}, out);
			}

			isSet(world, `switch ${input.host} ${input.name} ${input.on ? 'on' : 'off'}`, out);
			break;
		case 'icmp':
			tellSender(world, input, out);
			break;
		case 'crash':
			crash(world.hosts[input.host], now);
			out.push({kind: 'crashed', at: now, host: input.host});
			break;
		case 'wait':
			isVoid(world, 'bad-value', {field: 'do', value: 'wait'}, out);
			break;
	}
}

/** An ICMP error comes at once: it is no segment, and takes no place on the wire. */
function tellSender(world: World, {segment, type, code, mtu}: Input & {do: 'icmp'}, out: Fact[]): void {
	const {flights, ghosts} = world.wire;
	const about = [...flights, ...ghosts].find(({id}) => id === segment);
	if (about === undefined) {
		isVoid(world, 'no-such-segment', {segment}, out);
		return;
	}

	const host = other(about.to);
	out.push({kind: 'icmp', at: world.now, host, segment, type, code, mtu});
	const effects: HostEffect[] = [];
	hostIcmp(world.hosts[host], {type, code, mtu}, about.segment, world.now, effects);
	tell(world, host, effects, {kind: 'call', socket: '', call: `icmp ${type}.${code}`}, out);
}

function makeCall(world: World, host: HostName, call: SocketCall, out: Fact[]): void {
	out.push({kind: 'called', at: world.now, host, call});
	const effects: HostEffect[] = [];
	hostCall(world.hosts[host], call, world.now, effects);
	tell(world, host, effects, {kind: 'call', socket: call.socket, call: call.call}, out);
}

/** An input that does nothing tells why. */
export function isVoid(world: World, reason: VoidReason, values: Values | null, out: Fact[]): void {
	out.push({kind: 'void', at: world.now, reason, values});
}

function isSet(world: World, what: string, out: Fact[]): void {
	out.push({kind: 'set', at: world.now, what});
}

function done(world: World, result: readonly WireEvent[] | Refusal, out: Fact[]): void {
	if (isRefusal(result)) isVoid(world, result.refused, result.values, out);
	else tellWire(world, result as readonly WireEvent[], out);
}

/** A bare header of the newest conversation, as the other host would write it to `to`: what a forger starts from. */
function spoken(world: World, to: HostName): Segment {
	const host = world.hosts[to];
	const tcb = host.connections.findLast(c => c.tcb.remote !== null)?.tcb;
	return segment({
		source: tcb?.remote ?? {address: host.peerAddress, port: 0},
		destination: tcb?.local ?? {address: host.address, port: 0},
	});
}
