import {EventEmitter} from 'node:events';
import {diffScreens, type Pen} from './celldiff.js';
import {blankRow, fitRow, parseLine, type Row} from './cells.js';
import type {ColourLevel} from './style.js';

/** What the screen needs of the stream that leads to the terminal. */
export type Out = {write(text: string, done: (error?: Error | null) => void): boolean};

/**
 * The terminal's screen, as Ink takes it for its stdout: whole frames in, changed cells out.
 *
 * One frame is on its way at a time; of those that come meanwhile only the newest is kept, so a slow line shows the
 * present late and never the past. Two things tell that a frame has arrived: the stream's callback, and the terminal's
 * own answer to a status request (`CSI 5 n`) that rides behind the octets. The second sees through the kernel's and
 * sshd's buffers; it counts only once a terminal has answered at all. Where none answers, a write that takes long
 * tells that the buffers are full: then they are left to drain, and frames come at a slower pace for a while.
 */
export class Screen extends EventEmitter {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #out: Out;
	readonly #colours: ColourLevel;
	readonly #now: () => number;
	#frame: string | null = null;
	#lines: string[] = [];
	#shown: Row[];
	#pen: Pen = {x: null, y: 0, style: ''};
	#clear = true;
	#writing = false;
	#scheduled = false;
	#held = false;
	#closed = false;
	#timer: NodeJS.Timeout | null = null;
	#pace: Pace = {interval: 0, notBefore: 0, eased: 0};
	#line: Line = {onTheWay: 0, asked: null, answers: false};

	constructor(options: {out: Out; colours: ColourLevel; columns: number; rows: number; now?: () => number}) {
		super();
		this.#out = options.out;
		this.#colours = options.colours;
		this.#now = options.now ?? (() => performance.now());
		this.columns = options.columns;
		this.rows = options.rows;
		this.#shown = blankScreen(this.columns, this.rows);
		this.setMaxListeners(0);
	}

	/** Takes a whole frame. Modes (`CSI ? …`) are the terminal owner's business and are not let through. */
	write(frame: string, done?: () => void): boolean {
		if (frame !== '' && frame !== '\n' && !frame.startsWith('\u001b[?')) {
			this.#frame = frame;
			this.#schedule();
		}
		if (done !== undefined) queueMicrotask(done);
		return true;
	}

	/** Whether a frame written now would have to wait. */
	get busy(): boolean {
		const now = this.#now();
		return this.#writing || this.#held || now < this.#pace.notBefore || isFull(this.#line, now);
	}

