import {describe, expect, it} from 'vitest';
import type {Session} from '../../src/app/index.js';
import {openSessionFrames} from '../ui/frames.js';
import {inFlight, newSession, press, states} from './support.js';

const now = (session: Session): number => session.store.getState().world.now / 1e6;

/** Opens, loses the SYN and the SYN,ACK; sends both ways; closes, and loses the last ACK. */
function walk(session: Session, look: () => void): void {
	const go = (...keys: readonly string[]): void => {
		for (const key of keys) {
			press(session, key);
			look();
		}
	};

	go('c', '2', 'd');
	expect(inFlight(session)).toBe('');
	go('n');
	expect(now(session)).toBe(1);
	expect(inFlight(session)).toBe('c2 S');
	go('enter', 'd');
	expect(states(session)).toBe('SYN-SENT SYN-RECEIVED');
	go('n', 'enter', 'enter');
	expect(states(session)).toBe('ESTABLISHED ESTABLISHED');

	go('1', 's', '2', 'enter', '3', 's', 'r', '2', 'enter', '1', 'r');
	expect(session.store.getState().world.hosts.client.sockets[0]?.read).toBe(100);
	expect(session.store.getState().world.hosts.server.sockets.at(-1)?.read).toBe(100);
	while (
		inFlight(session) !== '' ||
		session.store.getState().world.hosts.client.connections[0]?.tcb.timers['delayed-ack']
	) {
		go(inFlight(session) === '' ? '.' : 'enter');
		if (inFlight(session) !== '') go('2');
	}

	go('1', 'x', '2', 'enter', 'enter');
	expect(states(session)).toBe('FIN-WAIT-2 CLOSE-WAIT');
	go('3', 'x', '2', 'enter');
	expect(states(session)).toBe('TIME-WAIT LAST-ACK');
	const timeWaitEnds = (): number =>
		(session.store.getState().world.hosts.client.connections[0]?.tcb.timers['time-wait'] ?? 0) / 1e6;
	const first = timeWaitEnds();
	expect(first - now(session)).toBe(240);
	go('d', 'n');
	expect(inFlight(session)).toMatch(/^s\d+ F\.$/);
	go('enter');
	expect(timeWaitEnds()).toBeGreaterThan(first);
	expect(timeWaitEnds() - now(session)).toBe(240);
	go('enter');
	expect(states(session)).toBe('TIME-WAIT -');
	go('n');
	expect(states(session)).toBe('- -');
}

describe('by keys alone', () => {
	for (const lang of ['en', 'zh'] as const) {
		it(`every loss is recovered, and undo and redo show the same screens again (${lang})`, () => {
			const session = newSession({lang});
			const paint = openSessionFrames(session, {columns: 80, rows: 24});
			// Wherever the person was; how many steps lie ahead, and what the key line says of them, is no part of it.
			const frame = (): string =>
				paint({pane: 'wire', message: null})
					.split('\n')
					.slice(0, -1)
					.join('\n')
					.replace(/└ \d+\/\d+ ─+┘|└─+┘/g, '');
			const cursor = (): number => session.store.getState().past.cursor;
			const first: string[] = [frame()];
			walk(session, () => {
				first[cursor()] = frame();
			});
			const {length} = session.store.getState().past.entries;
			expect(first.length).toBe(length + 1);

			const back: string[] = [];
			for (let place = length; place >= 0; place--, press(session, 'u')) back[place] = frame();
			expect(cursor()).toBe(0);
			const forth: string[] = [];
			for (let place = 0; place <= length; place++, press(session, 'U')) forth[place] = frame();
			expect(cursor()).toBe(length);

			expect(back).toEqual(first);
			expect(forth).toEqual(first);
		});
	}
});
