/** Every sign that is not a letter, with its ASCII twin of the same width. One cell each, no variation selectors. */

const UNICODE = {
	/** A segment that has ended. */
	line: '─',
	/** A segment in flight. */
	heavy: '━',
	right: '▶',
	left: '◀',
	/** Where a segment was lost. */
	cross: '✗',
	/** Reached, and right. */
	done: '✓',
	/** Still to be crossed. */
	dot: '·',
	vertical: '│',
	cornerDownRight: '┐',
	cornerUpRight: '└',
	cornerDownLeft: '┌',
	cornerUpLeft: '┘',
	crossing: '┼',
	/** What a key would act on. */
	pointer: '▸',
	again: '↻',
	copy: '+',
	forged: '!',
	damaged: '#',
	changed: '*',
	gauge0: '○',
	gauge1: '◔',
	gauge2: '◑',
	gauge3: '◕',
	gauge4: '●',
	full: '█',
	empty: '░',
	ellipsis: '…',
	dash: '–',
	middle: '·',
	/** Changes, leads to. */
	to: '→',
	paused: '‖',
	playing: '»',
	up: '↑',
	down: '↓',
	bar: '│',
	downwards: '▼',
	upwards: '▲',
	pointerBack: '◂',
	/** On axes. */
	tickLeft: '┤',
	tickDown: '┬',
	/** Compressed time. */
	broken: '┊',
	/** A limit. */
	dashed: '╌',
	point: '•',
	block: '▒',
	light: '░',
	/** Missing. */
	hole: '□',
} as const;

export type Glyphs = Readonly<Record<keyof typeof UNICODE, string>>;

const ASCII: Glyphs = {
	line: '-',
	heavy: '=',
	right: '>',
	left: '<',
	cross: 'x',
	done: 'v',
	dot: '.',
	vertical: '|',
	cornerDownRight: '.',
	cornerUpRight: "'",
	cornerDownLeft: '.',
	cornerUpLeft: "'",
	crossing: '+',
	pointer: '>',
	again: 'r',
	copy: '+',
	forged: '!',
	damaged: '#',
	changed: '*',
	gauge0: '.',
	gauge1: ':',
	gauge2: 'o',
	gauge3: 'O',
	gauge4: '@',
	full: '#',
	empty: ':',
	ellipsis: '~',
	dash: '-',
	middle: '|',
	to: '>',
	paused: '=',
	playing: '>',
	up: '^',
	down: 'v',
	bar: '|',
	downwards: 'v',
	upwards: '^',
	pointerBack: '<',
	tickLeft: '+',
	tickDown: '+',
	broken: ':',
	dashed: '=',
	point: 'o',
	block: '%',
	light: ':',
	hole: '?',
};

/** The signs for one reader. */
export const glyphsFor = (style: {readonly ascii: boolean}): Glyphs => (style.ascii ? ASCII : UNICODE);
