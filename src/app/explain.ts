import {
	changesOn,
	type Explanation,
	explanation,
	fill,
	GLOSSARY,
	isTerm,
	STEP,
	type Subject,
	segmentsOf,
	subjectIn,
	subjectTitle,
	TERMS,
	type TermId,
	termWords,
} from '../present/index.js';
import type {FlightId} from '../wire/index.js';
import {type Machine, warn} from './machine.js';
import {push, setTop} from './mode-stack.js';
import {modeOf, type SessionState, selectedFlight, wordsOf} from './state.js';

/**
 * What `e` asks about: on the wire the selected segment, or the newest where none is in flight; on a host its newest
 * state change or timer, but not one that was stopped; in the log and the history the whole last step.
 */
export function firstSubject(state: SessionState): Subject {
	const {past, pane, view} = state;
	if (pane !== 'wire') return changesOn(past, pane).findLast(subject => !isStop(past, subject)) ?? STEP;
	if (view === 'log' || view === 'history') return STEP;
	const flight = selectedFlight(state);
	return flight === null ? (segmentsOf(past).at(-1) ?? STEP) : {kind: 'segment', id: flight.id};
}

function isStop({entries}: SessionState['past'], subject: Subject): boolean {
	if (subject.kind !== 'fact') return false;
	const fact = entries[subject.place.entry]?.facts[subject.place.index];
	return fact?.kind === 'timer' && fact.act === 'off';
}

/**
 * The explanation of a page; null: it is of the whole step, or its subject is no more in the past.
 *
 * A page is laid out again with each key that scrolls it, and a long chain takes a while: the last one is kept.
 */
export function explained(state: SessionState, about: Subject, width: number): Explanation | null {
	const {past, style} = state;
	if (about.kind === 'step') return null;
	const kept = KEPT.get(about);
	if (kept?.past === past && kept.style === style && kept.width === width) return kept.told;
	const told = explanation(whyView(state, width), about);
	KEPT.set(about, {past, style, width, told});
	return told;
}

/** By the subject that a mode is about, which lives no longer than its page. */
const KEPT = new WeakMap<Subject, Pick<SessionState, 'past' | 'style'> & {width: number; told: Explanation | null}>();

const whyView = ({past, history, world, style}: SessionState, width: number): Parameters<typeof explanation>[0] => ({
	past,
	start: history.start,
	world,
	width,
	style,
});

/** What a page is called: its subject, or the whole step. */
export function explainTitle(state: SessionState, about: Subject): string {
	const words = wordsOf(state);
	const what = about.kind === 'step' ? null : subjectTitle(whyView(state, 80), about);
	return what === null ? words.why.title : fill(words.explain.title, {what});
}

export function explainSegment(machine: Machine, id: FlightId): void {
	push(machine, {name: 'explain', about: {kind: 'segment', id}, scroll: 0});
}

/** The one before or after, round the end; the whole step stands last. */
export function otherSubject(machine: Machine, by: 1 | -1): void {
	const state = machine.state();
	const mode = modeOf(state);
	if (mode.name !== 'explain') return;
	const all = [...subjectsAround(state, mode.about), STEP];
	const about = all.at((subjectIn(all, mode.about) + by) % all.length) ?? STEP;
	setTop(machine, {...mode, about, scroll: 0});
}

/** Those of its kind: all segments, or what changed on its host. */
function subjectsAround({past, pane}: SessionState, about: Subject): readonly Subject[] {
	if (about.kind === 'segment' || (about.kind === 'step' && pane === 'wire')) return segmentsOf(past);
	if (about.kind === 'step') return changesOn(past, pane === 'wire' ? 'client' : pane);
	const fact = past.entries[about.place.entry]?.facts[about.place.index];
	return fact !== undefined && 'host' in fact ? changesOn(past, fact.host) : [];
}

/** The words of the explanation that is on the screen, as a list. */
export function wordsOfIt(machine: Machine): void {
	const state = machine.state();
	const mode = modeOf(state);
	const terms = mode.name === 'explain' ? (explained(state, mode.about, 80)?.terms ?? []) : [];
	push(machine, {name: 'glossary', terms: terms.length === 0 ? TERMS : terms, at: 0, top: 0});
}

/** The page of a word, or the list of those that it may mean; null: the whole glossary. */
export function lookUp(machine: Machine, word: string | null): void {
	const state = machine.state();
	const found = word === null ? TERMS : termsLike(word);
	const [only, ...others] = found;
	if (only === undefined) warn(machine, fill(wordsOf(state).explain.glossary.none, {word: word ?? ''}));
	else if (others.length === 0) push(machine, {name: 'term', term: only, scroll: 0});
	else push(machine, {name: 'glossary', terms: found, at: 0, top: 0});
}

/** By id or name in either language: the one of just that name, else those that contain it. */
function termsLike(word: string): readonly TermId[] {
	const wanted = word
		.trim()
		.toLowerCase()
		.replaceAll(/[\s_]+/g, '-');
	if (isTerm(wanted)) return [wanted];
	const names = (id: TermId): readonly string[] =>
		[id, termWords(id, 'en').name, termWords(id, 'zh').name].map(name => name.toLowerCase().replaceAll(' ', '-'));
	const exact = TERMS.filter(id => names(id).includes(wanted));
	return exact.length > 0 ? exact : TERMS.filter(id => names(id).some(name => name.includes(wanted)));
}

/** Another word in the place of this one. */
export function seeAlso(machine: Machine, nth: number): void {
	const mode = modeOf(machine.state());
	if (mode.name !== 'term') return;
	const see: readonly TermId[] = GLOSSARY[mode.term].see;
	const term = see[nth];
	if (term !== undefined) push(machine, {name: 'term', term, scroll: 0});
}
