import {describe, expect, it} from 'vitest';
import {
	type Config,
	call,
	configure,
	arrive as engineArrive,
	SECOND,
	type Tcb,
	userTimeoutOf,
} from '../../../src/tcp/index.js';
import {
	clock,
	closed,
	effects,
	established,
	event,
	MAKE,
	type Making,
	ours,
	SYNCHRONIZED,
	segmentFor,
	send,
	sent,
	synReceived,
	synSent,
	timers,
	wait,
} from '../../support/arrive.js';

const OPTION = {advertised: 300 * SECOND, least: 100 * SECOND, most: 3600 * SECOND, changeable: true};

const enabled = (changes: Partial<typeof OPTION> = {}, config: Partial<Config> = {}): Making => ({
	config: {...config, userTimeoutOption: {...OPTION, ...changes}},
});

/** A segment of the peer's that advertises so many seconds. */
function hears(tcb: Tcb, seconds: number, flags = '.'): string[] {
	const seg = segmentFor(tcb, {flags, ...(flags.includes('S') ? {seq: 300, ack: 101} : {})});
	const options = {...seg.options, userTimeout: seconds};
	return event(tcb, (now, out) => engineArrive(tcb, {...seg, options}, now, out));
}

/** USER TIMEOUT in force, seconds. */
const inForce = (tcb: Tcb): number | null => {
	const timeout = userTimeoutOf(tcb);
	return timeout === null ? null : timeout / SECOND;
};

const advertised = (tcb: Tcb) => sent(tcb).map(seg => seg.options.userTimeout);

describe('RFC 5482 §3 advertising', () => {
	it('is in the SYN, in the SYN,ACK, in the first segment without SYN, and then no more', () => {
		expect(advertised(synSent(enabled()))).toEqual([300]);
		expect(advertised(synReceived(enabled()))).toEqual([300]);
		const tcb = established(enabled());
		expect(advertised(tcb)).toEqual([300]);
		send(tcb, 'text');
		expect(advertised(tcb)).toEqual([null]);
	});

	it('is not done where the option is off', () => {
		expect(advertised(synSent())).toEqual([null]);
		expect(advertised(established())).toEqual([null]);
	});

	it('comes again in the next segment when the value has changed', () => {
		const tcb = established(enabled());
		const config = {...tcb.config, userTimeoutOption: {...OPTION, advertised: 60 * SECOND}};
		event(tcb, (now, out) => configure(tcb, config, now, out));
		send(tcb, 'text');
		expect(advertised(tcb)).toEqual([60]);
	});

	it('waits for a segment with room for four octets more', () => {
		const tcb = synReceived({...enabled(), how: 'passive', mss: 1000});
		event(tcb, (now, out) => engineArrive(tcb, segmentFor(tcb, {ack: 101}), now, out));
		send(tcb, 1000);
		expect(advertised(tcb)).toEqual([null]);
		send(tcb, 'rest', {urgent: true});
		event(tcb, (now, out) => engineArrive(tcb, segmentFor(tcb, {ack: 1101}), now, out));
		expect(advertised(tcb)).toEqual([300]);
	});

	it('is in minutes where seconds do not fit fifteen bits, and never zero (§3.3, §3.4)', () => {
		const offered = (seconds: number) => advertised(synSent(enabled({advertised: seconds * SECOND})))[0];
		expect([0.2, 1, 32_767, 32_768, 32_800, 9_999_999].map(offered)).toEqual([
			1,
			1,
			32_767,
			32_760,
			32_820,
			32_767 * 60,
		]);
	});

	it('shares the SYN with a cookie of up to 14 octets: forty octets of options are all there is', () => {
		for (const [length, seconds] of [
			[14, 300],
			[16, null],
		] as const) {
			const tcb = closed({...enabled(), both: ['timestamps', 'sack', 'scaling']});
			const cookie = new Uint8Array(length);
			event(tcb, (now, out) => {
				call(tcb, {call: 'open', how: 'active', iss: ours(100), fastOpen: {cookie}}, now, out);
			});
			expect(advertised(tcb)).toEqual([seconds]);
		}
	});
});

