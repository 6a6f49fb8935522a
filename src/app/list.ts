import {type HostName, type SocketOptions, SYSCTLS} from '../host/index.js';
import {duration, fill, segmentLabel, termWords, type Words} from '../present/index.js';
import {SWITCHES} from '../tcp/index.js';
import type {Command} from './command.js';
import {variantItems} from './compare.js';
import type {Item} from './item.js';
import {choiceItems, lessonItems} from './lesson-menu.js';
import type {Mode} from './mode.js';
import {connectionShown, type SessionState, wordsOf} from './state.js';
import {DEFAULT_PORT, DEFAULT_SEND, socketShown} from './to-input.js';

export type {Item};

const NONE: readonly Item[] = [];

/** What there is to choose from in a mode that is a list. */
export function listItems(state: SessionState, mode: Mode): readonly Item[] {
	switch (mode.name) {
		case 'menu':
			return state.scenarios.map(({id, title, section}) => ({
				id,
				label: title,
				detail: section,
				command: {do: 'scenario', id},
				closes: true,
			}));
		case 'calls':
			return callItems(state, mode.host);
		case 'options':
			return optionItems(state, mode.host);
		case 'ghosts':
			return ghostItems(state);
		case 'variants':
			return variantItems(state);
		case 'glossary':
			return mode.terms.map(term => {
				const {name, says} = termWords(term, state.style.lang);
				const english = termWords(term, 'en').name;
				return {
					id: term,
					label: name === english ? name : `${name} ${english}`,
					detail: says,
					command: {do: 'term', term},
					closes: false,
				};
			});
		case 'lessons':
			return lessonItems(state, mode);
		case 'predict':
			return choiceItems(state);
		default:
			return NONE;
	}
}

/** The first entry in sight: scrolled no further than the one we stand on asks for, and no room left empty. */
export const listTop = (
	{at, top}: {readonly at: number; readonly top: number},
	height: number,
	count: number,
): number => Math.max(0, Math.min(Math.max(top, at - height + 1), at, count - height));

export function listTitle(words: Words, mode: Mode): string {
	switch (mode.name) {
		case 'calls':
		case 'options':
			return fill(words.menus[mode.name], {host: words.sides[mode.host]});
		case 'ghosts':
			return words.menus.ghosts;
		case 'variants':
			return words.compare.listTitle;
		case 'glossary':
			return words.explain.glossary.title;
		default:
			return words.menus.scenarios;
	}
}

function callItems(state: SessionState, host: HostName): readonly Item[] {
	const {app} = wordsOf(state);
	const socket = socketShown(state, host)?.name ?? '';
	const item = (label: string, detail: string, command: Command): Item => ({
		id: label,
		label,
		detail,
		command,
		closes: true,
	});
	const typed = (text: string): Command => ({do: 'all', commands: [{do: 'open', mode: 'command'}, typing(text)]});
	const others = state.world.hosts[host].connections.map(({id, tcb, socket: name}) =>
		item(
			fill(app.calls.use, {id, socket: name ?? app.calls.noSocket}),
			`${tcb.local.port} ${tcb.remote === null ? '*' : `${tcb.remote.address}:${tcb.remote.port}`} ${tcb.state}`,
			{do: 'use', host, connection: id},
		),
	);
	return [
		item(`listen(${DEFAULT_PORT})`, app.calls.listen, {do: 'call', host, call: {name: 'listen'}}),
		item(`listen(${app.calls.port}, ${app.calls.backlog})`, app.calls.listenQueue, typed(`listen ${host} 8080 1`)),
		item('accept()', app.calls.accept, {do: 'call', host, call: {name: 'accept'}}),
		item(`connect(${DEFAULT_PORT})`, app.calls.connect, {do: 'call', host, call: {name: 'connect'}}),
		item(`send(${socket}, ${DEFAULT_SEND})`, app.calls.send, {do: 'call', host, call: {name: 'send'}}),
		item(`send(${socket}, …)`, app.calls.sendText, typed(`send ${host} `)),
		item(`recv(${socket})`, app.calls.recv, {do: 'call', host, call: {name: 'recv'}}),
		item(`recv(${socket}, …)`, app.calls.recvSome, typed(`recv ${host} `)),
		item(`drain(${socket})`, app.calls.drain, {do: 'call', host, call: {name: 'drain'}}),
		item(`shutdown(${socket}, wr)`, app.calls.shutdownWr, {do: 'call', host, call: {name: 'shutdown', how: 'wr'}}),
		item(`shutdown(${socket}, rd)`, app.calls.shutdownRd, {do: 'call', host, call: {name: 'shutdown', how: 'rd'}}),
		item(`close(${socket})`, app.calls.close, {do: 'call', host, call: {name: 'close'}}),
		item(`abort(${socket})`, app.calls.abort, {do: 'call', host, call: {name: 'abort'}}),
		...others,
	];
}

