/** ACKs that answer invalid segments, and their limit (RFC 5961 §7): per connection, so that nobody can count another's. */

import type {Effect} from './state/effect.js';
import {applied, stop} from './state/report.js';
import type {RuleId} from './state/rules.js';
import type {Micros} from './state/segment.js';
import type {Tcb} from './state/tcb.js';
import {sendAck} from './transmit.js';

/**
 * Answers an invalid segment with `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`, at most once in `config.challengeInterval`.
 *
 * @param quietly - the rule that is named when the limit keeps us silent
 */
export function challenge(tcb: Tcb, why: RuleId, quietly: RuleId, now: Micros, out: Effect[]): 'stop' {
	if (!mayAnswer(tcb, now)) return stop(quietly, out);
	applied(why, out);
	sendAck(tcb, why, now, out);
	return 'stop';
}

/** Whether the limit allows an answer now; if so it counts as given. */
export function mayAnswer({ack, config}: Tcb, now: Micros): boolean {
	if (ack.challengedAt !== null && now - ack.challengedAt < config.challengeInterval) return false;
	ack.challengedAt = now;
	return true;
}
