/** FreeBSD's names for what a host here knows under Linux's. */

type Setting = readonly [name: string, value: number | string];

const MOST_SPACE = 2_097_152;

const buffer =
	(name: string) =>
	(octets: number): readonly Setting[] => [[name, `4096 ${octets} ${Math.max(octets, MOST_SPACE)}`]];

const seconds =
	(name: string) =>
	(milliseconds: number): readonly Setting[] => [[name, Math.max(1, Math.round(milliseconds / 1_000))]];

const same =
	(name: string) =>
	(value: number): readonly Setting[] => [[name, value]];

export const FREEBSD_SYSCTLS: Readonly<Record<string, (value: number) => readonly Setting[]>> = {
	'net.inet.tcp.rfc1323': on => [
		['tcp_timestamps', on === 0 ? 0 : 1],
		['tcp_window_scaling', on === 0 ? 0 : 1],
	],
	'net.inet.tcp.sack.enable': same('tcp_sack'),
	'net.inet.tcp.ecn.enable': same('tcp_ecn'),
	'net.inet.tcp.recvspace': buffer('tcp_rmem'),
	'net.inet.tcp.sendspace': buffer('tcp_wmem'),
	'net.inet.tcp.syncookies': same('tcp_syncookies'),
	'net.inet.tcp.syncookies_only': on => (on === 1 ? [['tcp_syncookies', 2]] : []),
	'net.inet.tcp.keepidle': seconds('tcp_keepalive_time'),
	'net.inet.tcp.keepintvl': seconds('tcp_keepalive_intvl'),
	'net.inet.tcp.keepcnt': same('tcp_keepalive_probes'),
	'net.inet.tcp.rexmit_initial': same('lab_rto_initial_ms'),
	'net.inet.tcp.delacktime': same('lab_delayed_ack_ms'),
	'net.inet.tcp.fastopen.client_enable': on => [['tcp_fastopen', on === 0 ? 0 : 1]],
	// Nothing is kept of peers beyond the connection, and every port answers.
	'net.inet.tcp.hostcache.purgenow': () => [],
	'net.inet.tcp.blackhole': () => [],
};
