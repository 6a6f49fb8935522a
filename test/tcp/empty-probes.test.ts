import {describe, expect, it} from 'vitest';
import {SECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, asOurs, close, reasons, send, sends, timers, wait} from '../support/arrive.js';
import {linux, type Wanted} from '../support/linux.js';

/** Three segments went, the window is shut behind them, and 2000 octets wait. */
function stalled(wanted: Wanted = {}): Tcb {
	const tcb = linux({both: [], wnd: 3000, mss: 1000, ...wanted});
	send(tcb, 5000);
	arrive(tcb, {ack: 3101, wnd: 0});
	return tcb;
}

const PROBE = 'send . 3100:3100(0) ack 301';
/** Waits for the persist timer. @returns what it did, and how long the next wait is */
function next(tcb: Tcb): [string[], number | undefined] {
	const lines = wait(tcb, Math.round((timers(tcb).persist ?? 0) * SECOND)).filter(line => !line.includes(' s: '));
	return [lines, timers(tcb).persist];
}

describe('Linux: zero-window probes (tcp_send_probe0)', () => {
	it('an empty segment below SND.UNA, at doubling times, as its timer wheel keeps them', () => {
		const tcb = stalled();
		expect(timers(tcb)).toEqual({persist: 0.22});
		const waits = Array.from({length: 12}, () => {
			const [lines, wait] = next(tcb);
			expect(lines).toEqual(['probe-empty', PROBE, 'window-full']);
			arrive(tcb, {wnd: 0});
			return wait;
		});
		expect(waits).toEqual([0.448, 0.896, 1.76, 3.584, 7.168, 14.08, 28.672, 57.344, 112.64, 120.832, 120.832, 120.832]);
	});

	it('no sooner than 200 ms, however short RTO is', () => {
		const tcb = stalled({sysctl: {tcp_rto_min_us: 5_000}, roundTrip: 2_000});
		expect(timers(tcb)).toEqual({persist: 0.2});
	});

	it('are answered: the wait begins anew from the answer, and no count ends it (MUST-37)', () => {
		const tcb = stalled({sysctl: {tcp_retries2: 3}});
		for (let n = 0; n < 10; n++) {
			next(tcb);
			const {persist} = timers(tcb);
			wait(tcb, 0.1 * SECOND);
			arrive(tcb, {wnd: 0});
			expect(timers(tcb).persist).toBe(persist);
		}

		expect(tcb.state).toBe('ESTABLISHED');
	});

	it('are not answered: so many are all (tcp_retries2)', () => {
		const tcb = stalled({sysctl: {tcp_retries2: 4}});
		const lines = wait(tcb, 60 * SECOND);
		expect(sends(lines)).toEqual(Array(4).fill(PROBE));
		expect(lines.slice(-4)).toEqual([
			'6.908 s: persist',
			'r2-reached',
			'signal connection aborted due to user timeout',
			'-> CLOSED',
		]);
	});

	it('TCP_USER_TIMEOUT ends them, though they are answered, as near as the wheel comes to it', () => {
		const tcb = stalled({options: {TCP_USER_TIMEOUT: 1_500}});
		const log: string[] = [];
		for (let n = 0; n < 4; n++) {
			log.push(...wait(tcb, Math.round((timers(tcb).persist ?? 0) * SECOND)));
			if (n < 3) arrive(tcb, {wnd: 0});
		}

		expect(log.filter(line => line.includes(' s: '))).toEqual([
			'0.22 s: persist',
			'0.448 s: persist',
			'0.896 s: persist',
			'0.156 s: persist',
		]);
		expect(log).toContain('user-timeout');
	});

	it('end when the window opens; the next stall begins with the first wait again', () => {
		const tcb = stalled();
		next(tcb);
		next(tcb);
		expect(sends(arrive(tcb, {wnd: 3000}))).toEqual([
			'send . 3101:4101(1000) ack 301',
			'send P. 4101:5101(1000) ack 301',
		]);
		expect([timers(tcb).persist, tcb.persist.probes, tcb.persist.since]).toEqual([undefined, 0, null]);
		send(tcb, 2000);
		arrive(tcb, {ack: asOurs(tcb.snd.nxt), wnd: 0});
		send(tcb, 3000);
		expect(timers(tcb).persist).toBeCloseTo(0.22, 1);
	});

	it('a window too small for a segment waits as long, then a part goes', () => {
		const tcb = stalled();
		expect(arrive(tcb, {wnd: 300})).toContain('window-too-small');
		const [lines] = next(tcb);
		expect(lines.filter(line => line.startsWith('send'))).toEqual(['send P. 3101:3401(300) ack 301']);
		expect([reasons(tcb), timers(tcb)]).toEqual([['probe-part'], {retransmission: 0.2175}]);
	});

	it('a FIN that waits behind a shut window is probed for, too', () => {
		const tcb = linux({both: [], wnd: 1000, mss: 1000});
		send(tcb, 1000);
		arrive(tcb, {ack: asOurs(tcb.snd.nxt), wnd: 0});
		expect(timers(tcb).persist).toBeUndefined();
		close(tcb);
		expect(timers(tcb).persist).toBe(0.22);
		expect(next(tcb)[0][0]).toBe('probe-empty');
	});

	it('none go with the switch no-persist-timer', () => {
		const tcb = stalled();
		tcb.config = {...tcb.config, switches: {...tcb.config.switches, 'no-persist-timer': true}};
		arrive(tcb, {wnd: 0});
		expect(timers(tcb)).toEqual({});
	});

	it('none go while anything is out, whose timer asks as well', () => {
		const tcb = linux({both: [], wnd: 3000, mss: 1000});
		send(tcb, 5000);
		arrive(tcb, {ack: 1101, wnd: 2000});
		expect(Object.keys(timers(tcb))).toEqual(['retransmission']);
	});
});
