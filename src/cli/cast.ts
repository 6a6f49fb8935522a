/** The screen as an asciicast (version 2): what a person would have seen who let the scenario run. */

import {createSession} from '../app/index.js';
import type {Run} from '../format/index.js';
import type {Style} from '../present/index.js';
import type {Micros} from '../tcp/index.js';
import {screenLines} from '../ui/frame.js';
import {paint} from '../ui/theme.js';

export type CastOptions = {
	readonly columns: number;
	readonly rows: number;
	readonly title: string;
	readonly style: Style;
};

/** A header, then one line a frame. No time of day in it: the same run gives the same recording, octet for octet. */
export function* castLines({setup, entries}: Run, {columns, rows, title, style}: CastOptions): Generator<string> {
	yield JSON.stringify({version: 2, width: columns, height: rows, title, env: {TERM: 'xterm-256color'}});
	const size = {columns, rows};
	const {lang, ascii, measure} = style;
	const session = createSession({setup, title, lang, ascii, measure, size});
	session.dispatch({do: 'focus', pane: 'wire'});
	session.tell(null);

	let seconds = 0;
	let now: Micros = 0;
	let shown: readonly string[] = [];
	const frame = (): string => {
		const lines = screenLines(session.store.getState(), size).map(paint);
		const changed = lines.flatMap((line, row) => (line === shown[row] ? [] : [`\u001b[${row + 1};1H${line}`]));
		shown = lines;
		return changed.join('');
	};
	const event = (text: string): string => JSON.stringify([Math.round(seconds * 1000) / 1000, 'o', text]);
	yield event(`\u001b[?25l\u001b[2J${frame()}`);
	for (const {input, world} of entries) {
		seconds += pause(world.now - now);
		now = world.now;
		session.dispatch({do: 'input', input});
		yield event(frame());
	}
	seconds += LAST;
	yield event('\u001b[?25h');
}

/** Seconds that a person needs to see what has changed, and a little more where much time has passed. */
const pause = (gap: Micros): number => Math.min(2.5, 0.6 + 0.3 * Math.log10(1 + gap / 20_000));

/** The last frame stays so long. */
const LAST = 3;
