import fc from 'fast-check';
import {expect, it} from 'vitest';
import {KEYMAP, modeOf, pageLines} from '../../src/app/index.js';
import {textWidth} from '../../src/edge/width.js';
import {parseSession} from '../../src/lab/index.js';
import {wordsFor} from '../../src/present/index.js';
import {formLines} from '../../src/ui/form-lines.js';
import {newSession} from '../app/support.js';
import {openSessionFrames} from './frames.js';

/** Those that make things happen more often than the others. */
const BUSY = ['c', '1', '2', '3', 's', 'r', 'x', 'enter', 'a', 'n', 'd', 'y', 'escape', ' '];
const KEYS = [...BUSY, ...BUSY, ...BUSY, ...new Set(KEYMAP.flatMap(({keys}) => keys)), '9', '%', '语', 'é'];

const SIZES = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 117, rows: 41},
] as const;

it('any keys, at any size, in any language: no exception, every row as wide as the screen, and the session on disk', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom(...KEYS), {maxLength: 120, size: 'max'}),
			fc.constantFrom(...SIZES),
			fc.constantFrom('en', 'zh'),
			fc.boolean(),
			(keys, size, lang, ascii) => {
				const written: string[] = [];
				const write = (line: string): number => written.push(line);
				const session = newSession({lang, ascii, measure: textWidth, size, onBegin: write, onOperation: write});
				const frame = openSessionFrames(session, size);
				for (const key of keys) {
					session.press(key);
					if (session.store.getState().play.on) session.dispatch({do: 'frame', elapsed: 100});
				}
				const state = session.store.getState();
				const mode = modeOf(state);
				const lines = frame().split('\n');
				expect(lines.length).toBe(size.rows);
				expect(lines.filter(line => textWidth(line) !== size.columns)).toEqual([]);
				for (const line of pageLines(state, mode, size.columns - 4)) {
					const width = line.reduce((sum, {text}) => sum + textWidth(text), 0);
					expect(width).toBeLessThanOrEqual(size.columns - 4);
				}
				if (written.length > 0) {
					const read = parseSession(`${written.join('\n')}\n`);
					expect('error' in read ? read.error : read.history).toEqual(state.history);
				}
				if (mode.name === 'form') {
					const form = formLines(mode.form, size.columns - 2, size.rows - 5, state.style, wordsFor(lang));
					expect(form.length).toBeLessThanOrEqual(size.rows - 5);
				}
			},
		),
		{numRuns: 200},
	);
});
