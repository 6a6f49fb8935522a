import {describe, expect, it} from 'vitest';
import {linux} from '../support/linux.js';
import {playSteps} from '../support/steps.js';

/** One sender, step by step: test/support/steps.ts says how to read the lines. */
describe('probes and timeouts', () => {
	it('a peer that sends text and acknowledges nothing: a probe, timeouts that double; the rest goes when it acknowledges', () => {
		const tcb = linux({how: 'passive'});
		expect(playSteps(tcb, ['send 1', 'wait 250', 'text 1460', 'send 2920', 'wait 1000', 'ack 100'])).toEqual([
			'send 1: send P. 101:102(1) ack 301, window 65280 (510), 0+1+0, cwnd 14480 loss-probe 220',
			'wait 250: 0.22 s: loss-probe, send P. 101:102(1) ack 301, window 65280 (510), 0+1+0, cwnd 14480 retransmission 190',
			'text 1460: signal text arrived, send . 102:102(0) ack 1761, window 68224 (533), 0+1+0, cwnd 14480 retransmission 190',
			'send 2920: send . 102:1550(1448) ack 1761, send P. 1550:2998(1448) ack 1761, window 68224 (533), 0+2897+24, cwnd 14480 loss-probe 48',
			'wait 1000: 0.048 s: loss-probe, 0.19 s: retransmission, send P. 101:102(1) ack 1761, 0.63 s: retransmission, send P. 101:102(1) ack 1761, window 68224 (533), 0+2897+24, cwnd 1448 retransmission 510',
			'ack 100: signal send buffer has room, send P. 2998:3022(24) ack 1761, window 68224 (533), 100+2821+0, cwnd 2896 retransmission 443.75',
		]);
	});

	it('a burst that waits is not let go by the timer of a probe that is out already', () => {
		const tcb = linux({how: 'passive'});
		expect(playSteps(tcb, ['send 1', 'wait 250', 'text 1460', 'send 14600', 'wait 500'])).toEqual([
			'send 1: send P. 101:102(1) ack 301, window 65280 (510), 0+1+0, cwnd 14480 loss-probe 220',
			'wait 250: 0.22 s: loss-probe, send P. 101:102(1) ack 301, window 65280 (510), 0+1+0, cwnd 14480 retransmission 190',
			'text 1460: signal text arrived, send . 102:102(0) ack 1761, window 68224 (533), 0+1+0, cwnd 14480 retransmission 190',
			'send 14600: send 8 of 1448, 102:11686, window 68224 (533), 0+11585+3016, cwnd 14480 loss-probe 48',
			'wait 500: 0.048 s: loss-probe, 0.19 s: retransmission, send P. 101:102(1) ack 1761, window 68224 (533), 0+11585+3016, cwnd 1448 retransmission 130',
		]);
	});

	it('a probe that a plain ACK answers is done with: the next flight has one of its own', () => {
		const tcb = linux({both: ['sack']});
		expect(playSteps(tcb, ['send 1460', 'wait 250', 'ack 1460', 'send 2000', 'wait 250'])).toEqual([
			'send 1460: send P. 101:1561(1460) ack 301, window 64240 (64240), 0+1460+0, cwnd 14600 loss-probe 220',
			'wait 250: 0.22 s: loss-probe, send P. 101:1561(1460) ack 301, window 64240 (64240), 0+1460+0, cwnd 14600 retransmission 190',
			'ack 1460: signal send buffer has room, window 64240, 1460+0+0, cwnd 14600',
			'send 2000: send . 1561:3021(1460) ack 301, send P. 3021:3561(540) ack 301, window 64240 (64240), 1460+2000+0, cwnd 14600 loss-probe 48',
			'wait 250: 0.048 s: loss-probe, 0.22 s: retransmission, send . 1561:3021(1460) ack 301, window 64240 (64240), 1460+2000+0, cwnd 1460 retransmission 410',
		]);
	});

	it('the answer to a probe reports a gap: the reordering timer waits, and the ACK of all ends it; a stale report says nothing', () => {
		const tcb = linux({both: ['sack']});
		expect(
			playSteps(tcb, [
				'send 14600 more',
				'wait 250',
				'send 2920',
				'send 1000',
				'ack 2920 has 2920-4380',
				'send 5000',
				'send 14600',
				'ack 100000',
				'ack 2920 has 1000-2000',
			]),
		).toEqual([
			'send 14600 more: send 10 of 1460, 101:14701, window 64240 (64240), 0+14600+0, cwnd 14600 loss-probe 48',
			'wait 250: 0.048 s: loss-probe, send P. 13241:14701(1460) ack 301, window 64240 (64240), 0+14600+0, cwnd 14600 retransmission 18',
			'send 2920: window 64240, 0+14600+2920, cwnd 14600 retransmission 18',
			'send 1000: window 64240, 0+14600+3920, cwnd 14600 retransmission 18',
			'ack 2920 has 2920-4380: signal send buffer has room, send . 14701:16161(1460) ack 301, send P. 16161:17621(1460) ack 301, send P. 17621:18621(1000) ack 301, window 64240 (64240), 2920+15600+0, cwnd 18980 reordering 12',
			'send 5000: send . 18621:20081(1460) ack 301, send P. 20081:21541(1460) ack 301, window 64240 (64240), 2920+18520+2080, cwnd 18980 reordering 12',
			'send 14600: window 64240, 2920+18520+16680, cwnd 18980 reordering 12',
			'ack 100000: signal send buffer has room, send 11 of 1460, 21541:37601, send P. 37601:38221(620) ack 301, window 64240 (64240), 21440+16680+0, cwnd 17520 loss-probe 104',
			'ack 2920 has 1000-2000: signal send buffer has room, window 64240, 24360+13760+0, cwnd 17520 loss-probe 92',
		]);
	});

	it('an ACK within what timed out leaves the rest of that segment to go before new text', () => {
		const tcb = linux({wnd: 5840, mss: 1000});
		expect(playSteps(tcb, ['send 1460', 'wait 1000', 'send 5000', 'ack 1', 'ack 1000'])).toEqual([
			'send 1460: send . 101:1089(988) ack 301, send P. 1089:1561(472) ack 301, window 64256 (502), 0+1460+0, cwnd 9880 loss-probe 48',
			'wait 1000: 0.048 s: loss-probe, send P. 1089:1561(472) ack 301, 0.268 s: retransmission, send . 101:1089(988) ack 301, 0.708 s: retransmission, send . 101:1089(988) ack 301, window 64256 (502), 0+1460+0, cwnd 988 retransmission 588',
			'send 5000: window 64256, 0+1460+5000, cwnd 988 retransmission 588',
			'ack 1: signal send buffer has room, window 64256, 1+1459+5000, cwnd 988 retransmission 588',
			'ack 1000: signal send buffer has room, send P. 1102:1561(459) ack 301, send . 1561:2549(988) ack 301, window 64256 (502), 1001+1447+4012, cwnd 1976 retransmission 356',
		]);
	});

	it('without SACK an ACK of all that timed out ends the loss, and the next one grows cwnd', () => {
		const tcb = linux({both: []});
		expect(playSteps(tcb, ['send 2920', 'wait 500', 'send 5000', 'ack 2920', 'ack 5000'])).toEqual([
			'send 2920: send . 101:1561(1460) ack 301, send P. 1561:3021(1460) ack 301, window 64240 (64240), 0+2920+0, cwnd 14600 retransmission 220',
			'wait 500: 0.22 s: retransmission, send . 101:1561(1460) ack 301, window 64240 (64240), 0+2920+0, cwnd 1460 retransmission 160',
			'send 5000: window 64240, 0+2920+5000, cwnd 1460 retransmission 160',
			'ack 2920: signal send buffer has room, send . 3021:4481(1460) ack 301, send . 4481:5941(1460) ack 301, send . 5941:7401(1460) ack 301, window 64240 (64240), 2920+4380+620, cwnd 4380 retransmission 440',
			'ack 5000: signal send buffer has room, send P. 7401:8021(620) ack 301, window 64240 (64240), 7300+620+0, cwnd 8760 retransmission 217.5',
		]);
	});

	it('a path that swallows long segments: each timeout halves them, and what is new is as short (tcp_mtu_probing)', () => {
		const tcb = linux({both: [], sysctl: {tcp_mtu_probing: 1, tcp_retries1: 1}});
		expect(playSteps(tcb, ['send 2920', 'wait 3000', 'send 5000 more', 'wait 3000', 'ack 536', 'ack 0'])).toEqual([
			'send 2920: send . 101:1561(1460) ack 301, send P. 1561:3021(1460) ack 301, window 64240 (64240), 0+2920+0, cwnd 14600 retransmission 220',
			'wait 3000: 0.22 s: retransmission, send . 101:1125(1024) ack 301, signal delivery problem, 0.66 s: retransmission, send . 101:613(512) ack 301, 1.54 s: retransmission, send . 101:357(256) ack 301, window 64240 (64240), 0+2920+0, cwnd 256 retransmission 300',
			'send 5000 more: window 64240, 0+2920+5000, cwnd 256 retransmission 300',
			'wait 3000: 0.3 s: retransmission, send . 101:229(128) ack 301, window 64240 (64240), 0+2920+5000, cwnd 128 retransmission 820',
			'ack 536: signal send buffer has room, send 5 of 128, 3021:3661, window 64240 (64240), 536+3024+4360, cwnd 640 retransmission 3520',
			'ack 0: send . 637:741(104) ack 301, window 64240 (64240), 536+3024+4360, cwnd 640 retransmission 3520',
		]);
	});

	it('keep-alives wait while text is out', () => {
		const tcb = linux({options: {SO_KEEPALIVE: true, TCP_KEEPIDLE: 1}});
		expect(playSteps(tcb, ['send 100', 'send 1 more', 'wait 1000'])).toEqual([
			'send 100: send P. 101:201(100) ack 301, window 64256 (502), 0+100+0, cwnd 14480 loss-probe 220 keepalive 1000',
			'send 1 more: window 64256, 0+100+1, cwnd 14480 loss-probe 220 keepalive 1000',
			'wait 1000: 0.22 s: loss-probe, send P. 201:202(1) ack 301, 0.44 s: retransmission, send P. 101:202(101) ack 301, 0.88 s: retransmission, send P. 101:202(101) ack 301, 1 s: keepalive, window 64256, 0+101+0, cwnd 1448 retransmission 760 keepalive 1000',
		]);
	});

	it('keep-alives that nobody answers: as many as TCP_KEEPCNT, then a RST that carries an ACK', () => {
		const tcb = linux({options: {SO_KEEPALIVE: true, TCP_KEEPIDLE: 1, TCP_KEEPINTVL: 1, TCP_KEEPCNT: 2}});
		expect(playSteps(tcb, ['wait 3000'])).toEqual([
			'wait 3000: 1 s: keepalive, send . 100:100(0) ack 301, 2 s: keepalive, send . 100:100(0) ack 301, 3 s: keepalive, send R. 101:101(0) ack 301, signal connection aborted due to user timeout, -> CLOSED, window 64256 (502), 0+0+0, cwnd 14480',
		]);
	});

	it('TCP_USER_TIMEOUT counts from the first text that is out, not from later text', () => {
		const tcb = linux({options: {TCP_USER_TIMEOUT: 3000}});
		expect(playSteps(tcb, ['send 536', 'wait 10', 'send 2920'])).toEqual([
			'send 536: send P. 101:637(536) ack 301, window 64256 (502), 0+536+0, cwnd 14480 loss-probe 220 user 3000',
			'wait 10: window 64256 (502), 0+536+0, cwnd 14480 loss-probe 210 user 2990',
			'send 2920: send . 637:2085(1448) ack 301, send P. 2085:3533(1448) ack 301, window 64256 (502), 0+3432+24, cwnd 14480 loss-probe 48 user 2990',
		]);
	});
});

