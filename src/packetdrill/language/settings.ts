/** `--name=value` lines before the first event. */

import type {Source} from '../../format/parse-error.js';
import {cursorAt, type Defines, take, unknownName, wrong} from './cursor.js';
import type {Settings} from './script.js';

/** packetdrill's own, for IPv4. */
const DEFAULTS: Settings = {
	ipVersion: 4,
	bindPort: 8080,
	connectPort: 8080,
	localAddress: '192.168.0.1',
	remoteAddress: '192.0.2.1',
	mtu: 1500,
	mss: null,
	tolerance: 4_000,
	tolerancePercent: 0,
	timestampTick: null,
	strictSegments: false,
	nonFatal: [],
	ignored: [],
};

/** Nothing here depends on them. */
const IGNORED = [
	'code_command',
	'code_format',
	'code_sockopt',
	'gateway_ip',
	'netmask_ip',
	'init_scripts',
	'speed',
	'tcp_ts_ecr_scaled',
	'dry_run',
	'is_anyip',
	'send_omit_free',
	'debug',
	'verbose',
	'udp_encapsulation',
	'tcp_md5_secret',
];

const KNOWN = [
	'ip_version',
	'bind_port',
	'connect_port',
	'local_ip',
	'remote_ip',
	'mtu',
	'mss',
	'tolerance_usecs',
	'tolerance_percent',
	'tcp_ts_tick_usecs',
	'strict_segments',
	'non_fatal',
	'define',
	...IGNORED,
];

const OPTION = /--[A-Za-z0-9_]+(?:[ \t]*=[ \t]*(?:"[^"\n]*"|[^\s`]|`[^`]*`)+)?/y;

/** @returns the settings, all names defined, and where the events begin. @throws ParseError */
export function readSettings(
	source: Source,
	defines: Defines,
): {readonly settings: Settings; readonly defined: Defines; readonly at: number} {
	const cursor = cursorAt(source, defines);
	const defined = new Map(defines);
	let settings = DEFAULTS;
	for (;;) {
		const {at} = cursor;
		const option = take(cursor, OPTION);
		if (option === null) return {settings, defined, at: cursor.at};
		const equals = option.indexOf('=');
		const name = option.slice(2, equals < 0 ? undefined : equals).trim();
		const value = equals < 0 ? null : option.slice(equals + 1).trim();
		if (!KNOWN.includes(name)) throw unknownName(cursor, 'an option of packetdrill', `--${name}`, KNOWN, at);
		if (name === 'define') {
			const [symbol = '', ...rest] = (value ?? '').split('=');
			if (!defined.has(symbol)) defined.set(symbol, rest.join('=').replace(/^"(.*)"$/, '$1'));
			continue;
		}

		const next = applied(settings, name, value);
		if (next === null) throw wrong(cursor, `a value of --${name} that can be`, value ?? 'none', at);
		settings = next;
	}
}

/** Null: not a value of that option. */
function applied(settings: Settings, name: string, value: string | null): Settings | null {
	const number = value === null || !/^\d+(?:\.\d+)?$/.test(value) ? null : Number(value);
	const whole = (field: keyof Settings, least: number, most: number): Settings | null =>
		number === null || number < least || number > most ? null : {...settings, [field]: number};
	switch (name) {
		case 'ip_version':
			if (value === 'ipv4') return settings;
			return value === 'ipv6' || value === 'ipv4-mapped-ipv6'
				? {...settings, ipVersion: value === 'ipv6' ? 6 : 4}
				: null;
		case 'bind_port':
			return whole('bindPort', 1, 65_535);
		case 'connect_port':
			return whole('connectPort', 1, 65_535);
		case 'local_ip':
			return value === null ? null : isDotted(value) ? {...settings, localAddress: value} : settings;
		case 'remote_ip':
			return value === null ? null : isDotted(value) ? {...settings, remoteAddress: value} : settings;
		case 'mtu':
			return whole('mtu', 68, 65_535);
		case 'mss':
			return whole('mss', 1, 65_495);
		case 'tolerance_usecs':
			return whole('tolerance', 0, 1e12);
		case 'tolerance_percent':
			return whole('tolerancePercent', 0, 100);
		case 'tcp_ts_tick_usecs':
			return number === 0 ? settings : whole('timestampTick', 1, 1e6);
		case 'strict_segments':
			return {...settings, strictSegments: true};
		case 'non_fatal': {
			const kinds = (value ?? '').split(',');
			const known = kinds.filter(kind => kind === 'packet' || kind === 'syscall');
			return known.length === kinds.length ? {...settings, nonFatal: known} : null;
		}
		default:
			return {...settings, ignored: [...settings.ignored, `--${name}`]};
	}
}

const isDotted = (address: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
