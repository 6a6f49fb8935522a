import {afterAll, describe, expect, it} from 'vitest';
import {readCapture} from '../../src/format/index.js';
import {pcapng} from '../../src/format/pcapng.js';
import type {Sighting} from '../../src/format/sightings.js';
import {tcpLab, temporary} from '../cli/support.js';
import {EXPLAINED, FINDINGS, judged} from './agreement.js';
import {viewsOf} from './judge.js';
import {labelledAt} from './our-labels.js';
import {allRuns} from './runs.js';
import {losesText, readAt} from './streams.js';
import {analyse, LABELS, namesIn, tsharkVersion} from './tshark.js';

const files = temporary();
afterAll(() => files.remove());

const runs = tsharkVersion === null ? [] : await allRuns();
const views = tsharkVersion === null ? [] : viewsOf(runs);

describe.skipIf(tsharkVersion === null)('tshark (apt-get install tshark), reading what each host has seen', () => {
	it('finds every frame, none of them malformed, and complains of nothing', () => {
		for (const {analysis, judged} of views) {
			expect(analysis.complaints).toBe('');
			expect(analysis.frames.length).toBe(judged.length);
			expect(analysis.frames.filter(frame => frame.malformed || frame.stream === null)).toEqual([]);
		}
	});

	it('has no finding that is not explained', () => {
		const strange = views.flatMap(({analysis}) =>
			analysis.frames.flatMap(({findings, comments}) =>
				findings.filter(each => !FINDINGS.some(([known]) => known.test(each))).map(each => `${each}: ${comments}`),
			),
		);
		expect(strange).toEqual([]);
	});

	it('property 46: labels each segment as our facts do, or as the table says', () => {
		const all = views.flatMap(view => view.judged);
		const differing = all.filter(({agrees, explained}) => !agrees && explained === null);
		expect(differing.map(({run, one, tshark}) => `${run} ${one.sighting.id}: ${one.ours}, tshark: ${tshark}`)).toEqual(
			[],
		);
		const used = new Set(all.map(({agrees, explained}) => (agrees ? null : explained)));
		expect(EXPLAINED.map(({run}) => run).filter(run => !used.has(run))).toEqual([]);
		for (const label of LABELS)
			expect(
				all.some(({tshark, one}) =>
					`${tshark},${one.closesWindow ? 'zero_window' : ''},${one.fillsWindow ? 'window_full' : ''}`
						.split(',')
						.includes(label),
				),
				label,
			).toBe(true);
	});

	it('property 46: puts together at each end the stream that the program there reads', () => {
		const differing: string[] = [];
		let octets = 0;
		for (const {host, analysis} of views) {
			for (const {name, run} of runs) {
				const {address, peerAddress} = run.end.hosts[host];
				const streams = analysis.followed.filter(stream => address in stream);
				const followed = streams.map(stream => stream[peerAddress] ?? '').join('');
				const read = readAt(run, host);
				octets += read.length / 2;
				const agrees = losesText(run, host) ? followed.startsWith(read) : followed === read;
				if (!agrees) differing.push(`${name} ${host}`);
			}
		}

		expect(differing).toEqual(OTHER_STREAMS.map(({run, host}) => `${run} ${host}`));
		expect(octets).toBeGreaterThan(400_000);
	});
});

describe.skipIf(tsharkVersion === null)('the judgement', () => {
	const run = runs.find(({name}) => name === '12-fast-retransmit.yaml rfc9293')?.run;

	/** What is found when tshark sees the sightings of the client that are let pass, changed. */
	function found(change: (seen: readonly Sighting[]) => readonly Sighting[]): string[] {
		if (run === undefined) throw new Error('no such run');
		const labelled = labelledAt(run, 'client');
		const seen = change(labelled.map(one => one.sighting));
		const head = {application: '', comment: '', interfaces: [{name: 'client', description: ''}], names: {}} as const;
		const {frames} = analyse(pcapng(seen, head), 0);
		return seen.flatMap((sighting, i) => {
			const one = labelled.find(({sighting: {id}}) => id === sighting.id);
			const frame = frames[i];
			return one === undefined || frame === undefined || judged('x', one, frame).agrees ? [] : [sighting.id];
		});
	}

	it('finds nothing in what is as it was', () => {
		expect(found(seen => seen)).toEqual([]);
	});

	it('finds a segment that is not in the capture', () => {
		expect(found(seen => seen.filter(({id}) => id !== 'c3'))).toContain('c4');
	});

	it('finds a resending that comes 21 ms after the last duplicate ACK: it is no fast one any more', () => {
		const late = (one: Sighting): Sighting => (one.id === 'c7' ? {...one, at: one.at + 21_000} : one);
		expect(found(seen => seen.map(late))).toEqual(['c7']);
	});
});

describe.skipIf(tsharkVersion === null)('tshark, reading the file that a person gets', () => {
	it('has the three interfaces, every comment, and the hosts by their names', async () => {
		const path = files.path('all.pcapng');
		expect((await tcpLab(['run', 'fast-retransmit', '--format', 'pcapng', '-o', path])).code).toBe(0);
		const {interfaces, packets} = readCapture(files.octets('all.pcapng'));
		const {frames, complaints} = analyse(files.octets('all.pcapng'), 0);
		expect(complaints).toBe('');
		expect(frames.map(frame => [frame.interface, frame.comments])).toEqual(
			packets.map(packet => [interfaces[packet.interface]?.name, packet.comments.join()]),
		);
		expect(namesIn(path)).toEqual(['client', 'server']);
	});
});

/** Where tshark puts together what no program would read. */
const OTHER_STREAMS = [
	// The next connection has the old one's numbers (constant ISN): tshark takes its octets for those that it has.
	{run: '20-old-data-without-time-wait.yaml rfc9293', host: 'server'},
	// It takes the octets of a damaged segment, and not those that replace them.
	{run: 'damage.yaml rfc9293', host: 'server'},
	{run: 'damage.yaml linux', host: 'server'},
] as const;
