import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('RACK and proportional rate reduction, with SACK', () => {
	it('one segment lost: three reports behind it, one retransmission, half of the flight left', () => {
		expect(play({segments: 14, lost: ['3'], until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21 ms ack 2, sends 13 14, open 12/- TLP 69.36',
			'22 ms ack 2 [4], rack-waits, disorder 12/- REO 35',
			'22.5 ms ack 2 [4-5], rack-waits, disorder 12/- REO 35.5',
			'23 ms ack 2 [4-6], rack-lost, rack-recovery, sends 3b, recovery 9/8 REO 35.5',
			'23.5 ms ack 2 [4-7], recovery 8/8 RTO 244.278',
			'24 ms ack 2 [4-8], recovery 8/8 RTO 245.618',
			'24.5 ms ack 2 [4-9], recovery 8/8 RTO 246.478',
			'25 ms ack 2 [4-10], recovery 8/8 RTO 247.356',
			'41 ms ack 2 [4-11], recovery 8/8 RTO 263.124',
			'41.5 ms ack 2 [4-12], recovery 8/8 RTO 263.484',
			'42 ms ack 2 [4-13], recovery 8/8 RTO 263.861',
			'42.5 ms ack 2 [4-14], recovery 8/8 RTO 264.316',
			'43.5 ms ack 14, karn-no-sample, recovery-ends, open 8/8',
		]);
	});

	it('three lost of one window: one reduction for all of them', () => {
		expect(play({segments: 20, lost: ['2', '5', '9'], until: 160}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 11/- REO 34.5',
			'22 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 35',
			'23 ms ack 1 [6] [3-4], rack-lost, rack-recovery, sends 2b, recovery 9/7 REO 35',
			'23.5 ms ack 1 [6-7] [3-4], sends 5b, recovery 9/7 RTO 244.12',
			'24 ms ack 1 [6-8] [3-4], recovery 8/7 RTO 245.48',
			'25 ms ack 1 [10] [6-8] [3-4], rack-lost, sends 9b, recovery 7/7 RTO 246.92',
			'41 ms ack 1 [10-11] [6-8] [3-4], sends 15, recovery 7/7 RTO 262.743',
			'41.5 ms ack 1 [10-12] [6-8] [3-4], sends 16, recovery 7/7 RTO 263.15',
			'42.5 ms ack 1 [10-13] [6-8] [3-4], sends 17, recovery 7/7 RTO 264.006',
			'43 ms ack 1 [10-14] [6-8] [3-4], sends 18, recovery 7/7 RTO 264.443',
			'43.5 ms ack 4 [10-14] [6-8], karn-no-sample, sends 19, recovery 7/7 RTO 264.943',
			'44 ms ack 8 [10-14], karn-no-sample, sends 20, recovery 7/7 RTO 265.443',
			'45.5 ms ack 14, karn-no-sample, recovery-ends, open 7/7 TLP 96.386',
			'61.5 ms ack 15, open 7/7 TLP 112.15',
			'62 ms ack 16, open 7/7 TLP 112.444',
			'63 ms ack 17, open 7/7 TLP 113.264',
			'63.5 ms ack 18, open 7/7 TLP 113.606',
			'64 ms ack 19, open 7/7 TLP 284.984',
			'64.5 ms ack 20, open 8/7',
		]);
	});

	it('a retransmission that is lost too: found by what was sent after it, no timeout', () => {
		expect(play({segments: 20, lost: ['2', '2b'], until: 160}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 11/- REO 34.5',
			'22 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 35',
			'22.5 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 35',
			'23 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.503',
			'23.5 ms ack 1 [3-7], recovery 9/7 RTO 244.815',
			'24 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.651',
			'24.5 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.507',
			'25 ms ack 1 [3-10], recovery 8/7 RTO 247.381',
			'41 ms ack 1 [3-11], recovery 7/7 RTO 263.146',
			'41.5 ms ack 1 [3-12], sends 18, recovery 7/7 RTO 263.503',
			'42.5 ms ack 1 [3-13], sends 19, recovery 7/7 RTO 264.315',
			'43 ms ack 1 [3-14], sends 20, recovery 7/7 RTO 264.713',
			'44 ms ack 1 [3-15], sends 2c, recovery 7/7 RTO 265.624',
			'44.5 ms ack 1 [3-16], recovery 7/7 RTO 265.984',
			'45 ms ack 1 [3-17], recovery 7/7 RTO 266.361',
			'62 ms ack 1 [3-18], recovery 7/7 RTO 283.253',
			'63 ms ack 1 [3-19], recovery 7/7 RTO 284.159',
			'63.5 ms ack 1 [3-20], recovery 7/7 RTO 284.577',
			'64.5 ms ack 20, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('half of a window lost: slow start bounds what goes while SND.UNA moves without new losses', () => {
		expect(play({segments: 24, lost: ['3', '4', '5', '6', '7', '8'], until: 200}).lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21 ms ack 2, sends 13 14, open 12/- TLP 69.36',
			'24.5 ms ack 2 [9], rack-waits, sends 15, disorder 12/- REO 37.5',
			'25 ms ack 2 [9-10], rack-waits, disorder 12/- REO 38',
			'38 ms reordering, rack-lost, rack-recovery, sends 3b, recovery 6/8 RTO 259.255',
			'41 ms ack 2 [9-11], sends 4b, recovery 6/8 RTO 262.161',
			'41.5 ms ack 2 [9-12], sends 5b, recovery 6/8 RTO 262.641',
			'42 ms ack 2 [9-13], sends 6b, recovery 6/8 RTO 263.123',
			'42.5 ms ack 2 [9-14], sends 7b, recovery 6/8 RTO 263.67',
			'45 ms ack 2 [9-15], sends 8b, recovery 6/8 RTO 266.086',
			'58.5 ms ack 3 [9-15], karn-no-sample, sends 16 17, recovery 7/8 RTO 279.586',
			'61.5 ms ack 4 [9-15], karn-no-sample, sends 18 19, recovery 8/8 RTO 282.586',
			'62 ms ack 5 [9-15], karn-no-sample, sends 20, recovery 8/8 RTO 283.086',
			'62.5 ms ack 6 [9-15], karn-no-sample, sends 21, recovery 8/8 RTO 283.586',
			'63 ms ack 7 [9-15], karn-no-sample, sends 22, recovery 8/8 RTO 284.086',
			'65.5 ms ack 15, karn-no-sample, recovery-ends, sends 23, open 8/8 TLP 115.672',
			'79 ms ack 16, sends 24, open 8/8 TLP 129.026',
			'79.5 ms ack 17, open 8/8 TLP 129.522',
			'82 ms ack 18, open 8/8 TLP 131.894',
			'82.5 ms ack 19, open 8/8 TLP 132.408',
			'83 ms ack 20, open 8/8 TLP 132.92',
			'83.5 ms ack 21, open 8/8 TLP 133.43',
			'84 ms ack 22, open 9/8 TLP 133.938',
			'86 ms ack 23, open 9/8 TLP 306.91',
			'99.5 ms ack 24, open 9/8',
		]);
	});

	it('two lost in a short flight: the reordering timer, not three reports', () => {
		expect(play({segments: 3, lost: ['2'], until: 120}).lines).toEqual([
			'0 ms write 3, sends 1 2 3, open 10/- TLP 48',
			'20.5 ms ack 1, open 10/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 10/- REO 34.5',
			'34.5 ms reordering, rack-lost, rack-recovery, sends 2b, recovery 1/7 RTO 254.743',
			'55 ms ack 3, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('ACKs lost as well: what the next one says counts for all', () => {
		expect(play({segments: 16, lost: ['4'], lostAcks: [4, 5, 6, 8], until: 120}).lines).toEqual([
			'0 ms write 16, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21 ms ack 2, sends 13 14, open 12/- TLP 69.36',
			'21.5 ms ack 3, sends 15 16, open 13/- TLP 70.19',
			'24 ms ack 3 [5-8], rack-lost, rack-recovery, sends 4b, recovery 9/9 RTO 244.802',
			'25 ms ack 3 [5-10], recovery 9/9 RTO 246.327',
			'41 ms ack 3 [5-11], recovery 9/9 RTO 262.224',
			'41.5 ms ack 3 [5-12], recovery 9/9 RTO 262.696',
			'42 ms ack 3 [5-13], recovery 9/9 RTO 263.172',
			'42.5 ms ack 3 [5-14], recovery 9/9 RTO 263.713',
			'43 ms ack 3 [5-15], recovery 9/9 RTO 264.249',
			'43.5 ms ack 3 [5-16], recovery 9/9 RTO 264.843',
			'44.5 ms ack 16, karn-no-sample, recovery-ends, open 9/9',
		]);
	});

	it('losses in the recovery itself: new marks, no second reduction', () => {
		expect(play({segments: 24, lost: ['2', '11', '13'], until: 200}).lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 11/- REO 34.5',
			'22 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 35',
			'22.5 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 35',
			'23 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.503',
			'23.5 ms ack 1 [3-7], recovery 9/7 RTO 244.815',
			'24 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.651',
			'24.5 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.507',
			'25 ms ack 1 [3-10], recovery 8/7 RTO 247.381',
			'41.5 ms ack 1 [12] [3-10], rack-lost, sends 11b, recovery 7/7 RTO 263.708',
			'43 ms ack 1 [14] [12] [3-10], rack-lost, sends 13b 18, recovery 7/7 RTO 265.057',
			'43.5 ms ack 10 [14] [12], karn-no-sample, sends 19, recovery 7/7 RTO 265.557',
			'44 ms ack 10 [14-15] [12], sends 20, recovery 7/7 RTO 265.925',
			'44.5 ms ack 10 [14-16] [12], sends 21, recovery 7/7 RTO 266.247',
			'45 ms ack 10 [14-17] [12], sends 22, recovery 7/7 RTO 266.591',
			'62 ms ack 12 [14-17], karn-no-sample, sends 23, recovery 7/7 RTO 283.591',
			'63.5 ms ack 17, karn-no-sample, recovery-ends, sends 24, open 7/7 TLP 114.682',
			'64 ms ack 18, open 7/7 TLP 115.034',
			'64.5 ms ack 19, open 7/7 TLP 115.404',
			'65 ms ack 20, open 7/7 TLP 115.792',
			'65.5 ms ack 21, open 7/7 TLP 116.194',
			'66 ms ack 22, open 7/7 TLP 116.608',
			'82.5 ms ack 23, open 8/7 TLP 303.704',
			'84 ms ack 24, open 8/7',
		]);
	});

	it('losses after the recovery: a second one from there', () => {
		expect(play({segments: 26, lost: ['2', '18'], until: 120}).lines).toEqual([
			'0 ms write 26, sends 1 2 3 4 5 6 7 8 9 10, open 10/- TLP 48',
			'20.5 ms ack 1, sends 11 12, open 11/- TLP 68.626',
			'21.5 ms ack 1 [3], rack-waits, disorder 11/- REO 34.5',
			'22 ms ack 1 [3-4], rack-waits, sends 13 14, disorder 11/- REO 35',
			'22.5 ms ack 1 [3-5], rack-lost, rack-recovery, sends 2b, recovery 10/7 REO 35',
			'23 ms ack 1 [3-6], sends 15, recovery 10/7 RTO 243.503',
			'23.5 ms ack 1 [3-7], recovery 9/7 RTO 244.815',
			'24 ms ack 1 [3-8], sends 16, recovery 9/7 RTO 245.651',
			'24.5 ms ack 1 [3-9], sends 17, recovery 9/7 RTO 246.507',
			'25 ms ack 1 [3-10], recovery 8/7 RTO 247.381',
			'41 ms ack 1 [3-11], recovery 7/7 RTO 263.146',
			'41.5 ms ack 1 [3-12], sends 18, recovery 7/7 RTO 263.503',
			'42.5 ms ack 1 [3-13], sends 19, recovery 7/7 RTO 264.315',
			'43 ms ack 1 [3-14], sends 20, recovery 7/7 RTO 264.713',
			'43.5 ms ack 14, karn-no-sample, recovery-ends, open 7/7 TLP 94.926',
			'44 ms ack 15, sends 21 22, open 7/7 TLP 95.248',
			'44.5 ms ack 16, open 7/7 TLP 95.468',
			'45 ms ack 17, sends 23 24, open 7/7 TLP 95.722',
			'63 ms ack 17 [19], rack-waits, sends 25, disorder 7/7 REO 75',
			'63.5 ms ack 17 [19-20], rack-waits, sends 26, disorder 7/7 REO 75',
			'64.5 ms ack 17 [19-21], rack-lost, rack-recovery, sends 18b, recovery 6/4 REO 75',
			'65 ms ack 17 [19-22], recovery 6/4 RTO 285.567',
			'65.5 ms ack 17 [19-23], recovery 4/4 RTO 286.496',
			'66 ms ack 17 [19-24], recovery 4/4 RTO 286.997',
			'83.5 ms ack 17 [19-25], recovery 4/4 RTO 304.435',
			'84 ms ack 17 [19-26], recovery 4/4 RTO 304.881',
			'85 ms ack 26, karn-no-sample, recovery-ends, open 5/4',
		]);
	});
});
