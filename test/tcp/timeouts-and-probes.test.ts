import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('the tail loss probe (RFC 8985 \u00a77)', () => {
	it('both the probe and its original arrive, a D-SACK beside other news', () => {
		expect(play({segments: 4, late: {4: 60}, later: {60: 1}, until: 300}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- TLP 48',
			'20.5 ms ack 1, open 10/- TLP 68.626',
			'21 ms ack 2, open 10/- TLP 69.36',
			'21.5 ms ack 3, open 10/- TLP 241.845',
			'60 ms write 1, sends 5, open 10/- TLP 108.69',
			'80.5 ms ack 3 [5], rack-lost, rack-recovery, sends 4b, recovery 1/7 RTO 300.864',
			'82 ms ack 5, karn-no-sample, recovery-ends, open 7/7',
			'101 ms ack 5 [4], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('new text is the probe where there is some', () => {
		expect(play({segments: 16, lostAcks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], until: 300}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'48 ms loss-probe, sends 11, open 10/- RTO 268',
			'68.5 ms ack 11, sends 12 13 14 15 16, open 21/- TLP 128.626',
			'89 ms ack 12, open 21/- TLP 147.736',
			'89.5 ms ack 13, open 21/- TLP 147.144',
			'90 ms ack 14, open 21/- TLP 146.814',
			'90.5 ms ack 15, open 21/- TLP 314.606',
			'91 ms ack 16, open 21/-',
		]);
	});

	it('the last of a flight is lost: a probe after two round trips repairs it, and cwnd is halved', () => {
		expect(play({segments: 5, lost: ['5'], until: 300}).lines).toEqual([
			'0 ms write 5, sends 1 2 3 4 5, open 10/- TLP 48',
			'20.5 ms ack 1, open 10/- TLP 68.626',
			'21 ms ack 2, open 10/- TLP 69.36',
			'21.5 ms ack 3, open 10/- TLP 70.19',
			'22 ms ack 4, open 10/- TLP 242.552',
			'242.552 ms loss-probe, sends 5b, open 10/- RTO 463.104',
			'263.052 ms ack 5, karn-no-sample, open 10/-',
		]);
	});

	it('the last two are lost: the report of the probe starts the recovery', () => {
		expect(play({segments: 6, lost: ['5', '6'], until: 200}).lines).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- TLP 48',
			'20.5 ms ack 1, open 11/- TLP 68.626',
			'21 ms ack 2, open 12/- TLP 69.36',
			'21.5 ms ack 3, open 12/- TLP 70.19',
			'22 ms ack 4, open 12/- TLP 71.104',
			'71.104 ms loss-probe, sends 6b, open 12/- RTO 291.656',
			'91.604 ms ack 4 [6], rack-lost, rack-recovery, sends 5b, recovery 1/8 RTO 312.156',
			'112.104 ms ack 6, karn-no-sample, recovery-ends, open 8/8',
		]);
	});

	it('all was late by more than the probe: a recovery for nothing, and each D-SACK counts', () => {
		expect(
			play({
				segments: 14,
				late: {1: 250, 2: 250, 3: 250, 4: 250, 5: 250, 6: 250, 7: 250, 8: 250, 9: 250, 10: 250},
				until: 300,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'48 ms loss-probe, sends 11, open 10/- RTO 268',
			'68.5 ms ack 0 [11], rack-lost, rack-recovery, sends 1b, recovery 1/7 RTO 288.563',
			'89 ms ack 1 [11], karn-no-sample, sends 2b 3b, recovery 2/7 RTO 309.063',
			'109.5 ms ack 2 [11], karn-no-sample, sends 4b 5b, recovery 3/7 RTO 329.563',
			'110 ms ack 3 [11], karn-no-sample, sends 6b 7b, recovery 4/7 RTO 330.063',
			'130 ms ack 4 [11], karn-no-sample, sends 8b 9b, recovery 5/7 RTO 350.063',
			'130.5 ms ack 5 [11], karn-no-sample, sends 10b 12, recovery 6/7 RTO 350.563',
			'131 ms ack 6 [11], karn-no-sample, sends 13 14, recovery 7/7 RTO 351.063',
			'131.5 ms ack 7 [11], karn-no-sample, recovery 7/7 RTO 351.563',
			'150.5 ms ack 8 [11], karn-no-sample, recovery 7/7 RTO 370.563',
			'151 ms ack 9 [11], karn-no-sample, recovery 6/7 RTO 371.063',
			'151.5 ms ack 11, karn-no-sample, recovery-ends, open 7/7 TLP 199.626',
			'152 ms ack 12, open 7/7 TLP 200.486',
			'152.5 ms ack 13, open 7/7 TLP 372.9',
			'153 ms ack 14, open 7/7',
			'270.5 ms ack 14 [1], dsack-reported, open 7/7',
			'271 ms ack 14 [2], dsack-reported, open 7/7',
			'271.5 ms ack 14 [3], dsack-reported, open 7/7',
			'272 ms ack 14 [4], dsack-reported, open 7/7',
			'272.5 ms ack 14 [5], dsack-reported, open 7/7',
			'273 ms ack 14 [6], dsack-reported, open 7/7',
			'273.5 ms ack 14 [7], dsack-reported, open 7/7',
			'274 ms ack 14 [8], dsack-reported, open 7/7',
			'274.5 ms ack 14 [9], dsack-reported, open 7/7',
			'275 ms ack 14 [10], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('only the ACKs are lost: a D-SACK tells that the probe was for nothing', () => {
		expect(play({segments: 3, lostAcks: [1, 2, 3], until: 200}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'48 ms loss-probe, sends 3b, open 10/- RTO 268',
			'68.5 ms ack 3 [3], dsack-reported, karn-no-sample, open 10/-',
		]);
	});

	it('the probe is lost too: the timeout', () => {
		expect(play({segments: 3, lost: ['2', '3', '3b'], until: 600}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'20.5 ms ack 1, open 10/- TLP 68.626',
			'68.626 ms loss-probe, sends 3b, open 10/- RTO 288.689',
			'288.689 ms retransmission, retransmission-timeout, sends 2b, loss 1/7 RTO 728.815',
			'309.189 ms ack 2, karn-no-sample, sends 3c, loss 2/7 RTO 749.315',
			'329.689 ms ack 3, karn-no-sample, recovery-ends, open 3/7',
		]);
	});

	it('one segment alone: room for a delayed ACK, so the timeout is as near', () => {
		expect(play({segments: 1, lost: ['1'], until: 600}).lines).toEqual([
			'0 ms write 1, sends 1, open 10/- TLP 220',
			'220 ms loss-probe, sends 1b, open 10/- RTO 440',
			'240.5 ms ack 1, karn-no-sample, open 10/-',
		]);
	});

	it('text written later restarts the clock; what is out keeps its own time to RTO', () => {
		expect(play({segments: 2, later: {15: 1, 200: 2}, lost: ['3'], until: 500}).lines).toEqual([
			'0 ms write 2, sends 1 2, open 10/- TLP 48',
			'15 ms write 1, sends 3, open 10/- TLP 63',
			'20.5 ms ack 1, open 10/- TLP 68.626',
			'21 ms ack 2, open 10/- TLP 241.18',
			'200 ms write 2, sends 4 5, open 10/- TLP 235.18',
			'220.5 ms ack 2 [4], rack-lost, rack-recovery, sends 3b, recovery 2/7 RTO 440.72',
			'221 ms ack 2 [4-5], recovery 2/7 RTO 441.318',
			'241 ms ack 5, karn-no-sample, recovery-ends, open 7/7',
		]);
	});
});

describe('the timeout, and whether it was spurious (RFC 5682)', () => {
	it('a whole flight lost: one by one at first, slow start, one reduction', () => {
		expect(play({segments: 6, lost: ['1', '2', '3', '4', '5', '6', '6b'], until: 700}).lines).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- TLP 48',
			'48 ms loss-probe, sends 6b, open 10/- RTO 268',
			'268 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 708',
			'288.5 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 728.5',
			'309 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 749',
			'309.5 ms ack 3, karn-no-sample, sends 6c, loss 4/7 RTO 749.5',
			'329.5 ms ack 4, karn-no-sample, loss 5/7 RTO 769.5',
			'330 ms ack 5, karn-no-sample, loss 6/7 RTO 770',
			'330.5 ms ack 6, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('lost again and again: RTO doubles, ssthresh is halved once', () => {
		expect(play({segments: 4, lost: ['1', '2', '3', '4', '4b', '1b', '1c'], until: 2050}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- TLP 48',
			'48 ms loss-probe, sends 4b, open 10/- RTO 268',
			'268 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 708',
			'708 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 1588',
			'1588 ms retransmission, retransmission-timeout, sends 1d, loss 1/7 RTO 3348',
			'1608.5 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 3368.5',
			'1629 ms ack 2, karn-no-sample, sends 4c, loss 3/7 RTO 3389',
			'1629.5 ms ack 3, karn-no-sample, loss 4/7 RTO 3389.5',
			'1649.5 ms ack 4, karn-no-sample, recovery-ends, open 5/7',
		]);
	});

	it('all was only late: the first ACK lets new text go, the second undoes the timeout', () => {
		expect(
			play({
				segments: 14,
				sysctl: {tcp_early_retrans: 0},
				late: {1: 205, 2: 205, 3: 205, 4: 205, 5: 205, 6: 205, 7: 205, 8: 205, 9: 205, 10: 205},
				until: 400,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'225.5 ms ack 1, karn-no-sample, frto-sends-new, sends 11 12, loss 2/7 RTO 665.5',
			'226 ms ack 2, reduction-undone, frto-spurious, open 11/- RTO 507.75',
			'226.5 ms ack 3, sends 13 14, open 12/- RTO 652.594',
			'227 ms ack 4, open 13/- RTO 742.145',
			'227.5 ms ack 5, open 14/- RTO 792.643',
			'228 ms ack 6, open 15/- RTO 815.964',
			'228.5 ms ack 7, open 16/- RTO 829.915',
			'229 ms ack 8, open 17/- RTO 842.247',
			'229.5 ms ack 9, open 18/- RTO 853.163',
			'230 ms ack 10, open 19/- RTO 862.839',
			'240.5 ms ack 10 [1], dsack-reported, open 19/- RTO 862.839',
			'246 ms ack 11, open 20/- RTO 860.681',
			'246.5 ms ack 12, open 21/- RTO 845.355',
			'247 ms ack 13, open 22/- RTO 831.945',
			'247.5 ms ack 14, open 23/-',
		]);
	});

	it('the same with timestamps: the first ACK undoes it at once', () => {
		expect(
			play({
				segments: 14,
				both: ['sack', 'timestamps'],
				sysctl: {tcp_early_retrans: 0},
				late: {1: 205, 2: 205, 3: 205, 4: 205, 5: 205, 6: 205, 7: 205, 8: 205, 9: 205, 10: 205},
				until: 400,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'225.5 ms ack 1, reduction-undone, frto-spurious, sends 11 12, open 11/- RTO 506.125',
			'226 ms ack 2, sends 13 14, open 12/- RTO 650.797',
			'226.5 ms ack 3, open 13/- RTO 740.26',
			'227 ms ack 4, open 14/- RTO 790.728',
			'227.5 ms ack 5, open 15/- RTO 814.059',
			'228 ms ack 6, open 16/- RTO 827.982',
			'228.5 ms ack 7, open 17/- RTO 840.29',
			'229 ms ack 8, open 18/- RTO 851.185',
			'229.5 ms ack 9, open 19/- RTO 860.843',
			'230 ms ack 10, open 20/- RTO 869.418',
			'240.5 ms ack 10 [1], dsack-reported, open 20/- RTO 869.418',
			'246 ms ack 11, open 21/- RTO 866.297',
			'246.5 ms ack 12, open 22/- RTO 850.128',
			'247 ms ack 13, open 23/- RTO 836.043',
			'247.5 ms ack 14, open 24/-',
		]);
	});

	it('switched off: what is out is sent again as ACKs come', () => {
		expect(
			play({
				segments: 14,
				sysctl: {tcp_frto: 0, tcp_early_retrans: 0},
				late: {1: 205, 2: 205, 3: 205, 4: 205, 5: 205, 6: 205, 7: 205, 8: 205, 9: 205, 10: 205},
				until: 400,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'225.5 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 665.5',
			'226 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 666',
			'226.5 ms ack 3, karn-no-sample, sends 6b 7b, loss 4/7 RTO 666.5',
			'227 ms ack 4, karn-no-sample, sends 8b 9b, loss 5/7 RTO 667',
			'227.5 ms ack 5, karn-no-sample, sends 10b 11, loss 6/7 RTO 667.5',
			'228 ms ack 6, karn-no-sample, sends 12 13, loss 7/7 RTO 668',
			'228.5 ms ack 7, karn-no-sample, sends 14, loss 7/7 RTO 668.5',
			'229 ms ack 8, karn-no-sample, loss 7/7 RTO 669',
			'229.5 ms ack 9, karn-no-sample, loss 7/7 RTO 669.5',
			'230 ms ack 10, karn-no-sample, recovery-ends, open 7/7 RTO 670',
			'240.5 ms ack 10 [1], dsack-reported, open 7/7 RTO 670',
			'246 ms ack 10 [2], dsack-reported, open 7/7 RTO 670',
			'246.5 ms ack 10 [3], dsack-reported, open 7/7 RTO 670',
			'247 ms ack 10 [4], dsack-reported, open 7/7 RTO 670',
			'247.5 ms ack 10 [5], dsack-reported, open 7/7 RTO 670',
			'248 ms ack 10 [6], dsack-reported, open 7/7 RTO 670',
			'248.5 ms ack 10 [7], dsack-reported, open 7/7 RTO 670',
			'249 ms ack 10 [8], dsack-reported, open 7/7 RTO 670',
			'249.5 ms ack 10 [9], dsack-reported, open 7/7 RTO 670',
			'250 ms ack 10 [10], dsack-reported, reduction-undone, open 10/- RTO 670',
			'250.5 ms ack 11, open 11/- RTO 470.875',
			'251 ms ack 12, open 12/- RTO 471.703',
			'251.5 ms ack 13, open 13/- RTO 472.553',
			'252 ms ack 14, open 14/-',
		]);
	});

	it('some were late and some are lost: what the new text tells ends the question', () => {
		expect(
			play({
				segments: 14,
				lost: ['2', '3'],
				sysctl: {tcp_early_retrans: 0},
				late: {1: 205, 4: 205, 5: 205, 6: 205, 7: 205, 8: 205, 9: 205, 10: 205},
				until: 400,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'225.5 ms ack 1, karn-no-sample, frto-sends-new, sends 11 12, loss 2/7 RTO 665.5',
			'227 ms ack 1 [4], reduction-undone, frto-spurious, rack-waits, disorder 10/- REO 240',
			'227.5 ms ack 1 [4-5], rack-waits, sends 13, disorder 10/- REO 240.5',
			'228 ms ack 1 [4-6], rack-lost, rack-recovery, sends 2b, recovery 8/7 REO 240.5',
			'228.5 ms ack 1 [4-7], recovery 7/7 RTO 795.714',
			'229 ms ack 1 [4-8], sends 3b, recovery 7/7 RTO 819.656',
			'229.5 ms ack 1 [4-9], sends 14, recovery 7/7 RTO 833.671',
			'230 ms ack 1 [4-10], recovery 7/7 RTO 846.059',
			'240.5 ms ack 1 [1] [4-10], dsack-reported, recovery 7/7 RTO 846.059',
			'246 ms ack 1 [4-11], recovery 7/7 RTO 846.274',
			'246.5 ms ack 1 [4-12], recovery 7/7 RTO 833.024',
			'248 ms ack 1 [4-13], recovery 7/7 RTO 822.431',
			'248.5 ms ack 2 [4-13], karn-no-sample, recovery 7/7 RTO 822.931',
			'249.5 ms ack 13, karn-no-sample, recovery-ends, open 7/7 RTO 823.931',
			'250 ms ack 14, open 7/7',
		]);
	});

	it('no new text is there: what is out goes again', () => {
		expect(
			play({
				segments: 6,
				sysctl: {tcp_early_retrans: 0},
				late: {1: 205, 2: 205, 3: 205, 4: 205, 5: 205, 6: 205},
				until: 400,
			}).lines,
		).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'225.5 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 665.5',
			'226 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 666',
			'226.5 ms ack 3, karn-no-sample, sends 6b, loss 4/7 RTO 666.5',
			'227 ms ack 4, karn-no-sample, loss 5/7 RTO 667',
			'227.5 ms ack 5, karn-no-sample, loss 6/7 RTO 667.5',
			'228 ms ack 6, karn-no-sample, recovery-ends, open 7/7',
			'240.5 ms ack 6 [1], dsack-reported, open 7/7',
			'246 ms ack 6 [2], dsack-reported, open 7/7',
			'246.5 ms ack 6 [3], dsack-reported, open 7/7',
			'247 ms ack 6 [4], dsack-reported, open 7/7',
			'247.5 ms ack 6 [5], dsack-reported, open 7/7',
			'248 ms ack 6 [6], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('a timeout in the midst of a recovery: no second reduction', () => {
		expect(play({segments: 16, lost: ['2', '4', '2b', '15', '16'], lostAcks: [12, 13, 14], until: 900}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 11/- REO 34.5',
			'22.5 ms ack 1 [5] [3], rack-waits, sends 13 14, disorder 11/- REO 35.5',
			'23 ms ack 1 [5-6] [3], rack-lost, rack-recovery, sends 2b, recovery 9/7 REO 35.5',
			'23.5 ms ack 1 [5-7] [3], sends 4b, recovery 9/7 RTO 244.167',
			'24 ms ack 1 [5-8] [3], recovery 8/7 RTO 245.521',
			'24.5 ms ack 1 [5-9] [3], recovery 7/7 RTO 246.393',
			'25 ms ack 1 [5-10] [3], sends 15, recovery 7/7 RTO 247.281',
			'41 ms ack 1 [5-11] [3], sends 16, recovery 7/7 RTO 263.058',
			'41.5 ms ack 1 [5-12] [3], recovery 7/7 RTO 263.426',
			'43 ms ack 1 [5-13] [3], recovery 7/7 RTO 264.748',
			'264.748 ms retransmission, retransmission-timeout, sends 2c, loss 1/7 RTO 708.244',
			'708.244 ms retransmission, retransmission-timeout, sends 2d, loss 1/7 RTO 1595.236',
			'728.744 ms ack 14 [2], dsack-reported, karn-no-sample, sends 15b 16b, loss 4/7 RTO 1615.736',
			'749.244 ms ack 15, karn-no-sample, loss 5/7 RTO 1636.236',
			'749.744 ms ack 16, karn-no-sample, recovery-ends, open 6/7',
		]);
	});

	it('reports that are taken back: after a timeout none is believed (RFC 2018 \u00a78)', () => {
		expect(play({segments: 8, lost: ['1', '1b', '8b'], reneges: 30, until: 900}).lines).toEqual([
			'0 ms write 8, sends 1 2 3 4 5 6 7 8, open 10/- TLP 48',
			'21 ms ack 0 [2], rack-waits, disorder 10/- REO 34',
			'21.5 ms ack 0 [2-3], rack-waits, disorder 10/- REO 34.5',
			'22 ms ack 0 [2-4], rack-lost, rack-recovery, sends 1b, recovery 5/7 REO 34.5',
			'22.5 ms ack 0 [2-5], recovery 5/7 RTO 242.759',
			'23 ms ack 0 [2-6], recovery 5/7 RTO 244.039',
			'23.5 ms ack 0 [2-7], recovery 5/7 RTO 244.847',
			'24 ms ack 0 [2-8], recovery 5/7 RTO 245.679',
			'245.679 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 689.037',
			'266.179 ms ack 1, karn-no-sample, loss 2/7 RTO 709.537',
			'709.537 ms retransmission, retransmission-timeout, sends 2b, loss 1/2 RTO 1596.253',
			'730.037 ms ack 2, karn-no-sample, sends 3b 4b, loss 2/2 RTO 1616.753',
			'750.537 ms ack 3, karn-no-sample, sends 5b, loss 2/2 RTO 1637.253',
			'751.037 ms ack 4, karn-no-sample, sends 6b, loss 2/2 RTO 1637.753',
			'771.037 ms ack 5, karn-no-sample, sends 7b, loss 2/2 RTO 1657.753',
			'771.537 ms ack 6, karn-no-sample, sends 8b, loss 2/2 RTO 1658.253',
			'791.537 ms ack 7, karn-no-sample, loss 3/2 RTO 1678.253',
		]);
	});
});
