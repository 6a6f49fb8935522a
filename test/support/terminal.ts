import {EventEmitter} from 'node:events';
import chalk from 'chalk';
import type {ReactElement} from 'react';
import {openSession, type Session, type SessionOptions} from '../../src/edge/session.js';
import type {ColourLevel} from '../../src/edge/style.js';
import {type Display, openDisplay} from './display.js';
import {sequenceOf} from './key-names.js';

// As in the bundle: styles are always written in full, and the screen reduces them.
chalk.level = 3;

export type TestTerminalOptions = {
	columns?: number;
	rows?: number;
	colours?: ColourLevel;
	/** Everything else that a session may be told. */
	session?: Omit<Partial<SessionOptions>, 'stdin' | 'stdout' | 'element' | 'colours'>;
};

/** An application on a terminal emulator: what a person sees and types, without a process. */
export type TestTerminal = Omit<Display, 'write' | 'resize' | 'dispose' | 'onAnswer'> & {
	readonly session: Session;
	readonly stdin: FakeIn;
	readonly stdout: FakeOut;
	/** Types keys one after another, each after the screen has taken the one before. */
	press(...keys: string[]): Promise<void>;
	/** Sends octets as one chunk. */
	send(chunk: string): void;
	/** Octets written to the terminal since the last call. */
	octets(): number;
	/** Text written to the terminal since the last call. */
	written(): string;
	resize(columns: number, rows: number): void;
	close(): Promise<void>;
};

/** Opens an application at 80×24, or at any size. Await `until` before looking. */
export function openTestTerminal(
	element: ReactElement | ((session: Session) => ReactElement),
	options: TestTerminalOptions = {},
): TestTerminal {
	const {columns = 80, rows = 24, colours = 3} = options;
	const display = openDisplay(columns, rows);
	const stdin = new FakeIn();
	const stdout = new FakeOut(display);
	display.onAnswer(answer => stdin.emit('data', answer));
	const session = openSession({stdin, stdout, element, colours, ownsProcess: false, ...options.session});

	return {
		...display,
		get columns() {
			return display.columns;
		},
		get rows() {
			return display.rows;
		},
		session,
		stdin,
		stdout,
		async press(...keys) {
			for (const key of keys) {
				stdin.emit('data', sequenceOf(key));
				await stdout.quiet();
			}
		},
		send: chunk => {
			stdin.emit('data', chunk);
		},
		octets: () => Buffer.byteLength(stdout.take()),
		written: () => stdout.take(),
		resize(newColumns, newRows) {
			display.resize(newColumns, newRows);
			stdout.columns = newColumns;
			stdout.rows = newRows;
			stdout.emit('resize');
		},
		async close() {
			session.close();
			await session.exited;
			display.dispose();
		},
	};
}

/** Looks like a TTY's input side. */
export class FakeIn extends EventEmitter {
	readonly isTTY = true;
	raw = false;
	flowing = false;

	setRawMode(raw: boolean): this {
		this.raw = raw;
		return this;
	}

	resume(): this {
		this.flowing = true;
		return this;
	}

	pause(): this {
		this.flowing = false;
		return this;
	}
}

/** Looks like a TTY's output side, with an emulator behind it. */
export class FakeOut extends EventEmitter {
	readonly isTTY = true;
	columns: number;
	rows: number;
	/** Set to hold back what is written, as a slow line does. */
	stalled = false;
	#taken = '';
	#held: (() => void)[] = [];
	#pending = 0;
	readonly #display: Display;

	constructor(display: Display) {
		super();
		this.#display = display;
		this.columns = display.columns;
		this.rows = display.rows;
	}

	write(text: string, done?: (error?: Error | null) => void): boolean {
		this.#taken += text;
		this.#pending++;
		const deliver = (): void => {
			this.#display.write(text).then(() => {
				this.#pending--;
				done?.();
			});
		};
		if (this.stalled) this.#held.push(deliver);
		else deliver();
		return !this.stalled;
	}

	/** The line moves again. */
	drain(): void {
		this.stalled = false;
		for (const deliver of this.#held.splice(0)) deliver();
	}

	take(): string {
		const taken = this.#taken;
		this.#taken = '';
		return taken;
	}

	/** Fulfilled when a few turns of the event loop brought no more output. */
	async quiet(): Promise<void> {
		for (let turns = 0, seen = this.#taken.length; turns < 4; turns++) {
			await new Promise(resolve => setImmediate(resolve));
			if (this.#pending > 0 || this.#taken.length !== seen) turns = 0;
			seen = this.#taken.length;
		}
	}
}
