/** Counts what TCP_INFO tells, as it happens. */

import type {Connection, Host} from '../../host/index.js';
import {distance, isSynchronized, sendRoom, type Tcb} from '../../tcp/index.js';
import type {Flow} from '../machine/flows.js';
import type {Machine} from '../machine/machine.js';
import type {Meter} from '../machine/meter-state.js';

/** The connection of the host that the flow is. */
export const connectionIn = (host: Host, flow: Flow | null): Connection | null =>
	flow === null
		? null
		: (host.connections.find(
				({tcb}) =>
					tcb.local.port === flow.local.port &&
					tcb.remote !== null &&
					tcb.remote.port === flow.remote.port &&
					tcb.remote.address === flow.remote.address,
			) ?? null);

/** To be called when anything has happened, and before a value is read. */
export function watchMeter(m: Machine): void {
	const {flow} = m;
	if (flow === null) return;
	const meter = flow.meter;
	const connection = connectionIn(m.host, flow);
	if (connection !== null) {
		Object.assign(meter, m.counts.get(connection.id));
		if (m.synTextTaken.has(connection.id)) meter.synTextTaken = true;
	}
	const tcb = connection?.tcb ?? null;
	const spent = m.now - meter.since;
	if (meter.held !== 'idle') meter.busy += spent;
	if (meter.held === 'window') meter.windowLimited += spent;
	if (meter.held === 'buffer') meter.bufferLimited += spent;
	meter.since = m.now;
	meter.held = tcb === null ? 'idle' : holdOf(tcb);
	if (meter.openedAt === 0 && tcb !== null && isSynchronized(tcb)) meter.openedAt = m.now;
}

function holdOf(tcb: Tcb): Meter['held'] {
	const {retransmissions, unsent, snd, sendMemory} = tcb;
	if (retransmissions.length === 0 && unsent.length === 0) return 'idle';
	const waits = unsent.length > 0;
	if (waits && snd.wnd - distance(snd.una, snd.nxt) < Math.min(unsent.length, snd.mss)) return 'window';
	if (!waits && sendMemory.short && sendRoom(tcb) === 0) return 'buffer';
	return 'busy';
}
