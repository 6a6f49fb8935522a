import {describe, expect, it} from 'vitest';
import type {Command, SessionState} from '../../src/app/index.js';
import {listItems, modeOf, pageRoom} from '../../src/app/index.js';
import {defaultSetup, parseSession} from '../../src/lab/index.js';
import {inFlight, newSession, press, states, type} from './support.js';

describe('the wire’s selection', () => {
	it('stands on the oldest segment in flight, and goes on to the next when that one is delivered or dropped', () => {
		const session = newSession();
		const selected = (): string | null => session.store.getState().selected;
		press(session, 'c', '2', 'y', 'y');
		expect(inFlight(session)).toBe("c1 S, c1' S, c1'' S");
		expect(selected()).toBe('c1');
		press(session, 'd');
		expect(selected()).toBe("c1'");
		press(session, 'enter');
		expect(selected()).toBe("c1''");
		press(session, 'j');
		expect(selected()).toBe('s1');
		press(session, 'd');
		expect(selected()).toBe("c1''");
	});

	it('moves as the picture stands, from top to bottom, whatever arrives first', () => {
		const session = newSession();
		press(session, 'c', '2', 'y', 'J');
		expect(inFlight(session)).toBe("c1' S, c1 S");
		press(session, 'j');
		expect(session.store.getState().selected).toBe("c1'");
		press(session, 'k');
		expect(session.store.getState().selected).toBe('c1');
	});

	it('comes back by undo', () => {
		const session = newSession();
		press(session, 'c', '2', 'y', 'j');
		expect(session.store.getState().selected).toBe("c1'");
		press(session, 'd', 'u');
		expect(session.store.getState().selected).toBe("c1'");
	});

	it('can be put later and earlier among those of its direction', () => {
		const session = newSession();
		press(session, 'c', '2', 'y', 'J');
		expect(inFlight(session)).toBe("c1' S, c1 S");
		press(session, 'K');
		expect(inFlight(session)).toBe("c1 S, c1' S");
		press(session, 'K');
		expect(session.store.getState().message?.text).toMatch(/^K earlier: No other segment/);
	});
});

describe('history', () => {
	it('goes back and forth from one change of a state to the next', () => {
		const session = newSession();
		press(session, 'c', '2', 'y', 'd', 'enter', 'd');
		const cursor = (): number => session.store.getState().past.cursor;
		expect([cursor(), states(session)]).toEqual([5, 'SYN-SENT SYN-RECEIVED']);
		press(session, '[');
		expect(cursor()).toBe(4);
		press(session, '[');
		expect(cursor()).toBe(1);
		press(session, '[');
		expect(cursor()).toBe(0);
		press(session, ']', ']', ']');
		expect(cursor()).toBe(5);
	});

	it('switches one input off and plays the others again', () => {
		const session = newSession();
		press(session, 'c', '2', 'd', 'n');
		expect(inFlight(session)).toBe('c2 S');
		press(session, 'V', 'k', 't');
		expect(session.store.getState().view).toBe('history');
		expect(inFlight(session)).toBe('c1 S, c2 S');
		expect(session.store.getState().message?.text).toBe('Input 2 is switched off; all after it was played again.');
		press(session, 't');
		expect(inFlight(session)).toBe('c2 S');
	});

	it('keeps what a new input would cut off as a branch, and goes back to it by name', () => {
		const session = newSession();
		press(session, 'c', '2', 'enter', 'u', 'd');
		expect(session.store.getState().history.branches.map(({name}) => name)).toEqual(['1']);
		expect(session.store.getState().message?.text).toBe(
			'The steps taken back are kept as branch “1”: :go 1 leads there.',
		);
		press(session, ':');
		type(session, 'go 1');
		press(session, 'enter');
		expect(states(session)).toBe('SYN-SENT SYN-RECEIVED');
	});

	it('tells a send() that the buffer had no room for', () => {
		const session = newSession();
		press(session, 'c', '2', 'a', 'a', 'a', '1', ':');
		type(session, 'send 200000');
		press(session, 'enter');
		expect(session.store.getState().message?.text).toBe('send() took 65536 of 200000 octets: the send buffer is full.');
	});

	it('does not record what would do nothing', () => {
		const session = newSession();
		press(session, 'c', ':');
		type(session, 'replay c9');
		press(session, 'enter');
		expect(session.store.getState().past.entries.length).toBe(1);
	});
});

