import {Text} from 'ink';
import type {ReactElement} from 'react';
import {useView} from './context.js';
import type {Rect} from './layout.js';
import {paintRows} from './theme.js';
import {wirePane} from './wire-lines.js';

export function WirePane({rect}: {readonly rect: Rect}): ReactElement {
	const state = {
		history: useView(state => state.history),
		world: useView(state => state.world),
		past: useView(state => state.past),
		style: useView(state => state.style),
		view: useView(state => state.view),
		selected: useView(state => state.selected),
		scroll: useView(state => state.scroll),
		inputAt: useView(state => state.inputAt),
		pane: useView(state => state.pane),
		filter: useView(state => state.filter),
		shown: useView(state => state.shown),
		lesson: useView(state => state.lesson),
		lessons: useView(state => state.lessons),
		records: useView(state => state.records),
		title: useView(state => state.title),
		script: useView(state => state.script),
	};
	return <Text>{paintRows(wirePane(state, rect))}</Text>;
}
