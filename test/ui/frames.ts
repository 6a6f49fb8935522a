import {
	lessonLines,
	lessonRows,
	lessonTitle,
	modeOf,
	pageLines,
	type Session,
	type SessionState,
	type Size,
} from '../../src/app/index.js';
import {header, hostPane, hostTitle, type Line} from '../../src/present/index.js';
import {bordered, inside} from '../../src/ui/border.js';
import {keysRow, statusRow, whyRows} from '../../src/ui/bottom-lines.js';
import {layout, type Rect} from '../../src/ui/layout.js';
import {wirePane} from '../../src/ui/wire-lines.js';

/** The lab's screen as plain text without Ink: what the panes would paint. */
export function openSessionFrames(session: Session, size: Size): (look?: Partial<SessionState>) => string {
	return (look = {}) => {
		const state = {...session.store.getState(), ...look};
		const {world, before, shown, style} = state;
		const title = lessonTitle(state) ?? state.title;
		const parts = layout(size, state, lessonRows(state));
		if (parts.kind === 'small') return 'small';
		const width = size.columns;
		const host = (name: 'client' | 'server', rect: Rect | null): string[] => {
			if (rect === null) return [];
			const view = {world, before, host: name, connection: shown[name], style, ...inside(rect)};
			const focused = state.pane === name;
			return rows(
				bordered(hostPane(view), {...rect, title: hostTitle({...view, width: view.width - 1}), focused, style}),
			);
		};
		const client = host('client', parts.panes.client);
		const server = host('server', parts.panes.server);
		const wire = rows(wirePane(state, parts.panes.wire));
		return [
			...rows([header({world, title, playing: state.play.on, width, style})]),
			...rows(lessonLines(state, width).slice(0, parts.lesson.height)),
			...wire.map((line, row) => (client[row] ?? '') + line + (server[row] ?? '')),
			...rows(whyRows(state, width, parts.why.height)),
			...rows([statusRow(state, width), keysRow(state, width)]),
		].join('\n');
	};
}

const rows = (lines: readonly Line[]): string[] => lines.map(line => line.map(({text}) => text).join(''));

/** The page that is open, as plain text. */
export function pageText(session: Session, width: number): string {
	const state = session.store.getState();
	return rows(pageLines(state, modeOf(state), width)).join('\n');
}
