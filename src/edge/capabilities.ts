import type {ColourLevel} from './style.js';

/** What this run may expect of its terminal. */
export type Capabilities = {
	/** What is missing; null: there is a terminal on both sides, and it can place its cursor. */
	missing: 'screen' | 'keys' | 'cursor' | null;
	colours: ColourLevel;
	/** Lines, arrows and Chinese may be drawn; else ASCII only. */
	unicode: boolean;
	/** Milliseconds that ESC waits for the rest of its sequence. */
	escapeDelay: number;
};

/** What was asked for on the command line. */
export type CapabilityFlags = {color?: boolean; ascii?: boolean};

/** What the environment and the streams tell. */
export type Surroundings = {
	env: Readonly<Record<string, string | undefined>>;
	stdinIsTty: boolean;
	stdoutIsTty: boolean;
	platform: string;
};

/**
 * The one place that decides about colour, Unicode and interactivity.
 *
 * Nothing is drawn by chalk's own judgement: Ink styles in full colour, and the screen reduces to this level. So
 * sessions of one process may differ, and `NO_COLOR` keeps bold and inverse. `CI` changes nothing: a terminal is one.
 */
export function capabilities(flags: CapabilityFlags, around: Surroundings): Capabilities {
	const {env} = around;
	return {
		missing: missing(around),
		colours: flags.color === false ? 0 : colourLevel(around),
		unicode: flags.ascii !== true && unicode(around),
		// Over a network the tail of an arrow key may come in a packet of its own.
		escapeDelay: env.SSH_CONNECTION || env.SSH_TTY ? 80 : 20,
	};
}

function missing({env, stdinIsTty, stdoutIsTty}: Surroundings): Capabilities['missing'] {
	if (!stdoutIsTty) return 'screen';
	if (!stdinIsTty) return 'keys';
	return env.TERM === 'dumb' ? 'cursor' : null;
}

/**
 * FORCE_COLOR (0–3, or anything for 1) over NO_COLOR over what TERM and COLORTERM tell.
 *
 * NO_COLOR counts when it is set and not empty (no-color.org).
 */
function colourLevel({env, platform}: Surroundings): ColourLevel {
	const forced = env.FORCE_COLOR;
	if (forced !== undefined && forced !== '') return forcedLevel(forced);
	if (env.NO_COLOR) return 0;
	const term = env.TERM ?? '';
	const colorterm = env.COLORTERM ?? '';
	if (colorterm === 'truecolor' || colorterm === '24bit') return 3;
	if (/-direct$|kitty|ghostty|alacritty|wezterm|foot/.test(term)) return 3;
	if (platform === 'win32' || env.WT_SESSION) return 3;
	if (/-256(color)?$/.test(term)) return 2;
	if (env.TERM_PROGRAM === 'Apple_Terminal') return 2;
	return /^vt(52|100|102|220)/.test(term) ? 0 : 1;
}

function forcedLevel(value: string): ColourLevel {
	if (value === '0' || value === 'false') return 0;
	if (value === '2') return 2;
	if (value === '3') return 3;
	return 1;
}

/** The locale's word, in POSIX order; the Linux console has a font of 256 or 512 glyphs and no Chinese. */
function unicode({env, platform}: Surroundings): boolean {
	if (env.TERM === 'linux') return false;
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
	if (locale === '') return platform === 'win32' || platform === 'darwin';
	return /utf-?8/i.test(locale);
}
