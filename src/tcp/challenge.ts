/** ACKs that answer invalid segments, and their limit (RFC 5961 §7): per connection, so that nobody can count another's. */

import type {Effect} from './effect.js';
import {applied} from './report.js';
import type {RuleId} from './rules.js';
import type {Micros} from './segment.js';
import type {Tcb} from './tcb.js';
import {sendAck} from './transmit.js';

/**
 * Answers an invalid segment with `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`, at most once in `config.challengeInterval`.
 *
 * @param quietly - the rule that is named when the limit keeps us silent
 */
export function challenge(tcb: Tcb, why: RuleId, quietly: RuleId, now: Micros, out: Effect[]): 'stop' {
	const {ack, config} = tcb;
	if (ack.challengedAt !== null && now - ack.challengedAt < config.challengeInterval) {
		applied(quietly, out);
		return 'stop';
	}

	ack.challengedAt = now;
	applied(why, out);
	sendAck(tcb, why, now, out);
	return 'stop';
}
