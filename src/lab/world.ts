/** Two hosts, a wire, a clock. Plain data: it can be copied, compared, saved. */

import type {Host, HostName, SocketCall} from '../host/index.js';
import type {Micros} from '../tcp/index.js';
import type {Chance, Wire} from '../wire/index.js';
import type {Input} from './input.js';

/** A program's call that a scenario makes at its time. A call that waits holds back the host's later ones. */
export type ScheduledCall = {readonly at: Micros; readonly call: SocketCall};

/** An input that a scenario makes at its time, as a person would. */
export type ScheduledAct = {readonly at: Micros; readonly input: Input};

/** All there is at one instant. Only `step` writes to it. */
export type World = {
	/** Since the start. */
	now: Micros;
	readonly seed: number;
	chance: Chance;
	hosts: Record<HostName, Host>;
	wire: Wire;
	/** Calls yet to come, in order. Replaced, never written to: copies share it. */
	schedule: Record<HostName, readonly ScheduledCall[]>;
	/** A host for which a script speaks; null: both are themselves. */
	readonly scripted: HostName | null;
	/** Acts yet to come, in order. Replaced, never written to. */
	acts: readonly ScheduledAct[];
};
