import {describe, expect, it} from 'vitest';
import {unsigned} from '../../src/tcp/index.js';
import {
	copyWire,
	delay,
	deliver,
	drop,
	duplicate,
	edit,
	type Flight,
	flip,
	forge,
	isRefusal,
	MAX_GHOSTS,
	mark,
	move,
	nextArrival,
	replay,
	setPath,
} from '../../src/wire/index.js';
import {Bench, flow, from, words} from './support.js';

const flightOf = (bench: Bench, id: string): Flight => {
	const flight = bench.wire.flights.find(one => one.id === id);
	if (flight === undefined) throw new Error(`no ${id}`);
	return flight;
};

const text = (flight: Flight | null | object): string =>
	new TextDecoder().decode((flight as Flight | null)?.segment.text);

describe('deliver', () => {
	it('takes the segment off the wire, and leaves its ghost', () => {
		const bench = new Bench().send(2);
		bench.now = 500;
		const arrived = deliver(bench.wire, 'c2', 500, bench.told);
		expect(arrived).toMatchObject({id: 'c2', to: 'server'});
		expect(words(bench.told)).toEqual(['sent c1@20000', 'sent c2@20000', 'delivered c2']);
		expect(bench.line).toBe('c1@20000');
		expect(bench.wire.ghosts).toMatchObject([{id: 'c2', fate: 'delivered', endedAt: 500}]);
	});

	it('refuses what has arrived already, and what never was', () => {
		const bench = new Bench().send();
		deliver(bench.wire, 'c1', 0, null);
		expect(words(deliver(bench.wire, 'c1', 0, null))).toEqual(['refused not-in-flight {"segment":"c1"}']);
		expect(words(deliver(bench.wire, 'c2', 0, null))).toEqual(['refused no-such-segment {"segment":"c2"}']);
		expect(words(deliver(bench.wire, 'nonsense', 0, null))).toEqual(['refused no-such-segment {"segment":"nonsense"}']);
	});

	it('shares the very segment that was sent', () => {
		const bench = new Bench();
		const {segment} = bench.put('client', {text: 'x'});
		expect((deliver(bench.wire, 'c1', 0, null) as Flight).segment).toBe(segment);
	});
});

describe('drop', () => {
	it('takes the segment off the wire, and leaves its ghost', () => {
		const bench = new Bench().send();
		expect(words(drop(bench.wire, 'c1', 7))).toEqual(['dropped c1 by act']);
		expect(bench.wire.flights).toEqual([]);
		expect(bench.wire.ghosts).toMatchObject([{id: 'c1', fate: 'dropped', endedAt: 7}]);
		expect(words(drop(bench.wire, 'c1', 7))).toEqual(['refused not-in-flight {"segment":"c1"}']);
	});
});

describe('delay', () => {
	it('lets later segments overtake', () => {
		const bench = new Bench().send(3);
		expect(words(delay(bench.wire, 'c1', 5000, 0))).toEqual(['delayed c1@25000']);
		expect(bench.line).toBe('c2@20000 c3@20000 c1@25000');
	});

	it('counts from now when the segment was held beyond its latency', () => {
		const bench = new Bench().send();
		expect(words(delay(bench.wire, 'c1', 5, 1_000_000))).toEqual(['delayed c1@1000005']);
	});

	it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', by => {
		const bench = new Bench().send();
		expect(isRefusal(delay(bench.wire, 'c1', by, 0))).toBe(true);
		expect(isRefusal(duplicate(bench.wire, 'c1', by))).toBe(true);
		expect(bench.line).toBe('c1@20000');
	});
});

describe('duplicate', () => {
	it('gives each copy one prime more, and its own place', () => {
		const bench = new Bench().send(2);
		expect(words(duplicate(bench.wire, 'c1', 0))).toEqual(["sent c1'@20000"]);
		expect(words(duplicate(bench.wire, 'c1', 5))).toEqual(["sent c1''@20005"]);
		expect(words(duplicate(bench.wire, "c1'", 9))).toEqual(["sent c1'''@20009"]);
		expect(bench.order).toBe("c1 c2 c1' c1'' c1'''");
		expect(flightOf(bench, "c1'''")).toMatchObject({copyOf: "c1'", cause: {kind: 'act', act: 'duplicate'}});
	});

	it('does not use a name again that a ghost bears', () => {
		const bench = new Bench().send();
		duplicate(bench.wire, 'c1', 0);
		drop(bench.wire, "c1'", 0);
		expect(words(duplicate(bench.wire, 'c1', 0))).toEqual(["sent c1''@20000"]);
	});

	it('does not take c10 for a copy of c1', () => {
		const bench = new Bench().send(10);
		duplicate(bench.wire, 'c10', 0);
		expect(words(duplicate(bench.wire, 'c1', 0))).toEqual(["sent c1'@20000"]);
	});
});

