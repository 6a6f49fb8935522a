/**
 * Where everything of a ladder lies on paper: an event each in the order of time, on an axis that grows with the
 * logarithm of what passes, so that 20 ms and 4 minutes can both be read.
 */

import type {HostName} from '../../host/index.js';
import type {Fact} from '../../lab/index.js';
import {callText} from '../../present/facts.js';
import {fill, type Style, wordsFor} from '../../present/index.js';
import {type Isns, segmentLabel} from '../../present/label.js';
import type {Micros} from '../../tcp/index.js';
import type {Flight, FlightId} from '../../wire/index.js';
import {type Instant, instantsOf, type Story, styleOf} from './story.js';

export const WIDTH = 960;
/** The hosts' lines. */
export const LIFE = {client: 265, server: 715} as const;
const LANE = LIFE.server - LIFE.client;

export type PlannedSegment = {
	readonly id: FlightId;
	readonly flight: Flight;
	readonly label: string;
	readonly again: boolean;
	/** Pixels: where it starts, and where it ends or has come to, 0 … 1 of the way. */
	readonly y: number;
	readonly endY: number;
	readonly across: number;
	readonly fate: 'arrived' | 'lost' | 'flying';
	/** What became of it, in words; empty when it arrived. */
	readonly says: string;
	/** Places among the instants. */
	readonly from: number;
	readonly to: number;
};

export type PlannedNote = {
	readonly host: HostName;
	readonly text: string;
	readonly kind: 'state' | 'call' | 'timer';
	readonly y: number;
	readonly at: number;
};

export type LadderPlan = {
	readonly segments: readonly PlannedSegment[];
	readonly notes: readonly PlannedNote[];
	/** Instants that are told at the edge. */
	readonly times: readonly {readonly at: Micros; readonly y: number}[];
	/** Long times without anything. */
	readonly waits: readonly {readonly gap: Micros; readonly y: number}[];
	/** The lowest pixel of each instant, by its place in the story. */
	readonly steps: readonly {readonly at: Micros; readonly y: number}[];
	readonly height: number;
};

/** Pixels for a time in which nothing happens. */
function pixelsFor(gap: Micros): number {
	if (gap <= 0) return 0;
	return Math.min(110, 6 + 9.5 * Math.max(0, Math.log10(gap / 1000)) ** 1.35);
}

/** Between two things of one kind at one side. */
const STEP = 19;
/** A wait that is told. */
const LONG: Micros = 500_000;

type Draft = {
	flight: Flight;
	isns: Isns;
	again: boolean;
	y: number;
	from: number;
	end: {y: number; fact: Fact; to: number} | null;
};

