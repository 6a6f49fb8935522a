/** Segments carried as what they are on a wire: encoded, checksums made, and read again. */

import {NO_TEXT, type Segment} from '../../../src/tcp/index.js';
import {type Decoded, decode, encode} from '../../../src/wire/index.js';

/** Both headers, the text, both checksums. */
export const asOctets = (segment: Segment): Segment => read(decode(encode(segment)));

/** Both headers alone; the text goes beside them. */
export function asHeaders(segment: Segment): Segment {
	if (segment.text.length === 0) return asOctets(segment);
	return withText(read(decode(encode(withText(segment, NO_TEXT)))), segment.text);
}

/** Field by field: a spread that overwrites takes longer than the whole header. */
const withText = (segment: Segment, text: Uint8Array): Segment => ({
	source: segment.source,
	destination: segment.destination,
	seq: segment.seq,
	ack: segment.ack,
	syn: segment.syn,
	fin: segment.fin,
	rst: segment.rst,
	psh: segment.psh,
	urg: segment.urg,
	ece: segment.ece,
	cwr: segment.cwr,
	wnd: segment.wnd,
	up: segment.up,
	options: segment.options,
	ecn: segment.ecn,
	ttl: segment.ttl,
	dscp: segment.dscp,
	text,
});

function read(decoded: Decoded): Segment {
	if (decoded.kind === 'error') throw new Error(`${decoded.error} at ${decoded.at}`);
	return decoded.segment;
}
