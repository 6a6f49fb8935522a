import {describe, expect, it} from 'vitest';
import {SECOND, type Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	close,
	closeWait,
	effects,
	established,
	everyIsn,
	ours,
	reasons,
	send,
	sends,
	timers,
	wait,
} from '../support/arrive.js';
import {Pair} from '../support/ends.js';

/** Text waits, the peer's window is zero. */
function shut(making: Parameters<typeof established>[0] = {}): Tcb {
	const tcb = established(making);
	arrive(tcb, {wnd: 0});
	send(tcb, 'hello');
	return tcb;
}

const probeTimes = (lines: readonly string[]) =>
	lines.filter(line => line.endsWith('persist')).map(line => Number.parseFloat(line));

everyIsn(() => {
	describe('§3.8.6.1 zero-window probes (MUST-36)', () => {
		it('begin when the window was shut for RTO, and come at doubling intervals (SHLD-29, SHLD-30)', () => {
			const tcb = shut();
			expect(timers(tcb)).toEqual({persist: 1});
			const times: number[] = [];
			for (let second = 1; second <= 300; second++) {
				const lines = wait(tcb, 1 * SECOND);
				if (sends(lines).length === 0) continue;
				expect(sends(lines)).toEqual(['send . 101:102(1) ack 301']);
				times.push(second);
				arrive(tcb, {wnd: 0});
			}

			expect(times).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
		});

		it('carry the first octet that waits; SND.NXT does not move for it', () => {
			const tcb = shut();
			wait(tcb, 1 * SECOND);
			expect(tcb.snd).toMatchObject({nxt: ours(101), max: ours(102)});
			expect(tcb.unsent.length).toBe(5);
			expect(tcb.retransmissions).toEqual([]);
		});

		it('are answered, and that keeps the connection for ever (MUST-37)', () => {
			const tcb = shut();
			for (let minute = 0; minute < 600; minute++) {
				wait(tcb, 60 * SECOND);
				expect(arrive(tcb, {wnd: 0})).toContain('probe-answered');
			}

			expect(tcb.state).toBe('ESTABLISHED');
		});

		it('unanswered for R2, the peer is given up', () => {
			const tcb = shut();
			const lines = wait(tcb, 300 * SECOND);
			expect(probeTimes(lines)).toEqual([1, 3, 7, 15, 31, 63, 123]);
			expect(lines.slice(-3)).toEqual(['r2-reached', 'signal connection aborted due to user timeout', '-> CLOSED']);
			expect(tcb.state).toBe('CLOSED');
		});

		it('whose octet is taken count as sent then', () => {
			const tcb = shut();
			wait(tcb, 1 * SECOND);
			arrive(tcb, {ack: 102, wnd: 0});
			expect(tcb.snd).toMatchObject({una: ours(102), nxt: ours(102)});
			expect(tcb.unsent.length).toBe(4);
			expect(timers(tcb)).toEqual({persist: 2});
		});

		it('say from the second on that they are sent again', () => {
			const tcb = shut();
			const again = () => effects(tcb).flatMap(effect => (effect.kind === 'send' ? [effect.again] : []));
			expect(wait(tcb, 1 * SECOND)).toContain('probe-zero-window');
			expect([again(), reasons(tcb)]).toEqual([[false], ['probe-zero-window']]);
			wait(tcb, 2 * SECOND);
			expect(again()).toEqual([true]);
		});

		it('of text that was out carry its first octet, and its FIN only where there is no text', () => {
			const tcb = established();
			send(tcb, 'abc');
			close(tcb);
			arrive(tcb, {ack: 101, wnd: 0});
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send . 101:102(1) ack 301']);
			arrive(tcb, {ack: 104, wnd: 0});
			expect(sends(wait(tcb, 10 * SECOND))[0]).toBe('send F. 104:104(0) ack 301');
		});

		it('end when the window opens, and the text goes', () => {
			const tcb = shut();
			wait(tcb, 1 * SECOND);
			expect(sends(arrive(tcb, {wnd: 1000}))).toEqual(['send P. 101:106(5) ack 301']);
			expect(timers(tcb)).toEqual({retransmission: 1});
			expect(tcb.persist).toEqual({probes: 0, unanswered: 0, since: null});
		});

		it('are not sent while anything is out that the timer watches', () => {
			const tcb = established({wnd: 1460});
			send(tcb, 3000);
			expect(timers(tcb)).toEqual({retransmission: 1});
			arrive(tcb, {ack: 101 + 1460, wnd: 0});
			expect(timers(tcb)).toEqual({persist: 1});
		});

		it('carry the FIN when that is all that waits', () => {
			const tcb = established();
			arrive(tcb, {wnd: 0});
			close(tcb);
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send F. 101:101(0) ack 301']);
			expect(tcb.state).toBe('FIN-WAIT-1');
			expect(tcb.snd.fin).toBeNull();
		});

		it.each([
			['FIN-WAIT-1', 'FIN-WAIT-2', established],
			['CLOSE-WAIT', 'CLOSED', closeWait],
		] as const)('whose FIN is taken in %s lead to %s', (_, state, make) => {
			const tcb = make();
			arrive(tcb, {wnd: 0});
			close(tcb);
			wait(tcb, 1 * SECOND);
			arrive(tcb, {ack: 102, wnd: 0});
			expect(tcb.state).toBe(state);
			expect(timers(tcb)).toEqual({});
		});

		it('carry text first, the FIN when the text has gone', () => {
			const tcb = established();
			arrive(tcb, {wnd: 0});
			send(tcb, 'a');
			close(tcb);
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send . 101:102(1) ack 301']);
			expect(sends(arrive(tcb, {ack: 102, wnd: 0}))).toEqual([]);
			expect(sends(wait(tcb, 1 * SECOND))).toEqual([]);
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send F. 102:102(0) ack 301']);
		});

		it('without them (switch no-persist-timer) a lost window update stops all for ever', () => {
			const tcb = shut({switches: ['no-persist-timer']});
			expect(wait(tcb, 10_000 * SECOND)).toEqual([]);
		});

		it('tell of urgent text that waits', () => {
			const tcb = established();
			arrive(tcb, {wnd: 0});
			send(tcb, 'hello', {urgent: true});
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send .U 101:102(1) ack 301 up 5']);
		});
	});
});