describe('move', () => {
	it('lets a segment arrive just before another', () => {
		const bench = new Bench().send(4);
		expect(words(move(bench.wire, 'c4', 'before', 'c2'))).toEqual(['moved c4@20000']);
		expect(bench.order).toBe('c1 c4 c2 c3');
	});

	it('lets a segment arrive just after another', () => {
		const bench = new Bench().send(4);
		move(bench.wire, 'c1', 'after', 'c3');
		expect(bench.order).toBe('c2 c3 c1 c4');
		move(bench.wire, 'c1', 'before', 'c2');
		expect(bench.order).toBe('c1 c2 c3 c4');
	});

	it('makes what was overtaken wait, for nothing is faster than its latency', () => {
		const bench = new Bench();
		for (const at of [0, 1000, 2000]) {
			bench.now = at;
			bench.send();
		}
		bench.now = 2000;
		move(bench.wire, 'c3', 'before', 'c1');
		expect(bench.line).toBe('c3@22000 c1@22000 c2@22000');
	});

	it('gives a delayed one the due time of its place', () => {
		const bench = new Bench().send(3);
		delay(bench.wire, 'c3', 50_000, 0);
		move(bench.wire, 'c3', 'before', 'c1');
		expect(bench.line).toBe('c3@20000 c1@20000 c2@70000');
	});

	it('keeps the other direction as it is, and the order holds when time runs', () => {
		const bench = new Bench(flow({delay: 10}, {delay: 15}));
		bench.send(1, 1, 'server').send(2, 1, 'client').send(1, 1, 'server');
		move(bench.wire, 'c2', 'before', 'c1');
		expect(bench.line).toBe('c2@10 c1@10 s1@15 s2@15');
		const arrived: string[] = [];
		for (let next = nextArrival(bench.wire); next !== null; next = nextArrival(bench.wire)) {
			arrived.push(next.id);
			deliver(bench.wire, next.id, next.dueAt, null);
		}
		expect(arrived).toEqual(['c2', 'c1', 's1', 's2']);
	});

	it('refuses the other direction, itself, and what is not there', () => {
		const bench = new Bench().send(1).send(1, 1, 'server');
		expect(words(move(bench.wire, 'c1', 'before', 's1'))).toEqual([
			'refused other-direction {"segment":"c1","other":"s1"}',
		]);
		expect(isRefusal(move(bench.wire, 'c1', 'before', 'c1'))).toBe(true);
		expect(isRefusal(move(bench.wire, 'c1', 'after', 'c9'))).toBe(true);
		expect(isRefusal(move(bench.wire, 'c9', 'after', 'c1'))).toBe(true);
	});
});

describe('flip', () => {
	it('makes the receiver drop the segment by its checksum (MUST-3)', () => {
		const bench = new Bench().send();
		expect(words(flip(bench.wire, 'c1', 330, bench.chance))).toEqual(['flipped c1@20000']);
		expect(deliver(bench.wire, 'c1', 9, bench.told)).toBeNull();
		expect(words(bench.told).at(-1)).toBe('dropped c1 by checksum');
		expect(bench.wire.ghosts).toMatchObject([{id: 'c1', fate: 'dropped'}]);
	});

	it('is undone by the same flip', () => {
		const bench = new Bench().send();
		flip(bench.wire, 'c1', 330, bench.chance);
		flip(bench.wire, 'c1', 330, bench.chance);
		expect(flightOf(bench, 'c1').flipped).toEqual([]);
	});

	it('gets two that offset each other past the checksum', () => {
		const bench = new Bench();
		bench.put('client', {flags: 'P.', ack: 1, text: 'abbb'});
		flip(bench.wire, 'c1', 40 * 8 + 7, bench.chance);
		flip(bench.wire, 'c1', 42 * 8 + 7, bench.chance);
		expect(text(deliver(bench.wire, 'c1', 0, null))).toBe('`bcb');
	});

	it('finds a bit of the text by itself, or of the header where there is no text', () => {
		const bench = new Bench().send(1, 10).send(1, 0);
		for (let i = 0; i < 40; i++) {
			for (const [id, least] of [
				['c1', 40 * 8],
				['c2', 20 * 8],
			] as const) {
				flip(bench.wire, id, null, bench.chance);
				for (const bit of flightOf(bench, id).flipped) expect(bit).toBeGreaterThanOrEqual(least);
			}
		}
	});

	it('refuses a bit outside the segment', () => {
		const bench = new Bench().send(1, 0);
		expect(words(flip(bench.wire, 'c1', 320, bench.chance))).toEqual(['refused bit-outside {"bit":320,"bits":320}']);
		expect(isRefusal(flip(bench.wire, 'c1', -1, bench.chance))).toBe(true);
		expect(isRefusal(flip(bench.wire, 'c1', 1.5, bench.chance))).toBe(true);
	});
});

