/** struct tcp_info, as getsockopt(TCP_INFO) of Linux fills it in. */

import {distance, type Micros, type State, type Tcb} from '../../tcp/index.js';
import {INFINITE_SSTHRESH, INFO_CONSTANTS} from '../language/info-constants.js';
import type {Meter} from './meter-state.js';

const STATES: Readonly<Record<State, number>> = {
	ESTABLISHED: 1,
	'SYN-SENT': 2,
	'SYN-RECEIVED': 3,
	'FIN-WAIT-1': 4,
	'FIN-WAIT-2': 5,
	'TIME-WAIT': 6,
	CLOSED: 7,
	'CLOSE-WAIT': 8,
	'LAST-ACK': 9,
	LISTEN: 10,
	CLOSING: 11,
};

const PHASES = {open: 0, disorder: 1, cwr: 2, recovery: 3, loss: 4} as const;

const milliseconds = (micros: Micros): number => Math.floor(micros / 1_000);

/** Each value from the TCB and from what was counted beside it. */
const FIELDS: Readonly<Record<string, (tcb: Tcb, meter: Meter, now: Micros) => number>> = {
	tcpi_state: ({state}) => STATES[state],
	tcpi_ca_state: ({cc}) => PHASES[cc.phase],
	tcpi_retransmits: ({rto}) => rto.timeouts,
	tcpi_probes: ({persist, keepalive}) => persist.unanswered || keepalive.probes,
	tcpi_backoff: ({rto, persist}) => persist.probes || rto.backoff,
	tcpi_options: ({agreed, ecn}, meter) =>
		(agreed.timestamps ? 1 : 0) |
		(agreed.sack ? 2 : 0) |
		(agreed.scaling ? 4 : 0) |
		(agreed.ecn ? 8 : 0) |
		(ecn.seen ? 16 : 0) |
		(meter.synTextTaken ? 32 : 0),
	tcpi_snd_wscale: ({snd}) => snd.wscale,
	tcpi_rcv_wscale: ({rcv}) => rcv.wscale,
	tcpi_rto: ({rto}) => rto.rto,
	tcpi_ato: ({rhythm}) => rhythm.delay,
	tcpi_snd_mss: ({snd}) => snd.mss,
	tcpi_rcv_mss: ({rhythm}) => rhythm.fullSize,
	tcpi_unacked: ({retransmissions}) => retransmissions.length,
	tcpi_sacked: ({board}) => board.sacked,
	tcpi_lost: ({board}) => board.lost,
	tcpi_retrans: ({board}) => board.again,
	tcpi_fackets: () => 0,
	tcpi_last_data_sent: (_tcb, meter, now) => milliseconds(now - meter.textSentAt),
	tcpi_last_ack_sent: () => 0,
	// Linux counts from the opening until text has come.
	tcpi_last_data_recv: ({rhythm}, {openedAt}, now) => milliseconds(now - Math.max(rhythm.textAt, openedAt)),
	tcpi_last_ack_recv: ({keepalive}, _meter, now) => milliseconds(now - keepalive.heardAt),
	tcpi_pmtu: ({snd, agreed}) => snd.mss + 40 + (agreed.timestamps ? 12 : 0),
	tcpi_rcv_ssthresh: ({moderation}) => moderation.limit,
	tcpi_rtt: ({rto}) => Math.round(rto.srtt ?? 0),
	tcpi_rttvar: ({rto}) => Math.round(rto.rttvar),
	tcpi_snd_ssthresh: ({cc, snd}) => (cc.ssthresh >= 2 ** 30 ? INFINITE_SSTHRESH : Math.floor(cc.ssthresh / snd.mss)),
	tcpi_snd_cwnd: ({cc, snd}) => Math.floor(cc.cwnd / snd.mss),
	tcpi_advmss: ({config, agreed}) => config.mss - (agreed.timestamps ? 12 : 0),
	tcpi_reordering: ({rack, config}) => (config.behaviours.rack ? rack.reordering : config.dupThresh),
	tcpi_rcv_rtt: ({moderation}) => moderation.roundTrip,
	tcpi_rcv_space: ({moderation}) => moderation.space,
	tcpi_total_retrans: ({board}) => board.resends,
	tcpi_bytes_acked: ({snd, iss}) => Math.max(0, distance(iss, snd.una) - 1),
	tcpi_bytes_received: ({rcv, irs}) => Math.max(0, distance(irs, rcv.nxt) - 1),
	tcpi_segs_out: (_tcb, {segmentsOut}) => segmentsOut,
	tcpi_segs_in: (_tcb, {segmentsIn}) => segmentsIn,
	tcpi_notsent_bytes: ({unsent}) => unsent.length,
	tcpi_min_rtt: ({rack}) => rack.minRtt ?? 0,
	tcpi_data_segs_in: (_tcb, {textSegmentsIn}) => textSegmentsIn,
	tcpi_data_segs_out: (_tcb, {textSegmentsOut}) => textSegmentsOut,
	tcpi_busy_time: (_tcb, {busy}) => busy,
	tcpi_rwnd_limited: (_tcb, {windowLimited}) => windowLimited,
	tcpi_sndbuf_limited: (_tcb, {bufferLimited}) => bufferLimited,
	// Linux counts text that went with a SYN as one with it.
	tcpi_delivered: ({board, openedBy}, {synTextTaken}) =>
		board.delivered - (synTextTaken && openedBy === 'active' && board.delivered > 1 ? 1 : 0),
	tcpi_delivered_ce: () => 0,
	tcpi_bytes_sent: (_tcb, {octetsOut}) => octetsOut,
	tcpi_bytes_retrans: (_tcb, {octetsAgain}) => octetsAgain,
	tcpi_dsack_dups: ({board}) => board.dsacked,
	tcpi_reord_seen: ({rack}) => rack.reordered,
	tcpi_rcv_ooopack: (_tcb, {outOfOrder}) => outOfOrder,
	tcpi_snd_wnd: ({snd}) => snd.wnd,
};

/** One value. Undefined: it has no such name, or is not kept here. */
export function infoValue(name: string, tcb: Tcb | null, meter: Meter, now: Micros): number | undefined {
	const constant = INFO_CONSTANTS[name];
	if (constant !== undefined) return constant;
	const value = FIELDS[name];
	if (value === undefined) return undefined;
	if (tcb !== null) return value(tcb, meter, now);
	return name === 'tcpi_state' ? STATES.CLOSED : name === 'tcpi_options' && meter.synTextTaken ? 32 : 0;
}
