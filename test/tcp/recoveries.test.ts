import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('RACK and proportional rate reduction, with SACK', () => {
	it('one segment lost: three reports behind it, one retransmission, half of the flight left', () => {
		expect(play({segments: 14, lost: ['3'], until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.88 ms ack 2 [4], rack-waits, disorder 12/- REO 33.88',
			'22.35 ms ack 2 [4-5], rack-waits, disorder 12/- REO 34.35',
			'22.82 ms ack 2 [4-6], rack-lost, rack-recovery, sends 3b, recovery 9/8 REO 34.35',
			'23.29 ms ack 2 [4-7], recovery 8/8 RTO 244.021',
			'23.76 ms ack 2 [4-8], recovery 8/8 RTO 245.281',
			'24.23 ms ack 2 [4-9], recovery 8/8 RTO 246.09',
			'24.7 ms ack 2 [4-10], recovery 8/8 RTO 246.915',
			'40.94 ms ack 2 [4-11], recovery 8/8 RTO 262.937',
			'41.41 ms ack 2 [4-12], recovery 8/8 RTO 263.275',
			'41.88 ms ack 2 [4-13], recovery 8/8 RTO 263.629',
			'42.35 ms ack 2 [4-14], recovery 8/8 RTO 264.057',
			'43.29 ms ack 14, karn-no-sample, recovery-ends, open 8/8',
		]);
	});

	it('three lost of one window: one reduction for all of them', () => {
		expect(play({segments: 20, lost: ['2', '5', '9'], until: 160}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'21.88 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 33.88',
			'22.82 ms ack 1 [6] [3-4], rack-lost, rack-recovery, sends 2b, recovery 9/7 REO 33.88',
			'23.29 ms ack 1 [6-7] [3-4], sends 5b, recovery 9/7 RTO 243.873',
			'23.76 ms ack 1 [6-8] [3-4], recovery 8/7 RTO 245.151',
			'24.7 ms ack 1 [10] [6-8] [3-4], rack-lost, sends 9b, recovery 7/7 RTO 246.505',
			'40.94 ms ack 1 [10-11] [6-8] [3-4], sends 15, recovery 7/7 RTO 262.578',
			'41.41 ms ack 1 [10-12] [6-8] [3-4], sends 16, recovery 7/7 RTO 262.961',
			'42.35 ms ack 1 [10-13] [6-8] [3-4], sends 17, recovery 7/7 RTO 263.766',
			'42.82 ms ack 1 [10-14] [6-8] [3-4], sends 18, recovery 7/7 RTO 264.177',
			'43.29 ms ack 4 [10-14] [6-8], karn-no-sample, sends 19, recovery 7/7 RTO 264.647',
			'43.76 ms ack 8 [10-14], karn-no-sample, sends 20, recovery 7/7 RTO 265.117',
			'45.17 ms ack 14, karn-no-sample, recovery-ends, open 7/7 TLP 97.17',
			'61.41 ms ack 15, open 7/7 TLP 113.41',
			'61.88 ms ack 16, open 7/7 TLP 113.88',
			'62.82 ms ack 17, open 7/7 TLP 114.82',
			'63.29 ms ack 18, open 7/7 TLP 111.29',
			'63.76 ms ack 19, open 7/7 TLP 284.685',
			'64.23 ms ack 20, open 8/7',
		]);
	});

	it('a retransmission that is lost too: found by what was sent after it, no timeout', () => {
		expect(play({segments: 20, lost: ['2', '2b'], until: 160}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'21.88 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 33.88',
			'22.35 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 33.88',
			'22.82 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.292',
			'23.29 ms ack 1 [3-7], recovery 9/7 RTO 244.526',
			'23.76 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.312',
			'24.23 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.117',
			'24.7 ms ack 1 [3-10], recovery 8/7 RTO 246.939',
			'40.94 ms ack 1 [3-11], recovery 7/7 RTO 262.958',
			'41.41 ms ack 1 [3-12], sends 18, recovery 7/7 RTO 263.293',
			'42.35 ms ack 1 [3-13], sends 19, recovery 7/7 RTO 264.056',
			'42.82 ms ack 1 [3-14], sends 20, recovery 7/7 RTO 264.43',
			'43.76 ms ack 1 [3-15], sends 2c, recovery 7/7 RTO 265.286',
			'44.23 ms ack 1 [3-16], recovery 7/7 RTO 265.624',
			'44.7 ms ack 1 [3-17], recovery 7/7 RTO 265.979',
			'61.88 ms ack 1 [3-18], recovery 7/7 RTO 283.058',
			'62.82 ms ack 1 [3-19], recovery 7/7 RTO 283.91',
			'63.29 ms ack 1 [3-20], recovery 7/7 RTO 284.303',
			'64.23 ms ack 20, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('half of a window lost: slow start bounds what goes while SND.UNA moves without new losses', () => {
		expect(play({segments: 24, lost: ['3', '4', '5', '6', '7', '8'], until: 200}).lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'24.23 ms ack 2 [9], rack-waits, sends 15, disorder 12/- REO 36.23',
			'24.7 ms ack 2 [9-10], rack-waits, disorder 12/- REO 36.7',
			'36.7 ms reordering, rack-lost, rack-recovery, sends 3b, recovery 6/8 RTO 257.88',
			'40.94 ms ack 2 [9-11], sends 4b, recovery 6/8 RTO 262.031',
			'41.41 ms ack 2 [9-12], sends 5b, recovery 6/8 RTO 262.482',
			'41.88 ms ack 2 [9-13], sends 6b, recovery 6/8 RTO 262.936',
			'42.35 ms ack 2 [9-14], sends 7b, recovery 6/8 RTO 263.45',
			'44.7 ms ack 2 [9-15], sends 8b, recovery 6/8 RTO 265.721',
			'57.17 ms ack 3 [9-15], karn-no-sample, sends 16 17, recovery 7/8 RTO 278.191',
			'61.41 ms ack 4 [9-15], karn-no-sample, sends 18 19, recovery 8/8 RTO 282.431',
			'61.88 ms ack 5 [9-15], karn-no-sample, sends 20, recovery 8/8 RTO 282.901',
			'62.35 ms ack 6 [9-15], karn-no-sample, sends 21, recovery 8/8 RTO 283.371',
			'62.82 ms ack 7 [9-15], karn-no-sample, sends 22, recovery 8/8 RTO 283.841',
			'65.17 ms ack 15, karn-no-sample, recovery-ends, sends 23, open 8/8 TLP 117.17',
			'77.64 ms ack 16, sends 24, open 8/8 TLP 125.64',
			'78.11 ms ack 17, open 8/8 TLP 126.11',
			'81.88 ms ack 18, open 8/8 TLP 129.88',
			'82.35 ms ack 19, open 8/8 TLP 130.35',
			'82.82 ms ack 20, open 8/8 TLP 130.82',
			'83.29 ms ack 21, open 8/8 TLP 131.29',
			'83.76 ms ack 22, open 9/8 TLP 131.76',
			'85.64 ms ack 23, open 9/8 TLP 306.496',
			'98.11 ms ack 24, open 9/8',
		]);
	});

	it('two lost in a short flight: the reordering timer, not three reports', () => {
		expect(play({segments: 3, lost: ['2'], until: 120}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'20.47 ms ack 1, open 10/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 10/- REO 33.41',
			'33.41 ms reordering, rack-lost, rack-recovery, sends 2b, recovery 1/7 RTO 253.638',
			'53.88 ms ack 3, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('ACKs lost as well: what the next one says counts for all', () => {
		expect(play({segments: 16, lost: ['4'], lostAcks: [4, 5, 6, 8], until: 120}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.41 ms ack 3, sends 15 16, open 13/- TLP 69.41',
			'23.76 ms ack 3 [5-8], rack-lost, rack-recovery, sends 4b, recovery 9/9 RTO 244.514',
			'24.7 ms ack 3 [5-10], recovery 9/9 RTO 245.947',
			'40.94 ms ack 3 [5-11], recovery 9/9 RTO 262.09',
			'41.41 ms ack 3 [5-12], recovery 9/9 RTO 262.534',
			'41.88 ms ack 3 [5-13], recovery 9/9 RTO 262.981',
			'42.35 ms ack 3 [5-14], recovery 9/9 RTO 263.49',
			'42.82 ms ack 3 [5-15], recovery 9/9 RTO 263.994',
			'43.29 ms ack 3 [5-16], recovery 9/9 RTO 264.552',
			'44.23 ms ack 16, karn-no-sample, recovery-ends, open 9/9',
		]);
	});

	it('losses in the recovery itself: new marks, no second reduction', () => {
		expect(play({segments: 24, lost: ['2', '11', '13'], until: 200}).lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'21.88 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 33.88',
			'22.35 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 33.88',
			'22.82 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.292',
			'23.29 ms ack 1 [3-7], recovery 9/7 RTO 244.526',
			'23.76 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.312',
			'24.23 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.117',
			'24.7 ms ack 1 [3-10], recovery 8/7 RTO 246.939',
			'41.41 ms ack 1 [12] [3-10], rack-lost, sends 11b, recovery 7/7 RTO 263.487',
			'42.82 ms ack 1 [14] [12] [3-10], rack-lost, sends 13b 18, recovery 7/7 RTO 264.755',
			'43.29 ms ack 10 [14] [12], karn-no-sample, sends 19, recovery 7/7 RTO 265.225',
			'43.76 ms ack 10 [14-15] [12], sends 20, recovery 7/7 RTO 265.571',
			'44.23 ms ack 10 [14-16] [12], sends 21, recovery 7/7 RTO 265.873',
			'44.7 ms ack 10 [14-17] [12], sends 22, recovery 7/7 RTO 266.196',
			'61.88 ms ack 12 [14-17], karn-no-sample, sends 23, recovery 7/7 RTO 283.376',
			'63.29 ms ack 17, karn-no-sample, recovery-ends, sends 24, open 7/7 TLP 115.29',
			'63.76 ms ack 18, open 7/7 TLP 115.76',
			'64.23 ms ack 19, open 7/7 TLP 116.23',
			'64.7 ms ack 20, open 7/7 TLP 116.7',
			'65.17 ms ack 21, open 7/7 TLP 117.17',
			'65.64 ms ack 22, open 7/7 TLP 117.64',
			'82.35 ms ack 23, open 8/7 TLP 303.481',
			'83.76 ms ack 24, open 8/7',
		]);
	});

	it('losses after the recovery: a second reduction from there', () => {
		expect(play({segments: 26, lost: ['2', '18'], until: 120}).lines).toEqual([
			'0 ms write 26, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'21.41 ms ack 1 [3], rack-waits, disorder 11/- REO 33.41',
			'21.88 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 33.88',
			'22.35 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 33.88',
			'22.82 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.292',
			'23.29 ms ack 1 [3-7], recovery 9/7 RTO 244.526',
			'23.76 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.312',
			'24.23 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.117',
			'24.7 ms ack 1 [3-10], recovery 8/7 RTO 246.939',
			'40.94 ms ack 1 [3-11], recovery 7/7 RTO 262.958',
			'41.41 ms ack 1 [3-12], sends 18, recovery 7/7 RTO 263.293',
			'42.35 ms ack 1 [3-13], sends 19, recovery 7/7 RTO 264.056',
			'42.82 ms ack 1 [3-14], sends 20, recovery 7/7 RTO 264.43',
			'43.29 ms ack 14, karn-no-sample, recovery-ends, open 7/7 TLP 95.29',
			'43.76 ms ack 15, sends 21 22, open 7/7 TLP 95.76',
			'44.23 ms ack 16, open 7/7 TLP 96.23',
			'44.7 ms ack 17, sends 23 24, open 7/7 TLP 96.7',
			'62.82 ms ack 17 [19], rack-waits, sends 25, disorder 7/7 REO 74.82',
			'63.29 ms ack 17 [19-20], rack-waits, sends 26, disorder 7/7 REO 75.29',
			'64.23 ms ack 17 [19-21], rack-lost, rack-recovery, sends 18b, recovery 6/4 REO 75.29',
			'64.7 ms ack 17 [19-22], recovery 6/4 RTO 285.234',
			'65.17 ms ack 17 [19-23], recovery 4/4 RTO 286.107',
			'65.64 ms ack 17 [19-24], recovery 4/4 RTO 286.577',
			'83.29 ms ack 17 [19-25], recovery 4/4 RTO 304.169',
			'83.76 ms ack 17 [19-26], recovery 4/4 RTO 304.588',
			'84.7 ms ack 26, karn-no-sample, recovery-ends, open 5/4',
		]);
	});

	it('the reordering timer fires in a recovery: what is missing is sent again, nothing is cut anew', () => {
		expect(play({segments: 24, late: {3: 1.2}, lost: ['14', '16', '17'], until: 160}).lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.47 ms ack 1, sends 11 12, open 11/- TLP 68.47',
			'20.94 ms ack 2, sends 13 14, open 12/- TLP 68.94',
			'21.88 ms ack 2 [4], rack-waits, disorder 12/- REO 33.88',
			'22.35 ms ack 2 [4-5], rack-waits, sends 15 16, disorder 12/- REO 34.35',
			'22.61 ms ack 5, rack-reordering, sends 17 18, open 13/- TLP 70.61',
			'22.82 ms ack 6, sends 19 20, open 14/- TLP 74.82',
			'23.29 ms ack 7, sends 21 22, open 15/- TLP 75.29',
			'23.76 ms ack 8, sends 23 24, open 16/- TLP 75.76',
			'24.23 ms ack 9, open 17/- TLP 76.23',
			'24.7 ms ack 10, open 18/- TLP 76.7',
			'40.94 ms ack 11, open 19/- TLP 92.94',
			'41.41 ms ack 12, open 20/- TLP 93.41',
			'41.88 ms ack 13, open 21/- TLP 93.88',
			'42.82 ms ack 13 [15], rack-waits, disorder 21/- REO 54.82',
			'44.23 ms ack 13 [18] [15], rack-waits, disorder 21/- REO 56.23',
			'44.7 ms ack 13 [18-19] [15], rack-waits, disorder 21/- REO 56.7',
			'45.17 ms ack 13 [18-20] [15], rack-waits, disorder 21/- REO 57.17',
			'45.64 ms ack 13 [18-21] [15], rack-waits, disorder 21/- REO 57.64',
			'46.11 ms ack 13 [18-22] [15], rack-waits, disorder 21/- REO 58.11',
			'46.58 ms ack 13 [18-23] [15], rack-waits, disorder 21/- REO 58.58',
			'47.05 ms ack 13 [18-24] [15], rack-waits, disorder 21/- REO 59.05',
			'59.05 ms reordering, rack-lost, rack-recovery, sends 14b, recovery 1/14 RTO 281.274',
			'79.52 ms ack 15 [18-24], karn-no-sample, sends 16b 17b, recovery 2/14 RTO 301.744',
			'99.99 ms ack 16 [18-24], karn-no-sample, recovery 3/14 RTO 322.214',
			'100.46 ms ack 24, karn-no-sample, recovery-ends, open 14/14',
		]);
	});

	it('in disorder the timer starts it; the marks it found are those that go', () => {
		expect(play({segments: 8, lost: ['2', '3', '5', '6', '7'], until: 300}).lines).toEqual([
			'0 ms write 8, sends 1 2 3 4 5 6 7 8, open 10/- TLP 48',
			'20.47 ms ack 1, open 11/- TLP 68.47',
			'21.88 ms ack 1 [4], rack-waits, disorder 11/- REO 33.88',
			'23.76 ms ack 1 [8] [4], rack-waits, disorder 11/- REO 35.76',
			'35.76 ms reordering, rack-lost, rack-recovery, sends 2b, recovery 1/7 RTO 256.481',
			'56.23 ms ack 2 [8] [4], karn-no-sample, sends 3b 5b, recovery 2/7 RTO 276.951',
			'76.7 ms ack 4 [8], karn-no-sample, sends 6b 7b, recovery 3/7 RTO 297.421',
			'77.17 ms ack 5 [8], karn-no-sample, recovery 4/7 RTO 297.891',
			'97.17 ms ack 6 [8], karn-no-sample, recovery 3/7 RTO 317.891',
			'97.64 ms ack 8, karn-no-sample, recovery-ends, open 7/7',
		]);
	});
});
