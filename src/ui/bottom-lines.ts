import {
	completions,
	keyLine,
	listItems,
	modeOf,
	placesOf,
	type SessionState,
	usageOf,
	verbNamed,
} from '../app/index.js';
import {fill, fitLine, type Line, type Meaning, span, statusBar, whyLines, wordsFor} from '../present/index.js';
import {cursorText} from './form-lines.js';

/**
 * The rows above the status bar: why it happened; its last row is a message while there is one. The command line takes
 * them for what could stand next.
 */
export function whyRows(state: SessionState, width: number, rows: number): Line[] {
	const {past, world, style, message} = state;
	const mode = modeOf(state);
	if (mode.name === 'command') return commandRows(state, width, rows);
	const question = mode.name === 'quit' || mode.name === 'resume' ? questionText(state) : null;
	const said = question ?? message?.text ?? null;
	if (said === null) return whyLines({past, world, width, style}, rows);
	const tone = question === null && message !== null ? TONES[message.tone] : 'strong';
	const others = rows === 1 ? [] : whyLines({past, world, width, style}, rows - 1);
	return [...others, fitLine([span(` ${said}`, tone)], width, style)];
}

const TONES: Readonly<Record<'info' | 'warning' | 'error', Meaning>> = {
	info: 'strong',
	warning: 'warning',
	error: 'error',
};

function questionText(state: SessionState): string {
	const {questions} = wordsFor(state.style.lang).app;
	const mode = modeOf(state);
	return mode.name === 'resume'
		? fill(questions.resume, {count: mode.count})
		: `${questions.quit} ${questions.quitSaved}`;
}

function commandRows(state: SessionState, width: number, rows: number): Line[] {
	const {style, message} = state;
	const words = wordsFor(style.lang);
	const mode = modeOf(state);
	const text = mode.name === 'command' ? mode.line.before : '';
	const verb = verbNamed(text.trim().split(/\s+/)[0] ?? '');
	const usage = verb === null || !text.includes(' ') ? '' : usageOf(verb, words);
	const {choices} = completions(text, state);
	const first: Line = message === null ? [span(` ${usage}`, 'quiet')] : [span(` ${message.text}`, TONES[message.tone])];
	const second: Line = [span(` ${choices.join('  ')}`, 'key')];
	const lines = rows === 1 ? [message === null ? second : first] : [first, second];
	while (lines.length < rows) lines.unshift([]);
	return lines.map(line => fitLine(line, width, style));
}

export const statusRow = ({world, style}: Pick<SessionState, 'world' | 'style'>, width: number): Line =>
	statusBar(world, width, style);

/** The keys of this place, or the line that is being typed. */
export function keysRow(state: SessionState, width: number): Line {
	const {style} = state;
	const mode = modeOf(state);
	if (mode.name === 'command') {
		return fitLine([span(':', 'key'), ...cursorText(mode.line, width - 1, style)], width, style);
	}
	return fitLine(keyLine(state, placesOf(mode, state), width, wordsFor(style.lang)), width, style);
}

/** A list's rows as texts of one width: label, then what it is. */
export function listLabels(state: SessionState, width: number): readonly {label: string; value: number}[] {
	const {style} = state;
	const items = listItems(state, modeOf(state));
	const widest = Math.max(0, ...items.map(({label}) => style.measure(label)));
	const cells = Math.min(widest, Math.floor(width * 0.6));
	return items.map(({label, detail}, value) => ({label: columns(label, detail, cells, width, style), value}));
}

function columns(label: string, detail: string, cells: number, width: number, style: SessionState['style']): string {
	const [left = '', right = ''] = [
		fitLine([span(label)], cells, style),
		fitLine([span(detail)], Math.max(0, width - cells - 2), style),
	].map(line => line.map(({text}) => text).join(''));
	return `${left}  ${right}`;
}
