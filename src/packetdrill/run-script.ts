/** A script from its first line to its last, on the virtual clock. */

import type {Place} from '../format/parse-error.js';
import {createHost, type ProfileName} from '../host/index.js';
import {type Micros, NO_SWITCHES, type Secret, type Switches} from '../tcp/index.js';
import {awaitReturn, checkReturned, makeCall} from './calls/syscalls.js';
import {runCode} from './code-run.js';
import type {Event, Script} from './language/script.js';
import {count, type Done, type Machine, runUpTo} from './machine/machine.js';
import {newMeter} from './machine/meter-state.js';
import {Failed, type Failure, type LogLine, TooMuch} from './machine/outcome.js';
import {infoValue} from './machine/tcp-info.js';
import {connectionIn, watchMeter} from './packets/meter.js';
import {packetText, shownOf} from './packets/notation.js';
import {deliver, deliverIcmp} from './packets/packet-in.js';
import {expectPacket} from './packets/packet-out.js';
import {dueOf, wrongTime} from './packets/timing.js';
import {MORE_IN_IPV6, runCommand} from './run-command.js';

export type RunOptions = {
	/** In place of what the script says. */
	readonly profile?: ProfileName | null;
	/** No time may be off. */
	readonly exact?: boolean;
	readonly mostEvents?: number;
	/** What the host sends behind the last line is no failure, whatever the script says. */
	readonly moreMayCome?: boolean;
};

/** ISNs and cookies come from it: the same in each run. */
const SECRET: Secret = [0x7061636b, 0x65746472, 0x696c6c, 1];

/** Lines and timers together: more than any script needs, less than a minute. */
export const MOST_EVENTS = 50_000;

export type ScriptRun = {
	readonly script: Script;
	/** Null: every line held. */
	readonly failure: Failure | null;
	/** It was stopped at this event, because more happened than so many events and timers; null: it was not. */
	readonly stopped: {readonly place: Place; readonly most: number} | null;
	readonly log: readonly LogLine[];
	/** What was written and could not be mapped. */
	readonly notes: readonly string[];
	readonly warnings: readonly string[];
	/** Everything that was done to the host; and the clock when each event was over. */
	readonly done: readonly Done[];
	readonly marks: readonly Micros[];
	readonly secret: Secret;
	readonly profile: ProfileName;
	/** Virtual time that passed. */
	readonly took: Micros;
};

/** @throws ParseError for what only shows when a line is reached: an argument that cannot be */
export function runScript(script: Script, options: RunOptions = {}): ScriptRun {
	const m = newMachine(script, options);
	const marks: Micros[] = [];
	let failure: Failure | null = null;
	let stopped: ScriptRun['stopped'] = null;
	try {
		for (const event of script.events) {
			runEvent(m, event);
			marks.push(m.now);
		}

		awaitReturn(m);
		if (!script.own.moreMayCome && options.moreMayCome !== true) nothingMore(m);
	} catch (error) {
		if (error instanceof Failed) failure = error.failure;
		else if (error instanceof TooMuch) stopped = {place: m.event?.place ?? {line: 1, column: 1}, most: m.mostEvents};
		else throw error;
	}

	return {
		script,
		failure,
		stopped,
		log: m.log,
		notes: [...m.notes],
		warnings: m.warnings,
		done: m.done,
		marks,
		secret: m.host.secret,
		profile: m.host.profile,
		took: m.now,
	};
}

function newMachine(script: Script, options: RunOptions): Machine {
	const {settings, own} = script;
	const switches: Switches = {...NO_SWITCHES, ...Object.fromEntries(own.switches.map(name => [name, true]))};
	const notes = new Set(settings.ignored.filter(name => !QUIET.includes(name)));
	if (settings.ipVersion === 6) notes.add('IPv6 (segments have its lengths, and go over IPv4)');
	return {
		script,
		host: createHost({
			name: 'server',
			address: settings.localAddress,
			peerAddress: settings.remoteAddress,
			profile: options.profile ?? own.profile ?? 'linux',
			sysctl: own.sysctl,
			switches,
			secret: own.secret ?? SECRET,
			mtu: settings.mtu - (settings.ipVersion === 6 ? MORE_IN_IPV6 : 0),
		}),
		exact: options.exact ?? false,
		mostEvents: options.mostEvents ?? MOST_EVENTS,
		now: 0,
		happened: 0,
		event: null,
		dueAt: 0,
		dueBefore: 0,
		sent: [],
		flows: [],
		flow: null,
		fds: new Map(),
		waiting: null,
		wakesAt: null,
		synTextTaken: new Set(),
		counts: new Map(),
		usedNames: new Set(),
		names: new Map(),
		remembered: new Map(),
		watchers: [watchMeter],
		decided: null,
		log: [],
		done: [],
		notes,
		warnings: [],
	};
}

/** They change nothing that a script could see here. */
const QUIET = ['--tcp_ts_ecr_scaled', '--verbose', '--debug'];

function runEvent(m: Machine, event: Event): void {
	const due = dueOf(m, event.when);
	m.event = event;
	count(m);
	m.dueBefore = m.dueAt;
	m.dueAt = due?.from ?? m.now;
	const {action} = event;
	if (action.kind === 'tcp' && action.direction === 'out') {
		expectPacket(m, action, due);
		checkReturned(m);
		return;
	}

	if (due !== null) runUpTo(m, due.from);
	checkReturned(m);
	const late = wrongTime(m, due, m.now);
	if (late !== null)
		throw new Failed({
			place: event.place,
			field: 'time',
			...late,
			wanted: event.text,
			actual: null,
			decided: m.decided,
		});
	if (action.kind !== 'syscall') m.log.push({at: m.now, text: event.did, line: event.place.line});
	switch (action.kind) {
		case 'tcp':
			deliver(m, action);
			break;
		case 'icmp':
			deliverIcmp(m, action);
			break;
		case 'syscall':
			makeCall(m, event, action, due);
			break;
		case 'command':
			runCommand(m, action.command);
			break;
		case 'code':
			evaluate(m, event);
	}

	checkReturned(m);
}

function evaluate(m: Machine, {action, text}: Event): void {
	if (action.kind !== 'code') return;
	watchMeter(m);
	const {flow} = m;
	const tcb = connectionIn(m.host, flow)?.tcb ?? null;
	const {printed, broken} = runCode(m.script.source, action.statements, {
		own: m.names,
		given: name => (flow === null ? infoValue(name, null, newMeter(), m.now) : infoValue(name, tcb, flow.meter, m.now)),
	});
	for (const line of printed) m.log.push({at: m.now, text: line, line: null});
	if (broken === null) return;
	throw new Failed({
		place: broken.place,
		field: 'assert',
		expected: broken.text,
		got: broken.got,
		wanted: text,
		actual: null,
		decided: m.decided,
	});
}

/** What the host has sent by now, and no line speaks of. */
function nothingMore(m: Machine): void {
	const left = m.sent.find(({segment}) =>
		m.flows.some(
			flow =>
				flow === m.flow && segment.source.port === flow.local.port && segment.destination.port === flow.remote.port,
		),
	);
	const {flow} = m;
	if (left === undefined || flow === null) return;
	throw new Failed({
		place: m.event?.place ?? {line: 1, column: 1},
		field: 'packet',
		expected: 'nothing more behind the last line',
		got: 'a packet',
		wanted: null,
		actual: `${(left.at / 1e6).toFixed(6)} > ${packetText(shownOf(flow, left.segment))}`,
		decided: {rule: left.why, values: left.values, at: left.at},
	});
}
