import type {EventEmitter} from 'node:events';
import {writeSync} from 'node:fs';
import {StringDecoder} from 'node:string_decoder';
import {keyParser, type TerminalEvent} from './keys.js';

type Listened = Pick<EventEmitter, 'on' | 'off'>;

/** What is needed of the stream that keys come from: a TTY, or something that looks like one. */
export type TerminalIn = Listened & {
	resume(): unknown;
	pause(): unknown;
	setRawMode?: ((raw: boolean) => unknown) | undefined;
};

/** What is needed of the stream that leads to the screen. */
export type TerminalOut = Listened & {
	write(text: string, done?: (error?: Error | null) => void): boolean;
	columns?: number | undefined;
	rows?: number | undefined;
	fd?: number | undefined;
	/** Octets that are still to be written. */
	writableLength?: number | undefined;
};

export type Size = {columns: number; rows: number};

export type TerminalOptions = {
	stdin: TerminalIn;
	stdout: TerminalOut;
	/** Milliseconds that ESC waits for its tail. */
	escapeDelay: number;
	/** The terminal is this process's own: its signals, crashes and Ctrl-Z are the session's too. False for a guest. */
	ownsProcess: boolean;
	onEvent(event: TerminalEvent): void;
	onResize(size: Size): void;
	/** The line is gone: nobody reads, nobody types. */
	onHangup(): void;
	onSignal(signal: NodeJS.Signals): void;
	onCrash(error: unknown): void;
	/** Before the process stops at Ctrl-Z. */
	onSuspend(): void;
	/** The terminal is ours again, and what stood on it is gone. */
	onResume(): void;
};

/** The one owner of a terminal's modes. */
export type Terminal = {
	size(): Size;
	/** Gives the screen back as it was. Input stays raw, so that a late answer is not typed into the shell. */
	leaveScreen(): void;
	/** Gives everything back, and stops listening. Safe to call twice. */
	close(): void;
	/** Stops the process as Ctrl-Z does elsewhere; returns at once, and `onResume` tells when it goes on. */
	suspend(): void;
};

/** Alternate screen, no cursor, no wrapping at the right edge, pastes marked as such. */
const enterScreen = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h';

/** The same backwards. The Linux console has no alternate screen; it is left with a clean one. */
const leaveScreen = '\u001b[m\u001b[?2004l\u001b[?7h\u001b[H\u001b[J\u001b[?25h\u001b[?1049l';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const satisfies readonly NodeJS.Signals[];

/** Milliseconds after which an escape sequence that has begun is no longer waited for. */
const endDelay = 500;

