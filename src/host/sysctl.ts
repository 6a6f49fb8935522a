/** The sysctl values a host knows: Linux's, and a few of ours for what RFC 9293 leaves open and Linux has no name for. */

import type {Sysctl} from './host.js';

/**
 * One value: what may be set, and who reads it.
 *
 * - `now`: connections that are open already follow, as on Linux.
 * - `new`: connections opened from now on.
 * - `nobody`: Linux has it, and no mechanism of ours reads it.
 */
type Known = {
	readonly values: readonly [least: number, most: number] | 'three sizes' | 'two ports' | 'word' | 'key';
	readonly readBy: 'now' | 'new' | 'nobody';
	/** Unit and meaning. */
	readonly says: string;
};

/** All that a host knows, by name. */
export const SYSCTLS: Readonly<Record<string, Known>> = {
	tcp_syn_retries: {values: [1, 127], readBy: 'now', says: 'retransmissions of a SYN before connect fails'},
	tcp_synack_retries: {values: [0, 255], readBy: 'now', says: 'retransmissions of a SYN,ACK'},
	tcp_retries1: {values: [0, 255], readBy: 'now', says: 'R1: retransmissions before trouble is reported'},
	tcp_retries2: {values: [0, 255], readBy: 'now', says: 'R2: retransmissions before the connection is given up'},
	tcp_fin_timeout: {
		values: [0, 2 ** 31 - 1],
		readBy: 'now',
		says: 'seconds an orphan stays in FIN-WAIT-2; 0: for ever',
	},
	tcp_keepalive_time: {values: [1, 32_767], readBy: 'now', says: 'seconds idle before the first keep-alive'},
	tcp_keepalive_intvl: {values: [1, 32_767], readBy: 'now', says: 'seconds between keep-alives'},
	tcp_keepalive_probes: {values: [1, 127], readBy: 'now', says: 'keep-alives unanswered before giving up'},
	tcp_rmem: {values: 'three sizes', readBy: 'new', says: 'octets of receive buffer: least, default, most'},
	tcp_moderate_rcvbuf: {values: [0, 1], readBy: 'now', says: 'the receive buffer follows the program’s reading'},
	tcp_wmem: {values: 'three sizes', readBy: 'new', says: 'octets of send buffer: least, default, most'},
	tcp_max_syn_backlog: {values: [1, 65_535], readBy: 'now', says: 'half-open connections a listener may have'},
	somaxconn: {values: [0, 65_535], readBy: 'new', says: 'the longest backlog that listen() can ask for'},
	tcp_abort_on_overflow: {values: [0, 1], readBy: 'now', says: '1: a full accept queue resets instead of ignoring'},
	tcp_rto_min_us: {values: [1, 60_000_000], readBy: 'new', says: 'microseconds, the lowest RTO'},
	tcp_rto_max_ms: {values: [1_000, 120_000], readBy: 'new', says: 'milliseconds, the highest RTO'},
	tcp_reordering: {values: [1, 127], readBy: 'new', says: 'duplicate ACKs that mean a loss'},
	tcp_invalid_ratelimit: {
		values: [0, 2 ** 31 - 1],
		readBy: 'now',
		says: 'milliseconds between answers to bad segments',
	},
	tcp_rfc1337: {values: [0, 1], readBy: 'now', says: '1: TIME-WAIT ignores RSTs'},
	ip_local_port_range: {values: 'two ports', readBy: 'new', says: 'ports that connect chooses from: first, last'},
	ip_default_ttl: {values: [1, 255], readBy: 'now', says: 'hops a segment may take'},

	lab_msl: {values: [0, 3_600], readBy: 'now', says: 'seconds a segment may live; TIME-WAIT lasts twice as long'},
	lab_rto_initial_ms: {values: [1, 120_000], readBy: 'new', says: 'milliseconds, the first RTO'},
	lab_delayed_ack_ms: {values: [0, 499], readBy: 'now', says: 'milliseconds an ACK may wait'},
	lab_delayed_fin_ack: {values: [0, 1], readBy: 'now', says: '1: the ACK of a FIN may wait too'},
	lab_sws_override_ms: {values: [1, 1_000], readBy: 'now', says: 'milliseconds a small segment may wait'},
	lab_init_cwnd: {values: [0, 1_024], readBy: 'new', says: 'segments of the initial window; 0: by RFC 5681'},
	lab_user_timeout: {
		values: [0, 2 ** 31 - 1],
		readBy: 'now',
		says: 'seconds, USER TIMEOUT of every connection; 0: none',
	},

	lab_limited_transmit: {values: [0, 1], readBy: 'new', says: '1: duplicate ACKs send new text (RFC 3042)'},

	tcp_congestion_control: {values: 'word', readBy: 'new', says: 'reno or cubic: how cwnd grows, and what a loss takes'},
	tcp_slow_start_after_idle: {values: [0, 1], readBy: 'now', says: '1: cwnd that was idle or unused decays'},
	tcp_ecn: {values: [0, 5], readBy: 'new', says: 'congestion marks; 0: none, 1: asked for, 2: where the peer asks'},
	tcp_sack: {values: [0, 1], readBy: 'new', says: 'selective acknowledgments'},
	tcp_dsack: {values: [0, 1], readBy: 'now', says: 'tells of text that came twice'},
	tcp_ecn_fallback: {values: [0, 1], readBy: 'now', says: '1: a SYN sent again does not ask for ECN'},
	tcp_timestamps: {values: [0, 2], readBy: 'new', says: 'timestamps; 2: without a random offset'},
	tcp_window_scaling: {values: [0, 1], readBy: 'new', says: 'window scaling'},
	tcp_recovery: {values: [0, 7], readBy: 'new', says: '1: losses are found by time (RACK), 0: by duplicate ACKs'},
	tcp_early_retrans: {values: [0, 4], readBy: 'now', says: '3: tail loss probes'},
	tcp_frto: {values: [0, 2], readBy: 'now', says: 'is a timeout spurious? (F-RTO)'},
	tcp_mtu_probing: {
		values: [0, 2],
		readBy: 'now',
		says: '1: after R1 timeouts segments are made shorter (black holes)',
	},
	tcp_syn_linear_timeouts: {values: [0, 127], readBy: 'now', says: 'SYN retransmissions before backoff doubles'},
	tcp_orphan_retries: {
		values: [0, 255],
		readBy: 'now',
		says: 'R2 of a connection whose program has gone; 0: 8 on Linux, else R2',
	},
	tcp_syncookies: {values: [0, 2], readBy: 'now', says: 'SYN cookies; 1: when the queue is full, 2: always'},
	tcp_fastopen: {
		values: [0, 0xffff],
		readBy: 'now',
		says: 'Fast Open, a sum; 1: clients, 2: servers, 4 and 512: without cookies, 1024: every listener',
	},
	tcp_notsent_lowat: {
		values: [0, 2 ** 32 - 1],
		readBy: 'now',
		says: 'octets waiting to be sent from which on no more are taken',
	},
	tcp_min_tso_segs: {values: [1, 65_535], readBy: 'now', says: 'segments that go together at least'},
	tcp_fastopen_key: {
		values: 'key',
		readBy: 'now',
		says: 'the key of Fast Open cookies; zeros: a secret of the host’s own',
	},
	tcp_tw_reuse: {
		values: [0, 2],
		readBy: 'now',
		says: '1: connect takes a port from TIME-WAIT where timestamps allow it; 2: on loopback, which is not here',
	},
	tcp_tw_reuse_delay: {
		values: [0, 60_000],
		readBy: 'now',
		says: 'milliseconds in TIME-WAIT before a port may be taken',
	},
	lab_uto: {values: [0, 1], readBy: 'now', says: '1: both ends tell each other their user timeout (RFC 5482)'},
	lab_uto_advertised: {
		values: [1, 1_966_020],
		readBy: 'now',
		says: 'seconds, the user timeout told to the peer (ADV_UTO)',
	},
	lab_uto_least: {
		values: [1, 2 ** 31 - 1],
		readBy: 'now',
		says: 'seconds, the least that the peer’s advice makes of it (L_LIMIT)',
	},
	lab_uto_most: {
		values: [1, 2 ** 31 - 1],
		readBy: 'now',
		says: 'seconds, the most that the peer’s advice makes of it (U_LIMIT)',
	},
	lab_uto_changeable: {
		values: [0, 1],
		readBy: 'now',
		says: '1: the peer’s advice may change USER TIMEOUT (CHANGEABLE)',
	},
	tcp_no_metrics_save: {values: [0, 1], readBy: 'nobody', says: '1: nothing is kept from one connection for the next'},
};

