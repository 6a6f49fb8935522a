/**
 * A Linux sender alone: what it heard and was asked to do, put into our engine at the same times, and what it sent.
 *
 * Other than a whole run it does not depend on how the two kernels' machine scheduled its readers, so transfers of
 * hundreds of segments can be held against it. A file has a line of what the sender is, then arrays in order of time,
 * microseconds: `["call", at, "send", octets]`, `["hears", at, flags, seq, ack, window, options?]`,
 * `["sends", at, flags, seq, length, ecn]`. Numbers count from each side's ISN.
 */

import {readFileSync} from 'node:fs';
import {configOf, createHost, DEFAULT_OPTIONS, type Sysctl} from '../../src/host/index.js';
import {
	arrive,
	type Call,
	call,
	createTcb,
	type Effect,
	expire,
	type Micros,
	NO_OPTIONS,
	NO_SWITCHES,
	nextDeadline,
	type Options,
	type RuleId,
	type Segment,
	segment,
	seq,
	type Tcb,
	unsigned,
} from '../../src/tcp/index.js';

type Header = {readonly title: string; readonly sysctl: Sysctl; readonly mtu: number};
type Option = readonly [name: string, ...values: readonly unknown[]];
type Row =
	| readonly ['call', Micros, 'send' | 'close', number]
	| readonly ['hears', Micros, string, number, number, number, (readonly Option[])?]
	| readonly ['sends', Micros, string, number, number, Segment['ecn']];

/** A segment with text, as both are compared; `at` in microseconds. */
export type Text = {
	readonly at: Micros;
	readonly seq: number;
	readonly length: number;
	readonly cwr: boolean;
	readonly ecn: number;
};

export type Replayed = {
	readonly title: string;
	readonly kernel: readonly Text[];
	readonly ours: readonly Text[];
	readonly rules: ReadonlySet<RuleId>;
};

const HERE = {address: '10.0.0.1', port: 40_000};
const PEER = {address: '10.0.0.2', port: 80};

/** Plays what the kernel's sender heard to ours. */
export function replay(path: string): Replayed {
	const [first = '', ...rest] = readFileSync(path, 'utf8').trim().split('\n');
	const header = JSON.parse(first) as Header;
	const rows = rest.map(line => JSON.parse(line) as Row);
	const tcb = createTcb(configFor(header), HERE, PEER);
	const ours: Text[] = [];
	const rules = new Set<RuleId>();
	const told = (effects: readonly Effect[], at: Micros): void => {
		for (const effect of effects) {
			if (effect.kind === 'rule') rules.add(effect.rule);
			if (effect.kind === 'send' && effect.segment.text.length > 0) ours.push(textOf(effect.segment, at));
		}
	};

	for (const row of rows) {
		const [, at] = row;
		for (let due = nextDeadline(tcb); due !== null && due <= at; due = nextDeadline(tcb)) {
			const out: Effect[] = [];
			expire(tcb, due, out);
			told(out, due);
		}

		const out: Effect[] = [];
		happen(tcb, row, out);
		told(out, at);
	}

	const kernel = rows.flatMap(row => (row[0] === 'sends' && row[4] > 0 ? [sentText(row)] : []));
	return {title: header.title, kernel, ours, rules};
}

const configFor = ({sysctl, mtu}: Header) =>
	configOf(
		createHost({
			name: 'client',
			address: HERE.address,
			peerAddress: PEER.address,
			profile: 'linux',
			sysctl,
			switches: NO_SWITCHES,
			secret: [1, 2, 3, 4],
			mtu,
		}),
		DEFAULT_OPTIONS,
	);

const textOf = (sent: Segment, at: Micros): Text => ({
	at,
	seq: unsigned(sent.seq),
	length: sent.text.length,
	cwr: sent.cwr,
	ecn: sent.ecn,
});

const sentText = ([, at, letters, number, length, ecn]: Row & readonly ['sends', ...unknown[]]): Text => ({
	at,
	seq: number,
	length,
	cwr: letters.includes('W'),
	ecn,
});

function happen(tcb: Tcb, row: Row, out: Effect[]): void {
	const [what, at] = row;
	if (what === 'hears') arrive(tcb, heard(row), at, out);
	else if (what === 'call') call(tcb, made(row[2], row[3]), at, out);
	// Its SYN is where the connect call was; all else that it sent is what ours is held against.
	else if (row[2].startsWith('S') && tcb.state === 'CLOSED')
		call(tcb, {call: 'open', how: 'active', iss: seq(0)}, at, out);
}

const made = (name: 'send' | 'close', octets: number): Call =>
	name === 'send'
		? {call: 'send', text: new Uint8Array(octets), push: true, urgent: false}
		: {call: 'close', reading: 'ends'};

function heard([, , letters, number, ack, wnd, options = []]: Row & readonly ['hears', ...unknown[]]): Segment {
	const bits = {syn: 'S', fin: 'F', rst: 'R', psh: 'P', ece: 'E', cwr: 'W'} as const;
	const control = Object.fromEntries(Object.entries(bits).map(([bit, letter]) => [bit, letters.includes(letter)]));
	return segment({
		source: PEER,
		destination: HERE,
		...control,
		seq: seq(number),
		ack: letters.includes('.') ? seq(ack) : null,
		wnd,
		options: optionsOf(options),
	});
}

function optionsOf(list: readonly Option[]): Options {
	const values = new Map(list.map(([name, ...rest]) => [name, rest]));
	const sack = values.get('sack')?.[0] as readonly (readonly [number, number])[] | undefined;
	return {
		...NO_OPTIONS,
		mss: (values.get('mss')?.[0] as number | undefined) ?? null,
		wscale: (values.get('wscale')?.[0] as number | undefined) ?? null,
		sackPermitted: values.has('sackOK'),
		sack: sack?.map(([left, right]) => [seq(left), seq(right)] as const) ?? null,
	};
}

/** A segment in a line, for a failure. */
export const told = ({seq: number, length, cwr, ecn}: Text): string =>
	`${number}:${number + length}${cwr ? ' CWR' : ''}${ecn === 0 ? '' : ` ecn ${ecn}`}`;
