/** The calls that read and write: a program's text is zeros, as many as the call says. */

import {connectionOf, socketNamed} from '../../host/index.js';
import {isWritable} from '../../tcp/index.js';
import type {Expression} from '../language/script.js';
import {SYMBOLS} from '../language/symbols.js';
import type {Outcome, SocketFd} from '../machine/fds.js';
import {type Attempt, act, type Machine} from '../machine/machine.js';
import {Failed} from '../machine/outcome.js';
import {
	addressAt,
	argument,
	field,
	has,
	type Making,
	messageAt,
	number,
	numberIn,
	socketAt,
	vectorOctets,
} from './args.js';
import {done, fails, outcomeOf, startConnect} from './calls-open.js';

const {
	MSG_DONTWAIT = 0,
	MSG_PEEK = 0,
	MSG_MORE = 0,
	MSG_EOR = 0,
	MSG_OOB = 0,
	MSG_FASTOPEN = 0,
	MSG_ERRQUEUE = 0,
	MSG_WAITALL = 0,
} = SYMBOLS;

type Reading = {readonly octets: number; readonly flags: number};

export const read = (making: Making): Attempt => reads(making, {octets: number(making, 2), flags: 0}, 1);
export const readv = (making: Making): Attempt =>
	reads(making, {octets: vectorOctets(making, argument(making, 1)), flags: 0}, null);
export const recv = (making: Making): Attempt =>
	reads(making, {octets: number(making, 2), flags: number(making, 3)}, 1);
export const recvmsg = (making: Making): Attempt => {
	const {octets, control} = messageAt(making, 1);
	const attempt = reads(making, {octets, flags: number(making, 2)}, null);
	return m => {
		const outcome = attempt(m);
		if (outcome !== null && outcome.errno === null && control !== null) holdControl(making, control);
		return outcome;
	};
};

/** TCP_INQ's message: what is left to read; the end of the stream counts as one. */
function holdControl(making: Making, control: Expression): void {
	const {m} = making;
	const fd = socketAt(making);
	const message = control.kind === 'array' ? control.items[0] : undefined;
	const expected = message === undefined ? undefined : field(message, 'cmsg_data');
	if (fd === null || expected === undefined) return;
	const asked = socketNamed(m.host, fd.name)?.options.TCP_INQ === true;
	const left = asked ? unreadOf(m, fd) || (socketNamed(m.host, fd.name)?.ended === true ? 1 : 0) : null;
	const wanted = numberIn(expected);
	if (wanted === null || wanted === left) return;
	throw new Failed({
		place: expected.place,
		field: 'TCP_CM_INQ',
		expected: `${wanted}`,
		got: left === null ? 'no message' : `${left}`,
		wanted: m.event?.text ?? null,
		actual: null,
		decided: m.decided,
	});
}

const isNull = ({line}: Making, index: number | null): boolean => {
	const buffer = index === null ? undefined : line.args[index];
	return buffer?.kind === 'word' && buffer.name === 'NULL';
};

function reads(making: Making, {octets, flags}: Reading, buffer: number | null): Attempt {
	const fd = socketAt(making);
	if (fd === null) return () => fails('EBADF');
	if (has(flags, MSG_ERRQUEUE)) return () => fails('EAGAIN');
	const waits = !fd.nonblocking && !has(flags, MSG_DONTWAIT);
	const peek = has(flags, MSG_PEEK);
	let got = 0;
	return m => {
		if (fd.phase !== 'stream') return fails('ENOTCONN');
		if (isDeferred(m, fd)) return waits ? null : fails('EAGAIN');
		if (isNull(making, buffer) && unreadOf(m, fd) > 0) return fails('EFAULT');
		const returned = act(m, {
			do: 'call',
			call: {call: 'recv', socket: fd.name, bytes: octets - got, ...(peek && {peek})},
		});
		const outcome = outcomeOf(returned) ?? fails('EINVAL');
		if (outcome.errno === 'EAGAIN') return waits ? null : got > 0 ? done(got) : outcome;
		if (outcome.errno !== null) return got > 0 ? done(got) : outcome;
		got += outcome.ret;
		return has(flags, MSG_WAITALL) && outcome.ret > 0 && got < octets && waits ? null : done(got);
	};
}

/** Octets that recv() would find. */
export const unreadOf = (m: Machine, fd: SocketFd): number =>
	connectionOf(m.host, fd.name)?.tcb.unread.length ?? socketNamed(m.host, fd.name)?.left.length ?? 0;

export const write = (making: Making): Attempt => writes(making, number(making, 2), 0, null, 1);
export const writev = (making: Making): Attempt =>
	writes(making, vectorOctets(making, argument(making, 1)), 0, null, null);
