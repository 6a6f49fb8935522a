import {describe, expect, it} from 'vitest';
import {networkLayer} from '../../src/format/capture-link.js';
import {segmentOf} from '../../src/format/capture-segment.js';
import {readCapture, streamsOf, VANTAGES} from '../../src/format/index.js';
import {sightingsOf} from '../../src/format/sightings.js';
import {decode, encode} from '../../src/wire/index.js';
import {allRuns} from './runs.js';
import {fileOf} from './support.js';

const runs = await allRuns();

describe('a capture that we wrote', () => {
	it('is read by us as what was seen: when, where, which way, octet for octet, with its comments', () => {
		for (const {name, run} of runs) {
			const {interfaces, packets, trouble} = readCapture(fileOf(run, null));
			expect(trouble, name).toBeNull();
			expect(interfaces.map(one => one.name)).toEqual(VANTAGES);
			const seen = sightingsOf(run.facts, {lang: 'en'});
			expect(packets.length).toBe(seen.length);
			for (const [i, {at, vantage, direction, octets, comments}] of seen.entries()) {
				const packet = packets[i];
				expect(packet).toMatchObject({at: BigInt(at) * 1000n, direction, comments, length: octets.length});
				expect(interfaces[packet?.interface ?? -1]?.name).toBe(vantage);
				expect(Buffer.compare(octets, packet?.octets ?? new Uint8Array())).toBe(0);
			}
		}
	});

	it('gives the segments that our own decoder reads', () => {
		for (const {run} of runs) {
			for (const {octets} of sightingsOf(run.facts, {lang: 'en'})) {
				const own = decode(octets);
				const other = networkLayer(228, octets) === null ? null : segmentOf(octets);
				if (own.kind === 'segment') {
					const same = other !== null && Buffer.compare(encode(other.segment), encode(own.segment)) === 0;
					expect(same && other.checksumHolds).toBe(true);
				} else if (other !== null) expect(other.checksumHolds).toBe(false);
			}
		}
	});

	it('has a connection for each pair of ports and each new SYN on it, and marks what came again', () => {
		for (const {name, run} of runs) {
			for (const host of ['client', 'server'] as const) {
				const sent = run.facts.filter(fact => fact.kind === 'sent' && fact.flight.from === host && fact.again);
				const streams = streamsOf(readCapture(fileOf(run, host)));
				const again = streams.flatMap(stream =>
					stream.segments.filter(one => one.from === host && one.again).map(one => one.comments[0]),
				);
				const ours = sent.flatMap(fact =>
					fact.kind === 'sent' && (fact.flight.segment.text.length > 0 || fact.flight.segment.syn)
						? [`${fact.flight.id} (again)`]
						: [],
				);
				for (const id of ours) expect(again, name).toContain(id);
			}
		}
	});

	it('has a place alone when that is asked for', () => {
		const [first] = runs;
		if (first === undefined) throw new Error('no scenario');
		for (const vantage of VANTAGES) {
			const {interfaces, packets} = readCapture(fileOf(first.run, vantage));
			expect(interfaces.map(one => one.name)).toEqual([vantage]);
			const seen = sightingsOf(first.run.facts, {lang: 'en'}).filter(one => one.vantage === vantage);
			expect(packets.map(packet => packet.comments)).toEqual(seen.map(one => one.comments));
		}
	});

	it('fills every sentence in its comments, in both languages', () => {
		for (const {name, run} of runs) {
			for (const lang of ['en', 'zh'] as const) {
				for (const {comments} of sightingsOf(run.facts, {lang})) expect(comments.join(), name).not.toMatch(/\{\w+\}/);
			}
		}
	});
});
