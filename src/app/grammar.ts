import {VANTAGES} from '../format/sightings.js';
import type {HostName} from '../host/index.js';
import {DEFAULT_OPTIONS} from '../host/index.js';
import {segmentsOf, TERMS, type Words} from '../present/index.js';
import {SWITCHES} from '../tcp/index.js';
import {
	DISTRIBUTIONS,
	FAULT_EXAMPLES,
	type FAULT_WORDS,
	parseFault,
	parseRate,
	parseShare,
	parseTime,
} from './quantity.js';
import type {SessionState} from './state.js';
import {VARIANT_WORDS} from './variant-words.js';
import {WIRE_VIEWS} from './view.js';

/**
 * What may stand at one place of a command line.
 *
 * `read` takes one word (or, for `rest`, all that is left) and gives null for what it cannot be.
 */
export type Kind = {
	readonly name: KindName;
	readonly rest?: true;
	readonly read: (word: string, state: SessionState) => string | number | null;
	readonly complete: (state: SessionState) => readonly string[];
};

/** Each has its words in `words.app.kinds`: what is expected there. */
export type KindName = keyof Words['app']['kinds'];

const NOTHING: readonly string[] = [];

const oneOf = (name: KindName, choices: (state: SessionState) => readonly string[]): Kind => ({
	name,
	read: (word, state) => choices(state).find(choice => choice.toLowerCase() === word.toLowerCase()) ?? null,
	complete: choices,
});

const whole = (name: KindName, least: number, most: number, examples: readonly string[] = NOTHING): Kind => ({
	name,
	read: word => (/^\d{1,15}$/.test(word) && Number(word) >= least && Number(word) <= most ? Number(word) : null),
	complete: () => examples,
});

const quantity = (name: KindName, read: (word: string) => number | null, examples: readonly string[]): Kind => ({
	name,
	read,
	complete: () => examples,
});

/** Anything; what it must be is only known when it is done. */
const word = (name: KindName, complete: (state: SessionState) => readonly string[] = () => NOTHING): Kind => ({
	name,
	read: text => (text === '' ? null : text),
	complete,
});

const rest = (name: KindName, complete: (state: SessionState) => readonly string[] = () => NOTHING): Kind => ({
	...word(name, complete),
	rest: true,
});

const HOSTS: readonly HostName[] = ['client', 'server'];

export const KINDS = {
	host: oneOf('host', () => HOSTS),
	hosts: oneOf('hosts', () => [...HOSTS, 'both']),
	sender: oneOf('sender', () => [...HOSTS, 'outsider']),
	socket: oneOf('socket', ({world}) => [
		...new Set(HOSTS.flatMap(host => world.hosts[host].sockets.map(({name}) => name))),
	]),
	flight: oneOf('flight', ({world}) => world.wire.flights.map(({id}) => id)),
	ghost: oneOf('ghost', ({world}) => world.wire.ghosts.map(({id}) => id).toReversed()),
	segment: oneOf('segment', ({past}) =>
		segmentsOf(past)
			.map(each => (each.kind === 'segment' ? each.id : ''))
			.toReversed(),
	),
	variant: oneOf('variant', ({history, past}) => [
		...VARIANT_WORDS,
		...history.branches.map(({name}) => name),
		...segmentsOf(past).map(each => (each.kind === 'segment' ? each.id : '')),
	]),
	term: rest('term', () => TERMS),
	where: oneOf('where', () => ['before', 'after']),
	time: quantity('time', parseTime, ['100ms', '500ms', '1s']),
	waitFor: {
		name: 'waitFor',
		read: text => (text === 'event' || text === 'timer' ? text : parseTime(text)),
		complete: () => ['event', 'timer', '1s', '10s'],
	} satisfies Kind,
	share: quantity('share', parseShare, ['10%', '1%', '50%']),
	rate: quantity('rate', parseRate, ['1mbit', '64kbit']),
	port: whole('port', 1, 65_535, ['80']),
	localPort: whole('localPort', 1, 65_535),
	count: whole('count', 0, 1_000_000_000, ['100', '1000', '10000']),
	backlog: whole('backlog', 0, 65_535, ['1']),
	bit: whole('bit', 0, 1_000_000),
	place: whole('place', 0, 1_000_000_000),
	speed: {
		name: 'speed',
		read: text => {
			const speed = Number(text.replace(/[x×]$/, ''));
			return speed >= 0.001 && speed <= 10_000 ? speed : null;
		},
		complete: () => ['0.1', '1', '10', '100'],
	} satisfies Kind,
	how: oneOf('how', () => ['wr', 'rd', 'rdwr']),
	onOff: oneOf('onOff', () => ['on', 'off']),
	mode: oneOf('mode', () => ['hold', 'flow']),
	option: oneOf('option', () => Object.keys(DEFAULT_OPTIONS)),
	optionValue: {
		name: 'optionValue',
		read: text => (/^\d{1,10}$/.test(text) ? Number(text) : text === 'true' || text === 'false' ? text : null),
		complete: () => ['true', 'false'],
	} satisfies Kind,
	sysctl: word('sysctl', ({world}) => Object.keys(world.hosts.client.sysctl)),
	value: rest('value'),
	switch: oneOf('switch', () => SWITCHES),
	sending: rest('sending', () => ['100', '1000', '"hello"']),
	fields: rest('fields', () => ['flags=R', 'seq=1', 'ack=1', 'wnd=0', 'text=hello']),
	rule: rest('rule', () => ['from=client', 'flags=S', 'nth=1', 'do=drop', 'do=delay', 'by=0.5']),
	fault: rest('fault'),
	branch: word('branch', ({history}) => history.branches.map(({name}) => name)),
	newBranch: word('newBranch'),
	connection: whole('connection', 1, 1_000_000_000),
	lang: oneOf('lang', () => ['en', 'zh']),
	numbers: oneOf('numbers', () => ['relative', 'absolute']),
	view: oneOf('view', () => WIRE_VIEWS),
	pane: oneOf('pane', () => ['client', 'wire', 'server']),
	lesson: rest('lesson', ({lessons}) => lessons.map(({id}) => id)),
	scenario: rest('scenario', ({scenarios}) => scenarios.map(({id}) => id)),
	filter: rest('filter', () => ['state', 'rule', 'timer', 'sent', 'client', 'server']),
	file: rest('file'),
	/** One word, for another may follow. In double quotes it may have blanks in it. */
	captureFile: {
		name: 'captureFile',
		read: text => text.replace(/^"|"$/g, '') || null,
		complete: () => NOTHING,
	} satisfies Kind,
	vantage: oneOf('vantage', () => VANTAGES),
} as const satisfies Partial<Record<KindName, Kind>>;

/** A word of netem's as a kind: its own reader and an example. */
export const faultKind = (fault: (typeof FAULT_WORDS)[number]): Kind => ({
	...KINDS.fault,
	read: text => (parseFault(fault, text) === null ? null : text),
	complete: () =>
		fault === 'distribution' ? DISTRIBUTIONS : FAULT_EXAMPLES[fault].split('|').map(each => each.trim()),
});
