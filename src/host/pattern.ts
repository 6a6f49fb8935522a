/** Text whose every octet tells its place in the stream, so that a reader can check what it reads. */

/** `count` octets of the stream a, b, … z, a, b, … from the one `from` places after its start. */
export function patternOctets(from: number, count: number): Uint8Array {
	const octets = new Uint8Array(count);
	for (let i = 0; i < count; i++) octets[i] = LETTER_A + ((from + i) % LETTERS);
	return octets;
}

const LETTER_A = 0x61;
const LETTERS = 26;
