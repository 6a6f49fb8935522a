import type {Key as InkKey} from 'ink';
import {type Key, keysOf} from '../app/index.js';

/** What Ink read, as the keymap names it. Several keys where a chunk held several. */
export function keysFrom(input: string, key: Partial<InkKey>): readonly Key[] {
	if (key.upArrow) return ['up'];
	if (key.downArrow) return ['down'];
	if (key.leftArrow) return ['left'];
	if (key.rightArrow) return ['right'];
	if (key.pageUp) return ['pageup'];
	if (key.pageDown) return ['pagedown'];
	if (key.home) return ['home'];
	if (key.end) return ['end'];
	if (key.return) return ['enter'];
	if (key.escape) return ['escape'];
	if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
	if (key.backspace) return ['backspace'];
	if (key.delete) return ['delete'];
	if (input === '') return [];
	if (key.ctrl) return [`ctrl+${input}`];
	return keysOf(input);
}
