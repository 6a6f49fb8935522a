/** Which of tshark's labels goes with which of ours, at the sender and at the receiver, and why where they differ. */

import type {Labelled, Ours} from './our-labels.js';
import type {Frame} from './tshark.js';

type Place = 'out' | 'in';

/** Sets of labels as tshark writes them; the empty one: none. */
type Agreement = {readonly out: readonly string[]; readonly in: readonly string[]; readonly why: string};

const RESENT = ['retransmission', 'out_of_order', 'retransmission,fast_retransmission'];

export const AGREES: Readonly<Record<Ours, Agreement>> = {
	new: {out: [''], in: [''], why: ''},
	'sent again, timer': {
		out: [...RESENT, 'keep_alive'],
		in: [],
		why: 'a segment that fills a hole within the handshake’s round trip is out-of-order to tshark; one octet alone is a keep-alive',
	},
	'sent again, ACKs': {
		out: RESENT,
		in: [],
		why: 'fast only after two duplicate ACKs, at most 20 ms after the last of them',
	},
	'window probe': {out: ['zero_window_probe'], in: ['zero_window_probe'], why: ''},
	'keep-alive': {out: ['keep_alive'], in: ['keep_alive'], why: ''},
	'empty probe': {
		out: ['keep_alive'],
		in: ['keep_alive'],
		why: 'Linux probes with a number that is acknowledged, as keep-alives do',
	},
	'answer to an empty probe': {out: [''], in: [''], why: 'no keep-alive’s ACK where the window is zero'},
	'used ports': {out: ['reused_ports'], in: ['reused_ports'], why: ''},
	'used ports, SYN,ACK': {
		out: ['', 'lost_segment,reused_ports'],
		in: ['', 'lost_segment,reused_ports'],
		why: 'the SYN has told of the new connection already, unless tshark holds it for the old one’s',
	},
	'SYN with its ACK': {out: ['retransmission'], in: ['retransmission'], why: 'Figure 7: the same SYN, now with an ACK'},
	'duplicate ACK': {
		out: ['duplicate_ack', 'keep_alive_ack', 'zero_window_probe_ack'],
		in: ['duplicate_ack', 'keep_alive_ack', 'zero_window_probe_ack'],
		why: 'that which answers a probe has a name of its own',
	},
	'duplicate ACK, window shut': {
		out: ['', 'zero_window_probe_ack'],
		in: ['', 'zero_window_probe_ack'],
		why: 'to tshark what has no window is no duplicate, whatever it answers; a probe of one octet it knows',
	},
	'window update': {out: ['window_update'], in: ['window_update'], why: ''},
	'ahead of a hole': {out: [], in: ['lost_segment'], why: ''},
	'fills a hole': {
		out: [],
		in: RESENT,
		why: 'tshark does not know whether it was sent again or overtaken: within the handshake’s round trip it says out-of-order',
	},
	'came before': {
		out: [],
		in: ['retransmission', 'retransmission,spurious_retransmission', 'out_of_order'],
		why: 'spurious where its ACK has passed',
	},
	damaged: {out: [], in: [''], why: 'the sum is wrong: what the numbers say does not count'},
};

/** Where tshark is led astray, run by run. Each must happen, or it has no place here. */
export const EXPLAINED: readonly {
	readonly run: string;
	readonly tshark: readonly string[];
	readonly why: string;
}[] = [
	{
		run: '20-old-data-without-time-wait',
		tshark: ['retransmission', 'keep_alive', ''],
		why: 'with a constant ISN the next connection has the old one’s numbers: tshark takes both for one',
	},
	{
		run: '13-zero-window',
		tshark: ['lost_segment', 'ack_lost_segment', ''],
		why: 'the probe’s octet is taken; tshark never counts the octet of a probe',
	},
	{
		run: '07-old-duplicate-syn',
		tshark: ['ack_lost_segment'],
		why: 'a SYN between used ports: tshark holds the numbers of the connection before against it',
	},
	{
		run: '24-half-open-reconnect',
		tshark: ['ack_lost_segment', ''],
		why: 'the same after a crash: the old connection’s ACKs answer the new SYN',
	},
	{
		run: '08-two-way-handshake',
		tshark: [''],
		why: 'the challenge repeats the ACK of the old SYN, which tshark has given to another connection',
	},
	{
		run: 'damage.yaml',
		tshark: [''],
		why: 'tshark reads the numbers of a damaged segment too, and misses nothing before the next one',
	},
];

