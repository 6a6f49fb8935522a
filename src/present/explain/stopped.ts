/** Why a timer was stopped: by what its connection looks like right after. */

import type {Fact} from '../../lab/index.js';
import {le, type Tcb} from '../../tcp/index.js';
import {fill, type Words} from '../words/words.js';

type Timer = Extract<Fact, {kind: 'timer'}>;

/**
 * A sentence.
 *
 * @param group - all that came about together with it
 * @param tcb - the connection right after; null: it is no more
 */
export function whyStopped(stopped: Timer, group: readonly Fact[], tcb: Tcb | null, words: Words): string {
	const {stops} = words.explain;
	if (tcb === null || tcb.state === 'CLOSED' || tcb.state === 'LISTEN') return stops.gone;
	switch (stopped.timer) {
		case 'delayed-ack': {
			const ack = group.find(fact => fact.kind === 'sent' && fact.flight.from === stopped.host);
			return ack?.kind === 'sent' ? fill(stops.acked, {id: ack.flight.id}) : stops.nothingDue;
		}
		case 'override':
			return stops.worthSending;
		case 'persist':
			return tcb.snd.wnd > 0 ? stops.windowOpen : stops.allAcked;
		case 'keepalive':
			return stops.notAskedFor;
		case 'time-wait':
			return stops.gone;
		default: {
			const other = group.findLast(fact => isOther(fact, stopped));
			if (other?.kind === 'timer') return fill(stops.replaced, {timer: words.timers[other.timer]});
			return le(tcb.snd.nxt, tcb.snd.una) ? stops.allAcked : stops.nothingDue;
		}
	}
}

/** A timer of the same connection that waits for the peer in the place of this one. */
const isOther = (fact: Fact, {host, connection, timer}: Timer): boolean =>
	fact.kind === 'timer' &&
	fact.act === 'set' &&
	fact.host === host &&
	fact.connection === connection &&
	fact.timer !== timer &&
	WATCH.has(fact.timer);

const WATCH: ReadonlySet<string> = new Set(['retransmission', 'loss-probe', 'reordering', 'persist']);
