/** Plays a lesson's own solution and says what does not hold. */

import type {Place} from '../format/parse-error.js';
import type {History} from '../lab/index.js';
import {nextHappening, record, worldOf} from '../lab/index.js';
import type {Style} from '../present/index.js';
import type {Lesson, Move, Step} from './lesson.js';
import {SPENDS} from './lesson.js';
import {cameNext} from './prediction.js';
import type {LessonProblem} from './problem.js';
import {beginning, isReached, left, playedOf, progressIn, totalSpent} from './progress.js';
import {textProblems} from './texts.js';

/**
 * What does not hold in a lesson, in the order of the file.
 *
 * Every step's goal must be reached by its solution's last input and not before; the right prediction must be what the
 * engine does, and no wrong one; every text must be there, in its language, and fit a terminal of 80×24.
 *
 * @param measure - cells that a text takes on the terminal
 */
export function checkLesson(lesson: Lesson, measure: Style['measure']): readonly LessonProblem[] {
	const problems = [...textProblems(lesson, measure), ...new Check(lesson).problems()];
	return problems.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

class Check {
	private readonly found: LessonProblem[] = [];
	private readonly history: History;

	constructor(private readonly lesson: Lesson) {
		this.history = beginning(lesson);
	}

	problems(): readonly LessonProblem[] {
		const {lesson, history} = this;
		for (const [place, move] of lesson.begin.entries()) this.doesNothing(move, place);
		for (const step of lesson.steps) {
			// What follows a step that is not reached says nothing of its own.
			if (!this.plays(step)) break;
		}
		if (lesson.game !== null && this.found.length === 0) this.game();
		if (history.entries.length === 0) this.say(lesson.title.places.en, 'nothing is done in this lesson');
		return this.found;
	}

	private say(place: Place, says: string): void {
		this.found.push({source: this.lesson.source, place, says});
	}

	/** @param at - the entry that the input made */
	private doesNothing({place, input}: Move, at: number): void {
		const entry = this.history.entries[at];
		const idle = entry?.facts.find(({kind}) => kind === 'void');
		if (idle?.kind === 'void') this.say(place, `this ${input.do} does nothing: ${idle.reason}`);
	}

	/** @returns whether its goal was reached */
	private plays(step: Step): boolean {
		const {history} = this;
		const since = history.entries.reduce((sum, {facts}) => sum + facts.length, 0);
		const reached = (): boolean => isReached(step.goal, playedOf(history.start, history.entries), since);
		const number = this.lesson.steps.indexOf(step) + 1;
		if (reached()) {
			this.say(step.goal.place, `the goal of step ${number} is reached before the step begins`);
			return false;
		}
		for (const [index, move] of step.solution.entries()) {
			record(history, move.input);
			this.doesNothing(move, history.entries.length - 1);
			const isLast = index === step.solution.length - 1;
			if (isLast || !reached()) continue;
			const rest = step.solution.length - index - 1;
			this.say(step.goal.place, `the goal of step ${number} is reached ${rest} of its solution's inputs too early`);
			return false;
		}
		if (!reached()) {
			this.say(step.goal.place, `the solution of step ${number} does not reach its goal${this.missing(step, since)}`);
			return false;
		}
		this.predicts(step, since);
		return true;
	}

	/** Of a goal with parts: which of them does not hold. */
	private missing({goal}: Step, since: number): string {
		if (goal.kind !== 'all') return '';
		const played = playedOf(this.history.start, this.history.entries);
		const lines = goal.of.filter(part => !isReached(part, played, since)).map(({place}) => place.line);
		return `: not what line ${lines.join(', ')} asks for`;
	}

	private predicts({predict}: Step, since: number): void {
		const played = playedOf(this.history.start, this.history.entries);
		for (const {place, is, right} of predict?.choices ?? []) {
			const came = cameNext(is, played, since);
			if (right && !came) this.say(place, 'the right answer is not what the engine does next');
			if (!right && came) this.say(place, 'this wrong answer is what the engine does next');
		}
	}

	private game(): void {
		const {lesson, history} = this;
		const {game} = lesson;
		if (game === null) return;
		const {spent, lost, step} = progressIn(lesson, {...history, cursor: history.entries.length});
		const [first] = lesson.steps;
		const at = first?.place ?? lesson.title.places.en;
		if (lost) this.say(game.lost?.place ?? at, 'the solution loses the game');
		else if (step < lesson.steps.length) this.say(at, 'the solution does not win the game');
		for (const name of SPENDS) {
			if (left(game.budget, spent, name) < 0) this.say(at, `the solution spends more of "${name}" than the budget has`);
		}
		for (const {place, input} of lesson.steps.flatMap(({solution}) => solution)) {
			const isFree = input.do === 'wait' || SPENDS.some(name => name === input.do);
			if (!isFree) this.say(place, `a game's solution acts on the wire alone: no ${input.do}`);
		}
		if (totalSpent(spent) !== game.par)
			this.say(at, `the solution spends ${totalSpent(spent)} acts, and "par" is ${game.par}`);
		if (this.winsByItself()) this.say(at, 'the game is won when the network does nothing');
	}

	/** Time runs as far as the solution takes it, and nobody acts. */
	private winsByItself(): boolean {
		const {lesson, history} = this;
		const until = worldOf(history).now;
		const idle = beginning(lesson);
		for (;;) {
			const next = nextHappening(worldOf(idle));
			if (next === null || next.at > until) break;
			record(idle, {do: 'wait', for: 'event'});
		}
		const rest = until - worldOf(idle).now;
		if (rest > 0) record(idle, {do: 'wait', by: rest});
		return progressIn(lesson, {...idle, cursor: idle.entries.length}).step >= lesson.steps.length;
	}
}
