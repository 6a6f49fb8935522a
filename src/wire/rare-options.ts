/** The options that few segments carry, as octets: Fast Open (RFC 7413 §4.1.1) and user timeout (RFC 5482 §3.3). */

import type {Options} from '../tcp/index.js';

const NOP = 1;
const USER_TIMEOUT = 28;
const FAST_OPEN = 34;

/** The user timeout's first bit says that the other fifteen count minutes. */
const MINUTES = 0x8000;

/** Octets that both take in the header: a multiple of four. */
export const sizeOfRare = ({fastOpen, userTimeout}: Options): number =>
	(userTimeout === null ? 0 : 4) + (fastOpen === null ? 0 : (2 + fastOpen.length + 3) & ~3);

/** @returns where the next option begins */
export function writeRare(view: DataView, start: number, {fastOpen, userTimeout}: Options): number {
	let at = start;
	const put = (octet: number): void => view.setUint8(at++, octet);
	if (userTimeout !== null) {
		put(USER_TIMEOUT);
		put(4);
		view.setUint16(at, fieldOf(userTimeout));
		at += 2;
	}

	if (fastOpen !== null) {
		put(FAST_OPEN);
		put(2 + fastOpen.length);
		for (const octet of fastOpen) put(octet);
		while ((at - start) % 4 !== 0) put(NOP);
	}

	return at;
}

/**
 * One of the two.
 *
 * @param length - octets of the option, kind and length counted; they are there
 * @returns null: it is neither, or not so long as it should be
 */
export function readRare(
	view: DataView,
	kind: number,
	at: number,
	length: number,
): Partial<Pick<Options, 'fastOpen' | 'userTimeout'>> | null {
	if (kind === USER_TIMEOUT && length === 4) return {userTimeout: secondsIn(view.getUint16(at + 2))};
	if (kind !== FAST_OPEN || !isCookieLength(length - 2)) return null;
	return {fastOpen: Uint8Array.from({length: length - 2}, (_, i) => view.getUint8(at + 2 + i))};
}

/** None, where one is asked for, or 4 to 16 octets, an even number of them. */
const isCookieLength = (octets: number): boolean => octets === 0 || (octets >= 4 && octets <= 16 && octets % 2 === 0);

const fieldOf = (seconds: number): number =>
	seconds < MINUTES ? seconds : MINUTES | Math.min(MINUTES - 1, Math.round(seconds / 60));

const secondsIn = (field: number): number => (field < MINUTES ? field : (field & (MINUTES - 1)) * 60);
