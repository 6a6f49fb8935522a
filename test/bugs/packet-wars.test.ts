import {describe, expect, it} from 'vitest';
import {type HostEffect, hostArrive} from '../../src/host/index.js';
import type {Input} from '../../src/lab/index.js';
import {
	arrive,
	call,
	createTcb,
	type Effect,
	RFC9293,
	type Segment,
	STATES,
	segment,
	seq,
	unsigned,
} from '../../src/tcp/index.js';
import {
	all,
	CONNECT,
	clientIn,
	type Driven,
	drive,
	established,
	FLOW,
	flagsIn,
	HOLD,
	recv,
	send,
	settle,
	shutdown,
	stateOf,
	tcbOf,
} from '../support/drive.js';

/** Lets the wire flow for `seconds`. @returns how many segments the hosts sent */
function quietAfter(driven: Driven, seconds: number): {sent: string[]; inFlight: number} {
	const facts = all(driven, ...FLOW, {do: 'wait', by: seconds * 1_000_000});
	return {sent: flagsIn(facts), inFlight: driven.world.wire.flights.length};
}

describe('bug 1: packet wars: none on a wire without loss', () => {
	it('when both ends open at once (Figure 7)', () => {
		const driven = drive();
		all(driven, {do: 'call', host: 'server', call: {call: 'close', socket: 'l'}}, CONNECT);
		all(driven, {do: 'call', host: 'server', call: {call: 'connect', socket: 'a', port: 40_000, localPort: 80}});
		const {sent, inFlight} = quietAfter(driven, 600);
		expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		expect(sent.length).toBeLessThan(20);
		expect(inFlight).toBe(0);
	});

	it('bug 12: LAND: when one end connects to itself', () => {
		const here = {address: '10.0.0.1', port: 80};
		const tcb = createTcb(RFC9293, here, here);
		const out: Effect[] = [];
		call(tcb, {call: 'open', how: 'active', iss: seq(2 ** 32 - 1)}, 0, out);
		let sent = 0;
		const queue: Segment[] = [];
		const take = (): void => {
			for (const effect of out.splice(0)) if (effect.kind === 'send') queue.push(effect.segment);
		};
		for (take(); queue.length > 0; take()) {
			expect(++sent).toBeLessThan(20);
			arrive(tcb, queue.shift() as Segment, sent, out);
		}

		expect(tcb.state).toBe('ESTABLISHED');
		expect(unsigned(tcb.rcv.nxt)).toBe(unsigned(tcb.snd.nxt));
	});

	it('when both ends close at once (Figure 13)', () => {
		const driven = established();
		all(driven, shutdown('client'), shutdown('server'));
		const {sent, inFlight} = quietAfter(driven, 600);
		expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['CLOSED', 'CLOSED']);
		expect(sent.length).toBeLessThan(20);
		expect(inFlight).toBe(0);
	});

	it('when both ends probe a window of zero: one answer a probe, and ever fewer probes', () => {
		const options = {SO_RCVBUF: 100};
		const driven = drive({
			ready: [{host: 'server', call: {call: 'listen', socket: 'l', port: 80, accepts: true, options}}],
		});
		const connect: Input = {do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80, options}};
		all(driven, ...FLOW, connect, {do: 'wait', by: 1_000_000}, send('client', 500), send('server', 500));
		all(driven, {do: 'wait', by: 60_000_000});
		expect([tcbOf(driven, 'client').snd.wnd, tcbOf(driven, 'server').snd.wnd]).toEqual([0, 0]);
		const facts = all(driven, {do: 'wait', by: 600_000_000});
		const probes = facts.filter(fact => fact.kind === 'rule' && fact.rule === 'probe-zero-window').length;
		expect(probes).toBeGreaterThan(10);
		expect(flagsIn(facts).length).toBeLessThanOrEqual(2 * probes);
		expect(probes).toBeLessThanOrEqual(2 * (600 / 60 + 2));
		const readBoth = () => all(driven, recv('client', 100), recv('server', 100), {do: 'wait', by: 60_000_000});
		for (let i = 0; i < 6; i++) readBoth();
		expect(driven.world.hosts.client.sockets.map(s => s.read)).toEqual([500]);
		expect(driven.world.hosts.server.sockets.map(s => s.read)).toEqual([0, 500]);
	});

	it('when both ends probe a window of zero, and both probes are taken because both readers have just read', () => {
		const options = {SO_RCVBUF: 10};
		const driven = drive({
			ready: [{host: 'server', call: {call: 'listen', socket: 'l', port: 80, accepts: true, options}}],
		});
		all(driven, {do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80, options}});
		settle(driven);
		all(driven, send('client', 11), send('server', 11), ...FLOW, {do: 'wait', by: 500_000}, ...HOLD);
		const windows = () => [tcbOf(driven, 'client').snd.wnd, tcbOf(driven, 'server').snd.wnd];
		expect(windows()).toEqual([0, 0]);
		const probes = all(driven, {do: 'wait', by: 1_000_000}).filter(fact => fact.kind === 'sent');
		expect(probes.map(fact => fact.why)).toEqual(['probe-zero-window', 'probe-zero-window']);
		all(driven, recv('client', 10), recv('server', 10));
		const {sent, inFlight} = quietAfter(driven, 600);
		all(driven, recv('client', 10), recv('server', 10));
		expect(driven.world.hosts.client.sockets.map(s => s.read)).toEqual([11]);
		expect(driven.world.hosts.server.sockets.map(s => s.read)).toEqual([0, 11]);
		expect(sent.length).toBeLessThan(20);
		expect(inFlight).toBe(0);
	});
});