	/** The terminal has a new size: everything is painted again, in one write, once Ink has laid it out. */
	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.#clear = true;
		this.emit('resize');
		this.#schedule();
	}

	/** Something else was on the terminal: paint everything again. */
	repaint(): void {
		this.#clear = true;
		this.#held = false;
		if (this.#lines.length > 0) this.#frame ??= this.#lines.join('\n');
		this.#schedule();
	}

	/** Write nothing until `repaint`: the terminal is somebody else's for a while. */
	hold(): void {
		this.#held = true;
	}

	/** The terminal has answered a status request: what stood before it has been shown. */
	answered(): void {
		const {asked} = this.#line;
		if (asked === null) return;
		this.#line = {onTheWay: this.#line.onTheWay - asked.octets, asked: null, answers: true};
		this.#schedule();
	}

	/** Whether an answer is still to come. */
	get awaitsAnswer(): boolean {
		return this.#line.asked !== null && this.#line.answers;
	}

	/** Nothing is written from now on. */
	close(): void {
		this.#closed = true;
		if (this.#timer !== null) clearTimeout(this.#timer);
	}

	#schedule(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		// Not at once: a key press may lead to several commits, and they are one frame.
		setImmediate(() => {
			this.#scheduled = false;
			this.#flush();
		});
	}

	#flush(): void {
		if (this.#frame === null || this.#closed) return;
		if (this.busy) {
			this.#lookAgainLater();
			return;
		}
		const text = this.#paint(this.#frame);
		this.#frame = null;
		if (text === '') return;
		const request = this.#account(Buffer.byteLength(text));
		this.#writing = true;
		const since = this.#now();
		this.#out.write(text + request, () => {
			this.#writing = false;
			if (!this.#line.answers) this.#pace = paceAfter(this.#pace, since, this.#now());
			if (this.#frame !== null) this.#schedule();
		});
	}

	/** A pause ends by itself, and an answer may be lost: nothing else would wake the frame that waits. */
	#lookAgainLater(): void {
		if (this.#writing || this.#held || this.#timer !== null) return;
		const rest = this.#pace.notBefore - this.#now();
		this.#timer = setTimeout(
			() => {
				this.#timer = null;
				this.#schedule();
			},
			rest > 0 ? rest : patience,
		);
		this.#timer.unref();
	}

	#paint(frame: string): string {
		const lines = frame.split('\n');
		let text = '';
		if (this.#clear) {
			// Erased from the top left corner to the end, not by 2J: some terminals push what 2J clears into the scrollback.
			text = '\u001b[m\u001b[H\u001b[J';
			this.#clear = false;
			this.#lines = [];
			this.#shown = blankScreen(this.columns, this.rows);
			this.#pen = {x: null, y: 0, style: ''};
		}
		const next = this.#shown.map((row, y) =>
			lines[y] === this.#lines[y] ? row : fitRow(parseLine(lines[y] ?? '', this.#colours), this.columns),
		);
		text += diffScreens(this.#shown, next, this.#pen);
		this.#lines = lines;
		this.#shown = next;
		return text;
	}

	/** Books octets as on their way; returns the status request to send behind them, if one is due. */
	#account(octets: number): string {
		const onTheWay = this.#line.onTheWay + octets;
		const {asked} = this.#line;
		const lost = asked !== null && this.#now() - asked.at > patience;
		if (lost) this.#line = {onTheWay: octets, asked: null, answers: false};
		else this.#line = {...this.#line, onTheWay};
		if (this.#line.asked !== null || onTheWay < worthAsking) return '';
		this.#line = {...this.#line, asked: {at: this.#now(), octets: this.#line.onTheWay}};
		return statusRequest;
	}
}

/** Octets that the terminal has not confirmed, the request that is out, and whether it ever answered one. */
type Line = {onTheWay: number; asked: {at: number; octets: number} | null; answers: boolean};

/** Milliseconds between two frames, when the next may come, and when the interval was last shortened or set. */
type Pace = {interval: number; notBefore: number; eased: number};

/** Milliseconds after which a write has met full buffers: four kilobytes in a terminal take less. */
const longWrite = 150;

/** Milliseconds of silence in which full buffers (about 12 kB in a pseudo-terminal) drain by 10 kB at 2 kB/s. */
const drain = 5000;

/** Slower after a write that took long; a little faster after every ten seconds without one. */
function paceAfter(pace: Pace, since: number, now: number): Pace {
	if (now - since > longWrite) {
		const interval = Math.min(1000, Math.max(500, pace.interval * 1.5));
		return {interval, notBefore: now + drain, eased: now};
	}
	if (pace.interval === 0) return pace;
	const eases = now - pace.eased > 10_000;
	const interval = eases ? (pace.interval < 60 ? 0 : pace.interval * 0.9) : pace.interval;
	return {interval, notBefore: now + interval, eased: eases ? now : pace.eased};
}

/** DSR; the answer is `CSI 0 n`. */
const statusRequest = '\u001b[5n';

/** Octets, about four played frames at 80×24: at 2 kB/s this is one second of lag. */
const window = 2048;

/** Octets after which a status request is due; a few key presses are not worth one. */
const worthAsking = 512;

/** Milliseconds until an unanswered request counts as lost. */
const patience = 10_000;

function isFull(line: Line, now: number): boolean {
	return line.answers && line.asked !== null && line.onTheWay >= window && now - line.asked.at <= patience;
}

function blankScreen(columns: number, rows: number): Row[] {
	return Array.from({length: rows}, () => blankRow(columns));
}
