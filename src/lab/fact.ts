/** The only thing that reports what happened. Logs, pictures, goals, captures and tests read facts and the world. */

import type {HostName, Returned, SocketCall, SysctlProblem} from '../host/index.js';
import type {Micros, RuleId, Signal, State, TimerName, Values} from '../tcp/index.js';
import type {ChangedHow, DroppedBy, Flight, FlightId, WireReason} from '../wire/index.js';

/** Why an input did nothing. */
export type VoidReason = WireReason | SysctlProblem | 'nothing-in-flight' | 'nothing-to-wait-for' | 'no-timer-runs';

/** One thing that happened, and when: `at`, microseconds. */
export type Fact =
	/** A segment entered the wire. `why`: the rule that made it; null for acts and faults. `again`: a retransmission. */
	| {
			readonly kind: 'sent';
			readonly at: Micros;
			readonly flight: Flight;
			readonly connection: number;
			readonly why: RuleId | null;
			readonly again: boolean;
	  }
	| {readonly kind: 'delivered'; readonly at: Micros; readonly id: FlightId}
	| {readonly kind: 'dropped'; readonly at: Micros; readonly id: FlightId; readonly by: DroppedBy}
	/** The user, a rule or a fault changed a segment in flight; `flight` is as it is now. */
	| {readonly kind: 'changed'; readonly at: Micros; readonly how: ChangedHow; readonly flight: Flight}
	| {
			readonly kind: 'state';
			readonly at: Micros;
			readonly host: HostName;
			readonly connection: number;
			readonly from: State;
			readonly to: State;
	  }
	/** `segment`: the arrival that was being looked at, if it was one. */
	| {
			readonly kind: 'rule';
			readonly at: Micros;
			readonly host: HostName;
			readonly connection: number;
			readonly rule: RuleId;
			readonly values: Values | null;
			readonly segment: FlightId | null;
	  }
	| {
			readonly kind: 'signal';
			readonly at: Micros;
			readonly host: HostName;
			readonly socket: string | null;
			readonly connection: number;
			readonly signal: Signal;
	  }
	| {
			readonly kind: 'timer';
			readonly at: Micros;
			readonly host: HostName;
			readonly connection: number;
			readonly timer: TimerName;
			readonly act: 'set' | 'off' | 'fired';
			/** The deadline for `set`. */
			readonly deadline: Micros;
	  }
	| {
			readonly kind: 'called';
			readonly at: Micros;
			readonly host: HostName;
			readonly call: SocketCall;
	  }
	| {
			readonly kind: 'returned';
			readonly at: Micros;
			readonly host: HostName;
			readonly socket: string;
			readonly call: SocketCall;
			readonly madeAt: Micros;
			readonly result: Returned;
	  }
	| {
			readonly kind: 'accepted';
			readonly at: Micros;
			readonly host: HostName;
			readonly listener: string;
			readonly socket: string;
			readonly connection: number;
	  }
	/** A router's, or nobody's, ICMP error about a segment reaches the host that seems to have sent it. `mtu`: octets, 0: none told. */
	| {
			readonly kind: 'icmp';
			readonly at: Micros;
			readonly host: HostName;
			readonly segment: FlightId;
			readonly type: number;
			readonly code: number;
			readonly mtu: number;
	  }
	| {readonly kind: 'crashed'; readonly at: Micros; readonly host: HostName}
	/** A setting was changed, as words: `path client flow`, `rule`, `sysctl server tcp_retries2 5`, `switch both no-karn on`. */
	| {readonly kind: 'set'; readonly at: Micros; readonly what: string}
	/** An input did nothing. `values` fill the reason's sentence in the catalogue. */
	| {readonly kind: 'void'; readonly at: Micros; readonly reason: VoidReason; readonly values: Values | null};
