import {describe, expect, it} from 'vitest';
import {readCapture, streamsOf} from '../../src/format/index.js';
import {seePass, unseenEnds} from '../../src/format/inferred-states.js';
import type {State} from '../../src/tcp/index.js';
import {allRuns} from './runs.js';
import {fileOf} from './support.js';

const runs = await allRuns();

/** The states of each end, in order, as the wire's capture of a run tells them. */
function inferred(name: string): Record<'client' | 'server', (State | null)[]> {
	const run = runs.find(one => one.name === name)?.run;
	if (run === undefined) throw new Error(`no run ${name}`);
	const [stream] = streamsOf(readCapture(fileOf(run, 'wire')));
	const ends = unseenEnds();
	const seen: Record<'client' | 'server', (State | null)[]> = {client: [], server: []};
	for (const {from, segment} of stream?.segments ?? []) {
		for (const {side, to} of seePass(ends, from, segment)) seen[side].push(to);
	}

	return seen;
}

describe('the states that a bystander infers', () => {
	it('are those of the four-segment close', () => {
		expect(inferred('14-four-segment-close.yaml rfc9293')).toEqual({
			client: ['SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT'],
			server: ['SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT', 'LAST-ACK', 'CLOSED'],
		});
	});

	it('are those of both ends that open at once (Figure 7), and that close at once (Figure 13)', () => {
		const open = ['SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED'];
		expect(inferred('06-simultaneous-open.yaml rfc9293')).toMatchObject({client: open, server: open});
		const close = ['ESTABLISHED', 'FIN-WAIT-1', 'CLOSING', 'TIME-WAIT'];
		const {client, server} = inferred('17-simultaneous-close.yaml rfc9293');
		expect({client: client.slice(-4), server: server.slice(-4)}).toEqual({client: close, server: close});
	});

	it('tell of a refusal', () => {
		expect(inferred('21-refused.yaml rfc9293')).toEqual({client: ['SYN-SENT', 'CLOSED'], server: ['CLOSED']});
	});

	it('are taken back when an end shows that what passed did not arrive', () => {
		const {server} = inferred('04-last-ack-lost.yaml rfc9293');
		expect(server.slice(0, 4)).toEqual(['SYN-RECEIVED', 'ESTABLISHED', 'SYN-RECEIVED', 'ESTABLISHED']);
		const {server: lastAck} = inferred('19-time-wait-restarts.yaml rfc9293');
		expect(lastAck.slice(-3)).toEqual(['CLOSED', 'LAST-ACK', 'CLOSED']);
	});

	it('are at the end those that the hosts were in last, unless nothing on the wire tells of it', () => {
		const differing: string[] = [];
		for (const {name, run} of runs) {
			const streams = streamsOf(readCapture(fileOf(run, 'wire')));
			if (streams.length !== 1 || SILENT.some(silent => name.startsWith(silent))) continue;
			const ends = unseenEnds();
			for (const {from, segment, damaged} of streams[0]?.segments ?? []) if (!damaged) seePass(ends, from, segment);
			for (const host of ['client', 'server'] as const) {
				const own = run.facts.findLast(fact => fact.kind === 'state' && fact.host === host);
				if (own?.kind !== 'state') continue;
				const seen = ends[host].state;
				// The end of TIME-WAIT sends nothing.
				if (seen !== own.to && !(own.from === 'TIME-WAIT' && seen === 'TIME-WAIT'))
					differing.push(`${name} ${host}: ${seen}, is ${own.to}`);
			}
		}

		expect(differing).toEqual([]);
	});
});

/** Both connections have the same numbers; a host crashes; an orphan is forgotten; the peer, or the SYN, is given up. */
const SILENT = [
	'20-old-data',
	'23-half-open-crash',
	'c12-fin-wait-2-orphan',
	'd14-user-timeout',
	'd15-keepalive-dead',
	'h03-syn-lost-4x',
	'h12-syn-timeout',
];
