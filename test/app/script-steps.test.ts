import {describe, expect, it} from 'vitest';
import {createSession, scriptLine} from '../../src/app/index.js';
import {runScript, scriptHistory} from '../../src/packetdrill/index.js';
import {OPENED, script} from '../packetdrill/support.js';

describe('a script on the screen', () => {
	const {history, side, lines, lineOf} = scriptHistory(runScript(script(OPENED)));
	const written: string[] = [];
	const session = createSession({
		setup: history.setup,
		history,
		script: {side, lines, lineOf, failed: null},
		title: 'test.pkt',
		lang: 'en',
		measure: text => text.length,
		onBegin: head => void written.push(head),
		onOperation: line => void written.push(line),
	});
	const at = (): number => scriptLine(session.store.getState());

	it('is written to the session file whole, before anything is done', () => {
		expect(written).toHaveLength(2 + history.entries.length);
	});

	it('goes line by line, forth and back', () => {
		expect(at()).toBe(0);
		session.dispatch({do: 'forth'});
		expect(at()).toBe(5);
		session.dispatch({do: 'forth'});
		expect(at()).toBe(6);
		session.dispatch({do: 'forth'});
		session.dispatch({do: 'forth'});
		expect(at()).toBe(8);
		session.dispatch({do: 'back'});
		session.dispatch({do: 'back'});
		expect(at()).toBe(6);
	});
});
