/**
 * The TCP User Timeout Option (RFC 5482): each end tells the other how long it would wait for acknowledgments, and the
 * longer of the two, within limits, becomes the USER TIMEOUT of both. Advice, not a negotiation.
 */

import {type Config, SECOND} from '../state/config.js';
import type {Effect} from '../state/effect.js';
import {applied, setTimer} from '../state/report.js';
import type {Micros, Segment} from '../state/segment.js';
import {isSynchronized, type Tcb} from '../state/tcb.js';

/** Octets that the option takes in a header. */
const SIZE = 4;

/** USER TIMEOUT as it is in force (§3.1); null: only R2 decides. */
export const userTimeoutOf = (tcb: Tcb): Micros | null =>
	tcb.uto.remote === null ? tcb.config.userTimeout : (adoptedUserTimeout(tcb) ?? tcb.config.userTimeout);

/**
 * What the peer's advice has made of USER TIMEOUT; null: nothing. It holds only in the synchronized states (§3.3), and
 * there in place of R2, which would give up the sooner.
 */
export function adoptedUserTimeout(tcb: Tcb): Micros | null {
	const {config, uto, rto} = tcb;
	const {userTimeoutOption: option} = config;
	if (option === null || !option.changeable || uto.remote === null || !isSynchronized(tcb)) return null;
	// "L_LIMIT MUST be larger than the current retransmission timeout."
	const least = Math.max(option.least, rto.rto + 1);
	return Math.min(option.most, Math.max(option.advertised, uto.remote, least));
}

/** So long a connection must be idle for a keep-alive: longer than what was adopted, in any case (§4.2). */
export const idleOf = (tcb: Tcb): Micros => Math.max(tcb.config.keepalive.idle, (adoptedUserTimeout(tcb) ?? -1) + 1);

/** Both SYNs were heard: what they advise takes effect now. */
export function adoptFromSyn(tcb: Tcb, out: Effect[]): void {
	const timeout = adoptedUserTimeout(tcb);
	if (timeout !== null) applied('uto-adopted', out, {timeout: Math.round(timeout / SECOND)});
}

/** What a SYN or SYN,ACK advertises, seconds; null: the option is not enabled. */
export const offeredUserTimeout = ({config: {userTimeoutOption: option}}: Tcb): number | null =>
	option === null ? null : secondsOf(option);

/**
 * What a segment without SYN advertises: "in the first packet that does not have the SYN flag set", and in the next
 * possible one when the value has changed (§3). One without room for four octets more is not possible.
 *
 * @param size - octets of its text
 * @returns seconds; null: nothing to tell, or no room
 */
export function tellsUserTimeout(tcb: Tcb, size: number, carriesSack: boolean): number | null {
	const {config, uto, snd} = tcb;
	const {userTimeoutOption: option} = config;
	if (option === null || uto.told === option.advertised || carriesSack || size + SIZE > snd.mss) return null;
	uto.told = option.advertised;
	return secondsOf(option);
}

/** Minutes where seconds do not fit the field's fifteen bits (§3.3). Zero is reserved (§3.4). */
function secondsOf({advertised}: NonNullable<Config['userTimeoutOption']>): number {
	const seconds = Math.max(1, Math.round(advertised / SECOND));
	return seconds < 0x8000 ? seconds : Math.min(0x7fff, Math.round(seconds / 60)) * 60;
}

/** Takes the peer's advice, where the option is enabled; to one that is not it means nothing (§3). */
export function hearUserTimeout(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	const {userTimeout: seconds} = seg.options;
	const {userTimeoutOption: option} = tcb.config;
	if (seconds === null || option === null) return;
	if (seconds === 0) {
		applied('uto-reserved', out);
		return;
	}

	if (!option.changeable) {
		applied('uto-not-changeable', out, {seconds});
		return;
	}

	if (tcb.uto.remote === seconds * SECOND) return;
	tcb.uto.remote = seconds * SECOND;
	const timeout = adoptedUserTimeout(tcb);
	applied('uto-heard', out, {seconds});
	if (timeout === null) return;
	applied('uto-adopted', out, {timeout: Math.round(timeout / SECOND)});
	if (tcb.retransmissions.length > 0) setTimer(tcb, 'user', now + timeout, out);
}
