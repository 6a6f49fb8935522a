/** How long the engine alone takes for a segment: two TCBs back to back, without host, wire or screen. */

import {
	arrive,
	call,
	createTcb,
	type Effect,
	expire,
	RFC9293,
	type Segment,
	sendRoom,
	seq,
	type Tcb,
} from '../../src/tcp/index.js';
import {median, type Row} from './row.js';

const OCTETS = 20_000_000;
const LATENCY = 10_000;
const RUNS = 15;
const READ = {call: 'receive', count: 1_000_000} as const;
/** Nanoseconds. */
const GOAL = 1_000;

/** Both ends' work for a segment, whichever way it went. */
export function measure(): Row[] {
	for (let warm = 0; warm < 3; warm++) transfer(0);
	return [0, 200].map(lost => {
		const value = median(Array.from({length: RUNS}, () => nanoseconds(lost)));
		return {
			what: `engine: a segment of a 20 MB transfer${lost === 0 ? '' : `, every ${lost}th lost`}`,
			value,
			unit: 'ns',
			goal: 'below 1000 ns',
			held: value < GOAL,
		};
	});
}

/** Processor time, all threads: what else the machine does counts for less so. */
function nanoseconds(lost: number): number {
	const from = process.cpuUsage();
	const segments = transfer(lost);
	const {user, system} = process.cpuUsage(from);
	return ((user + system) * 1000) / segments;
}

type End = {tcb: Tcb; arriving: Segment[]; sent: Segment[]; out: Effect[]};

/**
 * One transfer, from OPEN to both ends closed, in virtual time: each end takes what has arrived, the clock moves by the
 * latency, and so on. The reader reads what there is whenever text has come.
 *
 * @param lost - every so manieth text segment is lost; 0: none
 * @returns segments sent, both ways
 */
function transfer(lost: number): number {
	const chunk = new Uint8Array(RFC9293.sendBuffer).fill(120);
	const client = createEnd(createTcb(RFC9293, {address: '192.0.2.1', port: 49_152}, {address: '192.0.2.2', port: 80}));
	const server = createEnd(createTcb(RFC9293, {address: '192.0.2.2', port: 80}));
	call(server.tcb, {call: 'open', how: 'passive', iss: seq(300)}, 0, server.out);
	call(client.tcb, {call: 'open', how: 'active', iss: seq(100)}, 0, client.out);
	let left = OCTETS;
	let segments = collect(client) + collect(server);
	let texts = 0;
	for (let now = LATENCY; client.tcb.state !== 'TIME-WAIT'; now += LATENCY) {
		[client.arriving, server.sent] = [server.sent, client.arriving];
		[server.arriving, client.sent] = [client.sent, server.arriving];
		for (const segment of server.arriving) {
			if (segment.text.length > 0 && lost > 0 && ++texts % lost === 0) continue;
			arrive(server.tcb, segment, now, server.out);
			if (server.tcb.unread.length > 0) call(server.tcb, READ, now, server.out);
		}

		for (const segment of client.arriving) arrive(client.tcb, segment, now, client.out);
		server.arriving.length = 0;
		client.arriving.length = 0;
		expire(client.tcb, now, client.out);
		expire(server.tcb, now, server.out);

		const room = Math.min(left, sendRoom(client.tcb));
		if (client.tcb.state === 'ESTABLISHED' && left > 0 && room > 0) {
			call(client.tcb, {call: 'send', text: chunk.subarray(0, room), push: true, urgent: false}, now, client.out);
			left -= room;
		} else if (left === 0 && !client.tcb.closeCalled) {
			call(client.tcb, {call: 'close', reading: 'continues'}, now, client.out);
		} else if (server.tcb.state === 'CLOSE-WAIT' && !server.tcb.closeCalled) {
			call(server.tcb, {call: 'close', reading: 'continues'}, now, server.out);
		}

		segments += collect(client) + collect(server);
	}

	return segments;
}

const createEnd = (tcb: Tcb): End => ({tcb, arriving: [], sent: [], out: []});

/** Takes the segments out of the effects, and leaves the list empty for the next turn. */
function collect(end: End): number {
	for (const effect of end.out) if (effect.kind === 'send') end.sent.push(effect.segment);
	end.out.length = 0;
	return end.sent.length;
}
