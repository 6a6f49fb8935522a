/** README's table of what each profile has: a mechanism, where it is written, and the value that switches it. */

import {PROFILES} from '../../src/host/index.js';

const MECHANISMS: readonly (readonly [what: string, written: string, sysctl: string])[] = [
	['window scaling', 'RFC 7323 §2', 'tcp_window_scaling'],
	['timestamps, PAWS, round trips by them', 'RFC 7323 §3–5', 'tcp_timestamps'],
	['SACK; recovery by it', 'RFC 2018; RFC 6675', 'tcp_sack'],
	['D-SACK', 'RFC 2883', 'tcp_dsack'],
	['congestion control: NewReno, CUBIC with HyStart', 'RFC 5681, 6582, 9438', 'tcp_congestion_control'],
	['limited transmit', 'RFC 3042', 'lab_limited_transmit'],
	['RACK, with proportional rate reduction and undoing', 'RFC 8985, 6937, 3522', 'tcp_recovery'],
	['tail loss probes', 'RFC 8985 §7', 'tcp_early_retrans'],
	['F-RTO', 'RFC 5682', 'tcp_frto'],
	['ECN', 'RFC 3168', 'tcp_ecn'],
	['Fast Open', 'RFC 7413', 'tcp_fastopen'],
	['SYN cookies', 'RFC 4987', 'tcp_syncookies'],
	['ports out of TIME-WAIT by timestamps', 'RFC 6191', 'tcp_tw_reuse'],
	['a cure against TIME-WAIT’s assassination', 'RFC 1337', 'tcp_rfc1337'],
	['user timeout option', 'RFC 5482', 'lab_uto'],
	['black holes of the path MTU', 'RFC 4821', 'tcp_mtu_probing'],
	['the first cwnd, in segments; 0: RFC 5681’s', 'RFC 6928', 'lab_init_cwnd'],
	['the least RTO, µs', 'RFC 6298 §2.4', 'tcp_rto_min_us'],
	['the longest wait of an ACK, ms', 'RFC 9293 §3.8.6.3', 'lab_delayed_ack_ms'],
];

/** @throws where a name is no sysctl of ours */
export function mechanismTable(): string {
	const rows = MECHANISMS.map(([what, written, sysctl]) => {
		const values = [PROFILES.rfc9293[sysctl], PROFILES.linux[sysctl]];
		if (values.includes(undefined)) throw new Error(`there is no ${sysctl}`);
		return `| ${what} | ${written} | \`${sysctl}\` | ${values.join(' | ')} |`;
	});
	const head = '| mechanism | written in | value | `rfc9293` | `linux` |';
	return [head, '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}