/** Why a value is not set. */
export type SysctlProblem = 'no-such-sysctl' | 'bad-value';

/** Why a name cannot have a value; null: it can. */
export function sysctlProblem(name: string, value: number | string): SysctlProblem | null {
	const known = Object.hasOwn(SYSCTLS, name) ? SYSCTLS[name] : undefined;
	if (known === undefined) return 'no-such-sysctl';
	return fits(known, value) ? null : 'bad-value';
}

/** A numeric value that has passed `sysctlProblem`. */
export const numberOf = (sysctl: Sysctl, name: string): number => Number(sysctl[name]);

/** The numbers of a value such as `4096 131072 6291456`. */
export const numbersOf = (sysctl: Sysctl, name: string): number[] => words(sysctl[name] ?? '').map(Number);

const words = (value: number | string): string[] => String(value).trim().split(/\s+/);

function fits({values}: Known, value: number | string): boolean {
	if (values === 'word') return /^[a-z0-9_]+$/.test(String(value));
	if (values === 'key') return /^[0-9a-f]{8}(?:-[0-9a-f]{8}){3}$/.test(String(value));
	const given = words(value);
	if (!given.every(word => /^\d{1,10}$/.test(word))) return false;
	const numbers = given.map(Number);
	const rising = numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0));
	if (values === 'three sizes') return numbers.length === 3 && rising && (numbers[0] ?? 0) > 0;
	if (values === 'two ports') return numbers.length === 2 && rising && inside([1, 65_535], numbers);
	return numbers.length === 1 && inside(values, numbers);
}

const inside = ([least, most]: readonly [number, number], numbers: number[]): boolean =>
	numbers.every(n => n >= least && n <= most);
