/** Calls back while it runs, with the time that went by. */
export type FrameClock = {
	/** Starts, or goes on with another callback. */
	start(onFrame: (elapsedMs: number) => void): void;
	/** Stops; no timer is left. */
	stop(): void;
	readonly running: boolean;
};

export type FrameClockOptions = {
	/** Frames a second at most. */
	fps?: number;
	/** Whether the screen still has an older frame to show; then this one waits. */
	busy?: () => boolean;
	now?: () => number;
};

/**
 * The real clock, for automatic play: about `fps` frames a second, fewer while the line cannot take them.
 *
 * A frame that waited brings all the time that went by, up to a second: a process that was stopped does not leap.
 */
export function frameClock(options: FrameClockOptions = {}): FrameClock {
	const {fps = 10, busy = () => false, now = () => performance.now()} = options;
	const period = 1000 / fps;
	let timer: NodeJS.Timeout | null = null;
	let callback: ((elapsedMs: number) => void) | null = null;
	let last = 0;
	let due = 0;

	const wait = (): void => {
		timer = setTimeout(tick, Math.max(1, due - now()));
	};
	const tick = (): void => {
		timer = null;
		const at = now();
		if (busy()) {
			due = at + period / 4;
			wait();
			return;
		}
		// From the time that was due, so that a late timer does not slow the play down; unless it was very late.
		due = Math.max(due + period, at + period / 4);
		const elapsed = Math.min(at - last, longestStep);
		last = at;
		wait();
		callback?.(elapsed);
	};

	return {
		start(onFrame) {
			callback = onFrame;
			if (timer !== null) return;
			last = now();
			due = last + period;
			wait();
		},
		stop() {
			if (timer !== null) clearTimeout(timer);
			timer = null;
			callback = null;
		},
		get running() {
			return timer !== null;
		},
	};
}

/** Milliseconds of play that one frame may bring at most. */
const longestStep = 1000;
