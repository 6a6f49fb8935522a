/** tshark, an analyser by other people: what it says of our captures. */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Its version's line; null: it is not on this machine. */
export const tsharkVersion = ((): string | null => {
	const {status, stdout} = spawnSync('tshark', ['--version'], {encoding: 'utf8'});
	return status === 0 ? (stdout.split('\n')[0] ?? '') : null;
})();

/** `tcp.analysis.…`, as tshark names them. */
export const LABELS = [
	'retransmission',
	'fast_retransmission',
	'spurious_retransmission',
	'out_of_order',
	'duplicate_ack',
	'zero_window',
	'zero_window_probe',
	'zero_window_probe_ack',
	'keep_alive',
	'keep_alive_ack',
	'window_update',
	'window_full',
	'lost_segment',
	'ack_lost_segment',
	'reused_ports',
] as const;

export type TsharkLabel = (typeof LABELS)[number];

/** A frame as tshark sees it. */
export type Frame = {
	/** `tcp.stream`; null: to tshark it is no TCP. */
	readonly stream: number | null;
	readonly source: string;
	readonly interface: string;
	readonly comments: string;
	readonly labels: readonly TsharkLabel[];
	readonly badChecksum: boolean;
	readonly malformed: boolean;
	/** What its experts find, comments left out. */
	readonly findings: readonly string[];
};

export type Analysis = {
	readonly frames: readonly Frame[];
	/** What it puts together of each stream: hexadecimal, by the address that sent it. */
	readonly followed: readonly Readonly<Record<string, string>>[];
	readonly complaints: string;
};

const FIELDS = [
	'tcp.stream',
	'ip.src',
	'frame.interface_name',
	'frame.comment',
	'tcp.checksum.status',
	'ip.checksum.status',
	'_ws.malformed',
	'_ws.expert.message',
	...LABELS.map(label => `tcp.analysis.${label}`),
];

/** Between the values of a field: no sentence of ours has it. */
const BETWEEN = '\u001f';

/** One start of tshark. @param streams - how many to follow, from 0 */
export function analyse(capture: Uint8Array, streams: number): Analysis {
	const folder = mkdtempSync(join(tmpdir(), 'tcp-lab-capture-'));
	try {
		const file = join(folder, 'all.pcapng');
		writeFileSync(file, capture);
		const {stdout, stderr, status} = spawnSync(
			'tshark',
			[
				...['-r', file, '-n', '-T', 'fields', '-E', `aggregator=${BETWEEN}`],
				// Ours is no web server, whatever its port; and checksums count.
				...['-d', 'tcp.port==1-65535,data', '-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'],
				...FIELDS.flatMap(field => ['-e', field]),
				...Array.from({length: streams}, (_, n) => ['-z', `follow,tcp,raw,${n}`]).flat(),
			],
			{encoding: 'utf8', maxBuffer: 2 ** 30},
		);
		if (status !== 0) throw new Error(`tshark ended with ${status}: ${stderr}`);
		// The followed streams come behind the frames, each between two lines of `=`.
		const [frames = '', ...followed] = stdout.split(/^={20,}\n/m);
		return {
			frames: frames
				.split('\n')
				.filter(line => line !== '')
				.map(frameOf),
			followed: inOrder(followed.filter(part => part.startsWith('Follow:'))).map(streamOf),
			complaints: stderr.replace(/^Running as user "root".*\n/m, '').trim(),
		};
	} finally {
		rmSync(folder, {recursive: true});
	}
}

/** What it calls the hosts in a file, by the names in the file alone. */
export function namesIn(file: string): readonly string[] {
	const {stdout} = spawnSync('tshark', ['-r', file, '-N', 'nN', '-T', 'fields', '-e', 'ip.src_host'], {
		encoding: 'utf8',
	});
	return [...new Set(stdout.trimEnd().split('\n'))].sort();
}

function frameOf(line: string): Frame {
	const values = line.split('\t');
	const value = (field: string): string => values[FIELDS.indexOf(field)] ?? '';
	const comments = value('frame.comment').split(BETWEEN);
	return {
		stream: value('tcp.stream') === '' ? null : Number(value('tcp.stream')),
		source: value('ip.src'),
		interface: value('frame.interface_name'),
		comments: comments.join(),
		labels: LABELS.filter(label => value(`tcp.analysis.${label}`) !== ''),
		badChecksum: value('tcp.checksum.status') === '0' || value('ip.checksum.status') === '0',
		malformed: value('_ws.malformed') !== '',
		findings: value('_ws.expert.message')
			.split(BETWEEN)
			.filter(message => message !== '' && !comments.includes(message)),
	};
}

/** They come as it likes: each says its number. */
const inOrder = (parts: readonly string[]): readonly string[] => parts.toSorted((a, b) => numberOf(a) - numberOf(b));

const numberOf = (part: string): number => Number(/^Filter: tcp\.stream eq (\d+)$/m.exec(part)?.[1]);

/** The lines of the second node are indented. */
function streamOf(part: string): Readonly<Record<string, string>> {
	const ends = [0, 1].map(n => new RegExp(`^Node ${n}: (.*):\\d+$`, 'm').exec(part)?.[1] ?? '');
	const lines = part.split('\n').filter(line => /^\t?[0-9a-f]+$/.test(line));
	const text = (second: boolean): string =>
		lines
			.filter(line => line.startsWith('\t') === second)
			.map(line => line.trim())
			.join('');
	return {[ends[0] ?? '']: text(false), [ends[1] ?? '']: text(true)};
}
