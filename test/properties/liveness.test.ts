import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {
	all,
	CONNECT,
	call,
	drive,
	dropAll,
	established,
	FLOW,
	flagsIn,
	recv,
	send,
	settle,
	stateOf,
	statesIn,
	tcbOf,
} from '../support/drive.js';

describe('liveness', () => {
	it('property 42: after an abort both ends are CLOSED at once', () => {
		const driven = established();
		const facts = all(driven, call('client', 'abort'));
		expect(statesIn(facts, 'client')).toEqual(['CLOSED']);
		settle(driven);
		expect(stateOf(driven, 'server')).toBe('CLOSED');
	});

	it('property 43: a reader that makes room is written to within one probe interval, though the window update is lost', () => {
		const driven = drive({
			ready: [
				{
					host: 'server',
					call: {call: 'listen', socket: 'l', port: 80, accepts: true, options: {SO_RCVBUF: 2000}},
				},
			],
		});
		all(driven, CONNECT);
		settle(driven);
		all(driven, send('client', 5000), ...FLOW, {do: 'wait', by: 30 * SECOND});
		expect(tcbOf(driven, 'client').snd.wnd).toBe(0);
		const probeAt = tcbOf(driven, 'client').timers.persist;
		all(driven, {do: 'path', from: 'server', mode: 'hold'}, recv('server', 2000));
		expect(flagsIn(driven.facts).at(-1)).toBe('.');
		dropAll(driven);
		all(driven, ...FLOW, {do: 'wait', by: (probeAt ?? 0) - driven.world.now + 300_000});
		const more = all(driven, recv('server', 5000));
		expect(more.some(fact => fact.kind === 'returned' && 'ret' in fact.result && fact.result.ret > 0)).toBe(true);
	});

	it('property 44: a connect to a listener opens both ends or fails at both, whichever segments are lost', () => {
		for (let mask = 0; mask < 64; mask++) {
			const driven = drive();
			all(driven, CONNECT);
			// Each bit is the fate of one segment, in the order in which they fly; later ones arrive.
			for (let n = 0; n < 6; n++) {
				const id = driven.world.wire.flights[0]?.id;
				if (id === undefined) all(driven, {do: 'wait', for: 'timer'});
				else all(driven, {do: mask & (1 << n) ? 'drop' : 'deliver', segment: id});
			}

			all(driven, ...FLOW, {do: 'wait', by: 400 * SECOND});
			expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		}
	});

	it('property 44: and where nothing arrives any more, both have an error by R2', () => {
		const driven = drive();
		all(driven, CONNECT, {do: 'deliver', segment: 'c1'});
		for (let n = 0; n < 40; n++) {
			dropAll(driven);
			all(driven, {do: 'wait', for: 'timer'});
		}

		expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['CLOSED', 'CLOSED']);
		expect(driven.world.now).toBeLessThan(600 * SECOND);
		expect(driven.facts.flatMap(fact => (fact.kind === 'signal' ? [fact.signal] : []))).toContain(
			'connection aborted due to user timeout',
		);
	});
});