export const send = (making: Making): Attempt => writes(making, number(making, 2), number(making, 3), null, 1);
export const sendto = (making: Making): Attempt => {
	const place = argument(making, 4);
	const to = place.kind === 'word' ? bareFamily(place.name) : addressAt(making, 4);
	return writes(making, number(making, 2), number(making, 3), to, 1);
};
/** A family alone, as a script gives it that is to be refused; any other word is a pointer. */
const bareFamily = (name: string): ReturnType<typeof addressAt> =>
	name.startsWith('AF_') ? {port: 0, address: null, family: SYMBOLS[name] ?? 0} : null;

export const sendmsg = (making: Making): Attempt => {
	const {octets} = messageAt(making, 1);
	return writes(making, octets, number(making, 2), null, null);
};

function writes(
	making: Making,
	octets: number,
	flags: number,
	to: ReturnType<typeof addressAt>,
	buffer: number | null,
): Attempt {
	const fd = socketAt(making);
	if (fd === null) return () => fails('EBADF');
	const waits = !fd.nonblocking && !has(flags, MSG_DONTWAIT);
	if (isNull(making, buffer) && octets > 0) return () => fails('EFAULT');
	let written = 0;
	let first = has(flags, MSG_FASTOPEN);
	let sleeps = false;
	return m => {
		if (first) {
			first = false;
			const began = fastOpen(m, fd, octets, to);
			if (began.ret === 0 && octets > 0) return goOn(m, fd);
			if (began.errno === 'EINPROGRESS' && waits) return null;
			if (began.errno !== null || !waits) return began;
			written = began.ret;
		}

		if (fd.phase !== 'stream') return fails('EPIPE');
		return goOn(m, fd);
	};

	function goOn(m: Machine, socket: SocketFd): Outcome | null {
		for (;;) {
			// One that waits for the handshake learns of its failure, too.
			if (waits && isOpening(m, socket)) return null;
			const failure = written > 0 ? (socketNamed(m.host, socket.name)?.error ?? null) : null;
			if (waits && failure !== null && connectionOf(m.host, socket.name) === null) return takeError(m, socket, failure);
			if (written >= octets && octets > 0) return done(written);
			if (sleeps && !maySend(m, socket)) return null;
			sleeps = false;
			const bytes = octets - written;
			const call = {
				call: 'send',
				socket: socket.name,
				bytes,
				...(has(flags, MSG_OOB) && {urgent: true}),
				...(has(flags, MSG_MORE) && {more: true}),
				...(has(flags, MSG_EOR) && {eor: true}),
			} as const;
			const outcome = outcomeOf(act(m, {do: 'call', call})) ?? fails('EINVAL');
			if (outcome.errno === 'EAGAIN') {
				sleeps = true;
				return waits ? null : written > 0 ? done(written) : outcome;
			}

			if (outcome.errno !== null) return written > 0 ? done(written) : outcome;
			written += outcome.ret;
			if (!waits || octets === 0) return done(written);
			if (outcome.ret === 0) return null;
		}
	}
}

/** connect() waits for the first text. */
const isDeferred = (m: Machine, fd: SocketFd): boolean => (socketNamed(m.host, fd.name)?.deferred ?? null) !== null;

/** Linux wakes a program only when a third of the buffer is free. */
function maySend(m: Machine, fd: SocketFd): boolean {
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	return tcb === undefined || tcb.closeCalled || isWritable(tcb);
}

const isOpening = (m: Machine, fd: SocketFd): boolean => {
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	return tcb?.state === 'SYN-SENT' || (tcb?.state === 'SYN-RECEIVED' && !tcb.fastOpen.early);
};

function takeError(m: Machine, fd: SocketFd, error: string): Outcome {
	const socket = socketNamed(m.host, fd.name);
	if (socket !== null) socket.error = null;
	return fails(error);
}

function fastOpen(m: Machine, fd: SocketFd, octets: number, to: ReturnType<typeof addressAt>): Outcome {
	if (fd.phase === 'listening') return fails('EISCONN');
	// connect() has left it to the first text to open.
	if (isDeferred(m, fd)) return done(0);
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	if (tcb !== undefined) {
		if (tcb.state === 'SYN-SENT') return fails('EALREADY');
		if (!fd.connecting) return fails('EISCONN');
		// The first call after the handshake is told that it is done, and goes on as any other.
		fd.connecting = false;
		return done(0);
	}

	if (to?.family === SYMBOLS.AF_UNSPEC) return fails('EOPNOTSUPP');
	const outcome = startConnect(m, fd, to, {bytes: octets});
	if (outcome.errno !== null) return outcome;
	fd.connecting = true;
	return outcome.ret === IN_PROGRESS ? fails('EINPROGRESS') : outcome;
}

const IN_PROGRESS = 115;
