import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {readCase} from './cases.js';
import {differences} from './compare.js';
import type {CallEnd, Seg, Sockets, Trace} from './trace.js';

const {kernel} = await readCase(fileURLToPath(new URL('scenarios/d05-fast-retransmit-sack.json', import.meta.url)));

const told = (ours: Trace): string[] => differences(kernel, ours).map(({text}) => text);

/** The kernel's own trace, with the nth segment of a host another, or others, or none. */
function withSegment(from: Seg['from'], n: number, change: (seg: Seg) => readonly Seg[]): Trace {
	const wanted = kernel.segments.filter(seg => seg.from === from)[n - 1];
	return {...kernel, segments: kernel.segments.flatMap(seg => (seg === wanted ? change(seg) : [seg]))};
}

const changed = (from: Seg['from'], n: number, fields: Partial<Seg>): Trace =>
	withSegment(from, n, seg => [{...seg, ...fields}]);

const withCalls = (change: (end: CallEnd) => CallEnd): Trace => ({...kernel, calls: kernel.calls.map(change)});

const withStates = (change: (sockets: Sockets['sockets']) => Sockets['sockets']): Trace => ({
	...kernel,
	states: kernel.states.map(one => ({...one, sockets: change(one.sockets)})),
});

describe('the comparison with the kernel', () => {
	it('finds nothing between a trace and itself', () => {
		expect(told(kernel)).toEqual([]);
	});

	it('catches a wrong acknowledgment number', () => {
		expect(told(changed('server', 7, {ack: 8762}))).toEqual([
			expect.stringMatching(/^server segment 7: ack\n {4}kernel .* ack 8761 .*\n {4}ours .* ack 8762 /),
		]);
	});

	it('catches a missing option', () => {
		const without = kernel.segments[0]?.options.filter(([name]) => name !== 'sackOK') ?? [];
		expect(told(changed('client', 1, {options: without}))).toEqual([
			expect.stringMatching(/^client segment 1: options\n/),
		]);
		expect(told(changed('server', 2, {options: []}))).toEqual([expect.stringMatching(/^server segment 2: options\n/)]);
	});

	it('catches another SACK block, and takes the blocks in any order', () => {
		const [first, second] = [[1, 5] as const, [9, 12] as const];
		const blocks = (...sack: (readonly [number, number])[]): Trace => changed('server', 2, {options: [['sack', sack]]});
		const between = (a: Trace, b: Trace): string[] => differences(a, b).map(({text}) => text);
		expect(between(blocks(first, second), blocks(second, first))).toEqual([]);
		expect(between(blocks(first, second), blocks(first))).toHaveLength(1);
	});

	it('catches 40 ms more at an early segment', () => {
		const [early] = kernel.segments.filter(seg => seg.from === 'client' && seg.length > 0);
		const t = early?.t ?? 0;
		expect(told(changed('client', 3, {t: t + 0.04}))).toEqual([expect.stringMatching(/^client segment 3: time\n/)]);
		expect(told(changed('client', 3, {t: t + 0.02}))).toEqual([]);
	});

	it('catches a missing segment, and one too many', () => {
		const last = kernel.segments.filter(seg => seg.from === 'server').length;
		expect(told(withSegment('server', last, () => []))).toEqual([
			expect.stringMatching(new RegExp(`^server segment ${last}: missing: .* server F\\. `)),
		]);
		expect(told(withSegment('server', last, seg => [seg, seg]))).toEqual([
			expect.stringMatching(new RegExp(`^server segment ${last + 1}: too many: .* server F\\. `)),
		]);
	});

	it('catches a window that closes, another fate, another port, other control bits and ECN bits', () => {
		const wrong = (fields: Partial<Seg>): string[] =>
			told(changed('server', 2, fields)).map(text => text.split('\n')[0] ?? '');
		expect(wrong({window: 0})).toEqual(['server segment 2: window']);
		expect(wrong({window: 77})).toEqual([]);
		expect(wrong({fate: 'drop'})).toEqual(['server segment 2: fate']);
		expect(wrong({clientPort: 40_001})).toEqual(['server segment 2: clientPort']);
		expect(wrong({flags: 'F.'})).toEqual(['server segment 2: flags']);
		expect(wrong({ecn: 2})).toEqual(['server segment 2: ecn']);
	});

	it('lets PSH be as it may on full-sized segments, and only there', () => {
		const psh = changed('client', 3, {flags: 'P.'});
		const none = changed('client', 3, {flags: '.'});
		expect(differences(psh, none)).toEqual([]);
		expect(told(changed('server', 2, {flags: 'P.'}))).toEqual([expect.stringMatching(/^server segment 2: flags\n/)]);
	});

	it('catches another result of a call, and a call that does not return', () => {
		const isRecv = (end: CallEnd): boolean => end.call === 'recv';
		expect(told(withCalls(end => (isRecv(end) ? {...end, ret: 1} : end)))).toEqual([
			expect.stringMatching(/^server a\.recv at 1\..*: kernel 8760, ours 1$/),
		]);
		const {ret: _ret, ...failed} = kernel.calls.find(isRecv) as CallEnd;
		expect(told(withCalls(end => (isRecv(end) ? {...failed, err: 'EAGAIN'} : end)))).toEqual([
			expect.stringMatching(/kernel 8760, ours EAGAIN$/),
		]);
		expect(told({...kernel, calls: kernel.calls.filter(end => !isRecv(end))})).toEqual([
			expect.stringMatching(/^server a\.recv at 1\..*: no result$/),
		]);
	});

	it('catches a state that was never passed through, and lets others come between', () => {
		const without = withStates(sockets => sockets.filter(({state}) => state !== 'FIN_WAIT_2'));
		expect(told(without)).toEqual([
			expect.stringMatching(/^client 40000>80: kernel seen in .* FIN_WAIT_2 TIME_WAIT; ours .* FIN_WAIT_1 TIME_WAIT$/),
		]);
		expect(told({...kernel, states: []})).toContainEqual(expect.stringMatching(/ours never there$/));
		const more = kernel.states.flatMap(one => [
			one,
			{...one, sockets: one.sockets.map(socket => ({...socket, state: 'CLOSING'}))},
		]);
		expect(told({...kernel, states: more})).toEqual([]);
	});

	it('does not take silence for agreement', () => {
		const silence: Trace = {segments: [], calls: [], states: []};
		expect(differences(silence, silence).map(({text}) => text)).toEqual(['ours has not one segment']);
	});
});
