import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('without SACK: duplicate ACKs are the reports', () => {
	it('one segment lost: three duplicates, one retransmission; the recovery holds until more is acknowledged (RFC 6582)', () => {
		expect(play({segments: 14, both: [], lost: ['3'], later: {60: 2}, until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.82 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 242.989',
			'23.29 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'23.76 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.23 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.7 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'40.94 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'41.41 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'41.88 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'42.35 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'43.29 ms ack 14, karn-no-sample, recovery 8/8',
			'60 ms write 2, sends 15 16, recovery 8/8 RTO 280.169',
			'80.47 ms ack 15, recovery-ends, open 8/8 RTO 300.677',
			'80.94 ms ack 16, open 8/8',
		]);
	});

	it('three lost: each partial ACK names the next', () => {
		expect(play({segments: 20, both: [], lost: ['2', '5', '9'], until: 200}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'21.41 ms ack 1, dup-ack, disorder 11/- RTO 240.529',
			'21.88 ms ack 1, dup-ack, sends 13 14, disorder 11/- RTO 240.529',
			'22.82 ms ack 1, dup-ack, rack-recovery, sends 2b, recovery 10/7 RTO 242.879',
			'23.29 ms ack 1, dup-ack, sends 15, recovery 10/7 RTO 242.879',
			'23.76 ms ack 1, dup-ack, recovery 9/7 RTO 242.879',
			'24.7 ms ack 1, dup-ack, sends 16, recovery 9/7 RTO 242.879',
			'40.94 ms ack 1, dup-ack, sends 17, recovery 9/7 RTO 242.879',
			'41.41 ms ack 1, dup-ack, recovery 8/7 RTO 242.879',
			'42.35 ms ack 1, dup-ack, recovery 7/7 RTO 242.879',
			'42.82 ms ack 1, dup-ack, sends 18, recovery 7/7 RTO 242.879',
			'43.29 ms ack 4, karn-no-sample, sends 5b 19, recovery 7/7 RTO 263.349',
			'43.76 ms ack 4, dup-ack, sends 20, recovery 7/7 RTO 263.349',
			'45.17 ms ack 4, dup-ack, recovery 7/7 RTO 263.349',
			'61.41 ms ack 4, dup-ack, recovery 7/7 RTO 263.349',
			'63.29 ms ack 4, dup-ack, recovery 7/7 RTO 263.349',
			'63.76 ms ack 8, karn-no-sample, sends 9b, recovery 7/7 RTO 283.819',
			'64.23 ms ack 8, dup-ack, recovery 7/7 RTO 283.819',
			'64.7 ms ack 8, dup-ack, recovery 7/7 RTO 283.819',
			'84.23 ms ack 20, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('a segment that comes late behind two duplicates is no loss: new text went for them (RFC 3042)', () => {
		expect(play({segments: 14, both: [], late: {3: 1.2}, until: 80}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.61 ms ack 5, open 13/- RTO 243.084',
			'22.82 ms ack 6, open 14/- RTO 243.587',
			'23.29 ms ack 7, open 15/- RTO 244.372',
			'23.76 ms ack 8, open 16/- RTO 245.177',
			'24.23 ms ack 9, open 17/- RTO 245.999',
			'24.7 ms ack 10, open 18/- RTO 246.835',
			'40.94 ms ack 11, open 19/- RTO 262.867',
			'41.41 ms ack 12, open 20/- RTO 263.214',
			'41.88 ms ack 13, open 21/- RTO 263.576',
			'42.35 ms ack 14, open 22/-',
		]);
	});

	it('the retransmission is lost: the timeout, and F-RTO does not take duplicates for an answer', () => {
		expect(play({segments: 14, both: [], lost: ['3', '3b'], until: 700}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.82 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 242.989',
			'23.29 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'23.76 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.23 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.7 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'40.94 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'41.41 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'41.88 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'42.35 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'242.989 ms retransmission, retransmission-timeout, sends 3c, loss 1/8 RTO 683.327',
			'263.459 ms ack 14, karn-no-sample, loss 8/8',
		]);
	});

	it('all was only late: two ACKs that move undo the timeout', () => {
		expect(
			play({
				segments: 14,
				both: [],
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
			'240.47 ms ack 10, dup-ack, disorder 19/- RTO 862.059',
			'245.94 ms ack 11, open 20/- RTO 860.155',
			'246.41 ms ack 12, open 21/- RTO 844.808',
			'246.88 ms ack 13, open 22/- RTO 831.379',
			'247.35 ms ack 14, open 23/-',
		]);
	});

	it('the last is lost: no probe, only RTO', () => {
		expect(play({segments: 5, both: [], lost: ['5'], until: 500}).lines).toEqual([
			'0 ms write 5, sends 1 2 3 4 5, open 10/- RTO 220',
			'20.47 ms ack 1, open 10/- RTO 240.529',
			'20.94 ms ack 2, open 10/- RTO 241.109',
			'21.41 ms ack 3, open 10/- RTO 241.734',
			'21.88 ms ack 4, open 10/- RTO 242.399',
			'242.399 ms retransmission, retransmission-timeout, sends 5b, loss 1/7 RTO 683.437',
			'262.869 ms ack 5, karn-no-sample, loss 2/7',
		]);
	});

	it('doubled segments make duplicates: never more than could have left the network', () => {
		expect(play({segments: 4, both: [], doubled: ['1', '2', '3', '4'], until: 80}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- RTO 220',
			'20.47 ms ack 1, open 10/- RTO 240.529',
			'20.47 ms ack 1, dup-ack, disorder 10/- RTO 240.529',
			'20.94 ms ack 2, open 10/- RTO 241.109',
			'20.94 ms ack 2, dup-ack, disorder 10/- RTO 241.109',
			'21.41 ms ack 3, open 10/- RTO 241.734',
			'21.41 ms ack 3, dup-ack, open 10/- RTO 241.734',
			'21.88 ms ack 4, open 10/-',
			'21.88 ms ack 4, open 10/-',
		]);
	});

	it('with timestamps a retransmission for nothing is undone (Eifel)', () => {
		expect(play({segments: 14, both: ['timestamps'], late: {3: 3.2}, until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.82 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 242.989',
			'23.29 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'23.76 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.23 ms ack 2, dup-ack, recovery 8/8 RTO 242.989',
			'24.61 ms ack 9, rack-reordering, reduction-undone, open 13/- RTO 245.258',
			'24.7 ms ack 10, open 14/- RTO 245.855',
			'40.94 ms ack 11, open 15/- RTO 262.009',
			'41.41 ms ack 12, open 16/- RTO 262.463',
			'41.88 ms ack 13, open 17/- RTO 262.919',
			'42.35 ms ack 14, open 18/-',
			'43.29 ms ack 14, open 18/-',
		]);
	});

	it('new losses behind a held recovery begin another', () => {
		expect(play({segments: 12, both: [], lost: ['3', '14'], later: {40: 8}, until: 140}).lines).toEqual([
			'0 ms write 12, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.82 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 7/8 RTO 242.989',
			'23.29 ms ack 2, dup-ack, recovery 7/8 RTO 242.989',
			'23.76 ms ack 2, dup-ack, recovery 7/8 RTO 242.989',
			'24.23 ms ack 2, dup-ack, recovery 7/8 RTO 242.989',
			'24.7 ms ack 2, dup-ack, recovery 7/8 RTO 242.989',
			'40 ms write 8, sends 13 14 15 16, recovery 7/8 RTO 242.989',
			'40.94 ms ack 2, dup-ack, sends 17, recovery 7/8 RTO 242.989',
			'41.41 ms ack 2, dup-ack, sends 18, recovery 7/8 RTO 242.989',
			'43.29 ms ack 12, karn-no-sample, sends 19 20, recovery 8/8 RTO 263.459',
			'60.47 ms ack 13, recovery-ends, open 8/8 RTO 280.677',
			'61.41 ms ack 13, dup-ack, disorder 8/8 RTO 280.677',
			'61.88 ms ack 13, dup-ack, disorder 8/8 RTO 280.677',
			'62.35 ms ack 13, dup-ack, rack-recovery, sends 14b, recovery 4/5 RTO 282.557',
			'62.82 ms ack 13, dup-ack, recovery 4/5 RTO 282.557',
			'63.76 ms ack 13, dup-ack, recovery 4/5 RTO 282.557',
			'64.23 ms ack 13, dup-ack, recovery 4/5 RTO 282.557',
			'82.82 ms ack 20, karn-no-sample, recovery 5/5',
		]);
	});

	it('the network overtakes: more duplicates are needed, up to the timeout, which forgets it', () => {
		expect(play({segments: 30, both: ['timestamps'], late: {3: 3.2}, lost: ['20', '20b'], until: 900}).lines).toEqual([
			'0 ms write 30, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.88 ms ack 2, dup-ack, disorder 12/- RTO 241.109',
			'22.35 ms ack 2, dup-ack, sends 15 16, disorder 12/- RTO 241.109',
			'22.82 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 11/8 RTO 242.989',
			'23.29 ms ack 2, dup-ack, sends 17, recovery 11/8 RTO 242.989',
			'23.76 ms ack 2, dup-ack, recovery 10/8 RTO 242.989',
			'24.23 ms ack 2, dup-ack, sends 18, recovery 10/8 RTO 242.989',
			'24.61 ms ack 9, rack-reordering, reduction-undone, sends 19 20 21 22, open 13/- RTO 245.258',
			'24.7 ms ack 10, sends 23 24, open 14/- RTO 245.855',
			'40.94 ms ack 11, sends 25 26, open 15/- RTO 262.009',
			'41.41 ms ack 12, sends 27 28, open 16/- RTO 262.463',
			'41.88 ms ack 13, sends 29 30, open 17/- RTO 262.919',
			'42.35 ms ack 14, open 18/- RTO 263.435',
			'42.82 ms ack 15, open 19/- RTO 263.828',
			'43.29 ms ack 16, open 20/- RTO 264.29',
			'43.76 ms ack 16, dup-ack, disorder 21/- RTO 264.29',
			'44.23 ms ack 17, open 22/- RTO 265.223',
			'44.7 ms ack 18, open 23/- RTO 265.628',
			'45.17 ms ack 19, open 24/- RTO 266.052',
			'46.11 ms ack 19, dup-ack, disorder 25/- RTO 266.052',
			'46.58 ms ack 19, dup-ack, disorder 26/- RTO 266.052',
			'47.05 ms ack 19, dup-ack, disorder 27/- RTO 266.052',
			'47.52 ms ack 19, dup-ack, disorder 28/- RTO 266.052',
			'61.41 ms ack 19, dup-ack, disorder 29/- RTO 266.052',
			'61.88 ms ack 19, dup-ack, disorder 30/- RTO 266.052',
			'62.35 ms ack 19, dup-ack, rack-recovery, sends 20b, recovery 4/21 RTO 283.232',
			'62.82 ms ack 19, dup-ack, recovery 4/21 RTO 283.232',
			'63.29 ms ack 19, dup-ack, recovery 4/21 RTO 283.232',
			'63.76 ms ack 19, dup-ack, recovery 4/21 RTO 283.232',
			'283.232 ms retransmission, retransmission-timeout, sends 20c, loss 1/21 RTO 724.996',
			'303.702 ms ack 30, loss 12/21',
		]);
	});

	it('a timeout in the midst of a recovery', () => {
		expect(play({segments: 20, both: [], lost: ['2', '4', '2b', '15', '16'], until: 900}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'21.41 ms ack 1, dup-ack, disorder 11/- RTO 240.529',
			'22.35 ms ack 1, dup-ack, sends 13 14, disorder 11/- RTO 240.529',
			'22.82 ms ack 1, dup-ack, rack-recovery, sends 2b, recovery 10/7 RTO 242.879',
			'23.29 ms ack 1, dup-ack, sends 15, recovery 10/7 RTO 242.879',
			'23.76 ms ack 1, dup-ack, recovery 9/7 RTO 242.879',
			'24.23 ms ack 1, dup-ack, sends 16, recovery 9/7 RTO 242.879',
			'24.7 ms ack 1, dup-ack, sends 17, recovery 9/7 RTO 242.879',
			'40.94 ms ack 1, dup-ack, recovery 8/7 RTO 242.879',
			'41.41 ms ack 1, dup-ack, recovery 7/7 RTO 242.879',
			'42.82 ms ack 1, dup-ack, sends 18, recovery 7/7 RTO 242.879',
			'43.29 ms ack 1, dup-ack, sends 19, recovery 7/7 RTO 242.879',
			'45.17 ms ack 1, dup-ack, sends 20, recovery 7/7 RTO 242.879',
			'63.29 ms ack 1, dup-ack, recovery 7/7 RTO 242.879',
			'63.76 ms ack 1, dup-ack, recovery 7/7 RTO 242.879',
			'65.64 ms ack 1, dup-ack, recovery 7/7 RTO 242.879',
			'242.879 ms retransmission, retransmission-timeout, sends 2c, loss 1/7 RTO 682.997',
			'263.349 ms ack 3, karn-no-sample, sends 4b 5b 6b, loss 3/7 RTO 703.467',
			'283.819 ms ack 14, karn-no-sample, sends 15b 16b 17b 18b 19b 20b, loss 8/7 RTO 723.937',
			'284.289 ms ack 14, loss 8/7 RTO 723.937',
			'284.759 ms ack 14, loss 8/7 RTO 723.937',
			'304.289 ms ack 15, karn-no-sample, loss 8/7 RTO 744.407',
			'304.759 ms ack 20, karn-no-sample, loss 8/7',
			'305.229 ms ack 20, loss 8/7',
			'305.699 ms ack 20, loss 8/7',
			'306.169 ms ack 20, loss 8/7',
			'306.639 ms ack 20, loss 8/7',
		]);
	});
});
