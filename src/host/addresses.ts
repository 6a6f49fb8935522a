/** Which IPv4 addresses one can talk to (RFC 9293 §3.9.1.1, §3.9.2.3; RFC 1122 §3.2.1.3). */

/** An address of one host: not of nobody, of a group or of everybody. Directed broadcasts need a netmask; there is none. */
export function isUnicast(address: string): boolean {
	const first = Number.parseInt(address, 10);
	return first > 0 && first < FIRST_MULTICAST && first !== LOOPBACK;
}

/** Dotted decimal as inet_pton reads it: no leading zeros, which are octal to some. */
export const isDotted = (text: string): boolean => DOTTED.test(text);

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const DOTTED = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** 224.0.0.0 and up: groups, the reserved range, and 255.255.255.255. */
const FIRST_MULTICAST = 224;

/** 127.0.0.0/8 never appears on a wire, and there is no loopback interface here. */
const LOOPBACK = 127;
