import {constants} from 'node:os';

/** How a session ended. */
export type SessionExit =
	/** The user left. */
	| {reason: 'quit'}
	/** Ctrl-C. */
	| {reason: 'interrupt'}
	/** The terminal is gone. */
	| {reason: 'hangup'}
	| {reason: 'signal'; signal: NodeJS.Signals}
	/** A bug. */
	| {reason: 'crash'; error: unknown};

/** The process's exit code: 0 for a user who left, 128 + n for a signal, 1 for a bug. */
export function exitCode(exit: SessionExit): number {
	if (exit.reason === 'signal') return 128 + constants.signals[exit.signal];
	if (exit.reason === 'hangup') return HUNG_UP;
	return exit.reason === 'crash' ? 1 : 0;
}

/** The exit code of a program whose terminal is gone. */
export const HUNG_UP: number = 128 + constants.signals.SIGHUP;

/**
 * Ends the process as SIGHUP does by itself.
 *
 * An ordinary exit would have Node set back a terminal that is not there any more: it asserts that this succeeds, and
 * aborts with a trace and a core where it does not.
 */
export function dieOfHangup(): void {
	process.removeAllListeners('SIGHUP');
	process.kill(process.pid, 'SIGHUP');
}
