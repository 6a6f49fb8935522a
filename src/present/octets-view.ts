/** Octets as hexadecimal and text, and the fields of IPv4 and TCP that they are. */

import type {Line, Style} from './line.js';

/** Hex and ASCII first, then each field by name with its octets and value. As many lines as it takes, each at most `width` cells. */
export function octetsView(_octets: Uint8Array, _width: number, _style: Style): Line[] {
	return [];
}