const typing = (text: string): Command => ({do: 'edit-text', edit: {edit: 'insert', text}});

function optionItems(state: SessionState, host: HostName): readonly Item[] {
	const words = wordsOf(state);
	const {switches, sysctl} = state.world.hosts[host];
	const typed = (text: string): Command => ({do: 'all', commands: [{do: 'open', mode: 'command'}, typing(text)]});
	const socket = socketShown(state, host);
	return [
		...SWITCHES.map(name => ({
			id: name,
			label: words.switches[name],
			detail: switches[name] ? words.app.on : words.app.off,
			hint: words.options.switches[name],
			command: {do: 'input', input: {do: 'switch', host, name, on: !switches[name]}} as const,
			closes: false,
		})),
		...(socket === null ? [] : Object.entries(socket.options)).map(([name, value]) => ({
			id: name,
			label: name,
			detail: value === null ? words.app.unset : String(value),
			hint: words.options.sockets[name] ?? '',
			command:
				typeof value === 'boolean'
					? ({
							do: 'call',
							host,
							call: {name: 'setsockopt', option: name as keyof SocketOptions, value: !value},
						} as const)
					: typed(`setsockopt ${host} ${name} ${value ?? ''}`),
			closes: typeof value !== 'boolean',
		})),
		...Object.entries(sysctl).map(([name, value]) => ({
			id: name,
			label: name,
			detail: String(value),
			hint: sysctlHint(name, words),
			command: typed(`sysctl ${host} ${name} ${value}`),
			closes: true,
		})),
	];
}

function sysctlHint(name: string, words: Words): string {
	const known = SYSCTLS[name];
	const hint = words.options.sysctls[name] ?? known?.says ?? '';
	return known?.readBy === 'nobody' ? fill(words.app.unread, {hint}) : hint;
}

/** Newest first: what was lost a moment ago is what one wants back. */
function ghostItems(state: SessionState): readonly Item[] {
	const {app, sides} = wordsOf(state);
	const {wire, now} = state.world;
	return wire.ghosts.toReversed().map((ghost, place) => ({
		id: `${ghost.id} ${place}`,
		label: `${ghost.id} ${sides[ghost.from]} ${segmentLabel(ghost, state.style, wire.isns)}`,
		detail:
			now === ghost.endedAt
				? app.ghost.now[ghost.fate]
				: fill(app.ghost[ghost.fate], {ago: duration(now - ghost.endedAt)}),
		command: {do: 'input', input: {do: 'replay', segment: ghost.id}},
		closes: true,
	}));
}

/** The connection after the one that is shown, round the end. */
export function nextConnection(state: SessionState, host: HostName): number | null {
	const {connections} = state.world.hosts[host];
	const now = connectionShown(state, host);
	const place = connections.findIndex(({id}) => id === now?.id);
	return connections[(place + 1) % connections.length]?.id ?? null;
}
