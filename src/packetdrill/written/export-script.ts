/**
 * A run, or a session that was played by hand, as a script for one of its two hosts: what that host's program did, what
 * came to it, and what it sent. The other host and the wire become the script.
 */

import {type HostName, PROFILES} from '../../host/index.js';
import type {Entry, Fact, Input, World} from '../../lab/index.js';
import {NO_SWITCHES, type RuleId} from '../../tcp/index.js';
import type {Flight} from '../../wire/index.js';
import {timeText} from '../packets/notation.js';
import {callLines, type ExportedFds, readLine, readyLines} from './export-calls.js';
import {deliveredLine, icmpLine, newConversations, sentLine} from './export-packets.js';

export type Exported = {
	readonly text: string;
	/** Lines of packets and of calls: without any there is nothing that could be run. */
	readonly count: number;
};

/** What is told beside the script itself. */
type ExportOptions = {readonly vantage: HostName; readonly title: string; readonly application: string};

/**
 * The script of one end.
 *
 * @param start - the world before the first entry
 * @param entries - what was done; those that are switched off are not in it
 */
export function exportScript(
	start: World,
	entries: readonly Entry[],
	{vantage, title, application}: ExportOptions,
): Exported {
	const facts = entries.flatMap(entry => entry.facts);
	const conversations = newConversations(facts, vantage);
	const fds: ExportedFds = {numbers: new Map(), next: 3, connections: new Map(), host: start.hosts[vantage]};
	const lines: string[] = [];
	const put = (at: number, some: readonly string[]): void => {
		for (const line of some) lines.push(`${timeText(at)} ${line}`);
	};
	put(0, readyLines(fds));
	const flights = new Map<string, Flight>();
	const told = errorsTold(start, entries, vantage);
	let reading = false;
	for (const [index, fact] of facts.entries()) {
		if (fact.kind === 'rule' && fact.host === vantage && ICMP_RULES.includes(fact.rule))
			put(fact.at, icmpLines(fact.at));
		if (fact.kind === 'called') reading = fact.host === vantage && fact.call.call === 'recv';
		put(fact.at, linesOf(fact, index));
	}

	const count = lines.filter(line => !line.endsWith('`')).length;
	// packetdrill wants a first event at 0.
	if (!lines[0]?.startsWith(timeText(0))) lines.unshift(`${timeText(0)} \`true\``);
	return {text: [...head(start, vantage, title, application), ...lines, ''].join('\n'), count};

	/** What a router, or the other host, told of a segment: the engine says only what it made of it. */
	function icmpLines(at: number): readonly string[] {
		const next = told.findIndex(one => one.at === at);
		const [found] = next < 0 ? [] : told.splice(next, 1);
		const about = found === undefined ? undefined : flights.get(found.input.segment);
		return found === undefined || about === undefined ? [] : [icmpLine(conversations, found.input, about.segment)];
	}

	function linesOf(fact: Fact, index: number): readonly string[] {
		switch (fact.kind) {
			case 'sent':
				flights.set(fact.flight.id, fact.flight);
				return fact.flight.from === vantage && fact.why !== null ? [sentLine(conversations, fact.flight.segment)] : [];
			case 'changed':
				flights.set(fact.flight.id, fact.flight);
				return [];
			case 'delivered': {
				const flight = flights.get(fact.id);
				return flight?.to === vantage ? [deliveredLine(conversations, flight.segment)] : [];
			}
			case 'called':
				return fact.host === vantage ? callLines(fds, fact.call, resultOf(facts, index)) : [];
			case 'accepted': {
				if (fact.host !== vantage) return [];
				return fds.numbers.has(fact.socket) ? [] : acceptLine(fds, fact);
			}
			case 'rule':
				if (fact.host !== vantage || fact.rule !== 'receive-delivers' || reading) return [];
				return readLine(fds, fact.connection, Number(fact.values?.octets ?? 0));
			case 'set':
				return settingLines(fact.what, vantage);
			case 'crashed':
				return fact.host === vantage ? ['`reboot`'] : [];
			default:
				return [];
		}
	}
}

const ICMP_RULES: readonly RuleId[] = [
	'path-mtu',
	'icmp-told',
	'icmp-aborts',
	'icmp-not-of-ours',
	'source-quench-ignored',
];

type Told = {readonly at: number; readonly input: Input & {do: 'icmp'}};

/** All errors of ICMP to the host: those that a person, or the scenario, made, and those of routers on the way. */
function errorsTold(start: World, entries: readonly Entry[], vantage: HostName): Told[] {
	const told: Told[] = [];
	let before = start;
	const add = (at: number, input: Input): void => {
		if (input.do === 'icmp' && input.segment.startsWith(vantage[0] ?? '')) told.push({at, input});
	};
	for (const {input, world} of entries) {
		add(before.now, input);
		for (const {at, input: scheduled} of before.acts)
			if (!world.acts.some(act => act.input === scheduled)) add(Math.max(at, before.now), scheduled);
		before = world;
	}

	return told;
}

function acceptLine(fds: ExportedFds, {listener, socket, connection}: Fact & {kind: 'accepted'}): readonly string[] {
	const number = fds.next++;
	fds.numbers.set(socket, number);
	fds.connections.set(connection, number);
	return [`accept(${fds.numbers.get(listener) ?? 3}, ..., ...) = ${number}`];
}

/** The end of the call that this fact tells of; null: it has none yet. */
function resultOf(facts: readonly Fact[], index: number): (Fact & {kind: 'returned'}) | null {
	const called = facts[index];
	if (called?.kind !== 'called') return null;
	for (const fact of facts.slice(index + 1)) if (fact.kind === 'returned' && fact.call === called.call) return fact;
	return null;
}

/** `sysctl server tcp_sack 0` */
function settingLines(what: string, vantage: HostName): readonly string[] {
	const [kind, host, name, ...value] = what.split(' ');
	return kind === 'sysctl' && host === vantage ? [`\`sysctl -q net.ipv4.${name}="${value.join(' ')}"\``] : [];
}

function head(start: World, vantage: HostName, title: string, application: string): readonly string[] {
	const {address, peerAddress, profile, secret, sysctl, switches, mtu, sockets} = start.hosts[vantage];
	const changed = Object.entries(sysctl).filter(([name, value]) => PROFILES[profile][name] !== value);
	const on = Object.entries(switches).filter(([name, set]) => set && !NO_SWITCHES[name as keyof typeof NO_SWITCHES]);
	const own = [
		`profile ${profile}`,
		`secret ${secret.join(' ')}`,
		...changed.map(([name, value]) => `${name} ${value}`),
		...on.map(([name]) => `switch ${name}`),
	];
	const port = sockets[0]?.port;
	return [
		`// The ${vantage}'s end of “${title.replaceAll(/\s+/g, ' ')}”.`,
		`// Written by ${application}.`,
		...own.map(said => `// tcp-lab: ${said}`),
		'',
		`--local_ip=${address}`,
		`--remote_ip=${peerAddress}`,
		...(port === undefined ? [] : [`--bind_port=${port}`]),
		...(mtu === 1500 ? [] : [`--mtu=${mtu}`]),
		'',
	];
}
