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

/** An empty queue. */
export const noOctets = (): Octets => ({chunks: [], taken: 0, length: 0});

/** A queue of its own over the same chunks. */
export const copyOctets = (q: Octets): Octets => ({chunks: q.chunks.slice(), taken: q.taken, length: q.length});

/** Puts `text` at the queue's end. The caller must not write to it afterwards. */
export function append(q: Octets, text: Uint8Array): void {
	if (text.length === 0) return;
	q.chunks.push(text);
	q.length += text.length;
}

/**
 * Takes the first `n` octets off the queue; fewer if it holds fewer. Without a copy where they lie in one chunk, or side
 * by side in memory, as parts of what a program wrote at once do.
 */
export function take(q: Octets, n: number): Uint8Array {
	const wanted = Math.min(n, q.length);
	const first = q.chunks[0];
	if (first === undefined || wanted === 0) return EMPTY;
	const left = first.length - q.taken;
	const text =
		left < wanted
			? (sideBySide(q, first, wanted) ?? copied(q, wanted))
			: first.length === wanted
				? first
				: first.subarray(q.taken, q.taken + wanted);
	drop(q, wanted);
	return text;
}

const EMPTY = new Uint8Array(0);

/** The first `n` octets as one view of the memory in which they lie; null when they are scattered. */
function sideBySide({chunks, taken}: Octets, first: Uint8Array, n: number): Uint8Array | null {
	const {buffer, byteOffset} = first;
	let end = byteOffset + first.length;
	for (let index = 1; end < byteOffset + taken + n; index++) {
		const chunk = chunks[index] as Uint8Array;
		if (chunk.buffer !== buffer || chunk.byteOffset !== end) return null;
		end += chunk.length;
	}

	return new Uint8Array(buffer, byteOffset + taken, n);
}

function copied({chunks, taken}: Octets, n: number): Uint8Array {
	const all = new Uint8Array(n);
	let filled = 0;
	let from = taken;
	for (let index = 0; filled < n; index++) {
		const chunk = chunks[index] as Uint8Array;
		const some = chunk.subarray(from, from + n - filled);
		all.set(some, filled);
		filled += some.length;
		from = 0;
	}

	return all;
}

function drop(q: Octets, n: number): void {
	q.length -= n;
	q.taken += n;
	let gone = 0;
	for (let chunk = q.chunks[0]; chunk !== undefined && q.taken >= chunk.length; chunk = q.chunks[gone]) {
		q.taken -= chunk.length;
		gone++;
	}

	if (gone === 1) q.chunks.shift();
	else if (gone > 1) q.chunks.splice(0, gone);
}
