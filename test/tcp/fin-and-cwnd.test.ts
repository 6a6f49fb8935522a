import {describe, expect, it} from 'vitest';
import {linux} from '../support/linux.js';
import {playSteps} from '../support/steps.js';

describe('a FIN without text, and cwnd, in Linux', () => {
	it('with room in cwnd goes at once, and the probe repeats it', () => {
		expect(playSteps(linux({}), ['send 13032', 'wait 10', 'close', 'wait 50'])).toEqual([
			'send 13032: send 9 of 1448, 101:13133, window 64256 (502), 0+13032+0, cwnd 14480 loss-probe 48',
			'wait 10: window 64256 (502), 0+13032+0, cwnd 14480 loss-probe 38',
			'close: -> FIN-WAIT-1, send F. 13133:13133(0) ack 301, window 64256 (502), 0+13033+0, cwnd 14480 loss-probe 48',
			'wait 50: 0.048 s: loss-probe, send F. 13133:13133(0) ack 301, window 64256 (502), 0+13033+0, cwnd 14480 retransmission 218',
		]);
	});

	it('behind a full cwnd waits, and goes with the first ACK', () => {
		expect(playSteps(linux({}), ['send 14480', 'wait 10', 'close', 'ack 1448'])).toEqual([
			'send 14480: send 10 of 1448, 101:14581, window 64256 (502), 0+14480+0, cwnd 14480 loss-probe 48',
			'wait 10: window 64256 (502), 0+14480+0, cwnd 14480 loss-probe 38',
			'close: -> FIN-WAIT-1, window 64256, 0+14480+0, cwnd 14480 loss-probe 38',
			'ack 1448: signal send buffer has room, send F. 14581:14581(0) ack 301, window 64256 (502), 1448+13033+0, cwnd 15928 loss-probe 44',
		]);
	});

	it('behind a full cwnd is what a tail loss probe sends, two round trips behind the text', () => {
		expect(playSteps(linux({}), ['send 14480', 'wait 10', 'close', 'wait 50'])).toEqual([
			'send 14480: send 10 of 1448, 101:14581, window 64256 (502), 0+14480+0, cwnd 14480 loss-probe 48',
			'wait 10: window 64256 (502), 0+14480+0, cwnd 14480 loss-probe 38',
			'close: -> FIN-WAIT-1, window 64256, 0+14480+0, cwnd 14480 loss-probe 38',
			'wait 50: 0.038 s: loss-probe, send F. 14581:14581(0) ack 301, window 64256 (502), 0+14481+0, cwnd 14480 retransmission 208',
		]);
	});

	it('does not go with a timer that fires while cwnd is full', () => {
		expect(playSteps(linux({both: []}), ['send 14600', 'close', 'wait 250', 'ack 14600'])).toEqual([
			'send 14600: send 10 of 1460, 101:14701, window 64240 (64240), 0+14600+0, cwnd 14600 retransmission 220',
			'close: -> FIN-WAIT-1, window 64240, 0+14600+0, cwnd 14600 retransmission 220',
			'wait 250: 0.22 s: retransmission, send . 101:1561(1460) ack 301, window 64240 (64240), 0+14600+0, cwnd 1460 retransmission 410',
			'ack 14600: signal send buffer has room, send F. 14701:14701(0) ack 301, window 64240 (64240), 14600+1+0, cwnd 10220 retransmission 440',
		]);
	});

	it('waits for the window as well: a probe then repeats text', () => {
		expect(playSteps(linux({}), ['send 14480', 'ack 1448 window 0', 'close', 'wait 50'])).toEqual([
			'send 14480: send 10 of 1448, 101:14581, window 64256 (502), 0+14480+0, cwnd 14480 loss-probe 48',
			'ack 1448 window 0: signal send buffer has room, window 64256, 1448+13032+0, cwnd 15928 loss-probe 44',
			'close: -> FIN-WAIT-1, window 64256, 1448+13032+0, cwnd 15928 loss-probe 44',
			'wait 50: 0.044 s: loss-probe, send P. 13133:14581(1448) ack 301, window 64256 (502), 1448+13032+0, cwnd 15928 retransmission 211.5',
		]);
	});
});
