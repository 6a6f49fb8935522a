/**
 * Shell commands in backquotes. None is run: what sets a value of the host is understood and set, and what is not
 * understood is named, so that nobody takes a script for more than it tested.
 */

import {SYSCTLS, sysctlProblem} from '../../host/index.js';
import {DEFAULTS_SH} from './defaults.js';
import {FREEBSD_SYSCTLS} from './freebsd-sysctls.js';

/** What a command means to the host. */
export type Effect =
	| {readonly kind: 'sysctl'; readonly name: string; readonly value: number | string}
	| {readonly kind: 'mtu'; readonly octets: number}
	/** Cookies of Fast Open, and whatever else is known of peers. */
	| {readonly kind: 'forget-peers'}
	/** Power off and on. */
	| {readonly kind: 'reboot'}
	/** Values go back to what they were before set_sysctls.py. */
	| {readonly kind: 'restore'}
	/** From here on values are remembered for `restore`. */
	| {readonly kind: 'remember'}
	| {readonly kind: 'unknown'; readonly what: string};

/** What the commands of one pair of backquotes mean, in order. */
export function effectsOf(command: string): readonly Effect[] {
	const statements = command
		.replaceAll(/\\\r?\n/g, ' ')
		.replaceAll(/(^|[\s;])#[^\n]*/g, '$1')
		.replaceAll(/(?:\d|&)?>{1,2}\s*(?:\/dev\/null|&\d)/g, ' ')
		.split(/\n|;|&&|\|\|/);
	return statements.flatMap(statement => {
		const words = wordsOf(statement.replaceAll(/\$\(\(([^()]*)\)\)/g, (_, sum: string) => `${product(sum)}`));
		return words.length === 0 ? [] : effectsOfWords(words, statement.trim());
	});
}

/** `15*1024*1024`. */
const product = (sum: string): number => sum.split('*').reduce((all, factor) => all * Number(factor), 1);

const wordsOf = (statement: string): readonly string[] =>
	[...statement.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));

function effectsOfWords(words: readonly string[], statement: string): readonly Effect[] {
	const [program = '', ...rest] = words;
	const name = program.slice(program.lastIndexOf('/') + 1);
	switch (name) {
		case 'sysctl':
			return rest.filter(word => !word.startsWith('-')).flatMap(setting);
		case 'set_sysctls.py':
			return [{kind: 'remember'}, ...rest.flatMap(setting)];
		case 'defaults.sh':
			return DEFAULTS_SH.flatMap(setting);
		case 'echo':
			return written(rest) ?? [{kind: 'unknown', what: statement}];
		case 'reboot':
			return [{kind: 'reboot'}];
		case 'ip':
			return routed(rest, statement);
		default:
			if (/^sysctl_restore_/.test(name)) return [{kind: 'restore'}];
			if (name === 'tcpdrop' || name === 'true' || name === ':') return [];
			return [{kind: 'unknown', what: short(statement)}];
	}
}

const MOST_SHOWN = 60;
const short = (text: string): string => {
	const plain = text.replaceAll(/\s+/g, ' ');
	return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
};

/** `net.ipv4.tcp_sack=1`, `/proc/sys/net/ipv4/tcp_sack=1`, `net.inet.tcp.sack.enable=1`. */
function setting(word: string): readonly Effect[] {
	const equals = word.indexOf('=');
	if (equals < 0) return [];
	const path = word
		.slice(0, equals)
		.replace(/^\/proc\/sys\//, '')
		.replaceAll('/', '.');
	const value = word.slice(equals + 1).trim();
	const freebsd = FREEBSD_SYSCTLS[path];
	if (freebsd !== undefined) return freebsd(Number(value)).map(([name, set]) => ({kind: 'sysctl', name, value: set}));
	const name = path.replace(/^net\.(?:ipv4|core)\./, '');
	if (BUILT_IN[name] === value) return [];
	return [known(name, value) ?? {kind: 'unknown', what: `${path}=${short(value)}`}];
}

/** No values of the host, but constants of the engine: a script that sets them to what they are changes nothing. */
const BUILT_IN: Readonly<Record<string, string>> = {
	tcp_tso_win_divisor: '3',
	tcp_pacing_ss_ratio: '200',
	tcp_pacing_ca_ratio: '120',
};

function known(name: string, value: string): Effect | null {
	if (name === 'tcp_congestion_control' && value !== 'cubic' && value !== 'reno') return null;
	if (!Object.hasOwn(SYSCTLS, name)) return null;
	const number = /^(?:0x[0-9a-fA-F]+|\d+)$/.test(value) ? Number(value) : null;
	// Above sixteen bits Linux has flags that only its own tests use.
	const set = number === null ? value : name === 'tcp_fastopen' ? number & 0xffff : number;
	return sysctlProblem(name, set) === null ? {kind: 'sysctl', name, value: set} : null;
}

/** `echo 1 > /proc/sys/net/ipv4/tcp_sack` */
function written(rest: readonly string[]): readonly Effect[] | null {
	const at = rest.indexOf('>');
	const path = rest[at + 1];
	return at < 1 || path === undefined || !path.startsWith('/proc/sys/')
		? null
		: setting(`${path}=${rest.slice(0, at).join(' ')}`);
}

function routed(rest: readonly string[], statement: string): readonly Effect[] {
	if (rest.includes('tcp_metrics')) return [{kind: 'forget-peers'}];
	const numberAfter = (name: string): number | null => {
		const at = rest.indexOf(name);
		const value = rest[at + 1] === 'lock' ? rest[at + 2] : rest[at + 1];
		return at < 0 || value === undefined || !/^\d+$/.test(value) ? null : Number(value);
	};
	const mtu = numberAfter('mtu');
	const window = numberAfter('initcwnd');
	const effects: Effect[] = [];
	if (mtu !== null && mtu >= 68) effects.push({kind: 'mtu', octets: mtu});
	if (window !== null) effects.push({kind: 'sysctl', name: 'lab_init_cwnd', value: window});
	return effects.length > 0 ? effects : [{kind: 'unknown', what: short(statement)}];
}
