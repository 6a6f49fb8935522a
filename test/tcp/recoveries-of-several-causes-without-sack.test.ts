import {describe, expect, it} from 'vitest';
import {play} from '../support/path.js';

/** Lines of whole recoveries: test/support/path.ts says how to read them. */
describe('losses, delays and marks, without SACK', () => {
	it('two segments, the first lost: one duplicate ACK is too few, the timeout repairs it', () => {
		const {lines} = play({segments: 2, until: 400, both: [], lost: ['1']});
		expect(lines).toEqual([
			'0 ms write 2, sends 1 2, open 10/- RTO 220',
			'20.94 ms ack 0, dup-ack, disorder 10/- RTO 220',
			'220 ms retransmission, retransmission-timeout, sends 1b, loss 1/7 RTO 660',
			'240.47 ms ack 2, karn-no-sample, loss 3/7',
		]);
	});

	it('two lost of one window: the partial ACK sends the second; a doubled segment counts as a report', () => {
		const {lines} = play({segments: 19, until: 100, both: [], lost: ['8', '12'], doubled: ['19']});
		expect(lines).toEqual([
			'0 ms write 19, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.41 ms ack 3, sends 15 16, open 13/- RTO 241.734',
			'21.88 ms ack 4, sends 17 18, open 14/- RTO 242.399',
			'22.35 ms ack 5, sends 19, open 15/- RTO 243.098',
			'22.82 ms ack 6, open 16/- RTO 243.827',
			'23.29 ms ack 7, open 17/- RTO 244.582',
			'24.23 ms ack 7, dup-ack, disorder 17/- RTO 244.582',
			'24.7 ms ack 7, dup-ack, disorder 17/- RTO 244.582',
			'40.94 ms ack 7, dup-ack, rack-recovery, sends 8b, recovery 9/11 RTO 262.232',
			'41.88 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'42.35 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'42.82 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'43.29 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'43.76 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'44.23 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'44.7 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'44.7 ms ack 7, dup-ack, recovery 9/11 RTO 262.232',
			'61.41 ms ack 11, karn-no-sample, sends 12b, recovery 9/11 RTO 282.702',
			'81.88 ms ack 19, karn-no-sample, recovery 10/11',
		]);
	});

	it('losses in two windows, and lost retransmissions: partial ACKs, a timeout, duplicate ACKs that let new text go', () => {
		const {lines} = play({
			segments: 24,
			until: 900,
			both: [],
			lost: ['1', '13', '17', '17b', '21', '21b'],
			lostAcks: [12, 17],
			later: {14: 10, 20: 6, 312: 7},
		});
		expect(lines).toEqual([
			'0 ms write 24, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'14 ms write 10, open 10/- RTO 220',
			'20 ms write 6, open 10/- RTO 220',
			'20.94 ms ack 0, dup-ack, sends 11, disorder 10/- RTO 220',
			'21.41 ms ack 0, dup-ack, disorder 10/- RTO 220',
			'21.88 ms ack 0, dup-ack, rack-recovery, sends 1b, recovery 8/7 RTO 241.88',
			'22.35 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'22.82 ms ack 0, dup-ack, sends 12, recovery 7/7 RTO 241.88',
			'23.29 ms ack 0, dup-ack, sends 13, recovery 7/7 RTO 241.88',
			'23.76 ms ack 0, dup-ack, sends 14, recovery 7/7 RTO 241.88',
			'24.23 ms ack 0, dup-ack, sends 15, recovery 7/7 RTO 241.88',
			'24.7 ms ack 0, dup-ack, sends 16, recovery 7/7 RTO 241.88',
			'41.41 ms ack 0, dup-ack, sends 17, recovery 7/7 RTO 241.88',
			'42.35 ms ack 11, karn-no-sample, sends 18, recovery 7/7 RTO 262.35',
			'44.23 ms ack 12, recovery-ends, sends 19, open 7/7 RTO 264.406',
			'44.7 ms ack 12, dup-ack, disorder 7/7 RTO 264.406',
			'45.17 ms ack 12, dup-ack, sends 20 21, disorder 7/7 RTO 264.406',
			'62.82 ms ack 12, dup-ack, rack-recovery, sends 13b, recovery 6/4 RTO 282.996',
			'65.64 ms ack 12, dup-ack, sends 22, recovery 6/4 RTO 282.996',
			'83.29 ms ack 16, karn-no-sample, recovery 4/4 RTO 303.466',
			'86.11 ms ack 16, dup-ack, sends 17b, recovery 4/4 RTO 306.286',
			'306.286 ms retransmission, retransmission-timeout, sends 17c, loss 1/4 RTO 746.638',
			'312 ms write 7, loss 1/4 RTO 746.638',
			'326.756 ms ack 20, karn-no-sample, sends 21b 22b 23 24, loss 4/4 RTO 767.108',
			'347.696 ms ack 20, dup-ack, sends 25, loss 4/4 RTO 767.108',
			'348.166 ms ack 20, dup-ack, sends 26, loss 4/4 RTO 767.108',
			'348.636 ms ack 20, dup-ack, sends 27, loss 4/4 RTO 767.108',
			'368.166 ms ack 20, dup-ack, sends 28, loss 4/4 RTO 767.108',
			'368.636 ms ack 20, dup-ack, sends 29, loss 4/4 RTO 767.108',
			'369.106 ms ack 20, dup-ack, sends 30, loss 4/4 RTO 767.108',
			'388.636 ms ack 20, dup-ack, sends 31, loss 4/4 RTO 767.108',
			'389.106 ms ack 20, dup-ack, sends 32, loss 4/4 RTO 767.108',
			'389.576 ms ack 20, dup-ack, sends 33, loss 4/4 RTO 767.108',
			'409.106 ms ack 20, dup-ack, sends 34, loss 4/4 RTO 767.108',
			'409.576 ms ack 20, dup-ack, sends 35, loss 4/4 RTO 767.108',
			'410.046 ms ack 20, dup-ack, sends 36, loss 4/4 RTO 767.108',
			'429.576 ms ack 20, dup-ack, sends 37, loss 4/4 RTO 767.108',
			'430.046 ms ack 20, dup-ack, sends 38, loss 4/4 RTO 767.108',
			'430.516 ms ack 20, dup-ack, sends 39, loss 4/4 RTO 767.108',
			'450.046 ms ack 20, dup-ack, sends 40, loss 4/4 RTO 767.108',
			'450.516 ms ack 20, dup-ack, sends 41, loss 4/4 RTO 767.108',
			'450.986 ms ack 20, dup-ack, sends 42, loss 4/4 RTO 767.108',
			'470.516 ms ack 20, dup-ack, sends 43, loss 4/4 RTO 767.108',
			'470.986 ms ack 20, dup-ack, sends 44, loss 4/4 RTO 767.108',
			'471.456 ms ack 20, dup-ack, sends 45, loss 4/4 RTO 767.108',
			'490.986 ms ack 20, dup-ack, sends 46, loss 4/4 RTO 767.108',
			'491.456 ms ack 20, dup-ack, sends 47, loss 4/4 RTO 767.108',
			'491.926 ms ack 20, dup-ack, loss 4/4 RTO 767.108',
			'511.456 ms ack 20, dup-ack, loss 4/4 RTO 767.108',
			'511.926 ms ack 20, dup-ack, loss 4/4 RTO 767.108',
			'767.108 ms retransmission, retransmission-timeout, sends 21c, loss 1/2 RTO 1647.812',
			'787.578 ms ack 47, karn-no-sample, loss 15/2',
		]);
	});

	it('a retransmission lost twice: duplicate ACKs let text go until the window they leave is full, then timeouts', () => {
		const {lines} = play({segments: 32, until: 900, both: [], lost: ['1', '1b', '1c', '15'], later: {350: 3}});
		expect(lines).toEqual([
			'0 ms write 32, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.94 ms ack 0, dup-ack, sends 11, disorder 10/- RTO 220',
			'21.41 ms ack 0, dup-ack, disorder 10/- RTO 220',
			'21.88 ms ack 0, dup-ack, rack-recovery, sends 1b, recovery 8/7 RTO 241.88',
			'22.35 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'22.82 ms ack 0, dup-ack, sends 12, recovery 7/7 RTO 241.88',
			'23.29 ms ack 0, dup-ack, sends 13, recovery 7/7 RTO 241.88',
			'23.76 ms ack 0, dup-ack, sends 14, recovery 7/7 RTO 241.88',
			'24.23 ms ack 0, dup-ack, sends 15, recovery 7/7 RTO 241.88',
			'24.7 ms ack 0, dup-ack, sends 16, recovery 7/7 RTO 241.88',
			'41.41 ms ack 0, dup-ack, sends 17, recovery 7/7 RTO 241.88',
			'43.29 ms ack 0, dup-ack, sends 18, recovery 7/7 RTO 241.88',
			'43.76 ms ack 0, dup-ack, sends 19, recovery 7/7 RTO 241.88',
			'44.23 ms ack 0, dup-ack, sends 20, recovery 7/7 RTO 241.88',
			'45.17 ms ack 0, dup-ack, sends 21, recovery 7/7 RTO 241.88',
			'61.88 ms ack 0, dup-ack, sends 22, recovery 7/7 RTO 241.88',
			'63.76 ms ack 0, dup-ack, sends 23, recovery 7/7 RTO 241.88',
			'64.23 ms ack 0, dup-ack, sends 24, recovery 7/7 RTO 241.88',
			'64.7 ms ack 0, dup-ack, sends 25, recovery 7/7 RTO 241.88',
			'65.64 ms ack 0, dup-ack, sends 26, recovery 7/7 RTO 241.88',
			'82.35 ms ack 0, dup-ack, sends 27, recovery 7/7 RTO 241.88',
			'84.23 ms ack 0, dup-ack, sends 28, recovery 7/7 RTO 241.88',
			'84.7 ms ack 0, dup-ack, sends 29, recovery 7/7 RTO 241.88',
			'85.17 ms ack 0, dup-ack, sends 30, recovery 7/7 RTO 241.88',
			'86.11 ms ack 0, dup-ack, sends 31, recovery 7/7 RTO 241.88',
			'102.82 ms ack 0, dup-ack, sends 32, recovery 7/7 RTO 241.88',
			'104.7 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'105.17 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'105.64 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'106.58 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'123.29 ms ack 0, dup-ack, recovery 7/7 RTO 241.88',
			'241.88 ms retransmission, retransmission-timeout, sends 1c, loss 1/7 RTO 681.88',
			'350 ms write 3, loss 1/7 RTO 681.88',
			'681.88 ms retransmission, retransmission-timeout, sends 1d, loss 1/7 RTO 1561.88',
			'702.35 ms ack 14, karn-no-sample, sends 15b 16b 17b 18b 19b 20b 21b 22b, loss 8/7 RTO 1582.35',
			'722.82 ms ack 32, karn-no-sample, loss 8/7',
			'723.29 ms ack 32, loss 8/7',
			'723.76 ms ack 32, loss 8/7',
			'724.23 ms ack 32, loss 8/7',
			'724.7 ms ack 32, loss 8/7',
			'725.17 ms ack 32, loss 8/7',
			'725.64 ms ack 32, loss 8/7',
			'726.11 ms ack 32, loss 8/7',
		]);
	});

	it("RFC 6582: retransmissions lost as well: each timeout begins where the last one's ACK stood", () => {
		const {lines} = play({segments: 8, until: 4000, both: [], lost: ['4', '4b', '5', '5b'], profile: 'rfc9293'});
		expect(lines).toEqual([
			'0 ms write 8, sends 1 2 3 4, open 4/- RTO 1000',
			'20.47 ms ack 1, sends 5 6, open 5/- RTO 1020.47',
			'20.94 ms ack 2, sends 7 8, open 6/- RTO 1020.94',
			'21.41 ms ack 3, open 7/- RTO 1021.41',
			'41.41 ms ack 3, dup-ack, open 7/- RTO 1021.41',
			'41.88 ms ack 3, dup-ack, open 7/- RTO 1021.41',
			'42.35 ms ack 3, dup-ack, sends 4b, recovery 5.5/2.5 RTO 1021.41',
			'1021.41 ms retransmission, retransmission-timeout, sends 4c, loss 1/2.5 RTO 3021.41',
			'1041.88 ms ack 4, karn-no-sample, sends 5b 6b, loss 2/2.5 RTO 3041.88',
			'1062.82 ms ack 4, dup-ack, loss 2/2.5 RTO 3041.88',
			'3041.88 ms retransmission, retransmission-timeout, sends 5c, loss 1/2.5 RTO 7041.88',
			'3062.35 ms ack 8, karn-no-sample, open 2/2.5',
		]);
	});

	it('timestamps: late segments look like a loss; the ACK of an original undoes it (Eifel)', () => {
		const {lines} = play({segments: 9, until: 60, both: ['timestamps'], late: {5: 5, 7: 12}});
		expect(lines).toEqual([
			'0 ms write 9, sends 1 2 3 4 5 6 7 8 9, open 10/- RTO 220',
			'20.47 ms ack 1, open 11/- RTO 240.529',
			'20.94 ms ack 2, open 12/- RTO 241.109',
			'21.41 ms ack 3, open 13/- RTO 241.734',
			'21.88 ms ack 4, open 14/- RTO 242.399',
			'22.82 ms ack 4, dup-ack, disorder 14/- RTO 242.399',
			'23.76 ms ack 4, dup-ack, disorder 14/- RTO 242.399',
			'24.23 ms ack 4, dup-ack, rack-recovery, sends 5b, recovery 2/9 RTO 244.749',
			'27.35 ms ack 6, reduction-undone, disorder 15/- RTO 248.679',
			'35.29 ms ack 9, open 16/-',
			'44.7 ms ack 9, open 16/-',
		]);
	});

	it('the same with a mark in the flight: the loss is undone, and the recovery is held until more is acknowledged', () => {
		const {lines} = play({
			segments: 18,
			until: 60,
			both: ['timestamps'],
			late: {10: 25},
			marked: ['18'],
			sysctl: {tcp_ecn: 1},
		});
		expect(lines).toEqual([
			'0 ms write 18, sends 1 2 3 4 5 6 7 8 9 10, open 10/- RTO 220',
			'20.47 ms ack 1, sends 11 12, open 11/- RTO 240.529',
			'20.94 ms ack 2, sends 13 14, open 12/- RTO 241.109',
			'21.41 ms ack 3, sends 15 16, open 13/- RTO 241.734',
			'21.88 ms ack 4, sends 17 18, open 14/- RTO 242.399',
			'22.35 ms ack 5, open 15/- RTO 243.098',
			'22.82 ms ack 6, open 16/- RTO 243.827',
			'23.29 ms ack 7, open 17/- RTO 244.582',
			'23.76 ms ack 8, open 18/- RTO 245.361',
			'24.23 ms ack 9, open 19/- RTO 246.16',
			'40.94 ms ack 9, dup-ack, disorder 19/- RTO 246.16',
			'41.41 ms ack 9, dup-ack, disorder 19/- RTO 246.16',
			'41.88 ms ack 9, dup-ack, rack-recovery, sends 10b, recovery 6/13 RTO 263.81',
			'42.35 ms ack 9, dup-ack, recovery 6/13 RTO 263.81',
			'42.82 ms ack 9, dup-ack, recovery 6/13 RTO 263.81',
			'43.29 ms ack 9, dup-ack, recovery 6/13 RTO 263.81',
			'43.76 ms ack 9, dup-ack, recovery 6/13 RTO 263.81',
			'44.23 ms ack 9 ECE, dup-ack, recovery 6/13 RTO 263.81',
			'49.7 ms ack 18 ECE, reduction-undone, recovery 7/13',
		]);
	});
});
