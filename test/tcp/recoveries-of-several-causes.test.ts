import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('losses, delays and lost ACKs together, with SACK', () => {
	it('timestamps: one overtaken, two far behind: each recovery is undone when its originals come', () => {
		const {lines} = play({
			segments: 7,
			until: 100,
			both: ['sack', 'timestamps'],
			late: {3: 1.2, 6: 60, 7: 60},
			lostAcks: [4, 5],
		});
		expect(lines).toEqual([
			'0 ms write 7, sends 1 2 3 4 5 6 7, open 10/- TLP 48',
			'20.47 ms ack 1, open 11/- TLP 68.47',
			'20.94 ms ack 2, open 12/- TLP 68.94',
			'21.88 ms ack 2 [4], rack-waits, disorder 12/- REO 33.88',
			'33.88 ms reordering, rack-lost, rack-recovery, sends 3b, recovery 4/8 RTO 254.263',
			'54.35 ms ack 5 [3], dsack-reported, reduction-undone, rack-waits, open 14/- REO 70.35',
			'70.35 ms reordering, rack-lost, rack-recovery, sends 6b, recovery 1/9 RTO 290.81',
			'82.82 ms ack 6, rack-reordering, reduction-undone, rack-lost, rack-recovery, sends 7b, recovery 1/9 RTO 310.973',
			'83.29 ms ack 7, reduction-undone, recovery-ends, open 15/-',
			'90.82 ms ack 7 [6], dsack-reported, open 15/-',
		]);
	});

	it('a probe and a timeout send the same segment: a D-SACK for one of the two undoes nothing', () => {
		const {lines} = play({segments: 1, until: 900, lost: ['1'], lostAcks: [1]});
		expect(lines).toEqual([
			'0 ms write 1, sends 1, open 10/- TLP 220',
			'220 ms loss-probe, sends 1b, open 10/- RTO 440',
			'440 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 880',
			'460.47 ms ack 1 [1], dsack-reported, karn-no-sample, recovery-ends, open 2/7',
		]);
	});

	it('two lost, one of them twice, and late ones: the reordering timer finds what has to go again', () => {
		const {lines} = play({segments: 7, until: 100, lost: ['1', '3', '3b'], late: {5: 5, 7: 205}, lostAcks: [4]});
		expect(lines).toEqual([
			'0 ms write 7, sends 1 2 3 4 5 6 7, open 10/- TLP 48',
			'20.94 ms ack 0 [2], rack-waits, disorder 10/- REO 32.94',
			'21.88 ms ack 0 [4] [2], rack-waits, disorder 10/- REO 33.88',
			'22.82 ms ack 0 [6] [4] [2], rack-lost, rack-recovery, sends 1b, recovery 2/7 REO 33.88',
			'33.88 ms reordering, recovery 2/7 RTO 243.468',
			'43.29 ms ack 2 [4-6], rack-reordering, rack-lost, sends 3b 7b, recovery 2/7 RTO 266.768',
			'64.23 ms ack 2 [4-7], rack-waits, recovery 2/7 REO 76.23',
			'76.23 ms reordering, rack-lost, sends 3c, recovery 2/7 RTO 299.708',
			'96.7 ms ack 7, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('two lost twice and no ACK behind them: a timeout for each', () => {
		const {lines} = play({segments: 12, until: 900, lost: ['6', '6b', '10', '10b'], lostAcks: [12]});
		expect(lines).toEqual([
			'0 ms write 12, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, open 12/- TLP 68.94',
			'21.41 ms ack 3, open 13/- TLP 69.41',
			'21.88 ms ack 4, open 14/- TLP 69.88',
			'22.35 ms ack 5, open 15/- TLP 70.35',
			'23.29 ms ack 5 [7], rack-waits, disorder 15/- REO 35.29',
			'23.76 ms ack 5 [7-8], rack-waits, disorder 15/- REO 35.76',
			'24.23 ms ack 5 [7-9], rack-lost, rack-recovery, sends 6b, recovery 4/10 REO 35.76',
			'35.76 ms reordering, recovery 4/10 RTO 245.986',
			'40.94 ms ack 5 [11] [7-9], rack-lost, sends 10b, recovery 3/10 RTO 262.535',
			'41.41 ms ack 5 [11-12] [7-9], recovery 3/10 RTO 262.923',
			'262.923 ms retransmission, retransmission-timeout, sends 6c, loss 1/10 RTO 705.949',
			'283.393 ms ack 9 [11-12], karn-no-sample, sends 10c, loss 2/10 RTO 726.419',
			'726.419 ms retransmission, retransmission-timeout, sends 10d, loss 1/2 RTO 1612.471',
			'746.889 ms ack 12 [10], dsack-reported, karn-no-sample, reduction-undone, frto-spurious, open 3/10',
		]);
	});

	it('two late and one lost twice: D-SACKs for two of three retransmissions undo nothing', () => {
		const {lines} = play({segments: 8, until: 100, lost: ['6', '6b'], late: {2: 60, 8: 60}});
		expect(lines).toEqual([
			'0 ms write 8, sends 1 2 3 4 5 6 7 8, open 10/- TLP 48',
			'20.47 ms ack 1, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'21.88 ms ack 1 [3-4], rack-waits, disorder 11/- REO 33.88',
			'22.35 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 4/7 REO 33.88',
			'23.29 ms ack 1 [7] [3-5], rack-lost, sends 6b, recovery 3/7 RTO 243.351',
			'42.82 ms ack 5 [7], karn-no-sample, rack-lost, sends 8b, recovery 2/7 RTO 263.821',
			'63.29 ms ack 5 [7-8], sends 6c, recovery 1/7 RTO 284.291',
			'80.94 ms ack 5 [2] [7-8], dsack-reported, recovery 1/7 RTO 284.291',
			'83.76 ms ack 5 [8] [7-8], dsack-reported, recovery 1/7 RTO 284.291',
			'83.76 ms ack 8, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('timestamps: the first of a flight late and two behind it: the ACK of the originals undoes it (Eifel)', () => {
		const {lines} = play({segments: 14, until: 60, both: ['sack', 'timestamps'], late: {1: 5, 9: 5, 13: 12}});
		expect(lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.94 ms ack 0 [2], rack-waits, sends 11, disorder 10/- REO 32.94',
			'21.41 ms ack 0 [2-3], rack-waits, disorder 10/- REO 33.41',
			'21.88 ms ack 0 [2-4], rack-lost, rack-recovery, sends 1b, recovery 8/7 REO 33.41',
			'22.35 ms ack 0 [2-5], recovery 7/7 RTO 242.594',
			'22.82 ms ack 0 [2-6], sends 12, recovery 7/7 RTO 243.797',
			'23.29 ms ack 0 [2-7], sends 13, recovery 7/7 RTO 244.556',
			'23.76 ms ack 0 [2-8], sends 14, recovery 7/7 RTO 245.338',
			'24.7 ms ack 0 [10] [2-8], rack-lost, sends 9b, recovery 7/7 RTO 246.668',
			'25.47 ms ack 8 [10], rack-reordering, recovery 7/7 RTO 247.817',
			'29.23 ms ack 10, reduction-undone, open 11/- TLP 85.23',
			'41.41 ms ack 11, open 12/- TLP 93.41',
			'42.35 ms ack 11 [1], dsack-reported, open 12/- TLP 93.41',
			'43.29 ms ack 12, open 13/- TLP 95.29',
			'44.23 ms ack 12 [14], rack-waits, disorder 14/- REO 60.23',
			'45.17 ms ack 12 [9] [14], dsack-reported, disorder 14/- REO 60.23',
			'55.76 ms ack 14, open 15/-',
		]);
	});

	it('the ACK of a retransmission is lost: the timeout sends it for nothing, a D-SACK tells, the other hole is filled', () => {
		const {lines} = play({segments: 8, until: 400, lost: ['3', '4'], late: {7: 2.2}, lostAcks: [6, 7]});
		expect(lines).toEqual([
			'0 ms write 8, sends 1 2 3 4 5 6 7 8, open 10/- TLP 48',
			'20.47 ms ack 1, open 11/- TLP 68.47',
			'20.94 ms ack 2, open 12/- TLP 68.94',
			'22.35 ms ack 2 [5], rack-waits, disorder 12/- REO 34.35',
			'22.82 ms ack 2 [5-6], rack-waits, disorder 12/- REO 34.82',
			'23.76 ms ack 2 [8] [5-6], rack-lost, rack-recovery, sends 3b, recovery 1/8 REO 34.82',
			'34.82 ms reordering, recovery 1/8 RTO 244.877',
			'244.877 ms retransmission, retransmission-timeout, sends 3c, loss 1/8 RTO 687.111',
			'265.347 ms ack 3 [3] [5-8], dsack-reported, rack-reordering, sends 4b, loss 3/8 RTO 573.257',
			'285.817 ms ack 8, karn-no-sample, recovery-ends, open 4/8',
		]);
	});

	it('two late in one flight: the second D-SACK undoes it; one that is very late at the end begins anew', () => {
		const {lines} = play({segments: 25, until: 100, late: {4: 25, 9: 12, 24: 250}});
		expect(lines).toEqual([
			'0 ms write 25, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.41 ms ack 3, sends 15 16, open 13/- TLP 69.41',
			'22.35 ms ack 3 [5], rack-waits, disorder 13/- REO 34.35',
			'22.82 ms ack 3 [5-6], rack-waits, sends 17 18, disorder 13/- REO 34.82',
			'23.29 ms ack 3 [5-7], rack-lost, rack-recovery, sends 4b, recovery 12/9 REO 34.82',
			'23.76 ms ack 3 [5-8], sends 19, recovery 12/9 RTO 244.776',
			'24.7 ms ack 3 [10] [5-8], rack-lost, sends 9b, recovery 11/9 RTO 246.588',
			'36.23 ms ack 3 [5-10], recovery 10/9 RTO 246.588',
			'40.94 ms ack 3 [5-11], recovery 9/9 RTO 262.651',
			'41.41 ms ack 3 [5-12], sends 20, recovery 9/9 RTO 263.025',
			'41.88 ms ack 3 [5-13], sends 21, recovery 9/9 RTO 263.411',
			'42.35 ms ack 3 [5-14], sends 22, recovery 9/9 RTO 263.866',
			'42.82 ms ack 3 [5-15], sends 23, recovery 9/9 RTO 264.323',
			'43.29 ms ack 3 [5-16], sends 24, recovery 9/9 RTO 264.84',
			'43.76 ms ack 3 [5-17], sends 25, recovery 9/9 RTO 265.234',
			'44.23 ms ack 3 [5-18], recovery 9/9 RTO 265.696',
			'44.7 ms ack 18, karn-no-sample, recovery-ends, open 9/9 TLP 96.7',
			'45.17 ms ack 19, open 9/9 TLP 97.17',
			'45.64 ms ack 19 [9], dsack-reported, open 9/9 TLP 97.17',
			'46.88 ms ack 19 [4], dsack-reported, reduction-undone, open 13/- TLP 97.17',
			'61.88 ms ack 20, open 14/- TLP 113.88',
			'62.35 ms ack 21, open 15/- TLP 114.35',
			'62.82 ms ack 22, open 16/- TLP 114.82',
			'63.29 ms ack 23, open 17/- TLP 115.29',
			'64.23 ms ack 23 [25], rack-waits, disorder 17/- REO 80.23',
			'80.23 ms reordering, rack-lost, rack-recovery, sends 24b, recovery 1/11 RTO 301.207',
		]);
	});

	it('reordering beside a retransmission that is lost: it goes a third time when what was sent after it arrives', () => {
		const {lines} = play({segments: 25, until: 100, lost: ['5', '5b', '25'], late: {14: 12, 18: 12, 20: 2.2}});
		expect(lines).toEqual([
			'0 ms write 25, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.41 ms ack 3, sends 15 16, open 13/- TLP 69.41',
			'21.88 ms ack 4, sends 17 18, open 14/- TLP 69.88',
			'22.82 ms ack 4 [6], rack-waits, disorder 14/- REO 34.82',
			'23.29 ms ack 4 [6-7], rack-waits, sends 19 20, disorder 14/- REO 35.29',
			'23.76 ms ack 4 [6-8], rack-lost, rack-recovery, sends 5b, recovery 13/9 REO 35.29',
			'24.23 ms ack 4 [6-9], sends 21, recovery 13/9 RTO 245.555',
			'24.7 ms ack 4 [6-10], recovery 12/9 RTO 246.858',
			'40.94 ms ack 4 [6-11], sends 22, recovery 12/9 RTO 262.887',
			'41.41 ms ack 4 [6-12], sends 23, recovery 12/9 RTO 263.231',
			'41.88 ms ack 4 [6-13], recovery 11/9 RTO 263.591',
			'42.82 ms ack 4 [15] [6-13], rack-lost, recovery 9/9 RTO 264.493',
			'43.29 ms ack 4 [15-16] [6-13], sends 14b, recovery 9/9 RTO 264.989',
			'43.76 ms ack 4 [15-17] [6-13], sends 24, recovery 9/9 RTO 265.482',
			'44.7 ms ack 4 [19] [15-17] [6-13], rack-lost, sends 18b 25, recovery 9/9 RTO 266.383',
			'46.11 ms ack 4 [21] [19] [15-17], rack-lost, sends 5c 20b, recovery 9/9 RTO 267.818',
			'47.37 ms ack 4 [19-21] [15-17] [6-13], recovery 9/9 RTO 267.818',
			'54.35 ms ack 4 [6-17] [19-21], recovery 9/9 RTO 267.818',
			'56.23 ms ack 4 [6-21], recovery 9/9 RTO 267.818',
			'61.41 ms ack 4 [6-22], recovery 9/9 RTO 282.963',
			'61.88 ms ack 4 [6-23], recovery 9/9 RTO 283.298',
			'63.76 ms ack 4 [14] [6-23], dsack-reported, recovery 9/9 RTO 283.298',
			'64.23 ms ack 4 [6-24], recovery 9/9 RTO 285.53',
			'65.17 ms ack 4 [18] [6-24], dsack-reported, recovery 9/9 RTO 285.53',
			'66.58 ms ack 24, karn-no-sample, recovery-ends, rack-waits, open 9/9 REO 86.58',
			'67.05 ms ack 24 [20], dsack-reported, open 9/9 REO 86.58',
			'86.58 ms reordering, rack-lost, rack-recovery, sends 25b, recovery 1/6 RTO 307.88',
		]);
	});

	it('a short flight, its first two lost twice: the reordering timer, the timeout, and RACK within the loss', () => {
		const {lines} = play({segments: 4, until: 400, lost: ['1', '1b', '2', '2b', '4']});
		expect(lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- TLP 48',
			'21.41 ms ack 0 [3], rack-waits, disorder 10/- REO 33.41',
			'33.41 ms reordering, rack-lost, rack-recovery, sends 1b, recovery 2/7 RTO 253.586',
			'253.586 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 693.938',
			'274.056 ms ack 1 [3], karn-no-sample, sends 2b 4b, loss 2/7 RTO 714.408',
			'294.996 ms ack 1 [3-4], rack-recovery, sends 2c, recovery 1/2 RTO 735.348',
			'315.466 ms ack 4, karn-no-sample, recovery-ends, open 2/2',
		]);
	});

	it('RFC 3042 with CUBIC: the first two reports let new text go, the third begins the recovery', () => {
		const {lines} = play({
			segments: 19,
			until: 100,
			lost: ['5'],
			lostAcks: [4],
			profile: 'rfc9293',
			sysctl: {tcp_congestion_control: 'cubic', lab_limited_transmit: 1},
		});
		expect(lines).toEqual([
			'0 ms write 19, sends 1 2 3 4, open 4/- RTO 1000',
			'20.47 ms ack 1, sends 5 6, open 5/- RTO 1020.47',
			'20.94 ms ack 2, sends 7 8, open 6/- RTO 1020.94',
			'21.41 ms ack 3, sends 9 10, open 7/- RTO 1021.41',
			'41.41 ms ack 4 [6], sends 11 12, open 8/- RTO 1041.41',
			'41.88 ms ack 4 [6-7], dup-ack, sends 13, open 8/- RTO 1041.41',
			'42.35 ms ack 4 [6-8], dup-ack, sends 5b, recovery 6.3/6.3 RTO 1041.41',
			'42.82 ms ack 4 [6-9], sends 14, recovery 6.3/6.3 RTO 1041.41',
			'43.29 ms ack 4 [6-10], sends 15, recovery 6.3/6.3 RTO 1041.41',
			'61.88 ms ack 4 [6-11], sends 16, recovery 6.3/6.3 RTO 1041.41',
			'62.35 ms ack 4 [6-12], sends 17, recovery 6.3/6.3 RTO 1041.41',
			'62.82 ms ack 4 [6-13], sends 18, recovery 6.3/6.3 RTO 1041.41',
			'63.29 ms ack 13, karn-no-sample, recovery-ends, sends 19, open 6.3/6.3 RTO 1063.29',
			'63.76 ms ack 14, open 6.384/6.3 RTO 1063.76',
			'64.23 ms ack 15, open 6.384/6.3 RTO 1064.23',
			'82.35 ms ack 16, open 6.384/6.3 RTO 1082.35',
			'82.82 ms ack 17, open 6.384/6.3 RTO 1082.82',
			'83.29 ms ack 18, open 6.384/6.3 RTO 1083.29',
			'83.76 ms ack 19, open 6.384/6.3',
		]);
	});

	it('RFC 6675: fewer reports than three, so the timeout repairs hole after hole', () => {
		const {lines} = play({segments: 11, until: 4000, lost: ['4', '5', '7', '8', '9'], profile: 'rfc9293'});
		expect(lines).toEqual([
			'0 ms write 11, sends 1 2 3 4, open 4/- RTO 1000',
			'20.47 ms ack 1, sends 5 6, open 5/- RTO 1020.47',
			'20.94 ms ack 2, sends 7 8, open 6/- RTO 1020.94',
			'21.41 ms ack 3, sends 9 10, open 7/- RTO 1021.41',
			'41.41 ms ack 3 [6], dup-ack, open 7/- RTO 1021.41',
			'43.29 ms ack 3 [10] [6], dup-ack, open 7/- RTO 1021.41',
			'1021.41 ms retransmission, retransmission-timeout, sends 4b, loss 1/3.5 RTO 3021.41',
			'1041.88 ms ack 4 [10] [6], karn-no-sample, sends 5b, loss 2/3.5 RTO 3041.88',
			'1062.35 ms ack 6 [10], karn-no-sample, sends 7b 8b 9b, loss 3/3.5 RTO 3062.35',
			'1082.82 ms ack 7 [10], karn-no-sample, sends 11, loss 4/3.5 RTO 3082.82',
			'1083.29 ms ack 8 [10], karn-no-sample, loss 4/3.5 RTO 3083.29',
			'1083.76 ms ack 10, karn-no-sample, open 4/3.5 RTO 3083.76',
			'1103.29 ms ack 11, open 4/3.5',
		]);
	});
});

describe('and congestion marks (RFC 3168)', () => {
	it('a mark, then segments out of order: what the mark has cut stays cut when D-SACKs undo the loss', () => {
		const {lines} = play({
			segments: 31,
			until: 100,
			late: {6: 3, 28: 12},
			doubled: ['27'],
			marked: ['8'],
			sysctl: {tcp_ecn: 1},
		});
		expect(lines).toEqual([
			'0 ms write 31, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.41 ms ack 3, sends 15 16, open 13/- TLP 69.41',
			'21.88 ms ack 4, sends 17 18, open 14/- TLP 69.88',
			'22.35 ms ack 5, sends 19 20, open 15/- TLP 70.35',
			'23.29 ms ack 5 [7], rack-waits, disorder 15/- REO 35.29',
			'23.76 ms ack 5 [7-8] ECE, rack-waits, cwr-enters, sends 21 CWR, cwr 14/10 TLP 75.76',
			'24.23 ms ack 5 [7-9] ECE, rack-lost, rack-recovery, sends 6b, recovery 13/10 RTO 245.986',
			'24.7 ms ack 5 [7-10] ECE, recovery 12/10 RTO 246.824',
			'25.82 ms ack 10 ECE, karn-no-sample, sends 22, recovery 12/10 RTO 247.944',
			'40.94 ms ack 11 ECE, sends 23, recovery 12/10 RTO 262.857',
			'41.41 ms ack 12 ECE, recovery 11/10 RTO 263.205',
			'41.88 ms ack 13 ECE, recovery 10/10 RTO 263.568',
			'42.35 ms ack 14 ECE, sends 24, recovery 10/10 RTO 264.003',
			'42.82 ms ack 15 ECE, sends 25, recovery 10/10 RTO 264.443',
			'43.29 ms ack 16 ECE, sends 26, recovery 10/10 RTO 264.945',
			'43.76 ms ack 17 ECE, sends 27, recovery 10/10 RTO 265.443',
			'44.23 ms ack 18 ECE, sends 28, recovery 10/10 RTO 265.996',
			'44.7 ms ack 19 ECE, sends 29, recovery 10/10 RTO 266.539',
			'45.17 ms ack 20 ECE, recovery-ends, cwr-enters, cwr 10/7 TLP 97.17',
			'45.64 ms ack 21, sends 30 CWR 31, cwr 10/7 TLP 97.64',
			'46.11 ms ack 21 [6], dsack-reported, cwr 10/7 TLP 97.64',
			'46.58 ms ack 22, cwr 10/7 TLP 98.58',
			'61.41 ms ack 23, cwr 9/7 TLP 113.41',
			'62.82 ms ack 24, cwr 7/7 TLP 114.82',
			'63.29 ms ack 25, cwr 7/7 TLP 115.29',
			'63.76 ms ack 26, cwr 7/7 TLP 115.76',
			'64.23 ms ack 27, cwr 7/7 TLP 116.23',
			'64.23 ms ack 27 [27], dsack-reported, cwr 7/7 TLP 116.23',
			'65.17 ms ack 27 [29], rack-waits, cwr 7/7 REO 81.17',
			'66.11 ms ack 27 [29-30], rack-waits, cwr 7/7 REO 82.11',
			'66.58 ms ack 27 [29-31], rack-lost, rack-recovery, sends 28b, recovery 7/7 REO 82.11',
			'76.7 ms ack 31, karn-no-sample, recovery-ends, open 7/7',
			'87.05 ms ack 31 [28], dsack-reported, reduction-undone, open 7/7',
		]);
	});

	it('a loss, a mark, a loss and a mark: each window of text is cut once', () => {
		const {lines} = play({segments: 34, until: 200, lost: ['1', '20'], marked: ['12', '31'], sysctl: {tcp_ecn: 1}});
		expect(lines).toEqual([
			'0 ms write 34, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.94 ms ack 0 [2], rack-waits, sends 11, disorder 10/- REO 32.94',
			'21.41 ms ack 0 [2-3], rack-waits, disorder 10/- REO 33.41',
			'21.88 ms ack 0 [2-4], rack-lost, rack-recovery, sends 1b, recovery 8/7 REO 33.41',
			'22.35 ms ack 0 [2-5], recovery 7/7 RTO 242.594',
			'22.82 ms ack 0 [2-6], sends 12 CWR, recovery 7/7 RTO 243.797',
			'23.29 ms ack 0 [2-7], sends 13, recovery 7/7 RTO 244.556',
			'23.76 ms ack 0 [2-8], sends 14, recovery 7/7 RTO 245.338',
			'24.23 ms ack 0 [2-9], sends 15, recovery 7/7 RTO 246.14',
			'24.7 ms ack 0 [2-10], sends 16, recovery 7/7 RTO 246.959',
			'41.41 ms ack 0 [2-11], sends 17, recovery 7/7 RTO 263.445',
			'42.35 ms ack 11, karn-no-sample, recovery-ends, open 7/7 TLP 94.35',
			'43.29 ms ack 12 ECE, cwr-enters, sends 18 CWR, cwr 6/4 TLP 95.29',
			'43.76 ms ack 13 ECE, cwr 6/4 TLP 95.76',
			'44.23 ms ack 14 ECE, cwr 4/4 TLP 96.23',
			'44.7 ms ack 15 ECE, sends 19, cwr 4/4 TLP 96.7',
			'45.17 ms ack 16 ECE, sends 20, cwr 4/4 TLP 97.17',
			'61.88 ms ack 17 ECE, sends 21, cwr 4/4 TLP 113.88',
			'63.76 ms ack 18, recovery-ends, sends 22, open 4/4 TLP 115.76',
			'65.17 ms ack 19, sends 23, open 4/4 TLP 117.17',
			'82.35 ms ack 19 [21], rack-lost, rack-recovery, sends 20b, recovery 3/2 RTO 303.29',
			'84.23 ms ack 19 [21-22], recovery 2/2 RTO 305.111',
			'85.64 ms ack 19 [21-23], sends 24 CWR, recovery 2/2 RTO 306.47',
			'102.82 ms ack 23, karn-no-sample, recovery-ends, sends 25 26, open 3/2 TLP 150.82',
			'106.11 ms ack 24, sends 27, open 3/2 TLP 154.11',
			'123.29 ms ack 25, sends 28, open 3/2 TLP 171.29',
			'123.76 ms ack 26, sends 29, open 3/2 TLP 171.76',
			'126.58 ms ack 27, sends 30, open 3/2 TLP 174.58',
			'143.76 ms ack 28, sends 31, open 3/2 TLP 191.76',
			'144.23 ms ack 29, sends 32, open 3/2 TLP 192.23',
			'147.05 ms ack 30, sends 33, open 3/2 TLP 195.05',
			'164.23 ms ack 31 ECE, cwr-enters, sends 34 CWR, cwr 3/2 TLP 212.23',
			'164.7 ms ack 32 ECE, cwr 2/2 TLP 212.7',
			'167.52 ms ack 33 ECE, cwr 2/2 TLP 388.108',
			'184.7 ms ack 34, recovery-ends, open 3/2',
		]);
	});
});
