/** Segments carried as what they are on a wire: encoded, checksums made, and read again. */

import {NO_TEXT, type Segment} from '../../../src/tcp/index.js';
import {type Decoded, decode, encode} from '../../../src/wire/index.js';

/** Both headers, the text, both checksums. */
export const asOctets = (segment: Segment): Segment => read(decode(encode(segment)));

/** Both headers alone; the text goes beside them. */
export function asHeaders(segment: Segment): Segment {
	if (segment.text.length === 0) return asOctets(segment);
	return {...read(decode(encode({...segment, text: NO_TEXT}))), text: segment.text};
}

function read(decoded: Decoded): Segment {
	if (decoded.kind === 'error') throw new Error(`${decoded.error} at ${decoded.at}`);
	return decoded.segment;
}