describe('RFC 5482 §3.1 the user timeout that is adopted', () => {
	it('is the longer of both ends’, within the limits', () => {
		for (const [own, peer, timeout] of [
			[300, 200, 300],
			[300, 500, 500],
			[50, 60, 100],
			[300, 9000, 3600],
			[9000, 60, 3600],
		] as const) {
			const tcb = established(enabled({advertised: own * SECOND}));
			expect(inForce(tcb)).toBeNull();
			expect(hears(tcb, peer)).toEqual(['uto-heard', 'uto-adopted']);
			expect(inForce(tcb)).toBe(timeout);
		}
	});

	it('is longer than the retransmission timeout, whatever the lower limit', () => {
		const tcb = established(enabled({advertised: SECOND, least: SECOND}, {rtoMin: 5 * SECOND, rtoInitial: 5 * SECOND}));
		hears(tcb, 2);
		expect(userTimeoutOf(tcb)).toBe(tcb.rto.rto + 1);
		expect(tcb.rto.rto).toBe(5 * SECOND);
	});

	it('takes effect with the SYN,ACK where that advised it, and is told', () => {
		const tcb = synSent(enabled());
		expect(hears(tcb, 500, 'S.').filter(line => line.startsWith('uto'))).toEqual(['uto-heard', 'uto-adopted']);
		expect(inForce(tcb)).toBe(500);
		expect(hears(tcb, 500).filter(line => line.startsWith('uto'))).toEqual([]);
	});

	it('holds in the synchronized states only', () => {
		for (const state of SYNCHRONIZED) {
			const tcb = MAKE[state](enabled());
			tcb.uto.remote = 500 * SECOND;
			expect(inForce(tcb)).toBe(500);
		}

		for (const state of ['SYN-SENT', 'SYN-RECEIVED'] as const) {
			const tcb = MAKE[state](enabled({}, {userTimeout: 20 * SECOND}));
			tcb.uto.remote = 500 * SECOND;
			expect(inForce(tcb)).toBe(20);
		}
	});

	it('leaves a program’s own USER TIMEOUT alone, but tells of the advice', () => {
		const tcb = established(enabled({changeable: false}, {userTimeout: 20 * SECOND}));
		expect(hears(tcb, 500)).toEqual(['uto-not-changeable']);
		expect(effects(tcb)).toContainEqual({kind: 'rule', rule: 'uto-not-changeable', values: {seconds: 500}});
		expect(inForce(tcb)).toBe(20);
	});

	it('is not touched by zero, which is reserved (§3.4)', () => {
		const tcb = established(enabled());
		hears(tcb, 500);
		expect(hears(tcb, 0)).toEqual(['uto-reserved']);
		expect(inForce(tcb)).toBe(500);
	});

	it('is nothing to an end whose option is off', () => {
		const tcb = established();
		expect(hears(tcb, 500)).toEqual([]);
		expect(inForce(tcb)).toBeNull();
	});

	it('moves the clock that runs already, and decides in place of R2', () => {
		const tcb = established(enabled({}, {r2: 3}));
		send(tcb, 'text');
		wait(tcb, SECOND / 2);
		hears(tcb, 500);
		expect(timers(tcb).user).toBe(500);
		const lines = wait(tcb, 501 * SECOND);
		expect(lines).not.toContain('r2-reached');
		expect(lines.slice(-3)).toEqual(['user-timeout', 'signal connection aborted due to user timeout', '-> CLOSED']);
		expect(clock(tcb)).toBeGreaterThan(500 * SECOND);
	});

	it('keeps keep-alives away for longer than itself (§4.2)', () => {
		const keepalive = {on: true, idle: 200 * SECOND, interval: SECOND, probes: 3};
		const tcb = established(enabled({}, {keepalive}));
		hears(tcb, 500);
		expect(wait(tcb, 500 * SECOND)).not.toContain('keepalive-probe');
		expect(wait(tcb, SECOND)).toContain('keepalive-probe');
	});
});
