import type {HostName, SocketOptions} from '../host/index.js';
import type {Input, SegmentFields} from '../lab/index.js';
import type {Micros, Switch} from '../tcp/index.js';
import type {Sender, WireRule} from '../wire/index.js';
import type {Command} from './command.js';
import {SEGMENT_FIELDS, segmentFields} from './forms.js';
import {faultKind, KINDS} from './grammar.js';
import {FAULT_WORDS, parseFault} from './quantity.js';
import {needed, optional, type Verb} from './verb.js';
import {viewVerbs} from './view-verbs.js';

const input = (made: Input): Command => ({do: 'input', input: made});

/** Only what was given. */
const given = <K extends string, V>(key: K, value: V | undefined): {[key in K]?: V} =>
	(value === undefined ? {} : {[key]: value}) as {[key in K]?: V};

/** `host` is what the words say, or undefined for the pane we are in. */
const on = (host: string | number | undefined) => given('host', host as HostName | undefined);

const HOST = optional(KINDS.host);
const FLIGHT = needed(KINDS.flight);

export const VERBS: readonly Verb[] = [
	...callVerbs(),
	...wireVerbs(),
	...pathVerbs(),
	...worldVerbs(),
	...historyVerbs(),
	...viewVerbs(),
];

function callVerbs(): Verb[] {
	return [
		{
			verb: 'connect',
			parameters: [HOST, optional(KINDS.port), optional(KINDS.localPort)],
			command: ([host, port, localPort]) => ({
				do: 'call',
				...on(host),
				call: {
					name: 'connect',
					...given('port', port as number | undefined),
					...given('localPort', localPort as number | undefined),
				},
			}),
		},
		{
			verb: 'listen',
			parameters: [HOST, optional(KINDS.port), optional(KINDS.backlog)],
			command: ([host, port, backlog]) => ({
				do: 'call',
				...on(host),
				call: {
					name: 'listen',
					...given('port', port as number | undefined),
					// A program that sets a backlog is one that accepts by itself, so that the queue can be seen.
					...(backlog === undefined ? {} : {backlog: backlog as number, accepts: false}),
				},
			}),
		},
		{
			verb: 'send',
			parameters: [HOST, optional(KINDS.sending)],
			command: ([host, what]) => ({do: 'call', ...on(host), call: {name: 'send', ...sending(what)}}),
		},
		{
			verb: 'urgent',
			parameters: [HOST, optional(KINDS.sending)],
			command: ([host, what]) => ({do: 'call', ...on(host), call: {name: 'send', ...sending(what), urgent: true}}),
		},
		...(['recv', 'drain'] as const).map(
			(name): Verb => ({
				verb: name,
				parameters: [HOST, optional(KINDS.count)],
				command: ([host, bytes]) => ({
					do: 'call',
					...on(host),
					call: {name, ...given('bytes', bytes as number | undefined)},
				}),
			}),
		),
		{
			verb: 'shutdown',
			parameters: [HOST, optional(KINDS.how)],
			command: ([host, how = 'wr']) => ({
				do: 'call',
				...on(host),
				call: {name: 'shutdown', how: how as 'rd' | 'wr' | 'rdwr'},
			}),
		},
		...(['close', 'abort', 'accept'] as const).map(
			(name): Verb => ({
				verb: name,
				parameters: [HOST, optional(KINDS.socket)],
				command: ([host, socket]) => ({
					do: 'call',
					...on(host),
					call: {name, ...given('socket', socket as string | undefined)},
				}),
			}),
		),
		{verb: 'crash', parameters: [HOST], command: ([host]) => ({do: 'call', ...on(host), call: {name: 'crash'}})},
		{
			verb: 'setsockopt',
			parameters: [HOST, needed(KINDS.option), needed(KINDS.optionValue)],
			command: ([host, option, value]) => ({
				do: 'call',
				...on(host),
				call: {
					name: 'setsockopt',
					option: option as keyof SocketOptions,
					value: typeof value === 'number' ? value : value === 'true',
				},
			}),
		},
	];
}

/** `100` is a count, `"100"` and anything else is text. */
function sending(what: string | number | undefined): {bytes?: number; text?: string} {
	if (what === undefined) return {};
	const text = String(what);
	if (/^\d{1,9}$/.test(text)) return {bytes: Number(text)};
	const quoted = /^"(.*)"$/.exec(text) ?? /^'(.*)'$/.exec(text);
	return {text: quoted?.[1] ?? text};
}

