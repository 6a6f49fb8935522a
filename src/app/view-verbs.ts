import type {Vantage} from '../format/sightings.js';
import type {HostName} from '../host/index.js';
import {KINDS} from './grammar.js';
import {variantNamed} from './variant-words.js';
import {needed, optional, type Verb} from './verb.js';
import type {Pane, WireView} from './view.js';

/** What changes the view, the files and the session. */
export function viewVerbs(): Verb[] {
	return [
		{
			verb: 'use',
			parameters: [optional(KINDS.host), needed(KINDS.connection)],
			command: ([host = 'client', id]) => ({do: 'use', host: host as HostName, connection: Number(id)}),
		},
		{verb: 'view', parameters: [needed(KINDS.view)], command: ([view]) => ({do: 'view', view: view as WireView})},
		{
			verb: 'filter',
			parameters: [optional(KINDS.filter)],
			command: ([text]) => ({do: 'filter', text: String(text ?? '')}),
		},
		{verb: 'focus', parameters: [needed(KINDS.pane)], command: ([pane]) => ({do: 'focus', pane: pane as Pane})},
		{
			verb: 'numbers',
			parameters: [needed(KINDS.numbers)],
			command: ([numbers]) => ({do: 'numbers', numbers: numbers as 'relative' | 'absolute'}),
		},
		{verb: 'lang', parameters: [needed(KINDS.lang)], command: ([lang]) => ({do: 'lang', lang: lang as 'en' | 'zh'})},
		{verb: 'ascii', parameters: [needed(KINDS.onOff)], command: ([state]) => ({do: 'ascii', on: state === 'on'})},
		{verb: 'lesson', parameters: [needed(KINDS.lesson)], command: ([id]) => ({do: 'lesson', id: String(id)})},
		{verb: 'scenario', parameters: [needed(KINDS.scenario)], command: ([id]) => ({do: 'scenario', id: String(id)})},
		{
			verb: 'save',
			parameters: [needed(KINDS.file)],
			command: ([path]) => ({do: 'file', act: 'save', path: String(path)}),
		},
		{
			verb: 'open',
			parameters: [needed(KINDS.file)],
			command: ([path]) => ({do: 'file', act: 'open', path: String(path)}),
		},
		{
			verb: 'capture',
			parameters: [needed(KINDS.captureFile), optional(KINDS.vantage)],
			command: ([path, vantage]) => ({do: 'capture', path: String(path), vantage: (vantage as Vantage) ?? null}),
		},
		{
			verb: 'picture',
			parameters: [needed(KINDS.file)],
			command: ([path]) => ({do: 'picture', path: String(path)}),
		},
		{
			verb: 'explain',
			parameters: [optional(KINDS.segment)],
			command: ([segment]) =>
				segment === undefined ? {do: 'open', mode: 'explain'} : {do: 'explain', segment: String(segment)},
		},
		{
			verb: 'compare',
			parameters: [optional(KINDS.variant)],
			command: ([word]) =>
				word === undefined ? {do: 'open', mode: 'variants'} : {do: 'compare', against: variantNamed(String(word))},
		},
		{
			verb: 'glossary',
			parameters: [optional(KINDS.term)],
			command: ([word]) => ({do: 'glossary', word: word === undefined ? null : String(word)}),
		},
		{verb: 'faults', parameters: [], command: () => ({do: 'open', mode: 'faults'})},
		{verb: 'help', parameters: [], command: () => ({do: 'open', mode: 'help'})},
		{verb: 'quit', parameters: [], command: () => ({do: 'quit'})},
	];
}
