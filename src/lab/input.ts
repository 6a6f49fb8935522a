/** The only thing that changes a world. JSON: a session file is a list of these. */

import type {HostName, SocketCall} from '../host/index.js';
import type {IcmpError, Micros, Switch} from '../tcp/index.js';
import type {Faults, FlightId, SegmentFields, Sender, WireRule} from '../wire/index.js';

export type {SegmentFields} from '../wire/index.js';

/** Times are microseconds, 0 or more. One that does not apply to a world gives a void fact, and changes nothing. */
export type Input =
	| {readonly do: 'call'; readonly host: HostName; readonly call: SocketCall}
	/** Let it arrive: the clock runs to the end of its latency if that lies ahead, and further delay is waived. */
	| {readonly do: 'deliver'; readonly segment: FlightId}
	| {readonly do: 'drop'; readonly segment: FlightId}
	/** So much later than it would have arrived, or than now when it is held beyond that. */
	| {readonly do: 'delay'; readonly segment: FlightId; readonly by: Micros}
	/** The copy arrives so much later than the original. */
	| {readonly do: 'duplicate'; readonly segment: FlightId; readonly by: Micros}
	| {readonly do: 'move'; readonly segment: FlightId; readonly where: 'before' | 'after'; readonly other: FlightId}
	/** Bit 0 is the first of the IPv4 header; null: one of the text, or of the TCP header where there is none. */
	| {readonly do: 'flip'; readonly segment: FlightId; readonly bit: number | null}
	/** CE, where the segment may be marked. */
	| {readonly do: 'mark'; readonly segment: FlightId}
	| {readonly do: 'edit'; readonly segment: FlightId; readonly fields: SegmentFields}
	/** A segment that no TCP made. */
	| {readonly do: 'forge'; readonly from: Sender; readonly to: HostName; readonly fields: SegmentFields}
	/** A copy of one that has ended, while its MSL lasts. */
	| {readonly do: 'replay'; readonly segment: FlightId}
	/** A router, or the other host, tells the segment's sender what it could not do with it; the segment itself stays. */
	| {
			readonly do: 'icmp';
			readonly segment: FlightId;
			readonly type: IcmpError['type'];
			readonly code: number;
			readonly mtu: number;
	  }
	/** Deliver all that is in flight now, in order of arrival. */
	| {readonly do: 'deliver-all'}
	/** So long. */
	| {readonly do: 'wait'; readonly by: Micros}
	/** event: the next thing that happens (arrival in flow, timer, scheduled call). timer: the next timer of either host. */
	| {readonly do: 'wait'; readonly for: 'event' | 'timer'}
	/** One direction, by its sender. */
	| {readonly do: 'path'; readonly from: HostName; readonly mode?: 'hold' | 'flow'; readonly faults?: Partial<Faults>}
	| {readonly do: 'rule'; readonly rule: WireRule}
	| {readonly do: 'sysctl'; readonly host: HostName; readonly name: string; readonly value: number | string}
	| {readonly do: 'switch'; readonly host: HostName | 'both'; readonly name: Switch; readonly on: boolean}
	/** Power off and on: TCBs and sockets are gone, the ISN clock is not. */
	| {readonly do: 'crash'; readonly host: HostName};
