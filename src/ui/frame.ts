import type {SessionState} from '../app/index.js';
import type {HostName} from '../host/index.js';
import {fill, header, hostPane, hostTitle, type Line, span, wordsFor} from '../present/index.js';
import {safe} from '../present/safe.js';
import {bordered, inside} from './border.js';
import {keysRow, statusRow, whyRows} from './bottom-lines.js';
import {layout, type Rect} from './layout.js';
import {wirePane} from './wire-lines.js';

type Size = {readonly columns: number; readonly rows: number};

/** The lab's whole screen as lines, without a terminal: for recordings and pictures. Pages, lists and forms are not in it. */
export function screenLines(state: SessionState, size: Size): Line[] {
	const {world, style, title, play} = state;
	const {columns: width} = size;
	const parts = layout(size, state);
	if (parts.kind === 'small') return [[span(safe(fill(wordsFor(style.lang).screen.tooSmall, size), style))]];
	return [
		header({world, title, playing: play.on, speed: play.speed, width, style}),
		...panes(state, parts.panes),
		...whyRows(state, width, parts.why.height),
		statusRow(state, width),
		keysRow(state, width),
	];
}

function panes(state: SessionState, {client, wire, server}: Panes): Line[] {
	const left = host(state, 'client', client);
	const right = host(state, 'server', server);
	return wirePane(state, wire).map((line, row) => [...(left[row] ?? []), ...line, ...(right[row] ?? [])]);
}

type Panes = Extract<ReturnType<typeof layout>, {kind: 'lab'}>['panes'];

function host(state: SessionState, name: HostName, rect: Rect | null): Line[] {
	if (rect === null) return [];
	const {world, before, shown, style} = state;
	const view = {world, before, host: name, connection: shown[name], style, ...inside(rect)};
	const title = hostTitle({...view, width: view.width - 1});
	return bordered(hostPane(view), {...rect, title, meaning: name, focused: state.pane === name, style});
}
