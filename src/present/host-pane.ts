/** One end system: state, send and receive variables, timers, queues of one connection, and who else is there. */

import type {Connection, Host, HostName, Socket} from '../host/index.js';
import type {World} from '../lab/index.js';
import {lt, type Sent, type Seq, type State, type Tcb, unsigned} from '../tcp/index.js';
import {arranged, type Block} from './blocks.js';
import {shownConnection} from './chosen.js';
import {fitLine, span, truncate} from './fit.js';
import {type Field, flow, ROOMY} from './flow.js';
import {type Glyphs, glyphsFor} from './glyphs.js';
import {hasIrs, hasIss} from './known.js';
import {shownSeq} from './label.js';
import type {Line, Span, Style} from './line.js';
import {safe} from './safe.js';
import {duration, octets} from './time.js';
import {timerLines} from './timer-lines.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type HostView = {
	readonly world: World;
	/** The world before the last input: what differs is marked; null marks nothing. */
	readonly before: World | null;
	readonly host: HostName;
	/** The connection to show; null or gone: the one `shownConnection` chooses. */
	readonly connection: number | null;
	/** Cells and rows inside the pane's border. */
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** The pane's content: exactly `height` lines of exactly `width` cells, the most telling first. */
export function hostPane(view: HostView): Line[] {
	const {width, height, style} = view;
	const pane = paneOf(view);
	const blocks = pane.connection === null ? withoutConnection(pane) : withConnection(pane, pane.connection);
	const lines = arranged(blocks, height).map(line => fitLine(line, width, style));
	while (lines.length < height) lines.push([span(' '.repeat(Math.max(0, width)))]);
	return lines;
}

/** What stands in the pane's border: `client 10.0.0.1:49152`, shortened to at most `width` cells. */
export function hostTitle({world, host, connection, width, style}: HostView): string {
	const {address, sockets} = world.hosts[host];
	const local = shownConnection(world, host, connection)?.tcb.local.port ?? sockets[0]?.port ?? 0;
	const name = wordsFor(style.lang).sides[host];
	const where = local === 0 ? address : `${address}:${local}`;
	const whole = `${name} ${where}`;
	if (style.measure(whole) <= width) return whole;
	return truncate(local === 0 ? name : `${name} :${local}`, width, style);
}

/** All that a block needs to be written. */
type Pane = {
	readonly world: World;
	readonly host: Host;
	readonly connection: Connection | null;
	/** The same connection before the last input. */
	readonly was: Tcb | null;
	/** The state that the pane showed before the last input; null: there is no before. */
	readonly stateWas: State | null;
	/** There is a before to compare with. */
	readonly compared: boolean;
	readonly width: number;
	readonly style: Style;
	readonly glyphs: Glyphs;
	readonly words: Words;
};

function paneOf({world, before, host, connection: wanted, width, style}: HostView): Pane {
	const connection = shownConnection(world, host, wanted);
	const was = before?.hosts[host].connections.find(each => each.id === connection?.id)?.tcb ?? null;
	return {
		world,
		host: world.hosts[host],
		connection,
		was,
		stateWas: before === null ? null : (shownConnection(before, host, wanted)?.tcb.state ?? 'CLOSED'),
		compared: before !== null && before !== world,
		width,
		style,
		glyphs: glyphsFor(style),
		words: wordsFor(style.lang),
	};
}

function withoutConnection(pane: Pane): Block[] {
	const {words} = pane;
	return [
		{rank: 0, lines: [stateSpans(pane, 'CLOSED'), [span(words.host.noConnection, 'quiet')]]},
		{rank: 1, lines: socketLines(pane)},
	];
}

