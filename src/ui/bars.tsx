import {Text} from 'ink';
import type {ReactElement} from 'react';
import {lessonLines, lessonTitle} from '../app/index.js';
import {header} from '../present/index.js';
import {keysRow, statusRow, whyRows} from './bottom-lines.js';
import {useView, useWhole} from './context.js';
import {paint, paintRows} from './theme.js';

type Bar = {readonly width: number};

export function HeaderRow({width}: Bar): ReactElement {
	const world = useView(state => state.world);
	const title = useView(state => lessonTitle(state) ?? state.title);
	const {on: playing, speed} = useView(state => state.play);
	const style = useView(state => state.style);
	return <Text>{paint(header({world, title, playing, speed, width, style}))}</Text>;
}

/** What the lesson says, above the panes. */
export function LessonRows({width, rows}: Bar & {readonly rows: number}): ReactElement {
	return <Text>{paintRows(lessonLines(useWhole(), width).slice(0, rows))}</Text>;
}

export function WhyRows({width, rows}: Bar & {readonly rows: number}): ReactElement {
	return <Text>{paintRows(whyRows(useWhole(), width, rows))}</Text>;
}

export function StatusRow({width}: Bar): ReactElement {
	const world = useView(state => state.world);
	const style = useView(state => state.style);
	const shown = useView(state => state.shown);
	return <Text>{paint(statusRow({world, style, shown}, width))}</Text>;
}

export function KeysRow({width}: Bar): ReactElement {
	return <Text>{paint(keysRow(useWhole(), width))}</Text>;
}