function wireVerbs(): Verb[] {
	return [
		...(['deliver', 'drop'] as const).map(
			(verb): Verb => ({
				verb,
				parameters: [optional(KINDS.flight)],
				command: ([segment]) => ({do: 'act', act: verb, ...given('segment', segment as string | undefined)}),
			}),
		),
		{
			verb: 'delay',
			parameters: [FLIGHT, needed(KINDS.time)],
			command: ([segment, by]) => input({do: 'delay', segment: String(segment), by: by as Micros}),
		},
		{
			verb: 'duplicate',
			parameters: [FLIGHT, optional(KINDS.time)],
			command: ([segment, by = 0]) => input({do: 'duplicate', segment: String(segment), by: by as Micros}),
		},
		{
			verb: 'move',
			parameters: [FLIGHT, needed(KINDS.where), FLIGHT],
			command: ([segment, where, other]) =>
				input({do: 'move', segment: String(segment), where: where as 'before' | 'after', other: String(other)}),
		},
		{
			verb: 'flip',
			parameters: [FLIGHT, optional(KINDS.bit)],
			command: ([segment, bit]) =>
				input({do: 'flip', segment: String(segment), bit: (bit as number | undefined) ?? null}),
		},
		{
			verb: 'mark',
			parameters: [FLIGHT],
			command: ([segment]) => input({do: 'mark', segment: String(segment)}),
		},
		{
			verb: 'edit',
			parameters: [FLIGHT, needed(KINDS.fields)],
			command: ([segment, text]) => {
				const fields = fieldsOf(String(text));
				return fields === null ? null : input({do: 'edit', segment: String(segment), fields});
			},
		},
		{
			verb: 'forge',
			parameters: [needed(KINDS.sender), needed(KINDS.host), needed(KINDS.fields)],
			command: ([from, to, text]) => {
				const fields = fieldsOf(String(text));
				if (fields === null || from === to) return null;
				return input({do: 'forge', from: from as Sender, to: to as HostName, fields});
			},
		},
		{
			verb: 'replay',
			parameters: [needed(KINDS.ghost)],
			command: ([segment]) => input({do: 'replay', segment: String(segment)}),
		},
		{verb: 'deliver-all', parameters: [], command: () => ({do: 'deliver-all'})},
	];
}

/** `flags=R seq=1 text=hello`; what is not named stays as it is. Numbers count from the ISNs. */
function fieldsOf(text: string): SegmentFields | null {
	const named = pairsOf(text);
	if (named === null) return null;
	if (!Object.keys(named).every(name => SEGMENT_FIELDS.some(known => known === name))) return null;
	const fields = segmentFields(name => named[name] ?? '');
	if ('wrong' in fields) return null;
	const {flags, text: carried, ...others} = fields;
	return {
		...others,
		...(named.flags === undefined && named.ack === undefined ? {} : given('flags', flags)),
		...(named.text === undefined ? {} : given('text', carried)),
	};
}

function pairsOf(text: string): Record<string, string> | null {
	const pairs: Record<string, string> = {};
	for (const [whole, name = '', quoted, bare = ''] of text.matchAll(/(\w*)=(?:"([^"]*)"|(\S*))|\S+/g)) {
		if (name === '' || !whole.includes('=')) return null;
		pairs[name] = quoted ?? bare;
	}
	return pairs;
}

function pathVerbs(): Verb[] {
	const bothOr = (host: string | number | undefined, make: (from: HostName) => Input): Command => ({
		do: 'all',
		commands: (host === undefined ? (['client', 'server'] as const) : [host as HostName]).map(from =>
			input(make(from)),
		),
	});
	const verbs: Verb[] = [
		...(['hold', 'flow'] as const).map(
			(mode): Verb => ({
				verb: mode,
				parameters: [HOST],
				command: ([host]) => bothOr(host, from => ({do: 'path', from, mode})),
			}),
		),
		...[...FAULT_WORDS, 'latency' as const].map((verb): Verb => {
			const fault = verb === 'latency' ? 'delay' : verb;
			return {
				// `delay c3 500ms` is an act on a segment, so the wire's own delay is called latency.
				verb: verb === 'duplicate' ? 'duplication' : verb === 'mark' ? 'marking' : verb,
				parameters: [HOST, needed(faultKind(fault))],
				command: ([host, text]) => {
					const faults = parseFault(fault, String(text));
					return faults === null ? null : bothOr(host, from => ({do: 'path', from, faults}));
				},
			};
		}),
		{
			verb: 'rule',
			parameters: [needed(KINDS.rule)],
			command: ([text]) => {
				const rule = ruleOf(String(text));
				return rule === null ? null : input({do: 'rule', rule});
			},
		},
	];
	return verbs.filter(({verb}) => verb !== 'delay');
}

