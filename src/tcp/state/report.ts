/** How the engine says what it decided: rules, signals, states and timers, each an effect in `out`. */

import type {Effects, Signal, Values} from './effect.js';
import type {RuleId} from './rules.js';
import type {Micros} from './segment.js';
import {type State, type Tcb, TIMERS, type TimerName} from './tcb.js';

export function applied(rule: RuleId, out: Effects, values: Values | null = null): void {
	if (!out.brief) out.push({kind: 'rule', rule, values});
}

/** For a step's last word: names the rule and ends the segment's processing. */
export function stop(rule: RuleId, out: Effects, values: Values | null = null): 'stop' {
	applied(rule, out, values);
	return 'stop';
}

export function signal(what: Signal, out: Effects): void {
	out.push({kind: 'signal', signal: what});
}

export function enter(tcb: Tcb, to: State, out: Effects): void {
	out.push({kind: 'state', from: tcb.state, to});
	tcb.state = to;
}

export function setTimer(tcb: Tcb, timer: TimerName, at: Micros, out: Effects): void {
	tcb.timers[timer] = at;
	if (!out.brief) out.push({kind: 'timer', timer, act: 'set', at});
}

/**
 * Stops a timer that runs. What asks on every segment's way looks first, by the timer's own name: here the name varies,
 * and such a look-up costs more than the rest.
 */
export function clearTimer(tcb: Tcb, timer: TimerName, now: Micros, out: Effects): void {
	if (tcb.timers[timer] === null) return;
	tcb.timers[timer] = null;
	if (!out.brief) out.push({kind: 'timer', timer, act: 'off', at: now});
}

/** A timer has run down: it is off, and what it was set for follows. */
export function fireTimer(tcb: Tcb, timer: TimerName, now: Micros, out: Effects): void {
	tcb.timers[timer] = null;
	if (!out.brief) out.push({kind: 'timer', timer, act: 'fired', at: now});
}

export function clearTimers(tcb: Tcb, now: Micros, out: Effects): void {
	for (const timer of TIMERS) clearTimer(tcb, timer, now, out);
}
