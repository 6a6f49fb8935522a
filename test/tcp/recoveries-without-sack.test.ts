import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('without SACK: duplicate ACKs are the reports', () => {
	it('one segment lost: three duplicates, one retransmission; the recovery holds until more is acknowledged (RFC 6582)', () => {
		expect(play({segments: 14, both: [], lost: ['3'], later: {60: 2}, until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21 ms ack 2, sends 13 14, open 12/- RTO 241.18',
			'22 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'22.5 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'23 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 243.18',
			'23.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'25 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'41 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'41.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'42 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'42.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'43.5 ms ack 14, karn-no-sample, recovery 8/8',
			'60 ms write 2, sends 15 16, recovery 8/8 RTO 280.18',
			'80.5 ms ack 15, recovery-ends, open 8/8 RTO 300.72',
			'81 ms ack 16, open 8/8',
		]);
	});

	it('three lost: each partial ACK names the next', () => {
		expect(play({segments: 20, both: [], lost: ['2', '5', '9'], until: 200}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21.5 ms ack 1, dup-ack, disorder 11/- RTO 240.563',
			'22 ms ack 1, dup-ack, sends 13 14, disorder 11/- RTO 240.563',
			'23 ms ack 1, dup-ack, rack-recovery, sends 2b, recovery 10/7 RTO 243.063',
			'23.5 ms ack 1, dup-ack, sends 15, recovery 10/7 RTO 243.063',
			'24 ms ack 1, dup-ack, recovery 9/7 RTO 243.063',
			'25 ms ack 1, dup-ack, sends 16, recovery 9/7 RTO 243.063',
			'41 ms ack 1, dup-ack, sends 17, recovery 9/7 RTO 243.063',
			'41.5 ms ack 1, dup-ack, recovery 8/7 RTO 243.063',
			'42.5 ms ack 1, dup-ack, recovery 7/7 RTO 243.063',
			'43 ms ack 1, dup-ack, sends 18, recovery 7/7 RTO 243.063',
			'43.5 ms ack 4, karn-no-sample, sends 5b 19, recovery 7/7 RTO 263.563',
			'44 ms ack 4, dup-ack, sends 20, recovery 7/7 RTO 263.563',
			'45.5 ms ack 4, dup-ack, recovery 7/7 RTO 263.563',
			'61.5 ms ack 4, dup-ack, recovery 7/7 RTO 263.563',
			'63.5 ms ack 4, dup-ack, recovery 7/7 RTO 263.563',
			'64 ms ack 8, karn-no-sample, sends 9b, recovery 7/7 RTO 284.063',
			'64.5 ms ack 8, dup-ack, recovery 7/7 RTO 284.063',
			'65 ms ack 8, dup-ack, recovery 7/7 RTO 284.063',
			'84.5 ms ack 20, karn-no-sample, recovery-ends, open 7/7',
		]);
	});

	it('a segment that comes late behind two duplicates is no loss: new text went for them (RFC 3042)', () => {
		expect(play({segments: 14, both: [], late: {3: 1.2}, until: 80}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21 ms ack 2, sends 13 14, open 12/- RTO 241.18',
			'22 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'22.5 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'22.7 ms ack 5, open 13/- RTO 243.195',
			'23 ms ack 6, open 14/- RTO 243.808',
			'23.5 ms ack 7, open 15/- RTO 244.645',
			'24 ms ack 8, open 16/- RTO 245.502',
			'24.5 ms ack 9, open 17/- RTO 246.377',
			'25 ms ack 10, open 18/- RTO 247.267',
			'41 ms ack 11, open 19/- RTO 263.046',
			'41.5 ms ack 12, open 20/- RTO 263.415',
			'42 ms ack 13, open 21/- RTO 263.801',
			'42.5 ms ack 14, open 22/-',
		]);
	});

	it('the retransmission is lost: the timeout, and F-RTO does not take duplicates for an answer', () => {
		expect(play({segments: 14, both: [], lost: ['3', '3b'], until: 700}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21 ms ack 2, sends 13 14, open 12/- RTO 241.18',
			'22 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'22.5 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'23 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 243.18',
			'23.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'25 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'41 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'41.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'42 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'42.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'243.18 ms retransmission, retransmission-timeout, sends 3c, loss 1/8 RTO 683.54',
			'263.68 ms ack 14, karn-no-sample, loss 8/8',
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
			'240.5 ms ack 10, dup-ack, disorder 19/- RTO 862.839',
			'246 ms ack 11, open 20/- RTO 860.681',
			'246.5 ms ack 12, open 21/- RTO 845.355',
			'247 ms ack 13, open 22/- RTO 831.945',
			'247.5 ms ack 14, open 23/-',
		]);
	});

	it('the last is lost: no probe, only RTO', () => {
		expect(play({segments: 5, both: [], lost: ['5'], until: 500}).lines).toEqual([
			'0 ms write 5, sends 1 2 3 4 5, open 10/- RTO 220',
			'20.5 ms ack 1, open 10/- RTO 240.563',
			'21 ms ack 2, open 10/- RTO 241.18',
			'21.5 ms ack 3, open 10/- RTO 241.845',
			'22 ms ack 4, open 10/- RTO 242.552',
			'242.552 ms retransmission, retransmission-timeout, sends 5b, loss 1/7 RTO 683.656',
			'263.052 ms ack 5, karn-no-sample, loss 2/7',
		]);
	});

	it('doubled segments make duplicates: never more than could have left the network', () => {
		expect(play({segments: 4, both: [], doubled: ['1', '2', '3', '4'], until: 80}).lines).toEqual([
			'0 ms write 4, sends 1 2 3 4, open 10/- RTO 220',
			'20.5 ms ack 1, open 10/- RTO 240.563',
			'20.5 ms ack 1, dup-ack, disorder 10/- RTO 240.563',
			'21 ms ack 2, open 10/- RTO 241.18',
			'21 ms ack 2, dup-ack, disorder 10/- RTO 241.18',
			'21.5 ms ack 3, open 10/- RTO 241.845',
			'21.5 ms ack 3, dup-ack, open 10/- RTO 241.845',
			'22 ms ack 4, open 10/-',
			'22 ms ack 4, open 10/-',
		]);
	});

	it('with timestamps a retransmission for nothing is undone (Eifel)', () => {
		expect(play({segments: 14, both: ['timestamps'], late: {3: 3.2}, until: 120}).lines).toEqual([
			'0 ms write 14, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21 ms ack 2, sends 13 14, open 12/- RTO 241.18',
			'22 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'22.5 ms ack 2, dup-ack, disorder 12/- RTO 241.18',
			'23 ms ack 2, dup-ack, rack-recovery, sends 3b, recovery 9/8 RTO 243.18',
			'23.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24.5 ms ack 2, dup-ack, recovery 8/8 RTO 243.18',
			'24.7 ms ack 9, rack-reordering, reduction-undone, open 13/- RTO 245.358',
			'25 ms ack 10, open 14/- RTO 246.201',
			'41 ms ack 11, open 15/- RTO 262.113',
			'41.5 ms ack 12, open 16/- RTO 262.599',
			'42 ms ack 13, open 17/- RTO 263.087',
			'42.5 ms ack 14, open 18/-',
			'43.5 ms ack 14, open 18/-',
		]);
	});

	it('a timeout in the midst of a recovery', () => {
		expect(play({segments: 20, both: [], lost: ['2', '4', '2b', '15', '16'], until: 900}).lines).toEqual([
			'0 ms write 20, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.5 ms ack 1, sends 11 12, open 11/- RTO 240.563',
			'21.5 ms ack 1, dup-ack, disorder 11/- RTO 240.563',
			'22.5 ms ack 1, dup-ack, sends 13 14, disorder 11/- RTO 240.563',
			'23 ms ack 1, dup-ack, rack-recovery, sends 2b, recovery 10/7 RTO 243.063',
			'23.5 ms ack 1, dup-ack, sends 15, recovery 10/7 RTO 243.063',
			'24 ms ack 1, dup-ack, recovery 9/7 RTO 243.063',
			'24.5 ms ack 1, dup-ack, sends 16, recovery 9/7 RTO 243.063',
			'25 ms ack 1, dup-ack, sends 17, recovery 9/7 RTO 243.063',
			'41 ms ack 1, dup-ack, recovery 8/7 RTO 243.063',
			'41.5 ms ack 1, dup-ack, recovery 7/7 RTO 243.063',
			'43 ms ack 1, dup-ack, sends 18, recovery 7/7 RTO 243.063',
			'43.5 ms ack 1, dup-ack, sends 19, recovery 7/7 RTO 243.063',
			'45.5 ms ack 1, dup-ack, sends 20, recovery 7/7 RTO 243.063',
			'63.5 ms ack 1, dup-ack, recovery 7/7 RTO 243.063',
			'64 ms ack 1, dup-ack, recovery 7/7 RTO 243.063',
			'66 ms ack 1, dup-ack, recovery 7/7 RTO 243.063',
			'243.063 ms retransmission, retransmission-timeout, sends 2c, loss 1/7 RTO 683.189',
			'263.563 ms ack 3, karn-no-sample, sends 4b 5b 6b, loss 3/7 RTO 703.689',
			'284.063 ms ack 14, karn-no-sample, sends 15b 16b 17b 18b 19b 20b, loss 8/7 RTO 724.189',
			'284.563 ms ack 14, loss 8/7 RTO 724.189',
			'285.063 ms ack 14, loss 8/7 RTO 724.189',
			'304.563 ms ack 15, karn-no-sample, loss 8/7 RTO 744.689',
			'305.063 ms ack 20, karn-no-sample, loss 8/7',
			'305.563 ms ack 20, loss 8/7',
			'306.063 ms ack 20, loss 8/7',
			'306.563 ms ack 20, loss 8/7',
			'307.063 ms ack 20, loss 8/7',
		]);
	});
});