describe('§A.2 both ends probing', () => {
	const small = {receiveBuffer: 100};

	it('a shut window each makes no war: one answer for each probe', () => {
		const pair = new Pair(10_000, small, small).connect();
		pair.send(pair.a, 500);
		pair.send(pair.b, 500);
		pair.run(20 * SECOND);
		expect([pair.a.tcb.snd.wnd, pair.b.tcb.snd.wnd]).toEqual([0, 0]);
		const before = pair.sent;
		const probes = () => [...pair.a.log, ...pair.b.log].filter(rule => rule === 'probe-zero-window').length;
		const probesBefore = probes();
		pair.run(600 * SECOND);
		expect(pair.sent - before).toBe(2 * (probes() - probesBefore));
		expect(probes() - probesBefore).toBeLessThan(25);
		for (let n = 0; n < 8; n++) {
			pair.read(pair.a);
			pair.read(pair.b);
			pair.run(130 * SECOND);
		}

		expect([pair.a.tcb.rcv.nxt, pair.b.tcb.rcv.nxt]).toEqual([pair.b.tcb.snd.nxt, pair.a.tcb.snd.nxt]);
		expect([pair.a.tcb.unsent.length, pair.b.tcb.unsent.length]).toEqual([0, 0]);
	});

	it('whose probes are both taken makes none either', () => {
		const pair = new Pair(700_000, {receiveBuffer: 1}, {receiveBuffer: 1}).connect();
		pair.send(pair.a, 'ab');
		pair.send(pair.b, 'cd');
		const isProbe = () => [pair.a, pair.b].every(end => end.log.includes('probe-zero-window'));
		for (let guard = 0; guard < 1000 && !isProbe(); guard++) pair.run(10_000);
		expect(isProbe()).toBe(true);
		pair.read(pair.a);
		pair.read(pair.b);
		pair.run(10 * SECOND);
		const {sent} = pair;
		pair.run(100 * SECOND);
		expect(pair.sent - sent).toBeLessThan(10);
		expect([pair.read(pair.a), pair.read(pair.b)]).toEqual(['d', 'b']);
	});
});
