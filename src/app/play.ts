import {nextHappening} from '../lab/index.js';
import {fill} from '../present/index.js';
import type {Micros} from '../tcp/index.js';
import {showStep} from './act.js';
import type {Machine} from './machine.js';
import {wordsOf} from './state.js';

/** Real milliseconds of automatic play that went by. All frames of a play are one entry of the history. */
export function playFrame(machine: Machine, elapsed: number): void {
	const was = machine.state();
	const {play, world, history, selected} = was;
	if (!play.on) return;
	if (nextHappening(world) === null) {
		stopPlay(machine, quietSentence(machine));
		return;
	}
	const by = frameTime(elapsed * 1000 * play.speed);
	machine.selections.set(world, selected);
	const isOurs = play.entry !== null && history.entries[history.cursor - 1] === play.entry;
	if (!isOurs || machine.operate({op: 'extend', by}) === null) {
		machine.operate({op: 'input', input: {do: 'wait', by}});
	}
	machine.set({play: {...play, entry: history.entries[history.cursor - 1] ?? null}});
	showStep(machine, was);
}

/** Whole milliseconds where there are any: a frame's length is chance, and times are to be read. */
const frameTime = (micros: number): Micros =>
	micros >= 1000 ? Math.round(micros / 1000) * 1000 : Math.max(1, Math.round(micros));

function quietSentence(machine: Machine): string {
	const {app} = wordsOf(machine.state());
	const count = machine.state().world.wire.flights.length;
	return count === 0 ? app.stoppedQuiet : fill(app.stoppedWaiting, {count});
}

export function startPlay(machine: Machine): void {
	if (machine.state().play.on) return;
	machine.set({play: {...machine.state().play, on: true, entry: null}});
	machine.startClock();
}

export function stopPlay(machine: Machine, sentence: string | null = null): void {
	const {play} = machine.state();
	if (!play.on) return;
	machine.stopClock();
	machine.set({
		play: {...play, on: false, entry: null},
		...(sentence === null ? {} : {message: {text: sentence, tone: 'info'}}),
	});
}

/** Virtual seconds a real second that `<` and `>` go through. */
const SPEEDS = [0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 100, 1000];

export function speedAfter(speed: number, by: 'faster' | 'slower' | number): number {
	if (typeof by === 'number') return by;
	const next = by === 'faster' ? SPEEDS.find(each => each > speed) : SPEEDS.findLast(each => each < speed);
	return next ?? speed;
}
