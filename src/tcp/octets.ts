/**
 * A queue of octets: what a program wrote and TCP has not sent, or TCP received and the program has not read.
 *
 * Chunks are never written to, so copies share them; only the list is copied.
 */

export type Octets = {
	chunks: Uint8Array[];
	/** Octets of the first chunk already taken. */
	taken: number;
	/** Octets in the queue. */
	length: number;
};

export const noOctets = (): Octets => ({chunks: [], taken: 0, length: 0});

export const copyOctets = (q: Octets): Octets => ({chunks: q.chunks.slice(), taken: q.taken, length: q.length});

/** Puts `text` at the queue's end. The caller must not write to it afterwards. */
export function append(q: Octets, text: Uint8Array): void {
	if (text.length === 0) return;
	q.chunks.push(text);
	q.length += text.length;
}

/** Takes the first `n` octets off the queue; fewer if it holds fewer. Without a copy where they lie in one chunk. */
export function take(q: Octets, n: number): Uint8Array {
	const wanted = Math.min(n, q.length);
	const first = q.chunks[0];
	if (first === undefined || wanted === 0) return EMPTY;
	if (first.length - q.taken >= wanted) {
		const whole = q.taken === 0 && first.length === wanted;
		const part = whole ? first : first.subarray(q.taken, q.taken + wanted);
		drop(q, wanted);
		return part;
	}

	const all = new Uint8Array(wanted);
	let filled = 0;
	while (filled < wanted) {
		const chunk = q.chunks[0] as Uint8Array;
		const some = Math.min(chunk.length - q.taken, wanted - filled);
		all.set(chunk.subarray(q.taken, q.taken + some), filled);
		filled += some;
		drop(q, some);
	}

	return all;
}

const EMPTY = new Uint8Array(0);

function drop(q: Octets, n: number): void {
	q.length -= n;
	q.taken += n;
	const first = q.chunks[0];
	if (first !== undefined && q.taken >= first.length) {
		q.chunks.shift();
		q.taken = 0;
	}
}
