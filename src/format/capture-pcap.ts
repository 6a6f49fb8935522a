/** The classic capture file (draft-ietf-opsawg-pcap): one interface, a head, and packets one after the other. */

import type {Capture, CapturedPacket, CaptureTrouble} from './capture-types.js';

const HEAD = 24;
const PACKET_HEAD = 16;

/** @param octets - that begin with one of its four magics */
export function readPcap(octets: Uint8Array): Capture {
	const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
	const magic = view.getUint32(0);
	const little = magic === 0xd4c3_b2a1 || magic === 0x4d3c_b2a1;
	const nanoseconds = magic === 0xa1b2_3c4d || magic === 0x4d3c_b2a1 ? 1n : 1000n;
	const failed = (problem: CaptureTrouble['problem'], at: number): Capture => ({
		interfaces: [],
		packets: [],
		trouble: {problem, at},
	});
	if (octets.length < HEAD) return failed('cut-short', octets.length);
	if (view.getUint16(4, little) !== 2) return failed('unknown-head', 4);

	// The upper half of the word may tell of a check sequence at the end of each frame.
	const interfaces = [{name: null, link: view.getUint32(20, little) & 0xffff}];
	const packets: CapturedPacket[] = [];
	let at = HEAD;
	while (at < octets.length) {
		if (at + PACKET_HEAD > octets.length) return {interfaces, packets, trouble: {problem: 'cut-short', at}};
		const kept = view.getUint32(at + 8, little);
		const start = at + PACKET_HEAD;
		if (start + kept > octets.length) return {interfaces, packets, trouble: {problem: 'cut-short', at}};
		packets.push({
			at: BigInt(view.getUint32(at, little)) * 1_000_000_000n + BigInt(view.getUint32(at + 4, little)) * nanoseconds,
			interface: 0,
			direction: null,
			comments: [],
			length: view.getUint32(at + 12, little),
			octets: octets.subarray(start, start + kept),
		});
		at = start + kept;
	}

	return {interfaces, packets, trouble: null};
}
