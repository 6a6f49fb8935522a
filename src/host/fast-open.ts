/**
 * TCP Fast Open as a host decides it (RFC 7413): what goes with our SYN, and what a listener does with another's.
 *
 * Left out: the experimental option (kind 254), a second key, and forgetting servers on whose way SYNs with text vanish.
 */

import {type FastOpen, fastOpenCookie, keyedCookie, type Segment} from '../tcp/index.js';
import {tellRule} from './connections.js';
import {cookieOf} from './fast-open-cache.js';
import type {Connection, Host, HostEffect, Socket} from './host.js';
import {configOf} from './profiles.js';
import {numberOf} from './sysctl.js';

/** tcp_fastopen's bits, as Linux has them. */
const CLIENT = 1;
const SERVER = 2;
const CLIENT_WITHOUT_COOKIE = 4;
const SERVER_WITHOUT_COOKIE = 0x200;
const EVERY_LISTENER = 0x400;

const bitsOf = ({sysctl}: Host): number => numberOf(sysctl, 'tcp_fastopen');

/** Whether programs on this host may send text with a SYN. */
export const mayFastOpen = (host: Host): boolean => (bitsOf(host) & CLIENT) !== 0;

/** Whether a SYN to that server could take text along. */
export const hasCookie = (host: Host, address: string): boolean =>
	cookieOf(host, address) !== null || (bitsOf(host) & CLIENT_WITHOUT_COOKIE) !== 0;

/** Room that a SYN leaves for options, whatever it carries: octets. */
const OPTION_SPACE = 40;

/**
 * What our SYN to that server carries (§4.2.1): the first of the text where a cookie is at hand, else a request for one.
 *
 * @param text - what the program would send; it may be longer than a segment
 */
export function fastOpenTo(host: Host, address: string, text: Uint8Array, socket: Pick<Socket, 'options'>): FastOpen {
	const known = cookieOf(host, address);
	if (!hasCookie(host, address)) return {cookie: NO_COOKIE};
	const {mtuMss} = configOf(host, socket.options);
	const room = Math.max(0, Math.min(mtuMss, known?.mss ?? mtuMss) - OPTION_SPACE);
	const withoutCookie = (bitsOf(host) & CLIENT_WITHOUT_COOKIE) !== 0;
	return {cookie: withoutCookie ? null : (known?.cookie ?? null), text: text.subarray(0, room)};
}

const NO_COOKIE = new Uint8Array(0);

/** What a listener does with a SYN's option and text (§4.2.2); null: it opens by three segments, as ever. */
export function fastOpenOf(
	host: Host,
	listener: Socket,
	listening: Connection,
	seg: Segment,
	out: HostEffect[],
): FastOpen | null {
	const bits = bitsOf(host);
	const {fastOpen: cookie} = seg.options;
	const most = queueOf(listener, bits);
	if ((bits & SERVER) === 0 || most === 0 || (cookie === null && seg.text.length === 0)) return null;
	const pending = host.connections.filter(c => c.listener === listener.name && c.tcb.fastOpen.early).length;
	if (pending >= most) {
		tellRule(listening, 'fast-open-queue-full', {count: pending}, out);
		return null;
	}

	if ((bits & SERVER_WITHOUT_COOKIE) !== 0) return {cookie: null, takes: true};
	if (cookie === null) return null;
	const right = rightCookie(host, seg.source.address);
	if (isSame(cookie, right)) return {cookie: null, takes: true};
	tellRule(listening, cookie.length === 0 ? 'fast-open-grants' : 'fast-open-wrong-cookie', null, out);
	return {cookie: right};
}

const rightCookie = (host: Host, client: string): Uint8Array => {
	const key = `${host.sysctl.tcp_fastopen_key}`;
	if (/^[0-]*$/.test(key)) return fastOpenCookie(client, host.address, host.secret);
	return keyedCookie(client, host.address, key);
};

/** Linux's listen() gives its backlog where every listener takes part. */
const queueOf = ({options, backlog}: Socket, bits: number): number =>
	options.TCP_FASTOPEN > 0 || (bits & EVERY_LISTENER) === 0 ? options.TCP_FASTOPEN : backlog;

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
	one.length === other.length && one.every((octet, i) => octet === other[i]);
