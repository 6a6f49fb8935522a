import {captureOf} from '../format/run-capture.js';
import type {Vantage} from '../format/sightings.js';
import {exportScript} from '../packetdrill/index.js';
import {fill} from '../present/index.js';
import {type Machine, warn} from './machine.js';
import {langOf, wordsOf} from './state.js';

type CaptureCommand = {readonly path: string; readonly vantage: Vantage | null};

/** As a packetdrill script, of the server's end where no other is asked for. */
function asScript(machine: Machine, vantage: Vantage | null): {readonly octets: Uint8Array; readonly count: number} {
	const {history, past, title} = machine.state();
	const {text, count} = exportScript(history.start, past.entries.slice(0, past.cursor), {
		vantage: vantage === 'client' ? 'client' : 'server',
		title: title ?? 'tcp-lab',
		application: machine.options.files?.application ?? 'tcp-lab',
	});
	return {octets: new TextEncoder().encode(text), count};
}

/** Writes what has happened up to the place in history where the person stands: what is undone is not in it. */
export function capture(machine: Machine, {path, vantage}: CaptureCommand): void {
	const {files} = machine.options;
	const state = machine.state();
	const {app, pictures} = wordsOf(state);
	if (files === undefined) {
		warn(machine, app.noFiles);
		return;
	}

	const {world, past, title} = state;
	const facts = past.entries.slice(0, past.cursor).flatMap(entry => entry.facts);
	const isScript = path.endsWith('.pkt');
	const {octets, count} = isScript
		? asScript(machine, vantage)
		: captureOf(facts, world, {
				vantage,
				title: title ?? 'tcp-lab',
				application: files.application,
				lang: langOf(state),
			});
	if (count === 0) {
		warn(machine, app.nothingToCapture);
		return;
	}

	const written = files.capture(path, octets);
	if ('error' in written) machine.set({message: {text: written.error, tone: 'error'}});
	else {
		const {keep} = pictures;
		const says = written.replaced ? app.capturedOver : app.captured;
		const text = isScript
			? fill(written.replaced ? keep.writtenOver : keep.written, {path, format: 'pkt'})
			: fill(says, {path, count, place: app.places[vantage ?? 'all']});
		machine.set({message: {text, tone: 'info'}});
	}
}
