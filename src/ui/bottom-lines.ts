import {
	completions,
	keyLine,
	listItems,
	type Mode,
	modeOf,
	placesOf,
	type SessionState,
	usageOf,
	verbNamed,
} from '../app/index.js';
import {
	fill,
	fitLine,
	glyphsFor,
	type Line,
	type Meaning,
	span,
	statusBar,
	whyLines,
	wordsFor,
	wrap,
} from '../present/index.js';
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
	if (mode.name === 'resume') return resumeText(state, mode);
	return `${questions.quit} ${state.saving ? questions.quitSaved : questions.quitUnsaved}`;
}

function resumeText(state: SessionState, {count, lesson: id}: Mode & {name: 'resume'}): string {
	const {app, lesson} = wordsFor(state.style.lang);
	const head = state.lessons.find(each => each.id === id);
	if (id === null || head === undefined) return fill(app.questions.resume, {count});
	const step = (state.records[id]?.step ?? 0) + 1;
	return fill(lesson.interrupted, {id, title: head.title[state.style.lang], step, steps: head.steps});
}

function commandRows(state: SessionState, width: number, rows: number): Line[] {
	const {style, message} = state;
	const words = wordsFor(style.lang);
	const mode = modeOf(state);
	const text = mode.name === 'command' ? mode.line.before : '';
	const verb = verbNamed(text.trim().split(/\s+/)[0] ?? '');
	const usage = verb === null || !text.includes(' ') ? '' : usageOf(verb, words);
	const {choices} = completions(text, state);
	const head: Line[] =
		message !== null
			? [[span(` ${message.text}`, TONES[message.tone])]]
			: usage === ''
				? []
				: [[span(` ${usage}`, 'quiet')]];
	const room = rows - head.length;
	const offered = wrap(choices.join('  '), width - 2, style);
	if (offered.length > room && room > 0) offered[room - 1] += `  ${glyphsFor(style).ellipsis}`;
	const lines = [...head, ...offered.slice(0, room).map(line => [span(` ${line}`, 'key')])];
	while (lines.length < rows) lines.push([]);
	return lines.map(line => fitLine(line, width, style));
}

export const statusRow = (
	{world, style, shown}: Pick<SessionState, 'world' | 'style' | 'shown'>,
	width: number,
): Line => statusBar(world, width, style, shown);

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
	const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(style.measure));
	const detail = Math.min(widest(items.map(item => item.detail)), Math.floor(width * 0.4));
	const cells = Math.min(widest(items.map(({label}) => label)), width - 2 - detail);
	return items.map((item, value) => ({label: columns(item.label, item.detail, cells, width, style), value}));
}

function columns(label: string, detail: string, cells: number, width: number, style: SessionState['style']): string {
	const [left = '', right = ''] = [
		fitLine([span(label)], cells, style),
		fitLine([span(detail)], Math.max(0, width - cells - 2), style),
	].map(line => line.map(({text}) => text).join(''));
	return `${left}  ${right}`;
}
