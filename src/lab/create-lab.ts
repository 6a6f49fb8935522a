/** The lab in one object, for users of the library. */

import type {ProfileName} from '../host/index.js';
import {branch, branches, switchBranch} from './branches.js';
import {defaultSetup} from './default-setup.js';
import type {Fact} from './fact.js';
import type {Branch, History} from './history.js';
import type {Input} from './input.js';
import {createHistory, jump, record, redo, toggle, undo, worldOf} from './record.js';
import type {Setup} from './setup.js';
import type {World} from './world.js';

/** What a lab begins with; absent: a server that listens on port 80, and a wire that holds all. */
export type LabOptions = {
	/** Wins over `profile` and `seed`. */
	readonly setup?: Setup;
	/** Default `rfc9293`. */
	readonly profile?: ProfileName;
	/** Default 1. */
	readonly seed?: number;
	/** Done at once, in order. */
	readonly inputs?: readonly Input[];
};

/** A history with its hands. Same setup and same calls: same facts. */
export type Lab = {
	readonly history: History;
	/** The world at the cursor. Never write to it. */
	readonly world: World;
	/** All that happened up to the cursor, in order. */
	readonly facts: readonly Fact[];
	/** Does an input and tells what happened. An input that does not apply gives a `void` fact with its reason. */
	readonly do: (input: Input) => readonly Fact[];
	/** One input back. False: there is none. */
	readonly undo: () => boolean;
	/** One input forth. False: there is none. */
	readonly redo: () => boolean;
	/** To the world after the first `n` inputs. False: there are not so many. */
	readonly jump: (n: number) => boolean;
	/** Switches input `index`, from 0, off or on again, and plays those after it anew. False: there is no such input. */
	readonly toggle: (index: number) => boolean;
	/** Goes on under a new name, and keeps the line as it was. Null: the name is taken or empty. */
	readonly branch: (name?: string) => string | null;
	/** To another line, where it was left. False: there is none of that name. */
	readonly switchBranch: (name: string) => boolean;
	/** All lines, the one we are on first. */
	readonly branches: () => readonly Branch[];
};

/**
 * Two hosts, the wire between them, and their history.
 *
 * ```ts
 * import {createLab} from 'tcp-lab';
 *
 * const lab = createLab();
 * lab.do({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
 * lab.do({do: 'drop', segment: 'c1'});                // the SYN
 * const facts = lab.do({do: 'wait', for: 'timer'});   // RFC 6298: a second later it is sent again
 * facts.some(fact => fact.kind === 'sent' && fact.again);   // true
 * lab.world.hosts.client.connections[0]?.tcb.rto.rto;       // 2_000_000, microseconds
 * lab.undo();
 * ```
 */
export function createLab(options: LabOptions = {}): Lab {
	const history = createHistory(options.setup ?? defaultSetup(options.profile ?? 'rfc9293', options.seed ?? 1));
	for (const input of options.inputs ?? []) record(history, input);
	return {
		history,
		get world() {
			return worldOf(history);
		},
		get facts() {
			return history.entries.slice(0, history.cursor).flatMap(entry => entry.facts);
		},
		do: input => record(history, input).facts,
		undo: () => undo(history),
		redo: () => redo(history),
		jump: n => jump(history, n),
		toggle: index => toggle(history, index),
		branch: name => branch(history, name),
		switchBranch: name => switchBranch(history, name),
		branches: () => branches(history),
	};
}
