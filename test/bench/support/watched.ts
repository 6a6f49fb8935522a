import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import {type Display, openDisplay} from '../../support/display.js';

/** A program on a pseudo-terminal whose every read is looked at. */
export type Watched = {
	readonly pid: number;
	readonly display: Display;
	/** Milliseconds from the start until the first frame was complete on the line. */
	readonly firstFrame: Promise<number>;
	send(text: string): void;
	/** Called with each read, before the emulator shows it. */
	onRead(listener: (text: string) => void): void;
	/** Fulfilled when everything read so far is shown. */
	shown(): Promise<void>;
	/** Everything ever read. */
	all(): string;
	end(): Promise<void>;
};

export type WatchOptions = {
	columns?: number;
	rows?: number;
	/** Octets a second that the line takes; without it, as fast as it goes. */
	rate?: number;
	/** Whether the emulator answers what it is asked. */
	answers?: boolean;
};

export function watch(parameters: readonly string[], options: WatchOptions = {}): Watched {
	const {columns = 80, rows = 24, rate, answers = true} = options;
	const display = openDisplay(columns, rows);
	// Sessions of the bench are nobody's: each starts without one to be offered.
	const state = mkdtempSync(join(tmpdir(), 'tcp-lab-bench-'));
	const startedAt = performance.now();
	const program: IPty = spawn(process.execPath, [...parameters], {
		cols: columns,
		rows,
		env: {...environment(), TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', XDG_STATE_HOME: state},
	});
	const listeners: ((text: string) => void)[] = [];
	let all = '';
	let shown: Promise<void> = Promise.resolve();
	let onFirstFrame: (ms: number) => void = () => {};
	const firstFrame = new Promise<number>(resolve => {
		onFirstFrame = resolve;
	});
	if (answers) display.onAnswer(answer => program.write(answer));

	const take = (text: string): void => {
		all += text;
		// The status request rides behind the first frame.
		if (all.includes('\u001b[5n')) onFirstFrame(performance.now() - startedAt);
		for (const listener of listeners) listener(text);
		shown = shown.then(() => display.write(text));
	};
	program.onData(text => {
		if (rate === undefined) return take(text);
		// The octets take their time on the line, and nothing more is read meanwhile.
		program.pause();
		setTimeout(
			() => {
				take(text);
				program.resume();
			},
			(Buffer.byteLength(text) / rate) * 1000,
		);
	});
	const exited = new Promise<void>(resolve => {
		program.onExit(() => resolve());
	});

	return {
		pid: program.pid,
		display,
		firstFrame,
		send: text => program.write(text),
		onRead: listener => {
			listeners.push(listener);
		},
		shown: () => shown,
		all: () => all,
		async end() {
			program.kill('SIGTERM');
			program.resume();
			await exited;
			display.dispose();
			rmSync(state, {recursive: true, force: true});
		},
	};
}

function environment(): Record<string, string> {
	const taken = new Set(['NO_COLOR', 'FORCE_COLOR', 'CI', 'LC_ALL', 'NODE_CHANNEL_FD', 'NODE_OPTIONS']);
	return Object.fromEntries(
		Object.entries(process.env).filter(
			(entry): entry is [string, string] => entry[1] !== undefined && !taken.has(entry[0]),
		),
	);
}
