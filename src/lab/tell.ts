/** What a host wants, done: its segments go on the wire, the rest becomes facts. */

import type {HostEffect, HostName} from '../host/index.js';
import type {Effect} from '../tcp/index.js';
import {type Cause, type Flight, type FlightId, send, type WireEvent} from '../wire/index.js';
import type {Fact} from './fact.js';
import type {World} from './world.js';

/** @param cause - what made the host act; a timer that fires on the way is the cause of what follows it */
export function tell(world: World, host: HostName, effects: readonly HostEffect[], cause: Cause, out: Fact[]): void {
	let why = cause;
	for (const told of effects) {
		switch (told.kind) {
			case 'tcp':
				if (told.effect.kind === 'timer' && told.effect.act === 'fired') {
					why = {kind: 'timer', timer: told.effect.timer};
				}

				tellEffect(world, host, told, told.effect, why, out);
				break;
			case 'returned':
				out.push({
					kind: 'returned',
					at: world.now,
					host,
					socket: told.socket,
					call: told.call,
					madeAt: told.madeAt,
					result: told.result,
				});
				break;
			case 'accepted':
				out.push({
					kind: 'accepted',
					at: world.now,
					host,
					listener: told.listener,
					socket: told.socket,
					connection: told.connection,
				});
				break;
		}
	}
}

function tellEffect(
	world: World,
	host: HostName,
	{connection, socket}: {readonly connection: number; readonly socket: string | null},
	effect: Effect,
	cause: Cause,
	out: Fact[],
): void {
	const at = world.now;
	switch (effect.kind) {
		case 'send': {
			const events: WireEvent[] = [];
			send(world.wire, effect.segment, host, cause, at, world.chance, events);
			const [own, ...faults] = events;
			if (own?.kind === 'sent') {
				out.push({kind: 'sent', at, flight: own.flight, connection, why: effect.why, again: effect.again});
			}

			tellWire(world, faults, out, connection);
			if (own?.kind === 'sent') routerTells(world, host, own.flight, faults);
			break;
		}
		case 'rule':
			out.push({
				kind: 'rule',
				at,
				host,
				connection,
				rule: effect.rule,
				values: effect.values,
				segment: segmentOf(cause),
			});
			break;
		case 'state':
			out.push({kind: 'state', at, host, connection, from: effect.from, to: effect.to});
			break;
		case 'signal':
			out.push({kind: 'signal', at, host, socket, connection, signal: effect.signal});
			break;
		case 'timer':
			out.push({
				kind: 'timer',
				at,
				host,
				connection,
				timer: effect.timer,
				act: effect.act,
				deadline: effect.at,
			});
			break;
	}
}

/** Too long for a link on the way: its router tells the sender, over the way that the segment has come. */
function routerTells(world: World, from: HostName, flight: Flight, events: readonly WireEvent[]): void {
	const {pathMtu, delay} = world.wire.paths[from].faults;
	const tooLong = events.some(event => event.kind === 'dropped' && event.by === 'too-long');
	if (!tooLong || pathMtu === null || pathMtu.silent) return;
	const input = {do: 'icmp', segment: flight.id, type: 3, code: 4, mtu: pathMtu.octets} as const;
	world.acts = [...world.acts, {at: world.now + delay, input}].toSorted((a, b) => a.at - b.at);
}

const segmentOf = (cause: Cause): FlightId | null => (cause.kind === 'arrival' ? cause.of : null);

/** The wire's events as facts. @param connection - whose segment it was; 0: nobody's */
export function tellWire(world: World, events: readonly WireEvent[], out: Fact[], connection = 0): void {
	for (const event of events) {
		out.push(
			event.kind === 'sent'
				? {kind: 'sent', at: world.now, flight: event.flight, connection, why: null, again: false}
				: {at: world.now, ...event},
		);
	}
}
