import {Text} from 'ink';
import type {ReactElement} from 'react';
import {scriptLine} from '../app/index.js';
import type {HostName} from '../host/index.js';
import {fill, type HostView, hostPane, hostTitle, scriptPane, wordsFor} from '../present/index.js';
import {bordered, inside} from './border.js';
import {useView} from './context.js';
import type {Rect} from './layout.js';
import {paintRows} from './theme.js';

export function HostPane({host, rect}: {readonly host: HostName; readonly rect: Rect}): ReactElement {
	const script = useView(state => state.script);
	const at = useView(scriptLine);
	const world = useView(state => state.world);
	const before = useView(state => state.before);
	const connection = useView(state => state.shown[host]);
	const focused = useView(state => state.pane === host);
	const style = useView(state => state.style);
	const view: HostView = {world, before, host, connection, style, ...inside(rect)};
	const title = hostTitle({...view, width: view.width - 1});
	if (script?.side === host) {
		const lines = scriptPane({lines: script.lines, failed: script.failed, at, style, ...inside(rect)});
		const name = wordsFor(style.lang).sides[host];
		return (
			<Text>
				{paintRows(
					bordered(lines, {
						...rect,
						title: fill(wordsFor(style.lang).screen.script, {name}),
						meaning: host,
						focused,
						style,
					}),
				)}
			</Text>
		);
	}

	return <Text>{paintRows(bordered(hostPane(view), {...rect, title, meaning: host, focused, style}))}</Text>;
}