describe('mark', () => {
	const ect = (bench: Bench): Bench => {
		bench.wire.flights = bench.wire.flights.map(flight => ({...flight, segment: {...flight.segment, ecn: 2}}));
		return bench;
	};

	it('writes CE over ECT, and nothing else', () => {
		const bench = ect(new Bench().send(2));
		const before = flightOf(bench, 'c2');
		expect(words(mark(bench.wire, 'c2'))).toEqual(['marked c2@20000']);
		expect(flightOf(bench, 'c2')).toEqual({...before, segment: {...before.segment, ecn: 3}});
		expect([before.segment.ecn, flightOf(bench, 'c1').segment.ecn]).toEqual([2, 2]);
	});

	it('twice is as once', () => {
		const bench = ect(new Bench().send());
		mark(bench.wire, 'c1');
		expect(words(mark(bench.wire, 'c1'))).toEqual(['marked c1@20000']);
	});

	it('refuses what its sender would not understand, and what is not there', () => {
		const bench = new Bench().send();
		expect(words(mark(bench.wire, 'c1'))).toEqual(['refused not-markable {"segment":"c1"}']);
		expect(words(mark(bench.wire, 'c7'))).toEqual(['refused no-such-segment {"segment":"c7"}']);
		expect(flightOf(bench, 'c1').segment.ecn).toBe(0);
	});
});

describe('edit', () => {
	it('changes the field and makes the checksum right again', () => {
		const bench = new Bench().send();
		flip(bench.wire, 'c1', 330, bench.chance);
		expect(words(edit(bench.wire, 'c1', {wnd: 0, text: 'other'}))).toEqual(['edited c1@20000']);
		const arrived = deliver(bench.wire, 'c1', 0, null);
		expect(arrived).toMatchObject({segment: {wnd: 0}});
		expect(text(arrived)).toBe('other');
	});

	it('leaves the original and its copies as they were', () => {
		const bench = new Bench().send();
		duplicate(bench.wire, 'c1', 0);
		edit(bench.wire, 'c1', {wnd: 9});
		expect(flightOf(bench, "c1'").segment.wnd).toBe(0);
	});

	it('counts relative numbers from the SYNs that the wire has seen', () => {
		const bench = new Bench();
		bench.put('client', {flags: 'S', seq: 0xffff_ffff});
		bench.put('server', {flags: 'S.', seq: 300, ack: 0});
		bench.put('client', {flags: '.', seq: 0, ack: 301});
		edit(bench.wire, 'c2', {relative: true, seq: 3, ack: 2});
		const {segment} = flightOf(bench, 'c2');
		expect(unsigned(segment.seq)).toBe(2);
		expect(segment.ack !== null && unsigned(segment.ack)).toBe(302);
	});

	it('refuses a value that no header can hold, and says which', () => {
		const bench = new Bench().send();
		expect(words(edit(bench.wire, 'c1', {wnd: 65_536}))).toEqual(['refused bad-value {"field":"wnd","value":"65536"}']);
		expect(flightOf(bench, 'c1').segment.wnd).toBe(0);
	});
});

describe('forge', () => {
	const base = from('client', {});

	it('counts an outsider by itself, on the path of the host that it pretends to be', () => {
		const bench = new Bench({...flow({delay: 10}, {delay: 99})});
		expect(words(forge(bench.wire, 'outsider', 'server', base, {flags: 'R', seq: 5}, 3))).toEqual(['sent x1@13']);
		expect(flightOf(bench, 'x1')).toMatchObject({from: 'outsider', to: 'server', held: false});
	});

	it('counts among the segments of the host whose name it bears', () => {
		const bench = new Bench().send();
		expect(words(forge(bench.wire, 'client', 'server', base, {}, 0))).toEqual(['sent c2@20000']);
		expect(bench.send().order).toBe('c1 c2 c3');
	});

	it('does not move what relative numbers count from', () => {
		const bench = new Bench();
		bench.put('client', {flags: 'S', seq: 1000});
		forge(bench.wire, 'outsider', 'server', base, {flags: 'S', seq: 7}, 0);
		forge(bench.wire, 'outsider', 'server', base, {relative: true, flags: 'R', seq: 1}, 0);
		expect(unsigned(flightOf(bench, 'x2').segment.seq)).toBe(1001);
	});

	it('refuses a host that writes to itself, and an ACK without its number', () => {
		const bench = new Bench();
		expect(isRefusal(forge(bench.wire, 'client', 'client', base, {}, 0))).toBe(true);
		expect(words(forge(bench.wire, 'client', 'server', base, {flags: '.'}, 0))).toEqual([
			'refused bad-value {"field":"ack","value":""}',
		]);
		expect(bench.wire.sent.client).toBe(0);
	});
});

