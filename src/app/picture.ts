import {htmlPicture, mermaidPicture, type Story, svgPicture, textPicture} from '../format/pictures/index.js';
import {fill} from '../present/index.js';
import {type Machine, warn} from './machine.js';
import {langOf, type SessionState, wordsOf} from './state.js';

/** By the file name's ending. */
const DRAW: Readonly<Record<string, (story: Story, state: SessionState) => string>> = {
	svg: story => svgPicture(story, {theme: 'auto', draw: 'all'}),
	html: story => htmlPicture(story, {theme: 'auto', draw: 'all'}),
	txt: (story, {style}) => `${textPicture(story, 100, 'all', style).join('\n')}\n`,
	mmd: story => mermaidPicture(story),
};

/** Draws what has happened up to the place in history where the person stands. */
export function picture(machine: Machine, {path}: {readonly path: string}): void {
	const {files} = machine.options;
	const state = machine.state();
	const {app, pictures} = wordsOf(state);
	const {keep} = pictures;
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
	const draw = DRAW[ending];
	const {past, history, title} = state;
	const entries = past.entries.slice(0, past.cursor);
	if (files === undefined) warn(machine, app.noFiles);
	else if (draw === undefined) warn(machine, fill(keep.unknown, {endings: ENDINGS.join(' ')}));
	else if (entries.every(({facts}) => facts.length === 0)) warn(machine, keep.nothing);
	else {
		const story = {title: title ?? 'tcp-lab', start: history.start, entries, lang: langOf(state)};
		const written = files.capture(path, new TextEncoder().encode(draw(story, state)));
		if ('error' in written) machine.set({message: {text: written.error, tone: 'error'}});
		else {
			const text = fill(written.replaced ? keep.writtenOver : keep.written, {path, format: ending});
			machine.set({message: {text, tone: 'info'}});
		}
	}
}

const ENDINGS = Object.keys(DRAW).map(ending => `.${ending}`);
