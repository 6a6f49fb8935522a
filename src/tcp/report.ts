/** How the engine says what it decided: rules, signals, states and timers, each an effect in `out`. */

import {type Effect, SIGNALS, type Signal, type Values} from './effect.js';
import {RULES, type RuleId} from './rules.js';
import type {Micros} from './segment.js';
import {type State, type Tcb, TIMERS, type TimerName} from './tcb.js';

/** One shared effect for each rule without numbers: a decision then costs no allocation. */
const BARE = Object.fromEntries(
	Object.keys(RULES).map(rule => [rule, {kind: 'rule', rule, values: null}]),
) as unknown as Readonly<Record<RuleId, Effect>>;

export function applied(rule: RuleId, out: Effect[], values: Values | null = null): void {
	out.push(values === null ? BARE[rule] : {kind: 'rule', rule, values});
}

/** For a step's last word: names the rule and ends the segment's processing. */
export function stop(rule: RuleId, out: Effect[], values: Values | null = null): 'stop' {
	applied(rule, out, values);
	return 'stop';
}

const SIGNALLED = Object.fromEntries(SIGNALS.map(signal => [signal, {kind: 'signal', signal}])) as unknown as Readonly<
	Record<Signal, Effect>
>;

export function signal(what: Signal, out: Effect[]): void {
	out.push(SIGNALLED[what]);
}

export function enter(tcb: Tcb, to: State, out: Effect[]): void {
	out.push({kind: 'state', from: tcb.state, to});
	tcb.state = to;
}

export function setTimer(tcb: Tcb, timer: TimerName, at: Micros, out: Effect[]): void {
	tcb.timers[timer] = at;
	out.push({kind: 'timer', timer, act: 'set', at});
}

export function clearTimer(tcb: Tcb, timer: TimerName, now: Micros, out: Effect[]): void {
	if (tcb.timers[timer] === null) return;
	tcb.timers[timer] = null;
	out.push({kind: 'timer', timer, act: 'off', at: now});
}

export function clearTimers(tcb: Tcb, now: Micros, out: Effect[]): void {
	for (const timer of TIMERS) clearTimer(tcb, timer, now, out);
}