/** Takes the terminal: raw input, alternate screen, and every way in which it may have to be given back. */
export function openTerminal(options: TerminalOptions): Terminal {
	const {stdin, stdout} = options;
	const parser = keyParser();
	const decoder = new StringDecoder('utf8');
	let timer: NodeJS.Timeout | null = null;
	let onScreen = false;
	let suspended = false;
	let closed = false;

	const flush = (): void => {
		timer = null;
		for (const event of parser.flush()) options.onEvent(event);
	};
	const onData = (chunk: Buffer | string): void => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		for (const event of parser.push(typeof chunk === 'string' ? chunk : decoder.write(chunk))) options.onEvent(event);
		const waiting = parser.waiting();
		if (waiting !== null && !closed)
			timer = setTimeout(flush, waiting === 'for a tail' ? options.escapeDelay : endDelay);
	};
	const onResize = (): void => {
		if (!suspended) options.onResize(sizeOf(stdout));
	};
	const onGone = (): void => {
		if (!closed) options.onHangup();
	};

	const take = (): void => {
		onScreen = true;
		setRaw(stdin, true);
		setBlocking(stdout, false);
		stdout.write(enterScreen);
	};
	const leave = (): void => {
		if (!onScreen) return;
		onScreen = false;
		setBlocking(stdout, true);
		writeNow(stdout, leaveScreen);
	};
	const resume = (): void => {
		if (!suspended || closed) return;
		suspended = false;
		if (options.ownsProcess) process.on('SIGTSTP', suspend);
		take();
		stdin.resume();
		options.onResume();
		// The window may have changed its size meanwhile, and nobody was there to be told.
		options.onResize(sizeOf(stdout));
	};
	const suspend = (): void => {
		if (suspended || closed || !options.ownsProcess) return;
		suspended = true;
		options.onSuspend();
		leave();
		setRaw(stdin, false);
		process.off('SIGTSTP', suspend);
		// The whole group, as the terminal itself would do: `npx` and `npm` stand above us in it.
		process.kill(0, 'SIGTSTP');
		// A group without a shell above it is never stopped, and gets no SIGCONT.
		setTimeout(resume, 100);
	};

	const close = (): void => {
		if (closed) return;
		closed = true;
		leave();
		setRaw(stdin, false);
		if (timer !== null) clearTimeout(timer);
		stdin.off('data', onData);
		stdin.off('end', onGone);
		stdin.off('close', onGone);
		stdout.off('resize', onResize);
		stdout.off('close', onGone);
		// The error listeners stay: what a broken line still reports later is no news.
		stdin.pause();
		if (options.ownsProcess) release();
	};

	const signalled = (signal: NodeJS.Signals): void => options.onSignal(signal);
	const own = (): void => {
		for (const signal of endingSignals) process.on(signal, signalled);
		process.on('SIGTSTP', suspend);
		process.on('SIGCONT', resume);
		process.on('uncaughtException', options.onCrash);
		process.on('exit', close);
	};
	const release = (): void => {
		for (const signal of endingSignals) process.off(signal, signalled);
		process.off('SIGTSTP', suspend);
		process.off('SIGCONT', resume);
		process.off('uncaughtException', options.onCrash);
		process.off('exit', close);
	};

	if (options.ownsProcess) own();
	stdin.on('data', onData);
	stdin.on('end', onGone);
	stdin.on('close', onGone);
	stdin.on('error', onGone);
	stdout.on('resize', onResize);
	stdout.on('close', onGone);
	stdout.on('error', onGone);
	take();
	stdin.resume();

	return {size: () => sizeOf(stdout), leaveScreen: leave, close, suspend};
}

/** A terminal's size, within what can be drawn: terminals report 0, and SSH clients 65535. */
export function sizeOf(stdout: {columns?: number | undefined; rows?: number | undefined}): Size {
	return {columns: clamp(stdout.columns, 80, 500), rows: clamp(stdout.rows, 24, 300)};
}

/**
 * Node's writes to a terminal wait until the terminal has taken them, and everything else waits with them: keys,
 * signals, Ctrl-C. There is no public way to turn that off, and without this one they just wait as before.
 */
function setBlocking(stdout: TerminalOut, blocking: boolean): void {
	if (process.platform === 'win32' || !('_handle' in stdout)) return;
	const handle = stdout._handle as {setBlocking?: (blocking: boolean) => unknown} | null;
	handle?.setBlocking?.(blocking);
}

function clamp(value: number | undefined, otherwise: number, most: number): number {
	if (value === undefined || !Number.isFinite(value) || value < 1) return otherwise;
	return Math.min(Math.floor(value), most);
}

function setRaw(stdin: TerminalIn, raw: boolean): void {
	try {
		stdin.setRawMode?.(raw);
	} catch {
		// EIO: the terminal is gone, and so are its modes.
	}
}

/** Writes before it returns where that is possible: after a crash there may be no later. */
function writeNow(stdout: TerminalOut, text: string): void {
	try {
		// Never in front of what is queued: half a frame on the shell's screen is worse than a late restoration.
		if (stdout.fd !== undefined && !stdout.writableLength) writeSync(stdout.fd, text);
		else stdout.write(text);
	} catch {
		// The line is gone or full; the stream is the last chance.
		try {
			stdout.write(text);
		} catch {
			// Nobody is left to restore anything for.
		}
	}
}
