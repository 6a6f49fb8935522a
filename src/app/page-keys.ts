/** Keys of what is read, chosen from, written in and answered. */

import type {Binding} from './binding.js';
import type {Place} from './mode.js';

export function pageKeys(): Binding[] {
	const mode = 'page';
	return [
		{mode, keys: ['j', 'down'], label: 'scrollDown', command: {do: 'move', by: 1}, foot: 1},
		{mode, keys: ['k', 'up'], label: 'scrollUp', command: {do: 'move', by: -1}, foot: 2},
		{mode, keys: ['pagedown', ' '], label: 'pageDown', command: {do: 'move', by: 'page-down'}, foot: 3},
		{mode, keys: ['pageup'], label: 'pageUp', command: {do: 'move', by: 'page-up'}},
		{mode, keys: ['home'], label: 'first', command: {do: 'move', by: 'first'}},
		{mode, keys: ['end'], label: 'last', command: {do: 'move', by: 'last'}},
		{mode, keys: ['escape', 'q', '?', 'e', 'i', 'enter'], label: 'escape', command: {do: 'escape'}, foot: 4},
	];
}

export function listKeys(): Binding[] {
	const mode = 'list';
	return [
		{
			mode,
			keys: ['j', 'down'],
			label: 'choose',
			command: {do: 'move', by: 1},
			foot: 2,
			footAs: {keys: 'j/k', label: 'choose'},
		},
		{mode, keys: ['k', 'up'], label: 'choosePrevious', command: {do: 'move', by: -1}},
		{mode, keys: ['pagedown', ' '], label: 'pageDown', command: {do: 'move', by: 'page-down'}},
		{mode, keys: ['pageup'], label: 'pageUp', command: {do: 'move', by: 'page-up'}},
		{mode, keys: ['home'], label: 'first', command: {do: 'move', by: 'first'}},
		{mode, keys: ['end'], label: 'last', command: {do: 'move', by: 'last'}},
		...[...'123456789'].map(
			(key, nth): Binding => ({mode, keys: [key], label: 'takeNth', command: {do: 'choose', nth}}),
		),
		{mode, keys: ['enter'], label: 'take', command: {do: 'choose', nth: null}, foot: 1},
		{mode, keys: ['escape', 'q', 'm'], label: 'escape', command: {do: 'escape'}, foot: 3},
	];
}

export function textKeys(): Binding[] {
	const mode = 'text';
	return [
		{mode, keys: ['enter'], label: 'enter', command: {do: 'submit'}, foot: 1},
		{mode, keys: ['tab'], label: 'complete', command: {do: 'complete'}, foot: 2},
		{mode, keys: ['up'], label: 'recall', command: {do: 'recall', by: 1}, foot: 3},
		{mode, keys: ['down'], label: 'recallNewer', command: {do: 'recall', by: -1}},
		...editingKeys(mode),
		{mode, keys: ['left'], label: 'cursorLeft', command: {do: 'edit-text', edit: {edit: 'left'}}},
		{mode, keys: ['right'], label: 'cursorRight', command: {do: 'edit-text', edit: {edit: 'right'}}},
		{mode, keys: ['escape'], label: 'escape', command: {do: 'escape'}, foot: 4},
	];
}

export function formKeys(): Binding[] {
	const mode = 'form';
	return [
		{mode, keys: ['enter'], label: 'doIt', command: {do: 'submit'}, foot: 1},
		{mode, keys: ['tab'], label: 'nextField', command: {do: 'field', by: 1}, foot: 2},
		{mode, keys: ['shift+tab'], label: 'previousField', command: {do: 'field', by: -1}},
		{mode, keys: ['down'], label: 'fieldBelow', command: {do: 'field', by: 'down'}},
		{mode, keys: ['up'], label: 'fieldAbove', command: {do: 'field', by: 'up'}},
		{mode, keys: ['right'], label: 'otherValue', command: {do: 'other-value', by: 1}, foot: 3},
		{mode, keys: ['left'], label: 'otherValueBack', command: {do: 'other-value', by: -1}},
		...editingKeys(mode),
		{mode, keys: ['escape'], label: 'escape', command: {do: 'escape'}, foot: 4},
	];
}

export function editingKeys(mode: Place): Binding[] {
	return [
		{mode, keys: ['backspace'], label: 'erase', command: {do: 'edit-text', edit: {edit: 'backspace'}}},
		{mode, keys: ['delete'], label: 'eraseNext', command: {do: 'edit-text', edit: {edit: 'delete'}}},
		{mode, keys: ['ctrl+w'], label: 'eraseWord', command: {do: 'edit-text', edit: {edit: 'erase-word'}}},
		{mode, keys: ['ctrl+u'], label: 'eraseAll', command: {do: 'edit-text', edit: {edit: 'erase-all'}}},
		{mode, keys: ['home', 'ctrl+a'], label: 'toStart', command: {do: 'edit-text', edit: {edit: 'home'}}},
		{mode, keys: ['end', 'ctrl+e'], label: 'toEnd', command: {do: 'edit-text', edit: {edit: 'end'}}},
	];
}

export function questionKeys(): Binding[] {
	const mode = 'question';
	return [
		{mode, keys: ['y', 'enter', 'q'], label: 'yes', command: {do: 'answer', yes: true}, foot: 1},
		{mode, keys: ['n', 'escape'], label: 'no', command: {do: 'answer', yes: false}, foot: 2},
	];
}
