import {describe, expect, it} from 'vitest';
import {linux} from '../support/linux.js';
import {playSteps} from '../support/steps.js';

/** One receiver, step by step: test/support/steps.ts says how to read the lines. */
describe('the window as text comes and is read', () => {
	it('grows for each segment, by less for shorter ones, and for one below 128 octets not at all', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['text 1460 pushed', 'text 1448', 'text 1000', 'text 700 pushed', 'text 127'])).toEqual([
			'text 1460 pushed: signal text arrived, send . 101:101(0) ack 1761, window 67200 (525), 0+0+0, cwnd 14480',
			'text 1448: signal text arrived, send . 101:101(0) ack 3209, window 70144 (548), 0+0+0, cwnd 14480',
			'text 1000: signal text arrived, send . 101:101(0) ack 4209, window 73088 (571), 0+0+0, cwnd 14480',
			'text 700 pushed: signal text arrived, send . 101:101(0) ack 4909, window 76032 (594), 0+0+0, cwnd 14480',
			'text 127: signal text arrived, send . 101:101(0) ack 5036, window 76032 (594), 0+0+0, cwnd 14480',
		]);
	});

	it('does not grow for a short segment where tcp_rmem leaves little beyond it', () => {
		const tcb = linux({sysctl: {tcp_rmem: '4096 131072 200000'}});
		expect(playSteps(tcb, ['text 1460', 'text 700'])).toEqual([
			'text 1460: signal text arrived, send . 101:101(0) ack 1761, window 67200 (525), 0+0+0, cwnd 14480',
			'text 700: signal text arrived, send . 101:101(0) ack 2461, window 67200 (525), 0+0+0, cwnd 14480',
		]);
	});

	it('of a fixed buffer falls octet by octet, and is whole again with the first ACK after reading', () => {
		const tcb = linux({options: {SO_RCVBUF: 8192}, sysctl: {tcp_rmem: '4096 131072 200000'}});
		expect(
			playSteps(tcb, [
				'text 128',
				'text 1',
				'text 1',
				'text 1',
				'text 1',
				'text 1460',
				'read 100000',
				'text 200 pushed',
				'text 1460',
				'read 5000',
			]),
		).toEqual([
			'text 128: signal text arrived, send . 101:101(0) ack 429, window 7172 (7172), 0+0+0, cwnd 14480',
			'text 1: signal text arrived, send . 101:101(0) ack 430, window 7171 (7171), 0+0+0, cwnd 14480',
			'text 1: signal text arrived, send . 101:101(0) ack 431, window 7170 (7170), 0+0+0, cwnd 14480',
			'text 1: signal text arrived, send . 101:101(0) ack 432, window 7169 (7169), 0+0+0, cwnd 14480',
			'text 1: signal text arrived, send . 101:101(0) ack 433, window 7168 (7168), 0+0+0, cwnd 14480',
			'text 1460: signal text arrived, send . 101:101(0) ack 1893, window 7168 (7168), 0+0+0, cwnd 14480',
			'read 100000: text of 1592, window 7168, 0+0+0, cwnd 14480',
			'text 200 pushed: signal text arrived, send . 101:101(0) ack 2093, window 8760 (8760), 0+0+0, cwnd 14480',
			'text 1460: signal text arrived, window 7300, 0+0+0, cwnd 14480 delayed-ack 40',
			'read 5000: text of 1660, window 7300, 0+0+0, cwnd 14480 delayed-ack 40',
		]);
	});

	it('of a buffer that fills falls by what lies in it, its edge stands', () => {
		const tcb = linux({options: {SO_RCVBUF: 8192}});
		expect(playSteps(tcb, ['text 200', 'text 1460', 'text 1460', 'text 1460 pushed', 'text 1460 pushed'])).toEqual([
			'text 200: signal text arrived, send . 101:101(0) ack 501, window 7100 (7100), 0+0+0, cwnd 14480',
			'text 1460: signal text arrived, send . 101:101(0) ack 1961, window 7100 (7100), 0+0+0, cwnd 14480',
			'text 1460: signal text arrived, send . 101:101(0) ack 3421, window 5840 (5840), 0+0+0, cwnd 14480',
			'text 1460 pushed: signal text arrived, send . 101:101(0) ack 4881, window 4380 (4380), 0+0+0, cwnd 14480',
			'text 1460 pushed: signal text arrived, send . 101:101(0) ack 6341, window 2920 (2920), 0+0+0, cwnd 14480',
		]);
	});

	it('of a buffer smaller than a segment is what is left, and reading tells nothing before the next ACK', () => {
		const tcb = linux({both: [], wnd: 100, options: {SO_RCVBUF: 1200}});
		expect(playSteps(tcb, ['text 1000 pushed', 'send 30000', 'read 100000'])).toEqual([
			'text 1000 pushed: signal text arrived, send . 101:101(0) ack 1301, window 200 (200), 0+0+0, cwnd 14600',
			'send 30000: error: insufficient resources, window 200, 0+0+0, cwnd 14600',
			'read 100000: text of 1000, window 200, 0+0+0, cwnd 14600',
		]);
	});

	it('room that was read free goes with our own text, too', () => {
		const tcb = linux({options: {SO_RCVBUF: 1200}});
		expect(playSteps(tcb, ['send 14600', 'text 536', 'read 5000', 'ack 1000', 'ack 500'])).toEqual([
			'send 14600: send 10 of 1448, 101:14581, window 1200 (1200), 0+14480+120, cwnd 14480 loss-probe 48',
			'text 536: signal text arrived, send . 14581:14581(0) ack 837, window 664 (664), 0+14480+120, cwnd 14480 loss-probe 48',
			'read 5000: text of 536, window 664, 0+14480+120, cwnd 14480 loss-probe 48',
			'ack 1000: signal send buffer has room, window 664, 1000+13480+120, cwnd 14480 loss-probe 48',
			'ack 500: signal send buffer has room, send P. 14581:14701(120) ack 837, window 1072 (1072), 1500+13100+0, cwnd 15928 loss-probe 44',
		]);
	});

	it('RFC 9293: too little was read to be told', () => {
		const tcb = linux({profile: 'rfc9293'});
		expect(playSteps(tcb, ['text 536', 'read 100'])).toEqual([
			'text 536: signal text arrived, window 64999, 0+0+0, cwnd 4344 delayed-ack 200',
			'read 100: text of 100, window 64999, 0+0+0, cwnd 4344 delayed-ack 200',
		]);
	});
});

