/** What comes from elsewhere: a scenario of the menu, a file, and the session as one. */

import {fill} from '../present/index.js';
import {type Machine, type Opened, warn} from './machine.js';
import {LAB, wordsOf} from './state.js';

export async function loadScenario(machine: Machine, id: string): Promise<void> {
	const {loadScenario: load, scenarios} = {...machine.options, scenarios: machine.state().scenarios};
	const {app} = wordsOf(machine.state());
	const known = scenarios.some(each => each.id === id);
	if (!known || load === undefined) {
		warn(machine, fill(app.noSuchScenario, {id}));
		return;
	}
	const loaded = load(id);
	const made = loaded instanceof Promise ? await loaded : loaded;
	if ('error' in made) {
		machine.set({message: {text: made.error, tone: 'error'}});
		return;
	}
	machine.begin(made);
}

export function file(machine: Machine, what: 'save' | 'open', path: string): void {
	const {files} = machine.options;
	const {app} = wordsOf(machine.state());
	if (files === undefined) {
		warn(machine, app.noFiles);
		return;
	}
	if (what === 'save') {
		const failed = files.save(path, machine.sessionText());
		const text = failed?.error ?? fill(app.saved, {path});
		machine.set({message: {text, tone: failed === null ? 'info' : 'error'}});
		return;
	}
	const read = files.open(path);
	if (read instanceof Promise) void read.then(it => fileOpened(machine, path, it));
	else fileOpened(machine, path, read);
}

function fileOpened(machine: Machine, path: string, read: Opened | {readonly error: string}): void {
	const {app} = wordsOf(machine.state());
	if ('error' in read) {
		machine.set({message: {text: read.error, tone: 'error'}});
		return;
	}
	machine.begin(read);
	machine.set({modes: [LAB], message: {text: fill(app.opened, {path}), tone: 'info'}});
}