describe('automatic play', () => {
	it('is one entry, however many frames it had, and one undo takes it back', () => {
		const session = newSession();
		press(session, 'c', ' ');
		for (let frame = 0; frame < 20; frame++) session.dispatch({do: 'frame', elapsed: 100});
		const {past, world} = session.store.getState();
		expect(past.entries.length).toBe(2);
		expect(past.entries[1]?.input).toEqual({do: 'wait', by: 2_000_000});
		expect(world.now).toBe(2_000_000);
		expect(inFlight(session)).toBe('c1 S, c2 S');
		press(session, 'u');
		expect(session.store.getState().play.on).toBe(false);
		expect(session.store.getState().world.now).toBe(0);
	});

	it('comes to the same as one wait', () => {
		const played = newSession();
		press(played, 'c', ' ');
		for (let frame = 0; frame < 50; frame++) played.dispatch({do: 'frame', elapsed: 100});
		const waited = newSession();
		press(waited, 'c', ':');
		type(waited, 'wait 5s');
		press(waited, 'enter');
		expect(played.store.getState().world).toEqual(waited.store.getState().world);
		expect(played.store.getState().past.entries[1]?.facts).toEqual(waited.store.getState().past.entries[1]?.facts);
	});

	it('runs at its speed', () => {
		const session = newSession();
		press(session, 'c', '>', ' ');
		session.dispatch({do: 'frame', elapsed: 100});
		expect(session.store.getState().world.now).toBe(200_000);
		press(session, '<', '<');
		session.dispatch({do: 'frame', elapsed: 100});
		expect(session.store.getState().world.now).toBe(250_000);
	});

	it('stops by itself when nothing more can happen, and says what waits for the user', () => {
		let running = false;
		const session = newSession();
		session.connectClock({
			start: () => {
				running = true;
			},
			stop: () => {
				running = false;
			},
		});
		press(session, 'c', '>', '>', '>', '>', '>', ' ');
		expect(running).toBe(true);
		for (let frame = 0; frame < 20; frame++) session.dispatch({do: 'frame', elapsed: 1000});
		expect(running).toBe(false);
		expect(session.store.getState().message?.text).toMatch(/^Nothing more happens by itself: \d+ in flight/);
	});
});

describe('the session file', () => {
	const written = (): {lines: string[]; session: ReturnType<typeof newSession>} => {
		const lines: string[] = [];
		const session = newSession({onBegin: head => lines.push(head), onOperation: line => lines.push(line)});
		return {lines, session};
	};

	it('has no line before the first operation', () => {
		const {lines, session} = written();
		press(session, '2', 'd', '?', 'escape');
		expect(lines).toEqual([]);
	});

	it('is read back as the same history', () => {
		const {lines, session} = written();
		press(session, 'c', '2', 'd', 'n', 'enter', 'u', 'U', '[', ']', 'y', ' ');
		for (let frame = 0; frame < 7; frame++) session.dispatch({do: 'frame', elapsed: 100});
		press(session, 'u', 'U', ':');
		type(session, 'toggle 2');
		press(session, 'enter', ':');
		type(session, 'branch mine');
		press(session, 'enter', 'd');
		const read = parseSession(`${lines.join('\n')}\n`);
		if ('error' in read) throw new Error(JSON.stringify(read.error));
		const {history} = session.store.getState();
		expect(read.history).toEqual(history);
	});

	it('that cannot be written leaves the screen as it is, and says so', () => {
		const session = newSession();
		press(session, 'c');
		session.tell({text: 'the disk is full', tone: 'error'});
		expect(session.store.getState().message?.text).toBe('the disk is full');
		expect(inFlight(session)).toBe('c1 S');
	});

	it('of a session that was not finished is offered, and gone on with', () => {
		const left = newSession();
		press(left, 'c', '2', 'enter');
		const decisions: boolean[] = [];
		const lines: string[] = [];
		const session = newSession({
			unfinished: {history: left.store.getState().history, title: null, decided: yes => decisions.push(yes)},
			onBegin: head => lines.push(head),
			onOperation: line => lines.push(line),
		});
		expect(modeOf(session.store.getState()).name).toBe('resume');
		press(session, 'y');
		expect(decisions).toEqual([true]);
		expect(states(session)).toBe('SYN-SENT SYN-RECEIVED');
		press(session, '2', 'enter');
		expect(lines).toEqual(['{"do":"deliver","segment":"s1"}']);
	});
});

