/** One line of text with a cursor, as every prompt has it. Counts graphemes, so that no key ever halves a character. */
export type TextLine = {readonly before: string; readonly after: string};

export type TextEdit =
	| {readonly edit: 'insert'; readonly text: string}
	| {readonly edit: 'backspace' | 'delete' | 'erase-word' | 'erase-all' | 'left' | 'right' | 'home' | 'end'};

export const textLine = (text: string): TextLine => ({before: text, after: ''});

export const textOf = (line: TextLine): string => line.before + line.after;

export function edited(line: TextLine, edit: TextEdit): TextLine {
	const {before, after} = line;
	switch (edit.edit) {
		case 'insert':
			return {before: before + printable(edit.text), after};
		case 'backspace':
			return {before: graphemes(before).slice(0, -1).join(''), after};
		case 'delete':
			return {before, after: graphemes(after).slice(1).join('')};
		case 'erase-word':
			return {before: before.replace(/\S*\s*$/, ''), after};
		case 'erase-all':
			return {before: '', after};
		case 'left': {
			const last = graphemes(before).at(-1) ?? '';
			return {before: before.slice(0, before.length - last.length), after: last + after};
		}
		case 'right': {
			const first = graphemes(after)[0] ?? '';
			return {before: before + first, after: after.slice(first.length)};
		}
		case 'home':
			return {before: '', after: before + after};
		case 'end':
			return {before: before + after, after: ''};
	}
}

/** A text cut into what a person takes for characters. */
export const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({segment}) => segment);

const segmenter = new Intl.Segmenter();

/** A paste may hold line ends and controls; a line cannot. */
const printable = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '');
