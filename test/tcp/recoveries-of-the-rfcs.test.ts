import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('RFC 5681 and RFC 6582, without SACK', () => {
	it('one segment lost: three duplicates, cwnd is inflated by what left and deflated at the end', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 14,
				both: [],
				lost: ['3'],
				until: 120,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2, dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2, dup-ack, open 12/- RTO 1020.94',
			'22.82 ms ack 2, dup-ack, sends 3b, recovery 9/6 RTO 1020.94',
			'23.29 ms ack 2, recovery 10/6 RTO 1020.94',
			'23.76 ms ack 2, recovery 11/6 RTO 1020.94',
			'24.23 ms ack 2, recovery 12/6 RTO 1020.94',
			'24.7 ms ack 2, recovery 13/6 RTO 1020.94',
			'40.94 ms ack 2, recovery 14/6 RTO 1020.94',
			'41.41 ms ack 2, recovery 15/6 RTO 1020.94',
			'41.88 ms ack 2, recovery 16/6 RTO 1020.94',
			'42.35 ms ack 2, recovery 17/6 RTO 1020.94',
			'43.29 ms ack 14, karn-no-sample, recovery-ends, open 2/6',
		]);
	});

	it('two lost: a partial ACK names the second, no second halving', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 16,
				both: [],
				lost: ['3', '7'],
				until: 160,
			}).lines,
		).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2, dup-ack, sends 15, open 12/- RTO 1020.94',
			'22.35 ms ack 2, dup-ack, sends 16, open 12/- RTO 1020.94',
			'22.82 ms ack 2, dup-ack, sends 3b, recovery 10/7 RTO 1020.94',
			'23.76 ms ack 2, recovery 11/7 RTO 1020.94',
			'24.23 ms ack 2, recovery 12/7 RTO 1020.94',
			'24.7 ms ack 2, recovery 13/7 RTO 1020.94',
			'40.94 ms ack 2, recovery 14/7 RTO 1020.94',
			'41.41 ms ack 2, recovery 15/7 RTO 1020.94',
			'41.88 ms ack 2, recovery 16/7 RTO 1020.94',
			'42.35 ms ack 2, recovery 17/7 RTO 1020.94',
			'42.82 ms ack 2, recovery 18/7 RTO 1020.94',
			'43.29 ms ack 2, recovery 19/7 RTO 1020.94',
			'43.76 ms ack 6, karn-no-sample, sends 7b, recovery 16/7 RTO 1043.76',
			'64.23 ms ack 16, karn-no-sample, recovery-ends, open 2/7',
		]);
	});

	it('the retransmission is lost: the timeout, slow start from one segment', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 14,
				both: [],
				lost: ['3', '3b'],
				until: 2600,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2, dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2, dup-ack, open 12/- RTO 1020.94',
			'22.82 ms ack 2, dup-ack, sends 3b, recovery 9/6 RTO 1020.94',
			'23.29 ms ack 2, recovery 10/6 RTO 1020.94',
			'23.76 ms ack 2, recovery 11/6 RTO 1020.94',
			'24.23 ms ack 2, recovery 12/6 RTO 1020.94',
			'24.7 ms ack 2, recovery 13/6 RTO 1020.94',
			'40.94 ms ack 2, recovery 14/6 RTO 1020.94',
			'41.41 ms ack 2, recovery 15/6 RTO 1020.94',
			'41.88 ms ack 2, recovery 16/6 RTO 1020.94',
			'42.35 ms ack 2, recovery 17/6 RTO 1020.94',
			'1020.94 ms retransmission, retransmission-timeout, sends 3c, loss 1/6 RTO 3020.94',
			'1041.41 ms ack 14, karn-no-sample, open 2/6',
		]);
	});

	it('a whole flight lost: go back to the first, and on by slow start', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 6,
				both: [],
				lost: ['1', '2', '3', '4', '5', '6'],
				until: 1200,
			}).lines,
		).toEqual([
			'0 ms write 6, sends 1 2 3 4 5 6, open 10/- RTO 1000',
			'1000 ms retransmission, retransmission-timeout, sends 1b, loss 1/3 RTO 3000',
			'1020.47 ms ack 1, karn-no-sample, sends 2b 3b, loss 2/3 RTO 3020.47',
			'1040.94 ms ack 2, karn-no-sample, sends 4b 5b, loss 3/3 RTO 3040.94',
			'1041.41 ms ack 3, karn-no-sample, sends 6b, loss 3/3 RTO 3041.41',
			'1061.41 ms ack 4, karn-no-sample, loss 3/3 RTO 3061.41',
			'1061.88 ms ack 5, karn-no-sample, loss 4/3 RTO 3061.88',
			'1062.35 ms ack 6, karn-no-sample, open 4/3',
		]);
	});

	it('duplicates of what a timeout sent again start no recovery (RFC 6582 \u00a73.2)', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 12,
				both: [],
				lost: ['1'],
				late: {2: 1100, 3: 1100, 4: 1100, 5: 1100, 6: 1100},
				until: 1400,
			}).lines,
		).toEqual([
			'0 ms write 12, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'23.29 ms ack 0, dup-ack, sends 11, open 10/- RTO 1000',
			'23.76 ms ack 0, dup-ack, sends 12, open 10/- RTO 1000',
			'24.23 ms ack 0, dup-ack, sends 1b, recovery 9/6 RTO 1000',
			'24.7 ms ack 0, recovery 10/6 RTO 1000',
			'43.76 ms ack 0, recovery 11/6 RTO 1000',
			'44.23 ms ack 0, recovery 12/6 RTO 1000',
			'44.7 ms ack 1, karn-no-sample, sends 2b, recovery 12/6 RTO 1044.7',
			'65.17 ms ack 2, karn-no-sample, sends 3b, recovery 12/6 RTO 1044.7',
			'85.64 ms ack 3, karn-no-sample, sends 4b, recovery 12/6 RTO 1044.7',
			'106.11 ms ack 4, karn-no-sample, sends 5b, recovery 12/6 RTO 1044.7',
			'126.58 ms ack 5, karn-no-sample, sends 6b, recovery 12/6 RTO 1044.7',
			'147.05 ms ack 12, karn-no-sample, recovery-ends, open 2/6',
			'1120.94 ms ack 12, open 2/6',
			'1121.41 ms ack 12, open 2/6',
			'1121.88 ms ack 12, open 2/6',
			'1122.35 ms ack 12, open 2/6',
			'1122.82 ms ack 12, open 2/6',
		]);
	});
});

