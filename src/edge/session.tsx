import {render} from 'ink';
import type {ReactElement} from 'react';
import {type FrameClock, frameClock} from './clock.js';
import type {SessionExit} from './exit.js';
import {KeyStream} from './key-stream.js';
import type {TerminalEvent} from './keys.js';
import {Screen} from './screen.js';
import type {ColourLevel} from './style.js';
import {openTerminal, type Size, sizeOf, type TerminalIn, type TerminalOut} from './terminal.js';

export type SessionOptions = {
	stdin: TerminalIn;
	stdout: TerminalOut;
	/** The application. It learns the terminal's size by `useWindowSize`, its keys by `useInput`, and ends by `useApp().exit()`. */
	element: ReactElement | ((session: Session) => ReactElement);
	colours: ColourLevel;
	/** Milliseconds that ESC waits for its tail; `capabilities` knows. */
	escapeDelay?: number;
	/** Frames a second of the session's clock at most. */
	fps?: number;
	/** Signals, crashes and Ctrl-Z of this process are the session's. False for a guest over SSH. */
	ownsProcess?: boolean;
	/** Asks the terminal how wide it draws ▶, and calls when that is not one column: draw in ASCII then. */
	onWideSymbols?: () => void;
};

export type Session = {
	/** For automatic play: ticks only while the line can take a frame. */
	readonly clock: FrameClock;
	/** Fulfilled when the terminal is restored; never rejected. */
	readonly exited: Promise<SessionExit>;
	close(): void;
	size(): Size;
};

/** What is set for Ink, once and here: whole frames into the screen's hands, and nothing else on the terminal. */
const inkSettings = {
	debug: true,
	interactive: true,
	exitOnCtrlC: false,
	patchConsole: false,
	maxFps: 120,
	isScreenReaderEnabled: false,
} as const;

/** Milliseconds that a terminal has to answer what is still asked when the session ends. */
const lastAnswer = 2000;

/** Puts an application on a terminal. Many sessions may live in one process. */
export function openSession(options: SessionOptions): Session {
	const {stdout, ownsProcess = true} = options;
	const size = sizeOf(stdout);
	const screen = new Screen({out: stdout, colours: options.colours, ...size});
	const keys = new KeyStream();
	const clock = frameClock({...(options.fps === undefined ? {} : {fps: options.fps}), busy: () => screen.busy});
	let asksWidth = options.onWideSymbols !== undefined;
	let ended = false;
	let fulfil: (exit: SessionExit) => void = () => {};
	const exited = new Promise<SessionExit>(resolve => {
		fulfil = resolve;
	});

	const onEvent = (event: TerminalEvent): void => {
		if (event.kind === 'status') screen.answered();
		else if (event.kind === 'cursor') widthAnswered(event.column);
		if (ended) {
			settle();
			return;
		}
		if (event.kind === 'paste') keys.paste(event.text);
		if (event.kind !== 'key') return;
		const {ctrl, character} = event.key;
		if (ctrl && character === 'c') end({reason: 'interrupt'});
		else if (ctrl && character === 'z') terminal.suspend();
		else keys.key(event.key);
	};
	const widthAnswered = (column: number): void => {
		if (asksWidth && column !== 2) options.onWideSymbols?.();
		asksWidth = false;
	};

	let finish: () => void = () => {};
	const end = (exit: SessionExit): void => {
		if (ended) return;
		ended = true;
		clock.stop();
		screen.close();
		if (exit.reason === 'crash' || exit.reason === 'signal' || exit.reason === 'hangup') {
			terminal.close();
			unmount();
			fulfil(exit);
			return;
		}
		terminal.leaveScreen();
		unmount();
		finish = () => {
			clearTimeout(deadline);
			terminal.close();
			fulfil(exit);
		};
		const deadline = setTimeout(finish, lastAnswer);
		settle();
	};
	/** A late answer would be typed into the shell: input stays raw until it has come. */
	const settle = (): void => {
		if (!screen.awaitsAnswer) finish();
	};
	const unmount = (): void => {
		try {
			instance.unmount();
		} catch {
			// The tree is what crashed; the terminal is already restored.
		}
	};

	const terminal = openTerminal({
		stdin: options.stdin,
		stdout,
		escapeDelay: options.escapeDelay ?? 20,
		ownsProcess,
		onEvent,
		onResize: ({columns, rows}) => screen.resize(columns, rows),
		onHangup: () => end({reason: 'hangup'}),
		onSignal: signal => end({reason: 'signal', signal}),
		onCrash: error => end({reason: 'crash', error}),
		onSuspend: () => screen.hold(),
		onResume: () => screen.repaint(),
	});
	if (asksWidth) stdout.write('\u001b[H▶\u001b[6n');

	const session: Session = {clock, exited, close: () => end({reason: 'quit'}), size: () => terminal.size()};
	const element = typeof options.element === 'function' ? options.element(session) : options.element;
	const instance = render(element, {
		...inkSettings,
		// Ink asks of its streams only what these two have.
		stdout: screen as unknown as NodeJS.WriteStream,
		stdin: keys as unknown as NodeJS.ReadStream,
		stderr: screen as unknown as NodeJS.WriteStream,
	});
	instance.waitUntilExit().then(
		() => end({reason: 'quit'}),
		error => end({reason: 'crash', error}),
	);
	return session;
}
