/** The two profiles as tables of sysctl values, and how such values become one connection's constants. */

import {
	type Behaviours,
	behaviours,
	type Config,
	MILLISECOND,
	NO_BEHAVIOURS,
	SECOND,
	sendBufferFor,
} from '../tcp/index.js';
import type {Host, ProfileName, SocketOptions, Sysctl} from './host.js';
import {numberOf, numbersOf} from './sysctl.js';

/** The letter of the standards, where they say a number. */
const rfc9293: Sysctl = {
	// MUST-23: at least 3 minutes, which seven doublings from 1 s to 60 s are.
	tcp_syn_retries: 7,
	tcp_synack_retries: 7,
	// SHLD-10 and SHLD-11: 3 retransmissions and 100 s at least.
	tcp_retries1: 3,
	tcp_retries2: 6,
	// FIN-WAIT-2 has no timeout in the RFC.
	tcp_fin_timeout: 0,
	// MUST-28: two hours at least.
	tcp_keepalive_time: 7_200,
	tcp_keepalive_intvl: 75,
	tcp_keepalive_probes: 9,
	tcp_rmem: '4096 65535 6291456',
	tcp_moderate_rcvbuf: 1,
	tcp_wmem: '4096 65536 4194304',
	tcp_max_syn_backlog: 128,
	somaxconn: 4_096,
	tcp_abort_on_overflow: 0,
	// RFC 6298 §2.4 and §2.5.
	tcp_rto_min_us: 1_000_000,
	tcp_rto_max_ms: 60_000,
	// RFC 5681 §3.2.
	tcp_reordering: 3,
	tcp_invalid_ratelimit: 500,
	tcp_rfc1337: 0,
	// RFC 6335 §6: the dynamic ports.
	ip_local_port_range: '49152 65535',
	ip_default_ttl: 64,

	// RFC 9293 §3.4.2: two minutes.
	lab_msl: 120,
	// RFC 6298 §2.1.
	lab_rto_initial_ms: 1_000,
	lab_delayed_ack_ms: 200,
	lab_delayed_fin_ack: 0,
	lab_sws_override_ms: 200,
	lab_init_cwnd: 0,
	lab_user_timeout: 0,

	// RFC 9293 knows none of these; each is one value away.
	tcp_congestion_control: 'reno',
	tcp_slow_start_after_idle: 1,
	tcp_ecn: 0,
	tcp_ecn_fallback: 1,
	tcp_sack: 0,
	tcp_dsack: 1,
	tcp_timestamps: 0,
	tcp_window_scaling: 0,
	tcp_recovery: 0,
	tcp_early_retrans: 0,
	tcp_frto: 0,
	tcp_syn_linear_timeouts: 0,
	tcp_mtu_probing: 0,
	lab_limited_transmit: 0,
	tcp_orphan_retries: 0,
	tcp_syncookies: 0,
	tcp_notsent_lowat: 2 ** 32 - 1,
	tcp_min_tso_segs: 2,
	tcp_fastopen: 0,
	tcp_fastopen_key: '00000000-00000000-00000000-00000000',
	tcp_tw_reuse: 0,
	tcp_tw_reuse_delay: 1_000,
	// RFC 5482 §3: off; five minutes is RFC 793's default. §3.1: 100 s at least.
	lab_uto: 0,
	lab_uto_advertised: 300,
	lab_uto_least: 100,
	lab_uto_most: 3_600,
	lab_uto_changeable: 1,
	tcp_no_metrics_save: 1,
};

/** The values that Linux 6.18 starts with. */
const linux: Sysctl = {
	...rfc9293,
	tcp_syn_retries: 6,
	tcp_synack_retries: 5,
	tcp_retries2: 15,
	tcp_fin_timeout: 60,
	tcp_rmem: '4096 131072 6291456',
	tcp_wmem: '4096 16384 4194304',
	tcp_rto_min_us: 200_000,
	tcp_rto_max_ms: 120_000,
	ip_local_port_range: '32768 60999',
	// TCP_TIMEWAIT_LEN is 60 s.
	lab_msl: 30,
	lab_delayed_ack_ms: 40,
	lab_init_cwnd: 10,
	tcp_congestion_control: 'cubic',
	// 2: a peer that asks for it gets it.
	tcp_ecn: 2,
	tcp_sack: 1,
	tcp_timestamps: 1,
	tcp_window_scaling: 1,
	tcp_recovery: 1,
	// 3: tail loss probes.
	tcp_early_retrans: 3,
	tcp_frto: 2,
	tcp_syn_linear_timeouts: 4,
	tcp_syncookies: 1,
	tcp_fastopen: 1,
	tcp_tw_reuse: 2,
	lab_limited_transmit: 1,
};

