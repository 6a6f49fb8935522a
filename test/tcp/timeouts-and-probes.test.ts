import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('the tail loss probe (RFC 8985 \u00a77)', () => {
	it('both the probe and its original arrive, a D-SACK beside other news', () => {
		expect(play({segments: 4, late: {4: 60}, later: {60: 1}, until: 300}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- TLP 48',
			'20.47 ms ack 1, open 10/- TLP 68.47',
			'20.94 ms ack 2, open 10/- TLP 68.94',
			'21.41 ms ack 3, open 10/- TLP 241.734',
			'60 ms write 1, sends 5, open 10/- TLP 108',
			'80.47 ms ack 3 [5], rack-lost, rack-recovery, sends 4b, recovery 1/7 RTO 300.812',
			'81.88 ms ack 5, karn-no-sample, recovery-ends, open 7/7',
			'100.94 ms ack 5 [4], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('new text is the probe where there is some', () => {
		expect(play({segments: 16, lostAcks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], until: 300}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'48 ms loss-probe, sends 11, open 10/- RTO 268',
			'68.47 ms ack 11, sends 12 13 14 15 16, open 21/- TLP 128.47',
			'88.94 ms ack 12, open 21/- TLP 148.94',
			'89.41 ms ack 13, open 21/- TLP 145.41',
			'89.88 ms ack 14, open 21/- TLP 145.88',
			'90.35 ms ack 15, open 21/- TLP 314.42',
			'90.82 ms ack 16, open 21/-',
		]);
	});

	it('the last of a flight is lost: a probe after two round trips repairs it, and cwnd is halved', () => {
		expect(play({segments: 5, lost: ['5'], until: 300}).lines).toEqual([
			'0 ms write 5, sends 1 2 3 4 5, open 10/- TLP 48',
			'20.47 ms ack 1, open 10/- TLP 68.47',
			'20.94 ms ack 2, open 10/- TLP 68.94',
			'21.41 ms ack 3, open 10/- TLP 69.41',
			'21.88 ms ack 4, open 10/- TLP 242.399',
			'242.399 ms loss-probe, sends 5b, open 10/- RTO 462.918',
			'262.869 ms ack 5, karn-no-sample, open 10/-',
		]);
	});

	it('the last two are lost: the report of the probe starts the recovery', () => {
		expect(play({segments: 6, lost: ['5', '6'], until: 200}).lines).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- TLP 48',
			'20.47 ms ack 1, open 11/- TLP 68.47',
			'20.94 ms ack 2, open 12/- TLP 68.94',
			'21.41 ms ack 3, open 12/- TLP 69.41',
			'21.88 ms ack 4, open 12/- TLP 69.88',
			'69.88 ms loss-probe, sends 6b, open 12/- RTO 290.399',
			'90.35 ms ack 4 [6], rack-lost, rack-recovery, sends 5b, recovery 1/8 RTO 310.869',
			'110.82 ms ack 6, karn-no-sample, recovery-ends, open 8/8',
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
			'68.47 ms ack 0 [11], rack-lost, rack-recovery, sends 1b, recovery 1/7 RTO 288.529',
			'88.94 ms ack 1 [11], karn-no-sample, sends 2b 3b, recovery 2/7 RTO 308.999',
			'109.41 ms ack 2 [11], karn-no-sample, sends 4b 5b, recovery 3/7 RTO 329.469',
			'109.88 ms ack 3 [11], karn-no-sample, sends 6b 7b, recovery 4/7 RTO 329.939',
			'129.88 ms ack 4 [11], karn-no-sample, sends 8b 9b, recovery 5/7 RTO 349.939',
			'130.35 ms ack 5 [11], karn-no-sample, sends 10b 12, recovery 6/7 RTO 350.409',
			'130.82 ms ack 6 [11], karn-no-sample, sends 13 14, recovery 7/7 RTO 350.879',
			'131.29 ms ack 7 [11], karn-no-sample, recovery 7/7 RTO 351.349',
			'150.35 ms ack 8 [11], karn-no-sample, recovery 7/7 RTO 370.409',
			'150.82 ms ack 9 [11], karn-no-sample, recovery 6/7 RTO 370.879',
			'151.29 ms ack 11, karn-no-sample, recovery-ends, open 7/7 TLP 199.29',
			'151.76 ms ack 12, open 7/7 TLP 199.76',
			'152.23 ms ack 13, open 7/7 TLP 372.606',
			'152.7 ms ack 14, open 7/7',
			'270.47 ms ack 14 [1], dsack-reported, open 7/7',
			'270.94 ms ack 14 [2], dsack-reported, open 7/7',
			'271.41 ms ack 14 [3], dsack-reported, open 7/7',
			'271.88 ms ack 14 [4], dsack-reported, open 7/7',
			'272.35 ms ack 14 [5], dsack-reported, open 7/7',
			'272.82 ms ack 14 [6], dsack-reported, open 7/7',
			'273.29 ms ack 14 [7], dsack-reported, open 7/7',
			'273.76 ms ack 14 [8], dsack-reported, open 7/7',
			'274.23 ms ack 14 [9], dsack-reported, open 7/7',
			'274.7 ms ack 14 [10], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('only the ACKs are lost: a D-SACK tells that the probe was for nothing', () => {
		expect(play({segments: 3, lostAcks: [1, 2, 3], until: 200}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'48 ms loss-probe, sends 3b, open 10/- RTO 268',
			'68.47 ms ack 3 [3], dsack-reported, karn-no-sample, open 10/-',
		]);
	});

	it('the probe is lost too: the timeout', () => {
		expect(play({segments: 3, lost: ['2', '3', '3b'], until: 600}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'20.47 ms ack 1, open 10/- TLP 68.47',
			'68.47 ms loss-probe, sends 3b, open 10/- RTO 288.529',
			'288.529 ms retransmission, retransmission-timeout, sends 2b, loss 1/7 RTO 728.647',
			'308.999 ms ack 2, karn-no-sample, sends 3c, loss 2/7 RTO 749.117',
			'329.469 ms ack 3, karn-no-sample, recovery-ends, open 3/7',
		]);
	});

	it('one segment alone: room for a delayed ACK, so the timeout is as near', () => {
		expect(play({segments: 1, lost: ['1'], until: 600}).lines).toEqual([
			'0 ms write 1, sends 1, open 10/- TLP 220',
			'220 ms loss-probe, sends 1b, open 10/- RTO 440',
			'240.47 ms ack 1, karn-no-sample, open 10/-',
		]);
	});

	it('text written later restarts the clock; what is out keeps its own time to RTO', () => {
		expect(play({segments: 2, later: {15: 1, 200: 2}, lost: ['3'], until: 500}).lines).toEqual([
			'0 ms write 2, sends 1 2, open 10/- TLP 48',
			'15 ms write 1, sends 3, open 10/- TLP 63',
			'20.47 ms ack 1, open 10/- TLP 68.47',
			'20.94 ms ack 2, open 10/- TLP 241.109',
			'200 ms write 2, sends 4 5, open 10/- TLP 235.169',
			'220.47 ms ack 2 [4], rack-lost, rack-recovery, sends 3b, recovery 2/7 RTO 440.677',
			'220.94 ms ack 2 [4-5], recovery 2/7 RTO 441.239',
			'240.94 ms ack 5, karn-no-sample, recovery-ends, open 7/7',
		]);
	});
});

describe('the timeout, and whether it was spurious (RFC 5682)', () => {
	it('a whole flight lost: one by one at first, slow start, one reduction', () => {
		expect(play({segments: 6, lost: ['1', '2', '3', '4', '5', '6', '6b'], until: 700}).lines).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- TLP 48',
			'48 ms loss-probe, sends 6b, open 10/- RTO 268',
			'268 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 708',
			'288.47 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 728.47',
			'308.94 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 748.94',
			'309.41 ms ack 3, karn-no-sample, sends 6c, loss 4/7 RTO 749.41',
			'329.41 ms ack 4, karn-no-sample, loss 5/7 RTO 769.41',
			'329.88 ms ack 5, karn-no-sample, loss 6/7 RTO 769.88',
			'330.35 ms ack 6, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('lost again and again: RTO doubles, ssthresh is halved once', () => {
		expect(play({segments: 4, lost: ['1', '2', '3', '4', '4b', '1b', '1c'], until: 2050}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- TLP 48',
			'48 ms loss-probe, sends 4b, open 10/- RTO 268',
			'268 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 708',
			'708 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 1588',
			'1588 ms retransmission, retransmission-timeout, sends 1d, loss 1/7 RTO 3348',
			'1608.47 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 3368.47',
			'1628.94 ms ack 2, karn-no-sample, sends 4c, loss 3/7 RTO 3388.94',
			'1629.41 ms ack 3, karn-no-sample, loss 4/7 RTO 3389.41',
			'1649.41 ms ack 4, karn-no-sample, recovery-ends, open 5/7',
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
			'225.47 ms ack 1, karn-no-sample, frto-sends-new, sends 11 12, loss 2/7 RTO 665.47',
			'225.94 ms ack 2, reduction-undone, frto-spurious, open 11/- RTO 507.623',
			'226.41 ms ack 3, sends 13 14, open 12/- RTO 652.358',
			'226.88 ms ack 4, open 13/- RTO 741.796',
			'227.35 ms ack 5, open 14/- RTO 792.179',
			'227.82 ms ack 6, open 15/- RTO 815.386',
			'228.29 ms ack 7, open 16/- RTO 829.289',
			'228.76 ms ack 8, open 17/- RTO 841.571',
			'229.23 ms ack 9, open 18/- RTO 852.435',
			'229.7 ms ack 10, open 19/- RTO 862.059',
			'240.47 ms ack 10 [1], dsack-reported, open 19/- RTO 862.059',
			'245.94 ms ack 11, open 20/- RTO 860.155',
			'246.41 ms ack 12, open 21/- RTO 844.808',
			'246.88 ms ack 13, open 22/- RTO 831.379',
			'247.35 ms ack 14, open 23/-',
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
			'225.47 ms ack 1, reduction-undone, frto-spurious, sends 11 12, open 11/- RTO 506.095',
			'225.94 ms ack 2, sends 13 14, open 12/- RTO 650.669',
			'226.41 ms ack 3, open 13/- RTO 740.025',
			'226.88 ms ack 4, open 14/- RTO 790.38',
			'227.35 ms ack 5, open 15/- RTO 813.596',
			'227.82 ms ack 6, open 16/- RTO 827.473',
			'228.29 ms ack 7, open 17/- RTO 839.733',
			'228.76 ms ack 8, open 18/- RTO 850.578',
			'229.23 ms ack 9, open 19/- RTO 860.184',
			'229.7 ms ack 10, open 20/- RTO 868.707',
			'240.47 ms ack 10 [1], dsack-reported, open 20/- RTO 868.707',
			'245.94 ms ack 11, open 21/- RTO 865.84',
			'246.41 ms ack 12, open 22/- RTO 849.65',
			'246.88 ms ack 13, open 23/- RTO 835.542',
			'247.35 ms ack 14, open 24/-',
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
			'225.47 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 665.47',
			'225.94 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 665.94',
			'226.41 ms ack 3, karn-no-sample, sends 6b 7b, loss 4/7 RTO 666.41',
			'226.88 ms ack 4, karn-no-sample, sends 8b 9b, loss 5/7 RTO 666.88',
			'227.35 ms ack 5, karn-no-sample, sends 10b 11, loss 6/7 RTO 667.35',
			'227.82 ms ack 6, karn-no-sample, sends 12 13, loss 7/7 RTO 667.82',
			'228.29 ms ack 7, karn-no-sample, sends 14, loss 7/7 RTO 668.29',
			'228.76 ms ack 8, karn-no-sample, loss 7/7 RTO 668.76',
			'229.23 ms ack 9, karn-no-sample, loss 7/7 RTO 669.23',
			'229.7 ms ack 10, karn-no-sample, recovery-ends, open 7/7 RTO 669.7',
			'240.47 ms ack 10 [1], dsack-reported, open 7/7 RTO 669.7',
			'245.94 ms ack 10 [2], dsack-reported, open 7/7 RTO 669.7',
			'246.41 ms ack 10 [3], dsack-reported, open 7/7 RTO 669.7',
			'246.88 ms ack 10 [4], dsack-reported, open 7/7 RTO 669.7',
			'247.35 ms ack 10 [5], dsack-reported, open 7/7 RTO 669.7',
			'247.82 ms ack 10 [6], dsack-reported, open 7/7 RTO 669.7',
			'248.29 ms ack 10 [7], dsack-reported, open 7/7 RTO 669.7',
			'248.76 ms ack 10 [8], dsack-reported, open 7/7 RTO 669.7',
			'249.23 ms ack 10 [9], dsack-reported, open 7/7 RTO 669.7',
			'249.7 ms ack 10 [10], dsack-reported, reduction-undone, open 10/- RTO 669.7',
			'250.17 ms ack 11, open 11/- RTO 470.523',
			'250.64 ms ack 12, open 12/- RTO 471.301',
			'251.11 ms ack 13, open 13/- RTO 472.1',
			'251.58 ms ack 14, open 14/-',
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
			'225.47 ms ack 1, karn-no-sample, frto-sends-new, sends 11 12, loss 2/7 RTO 665.47',
			'226.88 ms ack 1 [4], reduction-undone, frto-spurious, rack-waits, disorder 10/- REO 238.88',
			'227.35 ms ack 1 [4-5], rack-waits, sends 13, disorder 10/- REO 239.35',
			'227.82 ms ack 1 [4-6], rack-lost, rack-recovery, sends 2b, recovery 8/7 REO 239.35',
			'228.29 ms ack 1 [4-7], recovery 7/7 RTO 795.067',
			'228.76 ms ack 1 [4-8], sends 3b, recovery 7/7 RTO 818.858',
			'229.23 ms ack 1 [4-9], sends 14, recovery 7/7 RTO 832.821',
			'229.7 ms ack 1 [4-10], recovery 7/7 RTO 845.156',
			'240.47 ms ack 1 [1] [4-10], dsack-reported, recovery 7/7 RTO 845.156',
			'245.94 ms ack 1 [4-11], recovery 7/7 RTO 845.624',
			'246.41 ms ack 1 [4-12], recovery 7/7 RTO 832.352',
			'247.82 ms ack 1 [4-13], recovery 7/7 RTO 821.679',
			'248.29 ms ack 2 [4-13], karn-no-sample, recovery 7/7 RTO 822.149',
			'249.23 ms ack 13, karn-no-sample, recovery-ends, open 7/7 RTO 823.089',
			'249.7 ms ack 14, open 7/7',
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
			'225.47 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/7 RTO 665.47',
			'225.94 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/7 RTO 665.94',
			'226.41 ms ack 3, karn-no-sample, sends 6b, loss 4/7 RTO 666.41',
			'226.88 ms ack 4, karn-no-sample, loss 5/7 RTO 666.88',
			'227.35 ms ack 5, karn-no-sample, loss 6/7 RTO 667.35',
			'227.82 ms ack 6, karn-no-sample, recovery-ends, open 7/7',
			'240.47 ms ack 6 [1], dsack-reported, open 7/7',
			'245.94 ms ack 6 [2], dsack-reported, open 7/7',
			'246.41 ms ack 6 [3], dsack-reported, open 7/7',
			'246.88 ms ack 6 [4], dsack-reported, open 7/7',
			'247.35 ms ack 6 [5], dsack-reported, open 7/7',
			'247.82 ms ack 6 [6], dsack-reported, reduction-undone, open 10/-',
		]);
	});

	it('a timeout in the midst of a recovery: no second reduction', () => {
		expect(play({segments: 16, lost: ['2', '4', '2b', '15', '16'], lostAcks: [12, 13, 14], until: 900}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'22.35 ms ack 1 [5] [3], rack-waits, sends 13 14, disorder 11/- REO 34.35',
			'22.82 ms ack 1 [5-6] [3], rack-lost, rack-recovery, sends 2b, recovery 9/7 REO 34.35',
			'23.29 ms ack 1 [5-7] [3], sends 4b, recovery 9/7 RTO 243.917',
			'23.76 ms ack 1 [5-8] [3], recovery 8/7 RTO 245.19',
			'24.23 ms ack 1 [5-9] [3], recovery 7/7 RTO 246.01',
			'24.7 ms ack 1 [5-10] [3], sends 15, recovery 7/7 RTO 246.845',
			'40.94 ms ack 1 [5-11] [3], sends 16, recovery 7/7 RTO 262.876',
			'41.41 ms ack 1 [5-12] [3], recovery 7/7 RTO 263.222',
			'42.82 ms ack 1 [5-13] [3], recovery 7/7 RTO 264.464',
			'264.464 ms retransmission, retransmission-timeout, sends 2c, loss 1/7 RTO 707.752',
			'707.752 ms retransmission, retransmission-timeout, sends 2d, loss 1/7 RTO 1594.328',
			'728.222 ms ack 14 [2], dsack-reported, karn-no-sample, sends 15b 16b, loss 4/7 RTO 1614.798',
			'748.692 ms ack 15, karn-no-sample, loss 5/7 RTO 1635.268',
			'749.162 ms ack 16, karn-no-sample, recovery-ends, open 6/7',
		]);
	});

	it('reports that are taken back: after a short timeout none is believed (RFC 2018 \u00a78)', () => {
		expect(play({segments: 8, lost: ['1', '1b', '8b'], reneges: 30, until: 900}).lines).toEqual([
			'0 ms write 8, sends 1 2 3 4 5 6 7 8, open 10/- TLP 48',
			'20.94 ms ack 0 [2], rack-waits, disorder 10/- REO 32.94',
			'21.41 ms ack 0 [2-3], rack-waits, disorder 10/- REO 33.41',
			'21.88 ms ack 0 [2-4], rack-lost, rack-recovery, sends 1b, recovery 5/7 REO 33.41',
			'22.35 ms ack 0 [2-5], recovery 5/7 RTO 242.594',
			'22.82 ms ack 0 [2-6], recovery 5/7 RTO 243.797',
			'23.29 ms ack 0 [2-7], recovery 5/7 RTO 244.556',
			'23.76 ms ack 0 [2-8], recovery 5/7 RTO 245.338',
			'245.338 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 688.494',
			'265.808 ms ack 1, karn-no-sample, sack-taken-back, loss 2/7 RTO 277.808',
			'277.808 ms retransmission, retransmission-timeout, sends 2b, loss 1/2 RTO 1164.12',
			'298.278 ms ack 2, karn-no-sample, sends 3b 4b, loss 2/2 RTO 1184.59',
			'318.748 ms ack 3, karn-no-sample, sends 5b, loss 2/2 RTO 1205.06',
			'319.218 ms ack 4, karn-no-sample, sends 6b, loss 2/2 RTO 1205.53',
			'339.218 ms ack 5, karn-no-sample, sends 7b, loss 2/2 RTO 1225.53',
			'339.688 ms ack 6, karn-no-sample, sends 8b, loss 2/2 RTO 1226',
			'359.688 ms ack 7, karn-no-sample, loss 3/2 RTO 1246',
		]);
	});
});
