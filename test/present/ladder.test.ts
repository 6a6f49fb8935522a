import {describe, expect, it} from 'vitest';
import type {Entry, Input} from '../../src/lab/index.js';
import {type LadderView, ladder, type Past} from '../../src/present/index.js';
import {
	ASCII,
	all,
	client,
	connect,
	deliver,
	drop,
	EN,
	handshake,
	play,
	seen,
	shown,
	texts,
	timer,
	ZH,
} from './play.js';

const small = {width: 34, height: 15, selected: null, scroll: 0, style: EN};
const draw = (inputs: readonly Input[], view: Partial<LadderView> = {}): string[] =>
	shown(ladder({...small, ...seen(play(inputs)), ...view}));

const send = (bytes: number): Input => client({call: 'send', socket: 'c', bytes});
const quick = client({call: 'setsockopt', socket: 'c', option: 'TCP_NODELAY', value: true});
const three: readonly Input[] = [...handshake, quick, send(100), send(100), send(100)];

describe('a low ladder: a row a segment', () => {
	it('says that nothing is there', () => {
		expect(draw([])).toEqual(['        The wire is quiet.']);
	});

	it('plays a handshake whose SYN is lost', () => {
		expect(draw([connect, drop('c1'), timer, deliver('c2')])).toEqual([
			' c1 ──SYN 0─✗ dropped by you',
			'        · · · 1 s later · · ·',
			' c2↻──SYN 0──────────────────────▶',
			' s1  · · · · · ◀━SYN,ACK 0 ack 1━━',
		]);
	});

	it('says the same in Chinese, and in ASCII alone', () => {
		const inputs = [connect, drop('c1'), timer];
		expect(draw(inputs, {style: ZH})).toEqual([
			' c1 ──SYN 0─✗ 被你丢弃',
			'         · · · 1 s 之后 · · ·',
			' c2↻━━SYN 0━▶ · · · · · · · · · ·',
		]);
		expect(draw(inputs, {style: ASCII})).toEqual([
			' c1 --SYN 0-x dropped by you',
			'        . . . 1 s later . . .',
			' c2r==SYN 0=> . . . . . . . . . .',
		]);
	});

	it('shows what is in flight as far across as its latency has passed', () => {
		const at = (by: number) => draw([connect, {do: 'wait', by}], {width: 30})[0];
		expect([0, 5_000, 10_000, 15_000, 20_000, 500_000].map(at)).toEqual([
			' c1 ━━SYN 0━▶ · · · · · · · ·',
			' c1 ━━SYN 0━━━━━▶ · · · · · ·',
			' c1 ━━SYN 0━━━━━━━━━▶ · · · ·',
			' c1 ━━SYN 0━━━━━━━━━━━━━▶ · ·',
			' c1 ━━SYN 0━━━━━━━━━━━━━━━━━▶',
			' c1 ━━SYN 0━━━━━━━━━━━━━━━━━▶',
		]);
	});

	it('leaves the cross where the segment was when it was dropped', () => {
		const [line] = draw([connect, {do: 'wait', by: 10_000}, drop('c1')], {width: 30});
		expect(line).toBe(' c1 ──SYN 0──────────✗');
	});

	it('tells in which order a direction will arrive', () => {
		expect(draw(three).slice(3)).toEqual([
			' c3 ━━data 1:101 (100)━▶· · · · ·1',
			' c4 ━━data 101:201 (100)━▶· · · ·2',
			' c5 ━━data 201:301 (100)━▶· · · ·3',
		]);
		expect(draw([...three, {do: 'move', segment: 'c5', where: 'before', other: 'c3'}]).slice(3)).toEqual([
			' c3 ━━data 1:101 (100)━▶· · · · ·2',
			' c4 ━━data 101:201 (100)━▶· · · ·3',
			' c5 ━━data 201:301 (100)━▶· · · ·1',
		]);
	});

	it('marks copies, forged ones, and damage that the receiver’s checksum finds', () => {
		const forge: Input = {do: 'forge', from: 'outsider', to: 'server', fields: {relative: true, seq: 5, flags: 'R'}};
		const flip: Input = {do: 'flip', segment: 'c4', bit: null};
		const inputs: Input[] = [...three, drop('c5'), {do: 'duplicate', segment: 'c3', by: 0}, flip, forge];
		expect(draw(inputs).slice(3)).toEqual([
			' c3  ━━data 1:101 (100)━▶ · · · ·1',
			' c4 #━━data 101:201 (100)━▶ · · ·2',
			' c5  ──data 201:301 (100)─✗',
			" c3'+━━data 1:101 (100)━▶ · · · ·3",
			' x1 !━━RST 5━▶· · · · · · · · · ·4',
		]);
		expect(draw([...inputs, deliver('c4')])[4]).toBe(' c4 #──data 101:201 (100)────────✗');
	});

	it('points at the chosen segment, and changes no other cell for it', () => {
		const without = texts(ladder({...small, ...seen(play(three))}));
		const lines = ladder({...small, ...seen(play(three)), selected: 'c4'});
		expect(texts(lines).map((line, i) => (line === without[i] ? '' : line.slice(0, 4)))).toEqual(
			without.map((_, i) => (i === 4 ? '▸c4 ' : '')),
		);
		expect(lines[4]?.[0]).toEqual({text: '▸c4', meaning: 'selected'});
	});

	it('keeps the newest at the bottom, the chosen in sight, and scrolls', () => {
		const first = (view: Partial<LadderView>) => draw(three, {height: 3, ...view}).map(line => line.slice(0, 3));
		expect(first({})).toEqual([' c3', ' c4', ' c5']);
		expect(first({selected: 'c1'})).toEqual(['▸c1', ' s1', ' c2']);
		expect(first({scroll: 2})).toEqual([' s1', ' c2', ' c3']);
		expect(first({scroll: 99})).toEqual([' c1', ' s1', ' c2']);
	});

	it('shows the past as it was', () => {
		const lab = play([connect, drop('c1')]);
		lab.undo();
		expect(shown(ladder({...small, ...seen(lab)}))).toEqual([' c1 ━━SYN 0━▶ · · · · · · · · · ·']);
	});
});