/** What Linux does that no value tells. */
const BEHAVIOURS_OF: Readonly<Record<ProfileName, Behaviours>> = {
	rfc9293: NO_BEHAVIOURS,
	linux: behaviours(
		'counts-segments',
		'variance-floor',
		'quick-acks',
		'moderated-window',
		'empty-probes',
		'minshall-nagle',
		'no-sender-sws',
		'bursts',
		'syn-ack-again',
		'forgives-lost-syn',
		'no-text-with-syn',
		'delayed-fin-ack',
		'lenient-timestamps',
		'four-sack-blocks',
		'looks-at-edge',
		'acks-at-window-end',
		'acknowledging-resets',
		'blocks-outlive-fin',
		'soft-when-synchronized',
		'send-records',
		'r2-is-time',
	),
};

/** Sysctl values of a host that has just been installed. */
export const PROFILES: Readonly<Record<ProfileName, Sysctl>> = {rfc9293, linux};

/** Linux offers to take so many octets in any case, whatever its MTU (net.ipv4.route.min_adv_mss). */
const LEAST_ADVERTISED = 256;

/**
 * The constants of one connection: profile, sysctl values, switches and socket options put together.
 *
 * @param orphan - its program has closed it
 */
export function configOf(host: Host, options: SocketOptions, orphan = false): Config {
	const {sysctl, switches} = host;
	const seconds = (name: string) => numberOf(sysctl, name) * SECOND;
	const milliseconds = (name: string) => numberOf(sysctl, name) * MILLISECOND;
	const on = (name: string) => numberOf(sysctl, name) > 0;
	const largest = Math.min(host.mtu - HEADERS, options.TCP_MAXSEG ?? host.mtu);

	return {
		msl: seconds('lab_msl'),
		rtoInitial: milliseconds('lab_rto_initial_ms'),
		rtoMin: numberOf(sysctl, 'tcp_rto_min_us'),
		rtoMax: milliseconds('tcp_rto_max_ms'),
		r1: numberOf(sysctl, 'tcp_retries1'),
		r2: orphan ? orphanRetries(host) : numberOf(sysctl, 'tcp_retries2'),
		r2Syn: options.TCP_SYNCNT ?? numberOf(sysctl, 'tcp_syn_retries'),
		r2SynAck: numberOf(sysctl, 'tcp_synack_retries'),
		userTimeout: userTimeout(options.TCP_USER_TIMEOUT * MILLISECOND, seconds('lab_user_timeout')),
		userTimeoutOption: userTimeoutOption(host, options),
		delayedAck: milliseconds('lab_delayed_ack_ms'),
		delayedFinAck: numberOf(sysctl, 'lab_delayed_fin_ack') === 1,
		nagle: !options.TCP_NODELAY,
		cork: options.TCP_CORK,
		notSentLowat: options.TCP_NOTSENT_LOWAT || numberOf(sysctl, 'tcp_notsent_lowat'),
		leastBurst: numberOf(sysctl, 'tcp_min_tso_segs'),
		swsOverride: milliseconds('lab_sws_override_ms'),
		keepalive: {
			on: options.SO_KEEPALIVE,
			idle: (options.TCP_KEEPIDLE ?? numberOf(sysctl, 'tcp_keepalive_time')) * SECOND,
			interval: (options.TCP_KEEPINTVL ?? numberOf(sysctl, 'tcp_keepalive_intvl')) * SECOND,
			probes: options.TCP_KEEPCNT ?? numberOf(sysctl, 'tcp_keepalive_probes'),
		},
		mss:
			host.profile === 'linux'
				? Math.max(largest, Math.min(LEAST_ADVERTISED, options.TCP_MAXSEG ?? LEAST_ADVERTISED))
				: largest,
		mtuMss: largest,
		receiveBuffer: receiveBuffer(host, options),
		receiveMemory: receiveMemory(host, options),
		...sendBuffer(host, options, largest),
		initialWindow: numberOf(sysctl, 'lab_init_cwnd') || null,
		dupThresh: numberOf(sysctl, 'tcp_reordering'),
		challengeInterval: milliseconds('tcp_invalid_ratelimit'),
		windowScaling: on('tcp_window_scaling'),
		wscale: shiftFor(host, options),
		timestamps: on('tcp_timestamps'),
		sack: on('tcp_sack'),
		dsack: on('tcp_dsack'),
		ecn: ECN[numberOf(sysctl, 'tcp_ecn')] ?? 'off',
		ecnFallback: on('tcp_ecn_fallback'),
		congestionControl: (options.TCP_CONGESTION ?? sysctl.tcp_congestion_control) === 'cubic' ? 'cubic' : 'reno',
		slowStartAfterIdle: on('tcp_slow_start_after_idle'),
		tailLossProbe: numberOf(sysctl, 'tcp_early_retrans') >= 3,
		frto: on('tcp_frto'),
		limitedTransmit: on('lab_limited_transmit'),
		mtuProbing: on('tcp_mtu_probing'),
		synLinearTimeouts: numberOf(sysctl, 'tcp_syn_linear_timeouts'),
		behaviours: {
			...BEHAVIOURS_OF[host.profile],
			rack: host.profile === 'linux' || numberOf(sysctl, 'tcp_recovery') % 2 === 1,
		},
		switches: numberOf(sysctl, 'tcp_rfc1337') === 1 ? {...switches, rfc1337: true} : switches,
	};
}

