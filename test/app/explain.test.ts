import {describe, expect, it} from 'vitest';
import {modeOf, pageLines, pageTitle, type Session} from '../../src/app/index.js';
import {newSession, press, type} from './support.js';

const title = (session: Session): string => {
	const state = session.store.getState();
	return pageTitle(state, modeOf(state));
};

const page = (session: Session): string => {
	const state = session.store.getState();
	return pageLines(state, modeOf(state), 200)
		.map(line => line.map(({text}) => text).join(''))
		.join('\n');
};

describe('e', () => {
	it('explains the selected segment on the wire, and one that was lost long ago', () => {
		const session = newSession();
		press(session, 'c', '2', 'd', 'n', 'e');
		expect(title(session)).toBe('Why: client sends c2 SYN 0 mss 1460 again');
		expect(page(session)).toContain(
			'it began here: the retransmission timer fires; it was set at 0.000 s, when you call',
		);
		press(session, 'h');
		expect(title(session)).toBe('Why: client sends c1 SYN 0 mss 1460');
		expect(page(session)).toContain('It is lost at 0.000 s: dropped by you.');
		press(session, 'e', ':');
		type(session, 'explain c1');
		press(session, 'enter');
		expect(title(session)).toBe('Why: client sends c1 SYN 0 mss 1460');
	});

	it('explains a host’s state changes and timers, the newest first', () => {
		const session = newSession();
		press(session, 'c', '2', 'enter', 'enter', '1', 'e');
		expect(title(session)).toBe('Why: client: SYN-SENT → ESTABLISHED');
		expect(page(session)).toContain('state SYN-SENT → ESTABLISHED · SND.UNA 0 → 1');
		expect(page(session)).toContain('it began here: you call connect(c, 80)');
		press(session, 'h');
		expect(title(session)).toBe('Why: client: CLOSED → SYN-SENT');
		press(session, 'l', 'l');
		expect(title(session)).toBe('Why: client: the retransmission timer is stopped');
		expect(page(session)).toContain('All that was sent is acknowledged: nothing is left to wait for. (RFC 6298 §5.2)');
		press(session, 'l');
		expect(title(session)).toBe('What the last step did');
	});

	it('explains what was, when nothing happened in the last step', () => {
		const session = newSession();
		press(session, 'c', '2', 'enter', ':');
		type(session, 'wait 10ms');
		press(session, 'enter', 'e');
		expect(title(session)).toBe('Why: server sends s1 SYN,ACK 0 ack 1 wnd 65535 mss 1460');
	});

	it('says in which state an arrival found a host, and why a close() aborts', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', 'a', ':');
		type(session, 'forge client server flags=S seq=0');
		press(session, 'enter', '2', 'a', 'e');
		expect(page(session)).toContain('(the server is in ESTABLISHED)');
		press(session, 'escape', ':');
		type(session, 'setsockopt client SO_LINGER 0');
		press(session, 'enter', '1', 'x', ':');
		type(session, 'explain c4');
		press(session, 'enter');
		expect(page(session)).toContain('it began here: you call close(c), and SO_LINGER is 0: it aborts');
	});

	it('tells what a forger did, and what a host did about it', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', ':');
		type(session, 'forge outsider client flags=R seq=1');
		press(session, 'enter', 'e');
		expect(page(session)).toContain('it began here: a hand put it there: no TCP made it');
		press(session, 'e', 'enter', 'e', 'l');
		expect(title(session)).toBe('Why: x1 RST 1 is on the wire');
		expect(page(session)).toContain('It arrives at the client');
		expect(page(session)).toContain('RFC 9293 §3.10.7.4 second');
	});
});

describe('the glossary', () => {
	it('opens a word by name in either language, or those that contain it', () => {
		const session = newSession();
		const open = (word: string): string => {
			press(session, ':');
			type(session, `glossary ${word}`);
			press(session, 'enter');
			return modeOf(session.store.getState()).name;
		};
		expect(open('TIME-WAIT')).toBe('term');
		expect(page(session)).toContain('Written in: RFC 9293 §3.6');
		press(session, '1');
		expect(page(session)).toContain('MSL');
		press(session, 'escape', 'escape');
		expect(open('慢启动')).toBe('term');
		press(session, 'escape');
		expect(open('window')).toBe('glossary');
		press(session, 'escape');
		expect(open('nonsense')).toBe('lab');
		expect(session.store.getState().message?.text).toBe('There is no word “nonsense” in the glossary.');
	});

	it('is reached from an explanation with the words that are in it', () => {
		const session = newSession();
		press(session, 'c', '2', 'd', 'n', 'e', 'g');
		expect(modeOf(session.store.getState())).toMatchObject({
			name: 'glossary',
			terms: ['rto', 'backoff', 'retransmission'],
		});
	});
});
