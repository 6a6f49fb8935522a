/** getsockopt() and setsockopt(), fcntl(), ioctl(). */

import {connectionOf, DEFAULT_OPTIONS, type SocketOptions, socketNamed, withOption} from '../../host/index.js';
import type {Expression, SyscallLine} from '../language/script.js';
import {ERRNO_NUMBERS, SYMBOLS} from '../language/symbols.js';
import type {Outcome, SocketFd} from '../machine/fds.js';
import {type Attempt, act, type Machine} from '../machine/machine.js';
import {newMeter} from '../machine/meter-state.js';
import {Failed} from '../machine/outcome.js';
import {infoValue} from '../machine/tcp-info.js';
import {connectionIn, watchMeter} from '../packets/meter.js';
import {argument, field, has, type Making, notThat, number, numberIn, numberInside, socketAt} from './args.js';
import {done, fails, outcomeOf} from './calls-open.js';
import {unreadOf} from './calls-text.js';
import {ownOption, toldValue} from './own-options.js';

/** The option's name as it was written: numbers of different levels are the same. */
function optionAt(making: Making): string {
	const expression = argument(making, 2);
	if (expression.kind === 'word') return expression.name;
	throw notThat(making, expression, 'the name of a socket option');
}

const isHostOption = (name: string): name is keyof SocketOptions => Object.hasOwn(DEFAULT_OPTIONS, name);

export function setsockopt(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return () => fails('EBADF');
	const name = optionAt(making);
	const value = valueAt(making, 3, name);
	return m => set(m, fd, name, value);
}

type Value = number | string | {onoff: number; linger: number};

/** `[1]`, `"reno"`, `["reno"]`, `{onoff=1, linger=5}`. */
function valueAt(making: Making, index: number, name: string): Value {
	const expression = argument(making, index);
	const inner = expression.kind === 'array' ? (expression.items[0] ?? expression) : expression;
	if (inner.kind === 'string') return inner.value;
	if (name === 'SO_LINGER' && inner.kind === 'struct') {
		const of = (part: string, at: number): number => {
			const found: Expression | undefined = field(inner, part) ?? inner.fields[at]?.value;
			return found === undefined ? 0 : (numberIn(found) ?? 0);
		};
		return {onoff: of('onoff', 0), linger: of('linger', 1)};
	}

	return numberInside(making, index);
}

function set(m: Machine, fd: SocketFd, name: string, value: Value): Outcome {
	const own = ownOption(name);
	if (own !== null) return own.set(m, fd, value) ?? done(0);
	if (name === 'TCP_FASTOPEN_CONNECT' && (Number(m.host.sysctl.tcp_fastopen) & 1) === 0) return fails('EOPNOTSUPP');
	if (!isHostOption(name)) {
		m.notes.add(`setsockopt ${name}`);
		if (typeof value === 'number') fd.kept.set(name, value);
		return done(0);
	}

	const socket = socketNamed(m.host, fd.name);
	const made = withOption({...DEFAULT_OPTIONS, ...fd.options}, name, value);
	if ('errno' in made) return fails(made.errno);
	fd.options = {...fd.options, [name]: made.options[name]};
	if (socket === null) return done(0);
	const call = {call: 'setsockopt', socket: fd.name, option: name, value} as const;
	return outcomeOf(act(m, {do: 'call', call})) ?? done(0);
}

export function getsockopt(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return () => fails('EBADF');
	const name = optionAt(making);
	if (name === 'TCP_INFO') return m => holdInfo(making, m, fd);
	return m => {
		const value = optionValue(m, fd, name);
		if (value === null) return fails('ENOPROTOOPT');
		holdAgainst(making, name, value, argument(making, 3));
		return done(0);
	};
}

/** `{tcpi_state=TCP_LISTEN, tcpi_snd_cwnd=10}`: what the script does not name is not looked at. */
function holdInfo(making: Making, m: Machine, fd: SocketFd): Outcome {
	watchMeter(m);
	const expected = argument(making, 3);
	const connection = connectionOf(m.host, fd.name);
	const flow = m.flows.find(one => connectionIn(m.host, one)?.id === connection?.id);
	const tcb = connection?.tcb ?? null;
	for (const {name, value} of expected.kind === 'struct' ? expected.fields : []) {
		if (name === null || value.kind === 'any') continue;
		const got = infoValue(name, tcb, flow?.meter ?? newMeter(), m.now);
		if (got !== numberIn(value)) throw differs(making, value, name, got === undefined ? 'no such field' : `${got}`);
	}

	return done(0);
}

