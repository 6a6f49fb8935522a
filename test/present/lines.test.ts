import {describe, expect, it} from 'vitest';
import type {Input, Lab} from '../../src/lab/index.js';
import {
	eventLog,
	explain,
	header,
	ladderText,
	sequenceRuler,
	statusBar,
	whyLine,
	whyLines,
} from '../../src/present/index.js';
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
	server,
	shown,
	text,
	texts,
	timer,
	ZH,
} from './play.js';

const close = (lab: 'c' | 's'): Input =>
	lab === 'c' ? client({call: 'close', socket: 'c'}) : server({call: 'close', socket: 'l:1'});
const why = (inputs: readonly Input[], width = 110, style = EN): string =>
	text(whyLine({...seen(play(inputs)), width, style})).trimEnd();

describe('the why-line', () => {
	it.each([
		[[], ' why  Nothing has happened yet.'],
		[[connect], ' why  client → c1: OPEN, active: choose an ISS and send a SYN. (RFC 9293 §3.10.1)'],
		[[connect, drop('c1')], ' why  c1 is lost: dropped by you.'],
		[
			[connect, drop('c1'), timer],
			' why  client → c2: Retransmission timeout: the oldest is sent again, RTO 1 s → 2 s. (RFC 9293 §3.10.8)',
		],
		[
			[connect, deliver('c1')],
			' why  c1 → server: A SYN: choose an ISS, answer SYN,ACK, enter SYN-RECEIVED. (RFC 9293 §3.10.7.2 third)',
		],
		[
			[...handshake, {do: 'replay', segment: 'c2'}, deliver("c2'")],
			" why  c2' arrives at the server: nothing new in it.",
		],
		[
			[...handshake, client({call: 'send', socket: 'c', bytes: 9})],
			' why  client → c3: Window and cwnd allow it: text is sent. (RFC 9293 §3.7)',
		],
		[[...handshake, close('c')], ' why  client → c3: All text is segmentized: the FIN is sent. (RFC 9293 §3.10.4)'],
		[handshake, ' why  c2 → server: Our SYN is acknowledged: ESTABLISHED. (RFC 9293 §3.10.7.4 fifth)'],
		[[connect, drop('c9')], ' why  Nothing happens: there is no segment c9.'],
		[[client({call: 'send', socket: 'nobody', bytes: 1})], ' why  send(nobody, 1) fails: EBADF: no such socket'],
		[[{do: 'wait', by: 5000}], ' why  Time goes on to 0.005 s.'],
	] as [Input[], string][])('after %j', (inputs, expected) => {
		expect(why(inputs)).toBe(expected);
	});

	it('leaves out of the citation what has no room, then cuts the sentence', () => {
		const inputs = [connect, drop('c1'), timer];
		expect(why(inputs, 90)).toBe(
			' why  client → c2: Retransmission timeout: the oldest is sent again, RTO 1 s → … (§3.10.8)',
		);
		expect(why(inputs, 60)).toBe(' why  client → c2: Retransmission timeout: the ol… (§3.10.8)');
	});

	it('is as wide as asked, and over two rows says all', () => {
		const lab = play([connect, drop('c1'), timer]);
		for (const style of [EN, ZH, ASCII]) {
			for (const width of [60, 80, 120]) {
				expect(style.measure(text(whyLine({...seen(lab), width, style})))).toBe(width);
				const two = texts(whyLines({...seen(lab), width, style}, 2));
				expect(two.map(line => style.measure(line))).toEqual([width, width]);
			}
		}
		expect(shown(whyLines({...seen(lab), width: 80, style: EN}, 2))).toEqual([
			' why  client → c2: Retransmission timeout: the oldest is sent again, RTO 1 s →',
			'      2 s. (RFC 9293 §3.10.8; RFC 6298 §5.4–5.6)',
		]);
	});

	it('says the same in Chinese', () => {
		expect(why([connect, deliver('c1')], 110, ZH)).toBe(
			' 为何  c1 → 服务器：收到 SYN：选定 ISS，以 SYN,ACK 应答，进入 SYN-RECEIVED。(RFC 9293 §3.10.7.2 第三步)',
		);
	});

	it('does not speak of what was undone or switched off', () => {
		const lab = play([connect, drop('c1')]);
		lab.undo();
		lab.undo();
		expect(text(whyLine({...seen(lab), width: 60, style: EN})).trimEnd()).toBe(' why  Nothing has happened yet.');
		lab.redo();
		lab.toggle(0);
		expect(text(whyLine({...seen(lab), width: 60, style: EN})).trimEnd()).toBe(
			' why  Switched off: this input does nothing.',
		);
	});
});

