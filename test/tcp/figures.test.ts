import {describe, expect, it} from 'vitest';
import {createTcb, NO_SWITCHES, SECOND, segment, seq, type Tcb} from '../../src/tcp/index.js';
import {type End, Pair} from '../support/ends.js';

const states = (pair: Pair) => [pair.a.tcb.state, pair.b.tcb.state];
/** What was put on the wire, without the times. */
const wire = (pair: Pair) => pair.trace.map(line => line.slice(line.indexOf(' ') + 1));
const close = (pair: Pair, end: End) => pair.call(end, {call: 'close', reading: 'continues'});

/** A segment that comes from nowhere: an old duplicate. */
function inject(pair: Pair, to: End, fields: Parameters<typeof segment>[0]): void {
	const from = to === pair.a ? pair.b : pair.a;
	pair.flying.push({
		to,
		segment: segment({source: from.tcb.local, destination: to.tcb.local, wnd: 1000, ...fields}),
		at: pair.now,
	});
	pair.flying.sort((x, y) => x.at - y.at);
}

/** The end forgets everything, as if its power had failed. */
function crash(end: End, remote: Tcb['remote']): void {
	end.tcb = createTcb(end.tcb.config, end.tcb.local, remote);
	end.log.length = 0;
}

describe('§3.5 establishing a connection', () => {
	it('Figure 6: the basic three-way handshake', () => {
		const pair = new Pair().connect();
		expect(wire(pair)).toEqual(['A S 100:100(0)', 'B S. 300:300(0) ack 101', 'A . 101:101(0) ack 301']);
		expect(states(pair)).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		pair.send(pair.a, 'data');
		expect(wire(pair).at(-1)).toBe('A P. 101:105(4) ack 301');
	});

	it('Figure 7: both ends open at once, and one connection comes of it (MUST-10)', () => {
		const pair = bothActive();
		pair.run(1 * SECOND);
		expect(wire(pair)).toEqual([
			'A S 100:100(0)',
			'B S 300:300(0)',
			'B S. 300:300(0) ack 101',
			'A S. 100:100(0) ack 301',
		]);
		expect(states(pair)).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		expect(pair.a.log).toContain('simultaneous-syn-ack');
	});

	it('Figure 7 by the letter needs two ACKs more, and the figure’s last two lines never come', () => {
		const switches = {...NO_SWITCHES, 'letter-simultaneous-open': true};
		const pair = bothActive({switches});
		pair.run(1 * SECOND);
		expect(wire(pair).slice(4)).toEqual(['A . 101:101(0) ack 301', 'B . 301:301(0) ack 101']);
		expect(states(pair)).toEqual(['ESTABLISHED', 'ESTABLISHED']);
	});

	it('Figure 8: an old duplicate SYN is found out by the end that did not send it', () => {
		const pair = new Pair();
		pair.call(pair.b, {call: 'open', how: 'passive', iss: seq(300)});
		pair.call(pair.a, {call: 'open', how: 'active', iss: seq(100)});
		// The SYN itself is late, so late that its sender's timer has sent another.
		pair.flying.length = 0;
		inject(pair, pair.b, {seq: seq(90), syn: true});
		pair.run(2 * SECOND);
		expect(wire(pair)).toEqual([
			'A S 100:100(0)',
			'B S. 300:300(0) ack 91',
			'A R 91:91(0)',
			'A S 100:100(0)',
			'B S. 300:300(0) ack 101',
			'A . 101:101(0) ack 301',
		]);
		expect(pair.b.log).toContain('rst-back-to-listen');
		expect(states(pair)).toEqual(['ESTABLISHED', 'ESTABLISHED']);
	});

	it('Figure 8 with two-way handshakes leaves a connection that nobody asked for', () => {
		const switches = {...NO_SWITCHES, 'two-way-handshake': true};
		const pair = new Pair(10_000, {switches}, {switches});
		pair.call(pair.b, {call: 'open', how: 'passive', iss: seq(300)});
		pair.call(pair.a, {call: 'open', how: 'active', iss: seq(100)});
		pair.flying.length = 0;
		inject(pair, pair.b, {seq: seq(90), syn: true});
		pair.run(0.5 * SECOND);
		expect(states(pair)).toEqual(['SYN-SENT', 'ESTABLISHED']);
		expect(pair.a.log).toContain('syn-sent-two-way');
	});
});