function withConnection(pane: Pane, connection: Connection): Block[] {
	const {tcb} = connection;
	const {style, words} = pane;
	const listens = tcb.state === 'LISTEN';
	const roomy = pane.width >= ROOMY;
	const issText = (number: Seq): string => String(shownSeq(number, unsigned(tcb.iss), style));
	const irsText = (number: Seq): string => String(shownSeq(number, unsigned(tcb.irs), style));
	const none = pane.glyphs.dash;
	const before = pane.was;
	const differs = (read: (t: Tcb) => number | string | null): boolean => before !== null && read(before) !== read(tcb);
	const value = (name: string, text: string | number, read: (t: Tcb) => number | string | null): Field => ({
		name,
		text: String(text),
		changed: differs(read),
	});

	const iss = hasIss(tcb);
	const irs = hasIrs(tcb);
	const send: Field[] = [
		value('una', iss ? issText(tcb.snd.una) : none, t => unsigned(t.snd.una)),
		value('nxt', iss ? issText(tcb.snd.nxt) : none, t => unsigned(t.snd.nxt)),
		value('wnd', tcb.snd.wnd, t => t.snd.wnd),
	];
	if (iss && lt(tcb.snd.una, tcb.snd.up)) send.push(value('up', issText(tcb.snd.up), t => unsigned(t.snd.up)));
	const receive: Field[] = [
		value('nxt', irs ? irsText(tcb.rcv.nxt) : none, t => unsigned(t.rcv.nxt)),
		value('wnd', tcb.rcv.wnd, t => t.rcv.wnd),
	];

	const {cc, rto} = tcb;
	const congestion: Field[] = [
		value('cwnd', octets(cc.cwnd), t => t.cc.cwnd),
		value('ssthresh', safe(octets(cc.ssthresh), style), t => t.cc.ssthresh),
		value('', words.phases[phase(tcb)], phase),
		value('dup', cc.dupAcks, t => t.cc.dupAcks),
	];
	const timing: Field[] = [
		value('rto', duration(rto.rto), t => t.rto.rto),
		...(rto.backoff > 0 || differs(t => t.rto.backoff)
			? [value('', fill(words.host.backoff, {times: rto.backoff}), t => t.rto.backoff)]
			: []),
		value('srtt', rto.srtt === null ? none : duration(rto.srtt), t => t.rto.srtt),
	];
	const queues: Field[] = [
		value('', fill(words.host.unsent, {count: tcb.unsent.length}), t => t.unsent.length),
		value('', fill(words.host.unacked, {count: unacked(tcb)}), unacked),
		value('', fill(words.host.unread, {count: tcb.unread.length}), t => t.unread.length),
		value('', fill(words.host.free, {count: free(tcb)}), free),
	];
	if (tcb.outOfOrder.length > 0 || differs(t => t.outOfOrder.length)) {
		const count = tcb.outOfOrder.length;
		const total = tcb.outOfOrder.reduce((sum, held) => sum + held.text.length, 0);
		queues.push(value('', fill(words.host.held, {octets: total, count}), t => t.outOfOrder.length));
	}

	const blocks: Block[] = [{rank: 0, lines: [stateLine(pane, connection)]}];
	const problem = pending(pane, connection);
	if (problem !== null) blocks.push({rank: 1, lines: [[span(problem, 'error')]]});
	if (!listens) {
		blocks.push(
			{rank: 2, lines: flow('snd', send, pane), apart: true},
			{rank: 2, lines: flow('rcv', receive, pane)},
			{rank: 1, lines: timerLines(pane, tcb), apart: true},
			{rank: 4, lines: flow('', timing, pane), apart: true},
			{rank: 5, lines: flow('', congestion, pane)},
			{rank: 6, lines: flow('', queues, pane), apart: true},
		);
	}
	blocks.push({rank: listens ? 2 : 7, lines: socketLines(pane), apart: true});
	if (!listens) {
		if (tcb.retransmissions.length > 0) {
			blocks.push({rank: 9, lines: [heading(words.host.sections.unacked), ...sentLines(pane, tcb)], apart: true});
		}
		if (tcb.outOfOrder.length > 0) {
			blocks.push({rank: 8, lines: [heading(words.host.sections.held), ...heldLines(pane, tcb)], apart: true});
		}
		const seldom = [...agreedOn(pane, tcb), ...(roomy ? constants(pane, tcb) : [])];
		if (seldom.length > 0) blocks.push({rank: 11, lines: flow('', seldom, pane), apart: true});
	}
	const others = otherLines(pane, connection);
	if (others.length > 0) blocks.push({rank: 10, lines: [heading(words.host.sections.others), ...others], apart: true});
	return blocks;
}

const heading = (text: string): Line => [span(text, 'title')];

/** The state, marked when the pane showed another one before the last input. */
function stateSpans({stateWas, glyphs}: Pane, state: State): Span[] {
	const changed = stateWas !== null && stateWas !== state;
	return [span(state, 'state'), span(changed ? `${glyphs.changed} ` : '  ', changed ? 'changed' : 'plain')];
}

function stateLine(pane: Pane, shown: Connection): Line {
	const {host, words, width, style} = pane;
	const {tcb, id, socket, listener} = shown;
	const line = stateSpans(pane, tcb.state);
	const others = host.connections.some(each => each.tcb.state !== 'LISTEN' && each.id !== id);
	const many = others ? fill(words.host.numbered, {id}) : '';
	const how = tcb.openedBy === null || tcb.state === 'LISTEN' ? '' : words.host[tcb.openedBy];
	const orphan = socket === null && listener === null ? words.host.orphan : '';
	let used = style.measure(tcb.state) + 2;
	for (const text of [many, orphan, how]) {
		const cells = style.measure(text);
		if (cells === 0 || used + cells > width) continue;
		line.push(span(text, 'quiet'), span(used + cells + 2 > width ? '' : '  '));
		used += cells + 2;
	}
	return line;
}

/** The error that the next call will return, or the call that waits. */
function pending({host, words}: Pane, {socket}: Connection): string | null {
	const error = host.sockets.find(each => each.name === socket)?.error ?? null;
	return error === null ? null : fill(words.host.error, {errno: error});
}

/** RFC 5681's names for what cwnd does now. */
function phase({cc}: Tcb): keyof Words['phases'] {
	if (cc.phase !== 'open') return cc.phase;
	return cc.cwnd < cc.ssthresh ? 'slow-start' : 'avoidance';
}

