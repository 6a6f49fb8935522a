/**
 * Sequence numbers: a circle of 2^32, never a line (RFC 9293 §3.4).
 *
 * Inside, a number is a signed 32-bit integer, which is what the machine subtracts fastest; `unsigned` is for showing.
 */

declare const brand: unique symbol;

/** A point on the circle. Opaque, so that `a + 1` does not compile; all order goes through the functions here. */
export interface Seq {
	readonly [brand]: 'Seq';
}

const int = (a: Seq): number => a as unknown as number;
const point = (n: number): Seq => (n | 0) as unknown as Seq;

/** The point `n` steps from zero. @param n - any integer; taken modulo 2^32 */
export const seq = (n: number): Seq => point(n);

/** The same point as the header shows it: 0 … 2^32 - 1. */
export const unsigned = (a: Seq): number => int(a) >>> 0;

/** The point `n` octets after `a`; `n` may be negative. */
export const plus = (a: Seq, n: number): Seq => point(int(a) + n);

/** Signed way from `from` to `to`: positive when `to` lies ahead, in -2^31 … 2^31 - 1. */
export const distance = (from: Seq, to: Seq): number => (int(to) - int(from)) | 0;

/** The same point. */
export const eq = (a: Seq, b: Seq): boolean => int(a) === int(b);
/** `a < b`: b lies ahead of a, by less than half of the circle. */
export const lt = (a: Seq, b: Seq): boolean => ((int(a) - int(b)) | 0) < 0;
/** `a =< b`: the same point, or b lies ahead. */
export const le = (a: Seq, b: Seq): boolean => ((int(a) - int(b)) | 0) <= 0;

/** The later of two points. */
export const later = (a: Seq, b: Seq): Seq => (lt(a, b) ? b : a);

/** `nxt =< a < nxt + wnd`. @param wnd - octets, 0 … 2^30 */
export const inWindow = (a: Seq, nxt: Seq, wnd: number): boolean => {
	const ahead = distance(nxt, a);
	return ahead >= 0 && ahead < wnd;
};
