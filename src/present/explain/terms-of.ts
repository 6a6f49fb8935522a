/** The glossary's words for states and timers. */

import type {State, TimerName} from '../../tcp/index.js';
import {isTerm, type TermId} from '../words/glossary.js';

/** Each state has a word of its own. */
export function stateTerm(state: State): TermId | null {
	const id = state.toLowerCase();
	return isTerm(id) ? id : null;
}

export const timerTerm = (timer: TimerName): TermId => TIMER_TERMS[timer];

const TIMER_TERMS: Readonly<Record<TimerName, TermId>> = {
	retransmission: 'rto',
	'loss-probe': 'tlp',
	reordering: 'rack',
	persist: 'persist',
	'delayed-ack': 'delayed-ack',
	override: 'silly-window',
	keepalive: 'keep-alive',
	user: 'user-timeout',
	'time-wait': 'time-wait',
};