const unacked = (tcb: Tcb): number => tcb.retransmissions.reduce((sum, sent) => sum + sent.text.length, 0);
const free = (tcb: Tcb): number =>
	Math.max(
		0,
		tcb.config.receiveBuffer - tcb.unread.length - tcb.outOfOrder.reduce((sum, held) => sum + held.text.length, 0),
	);

/** Listeners with their queues, and calls that wait. */
function socketLines({host, words, width, style}: Pane): Line[] {
	const lines: Line[] = [];
	for (const socket of host.sockets) {
		if (socket.kind !== 'listener') continue;
		const {name, port, backlog, acceptQueue} = socket;
		const syn = host.connections.filter(each => each.listener === name && each.tcb.state === 'SYN-RECEIVED').length;
		const listens = fill(words.host.listening, {port});
		const queued = fill(words.host.queues, {syn, accept: acceptQueue.length, backlog});
		if (style.measure(listens) + style.measure(queued) + 2 <= width) {
			lines.push([span(`${listens}  `, 'quiet'), span(queued, syn + acceptQueue.length > 0 ? 'plain' : 'quiet')]);
		} else lines.push([span(listens, 'quiet')], [span(`  ${queued}`, 'quiet')]);
	}
	for (const {call} of host.waiting) {
		lines.push([span(fill(words.host.waits, {call: `${call.call}(${call.socket})`}), 'quiet')]);
	}
	for (const socket of host.sockets) {
		if (used(socket)) lines.push([span(streamText(socket, words), 'quiet')]);
		// Its connection has gone and cannot tell of it.
		if (socket.error === null || socket.connection !== null) continue;
		const problem = fill(words.host.error, {errno: socket.error});
		lines.push([span(`${socket.name}${words.why.colon}${problem}`, 'error')]);
	}
	return lines;
}

const used = ({kind, written, read}: Socket): boolean => kind === 'stream' && (written > 0 || read > 0);

const streamText = ({name, written, read}: Socket, {host}: Words): string => fill(host.stream, {name, written, read});

/** What waits for an acknowledgment: numbers, control bits, how often it was sent. */
const sentLines = ({style, glyphs}: Pane, tcb: Tcb): Line[] =>
	tcb.retransmissions.map((sent): Line => {
		const times = sent.timesSent > 1 ? ` ${glyphs.again}${sent.timesSent}` : '';
		return [span(` ${rangeOf(sent, tcb.iss, style)}`), span(times, 'again')];
	});

const heldLines = ({style}: Pane, tcb: Tcb): Line[] =>
	tcb.outOfOrder.map((held): Line => [span(` ${rangeOf({...held, syn: false}, tcb.irs, style)}`)]);

function rangeOf({seq, syn, fin, text}: Pick<Sent, 'seq' | 'syn' | 'fin' | 'text'>, base: Seq, style: Style): string {
	const first = shownSeq(seq, unsigned(base), style);
	const names = [syn ? 'SYN' : '', fin ? 'FIN' : ''].filter(name => name !== '').join(',');
	if (text.length === 0) return `${names} ${first}`;
	return `${first}:${first + text.length} (${text.length})${names === '' ? '' : ` ${names}`}`;
}

/** Variables that seldom change: what a wide pane has room for. */
function constants({glyphs}: Pane, tcb: Tcb): Field[] {
	const field = (name: string, text: string | number): Field => ({name, text: String(text), changed: false});
	return [
		field('iss', hasIss(tcb) ? unsigned(tcb.iss) : glyphs.dash),
		field('irs', hasIrs(tcb) ? unsigned(tcb.irs) : glyphs.dash),
		field('mss', tcb.snd.mss),
		field('rttvar', tcb.rto.srtt === null ? glyphs.dash : duration(tcb.rto.rttvar)),
		field('max.wnd', tcb.snd.maxWnd),
		...(tcb.agreed.timestamps ? [field('ts.recent', tcb.ts.recent)] : []),
	];
}

/** What both SYNs offered. */
function agreedOn({words, was, style}: Pane, {agreed, snd, rcv}: Tcb): Field[] {
	const names = words.host.agreed;
	const field = (option: keyof Tcb['agreed'], text: string): Field[] =>
		agreed[option] ? [{name: '', text: safe(text, style), changed: was !== null && !was.agreed[option]}] : [];
	return [
		...field('scaling', fill(names.scaling, {send: 2 ** snd.wscale, receive: 2 ** rcv.wscale})),
		...field('sack', names.sack),
		...field('timestamps', names.timestamps),
		...field('ecn', names.ecn),
	];
}

/** The host's other connections, a line each. */
function otherLines({host, words}: Pane, shown: Connection): Line[] {
	const lines: Line[] = [];
	for (const {id, tcb, socket, listener} of host.connections) {
		if (id === shown.id || tcb.state === 'LISTEN') continue;
		const remote = tcb.remote === null ? '' : ` :${tcb.remote.port}`;
		const holder = socket ?? (listener === null ? words.host.orphan : fill(words.host.inQueue, {name: listener}));
		lines.push([
			span(` ${fill(words.host.numbered, {id})} `, 'quiet'),
			span(tcb.state, 'state'),
			span(`${remote} ${holder}`, 'quiet'),
		]);
	}
	return lines;
}
