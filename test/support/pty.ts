import {spawn} from '@lydell/node-pty';
import {type Display, openDisplay} from './display.js';
import {sequenceOf} from './key-names.js';

/** A program on a pseudo-terminal, as a person would run it. */
export type PtyProgram = Omit<Display, 'write' | 'resize' | 'dispose' | 'onAnswer'> & {
	readonly pid: number;
	/** Types keys, each in a write of its own. */
	press(...keys: string[]): void;
	send(chunk: string): void;
	/** Everything that the program wrote since the last call. */
	written(): string;
	resize(columns: number, rows: number): void;
	kill(signal?: string): void;
	/** Takes the terminal away, as when its window is closed or the line drops. */
	hangUp(): void;
	readonly exited: Promise<{code: number; signal: number}>;
};

export type PtyOptions = {
	columns?: number;
	rows?: number;
	env?: Readonly<Record<string, string | undefined>>;
	cwd?: string;
};

/** Runs a program at 80×24, or at any size; the emulator answers what the program asks of its terminal. */
export function openPty(file: string, parameters: readonly string[], options: PtyOptions = {}): PtyProgram {
	const {columns = 80, rows = 24} = options;
	const display = openDisplay(columns, rows);
	const program = spawn(file, [...parameters], {
		cols: columns,
		rows,
		cwd: options.cwd ?? process.cwd(),
		env: environment(options.env),
		// Octets, so that a character cut in two by a read is whole again in the emulator.
		encoding: null,
	});
	let taken = Buffer.alloc(0);
	program.onData(data => {
		const octets = typeof data === 'string' ? Buffer.from(data) : (data as Buffer);
		taken = Buffer.concat([taken, octets]);
		display.write(octets);
	});
	display.onAnswer(answer => program.write(answer));
	const exited = new Promise<{code: number; signal: number}>(resolve => {
		program.onExit(({exitCode, signal}) => resolve({code: exitCode, signal: signal ?? 0}));
	});

	return {
		...display,
		get columns() {
			return display.columns;
		},
		get rows() {
			return display.rows;
		},
		pid: program.pid,
		press(...keys) {
			for (const key of keys) program.write(sequenceOf(key));
		},
		send: chunk => program.write(chunk),
		written() {
			const text = taken.toString('utf8');
			taken = Buffer.alloc(0);
			return text;
		},
		resize(newColumns, newRows) {
			display.resize(newColumns, newRows);
			program.resize(newColumns, newRows);
		},
		kill: signal => program.kill(signal),
		hangUp: () => (program as unknown as {destroy(): void}).destroy(),
		exited,
	};
}

/** This process's environment without what it says about colour; an undefined value takes a variable away. */
function environment(changes: PtyOptions['env']): Record<string, string> {
	const neutral = {NO_COLOR: undefined, FORCE_COLOR: undefined, COLORTERM: undefined, LC_ALL: undefined};
	const all = {...process.env, ...neutral, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...changes};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
