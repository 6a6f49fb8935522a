/** The Fast Open cookies that servers gave to this host, by address (RFC 7413 §4.1.3). */

import type {Connection, FastOpenCookie, Host} from './host.js';

/** Octets that timestamps take in each segment. */
const TIMESTAMPS = 12;

/** The handshake is done: the cookie that came with the SYN,ACK is kept, and the server's segment size beside it. */
export function rememberCookie(host: Host, {tcb}: Connection): void {
	if (tcb.remote === null || tcb.openedBy === 'passive') return;
	const {address} = tcb.remote;
	const cookie = tcb.fastOpen.received ?? cookieOf(host, address)?.cookie ?? null;
	if (cookie === null) return;
	const mss = tcb.snd.mss + (tcb.agreed.timestamps ? TIMESTAMPS : 0);
	const others = host.fastOpenCookies.filter(known => known.address !== address);
	host.fastOpenCookies = [...others, {address, cookie, mss}];
}

/** Null: that server has given none. */
export const cookieOf = (host: Host, address: string): FastOpenCookie | null =>
	host.fastOpenCookies.find(known => known.address === address) ?? null;