describe('the longer explanation', () => {
	it('gives all that the step did and decided, in order, with citations', () => {
		expect(shown(explain({...seen(play([connect, deliver('c1')])), width: 78, style: EN}))).toEqual([
			'0.020 s',
			' c1 arrives',
			'   server: A SYN: choose an ISS, answer SYN,ACK, enter SYN-RECEIVED.',
			'     (RFC 9293 §3.10.7.2 third)',
			'   server: LISTEN → SYN-RECEIVED',
			'   server: s1 SYN,ACK 0 ack 1 wnd 65535 mss 1460',
			'   server: retransmission timer: 1 s',
		]);
	});
});

describe('the status bar', () => {
	const bar = (inputs: readonly Input[], width: number, style = EN): string =>
		text(statusBar(play(inputs).world, width, style)).trimEnd();

	it('has both states, both seq and ack numbers, and TIME-WAIT', () => {
		expect(bar([], 80)).toBe(' client CLOSED seq – ack –  │  server LISTEN seq – ack –  │  TIME-WAIT –');
		expect(bar([connect], 80)).toBe(' client SYN-SENT seq 1 ack –  │  server LISTEN seq – ack –  │  TIME-WAIT –');
		expect(bar(handshake, 80, ZH)).toBe(
			' 客户端 ESTABLISHED seq 1 ack 1 │ 服务器 ESTABLISHED seq 1 ack 1 │ TIME-WAIT –',
		);
	});

	it('abbreviates rather than cuts', () => {
		expect(bar(handshake, 64)).toBe(' c ESTABLISHED seq 1 ack 1 │ s ESTABLISHED seq 1 ack 1 │ TW –');
		expect(bar(handshake, 52)).toBe(' c ESTABLISHED 1:1 │ s ESTABLISHED 1:1 │ TW –');
		expect(bar(handshake, 80, {...EN, numbers: 'absolute'})).toMatch(
			/^ c ESTABLISHED \d{10}:\d{10}│s ESTABLISHED \d{10}:\d{10}│TW –$/,
		);
	});

	it('lets TIME-WAIT run down', () => {
		const fin = [...handshake, close('c'), deliver('c3')];
		const world = play(fin).world;
		const socket = world.hosts.server.connections.find(each => each.tcb.state === 'CLOSE-WAIT')?.socket ?? '';
		const lab = play([...fin, all, server({call: 'close', socket}), all, {do: 'wait', by: 600_000}]);
		expect(text(statusBar(lab.world, 80, EN))).toMatch(/client TIME-WAIT seq 2 ack 2 .*TIME-WAIT 3:59\.4/);
	});
});

describe('the header', () => {
	const head = (lab: Lab, width: number, playing = false): string =>
		text(header({world: lab.world, title: 'The SYN is lost', playing, width, style: EN})).trimEnd();

	it('names profile, time, how the wire runs, and the title at the right, which stays whole', () => {
		expect(head(play([connect, drop('c1'), timer]), 70)).toBe(
			' tcp-lab · rfc9293 · t 1.000 s ‖ hold all             The SYN is lost',
		);
		const flow: Input = {do: 'path', from: 'server', mode: 'flow'};
		expect(head(play([flow]), 50, true)).toBe(' tcp-lab · t 0.000 s »            The SYN is lost');
		expect(head(play([flow]), 55, true)).toBe(' tcp-lab · rfc9293 · t 0.000 s »       The SYN is lost');
	});
});

