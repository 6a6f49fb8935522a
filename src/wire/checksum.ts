/**
 * The Internet checksum (RFC 1071, RFC 9293 §3.1), four octets at a time.
 *
 * 2^16 is 1 modulo 2^16 - 1, so words of any width may be summed and folded at the end. 16,384 words of 32 bits stay
 * far below 2^53.
 */

/** The sum of the octets from `from` until `to`, as big-endian words; an odd last octet is padded with zero. */
export function sumOf(view: DataView, from: number, to: number): number {
	let sum = 0;
	let at = from;
	for (; at + 16 <= to; at += 16) {
		// Two by two: not each addition has to wait for the one before.
		sum += view.getUint32(at) + view.getUint32(at + 4) + (view.getUint32(at + 8) + view.getUint32(at + 12));
	}

	for (; at + 4 <= to; at += 4) sum += view.getUint32(at);
	if (at + 2 <= to) {
		sum += view.getUint16(at);
		at += 2;
	}

	return at < to ? sum + view.getUint8(at) * 256 : sum;
}

/** What goes into the header's field for such a sum; 0 where the field was part of the sum and right. */
export function checksum(sum: number): number {
	const low = sum >>> 0;
	const high = (sum - low) / 2 ** 32;
	let folded = (low & 0xffff) + (low >>> 16) + (high & 0xffff) + (high >>> 16);
	while (folded > 0xffff) folded = (folded & 0xffff) + (folded >>> 16);
	return ~folded & 0xffff;
}
