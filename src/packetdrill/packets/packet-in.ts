/** `<`: a packet of the script's reaches the host. */

import {type Endpoint, plus, type Segment, segment, seq, unsigned} from '../../tcp/index.js';
import {optionsFrom} from '../language/option-items.js';
import type {IcmpLine, OptionItem, TcpLine} from '../language/script.js';
import {echoOf, type Flow, heardSyn, newFlow, ourSeq, peerSeq} from '../machine/flows.js';
import {act, type Machine, tryWaiting} from '../machine/machine.js';
import {Failed} from '../machine/outcome.js';

/** Lets the packet arrive now: whole, or in segments of `--mss` octets of text. */
export function deliver(m: Machine, line: TcpLine): void {
	const flow = flowFor(m, line);
	const whole = inboundSegment(m, flow, line);
	const {mss} = m.script.settings;
	const size = mss ?? whole.text.length;
	let from = 0;
	do {
		const last = from + size >= whole.text.length;
		const text = whole.text.subarray(from, last ? undefined : from + size);
		const fin = whole.fin && last;
		const psh = whole.psh && last;
		const start = from === 0 ? whole.seq : plus(whole.seq, from);
		act(m, {do: 'arrive', segment: {...whole, seq: start, text, fin, psh}});
		from += size;
	} while (from < whole.text.length);
	tryWaiting(m);
}

/**
 * The connection that it belongs to. Without ports it is the one that the script is about: the newest, or a new one
 * where a listener waits for a SYN.
 */
function flowFor(m: Machine, line: TcpLine): Flow {
	const {settings} = m.script;
	if (line.ports !== null) {
		const {source, destination} = line.ports;
		const known = m.flows.find(({local, remote}) => local.port === destination && remote.port === source);
		m.flow =
			known ??
			opened(m, {address: m.host.address, port: destination}, {address: m.host.peerAddress, port: source}, line.seq);
	} else if (m.flow === null) {
		const port = [...m.fds.values()].findLast(fd => fd.kind === 'socket' && fd.port !== null);
		const local = {
			address: m.host.address,
			port: port?.kind === 'socket' && port.port !== null ? port.port : settings.bindPort,
		};
		m.flow = opened(m, local, {address: m.host.peerAddress, port: nextPeerPort(m)}, line.seq);
	}

	const {flow} = m;
	if (flow === null) throw new Error('no connection');
	if (line.flags.includes('S')) {
		const acked = line.ack === null ? null : unsigned(ourSeq(flow, line.ack, true, line.ackIsAbsolute));
		heardSyn(flow, line.seq, line.length, acked);
	}

	return flow;
}

function opened(m: Machine, local: Endpoint, remote: Endpoint, isn: number): Flow {
	const flow = newFlow(local, remote, isn);
	m.flows.push(flow);
	return flow;
}

const FIRST_PEER_PORT = 49_152;
const nextPeerPort = ({flows}: Machine): number => FIRST_PEER_PORT + flows.length;

function inboundSegment(m: Machine, flow: Flow, line: TcpLine): Segment {
	const has = (letter: string): boolean => line.flags.includes(letter);
	const syn = has('S');
	const options = optionsFrom(
		line.options === 'any' ? [] : line.options.map(item => realItem(flow, item, syn, has('.'))),
	);
	const {ecn, tos, ttl} = line.ip;
	if (options === null)
		throw new Failed({
			place: m.event?.place ?? {line: 1, column: 1},
			field: 'options',
			expected: 'lengths that can be',
			got: 'an option that runs over the end',
			wanted: null,
			actual: null,
			decided: null,
		});
	return segment({
		source: flow.remote,
		destination: flow.local,
		seq: peerSeq(flow, line.seq, syn, line.seqIsAbsolute),
		ack: line.ack === null ? null : ourSeq(flow, line.ack, syn, line.ackIsAbsolute),
		syn,
		fin: has('F'),
		rst: has('R'),
		psh: has('P'),
		urg: has('U'),
		ece: has('E'),
		cwr: has('W'),
		wnd: line.window ?? 0,
		up: line.urgent,
		options,
		ecn: tos === null ? (ecn === 'any' ? 2 : (ecn ?? 0)) : ((tos & 3) as 0 | 1 | 2 | 3),
		dscp: tos === null ? 0 : tos >> 2,
		...(ttl !== null && {ttl}),
		text: new Uint8Array(line.length),
	});
}

/** What the peer says of our numbers, in ours. */
function realItem(flow: Flow, item: OptionItem, syn: boolean, acks: boolean): OptionItem {
	if (item.kind === 'TS') return acks ? {...item, ecr: echoOf(flow, item.ecr)} : item;
	if (item.kind !== 'sack') return item;
	const real = (script: number): number => unsigned(ourSeq(flow, script, syn, false));
	return {...item, blocks: item.blocks.map(([left, right]) => [real(left), real(right)] as const)};
}

/** An ICMP error about a segment that the host has sent. */
export function deliverIcmp(m: Machine, {type, code, mtu, seq: quoted, seqIsAbsolute}: IcmpLine): void {
	const {flow} = m;
	if (flow === null || (type !== 3 && type !== 4 && type !== 11 && type !== 12)) {
		m.notes.add(`ICMP type ${type}`);
		return;
	}

	const tcb = m.host.connections.find(
		connection => connection.tcb.local.port === flow.local.port && connection.tcb.remote?.port === flow.remote.port,
	)?.tcb;
	const about = quoted === null ? (tcb?.snd.una ?? seq(0)) : ourSeq(flow, quoted, false, seqIsAbsolute);
	act(m, {
		do: 'icmp',
		error: {type, code, mtu},
		about: segment({source: flow.local, destination: flow.remote, seq: about}),
	});
	tryWaiting(m);
}