describe('a tall ladder: a row an event', () => {
	const tall = {width: 50, height: 30};

	it('leans what arrived, with times in the gutter', () => {
		expect(draw(handshake, tall)).toEqual([
			'0.000  c1 ──SYN 0─────────────┐',
			'0.020                         └──────────────────▶',
			'       s1           ┌──SYN,ACK 0 ack 1 wnd 65535──',
			'0.040     ◀─────────┘',
			'       c2 ──ack 1 wnd 65535───┐',
			'0.060                         └──────────────────▶',
		]);
	});

	it('lets a slow segment wait at the receiver’s side while others overtake it', () => {
		const delayed: Input = {do: 'delay', segment: 'c3', by: 30_000};
		expect(draw([...three, delayed, deliver('c4'), deliver('c3')], tall).slice(6)).toEqual([
			'       c3 ──data 1:101 (100) ack 1──────────────┐',
			'       c4 ──data 101:201 (100) ack 1──────────┐ │',
			'       c5 ━━data 201:301 (100) ack 1━━━━━━━━━━┼━▶',
			'0.080  c4                                     └─┼▶',
			'       s2 1· · · · · · · · · ◀━ack 1 wnd 65535━━┼━',
			'       c3                                       └▶',
			'       s3 2· · · · · · · · · ◀━ack 201 wnd 65335━━',
		]);
	});
});

describe('any ladder', () => {
	const busy: Input[] = [...three, {do: 'duplicate', segment: 'c3', by: 9000}, deliver('c4'), all, timer, all, all];

	it('is as high and as wide as asked', () => {
		const lab = play(busy);
		for (const style of [EN, ZH, ASCII, {...EN, numbers: 'absolute' as const}]) {
			for (const [width, height] of [
				[34, 15],
				[50, 30],
				[94, 50],
				[20, 5],
				[5, 3],
			] as const) {
				const lines = ladder({...small, ...seen(lab), width, height, style});
				expect(lines).toHaveLength(height);
				expect(new Set(texts(lines).map(line => style.measure(line)))).toEqual(new Set([width]));
			}
		}
	});

	it('looks at no more of a long history than it shows', () => {
		const lab = play(busy);
		let looked = 0;
		const entries = Array.from({length: 500}, () => lab.history.entries).flat();
		const watched = new Proxy(entries, {
			get: (target, key) => {
				if (/^\d+$/.test(String(key))) looked += 1;
				return Reflect.get(target, key) as Entry;
			},
		});
		const past: Past = {entries: watched, cursor: entries.length};
		ladder({...small, past, world: lab.world});
		expect(looked).toBeLessThan(40);
	});
});