describe('bug 2: ACK loop after desynchronisation: no endless echo', () => {
	const bad: readonly [string, object][] = [
		['beyond SND.NXT', {ack: 100_000_000}],
		['far below SND.UNA', {ack: 2 ** 32 - 100_000_000}],
		['outside the window', {seq: 2 ** 31}],
		['just left of the window', {seq: 0}],
	];
	it.each(bad)('after one forged ACK to both ends, %s', (_, fields) => {
		const driven = established();
		const forged = {relative: true, seq: 1, ack: 1, flags: '.', wnd: 1000, ...fields} as const;
		all(
			driven,
			{do: 'forge', from: 'outsider', to: 'client', fields: forged},
			{do: 'forge', from: 'outsider', to: 'server', fields: forged},
		);
		const {sent, inFlight} = quietAfter(driven, 60);
		expect(sent.length).toBeLessThanOrEqual(4);
		expect(inFlight).toBe(0);
		expect(stateOf(driven, 'client')).toBe('ESTABLISHED');
	});

	it('when both ends lost step with each other, at most one answer in half a second', () => {
		const driven = established();
		// Data that the client never sent moves the server ahead: from now on each finds the other's ACK bad.
		all(driven, {
			do: 'forge',
			from: 'outsider',
			to: 'server',
			fields: {relative: true, seq: 1, ack: 1, flags: 'P.', wnd: 1000, bytes: 50},
		});
		const {sent} = quietAfter(driven, 10);
		expect(sent.length).toBeLessThanOrEqual(2 * 20 + 2);
	});
});

describe('bug 3: RST answered by RST: never', () => {
	const states = STATES.filter(state => state !== 'CLOSED' && state !== 'LISTEN');
	const spots: readonly [string, number][] = [
		['at RCV.NXT', 0],
		['in the window', 10],
		['right of the window', 100_000],
		['left of the window', -10],
	];
	for (const state of states) {
		it.each(spots)(`in ${state}, %s`, (_, off) => {
			const driven = clientIn(state);
			const tcb = tcbOf(driven, 'client');
			expect(tcb.state).toBe(state);
			const number = (unsigned(tcb.rcv.nxt) + off + 2 ** 32) % 2 ** 32;
			for (const flags of ['R', 'R.']) {
				const fields = {seq: number, flags, ...(flags === 'R.' ? {ack: unsigned(tcb.snd.nxt)} : {})};
				const facts = all(
					driven,
					{do: 'forge', from: 'outsider', to: 'client', fields},
					{do: 'deliver', segment: `x${driven.world.wire.sent.outsider + 1}`},
				);
				const answers = flagsIn(facts);
				expect(answers).not.toContain('R');
				expect(answers).not.toContain('R.');
				// RFC 5961 §3: a RST elsewhere in the window is challenged, and nothing else is answered.
				if (off !== 10) expect(answers).toEqual([]);
				if (off !== 0 && state !== 'SYN-SENT') expect(stateOf(driven, 'client')).toBe(state);
			}
		});
	}

	it.each(['CLOSED', 'LISTEN'] as const)('in %s', state => {
		const driven = clientIn(state);
		for (const flags of ['R', 'R.']) {
			const fields = {sourcePort: 80, destinationPort: 40_000, seq: 5, flags, ...(flags === 'R.' ? {ack: 7} : {})};
			const facts = all(
				driven,
				{do: 'forge', from: 'outsider', to: 'client', fields},
				{do: 'deliver', segment: `x${driven.world.wire.sent.outsider + 1}`},
			);
			expect(flagsIn(facts)).toEqual([]);
		}
	});
});

describe('bug 12: LAND', () => {
	it('a SYN with our own address as its source gets no answer and makes no connection', () => {
		const driven = drive();
		const syn = segment({
			source: {address: '10.0.0.2', port: 80},
			destination: {address: '10.0.0.2', port: 80},
			seq: seq(7),
			syn: true,
			wnd: 1000,
		});
		const effects: HostEffect[] = [];
		hostArrive(driven.world.hosts.server, syn, 0, effects);
		expect(effects.map(effect => (effect.kind === 'tcp' ? effect.effect : effect))).toEqual([
			{kind: 'rule', rule: 'address-ignored', values: null},
		]);
		expect(driven.world.hosts.server.connections).toHaveLength(1);
	});
});
