import {describe, expect, it} from 'vitest';
import {behaviours, type Tcb} from '../../src/tcp/index.js';
import {abort, arrive, asOurs, established, everyIsn, type Making, send, sends, sent} from '../support/arrive.js';

const LINUX = {behaviours: behaviours('acks-at-window-end', 'acknowledging-resets')};

/** 1000 octets are out, of which the peer takes 400, and has room for so many more. */
function takenBack(making: Making, room: number): Tcb {
	const tcb = established({wnd: 4000, ...making});
	send(tcb, 1000);
	arrive(tcb, {ack: 501, wnd: room});
	return tcb;
}

/** The peer has filled our window, and the first of it is lost: what it acknowledges stands at the edge. */
function ackAtEdge(making: Making): string[] {
	const tcb = established(making);
	send(tcb, 1000);
	return arrive(tcb, {seq: 301 + tcb.rcv.wnd, ack: 1101});
}

/** The ACK that a duplicate of what came long ago gets. */
const answer = (tcb: Tcb): string[] => sends(arrive(tcb, {seq: 200, text: 10}));

everyIsn(() => {
	describe('an ACK from just behind a window that its sender has filled', () => {
		it('is refused by Table 6', () => {
			expect(ackAtEdge({})).toContain('seq-unacceptable');
		});

		it('is looked at by Linux; a RST there, or an ACK one further, is not', () => {
			const config = {behaviours: behaviours('looks-at-edge')};
			expect(ackAtEdge({config})).toContain('ack-advances');
			const tcb = established({config});
			expect(arrive(tcb, {seq: 301 + tcb.rcv.wnd, flags: 'R'})).toEqual(['seq-unacceptable-rst']);
			expect(arrive(tcb, {seq: 302 + tcb.rcv.wnd})).toContain('seq-unacceptable');
		});
	});

	describe('behind a window that was taken back (SHLD-14 asks the peer not to)', () => {
		it('an ACK stands at SND.NXT by the letter, where a shut window refuses it', () => {
			expect(answer(takenBack({}, 0))).toEqual(['send . 1101:1101(0) ack 301']);
		});

		it('an ACK and a RST of Linux stand at its end, where the peer looks at them', () => {
			const tcb = takenBack({config: LINUX}, 100);
			expect(answer(tcb)).toEqual(['send . 601:601(0) ack 301']);
			abort(tcb);
			expect(sent(tcb).map(({rst, seq}) => [rst, asOurs(seq)])).toEqual([[true, 601]]);
		});

		it('they stand at SND.NXT again when the window has come back', () => {
			const tcb = takenBack({config: LINUX}, 0);
			arrive(tcb, {wnd: 600});
			expect(answer(tcb)).toEqual(['send . 1101:1101(0) ack 301']);
		});

		it('what is less than a unit of the scale was only rounded off', () => {
			const config = {...LINUX, receiveBuffer: 65_535 * 4, windowScaling: true, wscale: 2};
			const making: Making = {config, both: ['scaling']};
			expect(answer(takenBack(making, 597))).toEqual(['send . 1101:1101(0) ack 301']);
			expect(answer(takenBack(making, 596))).toEqual(['send . 1097:1097(0) ack 301']);
		});
	});
});
