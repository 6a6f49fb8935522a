/** A segment leaves the wire and reaches a host. */

import {type HostEffect, hostArrive} from '../host/index.js';
import {deliver, type FlightId, isRefusal, type WireEvent} from '../wire/index.js';
import type {Fact} from './fact.js';
import {tell, tellWire} from './tell.js';
import type {World} from './world.js';

/** Lets it arrive now, whatever else is due. One that is not in flight gives a void fact. */
export function letArrive(world: World, id: FlightId, out: Fact[]): void {
	const events: WireEvent[] = [];
	const arrived = deliver(world.wire, id, world.now, events);
	if (arrived !== null && isRefusal(arrived)) {
		out.push({kind: 'void', at: world.now, reason: arrived.refused, values: arrived.values});
		return;
	}

	tellWire(world, events, out);
	if (arrived === null || arrived.to === world.scripted) return;
	const effects: HostEffect[] = [];
	hostArrive(world.hosts[arrived.to], arrived.segment, world.now, effects);
	tell(world, arrived.to, effects, {kind: 'arrival', of: id}, out);
}
