/**
 * A key: the grapheme it types, or its name. With Ctrl: `ctrl+u`.
 *
 * Names have more than one letter, so they cannot be mistaken for what is typed.
 */
export type Key = string;

const NAMED_KEYS = [
	'enter',
	'escape',
	'tab',
	'shift+tab',
	'backspace',
	'delete',
	'up',
	'down',
	'left',
	'right',
	'home',
	'end',
	'pageup',
	'pagedown',
] as const;

const named = new Set<string>(NAMED_KEYS);

/** Does the key type something, rather than do something? */
export const types = (key: Key): boolean => !named.has(key) && !key.startsWith('ctrl+');

const SIGNS: Readonly<Record<string, string>> = {
	enter: '↵',
	escape: 'Esc',
	tab: 'Tab',
	'shift+tab': 'S-Tab',
	' ': 'Space',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	backspace: 'Bksp',
	delete: 'Del',
};

const ASCII_SIGNS: Readonly<Record<string, string>> = {
	enter: 'Enter',
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
};

/** The key as a person reads it. */
export function keySign(key: Key, ascii: boolean): string {
	if (key.startsWith('ctrl+')) return `^${key.slice(5).toUpperCase()}`;
	return (ascii ? ASCII_SIGNS[key] : undefined) ?? SIGNS[key] ?? key;
}