describe('the log', () => {
	it('has a line a fact, newest at the bottom, as high as asked', () => {
		const view = {...seen(play([connect, drop('c1')])), width: 76, height: 8, scroll: 0, style: EN};
		expect(shown(eventLog(view))).toEqual([
			'0.000 client connect(c, 80)',
			'      client OPEN, active: choose an ISS and send a SYN. (§3.10.1)',
			'      client CLOSED → SYN-SENT',
			'      client c1 SYN 0 mss 1460',
			'      client retransmission timer: 1 s',
			'      client connect(c, 80) = EINPROGRESS: the connection is being made',
			'      wire   c1 lost: dropped by you',
		]);
		expect(eventLog({...view, height: 3, scroll: 1})).toHaveLength(3);
	});

	it('lets no escape sequence of a program’s text through', () => {
		const lab = play([...handshake, client({call: 'send', socket: 'c', text: '\u001b[2J\u0007'})]);
		const lines = texts(eventLog({...seen(lab), width: 60, height: 20, scroll: 0, style: EN}));
		expect(lines.join('')).not.toMatch(/\p{Cc}/u);
		expect(lines.join('')).toContain('send(c, "·[2J·")');
	});
});

describe('the ruler', () => {
	it('shows both directions, as high and as wide as asked', () => {
		const lab = play([...handshake, client({call: 'send', socket: 'c', bytes: 500})]);
		expect(shown(sequenceRuler({world: lab.world, width: 40, height: 16, style: EN})).slice(0, 5)).toEqual([
			'client → server',
			' snd ██━━━░░░░░░░░░░░░░░░░░░░░░░░░░░░░·',
			'       una 1 nxt 501         +wnd 65536',
			' rcv ██░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░·',
			'       nxt 1                 +wnd 65536',
		]);
		for (const style of [EN, ZH, ASCII, {...EN, numbers: 'absolute' as const}]) {
			for (const [width, height] of [
				[32, 15],
				[94, 50],
			] as const) {
				const lines = texts(sequenceRuler({world: lab.world, width, height, style}));
				expect(lines.map(line => style.measure(line))).toEqual(new Array(height).fill(width));
			}
		}
	});
});

describe('the ladder for a pipe', () => {
	it('tells each segment with its fate, the rule that made it and those that its arrival met', () => {
		const lab = play([connect, drop('c1'), timer, deliver('c2')]);
		expect(ladderText(lab.history.entries, 80, EN)).toEqual([
			'0.000  client connect(c, 80)',
			'         OPEN, active: choose an ISS and send a SYN. (RFC 9293 §3.10.1)',
			'         CLOSED → SYN-SENT',
			'0.000  client ── c1 SYN 0 mss 1460 ────────────────────✗ server dropped by you',
			'         made by open-active (RFC 9293 §3.10.1)',
			'1.000  client retransmission timer fires',
			'         Retransmission timeout: the oldest is sent again, RTO 1 s → 2 s.',
			'           (RFC 9293 §3.10.8)',
			'1.000  client ── c2 SYN 0 mss 1460 (again) ────────────▶ server 1.020',
			'         made by retransmission-timeout (RFC 9293 §3.10.8)',
			'         A SYN: choose an ISS, answer SYN,ACK, enter SYN-RECEIVED.',
			'           (RFC 9293 §3.10.7.2 third)',
			'         LISTEN → SYN-RECEIVED',
			'1.020  client ◀───────── s1 SYN,ACK 0 ack 1 wnd 65535 ── server in flight',
			'         made by listen-syn (RFC 9293 §3.10.7.2 third)',
		]);
	});

	it('stays within its width in both languages', () => {
		const lab = play([
			...handshake,
			client({call: 'send', socket: 'c', bytes: 5000}),
			all,
			all,
			close('c'),
			all,
			timer,
		]);
		for (const style of [EN, ZH, ASCII]) {
			for (const width of [72, 80, 100]) {
				const lines = ladderText(lab.history.entries, width, style);
				expect(lines.filter(line => style.measure(line) > width)).toEqual([]);
			}
		}
	});
});
