/** One end system: state, send and receive variables, timers, queues of one connection, and who else is there. */

import type {HostName} from '../host/index.js';
import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';

export type HostView = {
	readonly world: World;
	/** The world before the last input: what differs is marked; null marks nothing. */
	readonly before: World | null;
	readonly host: HostName;
	/** The connection to show; null or gone: the one `shownConnection` chooses. */
	readonly connection: number | null;
	/** Cells and rows inside the pane's border. */
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** The pane's content: exactly `height` lines of exactly `width` cells, the most telling first. */
export function hostPane(view: HostView): Line[] {
	return Array.from({length: view.height}, () => []);
}

/** What stands in the pane's border: `client 10.0.0.1:49152`, shortened to fit. */
export function hostTitle(view: HostView): string {
	return view.host;
}
