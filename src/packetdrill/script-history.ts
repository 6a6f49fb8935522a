/** A script's run as a history of the lab, so that it can be gone through on the screen line by line. */

import {type HostName, PROFILES} from '../host/index.js';
import {createHistory, type History, type Input, jump, record, type Setup, worldOf} from '../lab/index.js';
import {eq, flags, type Micros, unsigned} from '../tcp/index.js';
import {itemsOf, octetsOfItems} from './language/option-items.js';
import type {Script} from './language/script.js';
import type {Act, Done} from './machine/machine.js';
import {MORE_IN_IPV6} from './run-command.js';
import type {ScriptRun} from './run-script.js';

/** A script beside the history that it makes. */
export type ScriptHistory = {
	readonly history: History;
	/** The host for which the script speaks: the one that is not under test. */
	readonly side: HostName;
	/** The script's lines as they are written. */
	readonly lines: readonly string[];
	/** By entry of the history: the line, from 1, that it comes from. */
	readonly lineOf: readonly number[];
};

/** The history stands at its beginning; what there is to do lies ahead, to be redone. */
export function scriptHistory(run: ScriptRun): ScriptHistory {
	const {script, done, marks} = run;
	const host = hostOf(script);
	const side = host === 'server' ? 'client' : 'server';
	const history = createHistory(setupOf(run, host, side));
	const lineOf: number[] = [];
	let line = 0;
	const put = (input: Input): void => {
		record(history, input);
		lineOf.push(line);
	};
	const waitUntil = (at: Micros): void => {
		const by = at - worldOf(history).now;
		if (by > 0) put({do: 'wait', by});
	};
	const act = ({at, act: what}: Done): void => {
		waitUntil(at);
		const made = what.do === 'icmp' ? icmpInput(history, what, host) : inputOf(what, host, side);
		if (made === null) return;
		put(made);
		if (made.do !== 'forge') return;
		const flight = worldOf(history).wire.flights.findLast(({to}) => to === host);
		if (flight !== undefined) put({do: 'deliver', segment: flight.id});
	};
	const acts = [...done];
	for (const [index, event] of script.events.entries()) {
		line = event.place.line;
		const end = marks[index];
		while (acts[0] !== undefined && acts[0].line <= line && (end === undefined || acts[0].at <= end))
			act(acts.shift() as Done);
		// A line that does not hold is gone to as well: what came instead is there to be seen.
		waitUntil(end ?? run.took);
		// What the line has seen is with the script.
		if (event.action.kind === 'tcp' && event.action.direction === 'out' && worldOf(history).wire.flights.length > 0)
			put({do: 'deliver-all'});
		if (end === undefined) break;
	}

	jump(history, 0);
	return {history, side, lines: script.source.text.trimEnd().split(/\r?\n/), lineOf};
}

/** Who connects is the client. */
const hostOf = ({events}: Script): HostName =>
	events.some(({action}) => action.kind === 'syscall' && action.name === 'listen') ? 'server' : 'client';

function setupOf({script, profile, secret}: ScriptRun, host: HostName, side: HostName): Setup {
	const {settings, own} = script;
	const tested = {address: settings.localAddress, sysctl: knownOf(own.sysctl, profile), switches: own.switches, secret};
	const peer = {address: settings.remoteAddress};
	return {
		profile,
		seed: 1,
		switches: [],
		hosts: host === 'server' ? {client: peer, server: tested} : {client: tested, server: peer},
		wire: {mode: 'flow', latency: 0, mtu: settings.mtu - (settings.ipVersion === 6 ? MORE_IN_IPV6 : 0)},
		calls: [],
		scripted: side,
	};
}

/** Only what the profile knows, and has otherwise. */
const knownOf = (sysctl: Script['own']['sysctl'], profile: ScriptRun['profile']): Script['own']['sysctl'] =>
	Object.fromEntries(Object.entries(sysctl).filter(([name, value]) => PROFILES[profile][name] !== value));

/** The error names a segment that the host has sent; null: none of that number is remembered. */
function icmpInput(history: History, {error, about}: Act & {do: 'icmp'}, host: HostName): Input | null {
	const {flights, ghosts} = worldOf(history).wire;
	const quoted = [...ghosts, ...flights].findLast(({from, segment}) => from === host && eq(segment.seq, about.seq));
	return quoted === undefined ? null : {do: 'icmp', segment: quoted.id, ...error};
}

function inputOf(what: Exclude<Act, {do: 'icmp'}>, host: HostName, side: HostName): Input | null {
	switch (what.do) {
		case 'call':
			return {do: 'call', host, call: what.call};
		case 'sysctl':
			return {do: 'sysctl', host, name: what.name, value: what.value};
		case 'crash':
			return {do: 'crash', host};
		case 'arrive': {
			const {segment} = what;
			const octets = octetsOfItems(itemsOf(segment.options));
			return {
				do: 'forge',
				from: side,
				to: host,
				fields: {
					sourcePort: segment.source.port,
					destinationPort: segment.destination.port,
					seq: unsigned(segment.seq),
					ack: segment.ack === null ? null : unsigned(segment.ack),
					flags: flags(segment),
					wnd: segment.wnd,
					up: segment.up,
					bytes: segment.text.length,
					options: Array.from(octets, octet => octet.toString(16).padStart(2, '0')).join(''),
					ecn: segment.ecn,
				},
			};
		}
	}
}
