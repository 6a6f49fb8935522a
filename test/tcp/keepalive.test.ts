import {describe, expect, it} from 'vitest';
import {configure, RFC9293, SECOND} from '../../src/tcp/index.js';
import {arrive, effects, established, event, everyIsn, send, sends, timers, timeWait, wait} from '../support/arrive.js';

const keepalive = {on: true, idle: 7200 * SECOND, interval: 75 * SECOND, probes: 9};
const making = {config: {keepalive}};

everyIsn(() => {
	describe('§3.8.4 keep-alives (MAY-5)', () => {
		it('are off unless the program asks (MUST-24, MUST-25)', () => {
			expect(wait(established(), 100 * 3600 * SECOND)).toEqual([]);
			expect(RFC9293.keepalive.on).toBe(false);
		});

		it('begin after two hours of silence by default (MUST-28)', () => {
			const tcb = established(making);
			expect(RFC9293.keepalive.idle).toBeGreaterThanOrEqual(7200 * SECOND);
			expect(wait(tcb, 7200 * SECOND)).toEqual(['7200 s: keepalive', 'keepalive-probe', 'send . 100:100(0) ack 301']);
		});

		it('carry SEQ one below SND.NXT and no text (SHLD-12), so that the peer must answer', () => {
			const tcb = established(making);
			send(tcb, 'hello');
			arrive(tcb, {ack: 106});
			expect(sends(wait(tcb, 7200 * SECOND))).toEqual(['send . 105:105(0) ack 301']);
			const peer = established();
			expect(arrive(peer, {seq: 300})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
		});

		it('count from the last segment that came (MUST-26)', () => {
			const tcb = established(making);
			wait(tcb, 7000 * SECOND);
			arrive(tcb, {text: 'abc'});
			expect(sends(wait(tcb, 7199 * SECOND))).toHaveLength(1);
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send . 100:100(0) ack 304']);
		});

		it('are not sent while text is out: that asks the peer already (MUST-26)', () => {
			const tcb = established({config: {keepalive: {...keepalive, idle: 10 * SECOND}}});
			wait(tcb, 9 * SECOND);
			send(tcb, 'hello');
			expect(sends(wait(tcb, 2 * SECOND))).toEqual(['send P. 101:106(5) ack 301']);
			expect(tcb.keepalive.probes).toBe(0);
		});

		it('use the interval that the program sets (MUST-27)', () => {
			const tcb = established({
				config: {keepalive: {...keepalive, idle: 10 * SECOND, interval: 5 * SECOND, probes: 3}},
			});
			const lines = wait(tcb, 100 * SECOND);
			expect(lines.filter(line => line.endsWith('keepalive'))).toEqual([10, 15, 20, 25].map(s => `${s} s: keepalive`));
		});

		it('unanswered, take all their probes to call a peer dead; one lost answer means nothing (MUST-29)', () => {
			const tcb = established(making);
			wait(tcb, 7200 * SECOND);
			wait(tcb, 75 * SECOND);
			arrive(tcb, {});
			expect(tcb.keepalive.probes).toBe(0);
			const lines = wait(tcb, 20_000 * SECOND);
			expect(sends(lines)).toHaveLength(9);
			expect(tcb.keepalive.probes).toBe(9);
			expect(lines.slice(-3)).toEqual(['keepalive-dead', 'signal connection aborted due to user timeout', '-> CLOSED']);
		});

		it('go on for ever with a peer that answers', () => {
			const tcb = established(making);
			for (let n = 0; n < 50; n++) {
				expect(sends(wait(tcb, 7200 * SECOND))).toHaveLength(1);
				arrive(tcb, {});
			}

			expect(tcb.state).toBe('ESTABLISHED');
		});

		it('say from the second on that they are sent again', () => {
			const tcb = established(making);
			const again = () => effects(tcb).flatMap(effect => (effect.kind === 'send' ? [effect.again] : []));
			wait(tcb, 7200 * SECOND);
			expect(again()).toEqual([false]);
			wait(tcb, 75 * SECOND);
			expect(again()).toEqual([true]);
		});

		it('end with TIME-WAIT', () => {
			expect(timers(timeWait(making))).toEqual({'time-wait': 240});
		});

		it('can be switched on, changed and switched off while the connection lives', () => {
			const tcb = established();
			const set = (change: Partial<typeof keepalive>) =>
				event(tcb, (now, out) =>
					configure(tcb, {...tcb.config, keepalive: {...tcb.config.keepalive, ...change}}, now, out),
				);
			set({on: true});
			expect(timers(tcb)).toEqual({keepalive: 7200});
			wait(tcb, 100 * SECOND);
			set({idle: 60 * SECOND});
			expect(timers(tcb)).toEqual({keepalive: 60});
			set({on: false});
			expect(timers(tcb)).toEqual({});
			expect(effects(tcb)).toMatchObject([{kind: 'timer', act: 'off'}]);
		});
	});
});
