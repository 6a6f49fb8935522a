/** What the arguments of a call mean. What they cannot mean is an error of the file's, with its place. */

import {ParseError} from '../../format/parse-error.js';
import type {Expression, SyscallLine} from '../language/script.js';
import type {EpollFd, SocketFd} from '../machine/fds.js';
import type {Machine} from '../machine/machine.js';

/** One call as it is being made. */
export type Making = {readonly m: Machine; readonly line: SyscallLine};

/** @throws ParseError where the call has fewer arguments */
export function argument({m, line}: Making, index: number): Expression {
	const found = line.args[index];
	if (found !== undefined) return found;
	throw new ParseError(m.script.source, line.namePlace, `${index + 1} arguments or more`, `${line.args.length}`);
}

/** A number, a name for one, or several joined by `|`. Null: something else. */
export function numberIn(expression: Expression): number | null {
	switch (expression.kind) {
		case 'number':
		case 'word':
			return expression.value;
		case 'or':
			return expression.parts.reduce<number | null>((sum, part) => {
				const value = numberIn(part);
				return sum === null || value === null ? null : sum + value - bitsInBoth(sum, value);
			}, 0);
		default:
			return null;
	}
}

/** JavaScript's `&` knows 32 bits with a sign; EPOLLET is the 32nd. */
const bitsInBoth = (a: number, b: number): number => (a & b) >>> 0;

export const has = (flags: number, bit: number): boolean => (flags & bit) >>> 0 !== 0;

export function number(making: Making, index: number): number {
	const expression = argument(making, index);
	const value = numberIn(expression);
	if (value === null) throw notThat(making, expression, 'a number');
	return value;
}

/** The number in `[5]`, or alone. */
export function numberInside(making: Making, index: number): number {
	const expression = argument(making, index);
	const inner = expression.kind === 'array' ? expression.items[0] : expression;
	const value = inner === undefined ? null : numberIn(inner);
	if (value === null) throw notThat(making, expression, 'a number');
	return value;
}

export const notThat = ({m}: Making, {place, kind}: Expression, expected: string): ParseError =>
	new ParseError(m.script.source, place, expected, kind === 'any' ? '...' : `a ${kind}`);

/** The value of a structure's field; undefined: it has none of that name. */
export const field = (expression: Expression, name: string): Expression | undefined =>
	expression.kind === 'struct' ? expression.fields.find(one => one.name === name)?.value : undefined;

/** Null: no such descriptor is open, or it is no socket. */
export function socketAt(making: Making, index = 0): SocketFd | null {
	const fd = making.m.fds.get(number(making, index));
	return fd?.kind === 'socket' ? fd : null;
}

export function epollAt(making: Making, index = 0): EpollFd | null {
	const fd = making.m.fds.get(number(making, index));
	return fd?.kind === 'epoll' ? fd : null;
}

/** Octets of all `{..., 40}` in a list. */
export function vectorOctets(making: Making, list: Expression): number {
	if (list.kind !== 'array') throw notThat(making, list, 'a list of {..., LENGTH}');
	return list.items.reduce((sum, item) => {
		const length = item.kind === 'struct' ? item.fields[1]?.value : undefined;
		const octets = length === undefined ? null : numberIn(length);
		if (octets === null) throw notThat(making, item, '{..., LENGTH}');
		return sum + octets;
	}, 0);
}

/** Octets and flags of a `{msg_name(...)=..., msg_iov(1)=[…], msg_flags=0}`. */
export function messageAt(
	making: Making,
	index: number,
): {readonly octets: number; readonly flags: number; readonly control: Expression | null} {
	const message = argument(making, index);
	const vector = field(message, 'msg_iov');
	if (vector === undefined)
		throw notThat(making, message, '{msg_name(...)=..., msg_iov(1)=[{..., LENGTH}], msg_flags=0}');
	const flags = field(message, 'msg_flags');
	return {
		octets: vectorOctets(making, vector),
		flags: flags === undefined ? 0 : (numberIn(flags) ?? 0),
		control: field(message, 'msg_control') ?? null,
	};
}

/** Port and address of `{sa_family = AF_INET, sin_port = htons(80), sin_addr = inet_addr("10.0.0.1")}`; null: `...`. */
export function addressAt(
	making: Making,
	index: number,
): {readonly port: number; readonly address: string | null; readonly family: number} | null {
	const expression = argument(making, index);
	if (expression.kind === 'any') return null;
	const port = field(expression, 'sin_port');
	const address = field(expression, 'sin_addr');
	const family = field(expression, 'sa_family');
	if (port?.kind !== 'call' || port.name !== 'htons') throw notThat(making, expression, 'an address, or ...');
	const written = address?.kind === 'call' ? address.args[0] : undefined;
	return {
		port: port.args[0] === undefined ? 0 : (numberIn(port.args[0]) ?? 0),
		address: written?.kind === 'string' ? written.value : null,
		family: family === undefined ? 2 : (numberIn(family) ?? 2),
	};
}