describe('text with gaps', () => {
	it('before held text each short segment is acknowledged at once, and the window grows', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['text 1460 at 3000', 'text 200', 'text 200', 'text 200', 'text 200', 'text 128'])).toEqual([
			'text 1460 at 3000: send . 101:101(0) ack 301 <sack 3301:4761>, window 67200 (525), 0+0+0, cwnd 14480',
			'text 200: signal text arrived, send . 101:101(0) ack 501 <sack 3301:4761>, window 70144 (548), 0+0+0, cwnd 14480',
			'text 200: signal text arrived, send . 101:101(0) ack 701 <sack 3301:4761>, window 70528 (551), 0+0+0, cwnd 14480',
			'text 200: signal text arrived, send . 101:101(0) ack 901 <sack 3301:4761>, window 70912 (554), 0+0+0, cwnd 14480',
			'text 200: signal text arrived, send . 101:101(0) ack 1101 <sack 3301:4761>, window 71296 (557), 0+0+0, cwnd 14480',
			'text 128: signal text arrived, send . 101:101(0) ack 1229 <sack 3301:4761>, window 71808 (561), 0+0+0, cwnd 14480',
		]);
	});

	it('copies of held text: D-SACKs at once, then gathered for a moment; text in order ends that', () => {
		const tcb = linux({sysctl: {tcp_rmem: '4096 8192 65536', tcp_moderate_rcvbuf: 0}});
		expect(
			playSteps(tcb, [
				'text 1448',
				'text 700 at 3000',
				'text 700 at 3000',
				'text 700 at 3000',
				'text 700 at 3000 pushed',
				'text 700 at 3000',
				'text 700 at 3000',
				'text 700 at 3000',
				'text 700 at 3000',
				'text 1460 at 2920',
				'text 536 pushed',
				'text 536 pushed',
				'text 536 pushed',
				'text 536 pushed',
				'text 536 pushed',
				'text 536 pushed',
			]),
		).toEqual([
			'text 1448: signal text arrived, send . 101:101(0) ack 1749, window 3712 (29), 0+0+0, cwnd 14480',
			'text 700 at 3000: send . 101:101(0) ack 1749 <sack 4749:5449>, window 3712 (29), 0+0+0, cwnd 14480',
			'text 700 at 3000: send . 101:101(0) ack 1749 <sack 4749:5449 4749:5449>, window 3712 (29), 0+0+0, cwnd 14480',
			'text 700 at 3000: send . 101:101(0) ack 1749 <sack 4749:5449 4749:5449>, window 3712 (29), 0+0+0, cwnd 14480',
			'text 700 at 3000 pushed: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 700 at 3000: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 700 at 3000: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 700 at 3000: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 700 at 3000: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 1460 at 2920: window 3712, 0+0+0, cwnd 14480 delayed-ack 0.1',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 2285 <sack 4749:5449 4669:5461>, window 3200 (25), 0+0+0, cwnd 14480',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 2821 <sack 4669:5461>, window 2688 (21), 0+0+0, cwnd 14480',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 3357 <sack 4669:5461>, window 2176 (17), 0+0+0, cwnd 14480',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 3893 <sack 4669:5461>, window 1664 (13), 0+0+0, cwnd 14480',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 4429 <sack 4669:5461>, window 1152 (9), 0+0+0, cwnd 14480',
			'text 536 pushed: signal text arrived, send . 101:101(0) ack 5461 <sack 4669:4965>, window 6016 (47), 0+0+0, cwnd 14480',
		]);
	});

	it('copies of held text take no memory: when the gap is filled the window is what two segments leave', () => {
		const tcb = linux({options: {SO_RCVBUF: 3000}});
		expect(
			playSteps(tcb, [
				'text 1460 at 1460',
				'text 1460 at 1460',
				'text 1460 at 1460',
				'text 1460 at 1460',
				'text 1460 at 1460',
				'text 1460',
			]),
		).toEqual([
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460: signal text arrived, send . 101:101(0) ack 3221, window 0 (0), 0+0+0, cwnd 14480',
		]);
	});

	it('a small buffer that holds a segment takes short ones before it', () => {
		const tcb = linux({options: {SO_RCVBUF: 3000}});
		expect(
			playSteps(tcb, ['text 1460 at 1460', 'text 1460 at 1460', 'text 127', 'text 127 pushed', 'text 127']),
		).toEqual([
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 1460 at 1460: send . 101:101(0) ack 301 <sack 1761:3221 1761:3221>, window 2920 (2920), 0+0+0, cwnd 14480',
			'text 127: signal text arrived, send . 101:101(0) ack 428 <sack 1761:3221>, window 2793 (2793), 0+0+0, cwnd 14480',
			'text 127 pushed: signal text arrived, send . 101:101(0) ack 555 <sack 1761:3221>, window 2666 (2666), 0+0+0, cwnd 14480',
			'text 127: signal text arrived, send . 101:101(0) ack 682 <sack 1761:3221>, window 2539 (2539), 0+0+0, cwnd 14480',
		]);
	});

	it('without SACK what came before is answered as a gap is: at once, with what is missing', () => {
		const tcb = linux({both: ['scaling'], options: {SO_RCVBUF: 8192}});
		expect(
			playSteps(tcb, [
				'text 1448 at 2896',
				'text 1',
				'text 1460 at -1460',
				'read 5000',
				'text 1460',
				'text 1460',
				'text 1460',
			]),
		).toEqual([
			'text 1448 at 2896: send . 101:101(0) ack 301, window 7300 (7300), 0+0+0, cwnd 14600',
			'text 1: signal text arrived, send . 101:101(0) ack 302, window 7300 (7300), 0+0+0, cwnd 14600',
			'text 1460 at -1460: send . 101:101(0) ack 302, window 7300 (7300), 0+0+0, cwnd 14600',
			'read 5000: text "x", window 7300, 0+0+0, cwnd 14600',
			'text 1460: signal text arrived, send . 101:101(0) ack 1762, window 7300 (7300), 0+0+0, cwnd 14600',
			'text 1460: signal text arrived, send . 101:101(0) ack 4645, window 5840 (5840), 0+0+0, cwnd 14600',
			'text 1460: signal text arrived, send . 101:101(0) ack 6105, window 4380 (4380), 0+0+0, cwnd 14600',
		]);
	});

	it('text that reaches beyond the window is held as far as that goes, its copies are not', () => {
		const tcb = linux({both: [], options: {SO_RCVBUF: 4380}});
		expect(
			playSteps(tcb, [
				'text 200 at 700',
				'text 100',
				'text 1460 at 2920',
				'text 1460 at 2920 pushed',
				'text 1460 at 2920',
				'text 1460 at 2920 pushed',
			]),
		).toEqual([
			'text 200 at 700: send . 101:101(0) ack 301, window 4380 (4380), 0+0+0, cwnd 14600',
			'text 100: signal text arrived, send . 101:101(0) ack 401, window 4280 (4280), 0+0+0, cwnd 14600',
			'text 1460 at 2920: send . 101:101(0) ack 401, window 4280 (4280), 0+0+0, cwnd 14600',
			'text 1460 at 2920 pushed: send . 101:101(0) ack 401, window 4280 (4280), 0+0+0, cwnd 14600',
			'text 1460 at 2920: send . 101:101(0) ack 401, window 4280 (4280), 0+0+0, cwnd 14600',
			'text 1460 at 2920 pushed: send . 101:101(0) ack 401, window 4280 (4280), 0+0+0, cwnd 14600',
		]);
	});

	it('text behind the window is refused and answered; what is in order is taken as before', () => {
		const tcb = linux({sysctl: {tcp_rmem: '4096 8192 65536', tcp_moderate_rcvbuf: 0}});
		expect(playSteps(tcb, ['text 200', 'text 200 at 3000', 'text 100', 'text 1'])).toEqual([
			'text 200: signal text arrived, send . 101:101(0) ack 501, window 2944 (23), 0+0+0, cwnd 14480',
			'text 200 at 3000: send . 101:101(0) ack 501, window 2944 (23), 0+0+0, cwnd 14480',
			'text 100: signal text arrived, send . 101:101(0) ack 601, window 2944 (23), 0+0+0, cwnd 14480',
			'text 1: signal text arrived, window 2943, 0+0+0, cwnd 14480 delayed-ack 40',
		]);
	});

	it('text that reaches into held text: the ACK covers both, a D-SACK names the octets that came twice', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['text 128 at 1460 pushed', 'text 100 at 200', 'text 128', 'text 128'])).toEqual([
			'text 128 at 1460 pushed: send . 101:101(0) ack 301 <sack 1761:1889>, window 64256 (502), 0+0+0, cwnd 14480',
			'text 100 at 200: send . 101:101(0) ack 301 <sack 501:601 1761:1889>, window 64256 (502), 0+0+0, cwnd 14480',
			'text 128: signal text arrived, send . 101:101(0) ack 429 <sack 501:601 1761:1889>, window 64128 (501), 0+0+0, cwnd 14480',
			'text 128: signal text arrived, send . 101:101(0) ack 601 <sack 501:557 1761:1889>, window 64000 (500), 0+0+0, cwnd 14480',
		]);
	});

	it('blocks in our own segments leave less room for text; text longer than the gap fills it', () => {
		const tcb = linux({mss: 100});
		expect(
			playSteps(tcb, ['text 536 at 1460', 'send 5000', 'wait 50', 'text 1000', 'text 1000', 'text 1000', 'fin']),
		).toEqual([
			'text 536 at 1460: send . 101:101(0) ack 301 <sack 1761:2297>, window 64256 (502), 0+0+0, cwnd 880',
			'send 5000: send 10 of 76, 101:861, window 64256 (502), 0+760+4240, cwnd 880 loss-probe 48',
			'wait 50: 0.048 s: loss-probe, send . 861:937(76) ack 301 <sack 1761:2297>, window 64256 (502), 0+836+4164, cwnd 880 retransmission 218',
			'text 1000: signal text arrived, send . 937:937(0) ack 1301 <sack 1761:2297>, window 63360 (495), 0+836+4164, cwnd 880 retransmission 218',
			'text 1000: signal text arrived, send . 937:937(0) ack 2301 <sack 1761:2297>, window 62464 (488), 0+836+4164, cwnd 880 retransmission 218',
			'text 1000: signal text arrived, send . 937:937(0) ack 3301, window 61568 (481), 0+836+4164, cwnd 880 retransmission 218',
			'fin: signal connection closing, -> CLOSE-WAIT, window 61567, 0+836+4164, cwnd 880 retransmission 218 delayed-ack 40',
		]);
	});
});

