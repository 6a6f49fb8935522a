import {describe, expect, it} from 'vitest';
import {modeOf} from '../../src/app/index.js';
import {createHistory, defaultSetup} from '../../src/lab/index.js';
import {wordsFor} from '../../src/present/index.js';
import {formLines} from '../../src/ui/form-lines.js';
import {newSession, press, type} from '../app/support.js';
import {openSessionFrames, pageText} from './frames.js';

describe('where there is little room', () => {
	it('the form of faults keeps both its columns whole at 60 cells', () => {
		const session = newSession();
		press(session, '2', 'w');
		const state = session.store.getState();
		const mode = modeOf(state);
		const lines = mode.name === 'form' ? formLines(mode.form, 58, 11, state.style, wordsFor('en')) : [];
		const rows = lines.map(line => line.map(({text}) => text).join(''));
		expect(rows.length).toBeGreaterThan(10);
		expect(rows.filter(row => row.includes('…'))).toEqual([]);
	});

	it('the keys of a place and those that count everywhere fit two pages at 80×24', () => {
		for (const lang of ['en', 'zh'] as const) {
			const session = newSession({lang});
			for (const pane of ['1', '2']) {
				press(session, pane, '?');
				expect(pageText(session, 76).split('\n').length).toBeLessThanOrEqual(19 * 2);
				press(session, 'escape');
			}
		}
	});
});

describe('the history view', () => {
	it('says what a wait was for', () => {
		const session = newSession({history: createHistory(defaultSetup('rfc9293', 1))});
		press(session, 'c', '2', 'd', 'n', ':');
		type(session, 'view history');
		press(session, 'enter');
		const frame = openSessionFrames(session, {columns: 80, rows: 24})();
		expect(frame).toMatch(/3 wait timer · client retransmission timer fires +1\.000 s/);
	});
});