/** As getsockopt() of Linux tells it. Null: it does not know the option. */
function optionValue(m: Machine, fd: SocketFd, name: string): Value | null {
	const own = ownOption(name);
	if (own !== null) return own.get(m, fd);
	if (!isHostOption(name)) return fd.kept.get(name) ?? null;
	const told = toldValue(m, fd, name);
	if (told !== null) return told;
	const options: SocketOptions = socketNamed(m.host, fd.name)?.options ?? {...DEFAULT_OPTIONS, ...fd.options};
	const value = options[name];
	if (name === 'SO_LINGER') return {onoff: value === null ? 0 : 1, linger: Number(value ?? 0)};
	if (typeof value === 'boolean') return value ? 1 : 0;
	return value ?? 0;
}

/** What the script says that comes out. */
function holdAgainst(making: Making, name: string, value: Value, expected: Expression): void {
	const inner = expected.kind === 'array' ? expected.items[0] : expected;
	if (inner === undefined || inner.kind === 'any') return;
	const got = typeof value === 'object' ? `{onoff=${value.onoff}, linger=${value.linger}}` : `${value}`;
	const wanted = expectedText(inner);
	if (wanted === null || wanted === got) return;
	throw differs(making, inner, name, name === 'SO_ERROR' ? (errnoNamed(Number(value)) ?? got) : got);
}

function differs({m, line}: Making, expected: Expression, name: string, got: string): Failed {
	const wanted = expectedText(expected) ?? '';
	return new Failed({
		place: expected.place,
		field: name,
		expected: expected.kind === 'word' ? `${expected.name} (${wanted})` : wanted,
		got,
		wanted: m.event?.text ?? line.name,
		actual: null,
		decided: m.decided,
	});
}

function expectedText(expression: Expression): string | null {
	if (expression.kind === 'string') return expression.value;
	if (expression.kind === 'struct') {
		const part = (name: string, at: number): number => {
			const found = field(expression, name) ?? expression.fields[at]?.value;
			return found === undefined ? 0 : (numberIn(found) ?? 0);
		};
		return `{onoff=${part('onoff', 0)}, linger=${part('linger', 1)}}`;
	}

	const number = numberIn(expression);
	return number === null ? null : `${number}`;
}

const errnoNamed = (number: number): string | null =>
	Object.keys(ERRNO_NUMBERS).find(name => ERRNO_NUMBERS[name] === number) ?? null;

const {F_GETFL, F_SETFL, O_NONBLOCK = 0, O_RDWR = 0, SIOCINQ, SIOCOUTQ, SIOCOUTQNSD, FIONBIO} = SYMBOLS;

export function fcntl(making: Making): Attempt {
	const fd = making.m.fds.get(number(making, 0));
	if (fd === undefined) return () => fails('EBADF');
	const command = number(making, 1);
	if (command === F_GETFL) return () => done(O_RDWR + (fd.nonblocking ? O_NONBLOCK : 0));
	if (command !== F_SETFL) return () => fails('EINVAL');
	const flags = number(making, 2);
	return () => {
		fd.nonblocking = has(flags, O_NONBLOCK);
		return done(0);
	};
}

export function ioctl(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return () => fails('EBADF');
	const request = number(making, 1);
	return m => {
		if (request === FIONBIO) {
			fd.nonblocking = numberInside(making, 2) !== 0;
			return done(0);
		}

		const value = queued(m, fd, request);
		if (value === null) return fails(fd.phase === 'listening' ? 'EINVAL' : 'ENOTTY');
		holdAgainst(making, ioctlName(making.line), value, argument(making, 2));
		return done(0);
	};
}

const ioctlName = ({args}: SyscallLine): string => (args[1]?.kind === 'word' ? args[1].name : 'ioctl');

/** Octets that wait to be read, to be acknowledged, or to be sent. */
function queued(m: Machine, fd: SocketFd, request: number): number | null {
	if (fd.phase === 'listening') return null;
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	if (request === SIOCINQ) return unreadOf(m, fd);
	if (request !== SIOCOUTQ && request !== SIOCOUTQNSD) return null;
	if (tcb === undefined) return 0;
	const out = tcb.retransmissions.reduce((sum, {text}) => sum + text.length, 0);
	return tcb.unsent.length + (request === SIOCOUTQ ? out : 0);
}