describe('the end', () => {
	it("a bare ACK does not send the FIN's ACK that waits", () => {
		const tcb = linux();
		expect(playSteps(tcb, ['fin', 'wait 1', 'ack 1460 window 5000'])).toEqual([
			'fin: signal connection closing, -> CLOSE-WAIT, window 64255, 0+0+0, cwnd 14480 delayed-ack 4',
			'wait 1: window 64255, 0+0+0, cwnd 14480 delayed-ack 3',
			'ack 1460 window 5000: window 64255, 0+0+0, cwnd 14480 delayed-ack 3',
		]);
	});

	it('our FIN takes that ACK along, and what is unread can be read in LAST-ACK', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['text 1448', 'fin', 'close', 'read 1460'])).toEqual([
			'text 1448: signal text arrived, send . 101:101(0) ack 1749, window 67200 (525), 0+0+0, cwnd 14480',
			'fin: signal connection closing, -> CLOSE-WAIT, window 67199, 0+0+0, cwnd 14480 delayed-ack 40',
			'close: send F. 101:101(0) ack 1750, -> LAST-ACK, window 67200 (525), 0+1+0, cwnd 14480 loss-probe 220',
			'read 1460: text of 1448, ended, window 67200, 0+1+0, cwnd 14480 loss-probe 220',
		]);
	});

	it("both close at once: the peer's FIN is acknowledged behind ours", () => {
		const tcb = linux();
		expect(playSteps(tcb, ['close', 'fin'])).toEqual([
			'close: -> FIN-WAIT-1, send F. 101:101(0) ack 301, window 64256 (502), 0+1+0, cwnd 14480 loss-probe 220',
			'fin: signal connection closing, -> CLOSING, send . 102:102(0) ack 302, window 64256 (502), 0+1+0, cwnd 14480 loss-probe 220',
		]);
	});
});
