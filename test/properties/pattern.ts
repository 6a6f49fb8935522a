/** The stream that each end writes: printable octets whose places can be told apart. */

/** Octet `n` of the stream. */
export const octet = (n: number): number => 33 + ((n * 7 + Math.floor(n / 90) * 13) % 90);

/** After so many octets it begins anew. */
const PERIOD = 8100;

/** The longest part that is asked for at once: a whole buffer. */
const MOST = 2 ** 21;

const STREAM = Buffer.from(Uint8Array.from({length: PERIOD}, (_, n) => octet(n)));
const TABLE = Buffer.alloc(MOST + PERIOD, STREAM);

const part = (from: number, count: number): Buffer => TABLE.subarray(from % PERIOD, (from % PERIOD) + count);

export const textFrom = (from: number, count: number): string => part(from, count).toString('latin1');

/** How many octets of `text`, which should stand `from` places after the stream's start, are right before one is not; -1: all. */
export function differsAt(from: number, text: Uint8Array): number {
	if (from >= 0 && part(from, text.length).equals(text)) return -1;
	return text.findIndex((value, i) => value !== octet(from + i));
}
