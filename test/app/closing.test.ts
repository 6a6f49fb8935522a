import {describe, expect, it} from 'vitest';
import type {Session} from '../../src/app/index.js';
import {inputText} from '../../src/app/input-text.js';
import {whyLine} from '../../src/present/index.js';
import {inFlight, newSession, press, states, type} from './support.js';

const said = (session: Session): string | null => session.store.getState().message?.text ?? null;

const why = (session: Session): string => {
	const {past, world, style} = session.store.getState();
	return whyLine({past, world, width: 100, style})
		.map(({text}) => text)
		.join('');
};

const inputs = (session: Session): string[] => session.store.getState().past.entries.map(({input}) => inputText(input));

/** Open, with 100 octets of each side taken by the other and read by nobody. */
function unreadBothWays(): Session {
	const session = newSession();
	press(session, 'c', '2', 'a', 'a', 'a', '1', 's', '3', 's', '2', 'a');
	expect(states(session)).toBe('ESTABLISHED ESTABLISHED');
	return session;
}

describe('x', () => {
	it('reads what is unread before it closes, so that a FIN goes and not a RST (SHLD-3)', () => {
		const session = unreadBothWays();
		press(session, '1', 'x');
		expect(inputs(session).slice(-2)).toEqual(['client recv(c, 100)', 'client close(c)']);
		expect(states(session)).toBe('FIN-WAIT-1 ESTABLISHED');
		expect(inFlight(session)).toMatch(/F\.$/);
		expect(said(session)).toBe('Read 100 octets first: close() with text unread sends a RST; :close does.');
		press(session, 'u', 'u');
		expect(states(session)).toBe('ESTABLISHED ESTABLISHED');
		expect(inFlight(session)).toBe('');
	});

	it('is the bare call where nothing is unread', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', 'a', '1', 'x');
		expect(inputs(session).at(-2)).toBe('deliver-all');
		expect(said(session)).toBeNull();
		expect(states(session)).toBe('FIN-WAIT-1 ESTABLISHED');
	});

	it('leaves the bare call to the command line and to the list of calls', () => {
		for (const call of [
			(session: Session) => {
				press(session, ':');
				type(session, 'close');
				press(session, 'enter');
			},
			(session: Session) => press(session, 'enter', 'end', 'k', 'k', 'enter'),
		]) {
			const session = unreadBothWays();
			press(session, '1');
			call(session);
			expect(inputs(session).at(-1)).toBe('client close(c)');
			expect(inFlight(session)).toMatch(/R$/);
		}
	});

	it('says that a program which has closed cannot close again', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', 'a', '3', 'x', 'x');
		expect(said(session)).toBe('x close: The server has closed already: its connection ends by itself.');
		press(session, 'A', 's', 'h');
		expect(inputs(session).at(-1)).toBe('server close(a)');
	});

	it('never takes the listener away: the connection that is gone has its error to tell first', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', 'a', '1', 'A', '2', 'enter');
		expect(states(session)).toBe('- -');
		press(session, '3', 'r');
		expect(why(session)).toMatch(/recv\(a, 1\) fails: ECONNRESET/);
		press(session, 'x');
		expect(inputs(session).at(-1)).toBe('server close(a)');
		press(session, 'x');
		expect(said(session)).toBe('x close: Only the listener is open here; :close l closes it.');
		press(session, 'A');
		expect(said(session)).toBe('A abort: Only the listener is open here; :close l closes it.');
		press(session, '1', ':');
		type(session, 'close l');
		press(session, 'enter');
		expect(inputs(session).at(-1)).toBe('server close(l)');
		expect(session.store.getState().world.hosts.server.sockets).toEqual([]);
	});

	it('does not close another connection in place of one that no program has accepted', () => {
		const session = newSession();
		press(session, '3', ':');
		type(session, 'listen 8080 1');
		press(session, 'enter', '1', 'c', ':');
		type(session, 'connect 8080');
		press(session, 'enter', '2', 'a', 'a', 'a', '3', 'x');
		expect(said(session)).toBe('x close: It waits in the queue of l2: no program has accepted it yet.');
		press(session, ':');
		type(session, 'accept');
		press(session, 'enter');
		expect(inputs(session).at(-1)).toBe('server accept(a2, l2)');
	});
});
