/** The only thing that changes a world. JSON: a session file is a list of these. */

import type {HostName, SocketCall} from '../host/index.js';
import type {Micros, Switch} from '../tcp/index.js';
import type {Faults, FlightId, Sender, WireRule} from '../wire/index.js';

/** Header fields as a person gives them; absent: as it is (edit) or zero (forge). */
export type SegmentFields = {
	/** `seq` and `ack` count from the ISNs that the wire has seen of these ports; absent: they are the header's own. */
	readonly relative?: true;
	readonly sourcePort?: number;
	readonly destinationPort?: number;
	readonly seq?: number;
	/** Null takes the ACK bit away. */
	readonly ack?: number | null;
	/** Letters of `SFRPUEW` and `.`; `.` needs `ack`. */
	readonly flags?: string;
	readonly wnd?: number;
	readonly up?: number;
	readonly text?: string;
	/** So many octets of a pattern, instead of `text`. */
	readonly bytes?: number;
	readonly mss?: number | null;
};

export type Input =
	| {readonly do: 'call'; readonly host: HostName; readonly call: SocketCall}
	/** Let it arrive: the clock runs to the end of its latency if that lies ahead, and further delay is waived. */
	| {readonly do: 'deliver'; readonly segment: FlightId}
	| {readonly do: 'drop'; readonly segment: FlightId}
	| {readonly do: 'delay'; readonly segment: FlightId; readonly by: Micros}
	| {readonly do: 'duplicate'; readonly segment: FlightId; readonly by: Micros}
	| {readonly do: 'move'; readonly segment: FlightId; readonly where: 'before' | 'after'; readonly other: FlightId}
	/** Bit 0 is the first of the IPv4 header; null: one of the text, or of the TCP header where there is none. */
	| {readonly do: 'flip'; readonly segment: FlightId; readonly bit: number | null}
	| {readonly do: 'edit'; readonly segment: FlightId; readonly fields: SegmentFields}
	| {readonly do: 'forge'; readonly from: Sender; readonly to: HostName; readonly fields: SegmentFields}
	| {readonly do: 'replay'; readonly segment: FlightId}
	/** Deliver all that is in flight now, in order of arrival. */
	| {readonly do: 'deliver-all'}
	/** event: the next thing that happens (arrival in flow, timer, scheduled call). timer: the next timer of either host. */
	| {readonly do: 'wait'; readonly for: 'event' | 'timer'}
	| {readonly do: 'wait'; readonly by: Micros}
	| {readonly do: 'path'; readonly from: HostName; readonly mode?: 'hold' | 'flow'; readonly faults?: Partial<Faults>}
	| {readonly do: 'rule'; readonly rule: WireRule}
	| {readonly do: 'sysctl'; readonly host: HostName; readonly name: string; readonly value: number | string}
	| {readonly do: 'switch'; readonly host: HostName | 'both'; readonly name: Switch; readonly on: boolean}
	/** Power off and on: TCBs and sockets are gone, the ISN clock is not. */
	| {readonly do: 'crash'; readonly host: HostName};