/** What its experts find is a label, which is held against ours; or it is one of these. */
export const FINDINGS: readonly (readonly [RegExp, string])[] = [
	[/^Connection (establish|finish|reset)/, 'SYN, FIN and RST are what they are'],
	[/^This frame (initiates|undergoes) the connection closing$/, 'FIN'],
	[/^D-SACK Sequence$/, 'RFC 2883: what came twice is told'],
	[
		/^TCP SYN-ACK accepting TFO data$/,
		'fast-open; old-duplicate-syn, two-way-handshake, where the SYN,ACK answers another SYN',
	],
	[/^TCP SYN with TFO Cookie$/, 'fast-open: so it is'],
	[/^Bad checksum/, 'damage: held against the receiver’s own finding'],
	[
		/^This frame is a \(suspected\) (retransmission|fast retransmission|spurious retransmission|out-of-order segment)$/,
		'label',
	],
	[/^Duplicate ACK \(#\d+\)$/, 'label'],
	[/^Previous segment\(s\) not captured/, 'label'],
	[/^ACKed segment that wasn't captured/, 'label'],
	[/^A new tcp session is started with the same ports/, 'label'],
	[
		/^TCP (window update|Zero Window|keep-alive segment|window specified by the receiver is now completely full)/,
		'label',
	],
	[/^ACK to a TCP (Zero Window Probe|keep-alive segment)$/, 'label'],
];

export type Judged = {
	readonly run: string;
	readonly one: Labelled;
	readonly tshark: string;
	/** It goes with ours by the table. */
	readonly agrees: boolean;
	/** Null: nothing excuses it. */
	readonly explained: string | null;
};

/** Microseconds after a duplicate ACK in which a resending is a fast one to tshark. */
const FAST = 20_000;

/** One frame, tshark's labels against ours. */
export function judged(run: string, one: Labelled, frame: Frame): Judged {
	const place: Place = one.sighting.direction === 'in' ? 'in' : 'out';
	const labels = frame.labels.filter(label => label !== 'zero_window' && label !== 'window_full');
	const tshark = labels.join();
	const {count, at, ack} = one.dupAcks;
	const isFast = count >= 2 && one.sighting.at - at <= FAST && ack === one.segment.seq;
	const agrees =
		AGREES[one.ours][place].includes(tshark) &&
		frame.labels.includes('zero_window') === one.closesWindow &&
		frame.labels.includes('window_full') === one.fillsWindow &&
		frame.badChecksum === (one.ours === 'damaged') &&
		(place === 'in' || !one.ours.startsWith('sent again') || labels.includes('fast_retransmission') === isFast);
	const excuse = EXPLAINED.find(each => run.startsWith(each.run) && each.tshark.includes(tshark));
	return {run, one, tshark, agrees, explained: excuse?.run ?? null};
}

/** Ours, tshark's, how often, and what is behind it: the table that `npm run captures` prints. */
export function tableOf(all: readonly Judged[]): string[] {
	const rows = new Map<string, number>();
	for (const {one, tshark, agrees, explained} of all) {
		const place = one.sighting.direction === 'in' ? 'receiver' : 'sender';
		const also = [one.closesWindow ? 'zero window' : '', one.fillsWindow ? 'window full' : ''].filter(
			flag => flag !== '',
		);
		const ours = [one.ours, ...also].join(' + ');
		const said = [tshark, ...also.map(flag => flag.replace(' ', '_'))].filter(label => label !== '').join(' + ');
		const why = agrees ? AGREES[one.ours].why : explained === null ? 'NOT EXPLAINED' : `${explained}: see EXPLAINED`;
		const row = `${place.padEnd(9)}${ours.padEnd(32)}${(said || '–').padEnd(44)}`;
		const key = `${row}\t${why}`;
		rows.set(key, (rows.get(key) ?? 0) + 1);
	}

	const head = `${'at the'.padEnd(9)}${'ours'.padEnd(32)}${'tshark'.padEnd(44)} times  why`;
	return [
		head,
		...[...rows].sort().map(([key, count]) => {
			const [row = '', why = ''] = key.split('\t');
			return `${row}${String(count).padStart(6)}  ${why}`.trimEnd();
		}),
	];
}
