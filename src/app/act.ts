import {copyWorld, type Fact, type Input, step} from '../lab/index.js';
import {callText, errorText, voidText} from '../present/facts.js';
import {fill, type Words} from '../present/index.js';
import type {LabCommand} from './command.js';
import {forbidden} from './lesson-game.js';
import {type Machine, warn} from './machine.js';
import {selectionAfter} from './selection.js';
import {type Message, type SessionState, wordsOf} from './state.js';
import {toInput} from './to-input.js';

/** Does what a command stands for to the world; what does not apply is not recorded, and says why. */
export function act(machine: Machine, command: Exclude<LabCommand, {do: 'finish'}>): boolean {
	const was = machine.state();
	const input = toInput(was, command);
	if (typeof input === 'string') {
		warn(machine, input);
		return false;
	}
	const no = forbidden(was, input);
	if (no !== null) {
		warn(machine, no);
		return false;
	}
	const [only, ...more] = step(copyWorld(was.world), input);
	if (only?.kind === 'void' && more.length === 0) {
		warn(machine, voidText(only, wordsOf(was)));
		return false;
	}
	const {cursor, branches} = was.history;
	const hadFuture = cursor < was.history.entries.length;
	const known = new Set(branches.map(({name}) => name));
	const facts = record(machine, input);
	const kept = hadFuture ? was.history.branches.find(({name}) => !known.has(name)) : undefined;
	machine.set({message: tellOf(facts, input, wordsOf(was)) ?? keptAs(kept?.name, wordsOf(was))});
	if (input.do === 'forge' || input.do === 'replay') selectMade(machine, facts);
	return true;
}

/** One step done after others were taken back: those are not lost. */
const keptAs = (name: string | undefined, {app}: Words): Message | null =>
	name === undefined ? null : {text: fill(app.futureKept, {name}), tone: 'info'};

/** Who makes a segment wants to see what it does. */
function selectMade(machine: Machine, facts: readonly Fact[]): void {
	const made = facts.find(fact => fact.kind === 'sent');
	const id = made?.kind === 'sent' ? made.flight.id : null;
	const {world} = machine.state();
	if (world.wire.flights.some(flight => flight.id === id)) machine.set({selected: id});
}

function record(machine: Machine, input: Input): readonly Fact[] {
	const was = machine.state();
	machine.selections.set(was.world, was.selected);
	const facts = machine.operate({op: 'input', input}) ?? [];
	showStep(machine, was);
	return facts;
}

/** The picture after a step: the selection goes on, and the newest is in sight. */
export function showStep(machine: Machine, was: SessionState): void {
	const now = machine.state();
	machine.set({selected: selectionAfter(was, now, was.selected), scroll: 0, inputAt: now.past.cursor});
}

/** A call that failed, or a crash: what the picture alone does not tell. */
function tellOf(facts: readonly Fact[], input: Input, words: Words): Message | null {
	if (input.do === 'crash') {
		return {text: fill(words.app.crashed, {host: words.sides[input.host]}), tone: 'info'};
	}
	const wrote = facts.findLast(fact => fact.kind === 'returned' && fact.call.call === 'send');
	if (wrote?.kind === 'returned' && wrote.call.call === 'send' && 'ret' in wrote.result) {
		const asked = wrote.call.bytes ?? 0;
		const {ret: count} = wrote.result;
		return count < asked ? {text: fill(words.app.shortWrite, {count, asked}), tone: 'info'} : null;
	}
	const failed = facts.findLast(fact => fact.kind === 'returned' && 'errno' in fact.result);
	if (failed?.kind !== 'returned' || !('errno' in failed.result)) return null;
	// Where no rule was asked, the why-line says it.
	if (failed.result.errno === 'EINPROGRESS' || !facts.some(({kind}) => kind === 'rule')) return null;
	return {text: `${callText(failed.call)}: ${errorText(failed.result, words)}`, tone: 'warning'};
}
