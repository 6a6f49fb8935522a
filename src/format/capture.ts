/** Captures that other programs made, as they come from a file: pcapng, and the classic pcap. Nothing is thrown. */

import {readPcap} from './capture-pcap.js';
import {readPcapng} from './capture-pcapng.js';
import type {Capture} from './capture-types.js';
import {BLOCK} from './pcapng-layout.js';

/** Which kind of capture begins so; null: none that we know. */
export function captureKind(octets: Uint8Array): 'pcapng' | 'pcap' | null {
	if (octets.length < 4) return null;
	const magic = new DataView(octets.buffer, octets.byteOffset, 4).getUint32(0);
	if (magic === BLOCK.section) return 'pcapng';
	return PCAP_MAGICS.includes(magic) ? 'pcap' : null;
}

/** Both orders of octets, micro- and nanoseconds. */
const PCAP_MAGICS: readonly number[] = [0xa1b2_c3d4, 0xd4c3_b2a1, 0xa1b2_3c4d, 0x4d3c_b2a1];

/** Reads all that can be read. */
export function readCapture(octets: Uint8Array): Capture {
	switch (captureKind(octets)) {
		case 'pcapng':
			return readPcapng(octets);
		case 'pcap':
			return readPcap(octets);
		case null:
			return {interfaces: [], packets: [], trouble: {problem: 'not-a-capture', at: 0}};
	}
}
