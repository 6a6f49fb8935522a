/** Text whose every octet tells its place in the stream, so that a reader can check what it reads. */

/** `count` octets of the stream a, b, … z, a, b, … from the one `from` places after its start. */
export function patternOctets(from: number, count: number): Uint8Array {
	const octets = new Uint8Array(count);
	let phase = from % LETTERS;
	for (let at = 0; at < count; at += BLOCK.length - phase, phase = 0) {
		octets.set(BLOCK.subarray(phase, phase + count - at), at);
	}

	return octets;
}

const LETTERS = 26;
const LETTER_A = 0x61;

/** Many alphabets, to be copied from. Its length is a multiple of 26. */
const BLOCK = Uint8Array.from({length: LETTERS * 256}, (_, i) => LETTER_A + (i % LETTERS));

/** What a call writes: its text, or so many octets of the pattern; null: neither is said. @param written - octets before */
export function textOf({text, bytes}: {text?: string; bytes?: number}, written: number): Uint8Array | null {
	if (text !== undefined) return new TextEncoder().encode(text);
	return bytes === undefined ? null : patternOctets(written, bytes);
}
