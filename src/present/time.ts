/** Virtual time and counts as people read them. */

import type {Micros} from '../tcp/index.js';

/** An instant with its unit: `1.020 s`, `2:03.400`, `1:02:03.400`. Milliseconds, rounded down. */
export function instant(at: Micros): string {
	return at < 60_000_000 ? `${instantBare(at)} s` : instantBare(at);
}

/** The same for a column of instants: `1.020`, `2:03.400`. */
export const instantBare = (at: Micros): string => clock(at, 3);

/** A time that runs down, short: `2.98`, `59.4`, `1:59.4`, `2:00:00`. Never negative. */
export function remaining(left: Micros): string {
	const some = Math.max(0, left);
	if (some < 10_000_000) return clock(some, 2);
	return some < 3_600_000_000 ? clock(some, 1) : clock(some, 0);
}

/** A duration in its nearest unit: `20 ms`, `1 s`, `2.5 s`, `2 min`, `850 µs`. */
export function duration(time: Micros): string {
	if (time < 1_000) return `${time} µs`;
	if (time < 1_000_000) return `${trimmed(time / 1_000)} ms`;
	if (time < 120_000_000) return `${trimmed(time / 1_000_000)} s`;
	return `${trimmed(time / 60_000_000)} min`;
}

/** Octets, short: `0`, `65535`, `1.5M` from ten million on, `∞` for no limit (2^30 and above). */
export function octets(count: number): string {
	if (count < 10_000_000) return String(count);
	return count >= 2 ** 30 ? '∞' : `${trimmed(count / 1_000_000)}M`;
}

const trimmed = (n: number): string => String(Math.round(n * 100) / 100);

function clock(time: Micros, decimals: number): string {
	const unit = 10 ** (6 - decimals);
	const ticks = Math.floor(time / unit);
	const perSecond = 10 ** decimals;
	const seconds = Math.floor(ticks / perSecond);
	const fraction = decimals === 0 ? '' : `.${String(ticks % perSecond).padStart(decimals, '0')}`;
	if (seconds < 60) return `${seconds}${fraction}`;
	const two = (n: number): string => String(n).padStart(2, '0');
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes}:${two(seconds % 60)}${fraction}`;
	return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}${fraction}`;
}