describe('replay', () => {
	it('brings an old duplicate back, dropped or delivered', () => {
		const bench = new Bench().send(2);
		drop(bench.wire, 'c1', 5);
		deliver(bench.wire, 'c2', 6, null);
		expect(words(replay(bench.wire, 'c1', 1000))).toEqual(["sent c1'@21000"]);
		expect(words(replay(bench.wire, 'c2', 1000))).toEqual(["sent c2'@21000"]);
		expect(flightOf(bench, "c1'")).toMatchObject({sentAt: 1000, bornAt: 0, copyOf: 'c1'});
	});

	it('ends with the MSL of the original, also for a copy of a copy', () => {
		const bench = new Bench({msl: 100}).send();
		drop(bench.wire, 'c1', 5);
		replay(bench.wire, 'c1', 90);
		drop(bench.wire, "c1'", 95);
		expect(words(replay(bench.wire, "c1'", 100))).toEqual(["sent c1''@20100"]);
		drop(bench.wire, "c1''", 100);
		expect(words(replay(bench.wire, "c1''", 101))).toEqual(['refused ghost-expired {"segment":"c1\'\'"}']);
	});

	it('refuses what still flies, and what never was', () => {
		const bench = new Bench().send();
		expect(words(replay(bench.wire, 'c1', 0))).toEqual(['refused still-in-flight {"segment":"c1"}']);
		expect(words(replay(bench.wire, 's1', 0))).toEqual(['refused no-such-segment {"segment":"s1"}']);
	});
});

describe('ghosts', () => {
	it('are so many at most, the oldest forgotten first', () => {
		const bench = new Bench().send(MAX_GHOSTS + 2, 1);
		for (let i = 1; i <= MAX_GHOSTS + 2; i++) drop(bench.wire, `c${i}`, 0);
		expect(bench.wire.ghosts.length).toBe(MAX_GHOSTS);
		expect(bench.wire.ghosts[0]?.id).toBe('c3');
		expect(words(replay(bench.wire, 'c2', 0))).toEqual(['refused ghost-expired {"segment":"c2"}']);
	});

	it('are forgotten when their MSL is over', () => {
		const bench = new Bench({msl: 100}).send();
		drop(bench.wire, 'c1', 5);
		bench.now = 150;
		bench.send();
		drop(bench.wire, 'c2', 150);
		expect(bench.wire.ghosts.map(ghost => ghost.id)).toEqual(['c2']);
	});

	it('are not kept where nobody looks', () => {
		const bench = new Bench({maxGhosts: 0}).send();
		drop(bench.wire, 'c1', 5);
		expect(bench.wire.ghosts).toEqual([]);
	});
});

describe('a copy of the wire', () => {
	it('is not reached by any act on the original', () => {
		const rules = [{from: 'client', do: 'delay', by: 1, nth: 'all'} as const];
		const bench = new Bench({...flow({jitter: 5, rate: 1e6}), rules}).send(3).send(1, 5, 'server');
		drop(bench.wire, 'c1', 0);
		const kept = copyWire(bench.wire);
		const before = structuredClone(kept);
		bench.put('client', {flags: 'S', seq: 9});
		delay(bench.wire, 'c2', 5, 0);
		duplicate(bench.wire, 'c2', 5);
		move(bench.wire, 'c2', 'before', 'c3');
		flip(bench.wire, 'c2', 300, bench.chance);
		edit(bench.wire, 'c3', {wnd: 3});
		replay(bench.wire, 'c1', 5);
		forge(bench.wire, 'outsider', 'client', from('server', {}), {}, 0);
		deliver(bench.wire, 's1', 5, null);
		setPath(bench.wire, 'client', {mode: 'hold', faults: {delay: 1}}, 5);
		expect(kept).toEqual(before);
	});
});
