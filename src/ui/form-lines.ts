import {type Form, textOf} from '../app/index.js';
import {FAULT_EXAMPLES, type FaultWord} from '../app/quantity.js';
import {
	fill,
	fit,
	fitLine,
	glyphsFor,
	type Line,
	pad,
	type Span,
	type Style,
	span,
	type Words,
} from '../present/index.js';

/** A form, a field a row, or two side by side; what is wrong stands below. Exactly as wide as the room. */
export function formLines(form: Form, width: number, height: number, style: Style, words: Words): Line[] {
	const rows: Line[] = [];
	if (form.columns === 2) rows.push(heads(columnCells(width), style, words));
	for (let at = 0; at < form.fields.length; at += form.columns) rows.push(row(form, at, width, style, words));
	const last: Line =
		form.error === null ? [span(` ${noteOf(form, words)}`, 'quiet')] : [span(` ${form.error}`, 'error')];
	// The field we are in stays in sight where there are more rows than room.
	const room = height - 2;
	const here = Math.floor(form.at / form.columns) + (form.columns === 2 ? 1 : 0);
	const top = Math.max(0, Math.min(here - room + 1, rows.length - room));
	return [...rows.slice(top, top + room), [], last].map(each => fitLine(each, width, style));
}

/** What the field we are in wants; for the others, what the whole form is about. */
function noteOf(form: Form, words: Words): string {
	const {app} = words;
	const name = form.fields[form.at]?.id.split(' ').at(-1) ?? '';
	if (form.kind === 'faults') {
		const example = FAULT_EXAMPLES[name as FaultWord] as string | undefined;
		return example === undefined ? app.netemWords : fill(app.example, {what: example});
	}
	const wanted = app.fieldWants[name as keyof typeof app.fieldWants] as string | undefined;
	return wanted === undefined || name === 'text' ? app.numbersFromIsn : wanted;
}

const LABEL_CELLS = 18;

function heads(cells: number, style: Style, words: Words): Line {
	const {to} = glyphsFor(style);
	return [
		span(' '.repeat(LABEL_CELLS)),
		span(fit(fill(words.app.toServer, {arrow: to}), cells, style), 'client'),
		span(' '),
		span(fit(fill(words.app.toClient, {arrow: to}), cells, style), 'server'),
	];
}

/** Cells of a field that shares its row. */
const columnCells = (width: number): number => Math.min(20, Math.floor((width - LABEL_CELLS - 1) / 2));

function row(form: Form, at: number, width: number, style: Style, words: Words): Line {
	const first = form.fields[at];
	if (first === undefined) return [];
	const label = labelOf(first.id.split(' ').at(-1) ?? '', words);
	const cells = form.columns === 2 ? columnCells(width) : width - LABEL_CELLS - 2;
	const spans: Span[] = [span(` ${pad(label, LABEL_CELLS - 1, style)}`)];
	for (let column = 0; column < form.columns; column++) {
		const field = form.fields[at + column];
		if (field === undefined) continue;
		if (column > 0) spans.push(span(' '));
		spans.push(...value(form, at + column, cells, style));
	}
	return spans;
}

function labelOf(id: string, words: Words): string {
	const {fields} = words.app;
	if (id in fields) return fields[id as keyof typeof fields];
	return id in words.faults ? words.faults[id as keyof typeof words.faults] : id;
}

function value(form: Form, at: number, cells: number, style: Style): Span[] {
	const field = form.fields[at];
	if (field === undefined) return [];
	const {left, right} = glyphsFor(style);
	const isHere = at === form.at;
	const text = textOf(field.line);
	if (field.choices !== null) {
		const shown = isHere ? `${left} ${text} ${right}` : `  ${text}`;
		return [span(fit(shown, cells, style), isHere ? 'selected' : 'plain')];
	}
	if (!isHere) return [span(fit(`  ${text}`, cells, style))];
	return [span('  ', 'plain'), ...cursorText(field.line, cells - 2, style)];
}

/** A line of text with its cursor, the part around the cursor where it is too long. */
export function cursorText(line: Form['fields'][number]['line'], cells: number, style: Style): Span[] {
	const {before, after} = line;
	const [under = ' '] = [...after];
	let shown = before;
	while (style.measure(shown) > cells - 2) shown = [...shown].slice(1).join('');
	const used = style.measure(shown) + style.measure(under);
	return [
		span(shown, 'strong'),
		span(under, 'selected'),
		span(fit(after.slice(under.length), Math.max(0, cells - used), style)),
	];
}