describe('modes', () => {
	const top = (state: SessionState): string => modeOf(state).name;

	it('are a stack that Esc takes down to the lab, and no further', () => {
		const session = newSession();
		press(session, '?');
		expect(top(session.store.getState())).toBe('help');
		press(session, 'escape', 'escape', 'escape');
		expect(session.store.getState().modes).toEqual([{name: 'lab'}]);
		expect(session.store.getState().ended).toBe(false);
	});

	it('quit only after a question, unless nothing was done', () => {
		let quits = 0;
		const session = newSession({onQuit: () => quits++});
		press(session, 'c', 'q', 'n');
		expect([quits, session.store.getState().ended]).toEqual([0, false]);
		press(session, 'q', 'q');
		expect([quits, session.store.getState().ended]).toEqual([1, true]);
		const fresh = newSession();
		press(fresh, 'q');
		expect(fresh.store.getState().ended).toBe(true);
	});

	it('a list’s entry does what it says and goes away; a switch can be set again and again', () => {
		const session = newSession();
		press(session, 'enter', 'j', 'j', 'j', 'enter');
		expect([top(session.store.getState()), inFlight(session)]).toEqual(['lab', 'c1 S']);
		press(session, 'o', 'enter');
		expect(session.store.getState().world.hosts.client.switches['two-way-handshake']).toBe(true);
		expect(top(session.store.getState())).toBe('options');
		press(session, '1');
		expect(session.store.getState().world.hosts.client.switches['two-way-handshake']).toBe(false);
	});

	it('a list keeps the entry we stand on in sight, and goes round its ends', () => {
		const session = newSession();
		const stands = (): readonly number[] => {
			const mode = session.store.getState().modes.at(-1);
			return mode !== undefined && 'at' in mode ? [mode.at, mode.top] : [];
		};
		press(session, 'o');
		const count = listItems(session.store.getState(), modeOf(session.store.getState())).length;
		const {height} = pageRoom(session.store.getState().size);
		press(session, 'k');
		expect(stands()).toEqual([count - 1, count - height]);
		press(session, 'j');
		expect(stands()).toEqual([0, 0]);
		press(session, 'end', 'k');
		expect(stands()).toEqual([count - 2, count - height]);
		press(session, 'home', 'pagedown', 'j');
		expect(stands()).toEqual([height, 1]);
		press(session, 'home', '2');
		const {switches} = session.store.getState().world.hosts.client;
		expect([switches['two-way-handshake'], switches['no-time-wait']]).toEqual([false, true]);
	});

	it('a ghost is replayed as an old duplicate', () => {
		const session = newSession();
		press(session, 'c', '2', 'd', 'g', 'enter');
		expect(inFlight(session)).toBe("c1' S");
		press(session, '1', 'c', '2', 'g', 'enter');
		expect(session.store.getState().selected).toBe("c1''");
	});

	it('a delay is asked for on the command line, with an amount offered', () => {
		const session = newSession();
		press(session, 'c', '2', 'z', 'enter');
		expect(session.store.getState().past.entries.at(-1)?.input).toEqual({do: 'delay', segment: 'c1', by: 500_000});
	});

	it('a scenario takes the place of the world, with its title', async () => {
		const session = newSession({
			scenarios: [{id: 'a', title: 'A', section: 'handshake'}],
			loadScenario: async () => ({setup: defaultSetup('linux', 7), title: 'A'}),
		});
		press(session, 'c', 'm', 'enter');
		await Promise.resolve();
		await Promise.resolve();
		const {title, world, past} = session.store.getState();
		expect([title, world.seed, past.entries.length]).toEqual(['A', 7, 0]);
	});
});

describe('forms', () => {
	const run = (commands: readonly (string | Command)[]): ReturnType<typeof newSession> => {
		const session = newSession();
		for (const each of commands) {
			if (typeof each === 'string') press(session, each);
			else session.dispatch(each);
		}
		return session;
	};

	it('a forged RST of an outsider carries what was filled in, counted from the ISNs', () => {
		const session = run(['c', '2', 'enter', 'enter', 'enter', 'f', 'enter']);
		const forged = session.store.getState().world.wire.flights[0];
		expect([forged?.id, forged?.to, forged?.segment.rst]).toEqual(['x1', 'server', true]);
		press(session, 'enter');
		expect(states(session)).toBe('ESTABLISHED -');
	});

	it('faults change only what was changed, in one direction', () => {
		const session = run(['2', 'w', 'right', 'down', 'down', 'down', 'down']);
		press(session, 'ctrl+u');
		type(session, '10%');
		press(session, 'enter');
		const {client, server} = session.store.getState().world.wire.paths;
		expect([client.mode, server.mode]).toEqual(['flow', 'hold']);
		expect(client.faults.loss).toEqual({model: 'random', probability: 0.1, correlation: 0});
		expect(server.faults.loss).toBeNull();
		expect(session.store.getState().past.entries.length).toBe(1);
	});

	it('say at which field what was expected, and stay', () => {
		const session = run(['2', 'w', 'down', 'ctrl+u', 'x', 'enter']);
		const mode = modeOf(session.store.getState());
		expect(mode.name === 'form' ? [mode.form.at, mode.form.error] : null).toEqual([2, 'expected: 20ms']);
	});
});

describe('simultaneous open', () => {
	it('can be had by two commands, each to where the other comes from', () => {
		const session = newSession();
		for (const text of ['connect client 7000 8000', 'connect server 8000 7000']) {
			press(session, ':');
			type(session, text);
			press(session, 'enter');
		}
		expect(inFlight(session)).toBe('c1 S, s1 S');
		press(session, '2', 'a');
		expect(states(session)).toBe('SYN-RECEIVED SYN-RECEIVED');
		press(session, 'a');
		expect(states(session)).toBe('ESTABLISHED ESTABLISHED');
	});
});

describe('several connections', () => {
	it('each have their place: v shows the next, and calls are made on the one that is shown', () => {
		const session = newSession();
		press(session, 'c', 'c');
		const ports = (): number[] => session.store.getState().world.wire.flights.map(({segment}) => segment.source.port);
		expect(new Set(ports()).size).toBe(2);
		press(session, '2', 'a', 'a', '1', 'v', 's');
		const first = session.store.getState().world.hosts.client.connections[0];
		expect(session.store.getState().shown.client).toBe(first?.id);
		expect(session.store.getState().world.wire.flights.at(-1)?.segment.source.port).toBe(first?.tcb.local.port);
	});
});