describe('RFC 6675, with SACK', () => {
	it('one segment lost', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 14,
				lost: ['3'],
				until: 120,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2 [4], dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2 [4-5], dup-ack, open 12/- RTO 1020.94',
			'22.82 ms ack 2 [4-6], dup-ack, sends 3b, recovery 6/6 RTO 1020.94',
			'23.29 ms ack 2 [4-7], recovery 6/6 RTO 1020.94',
			'23.76 ms ack 2 [4-8], recovery 6/6 RTO 1020.94',
			'24.23 ms ack 2 [4-9], recovery 6/6 RTO 1020.94',
			'24.7 ms ack 2 [4-10], sends 14b, recovery 6/6 RTO 1020.94',
			'40.94 ms ack 2 [4-11], recovery 6/6 RTO 1020.94',
			'41.41 ms ack 2 [4-12], recovery 6/6 RTO 1020.94',
			'41.88 ms ack 2 [4-13], recovery 6/6 RTO 1020.94',
			'42.35 ms ack 2 [4-14], recovery 6/6 RTO 1020.94',
			'43.29 ms ack 14, karn-no-sample, recovery-ends, open 6/6',
			'45.17 ms ack 14 [14], dsack-reported, open 6/6',
		]);
	});

	it('three lost of one window: HighRxt goes from hole to hole', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 20,
				lost: ['2', '5', '9'],
				until: 160,
			}).lines,
		).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'21.41 ms ack 1 [3], dup-ack, sends 13, open 11/- RTO 1020.47',
			'21.88 ms ack 1 [3-4], dup-ack, sends 14, open 11/- RTO 1020.47',
			'22.82 ms ack 1 [6] [3-4], dup-ack, sends 2b, recovery 6.5/6.5 RTO 1020.47',
			'23.29 ms ack 1 [6-7] [3-4], recovery 6.5/6.5 RTO 1020.47',
			'23.76 ms ack 1 [6-8] [3-4], recovery 6.5/6.5 RTO 1020.47',
			'24.7 ms ack 1 [10] [6-8] [3-4], recovery 6.5/6.5 RTO 1020.47',
			'40.94 ms ack 1 [10-11] [6-8] [3-4], sends 5b, recovery 6.5/6.5 RTO 1020.47',
			'41.41 ms ack 1 [10-12] [6-8] [3-4], sends 9b 15, recovery 6.5/6.5 RTO 1020.47',
			'41.88 ms ack 1 [10-13] [6-8] [3-4], sends 16, recovery 6.5/6.5 RTO 1020.47',
			'42.35 ms ack 1 [10-14] [6-8] [3-4], sends 17, recovery 6.5/6.5 RTO 1020.47',
			'43.29 ms ack 4 [10-14] [6-8], karn-no-sample, sends 18, recovery 6.5/6.5 RTO 1043.29',
			'61.41 ms ack 8 [10-14], karn-no-sample, sends 19, recovery 6.5/6.5 RTO 1061.41',
			'61.88 ms ack 14, karn-no-sample, recovery-ends, sends 20, open 6.5/6.5 RTO 1061.88',
			'62.35 ms ack 15, open 6.5/6.5 RTO 1062.35',
			'62.82 ms ack 16, open 6.5/6.5 RTO 1062.82',
			'63.29 ms ack 17, open 6.5/6.5 RTO 1063.29',
			'63.76 ms ack 18, open 6.5/6.5 RTO 1063.76',
			'81.88 ms ack 19, open 6.5/6.5 RTO 1081.88',
			'82.35 ms ack 20, open 6.5/6.5',
		]);
	});

	it('half of a window lost', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 24,
				lost: ['3', '4', '5', '6', '7', '8'],
				until: 200,
			}).lines,
		).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'24.23 ms ack 2 [9], dup-ack, sends 15, open 12/- RTO 1020.94',
			'24.7 ms ack 2 [9-10], dup-ack, sends 16, open 12/- RTO 1020.94',
			'40.94 ms ack 2 [9-11], dup-ack, sends 3b 4b, recovery 7/7 RTO 1020.94',
			'41.41 ms ack 2 [9-12], sends 5b, recovery 7/7 RTO 1020.94',
			'41.88 ms ack 2 [9-13], sends 6b, recovery 7/7 RTO 1020.94',
			'42.35 ms ack 2 [9-14], sends 7b, recovery 7/7 RTO 1020.94',
			'44.7 ms ack 2 [9-15], sends 8b, recovery 7/7 RTO 1020.94',
			'45.17 ms ack 2 [9-16], sends 17, recovery 7/7 RTO 1020.94',
			'61.41 ms ack 3 [9-16], karn-no-sample, sends 18, recovery 7/7 RTO 1061.41',
			'61.88 ms ack 4 [9-16], karn-no-sample, sends 19, recovery 7/7 RTO 1061.88',
			'62.35 ms ack 5 [9-16], karn-no-sample, sends 20, recovery 7/7 RTO 1062.35',
			'62.82 ms ack 6 [9-16], karn-no-sample, sends 21, recovery 7/7 RTO 1062.82',
			'63.29 ms ack 7 [9-16], karn-no-sample, sends 22, recovery 7/7 RTO 1063.29',
			'65.17 ms ack 16, karn-no-sample, recovery-ends, sends 23, open 7/7 RTO 1065.17',
			'65.64 ms ack 17, sends 24, open 7/7 RTO 1065.64',
			'81.88 ms ack 18, open 7/7 RTO 1081.88',
			'82.35 ms ack 19, open 7/7 RTO 1082.35',
			'82.82 ms ack 20, open 7/7 RTO 1082.82',
			'83.29 ms ack 21, open 7/7 RTO 1083.29',
			'83.76 ms ack 22, open 7/7 RTO 1083.76',
			'85.64 ms ack 23, open 7/7 RTO 1085.64',
			'86.11 ms ack 24, open 7/7',
		]);
	});

	it('the last one lost too: the rescue retransmission', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 10,
				lost: ['3', '10'],
				until: 1300,
			}).lines,
		).toEqual([
			'0 ms write 10, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, open 11/- RTO 1020.47',
			'20.94 ms ack 2, open 12/- RTO 1020.94',
			'21.88 ms ack 2 [4], dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2 [4-5], dup-ack, open 12/- RTO 1020.94',
			'22.82 ms ack 2 [4-6], dup-ack, sends 3b, recovery 4/4 RTO 1020.94',
			'23.29 ms ack 2 [4-7], recovery 4/4 RTO 1020.94',
			'23.76 ms ack 2 [4-8], sends 10b, recovery 4/4 RTO 1020.94',
			'24.23 ms ack 2 [4-9], recovery 4/4 RTO 1020.94',
			'43.29 ms ack 9, karn-no-sample, recovery 4/4 RTO 1043.29',
			'44.23 ms ack 10, karn-no-sample, recovery-ends, open 4/4',
		]);
	});

	it('a retransmission lost: the timeout, and what was reported is not sent again', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 14,
				lost: ['3', '3b'],
				until: 1400,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2 [4], dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2 [4-5], dup-ack, open 12/- RTO 1020.94',
			'22.82 ms ack 2 [4-6], dup-ack, sends 3b, recovery 6/6 RTO 1020.94',
			'23.29 ms ack 2 [4-7], recovery 6/6 RTO 1020.94',
			'23.76 ms ack 2 [4-8], recovery 6/6 RTO 1020.94',
			'24.23 ms ack 2 [4-9], recovery 6/6 RTO 1020.94',
			'24.7 ms ack 2 [4-10], sends 14b, recovery 6/6 RTO 1020.94',
			'40.94 ms ack 2 [4-11], recovery 6/6 RTO 1020.94',
			'41.41 ms ack 2 [4-12], recovery 6/6 RTO 1020.94',
			'41.88 ms ack 2 [4-13], recovery 6/6 RTO 1020.94',
			'42.35 ms ack 2 [4-14], recovery 6/6 RTO 1020.94',
			'45.17 ms ack 2 [14] [4-14], dsack-reported, recovery 6/6 RTO 1020.94',
			'1020.94 ms retransmission, retransmission-timeout, sends 3c, loss 1/6 RTO 3020.94',
			'1041.41 ms ack 14, karn-no-sample, open 2/6',
		]);
	});

	it('a second loss behind the recovery point begins a second recovery', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 30,
				lost: ['2', '18'],
				until: 200,
			}).lines,
		).toEqual([
			'0 ms write 30, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'21.41 ms ack 1 [3], dup-ack, sends 13, open 11/- RTO 1020.47',
			'21.88 ms ack 1 [3-4], dup-ack, sends 14, open 11/- RTO 1020.47',
			'22.35 ms ack 1 [3-5], dup-ack, sends 2b, recovery 6.5/6.5 RTO 1020.47',
			'22.82 ms ack 1 [3-6], recovery 6.5/6.5 RTO 1020.47',
			'23.29 ms ack 1 [3-7], recovery 6.5/6.5 RTO 1020.47',
			'23.76 ms ack 1 [3-8], recovery 6.5/6.5 RTO 1020.47',
			'24.23 ms ack 1 [3-9], recovery 6.5/6.5 RTO 1020.47',
			'24.7 ms ack 1 [3-10], sends 15, recovery 6.5/6.5 RTO 1020.47',
			'40.94 ms ack 1 [3-11], sends 16, recovery 6.5/6.5 RTO 1020.47',
			'41.41 ms ack 1 [3-12], sends 17, recovery 6.5/6.5 RTO 1020.47',
			'41.88 ms ack 1 [3-13], sends 18, recovery 6.5/6.5 RTO 1020.47',
			'42.35 ms ack 1 [3-14], sends 19, recovery 6.5/6.5 RTO 1020.47',
			'42.82 ms ack 14, karn-no-sample, recovery-ends, sends 20, open 6.5/6.5 RTO 1042.82',
			'45.17 ms ack 15, sends 21, open 6.5/6.5 RTO 1045.17',
			'61.41 ms ack 16, sends 22, open 6.5/6.5 RTO 1061.41',
			'61.88 ms ack 17, sends 23, open 6.5/6.5 RTO 1061.88',
			'62.82 ms ack 17 [19], dup-ack, sends 24, open 6.5/6.5 RTO 1061.88',
			'63.29 ms ack 17 [19-20], dup-ack, sends 25, open 6.5/6.5 RTO 1061.88',
			'65.64 ms ack 17 [19-21], dup-ack, sends 18b, recovery 4/4 RTO 1061.88',
			'81.88 ms ack 17 [19-22], recovery 4/4 RTO 1061.88',
			'82.35 ms ack 17 [19-23], sends 26, recovery 4/4 RTO 1061.88',
			'83.29 ms ack 17 [19-24], sends 27, recovery 4/4 RTO 1061.88',
			'83.76 ms ack 17 [19-25], sends 28, recovery 4/4 RTO 1061.88',
			'86.11 ms ack 25, karn-no-sample, recovery-ends, sends 29, open 4/4 RTO 1086.11',
			'102.82 ms ack 26, sends 30, open 5/4 RTO 1102.82',
			'103.76 ms ack 27, open 5/4 RTO 1103.76',
			'104.23 ms ack 28, open 5/4 RTO 1104.23',
			'106.58 ms ack 29, open 5/4 RTO 1106.58',
			'123.29 ms ack 30, open 5/4',
		]);
	});

	it('reports of less than three segments behind a hole are no loss', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 4,
				lost: ['2'],
				until: 1300,
			}).lines,
		).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- RTO 1000',
			'20.47 ms ack 1, open 10/- RTO 1020.47',
			'21.41 ms ack 1 [3], dup-ack, open 10/- RTO 1020.47',
			'21.88 ms ack 1 [3-4], dup-ack, open 10/- RTO 1020.47',
			'1020.47 ms retransmission, retransmission-timeout, sends 2b, loss 1/2 RTO 3020.47',
			'1040.94 ms ack 4, karn-no-sample, open 2/2',
		]);
	});

	it('a segment that two overtake is none', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 14,
				late: {3: 1.2},
				until: 80,
			}).lines,
		).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2 [4], dup-ack, open 12/- RTO 1020.94',
			'22.35 ms ack 2 [4-5], dup-ack, open 12/- RTO 1020.94',
			'22.61 ms ack 5, open 13/- RTO 1022.61',
			'22.82 ms ack 6, open 14/- RTO 1022.82',
			'23.29 ms ack 7, open 15/- RTO 1023.29',
			'23.76 ms ack 8, open 15/- RTO 1023.76',
			'24.23 ms ack 9, open 15/- RTO 1024.23',
			'24.7 ms ack 10, open 15/- RTO 1024.7',
			'40.94 ms ack 11, open 15/- RTO 1040.94',
			'41.41 ms ack 12, open 15/- RTO 1041.41',
			'41.88 ms ack 13, open 15/- RTO 1041.88',
			'42.35 ms ack 14, open 15/-',
		]);
	});

	it('reports after a timeout start no recovery below its point (\u00a75.1)', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1},
				segments: 12,
				lost: ['1', '2', '1b'],
				until: 3600,
			}).lines,
		).toEqual([
			'0 ms write 12, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'21.41 ms ack 0 [3], dup-ack, sends 11, open 10/- RTO 1000',
			'21.88 ms ack 0 [3-4], dup-ack, sends 12, open 10/- RTO 1000',
			'22.35 ms ack 0 [3-5], dup-ack, sends 1b, recovery 6/6 RTO 1000',
			'22.82 ms ack 0 [3-6], recovery 6/6 RTO 1000',
			'23.29 ms ack 0 [3-7], recovery 6/6 RTO 1000',
			'23.76 ms ack 0 [3-8], sends 2b, recovery 6/6 RTO 1000',
			'24.23 ms ack 0 [3-9], sends 12b, recovery 6/6 RTO 1000',
			'24.7 ms ack 0 [3-10], recovery 6/6 RTO 1000',
			'41.88 ms ack 0 [3-11], recovery 6/6 RTO 1000',
			'42.35 ms ack 0 [3-12], recovery 6/6 RTO 1000',
			'44.23 ms ack 0 [2-12], recovery 6/6 RTO 1000',
			'44.7 ms ack 0 [12] [2-12], dsack-reported, recovery 6/6 RTO 1000',
			'1000 ms retransmission, retransmission-timeout, sends 1c, loss 1/6 RTO 3000',
			'1020.47 ms ack 12, karn-no-sample, open 2/6',
		]);
	});
});

