/** Shapes that several parts of a scenario share. */

import {HOST_NAMES, PROFILE_NAMES, SYSCTLS, sysctlProblem} from '../host/index.js';
import type {Micros} from '../tcp/index.js';
import {isAddress, parseFlags} from '../wire/index.js';
import {nearest} from './nearest.js';
import {number, oneOf, refuse, type Shape, shown, text, whole} from './shape.js';
import type {Tree} from './tree.js';

export const host = oneOf('a host', HOST_NAMES);
export const sender = oneOf('a sender', [...HOST_NAMES, 'outsider']);
export const profile = oneOf('a profile', PROFILE_NAMES);
export const mode = oneOf('a mode', ['hold', 'flow']);

/** A year: beyond it microseconds would still be exact, but nobody means it. */
const MAX_SECONDS = 31_536_000;

/** Seconds in the file, whole microseconds inside. */
export const time: Shape<Micros> = tree => Math.round(number('seconds', 0, MAX_SECONDS)(tree) * 1e6);

/** Seconds as they are, for rules. */
export const seconds = number('seconds', 0, MAX_SECONDS);

/** As it stands in a header, or counted from an ISN. */
export const sequenceNumber = whole('a sequence number', 0, 2 ** 32 - 1);

export const port = whole('a port', 1, 65_535);
export const socketName: Shape<string> = tree => {
	const name = text(tree);
	return NAME.test(name) ? name : refuse(tree, 'a socket’s name (letters, digits, "-", "_", at most 32)');
};

const NAME = /^[A-Za-z0-9_-]{1,32}$/;

export const address: Shape<string> = tree => {
	const value = text(tree);
	return isAddress(value) ? value : refuse(tree, 'an IPv4 address');
};

/** Control bits in packetdrill's letters; given in any order, kept in that one. */
export const flagLetters: Shape<string> = tree => {
	const letters = text(tree);
	if (parseFlags(letters) === null) return refuse(tree, `control bits as letters of ${LETTERS}, each once`);
	return [...LETTERS].filter(letter => letters.includes(letter)).join('');
};

const LETTERS = 'SFRP.UEW';

/** 0 … 1, or a text as netem takes it: `12.5%`. */
export const probability: Shape<number> = tree => {
	const percent = tree.kind === 'scalar' && typeof tree.value === 'string' ? PERCENT.exec(tree.value) : null;
	const value =
		percent === null
			? tree.kind === 'scalar' && typeof tree.value === 'number'
				? tree.value
				: null
			: Number(percent[1]) / 100;
	return value !== null && value >= 0 && value <= 1
		? value
		: refuse(tree, 'a probability, 0 to 1 or "0%" to "100%"', shown(tree));
};

const PERCENT = /^(\d+(?:\.\d+)?)\s?%$/;

/** @param name - a sysctl's, at `tree`. @throws ParseError when the hosts do not know it */
export function checkSysctlName(tree: Tree, name: string): void {
	if (Object.hasOwn(SYSCTLS, name)) return;
	const near = nearest(name, Object.keys(SYSCTLS));
	const hint = near === null ? '' : ` (did you mean "${near}"?)`;
	refuse(tree, 'a sysctl that the hosts know, without "net.ipv4."', `${JSON.stringify(name)}${hint}`);
}

/** A value that the host would take for that sysctl. */
export const sysctlValue =
	(name: string): Shape<number | string> =>
	tree => {
		const value =
			tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : number('a sysctl value', -1)(tree);
		return sysctlProblem(name, value) === null ? value : refuse(tree, `${name}: ${SYSCTLS[name]?.says ?? 'a value'}`);
	};