/** `from=client flags=S nth=1 do=drop`: a rule of a scenario, on one line. */
function ruleOf(text: string): WireRule | null {
	const named = pairsOf(text);
	if (named === null) return null;
	const {from, do: act, flags, has, nth, ...numbers} = named;
	if (from !== 'client' && from !== 'server') return null;
	if (!isRuleAct(act)) return null;
	let rule: WireRule = {from, do: act, ...given('flags', flags), ...given('has', has)};
	if (nth !== undefined) {
		const times = nth.split(',').map(Number);
		if (nth !== 'all' && !times.every(time => Number.isInteger(time) && time > 0)) return null;
		rule = {...rule, nth: nth === 'all' ? 'all' : times.length === 1 ? (times[0] ?? 1) : times};
	}
	for (const [name, value] of Object.entries(numbers)) {
		if (!RULE_NUMBERS.includes(name) || !/^\d+(?:\.\d+)?$/.test(value)) return null;
		rule = {...rule, [name]: Number(value)};
	}
	return rule;
}

const RULE_ACTS: readonly string[] = ['drop', 'delay', 'duplicate', 'corrupt', 'mark'] satisfies WireRule['do'][];

const isRuleAct = (act: string | undefined): act is WireRule['do'] => act !== undefined && RULE_ACTS.includes(act);

const RULE_NUMBERS: readonly string[] = ['seq', 'ack', 'length', 'minLength', 'after', 'before', 'by'];

function worldVerbs(): Verb[] {
	return [
		{
			verb: 'wait',
			parameters: [needed(KINDS.waitFor)],
			command: ([what]) =>
				typeof what === 'number'
					? input({do: 'wait', by: what})
					: {do: 'wait', for: what === 'timer' ? 'timer' : 'event'},
		},
		{
			verb: 'sysctl',
			parameters: [HOST, needed(KINDS.sysctl), needed(KINDS.value)],
			command: ([host, name, value]) => ({
				do: 'all',
				commands: (host === undefined ? (['client', 'server'] as const) : [host as HostName]).map(each =>
					input({
						do: 'sysctl',
						host: each,
						name: String(name).replace(/^net\.ipv4\./, ''),
						value: /^-?\d+$/.test(String(value)) ? Number(value) : String(value),
					}),
				),
			}),
		},
		{
			verb: 'switch',
			parameters: [optional(KINDS.hosts), needed(KINDS.switch), optional(KINDS.onOff)],
			command: ([host = 'both', name, state = 'on']) =>
				input({do: 'switch', host: host as HostName | 'both', name: name as Switch, on: state === 'on'}),
		},
	];
}

function historyVerbs(): Verb[] {
	return [
		{verb: 'undo', parameters: [], command: () => ({do: 'undo'})},
		{verb: 'redo', parameters: [], command: () => ({do: 'redo'})},
		{verb: 'seek', parameters: [needed(KINDS.place)], command: ([to]) => ({do: 'seek', to: Number(to)})},
		{
			verb: 'toggle',
			parameters: [needed(KINDS.place)],
			command: ([place]) => ({do: 'toggle', index: Number(place) - 1}),
		},
		{
			verb: 'branch',
			parameters: [optional(KINDS.newBranch)],
			command: ([name]) => ({do: 'branch', name: name === undefined ? null : String(name)}),
		},
		{verb: 'go', parameters: [needed(KINDS.branch)], command: ([name]) => ({do: 'switch-branch', name: String(name)})},
		{verb: 'play', parameters: [], command: () => ({do: 'play', on: true})},
		{verb: 'pause', parameters: [], command: () => ({do: 'play', on: false})},
		{verb: 'speed', parameters: [needed(KINDS.speed)], command: ([by]) => ({do: 'speed', by: Number(by)})},
	];
}
