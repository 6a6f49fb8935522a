import {describe, expect, it} from 'vitest';
import {listItems, modeOf, pageTitle, type Session} from '../../src/app/index.js';
import {newSession, press, type} from './support.js';

const title = (session: Session): string => {
	const state = session.store.getState();
	return pageTitle(state, modeOf(state));
};

describe('=', () => {
	it('offers the other branches, then the same history with one thing otherwise', () => {
		const session = newSession();
		press(session, 'c', '2', 'enter', 'u', 'd', '=');
		const state = session.store.getState();
		expect(listItems(state, modeOf(state)).map(({label}) => label)).toEqual([
			'branch 1',
			'profile linux',
			'congestion control cubic',
			'without TIME-WAIT',
			'nothing lost',
			'c1 not lost',
		]);
		press(session, 'enter');
		expect(title(session)).toBe('Compare: as it is and branch 1');
		press(session, '=');
		expect(modeOf(session.store.getState()).name).toBe('variants');
	});

	it('says why when nothing has happened', () => {
		const session = newSession();
		press(session, '=');
		expect(session.store.getState().message?.text).toMatch(/Nothing has happened yet/);
	});

	it('takes a segment that is to be lost by name', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', ':');
		type(session, 'compare c1');
		press(session, 'enter');
		expect(title(session)).toBe('Compare: as it is and c1 lost');
		press(session, 'escape', ':');
		type(session, 'compare no-karn');
		press(session, 'enter');
		expect(title(session)).toBe('Compare: as it is and no Karn');
	});
});

describe('B', () => {
	it('goes on as a branch of its own, which b does in the history view, and not on the wire', () => {
		const session = newSession();
		press(session, 'c', 'B');
		expect(session.store.getState().history.branch).toBe('1');
		press(session, '2', 'b');
		expect(session.store.getState().history.branch).toBe('1');
		press(session, ':');
		type(session, 'view history');
		press(session, 'enter', 'b');
		expect(session.store.getState().history.branch).toBe('2');
	});
});
