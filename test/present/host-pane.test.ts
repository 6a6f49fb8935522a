import {describe, expect, it} from 'vitest';
import type {Input, Lab} from '../../src/lab/index.js';
import {type HostView, hostPane, hostTitle, shownConnection} from '../../src/present/index.js';
import {ASCII, client, connect, deliver, drop, EN, handshake, play, server, shown, texts, timer, ZH} from './play.js';

const view = (lab: Lab, host: 'client' | 'server', more: Partial<HostView> = {}): HostView => ({
	world: lab.world,
	before: lab.history.entries[lab.history.cursor - 2]?.world ?? lab.history.start,
	host,
	connection: null,
	width: 22,
	height: 15,
	style: EN,
	...more,
});
const pane = (inputs: readonly Input[], host: 'client' | 'server', more: Partial<HostView> = {}): string[] =>
	shown(hostPane(view(play(inputs), host, more)));

describe('a host’s pane', () => {
	it('says that there is no connection, and who listens', () => {
		expect(pane([], 'client')).toEqual(['CLOSED', 'no connection']);
		expect(pane([], 'server')).toEqual(['LISTEN', 'listens on 80', '  syn 0 acc 0/4096']);
	});

	it('shows the variables of Tables 2 and 3, timers and RTO, and marks what the last step changed', () => {
		expect(pane([connect, drop('c1'), timer], 'client')).toEqual([
			'SYN-SENT  actively',
			'snd una 0 nxt 1 wnd 0',
			'rcv nxt – wnd 65535',
			'○ retransmission 2.00*',
			'rto 2 s*backoff 1*',
			'srtt –',
			'cwnd 0 ssthresh ∞',
			'slow start dup 0',
			'unsent 0 unacked 0',
			'unread 0 free 65535',
			'sent, not acknowledged',
			' SYN 0 ↻2',
		]);
	});

	it('says the same in Chinese', () => {
		expect(pane([connect, drop('c1'), timer], 'client', {style: ZH}).slice(0, 6)).toEqual([
			'SYN-SENT  主动',
			'snd una 0 nxt 1 wnd 0',
			'rcv nxt – wnd 65535',
			'○ 重传 2.00*',
			'rto 2 s*退避 1*srtt –',
			'cwnd 0 ssthresh ∞',
		]);
	});

	it('tells what was agreed on in the SYNs, once it is', () => {
		const on = (name: string): Input[] =>
			(['client', 'server'] as const).map(host => ({do: 'sysctl', host, name, value: 1}));
		const options = [...on('tcp_sack'), ...on('tcp_timestamps'), ...on('tcp_window_scaling')];
		const at = (inputs: readonly Input[], more: Partial<HostView> = {}): string =>
			pane([...options, ...inputs], 'client', {height: 30, width: 40, ...more})
				.join(' ')
				.replaceAll(/ +/g, ' ');
		expect(at([connect])).not.toContain('SACK');
		expect(at([connect, deliver('c1'), deliver('s1')])).toContain('windows ×1/×1* SACK* timestamps*');
		expect(at([...handshake, timer])).toContain('windows ×1/×1 SACK timestamps');
		expect(at(handshake, {style: ZH})).toContain('窗口 ×1/×1 SACK 时间戳');
		expect(at(handshake, {style: ASCII})).toContain('windows x1/x1 SACK timestamps');
		expect(at(handshake, {width: 60})).toContain('ts.recent ');
	});

	it('lets a gauge run with its timer', () => {
		const at = (by: number): string => pane([connect, {do: 'wait', by: 1}, {do: 'wait', by}], 'client')[3] ?? '';
		expect([9_999, 249_999, 499_999, 749_999, 979_999].map(at)).toEqual([
			'○ retransmission 0.99',
			'◔ retransmission 0.75',
			'◑ retransmission 0.50',
			'◕ retransmission 0.25',
			'● retransmission 0.02',
		]);
	});

	it('never moves a value to mark it', () => {
		const lab = play([...handshake, client({call: 'send', socket: 'c', bytes: 100})]);
		const marked = texts(hostPane(view(lab, 'client')));
		const plain = texts(hostPane(view(lab, 'client', {before: null})));
		expect(marked.map(line => line.replaceAll('*', ' '))).toEqual(plain);
		expect(marked.some(line => line.includes('nxt 101*'))).toBe(true);
	});

	it('keeps state, variables and timers where there is little room', () => {
		expect(pane(handshake, 'client', {height: 4})).toEqual([
			'ESTABLISHED  actively',
			'snd una 1 nxt 1',
			'    wnd 65535',
			'rcv nxt 1 wnd 65535',
		]);
		expect(pane([connect], 'client', {height: 3})).toEqual([
			'SYN-SENT* actively',
			'snd una 0 nxt 1 wnd 0',
			'○ retransmission 1.00*',
		]);
	});

	it('marks that a connection has gone', () => {
		const abort = client({call: 'abort', socket: 'c'});
		expect(pane([...handshake, abort], 'client')[0]).toBe('CLOSED*');
		expect(pane([...handshake, abort, deliver('c3')], 'server')[0]).toBe('LISTEN*');
	});

	it('counts what is written, unread, and free', () => {
		const lines = pane([...handshake, client({call: 'send', socket: 'c', text: 'hello'}), deliver('c3')], 'server');
		expect(lines.join('\n')).toContain('unread 5*free 65530*');
	});

	it('shows whichever connection is asked for, and a title that fits', () => {
		const lab = play([...handshake, client({call: 'connect', socket: 'd', port: 80}), deliver('c3')]);
		expect(shownConnection(lab.world, 'client')?.socket).toBe('d');
		expect(shown(hostPane(view(lab, 'client')))[0]).toBe('SYN-SENT  #2  actively');
		expect(shown(hostPane(view(lab, 'client', {connection: 1})))[0]).toBe('ESTABLISHED  #1');
		expect(hostTitle(view(lab, 'client', {connection: 1}))).toBe('client 10.0.0.1:49152');
		expect(hostTitle(view(lab, 'client', {connection: 1, width: 14}))).toBe('client :49152');
		expect(hostTitle(view(lab, 'server', {style: ZH}))).toBe('服务器 10.0.0.2:80');
	});

	it('is as high and as wide as asked', () => {
		const lab = play([
			...handshake,
			client({call: 'send', socket: 'c', bytes: 3000}),
			server({call: 'close', socket: 'l'}),
		]);
		for (const style of [EN, ZH, ASCII, {...EN, numbers: 'absolute' as const}]) {
			for (const [width, height] of [
				[22, 15],
				[32, 30],
				[50, 50],
				[12, 3],
				[22, 0],
			] as const) {
				for (const host of ['client', 'server'] as const) {
					const lines = texts(hostPane(view(lab, host, {width, height, style})));
					expect(lines).toHaveLength(height);
					expect(lines.filter(line => style.measure(line) !== width)).toEqual([]);
				}
			}
		}
	});

	it('keeps the error of a connection that has gone in sight', () => {
		const lab = play([...handshake, server({call: 'abort', socket: 'a'}), deliver('s2')]);
		expect(shown(hostPane(view(lab, 'client'))).slice(0, 3)).toEqual([
			'CLOSED*',
			'no connection',
			'c: error ECONNRESET',
		]);
	});
});