describe('windows that are small, or shut', () => {
	it('an ACK that shuts the window and reports what came behind a gap: the gap is filled, and nothing else goes', () => {
		const tcb = linux({both: ['sack']});
		expect(playSteps(tcb, ['send 5000', 'ack 1460 window 0 has 1460-2920', 'ack 1000'])).toEqual([
			'send 5000: send . 101:1561(1460) ack 301, send P. 1561:3021(1460) ack 301, send . 3021:4481(1460) ack 301, send P. 4481:5101(620) ack 301, window 64240 (64240), 0+5000+0, cwnd 14600 loss-probe 48',
			'ack 1460 window 0 has 1460-2920: signal send buffer has room, send . 1561:3021(1460) ack 301, window 64240 (64240), 1460+3540+0, cwnd 4380 retransmission 217.5',
			'ack 1000: signal send buffer has room, window 64240, 2460+2540+0, cwnd 4380 retransmission 217.5',
		]);
	});

	it('a window shut over what is out: the probe and the timeout are for that; an ACK that keeps it shut lets nothing go', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['send 30000', 'ack 1000 window 0', 'wait 500', 'ack 1'])).toEqual([
			'send 30000: send 10 of 1448, 101:14581, window 64256 (502), 0+14480+15520, cwnd 14480 loss-probe 48',
			'ack 1000 window 0: signal send buffer has room, window 64256, 1000+13480+15520, cwnd 14480 loss-probe 48',
			'wait 500: 0.048 s: loss-probe, send . 13133:14581(1448) ack 301, 0.268 s: retransmission, send . 1101:1549(448) ack 301, window 64256 (502), 1000+13480+15520, cwnd 1448 retransmission 208',
			'ack 1: signal send buffer has room, window 64256, 1001+13479+15520, cwnd 1448 retransmission 208',
		]);
	});

	it('timeouts, then a report beyond a window that is shut: nothing can go', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['send 2000', 'send 1460', 'wait 1000', 'ack 1 window 0 has 1000-2000'])).toEqual([
			'send 2000: send . 101:1549(1448) ack 301, send P. 1549:2101(552) ack 301, window 64256 (502), 0+2000+0, cwnd 14480 loss-probe 48',
			'send 1460: send . 2101:3549(1448) ack 301, window 64256 (502), 0+3448+12, cwnd 14480 loss-probe 48',
			'wait 1000: 0.048 s: loss-probe, send P. 3549:3561(12) ack 301, 0.268 s: retransmission, send . 101:1549(1448) ack 301, 0.708 s: retransmission, send . 101:1549(1448) ack 301, window 64256 (502), 0+3460+0, cwnd 1448 retransmission 588',
			'ack 1 window 0 has 1000-2000: signal send buffer has room, window 64256, 1+3459+0, cwnd 14480 retransmission 1152.5',
		]);
	});

	it('all is acknowledged and the window shut: probes without text, and text written meanwhile waits', () => {
		const tcb = linux({mss: 1000});
		expect(playSteps(tcb, ['send 14600', 'ack 5000 window 0', 'ack 5000 window 0', 'wait 250', 'send 14600'])).toEqual([
			'send 14600: send 10 of 988, 101:9981, window 64256 (502), 0+9880+4720, cwnd 9880 loss-probe 48',
			'ack 5000 window 0: signal send buffer has room, window 64256, 5000+4880+4720, cwnd 14820 loss-probe 44',
			'ack 5000 window 0: signal send buffer has room, window 64256, 9880+0+4720, cwnd 19760 persist 216',
			'wait 250: 0.216 s: persist, send . 9980:9980(0) ack 301, window 64256 (502), 9880+0+4720, cwnd 19760 persist 414',
			'send 14600: window 64256, 9880+0+19320, cwnd 19760 persist 414',
		]);
	});

	it('a window cut below what is out: short neighbours go again as one segment, as far as it reaches', () => {
		const tcb = linux({options: {TCP_NODELAY: true}});
		expect(playSteps(tcb, ['send 300', 'send 300', 'send 300', 'ack 0 window 5', 'wait 500'])).toEqual([
			'send 300: send P. 101:401(300) ack 301, window 64256 (502), 0+300+0, cwnd 14480 loss-probe 220',
			'send 300: send P. 401:701(300) ack 301, window 64256 (502), 0+600+0, cwnd 14480 loss-probe 48',
			'send 300: send P. 701:1001(300) ack 301, window 64256 (502), 0+900+0, cwnd 14480 loss-probe 48',
			'ack 0 window 5: window 64256, 0+900+0, cwnd 14480 loss-probe 48',
			'wait 500: 0.048 s: loss-probe, send P. 701:1001(300) ack 301, 0.268 s: retransmission, send P. 101:701(600) ack 301, window 64256 (502), 0+900+0, cwnd 1448 retransmission 208',
		]);
	});

	it('to its very end; the ACK of what was gathered lets the rest go', () => {
		const tcb = linux({options: {TCP_NODELAY: true}});
		expect(
			playSteps(tcb, ['send 320', 'send 320', 'send 320', 'ack 0 window 5', 'wait 500', 'ack 640', 'ack 320']),
		).toEqual([
			'send 320: send P. 101:421(320) ack 301, window 64256 (502), 0+320+0, cwnd 14480 loss-probe 220',
			'send 320: send P. 421:741(320) ack 301, window 64256 (502), 0+640+0, cwnd 14480 loss-probe 48',
			'send 320: send P. 741:1061(320) ack 301, window 64256 (502), 0+960+0, cwnd 14480 loss-probe 48',
			'ack 0 window 5: window 64256, 0+960+0, cwnd 14480 loss-probe 48',
			'wait 500: 0.048 s: loss-probe, send P. 741:1061(320) ack 301, 0.268 s: retransmission, send P. 101:741(640) ack 301, window 64256 (502), 0+960+0, cwnd 1448 retransmission 208',
			'ack 640: signal send buffer has room, send P. 741:1061(320) ack 301, window 64256 (502), 640+320+0, cwnd 2896 retransmission 288.5',
			'ack 320: signal send buffer has room, window 64256, 960+0+0, cwnd 4344',
		]);
	});

	it('an ACK within a segment leaves its rest; a window cut there holds what lies beyond', () => {
		const tcb = linux();
		expect(playSteps(tcb, ['send 2920', 'ack 500 window 10', 'wait 500'])).toEqual([
			'send 2920: send . 101:1549(1448) ack 301, send P. 1549:2997(1448) ack 301, send P. 2997:3021(24) ack 301, window 64256 (502), 0+2920+0, cwnd 14480 loss-probe 48',
			'ack 500 window 10: signal send buffer has room, window 64256, 500+2420+0, cwnd 14480 loss-probe 48',
			'wait 500: 0.048 s: loss-probe, send P. 2997:3021(24) ack 301, 0.268 s: retransmission, send . 601:1549(948) ack 301, window 64256 (502), 500+2420+0, cwnd 1448 retransmission 208',
		]);
	});

	it('each opening sends the segments that fit it', () => {
		const tcb = linux({both: []});
		expect(
			playSteps(tcb, ['ack 0 window 10', 'send 14600', 'send 2000', 'ack 5000 window 5000', 'ack 0 window 60000']),
		).toEqual([
			'ack 0 window 10: window 64240, 0+0+0, cwnd 14600',
			'send 14600: window 64240, 0+0+14600, cwnd 14600 persist 220',
			'send 2000: window 64240, 0+0+16600, cwnd 14600 persist 220',
			'ack 5000 window 5000: send . 101:1561(1460) ack 301, send P. 1561:3021(1460) ack 301, send . 3021:4481(1460) ack 301, send P. 4481:5101(620) ack 301, window 64240 (64240), 0+5000+11600, cwnd 14600 retransmission 220',
			'ack 0 window 60000: send 6 of 1460, 5101:13861, window 64240 (64240), 0+13760+2840, cwnd 14600 retransmission 220',
		]);
	});

	it('a window of 128 octets is not used for a longer segment: the persist timer, which an ACK without news leaves alone', () => {
		const tcb = linux({options: {TCP_USER_TIMEOUT: 3000}});
		expect(playSteps(tcb, ['wait 3000', 'ack 2920 window 1', 'send 1460', 'ack 100000'])).toEqual([
			'wait 3000: window 64256 (502), 0+0+0, cwnd 14480',
			'ack 2920 window 1: window 64256, 0+0+0, cwnd 14480',
			'send 1460: window 64256, 0+0+1460, cwnd 14480 persist 220',
			'ack 100000: window 64256, 0+0+1460, cwnd 14480 persist 220',
		]);
	});

	it('RFC 9293: a window of two octets waits for the override timer', () => {
		const tcb = linux({profile: 'rfc9293'});
		expect(
			playSteps(tcb, [
				'wait 3000',
				'send 14600',
				'ack 100000',
				'ack 100 window 0',
				'ack 100000',
				'ack 1000 window 2',
				'wait 30',
				'ack 1460',
			]),
		).toEqual([
			'wait 3000: window 65535 (65535), 0+0+0, cwnd 4344',
			'send 14600: send . 101:1549(1448) ack 301, send . 1549:2997(1448) ack 301, send . 2997:4445(1448) ack 301, window 65535 (65535), 0+4344+10256, cwnd 4344 retransmission 1000',
			'ack 100000: signal send buffer has room, send 4 of 1448, 4445:10237, window 65535 (65535), 4344+5792+4464, cwnd 5792 retransmission 1000',
			'ack 100 window 0: signal send buffer has room, window 65535, 4444+5692+4464, cwnd 5892 retransmission 1000',
			'ack 100000: signal send buffer has room, window 65535, 10136+0+4464, cwnd 7340 persist 1000',
			'ack 1000 window 2: window 65535, 10136+0+4464, cwnd 7340 override 200',
			'wait 30: window 65535, 10136+0+4464, cwnd 7340 override 170',
			'ack 1460: window 65535, 10136+0+4464, cwnd 7340 override 170',
		]);
	});

	it('SEND takes what the window lets go, and TCP_NOTSENT_LOWAT beyond it', () => {
		const tcb = linux({wnd: 5840, options: {TCP_NOTSENT_LOWAT: 10_000}});
		expect(playSteps(tcb, ['send 5000', 'send 14600'])).toEqual([
			'send 5000: send . 101:1549(1448) ack 301, send P. 1549:2997(1448) ack 301, send . 2997:4445(1448) ack 301, send P. 4445:5101(656) ack 301, window 64256 (502), 0+5000+0, cwnd 14480 loss-probe 48',
			'send 14600: error: insufficient resources, window 64256, 0+5000+0, cwnd 14480 loss-probe 48',
		]);
	});
});

