/** Capture files of other programs, built octet by octet. */

/** A packet: seconds, the fraction, and its octets. */
export type Packet = {readonly s: number; readonly frac: number; readonly octets: Uint8Array; readonly kept?: number};

type PcapOptions = {readonly little?: boolean; readonly nano?: boolean; readonly link?: number};

/** The classic file. */
export function pcap(
	packets: readonly Packet[],
	{little = true, nano = false, link = 228}: PcapOptions = {},
): Uint8Array {
	const size = packets.reduce((sum, {octets, kept = octets.length}) => sum + 16 + kept, 24);
	const file = new Uint8Array(size);
	const view = new DataView(file.buffer);
	view.setUint32(0, nano ? 0xa1b2_3c4d : 0xa1b2_c3d4, little);
	view.setUint16(4, 2, little);
	view.setUint16(6, 4, little);
	view.setUint32(16, 0x4_0000, little);
	view.setUint32(20, link, little);
	let at = 24;
	for (const {s, frac, octets, kept = octets.length} of packets) {
		for (const [i, value] of [s, frac, kept, octets.length].entries()) view.setUint32(at + 4 * i, value, little);
		file.set(octets.subarray(0, kept), at + 16);
		at += 16 + kept;
	}

	return file;
}

const link = (head: readonly number[], octets: Uint8Array): Uint8Array => Uint8Array.of(...head, ...octets);

/** IPv4 octets behind each link's header. */
export const LINKS: Readonly<Record<number, (octets: Uint8Array) => Uint8Array>> = {
	0: octets => link([2, 0, 0, 0], octets),
	1: octets => link([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x08, 0x00], octets),
	101: octets => octets,
	113: octets => link([0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x08, 0x00], octets),
	228: octets => octets,
	276: octets => link([0x08, 0x00, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0], octets),
};

/** A tag of a virtual network before the type. */
export const tagged = (octets: Uint8Array): Uint8Array =>
	link([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x81, 0x00, 0, 7, 0x08, 0x00], octets);

/** The TCP of an IPv4 packet behind an IPv6 header, its checksum made right for that. */
export function overIpv6(ipv4: Uint8Array, source: readonly number[], destination: readonly number[]): Uint8Array {
	const tcp = ipv4.slice(20);
	const packet = new Uint8Array(40 + tcp.length);
	const view = new DataView(packet.buffer);
	packet[0] = 0x60;
	view.setUint16(4, tcp.length);
	packet[6] = 6;
	packet[7] = 64;
	for (const [i, group] of source.entries()) view.setUint16(8 + 2 * i, group);
	for (const [i, group] of destination.entries()) view.setUint16(24 + 2 * i, group);
	packet.set(tcp, 40);
	view.setUint16(56, 0);
	let sum = 6 + tcp.length;
	for (let i = 8; i < packet.length; i += 2) sum += ((packet[i] ?? 0) << 8) | (packet[i + 1] ?? 0);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	view.setUint16(56, ~sum & 0xffff);
	return packet;
}

/** A pcapng file with the words of every block the other way round, as a machine of the other kind writes them. */
export function bigEndian(file: Uint8Array): Uint8Array {
	const turned = file.slice();
	const from = new DataView(file.buffer, file.byteOffset, file.length);
	const to = new DataView(turned.buffer);
	const word = (at: number): void => to.setUint32(at, from.getUint32(at, true));
	const half = (at: number): void => to.setUint16(at, from.getUint16(at, true));
	const options = (start: number, end: number, section: boolean): void => {
		for (let at = start; at + 4 <= end; ) {
			const [code, length] = [from.getUint16(at, true), from.getUint16(at + 2, true)];
			half(at);
			half(at + 2);
			if (code === 0) return;
			// The flags of a packet are the only option that is a word.
			if (code === 2 && length === 4 && !section) word(at + 4);
			at += 4 + Math.ceil(length / 4) * 4;
		}
	};
	for (let at = 0; at < file.length; ) {
		const [type, length] = [from.getUint32(at, true), from.getUint32(at + 4, true)];
		const end = at + length - 4;
		word(at);
		word(at + 4);
		word(end);
		if (type === 0x0a0d_0d0a) {
			word(at + 8);
			half(at + 12);
			half(at + 14);
			options(at + 24, end, true);
		} else if (type === 1) {
			half(at + 8);
			half(at + 10);
			word(at + 12);
			options(at + 16, end, true);
		} else if (type === 6) {
			for (let i = 0; i < 5; i++) word(at + 8 + 4 * i);
			options(at + 28 + Math.ceil(from.getUint32(at + 20, true) / 4) * 4, end, false);
		}

		at += length;
	}

	return turned;
}
