import {Text} from 'ink';
import type {ReactElement} from 'react';
import type {HostName} from '../host/index.js';
import {type HostView, hostPane, hostTitle} from '../present/index.js';
import {bordered, inside} from './border.js';
import {useView} from './context.js';
import type {Rect} from './layout.js';
import {paintRows} from './theme.js';

export function HostPane({host, rect}: {readonly host: HostName; readonly rect: Rect}): ReactElement {
	const world = useView(state => state.world);
	const before = useView(state => state.before);
	const connection = useView(state => state.shown[host]);
	const focused = useView(state => state.pane === host);
	const style = useView(state => state.style);
	const view: HostView = {world, before, host, connection, style, ...inside(rect)};
	const title = hostTitle({...view, width: view.width - 1});
	return <Text>{paintRows(bordered(hostPane(view), {...rect, title, meaning: host, focused, style}))}</Text>;
}