describe('RFC 3168', () => {
	it('a mark halves cwnd once a window', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1, tcp_ecn: 1},
				segments: 26,
				marked: ['3', '5'],
				until: 100,
			}).lines,
		).toEqual([
			'0 ms write 26, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.41 ms ack 3 ECE, open 6/6 RTO 1021.41',
			'21.88 ms ack 4 ECE, open 6/6 RTO 1021.88',
			'22.35 ms ack 5 ECE, open 6/6 RTO 1022.35',
			'22.82 ms ack 6 ECE, open 6/6 RTO 1022.82',
			'23.29 ms ack 7 ECE, open 6/6 RTO 1023.29',
			'23.76 ms ack 8 ECE, open 6/6 RTO 1023.76',
			'24.23 ms ack 9 ECE, sends 15 CWR, open 6/6 RTO 1024.23',
			'24.7 ms ack 10 ECE, sends 16, open 6/6 RTO 1024.7',
			'40.94 ms ack 11 ECE, sends 17, open 6/6 RTO 1040.94',
			'41.41 ms ack 12 ECE, sends 18, open 6/6 RTO 1041.41',
			'41.88 ms ack 13 ECE, sends 19, open 6/6 RTO 1041.88',
			'42.35 ms ack 14 ECE, sends 20, open 6/6 RTO 1042.35',
			'44.7 ms ack 15, sends 21, open 6/6 RTO 1044.7',
			'45.17 ms ack 16, sends 22, open 6/6 RTO 1045.17',
			'61.41 ms ack 17, sends 23, open 6/6 RTO 1061.41',
			'61.88 ms ack 18, sends 24, open 6/6 RTO 1061.88',
			'62.35 ms ack 19, sends 25, open 6/6 RTO 1062.35',
			'62.82 ms ack 20, sends 26, open 7/6 RTO 1062.82',
			'65.17 ms ack 21, open 7/6 RTO 1065.17',
			'65.64 ms ack 22, open 7/6 RTO 1065.64',
			'81.88 ms ack 23, open 7/6 RTO 1081.88',
			'82.35 ms ack 24, open 7/6 RTO 1082.35',
			'82.82 ms ack 25, open 7/6 RTO 1082.82',
			'83.29 ms ack 26, open 7/6',
		]);
	});

	it('a mark while a loss is repaired cuts nothing more', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1, tcp_ecn: 1},
				segments: 20,
				lost: ['3'],
				marked: ['6'],
				until: 100,
			}).lines,
		).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.88 ms ack 2 [4], dup-ack, sends 15, open 12/- RTO 1020.94',
			'22.35 ms ack 2 [4-5], dup-ack, sends 16, open 12/- RTO 1020.94',
			'22.82 ms ack 2 [4-6] ECE, dup-ack, sends 3b, recovery 7/7 RTO 1020.94',
			'23.29 ms ack 2 [4-7] ECE, recovery 7/7 RTO 1020.94',
			'23.76 ms ack 2 [4-8] ECE, recovery 7/7 RTO 1020.94',
			'24.23 ms ack 2 [4-9] ECE, recovery 7/7 RTO 1020.94',
			'24.7 ms ack 2 [4-10] ECE, recovery 7/7 RTO 1020.94',
			'40.94 ms ack 2 [4-11] ECE, sends 17 CWR, recovery 7/7 RTO 1020.94',
			'41.41 ms ack 2 [4-12] ECE, sends 18, recovery 7/7 RTO 1020.94',
			'41.88 ms ack 2 [4-13] ECE, sends 19, recovery 7/7 RTO 1020.94',
			'42.35 ms ack 2 [4-14] ECE, sends 20, recovery 7/7 RTO 1020.94',
			'42.82 ms ack 2 [4-15] ECE, sends 20b, recovery 7/7 RTO 1020.94',
			'43.29 ms ack 2 [4-16] ECE, recovery 7/7 RTO 1020.94',
			'43.76 ms ack 16 ECE, karn-no-sample, recovery-ends, open 7/7 RTO 1043.76',
			'61.41 ms ack 17, open 7/7 RTO 1061.41',
			'61.88 ms ack 18, open 7/7 RTO 1061.88',
			'62.35 ms ack 19, open 7/7 RTO 1062.35',
			'62.82 ms ack 20, karn-no-sample, open 7/7',
			'63.29 ms ack 20 [20], dsack-reported, open 7/7',
		]);
	});

	it('a mark in each of two windows: two reductions', () => {
		expect(
			play({
				profile: 'rfc9293',
				sysctl: {lab_init_cwnd: 10, lab_limited_transmit: 1, tcp_ecn: 1},
				segments: 30,
				marked: ['3', '22'],
				until: 120,
			}).lines,
		).toEqual([
			'0 ms write 30, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 1000',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 1020.47',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 1020.94',
			'21.41 ms ack 3 ECE, open 6/6 RTO 1021.41',
			'21.88 ms ack 4 ECE, open 6/6 RTO 1021.88',
			'22.35 ms ack 5 ECE, open 6/6 RTO 1022.35',
			'22.82 ms ack 6 ECE, open 6/6 RTO 1022.82',
			'23.29 ms ack 7 ECE, open 6/6 RTO 1023.29',
			'23.76 ms ack 8 ECE, open 6/6 RTO 1023.76',
			'24.23 ms ack 9 ECE, sends 15 CWR, open 6/6 RTO 1024.23',
			'24.7 ms ack 10 ECE, sends 16, open 6/6 RTO 1024.7',
			'40.94 ms ack 11 ECE, sends 17, open 6/6 RTO 1040.94',
			'41.41 ms ack 12 ECE, sends 18, open 6/6 RTO 1041.41',
			'41.88 ms ack 13 ECE, sends 19, open 6/6 RTO 1041.88',
			'42.35 ms ack 14 ECE, sends 20, open 6/6 RTO 1042.35',
			'44.7 ms ack 15, sends 21, open 6/6 RTO 1044.7',
			'45.17 ms ack 16, sends 22, open 6/6 RTO 1045.17',
			'61.41 ms ack 17, sends 23, open 6/6 RTO 1061.41',
			'61.88 ms ack 18, sends 24, open 6/6 RTO 1061.88',
			'62.35 ms ack 19, sends 25, open 6/6 RTO 1062.35',
			'62.82 ms ack 20, sends 26 27, open 7/6 RTO 1062.82',
			'65.17 ms ack 21, sends 28, open 7/6 RTO 1065.17',
			'65.64 ms ack 22 ECE, open 3.5/3.5 RTO 1065.64',
			'81.88 ms ack 23 ECE, open 3.5/3.5 RTO 1081.88',
			'82.35 ms ack 24 ECE, open 3.5/3.5 RTO 1082.35',
			'82.82 ms ack 25 ECE, open 3.5/3.5 RTO 1082.82',
			'83.29 ms ack 26 ECE, sends 29 CWR, open 3.5/3.5 RTO 1083.29',
			'83.76 ms ack 27 ECE, sends 30, open 3.5/3.5 RTO 1083.76',
			'85.64 ms ack 28 ECE, open 3.5/3.5 RTO 1085.64',
			'103.76 ms ack 29, open 3.5/3.5 RTO 1103.76',
			'104.23 ms ack 30, open 3.5/3.5',
		]);
	});
});
