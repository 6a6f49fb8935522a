import {describe, expect, it} from 'vitest';
import {citation, SECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, close, send, sends, synSent, wait} from '../support/arrive.js';
import {linux, linuxConfig, type Wanted} from '../support/linux.js';

/** Seconds from the text until it is given up. */
function patience(wanted: Wanted): number {
	const tcb = linux({both: [], ...wanted});
	send(tcb, 10);
	const lines = wait(tcb, 3000 * SECOND);
	const at = lines.slice(0, lines.indexOf('r2-reached')).findLast(line => line.includes(' s: '));
	return Number.parseFloat(at ?? '');
}

describe('Linux: how long it tries (tcp_model_timeout)', () => {
	it('the 15 of tcp_retries2 stand for 924.6 s: what as many retransmissions take whose RTO begins at 200 ms', () => {
		const given = patience({});
		// The first retransmission went after RTO; the timer is looked at when it fires.
		expect(given).toBeGreaterThanOrEqual(924.6);
		expect(given).toBeLessThan(924.6 + 120.22);
	});

	it.each([
		[1, 0.6],
		[3, 3],
		[8, 102.2],
		// From the tenth on each takes two minutes.
		[10, 324.6],
	])('%i of them stand for %f s', (tcp_retries2, least) => {
		const given = patience({sysctl: {tcp_retries2}});
		expect(given).toBeGreaterThanOrEqual(least + 0.22);
		expect(given).toBeLessThan(2 * least + 1);
	});

	it('a SYN goes four times at the same pace before its wait doubles, and these are not of its six', () => {
		const tcb = synSent({config: linuxConfig()});
		const lines = wait(tcb, 600 * SECOND);
		const times = lines.filter(line => line.endsWith(' s: retransmission')).map(line => Number.parseFloat(line));
		expect(times).toEqual([1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131]);
		expect(sends(lines)).toHaveLength(10);
		expect(tcb.state).toBe('CLOSED');
	});

	it('whoever closed waits no longer for its FIN than tcp_orphan_retries would', () => {
		const tcb = linux({both: []});
		close(tcb);
		expect(wait(tcb, 2000 * SECOND)).toContain('r2-reached');
	});
});

describe('Linux: congestion marks at the receiver (RFC 3168 §6.1.3)', () => {
	/** Both agreed on it, and the first ACKs have gone. */
	function marked(): Tcb {
		const tcb = linux({both: [], sysctl: {tcp_ecn: 1}, options: {SO_RCVBUF: 3_000}});
		arrive(tcb, {text: 1000, ecn: 2});
		wait(tcb, 100_000);
		return tcb;
	}

	it('the first mark is told of at once, a further one is not', () => {
		const tcb = marked();
		expect(sends(arrive(tcb, {text: 10, ecn: 3}))).toEqual(['send .E 101:101(0) ack 1311']);
		expect(sends(arrive(tcb, {text: 10, ecn: 3}))).toEqual([]);
		expect(tcb.ecn.echo).toBe(true);
	});

	it('CWR is answered at once, without ECE', () => {
		const tcb = marked();
		arrive(tcb, {text: 10, ecn: 3});
		const lines = arrive(tcb, {text: 10, ecn: 2, flags: '.W'});
		expect(lines).toContain('ecn-cwr-heard');
		expect(sends(lines)).toEqual(['send . 101:101(0) ack 1321']);
	});

	it('what is not ECT after what was is a retransmission: answered at once', () => {
		const tcb = marked();
		expect(sends(arrive(tcb, {text: 10, ecn: 0}))).toHaveLength(1);
		const never = linux({both: [], sysctl: {tcp_ecn: 1}, options: {SO_RCVBUF: 3_000}});
		arrive(never, {text: 1000, ecn: 0});
		wait(never, 100_000);
		expect(sends(arrive(never, {text: 10, ecn: 0}))).toEqual([]);
	});

	it('is nothing where it was not agreed on', () => {
		const tcb = linux({both: [], options: {SO_RCVBUF: 3_000}});
		arrive(tcb, {text: 1000});
		wait(tcb, 100_000);
		expect(arrive(tcb, {text: 10, ecn: 3})).not.toContain('ecn-marked');
		expect(tcb.ecn).toMatchObject({echo: false, seen: false});
	});
});

describe('a rule', () => {
	it('is cited by its RFC, section and step, with what else asks for it', () => {
		expect(citation('rst-challenge')).toBe('RFC 9293 §3.10.7.4 second; RFC 5961 §3');
		expect(citation('ack-opens')).toBe('RFC 9293 §3.10.7.4 fifth');
		expect(citation('rack-lost')).toMatch(/^RFC 8985 §\S+$/);
	});
});
