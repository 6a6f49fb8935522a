/** Running timers as gauges. */

import type {World} from '../lab/index.js';
import {type Tcb, TIMERS, type TimerName, userTimeoutOf} from '../tcp/index.js';
import {fit, span, truncate} from './fit.js';
import {ROOMY} from './flow.js';
import type {Glyphs} from './glyphs.js';
import type {Line, Meaning, Span, Style} from './line.js';
import {remaining} from './time.js';
import type {Words} from './words/words.js';

/** What a timer's line is written with. `was`: the TCB before the last input, null: there was none; `compared`: what differs is marked. */
type Pane = {
	readonly world: World;
	readonly was: Tcb | null;
	readonly compared: boolean;
	readonly width: number;
	readonly style: Style;
	readonly glyphs: Glyphs;
	readonly words: Words;
};

/** Each running timer, the one that fires first on top. */
export function timerLines(pane: Pane, tcb: Tcb): Line[] {
	const running: {name: TimerName; at: number}[] = [];
	for (const name of TIMERS) {
		const at = tcb.timers[name];
		if (at !== null) running.push({name, at});
	}
	running.sort((a, b) => a.at - b.at);
	return running.map(({name, at}) => timerLine(pane, tcb, name, at));
}

function timerLine(
	{world, was, compared, width, style, glyphs, words}: Pane,
	tcb: Tcb,
	name: TimerName,
	at: number,
): Line {
	const left = at - world.now;
	const part = Math.min(1, Math.max(0, left / lasts(tcb, name)));
	const meaning: Meaning = part <= 0.25 ? 'urgent-timer' : 'timer';
	const started = compared && was?.timers[name] !== at;
	const end = `${remaining(left)}${started ? glyphs.changed : ''}`;
	const bar = width >= ROOMY ? gauge(part, Math.min(12, width - 26), glyphs) : '';
	const sign = [glyphs.gauge4, glyphs.gauge3, glyphs.gauge2, glyphs.gauge1, glyphs.gauge0][Math.round(part * 4)];
	const room = width - end.length - 3 - (bar === '' ? 0 : bar.length + 1);
	const label =
		bar === '' ? truncate(words.timers[name], room, style) : fit(words.timers[name], Math.min(room, 14), style);
	const line: Span[] = [span(`${sign ?? ''} `, meaning), span(`${label} `)];
	if (bar !== '') line.push(span(`${bar} `, meaning));
	line.push(span(end, started ? 'changed' : meaning));
	return line;
}

function gauge(part: number, cells: number, glyphs: Glyphs): string {
	const full = Math.round(part * cells);
	return glyphs.full.repeat(full) + glyphs.empty.repeat(Math.max(0, cells - full));
}

/** How long a timer runs in all, microseconds, > 0: what its gauge is measured by. */
function lasts(tcb: Tcb, name: TimerName): number {
	const {config, rto} = tcb;
	switch (name) {
		case 'time-wait':
			return 2 * config.msl;
		case 'delayed-ack':
			return config.delayedAck;
		case 'override':
			return config.swsOverride;
		case 'keepalive':
			return tcb.keepalive.probes > 0 ? config.keepalive.interval : config.keepalive.idle;
		case 'user':
			return userTimeoutOf(tcb) ?? rto.rto;
		case 'persist':
		case 'loss-probe':
		case 'reordering':
		case 'retransmission':
			return Math.max(1, rto.rto);
	}
}
