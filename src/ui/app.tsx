import {Box, Text, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {type ReactElement, useEffect} from 'react';
import {lessonRows, type Mode, modeOf, type Session} from '../app/index.js';
import {fill, wordsFor} from '../present/index.js';
import {safe} from '../present/safe.js';
import {HeaderRow, KeysRow, LessonRows, StatusRow, WhyRows} from './bars.js';
import {SessionContext, useSession, useView} from './context.js';
import {HostPane} from './host-pane.js';
import {keysFrom} from './keys.js';
import {layout} from './layout.js';
import {ListPane} from './list-pane.js';
import {FormPane, PagePane} from './page-pane.js';
import {WirePane} from './wire-pane.js';

/** The whole screen of one session. */
export function App({session}: {readonly session: Session}): ReactElement {
	return (
		<SessionContext value={session}>
			<Screen />
		</SessionContext>
	);
}

function Screen(): ReactElement {
	const session = useSession();
	const {exit} = useApp();
	const size = useWindowSize();
	const {columns, rows} = size;
	const ended = useView(state => state.ended);
	const pane = useView(state => state.pane);
	const lastHost = useView(state => state.lastHost);
	const view = useView(state => state.view);
	const mode = useView(state => modeOf(state).name);

	useInput((input, key) => {
		for (const each of keysFrom(input, key)) session.press(each);
	});
	usePaste(text => session.paste(text));
	useEffect(() => session.dispatch({do: 'resize', size: {columns, rows}}), [session, columns, rows]);
	useEffect(() => {
		if (ended) exit();
	}, [ended, exit]);

	const lesson = useView(lessonRows);
	const parts = layout(size, {pane, lastHost, view}, lesson);
	if (parts.kind === 'small') return <TooSmall columns={columns} rows={rows} />;
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<HeaderRow width={columns} />
			{mode === 'form' ? (
				<FormPane rect={parts.page} />
			) : PAGES.includes(mode) ? (
				<PagePane rect={parts.page} />
			) : LISTS.includes(mode) ? (
				<ListPane rect={parts.page} />
			) : (
				<>
					{parts.lesson.height === 0 ? null : <LessonRows width={columns} rows={parts.lesson.height} />}
					<Box>
						{parts.panes.client === null ? null : <HostPane host="client" rect={parts.panes.client} />}
						<WirePane rect={parts.panes.wire} />
						{parts.panes.server === null ? null : <HostPane host="server" rect={parts.panes.server} />}
					</Box>
					<WhyRows width={columns} rows={parts.why.height} />
				</>
			)}
			<StatusRow width={columns} />
			<KeysRow width={columns} />
		</Box>
	);
}

const PAGES: readonly Mode['name'][] = ['help', 'explain', 'inspect', 'term', 'card', 'compare'];
const LISTS: readonly Mode['name'][] = ['menu', 'calls', 'options', 'ghosts', 'glossary', 'lessons', 'variants'];

function TooSmall({columns, rows}: {readonly columns: number; readonly rows: number}): ReactElement {
	const style = useView(state => state.style);
	return <Text>{safe(fill(wordsFor(style.lang).screen.tooSmall, {columns, rows}), style)}</Text>;
}
