/** A packetdrill script as data: what its lines say, and where they say it. */

import type {Place, Source} from '../../format/parse-error.js';
import type {ProfileName} from '../../host/index.js';
import type {Micros, Secret, Switch} from '../../tcp/index.js';
import type {Statement} from './code.js';

export type Script = {
	readonly source: Source;
	readonly settings: Settings;
	/** What a comment says to this program alone: `// tcp-lab: profile rfc9293`. */
	readonly own: OwnSettings;
	readonly events: readonly Event[];
};

/** `--name=value` lines, those that mean something here. Microseconds and octets. */
export type Settings = {
	readonly ipVersion: 4 | 6;
	readonly bindPort: number;
	readonly connectPort: number;
	readonly localAddress: string;
	readonly remoteAddress: string;
	readonly mtu: number;
	/** Inbound text is cut into segments of so much; null: it comes whole. */
	readonly mss: number | null;
	readonly tolerance: Micros;
	/** Of the time since the event before. */
	readonly tolerancePercent: number;
	/** What one step of a timestamp is; null: timestamps of ours are not held against the script's. */
	readonly timestampTick: Micros | null;
	readonly strictSegments: boolean;
	/** A wrong result of these only warns. */
	readonly nonFatal: readonly ('packet' | 'syscall')[];
	/** Options that mean nothing here, as they were written. */
	readonly ignored: readonly string[];
};

/** What packetdrill has no words for. */
export type OwnSettings = {
	readonly profile: ProfileName | null;
	readonly sysctl: Readonly<Record<string, number | string>>;
	readonly switches: readonly Switch[];
	/** What ISNs and cookies are made from: four numbers; null: any. */
	readonly secret: Secret | null;
	/** Segments that come after the last line are no failure. */
	readonly moreMayCome: boolean;
};

/** When. Relative ones count from the end of the event before. */
export type When =
	| {readonly kind: 'absolute' | 'relative'; readonly at: Micros}
	| {readonly kind: 'absolute-range' | 'relative-range'; readonly at: Micros; readonly until: Micros}
	| {readonly kind: 'any'};

export type Event = {
	readonly place: Place;
	readonly when: When;
	readonly action: Action;
	/** The line, or lines, as written: blanks run together; and the same without its time. */
	readonly text: string;
	readonly did: string;
};

export type Action =
	| TcpLine
	| IcmpLine
	| SyscallLine
	| {readonly kind: 'command'; readonly command: string}
	| {readonly kind: 'code'; readonly statements: readonly Statement[]};

/** The IP header, as far as a line speaks of it. Null: not spoken of, which outbound means unchecked. */
export type IpLine = {
	/** `any`: ECT(0) or ECT(1). */
	readonly ecn: 0 | 1 | 2 | 3 | 'any' | null;
	/** The whole octet: Diffserv and ECN. */
	readonly tos: number | null;
	readonly ttl: number | null;
};

export type TcpLine = {
	readonly kind: 'tcp';
	readonly direction: 'in' | 'out';
	readonly ip: IpLine;
	readonly ports: {readonly source: number; readonly destination: number} | null;
	/** Letters of `SFRP.UEW`, in that order. */
	readonly flags: string;
	/** SEG.SEQ as written, 0 … 2^32 - 1. */
	readonly seq: number;
	/** Octets of text. */
	readonly length: number;
	/** `!`: the number is the wire's own. */
	readonly seqIsAbsolute: boolean;
	readonly ack: number | null;
	readonly ackIsAbsolute: boolean;
	/** The header's field; null: not spoken of. */
	readonly window: number | null;
	readonly urgent: number;
	/** `any`: unchecked. */
	readonly options: readonly OptionItem[] | 'any';
};

/** One TCP option, as it stands in the header. Cookies and digests are hexadecimal digits. */
export type OptionItem =
	| {readonly kind: 'nop' | 'eol' | 'sackOK'}
	| {readonly kind: 'mss' | 'wscale' | 'uto'; readonly value: number}
	| {readonly kind: 'sack'; readonly blocks: readonly (readonly [left: number, right: number])[]}
	| {readonly kind: 'TS'; readonly val: number; readonly ecr: number}
	| {readonly kind: 'FO' | 'FOEXP' | 'md5'; readonly octets: string}
	| {readonly kind: 'kind'; readonly number: number; readonly octets: string};

export type IcmpLine = {
	readonly kind: 'icmp';
	readonly direction: 'in' | 'out';
	readonly type: number;
	readonly code: number;
	readonly mtu: number;
	/** SEG.SEQ of the segment that it quotes; null: none is written, so it is SND.UNA's. */
	readonly seq: number | null;
	readonly seqIsAbsolute: boolean;
};

export type SyscallLine = {
	readonly kind: 'syscall';
	readonly name: string;
	readonly namePlace: Place;
	readonly args: readonly Expression[];
	/** The instant, or the time from the start of the event, at which it returns; null: at once. */
	readonly endsAt: Micros | null;
	readonly result: Expression;
	/** Null: none is written. */
	readonly errno: string | null;
};

/** An argument or a result. */
export type Expression = {readonly place: Place} & (
	| {readonly kind: 'any'}
	| {readonly kind: 'number'; readonly value: number}
	| {readonly kind: 'word'; readonly name: string; readonly value: number}
	| {readonly kind: 'string'; readonly value: string}
	| {readonly kind: 'or'; readonly parts: readonly Expression[]}
	| {readonly kind: 'array'; readonly items: readonly Expression[]}
	| {readonly kind: 'struct'; readonly fields: readonly Field[]}
	| {readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]}
);

/** `name=value`, or a value alone. */
export type Field = {readonly name: string | null; readonly value: Expression};
