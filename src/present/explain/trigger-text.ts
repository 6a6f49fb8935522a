/** What set a step off, in words. */

import type {Fact, World} from '../../lab/index.js';
import {callText} from '../facts.js';
import {segmentLabel} from '../label.js';
import type {Style} from '../line.js';
import type {Past} from '../past.js';
import {instant} from '../time.js';
import {fill, type Words} from '../words/words.js';
import {chainOf, factAt, type Link, lastBefore, type Place, sentAt} from './causes.js';

type View = {readonly past: Past; readonly world: World; readonly style: Style};

/** A piece of a sentence, after “because”. */
export function triggerText(view: View, {effect, trigger, deciding}: Omit<Link, 'others'>, words: Words): string {
	const {past} = view;
	const {explain, sides, timers} = words;
	switch (trigger.kind) {
		case 'arrival': {
			const byHand = isOwn(past, trigger.place, 'deliver', 'deliver-all');
			const label = labelOf(view, trigger.segment, trigger.place);
			return fill(byHand ? explain.arrivalByHand : explain.arrival, {id: trigger.segment, label});
		}
		case 'icmp': {
			const fact = factAt(past, trigger.place);
			const {type, code} = fact?.kind === 'icmp' ? fact : {type: 3, code: 0};
			return fill(explain.icmp, {id: trigger.segment, type, code});
		}
		case 'timer': {
			const fact = trigger.place === null ? null : factAt(past, trigger.place);
			if (fact?.kind !== 'timer' || trigger.place === null)
				return fill(explain.hostClock, {host: sides[ownerOf(past, effect)]});
			const timer = timers[fact.timer];
			const set = whenSet(past, fact, trigger.place);
			if (set === null) return fill(explain.fired, {timer});
			// What set it is told by name only: a timer is where a chain begins.
			const [by] = chainOf(past, set.place);
			const cause = by === undefined || by.trigger.kind === 'timer' ? null : triggerText(view, by, words);
			if (cause === null) return fill(explain.fired, {timer});
			return fill(explain.firedSet, {timer, time: instant(set.at), cause});
		}
		case 'call': {
			const fact = trigger.place === null ? null : factAt(past, trigger.place);
			if (fact?.kind !== 'called') return fill(explain.callOfPast, {call: trigger.call});
			const byHand = isOwn(past, trigger.place, 'call');
			const said = fill(byHand ? explain.callByHand : explain.callByProgram, {call: callText(fact.call)});
			// A close() that aborts: nothing in the call says so.
			const lingers = fact.call.call === 'close' && deciding?.rule === 'abort-resets';
			return lingers ? said + explain.lingerZero : said;
		}
		case 'fault':
			return fill(explain.network, {id: trigger.segment});
		case 'act':
			return actText(factAt(past, trigger.place), words);
	}
}

function actText(fact: Fact | null, {explain, sides}: Words): string {
	if (fact?.kind === 'crashed') return fill(explain.crash, {host: sides[fact.host]});
	if (fact?.kind === 'set') return fill(explain.setting, {what: fact.what});
	if (fact?.kind !== 'sent') return explain.forged;
	const {cause, copyOf, id} = fact.flight;
	const act = cause.kind === 'act' ? cause.act : 'forge';
	if (act === 'duplicate') return fill(explain.copied, {id: copyOf ?? id});
	return act === 'replay' ? fill(explain.replayed, {id: copyOf ?? id}) : explain.forged;
}

/** Did the person do just this, and not a scenario or the clock? */
const isOwn = (past: Past, place: Place | null, ...acts: readonly string[]): boolean =>
	place !== null && acts.includes(past.entries[place.entry]?.input.do ?? '');

function labelOf({past, style, world}: View, id: string, before: Place): string {
	const place = sentAt(past, id, before);
	const fact = place === null ? null : factAt(past, place);
	if (place === null || fact?.kind !== 'sent') return id;
	return segmentLabel(fact.flight, style, (past.entries[before.entry]?.world ?? world).wire.isns);
}

function ownerOf(past: Past, place: Place): 'client' | 'server' | 'outsider' {
	const fact = factAt(past, place);
	if (fact === null) return 'client';
	if (fact.kind === 'sent') return fact.flight.from;
	return 'host' in fact ? fact.host : 'client';
}

type Timer = Extract<Fact, {kind: 'timer'}>;

/** Where a timer that fires was set for that time. */
function whenSet(past: Past, fired: Timer, place: Place): {readonly place: Place; readonly at: number} | null {
	const found = lastBefore(
		past,
		place,
		(fact): fact is Timer =>
			fact.kind === 'timer' &&
			fact.act === 'set' &&
			fact.host === fired.host &&
			fact.connection === fired.connection &&
			fact.timer === fired.timer,
	);
	return found === null ? null : {place: found.place, at: found.fact.at};
}
