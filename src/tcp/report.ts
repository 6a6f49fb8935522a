/** How the engine says what it decided: rules, signals, states and timers, each an effect in `out`. */

import type {Effect, Signal, Values} from './effect.js';
import type {RuleId} from './rules.js';
import type {Micros} from './segment.js';
import {type State, type Tcb, TIMERS, type TimerName} from './tcb.js';

export function applied(rule: RuleId, out: Effect[], values: Values | null = null): void {
	out.push({kind: 'rule', rule, values});
}

/** For a step's last word: names the rule and ends the segment's processing. */
export function stop(rule: RuleId, out: Effect[], values: Values | null = null): 'stop' {
	applied(rule, out, values);
	return 'stop';
}

export function signal(what: Signal, out: Effect[]): void {
	out.push({kind: 'signal', signal: what});
}

export function enter(tcb: Tcb, to: State, out: Effect[]): void {
	out.push({kind: 'state', from: tcb.state, to});
	tcb.state = to;
}

export function setTimer(tcb: Tcb, timer: TimerName, at: Micros, out: Effect[]): void {
	tcb.timers[timer] = at;
	out.push({kind: 'timer', timer, act: 'set', at});
}

/**
 * Stops a timer that runs. What asks on every segment's way looks first, by the timer's own name: here the name varies,
 * and such a look-up costs more than the rest.
 */
export function clearTimer(tcb: Tcb, timer: TimerName, now: Micros, out: Effect[]): void {
	if (tcb.timers[timer] === null) return;
	tcb.timers[timer] = null;
	out.push({kind: 'timer', timer, act: 'off', at: now});
}

export function clearTimers(tcb: Tcb, now: Micros, out: Effect[]): void {
	for (const timer of TIMERS) clearTimer(tcb, timer, now, out);
}
