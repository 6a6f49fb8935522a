import {edited, type TextEdit, type TextLine, textLine, textOf} from './text-line.js';

/** A few values to be filled in, then done at once. */
export type Form = {
	readonly kind: 'forge' | 'edit' | 'faults';
	/** What is edited: a segment's id; empty for the others. */
	readonly of: string;
	readonly fields: readonly Field[];
	/** Fields side by side in a row. */
	readonly columns: 1 | 2;
	readonly at: number;
	/** Why it could not be done. */
	readonly error: string | null;
};

export type Field = {
	/** `seq`, or for faults `client delay`. */
	readonly id: string;
	readonly line: TextLine;
	/** Null: free text. Else only these. */
	readonly choices: readonly string[] | null;
};

/** A field with its text. */
export const field = (id: string, text: string, choices: readonly string[] | null = null): Field => ({
	id,
	line: textLine(text),
	choices,
});

/** Another field: by one, or by a row, round the edges. */
export function fieldMoved(form: Form, by: 1 | -1 | 'up' | 'down'): Form {
	const step = by === 'up' ? -form.columns : by === 'down' ? form.columns : by;
	const count = form.fields.length;
	return {...form, at: (form.at + step + count) % count};
}

/** Text into the current field; one with choices does not take any. */
export function fieldEdited(form: Form, edit: TextEdit): Form {
	return withField(form, each => (each.choices === null ? {...each, line: edited(each.line, edit)} : each));
}

/** The next of a field's choices; for free text, the cursor moves. */
export function otherValue(form: Form, by: 1 | -1): Form {
	return withField(form, each => {
		if (each.choices === null) return {...each, line: edited(each.line, {edit: by === 1 ? 'right' : 'left'})};
		const place = each.choices.indexOf(textOf(each.line));
		const next = each.choices[(place + by + each.choices.length) % each.choices.length];
		return {...each, line: textLine(next ?? '')};
	});
}

const withField = (form: Form, change: (field: Field) => Field): Form => ({
	...form,
	error: null,
	fields: form.fields.map((each, index) => (index === form.at ? change(each) : each)),
});
