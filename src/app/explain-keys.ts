import type {Binding} from './binding.js';

/** On the page of an explanation, before the keys of any page. */
export function explainKeys(): Binding[] {
	const mode = 'explain';
	return [
		{
			mode,
			keys: ['left', 'h'],
			label: 'subjectBefore',
			command: {do: 'other-subject', by: -1},
			foot: 0.5,
			footAs: {keys: 'h/l', label: 'otherSubject'},
		},
		{mode, keys: ['right', 'l'], label: 'subjectAfter', command: {do: 'other-subject', by: 1}},
		{mode, keys: ['g'], label: 'words', command: {do: 'words-of-it'}, foot: 0.6},
	];
}

/** On the page of a word of the glossary. */
export function termKeys(): Binding[] {
	const mode = 'term';
	return [
		...[...'123456789'].map(
			(key, nth): Binding => ({
				mode,
				keys: [key],
				label: 'seeAlso',
				command: {do: 'see-also', nth},
				...(nth === 0 ? {foot: 0.5, footAs: {keys: '1-9', label: 'seeAlso'}} : {}),
			}),
		),
		{mode, keys: ['g'], label: 'glossary', command: {do: 'glossary', word: null}, foot: 0.6},
	];
}

/** On the page of a comparison. */
export function compareKeys(): Binding[] {
	return [{mode: 'compare', keys: ['='], label: 'whatElse', command: {do: 'escape'}, foot: 0.5}];
}