describe('text that waits for more', () => {
	it('MSG_MORE holds a short segment, the next ACK sends it; behind it Nagle holds another, which a long write takes along', () => {
		const tcb = linux({both: ['sack', 'timestamps'], wnd: 5840});
		expect(
			playSteps(tcb, ['send 536 more', 'ack 0 window 60000', 'send 2920', 'wait 20', 'send 1000', 'send 30000']),
		).toEqual([
			'send 536 more: window 64240, 0+0+536, cwnd 14480 persist 220',
			'ack 0 window 60000: send P. 101:637(536) ack 301, window 64240 (64240), 0+536+0, cwnd 14480 loss-probe 220',
			'send 2920: send . 637:2085(1448) ack 301, send P. 2085:3533(1448) ack 301, window 64240 (64240), 0+3432+24, cwnd 14480 loss-probe 48',
			'wait 20: window 64240 (64240), 0+3432+24, cwnd 14480 loss-probe 28',
			'send 1000: window 64240, 0+3432+1024, cwnd 14480 loss-probe 28',
			'send 30000: send 6 of 1448, 3533:12221, window 64240 (64240), 0+12120+22336, cwnd 14480 loss-probe 48',
		]);
	});

	it('a short segment that waits for more waits at most until the window is probed', () => {
		const tcb = linux({both: ['sack', 'timestamps']});
		expect(playSteps(tcb, ['ack 536 window 100', 'send 1 more', 'ack 0'])).toEqual([
			'ack 536 window 100: window 64240, 0+0+0, cwnd 14480',
			'send 1 more: window 64240, 0+0+1, cwnd 14480 persist 220',
			'ack 0: send P. 101:102(1) ack 301, window 64240 (64240), 0+1+0, cwnd 14480 loss-probe 220',
		]);
	});

	it('TCP_CORK holds it until then, too, and its ACK lets nothing grow', () => {
		const tcb = linux({options: {TCP_CORK: true}});
		expect(playSteps(tcb, ['send 536', 'wait 250', 'ack 1460'])).toEqual([
			'send 536: window 64256, 0+0+536, cwnd 14480 persist 220',
			'wait 250: 0.22 s: persist, send P. 101:637(536) ack 301, window 64256 (502), 0+536+0, cwnd 14480 retransmission 190',
			'ack 1460: signal send buffer has room, window 64256, 536+0+0, cwnd 14480',
		]);
	});

	it('RFC 9293: a corked segment goes with the override timer, which more text does not start anew', () => {
		const tcb = linux({profile: 'rfc9293', options: {TCP_CORK: true}});
		expect(playSteps(tcb, ['send 10 more', 'wait 20', 'send 1', 'wait 200'])).toEqual([
			'send 10 more: window 65535, 0+0+10, cwnd 4344 override 200',
			'wait 20: window 65535, 0+0+10, cwnd 4344 override 180',
			'send 1: window 65535, 0+0+11, cwnd 4344 override 180',
			'wait 200: 0.18 s: override, send P. 101:112(11) ack 301, window 65535 (65535), 0+11+0, cwnd 4344 retransmission 980',
		]);
	});

	it('the end of a write that fills no burst waits for ACKs that are near', () => {
		const tcb = linux({roundTrip: 1000});
		expect(playSteps(tcb, ['send 1', 'wait 200', 'send 2000', 'send 2920'])).toEqual([
			'send 1: send P. 101:102(1) ack 301, window 64256 (502), 0+1+0, cwnd 14480 loss-probe 201',
			'wait 200: window 64256 (502), 0+1+0, cwnd 14480 loss-probe 1',
			'send 2000: send . 102:1550(1448) ack 301, window 64256 (502), 0+1449+552, cwnd 14480 loss-probe 1',
			'send 2920: send . 1550:2998(1448) ack 301, send P. 2998:4446(1448) ack 301, window 64256 (502), 0+4345+576, cwnd 14480 loss-probe 1',
		]);
	});

	it('an idle time before the first text costs nothing: the ACK of a whole cwnd doubles it', () => {
		const tcb = linux({both: ['scaling']});
		expect(playSteps(tcb, ['wait 250', 'send 14600', 'ack 100000', 'send 536'])).toEqual([
			'wait 250: window 64256 (502), 0+0+0, cwnd 14600',
			'send 14600: send 10 of 1460, 101:14701, window 64256 (502), 0+14600+0, cwnd 14600 retransmission 220',
			'ack 100000: signal send buffer has room, window 64256, 14600+0+0, cwnd 29200',
			'send 536: send P. 14701:15237(536) ack 301, window 64256 (502), 14600+536+0, cwnd 29200 retransmission 217.5',
		]);
	});
});