describe('§3.5.1 half-open connections', () => {
	it('Figure 9: the end that crashed opens again, is challenged, resets the other, and its next SYN succeeds', () => {
		const pair = new Pair(10_000, {}, {}, {a: 100, b: 300}).connect();
		crash(pair.a, pair.b.tcb.local);
		pair.trace.length = 0;
		pair.call(pair.a, {call: 'open', how: 'active', iss: seq(400)});
		pair.run(0.5 * SECOND);
		expect(wire(pair)).toEqual(['A S 400:400(0)', 'B . 301:301(0) ack 101', 'A R 101:101(0)']);
		expect(pair.b.log.slice(-3)).toEqual(['rst-accepted', 'signal connection reset', '→ CLOSED']);
		crash(pair.b, null);
		pair.call(pair.b, {call: 'open', how: 'passive', iss: seq(700)});
		pair.run(2 * SECOND);
		expect(wire(pair).slice(3)).toEqual(['A S 400:400(0)', 'B S. 700:700(0) ack 401', 'A . 401:401(0) ack 701']);
	});

	it('Figure 10: text for the end that crashed is answered by a RST', () => {
		const pair = new Pair().connect();
		crash(pair.a, null);
		pair.send(pair.b, 'hello');
		pair.run(1 * SECOND);
		expect(wire(pair).slice(3)).toEqual(['B P. 301:306(5) ack 101', 'A R 101:101(0)']);
		expect(pair.b.log).toContain('signal connection reset');
		expect(states(pair)).toEqual(['CLOSED', 'CLOSED']);
	});

	it('Figure 11: an old SYN between two that listen comes to nothing', () => {
		const pair = new Pair();
		pair.call(pair.a, {call: 'open', how: 'passive', iss: seq(100)});
		pair.call(pair.b, {call: 'open', how: 'passive', iss: seq(300)});
		inject(pair, pair.b, {seq: seq(90), syn: true});
		pair.run(1 * SECOND);
		expect(wire(pair)).toEqual(['B S. 300:300(0) ack 91', 'A R 91:91(0)']);
		expect(states(pair)).toEqual(['LISTEN', 'LISTEN']);
	});
});

describe('§3.6 closing a connection', () => {
	it('Figure 12: the normal close sequence', () => {
		const pair = new Pair().connect();
		pair.trace.length = 0;
		close(pair, pair.a);
		pair.run(0.1 * SECOND);
		expect(states(pair)).toEqual(['FIN-WAIT-2', 'CLOSE-WAIT']);
		close(pair, pair.b);
		pair.run(0.1 * SECOND);
		expect(states(pair)).toEqual(['TIME-WAIT', 'CLOSED']);
		expect(wire(pair)).toEqual([
			'A F. 101:101(0) ack 301',
			'B . 301:301(0) ack 102',
			'B F. 301:301(0) ack 102',
			'A . 102:102(0) ack 302',
		]);
		pair.run(240 * SECOND);
		expect(states(pair)).toEqual(['CLOSED', 'CLOSED']);
	});

	it('Figure 13: both ends close at once', () => {
		const pair = new Pair().connect();
		pair.trace.length = 0;
		close(pair, pair.a);
		close(pair, pair.b);
		pair.run(1 * SECOND);
		expect(wire(pair)).toEqual([
			'A F. 101:101(0) ack 301',
			'B F. 301:301(0) ack 101',
			'B . 302:302(0) ack 102',
			'A . 102:102(0) ack 302',
		]);
		expect(states(pair)).toEqual(['TIME-WAIT', 'TIME-WAIT']);
		expect(pair.a.log).toContain('→ CLOSING');
	});

	it('half-close: the end that closed first still receives all that the other has to say', () => {
		const pair = new Pair().connect();
		close(pair, pair.a);
		pair.run(0.1 * SECOND);
		pair.send(pair.b, 3000);
		close(pair, pair.b);
		pair.run(1 * SECOND);
		expect(pair.read(pair.a)).toHaveLength(3000);
		expect(states(pair)).toEqual(['TIME-WAIT', 'CLOSED']);
	});

	it('the FIN is lost, or its ACK, or the other FIN: the close only takes longer', () => {
		for (const nth of [1, 2, 3, 4]) {
			const pair = new Pair().connect();
			const from = pair.sent;
			pair.wire = (_, __, n) => n !== from + nth;
			close(pair, pair.a);
			pair.run(5 * SECOND);
			close(pair, pair.b);
			pair.run(10 * SECOND);
			expect(states(pair)).toEqual(['TIME-WAIT', 'CLOSED']);
		}
	});
});

describe('§3.10.7.1 nobody', () => {
	it('two ends that are both gone make no noise: a RST answers, and nothing answers that', () => {
		const pair = new Pair();
		inject(pair, pair.b, {seq: seq(5), ack: seq(7)});
		pair.run(10 * SECOND);
		expect(wire(pair)).toEqual(['B R 7:7(0)']);
	});
});

function bothActive(config = {}): Pair {
	const pair = new Pair(10_000, config, config);
	pair.b.tcb = createTcb(pair.b.tcb.config, pair.b.tcb.local, pair.a.tcb.local);
	pair.call(pair.a, {call: 'open', how: 'active', iss: seq(100)});
	pair.call(pair.b, {call: 'open', how: 'active', iss: seq(300)});
	return pair;
}
