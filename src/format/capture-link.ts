/** Where the IP header begins behind each kind of link's own header. */

import {LINK} from './pcapng-layout.js';

/** The offset of an IPv4 or IPv6 header; null: the link carries something else, or we do not know the link. */
export function networkLayer(link: number, octets: Uint8Array): number | null {
	const at = behindLink(link, octets);
	if (at === null || at >= octets.length) return null;
	const version = (octets[at] ?? 0) >> 4;
	return version === 4 || version === 6 ? at : null;
}

/** Do we know how to read this link? */
export const isKnownLink = (link: number): boolean =>
	BARE.includes(link) || (Object.values(LINK) as readonly number[]).includes(link);

/** Without a header: LINKTYPE_RAW, those of one version, and what some systems write for raw. */
const BARE: readonly number[] = [LINK.raw, LINK.ipv4, LINK.ipv6, 12, 14];

function behindLink(link: number, octets: Uint8Array): number | null {
	if (BARE.includes(link)) return 0;
	switch (link) {
		// The protocol family's number differs between systems: the IP header tells its version itself.
		case LINK.null:
		case LINK.loop:
			return 4;
		case LINK.ethernet:
			return behindTypes(octets, 12);
		case LINK.cooked:
			return behindTypes(octets, 14);
		case LINK.cooked2:
			return isIp(typeAt(octets, 0)) ? 20 : null;
		default:
			return null;
	}
}

const VLANS: readonly number[] = [0x8100, 0x88a8, 0x9100];

/** Past the type at `at`, and past tags of virtual networks before it. */
function behindTypes(octets: Uint8Array, at: number): number | null {
	let place = at;
	while (VLANS.includes(typeAt(octets, place))) place += 4;
	return isIp(typeAt(octets, place)) ? place + 2 : null;
}

const typeAt = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);

const isIp = (type: number): boolean => type === 0x0800 || type === 0x86dd;
