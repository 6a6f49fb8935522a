import {Text} from 'ink';
import type {ReactElement} from 'react';
import {modeOf, pageLines, pageTitle, scrolled} from '../app/index.js';
import {fill, wordsFor} from '../present/index.js';
import {bordered, fitted, inside} from './border.js';
import {useWhole} from './context.js';
import {formLines} from './form-lines.js';
import type {Rect} from './layout.js';
import {paintRows} from './theme.js';

/** Text to read: help, the rules of a step, octets. */
export function PagePane({rect}: {readonly rect: Rect}): ReactElement {
	const state = useWhole();
	const mode = modeOf(state);
	const words = wordsFor(state.style.lang);
	const {width, height} = inside(rect);
	const lines = pageLines(state, mode, width - 2);
	const top = scrolled(lines.length, height, 'scroll' in mode ? mode.scroll : 0);
	const below = lines.length - top - height;
	const shown = lines.slice(top, top + height).map(line => [{text: ' ', meaning: 'plain'} as const, ...line]);
	const border = {
		...rect,
		title: pageTitle(state, mode),
		foot: below > 0 ? fill(words.screen.more, {count: below}) : '',
		focused: true,
		style: state.style,
	};
	return <Text>{paintRows(bordered(fitted(shown, width, state.style), border))}</Text>;
}

/** Values to fill in. */
export function FormPane({rect}: {readonly rect: Rect}): ReactElement | null {
	const state = useWhole();
	const mode = modeOf(state);
	if (mode.name !== 'form') return null;
	const {style} = state;
	const words = wordsFor(style.lang);
	const {width, height} = inside(rect);
	const title = fill(words.app.forms[mode.form.kind], {id: mode.form.of});
	const lines = formLines(mode.form, width, height, style, words);
	return <Text>{paintRows(bordered(lines, {...rect, title, focused: true, style}))}</Text>;
}