/** Linux is less patient where no program waits any more. */
function orphanRetries({profile, sysctl}: Host): number {
	const own = numberOf(sysctl, 'tcp_orphan_retries');
	if (own > 0) return own;
	return profile === 'linux' ? LINUX_ORPHAN_RETRIES : numberOf(sysctl, 'tcp_retries2');
}

/** tcp_orphan_retries, when tcp_orphan_retries is 0. */
const LINUX_ORPHAN_RETRIES = 8;

/** tcp_ecn's values. 3 and above are for Accurate ECN, which is not here. */
const ECN: readonly Config['ecn'][] = ['off', 'ask', 'accept'];

/**
 * The shift that lets the whole receive buffer be offered. Linux thinks of the largest that its buffer may come to
 * have: tcp_rmem's most, but no less than net.core.rmem_max; a buffer that the program set does not grow.
 */
function shiftFor(host: Host, options: SocketOptions): number {
	if (host.profile === 'rfc9293') return leastShift(receiveBuffer(host, options));
	const most = Math.max(numbersOf(host.sysctl, 'tcp_rmem')[2] ?? 0, RMEM_MAX);
	return leastShift(Math.min(most, options.SO_RCVBUF ?? most));
}

const leastShift = (octets: number): number =>
	Math.min(14, Math.max(0, Math.floor(Math.log2(Math.max(1, octets))) - 15));

const receiveBuffer = (host: Host, options: SocketOptions): number =>
	Math.max(LEAST_BUFFERS[host.profile].receive, options.SO_RCVBUF ?? defaultReceiveBuffer(host));

/** Linux counts what SO_RCVBUF asks for twice: the half is for its records. */
function receiveMemory({sysctl}: Host, {SO_RCVBUF}: SocketOptions): Config['receiveMemory'] {
	const [, usual = 0, most = 0] = numbersOf(sysctl, 'tcp_rmem');
	const fixed = SO_RCVBUF !== null;
	const first = fixed ? Math.max(2 * LEAST_BUFFERS.linux.receive, 2 * SO_RCVBUF) : usual;
	return {first, most, fixed, moderated: numberOf(sysctl, 'tcp_moderate_rcvbuf') === 1};
}

/** net.core.rmem_max, since 6.17. */
const RMEM_MAX = 4_194_304;

/** The IPv4 and the TCP header, without options: octets (MUST-67). */
const HEADERS = 40;

/** Octets. Linux's are SOCK_MIN_RCVBUF, of which half is text, and SOCK_MIN_SNDBUF; the RFC knows none, but no room at all is no stream. */
const LEAST_BUFFERS: Readonly<Record<ProfileName, {readonly receive: number; readonly send: number}>> = {
	rfc9293: {receive: 1, send: 1},
	linux: {receive: 1_152, send: 4_608},
};

const userTimeout = (own: number, everybody: number): number | null => own || everybody || null;

/** A program that sets its own USER TIMEOUT does not want it changed (RFC 5482 §3). */
function userTimeoutOption({sysctl}: Host, options: SocketOptions): Config['userTimeoutOption'] {
	if (numberOf(sysctl, 'lab_uto') === 0) return null;
	const own = options.TCP_USER_TIMEOUT * MILLISECOND;
	return {
		advertised: own || numberOf(sysctl, 'lab_uto_advertised') * SECOND,
		least: numberOf(sysctl, 'lab_uto_least') * SECOND,
		most: numberOf(sysctl, 'lab_uto_most') * SECOND,
		changeable: own === 0 && numberOf(sysctl, 'lab_uto_changeable') === 1,
	};
}

/** Linux keeps half of its buffer for its own records (tcp_adv_win_scale 1, its default scaling ratio). */
function defaultReceiveBuffer(host: Host): number {
	const octets = numbersOf(host.sysctl, 'tcp_rmem')[1] ?? 0;
	return host.profile === 'linux' ? octets >> 1 : octets;
}

/**
 * Linux takes twice what SO_SNDBUF asks for, and lets a buffer that no program has set grow when the connection opens.
 *
 * @param mss - octets
 */
function sendBuffer(host: Host, options: SocketOptions, mss: number): Pick<Config, 'sendBuffer' | 'sendBufferMost'> {
	const [, wanted = 0, most = wanted] = numbersOf(host.sysctl, 'tcp_wmem');
	const least = LEAST_BUFFERS[host.profile].send;
	const isLinux = host.profile === 'linux';
	if (options.SO_SNDBUF !== null) {
		const size = Math.max(least, isLinux ? 2 * Math.min(options.SO_SNDBUF, WMEM_MAX) : options.SO_SNDBUF);
		return {sendBuffer: size, sendBufferMost: size};
	}

	const size = Math.max(least, isLinux ? Math.max(wanted, Math.min(sendBufferFor(mss, 0), most)) : wanted);
	return {sendBuffer: size, sendBufferMost: isLinux ? Math.max(size, most) : size};
}

/** net.core.wmem_max, since 6.17. */
const WMEM_MAX = 4_194_304;
