/** What a step changed in a TCB, in the RFC's names: `SND.UNA 1 → 101`. */

import type {HostName} from '../../host/index.js';
import type {World} from '../../lab/index.js';
import {type Tcb, TIMERS, unsigned} from '../../tcp/index.js';
import {glyphsFor} from '../glyphs.js';
import {hasIrs, hasIss} from '../known.js';
import {shownSeq} from '../label.js';
import type {Style} from '../line.js';
import {duration, octets, remaining} from '../time.js';
import {fill, type Words, wordsFor} from '../words/words.js';

/** One variable: as it was and as it is. */
export type Change = {readonly name: string; readonly was: string; readonly is: string};

/** A variable of a TCB by its name, as text. */
type Reading = readonly [name: string, read: (tcb: Tcb, now: number) => string];

/**
 * What is different in one connection's TCB, in the order of the RFC's tables.
 *
 * A connection that only one of the worlds has is held against CLOSED.
 */
export function changesOf(before: World, after: World, host: HostName, id: number, style: Style): Change[] {
	const find = (world: World): Tcb | null => world.hosts[host].connections.find(each => each.id === id)?.tcb ?? null;
	const was = find(before);
	const is = find(after);
	if (was === null && is === null) return [];
	const words = wordsFor(style.lang);
	const none = glyphsFor(style).dash;
	return readings(style, words).flatMap(([name, read]) => {
		const isState = name === words.explain.state;
		// Of a TCB that is gone, only that it is gone is news.
		if (is === null && !isState) return [];
		const old = was === null ? (isState ? 'CLOSED' : none) : read(was, after.now);
		const now = is === null ? 'CLOSED' : read(is, after.now);
		return old === now || (was === null && isNothing(now, words, none)) ? [] : [{name, was: old, is: now}];
	});
}

/** A variable of a new TCB that begins with nothing is no news. */
const isNothing = (now: string, {explain}: Words, none: string): boolean =>
	now === '0' || now === '∞' || now === none || now === explain.off;

function readings(style: Style, {explain, phases, timers}: Words): readonly Reading[] {
	const none = glyphsFor(style).dash;
	const ours = (tcb: Tcb, number: Tcb['iss']): string =>
		hasIss(tcb) ? String(shownSeq(number, unsigned(tcb.iss), style)) : none;
	const theirs = (tcb: Tcb, number: Tcb['irs']): string =>
		hasIrs(tcb) ? String(shownSeq(number, unsigned(tcb.irs), style)) : none;
	return [
		[explain.state, tcb => tcb.state],
		['SND.UNA', tcb => ours(tcb, tcb.snd.una)],
		['SND.NXT', tcb => ours(tcb, tcb.snd.nxt)],
		['SND.WND', tcb => String(tcb.snd.wnd)],
		['RCV.NXT', tcb => theirs(tcb, tcb.rcv.nxt)],
		['RCV.WND', tcb => String(tcb.rcv.wnd)],
		['cwnd', tcb => octets(tcb.cc.cwnd)],
		['ssthresh', tcb => octets(tcb.cc.ssthresh)],
		[explain.phase, tcb => phases[tcb.cc.phase === 'open' ? grows(tcb) : tcb.cc.phase]],
		[explain.dupAcks, tcb => String(tcb.cc.dupAcks)],
		['RTO', tcb => duration(tcb.rto.rto)],
		['SRTT', tcb => (tcb.rto.srtt === null ? none : duration(tcb.rto.srtt))],
		['RTTVAR', tcb => (tcb.rto.srtt === null ? none : duration(tcb.rto.rttvar))],
		[explain.unsent, tcb => String(tcb.unsent.length)],
		[explain.unread, tcb => String(tcb.unread.length)],
		[explain.held, tcb => String(tcb.outOfOrder.length)],
		...TIMERS.map(
			(name): Reading => [
				fill(explain.timer, {timer: timers[name]}),
				(tcb, now) => {
					const at = tcb.timers[name];
					return at === null ? explain.off : `${remaining(at - now)} s`;
				},
			],
		),
	];
}

const grows = ({cc}: Tcb): 'slow-start' | 'avoidance' => (cc.cwnd < cc.ssthresh ? 'slow-start' : 'avoidance');