/** @param instants - the story's */
export function planLadder(story: Story, instants: readonly Instant[] = instantsOf(story)): LadderPlan {
	const style = styleOf(story);
	const drafts = new Map<FlightId, Draft>();
	const order: Draft[] = [];
	const notes: PlannedNote[] = [];
	const times: {at: Micros; y: number}[] = [];
	const waits: {gap: Micros; y: number}[] = [];
	const steps: {at: Micros; y: number}[] = [];
	/** The last thing of its kind: two of one kind are kept apart. */
	const last = new Map<string, number>();
	let y = 24;
	let now: Micros | null = null;

	const place = (fact: Fact, kind: string, apart: Readonly<Record<string, number>>): number => {
		if (now === null || fact.at > now) {
			const gap = now === null ? 0 : fact.at - now;
			const pixels = pixelsFor(gap);
			if (gap >= LONG) waits.push({gap, y: y + pixels / 2});
			y += pixels;
			now = fact.at;
		}
		for (const [other, pixels] of Object.entries(apart)) {
			y = Math.max(y, (last.get(other) ?? Number.NEGATIVE_INFINITY) + pixels);
		}
		last.set(kind, y);
		if (times.at(-1)?.at !== fact.at && y - (times.at(-1)?.y ?? -100) >= 13) times.push({at: fact.at, y});
		return y;
	};

	/** An arrow leans a little even where no time passes, so that it can be told from its neighbours. */
	const arrivalAt = (fact: Fact, {flight, y: start}: Draft): number => {
		if (fact.kind !== 'delivered') return place(fact, 'lost', {});
		last.set('start', start);
		return place(fact, `got ${flight.to}`, {[`got ${flight.to}`]: STEP, start: 22});
	};

	for (const [here, {at: instant, facts, world}] of instants.entries()) {
		for (const fact of facts) {
			if (fact.kind === 'sent') {
				const {flight} = fact;
				const side = flight.to === 'server' ? 'client' : 'server';
				const at = place(fact, `sent ${side}`, {
					[`sent ${side}`]: STEP,
					[`sent ${flight.to}`]: 12,
					[`got ${side}`]: 14,
				});
				const draft: Draft = {flight, isns: world.wire.isns, again: fact.again, y: at, from: here, end: null};
				drafts.set(flight.id, draft);
				order.push(draft);
			} else if (fact.kind === 'delivered' || fact.kind === 'dropped') {
				const draft = drafts.get(fact.id);
				if (draft === undefined || (draft.end !== null && fact.kind === 'delivered')) continue;
				const isAtOnce = fact.kind === 'dropped' && fact.at === draft.flight.sentAt;
				const at = draft.end?.y ?? (isAtOnce ? draft.y : arrivalAt(fact, draft));
				draft.end = {y: at, fact, to: here};
			} else if (fact.kind === 'changed') {
				const draft = drafts.get(fact.flight.id);
				if (draft !== undefined) draft.flight = fact.flight;
			} else {
				const said = noteOf(fact, style);
				if (said === null) continue;
				const at = place(fact, `note ${said.host}`, {[`note ${said.host}`]: STEP});
				notes.push({...said, y: at, at: here});
			}
		}
		steps.push({at: instant, y});
	}

	const end = y + 34;
	const lastStep = Math.max(0, steps.length - 1);
	return {
		segments: order.map(draft => planned(draft, y, lastStep, story, style)),
		notes,
		times,
		waits,
		steps,
		height: end,
	};
}

function planned(
	{flight, isns, again, y, from, end}: Draft,
	bottom: number,
	last: number,
	story: Story,
	style: Style,
): PlannedSegment {
	const words = wordsFor(style.lang);
	const marks = [
		again ? words.wire.again : '',
		flight.copyOf === null ? '' : words.wire.copy,
		flight.cause.kind === 'act' && flight.cause.act === 'forge' ? words.wire.forged : '',
	].filter(mark => mark !== '');
	const label = [
		segmentLabel(flight, style, isns, LABEL_CELLS - flight.id.length),
		...marks.map(mark => `(${mark})`),
	].join(' ');
	const common = {id: flight.id, flight, label, again, y, from};
	if (end === null) {
		const now = story.entries.at(-1)?.world.now ?? 0;
		const across =
			flight.dueAt <= flight.sentAt
				? 0.5
				: Math.min(0.9, Math.max(0.25, (now - flight.sentAt) / (flight.dueAt - flight.sentAt)));
		return {...common, endY: Math.max(y + 8, bottom), across, fate: 'flying', says: words.wire.inFlight, to: last + 1};
	}
	const {fact, to} = end;
	if (fact.kind === 'dropped' && fact.by !== 'checksum') {
		return {...common, endY: Math.max(y + 12, end.y), across: 0.62, fate: 'lost', says: words.drops[fact.by], to};
	}
	const says = fact.kind === 'dropped' ? words.drops[fact.by] : '';
	return {
		...common,
		endY: Math.max(y + 5, end.y),
		across: 1,
		fate: fact.kind === 'dropped' ? 'lost' : 'arrived',
		says,
		to,
	};
}

/** Of twelve-pixel type in a monospaced face: about half of the lane, the rest is for what comes the other way. */
const LABEL_CELLS = Math.floor((LANE * 0.52) / 7.3);

function noteOf(fact: Fact, style: Style): Pick<PlannedNote, 'host' | 'text' | 'kind'> | null {
	const words = wordsFor(style.lang);
	if (fact.kind === 'state') return {host: fact.host, text: fact.to, kind: 'state'};
	if (fact.kind === 'called') return {host: fact.host, text: callText(fact.call), kind: 'call'};
	if (fact.kind === 'crashed') return {host: fact.host, text: words.log.crashed, kind: 'timer'};
	if (fact.kind === 'timer' && fact.act === 'fired') {
		return {host: fact.host, text: fill(words.log.timerFired, {timer: words.timers[fact.timer]}), kind: 'timer'};
	}
	return null;
}
