/** Shapes that several parts of a scenario share. */

import type {HostName} from '../host/index.js';
import type {Micros} from '../tcp/index.js';
import {number, oneOf, refuse, type Shape, shown, text, whole} from './shape.js';

export const HOSTS = ['client', 'server'] as const satisfies readonly HostName[];

export const host = oneOf('a host', HOSTS);

/** Seconds in the file, whole microseconds inside. */
export const time: Shape<Micros> = tree => Math.round(number('seconds', 0, MAX_SECONDS)(tree) * 1e6);

/** A year: beyond it microseconds would still be exact, but nobody means it. */
const MAX_SECONDS = 31_536_000;

export const port = whole('a port', 1, 65_535);
export const socketName: Shape<string> = tree => {
	const name = text(tree);
	return NAME.test(name) ? name : refuse(tree, 'a socket’s name (letters, digits, "-", "_", at most 32)');
};

const NAME = /^[A-Za-z0-9_-]{1,32}$/;

export const address: Shape<string> = tree => {
	const value = text(tree);
	const parts = value.split('.');
	return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)
		? value
		: refuse(tree, 'an IPv4 address');
};

/** Control bits in packetdrill's letters; given in any order, kept in that one. */
export const flagLetters: Shape<string> = tree => {
	const letters = text(tree);
	const known = [...letters].every((letter, i) => LETTERS.includes(letter) && letters.indexOf(letter) === i);
	if (!known) return refuse(tree, `control bits as letters of ${LETTERS}, each once`);
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
