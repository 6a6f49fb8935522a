import type {Host, HostName, Socket, SocketCall} from '../host/index.js';
import type {Input} from '../lab/index.js';
import {fill} from '../present/index.js';
import type {HostCall, LabCommand, SocketHostCall, WireAct} from './command.js';
import {neighbour} from './selection.js';
import {connectionShown, hostOf, type SessionState, selectedFlight, wordsOf} from './state.js';

/** Octets that `s` writes: a segment's worth of reading, far below any MSS. */
export const DEFAULT_SEND = 100;

/** The port that the lab's server listens on. */
export const DEFAULT_PORT = 80;

/** The input that a command stands for now, or the sentence that says why there is none. */
export function toInput(state: SessionState, command: Exclude<LabCommand, {do: 'finish'}>): Input | string {
	switch (command.do) {
		case 'input':
			return command.input;
		case 'deliver-all':
			return {do: 'deliver-all'};
		case 'wait':
			return {do: 'wait', for: command.for};
		case 'act':
			return actInput(state, command.act, command.segment ?? selectedFlight(state)?.id);
		case 'call':
			return callInput(state, command.call, command.host ?? hostMeant(state, command.call));
	}
}

function actInput(state: SessionState, act: WireAct, segment: string | undefined): Input | string {
	const {reasons, keys} = wordsOf(state);
	if (segment === undefined) return fill(reasons.nothingInFlight, {act: keys.labels[act]});
	if (act === 'deliver' || act === 'drop' || act === 'mark') return {do: act, segment};
	if (act === 'duplicate') return {do: act, segment, by: 0};
	if (act === 'flip') return {do: act, segment, bit: null};
	const other = neighbour(state.world, segment, act === 'later' ? 1 : -1);
	if (other === null) return reasons.noNeighbour;
	return {do: 'move', segment, where: act === 'later' ? 'after' : 'before', other};
}

function callInput(state: SessionState, call: HostCall, host: HostName): Input | string {
	if (call.name === 'crash') return {do: 'crash', host};
	const made = socketCall(state, call, host);
	return typeof made === 'string' ? made : {do: 'call', host, call: made};
}

/** The pane's host, unless a socket is named that only the other one has. */
function hostMeant(state: SessionState, call: HostCall): HostName {
	const here = hostOf(state);
	const there = here === 'client' ? 'server' : 'client';
	const named = 'socket' in call ? call.socket : undefined;
	const has = (host: HostName): boolean => state.world.hosts[host].sockets.some(({name}) => name === named);
	return named !== undefined && !has(here) && has(there) ? there : here;
}

function socketCall(state: SessionState, call: SocketHostCall, host: HostName): SocketCall | string {
	const here = state.world.hosts[host];
	const {reasons, sides} = wordsOf(state);
	switch (call.name) {
		case 'listen': {
			const {port = DEFAULT_PORT, backlog, accepts = true} = call;
			return {call: 'listen', socket: freeName(here, 'l'), port, accepts, ...(backlog === undefined ? {} : {backlog})};
		}
		case 'connect':
			return {
				call: 'connect',
				socket: freeName(here, host === 'client' ? 'c' : 's'),
				port: call.port ?? DEFAULT_PORT,
				...(call.localPort === undefined ? {} : {localPort: call.localPort}),
			};
		case 'accept': {
			const listener = call.socket ?? listenerToAccept(here)?.name;
			if (listener === undefined) return fill(reasons.noListener, {host: sides[host]});
			return {call: 'accept', socket: freeName(here, 'a'), listener};
		}
		case 'close':
		case 'abort': {
			const socket = call.socket ?? socketShown(state, host)?.name;
			return socket === undefined ? whyNoSocket(state, host) : {call: call.name, socket};
		}
		default: {
			const socket = socketShown(state, host);
			if (socket === null) return whyNoSocket(state, host);
			return onSocket(state, call, socket, host);
		}
	}
}

/** Where a connection waits, else one whose program does not accept by itself, else the first. */
function listenerToAccept({sockets}: Host): Socket | undefined {
	const listeners = sockets.filter(({kind}) => kind === 'listener');
	return (
		listeners.find(({acceptQueue}) => acceptQueue.length > 0) ?? listeners.find(({accepts}) => !accepts) ?? listeners[0]
	);
}

type OnSocket = Exclude<SocketHostCall, {name: 'listen' | 'connect' | 'accept' | 'close' | 'abort'}>;

function onSocket(state: SessionState, made: OnSocket, {name: socket}: Socket, host: HostName): SocketCall {
	switch (made.name) {
		case 'send': {
			const what = made.text === undefined ? {bytes: made.bytes ?? DEFAULT_SEND} : {text: made.text};
			return {call: 'send', socket, ...what, ...(made.urgent === true ? {urgent: true} : {})};
		}
		case 'recv': {
			const unread = connectionShown(state, host)?.tcb.unread.length ?? 0;
			return {call: 'recv', socket, bytes: made.bytes ?? Math.max(unread, 1)};
		}
		case 'drain':
			return {call: 'drain', socket, bytes: made.bytes ?? 1_000_000};
		case 'shutdown':
			return {call: 'shutdown', socket, how: made.how};
		case 'setsockopt':
			return {call: 'setsockopt', socket, option: made.option, value: made.value};
	}
}

/** Why a call has no socket to be made on. */
export function whyNoSocket(state: SessionState, host: HostName): string {
	const {reasons, sides} = wordsOf(state);
	const shown = connectionShown(state, host);
	if (shown === null || shown.tcb.state === 'LISTEN') return fill(reasons.notConnected, {host: sides[host]});
	return shown.listener === null || shown.tcb.closeCalled
		? fill(reasons.alreadyClosed, {host: sides[host]})
		: fill(reasons.notAccepted, {listener: shown.listener});
}

/**
 * The socket that the host's pane stands for: the shown connection's. Where only listeners have a connection, the
 * newest other one: its connection has gone, but it may still have an error to tell. Null: no program holds what is
 * shown.
 */
export function socketShown(state: SessionState, host: HostName): Socket | null {
	const {sockets} = state.world.hosts[host];
	const shown = connectionShown(state, host);
	const own = sockets.find(({name}) => name === shown?.socket);
	if (own?.kind === 'stream' || (own !== undefined && shown?.id === state.shown[host])) return own;
	if (shown !== null && shown.tcb.state !== 'LISTEN') return null;
	return sockets.findLast(({kind}) => kind === 'stream') ?? own ?? sockets.at(-1) ?? null;
}

/** `c`, then `c2`, `c3`: the first that no socket of the host bears. */
function freeName(host: Host, letter: string): string {
	for (let count = 1; ; count++) {
		const name = count === 1 ? letter : `${letter}${count}`;
		if (!host.sockets.some(socket => socket.name === name)) return name;
	}
}
