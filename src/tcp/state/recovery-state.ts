/** What a sender remembers to find and repair losses: for scoreboard.ts, rack.ts, prr.ts, undo.ts and their neighbours. */

import type {Micros} from './segment.js';
import {type Seq, seq} from './seq.js';

/** The sections of a TCB that tell of it. */
export type RecoveryState = {
	/** What the peer told of the queue beyond SND.UNA, in segments (RFC 2018); without SACK, what duplicate ACKs tell. */
	board: {
		sacked: number;
		lost: number;
		/** Retransmissions in flight. */
		again: number;
		/** One past the highest octet reported; SND.UNA while nothing is. */
		highest: Seq;
		/** As the last ACK had them: what they cover is marked already. */
		blocks: readonly (readonly [Seq, Seq])[];
		/** Since the connection began: segments that reached the peer, were taken as lost, were sent at all, were sent again, and were reported twice. */
		delivered: number;
		losses: number;
		sent: number;
		resends: number;
		dsacked: number;
	};
	/** RFC 8985 §5.2. */
	rack: {
		/** In place of RACK.xmit_ts and RACK.end_seq: `order` of what was sent last among all that has arrived. */
		order: number;
		rtt: Micros;
		/** Something was delivered since losses were last looked for. */
		advanced: boolean;
		/** RACK.min_RTT, of the last five minutes; null before the first. */
		minRtt: Micros | null;
		minRttAt: Micros;
		/** Segments by which the network was seen to overtake, 3 at least; and how often it was. */
		reordering: number;
		reordered: number;
		/** RACK.reo_wnd_mult and RACK.reo_wnd_persist. */
		multiplier: number;
		persist: number;
		dsackSeen: boolean;
		/** `board.delivered` when the window was last widened. */
		widenedAt: number;
	};
	/** RFC 8985 §7.3: TLP.end_seq, null when no probe is out, and TLP.is_retrans. */
	tlp: {end: Seq | null; resent: boolean};
	/** RFC 6937, in segments: prr_delivered, prr_out, RecoverFS. */
	prr: {delivered: number; out: number; before: number};
	/** What it takes to undo a reduction that was none: where it began, how many retransmissions are not proven needless. */
	undo: {
		marker: Seq | null;
		/** Below zero: none was sent yet. */
		again: number;
		/** When the first retransmission was sent; null: none. */
		resentAt: Micros | null;
		/** ssthresh before; 0: it cannot be undone. */
		ssthresh: number;
		cwnd: number;
	};
	/** F-RTO (RFC 5682) is asking whether the timeout was spurious. */
	frto: 'off' | 'asked' | 'sending';
	/** RFC 6675: HighRxt, and whether the rescue retransmission of this recovery was sent. */
	sackRecovery: {highRxt: Seq; rescued: boolean};
};

/** @param dupThresh - segments */
export const noRecoveryState = (dupThresh: number): RecoveryState => ({
	board: {
		sacked: 0,
		lost: 0,
		again: 0,
		highest: seq(0),
		blocks: [],
		delivered: 0,
		losses: 0,
		sent: 0,
		resends: 0,
		dsacked: 0,
	},
	rack: {
		order: 0,
		rtt: 0,
		advanced: false,
		minRtt: null,
		minRttAt: 0,
		reordering: dupThresh,
		reordered: 0,
		multiplier: 1,
		persist: 0,
		dsackSeen: false,
		widenedAt: 0,
	},
	tlp: {end: null, resent: false},
	prr: {delivered: 0, out: 0, before: 0},
	undo: {marker: null, again: -1, resentAt: null, ssthresh: 0, cwnd: 0},
	frto: 'off',
	sackRecovery: {highRxt: seq(0), rescued: false},
});

export const copyRecoveryState = (s: RecoveryState): RecoveryState => ({
	frto: s.frto,
	board: {...s.board},
	rack: {...s.rack},
	tlp: {...s.tlp},
	prr: {...s.prr},
	undo: {...s.undo},
	sackRecovery: {...s.sackRecovery},
});
