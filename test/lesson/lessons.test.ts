import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {checkLesson, parseLesson, problemText} from '../../src/lesson/index.js';

const folder = new URL('../../src/lessons/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const lessonIn = (file: string) => parseLesson({path: file, text: readFileSync(new URL(file, folder), 'utf8')});

describe.each(files)('%s', file => {
	it('is played by its solution to its end, and by its predictions', async () => {
		expect(checkLesson(await lessonIn(file), textWidth).map(problemText)).toEqual([]);
	});

	it('is in the menu as its file has it', async () => {
		const {id, chapter, order, title, steps} = await lessonIn(file);
		const {en, zh} = title;
		expect(builtInLessons().find(head => head.path.endsWith(file))).toMatchObject({
			id,
			chapter,
			order,
			title: {en, zh},
			steps: steps.length,
		});
	});

	it('has its own name, and a file named by it', async () => {
		const {id} = await lessonIn(file);
		expect(builtInLessons().filter(head => head.id === id)).toHaveLength(1);
		const [letter = '', digits = ''] = id.split(/(?<=\D)(?=\d)/);
		expect(file.startsWith(`${letter.toLowerCase()}${digits.padStart(2, '0')}-`)).toBe(true);
	});
});

describe('the course', () => {
	it('tells a story alongside where two people talk on a bad line, and where they part', async () => {
		const told = builtInLessons().filter(({chapter}) => ['opening', 'data', 'closing'].includes(chapter));
		const without: string[] = [];
		for (const {id, path, text} of told) {
			const {story, steps} = await parseLesson({path, text});
			if (story === null || steps.every(step => step.story === null)) without.push(id);
		}
		expect(told.length).toBeGreaterThan(30);
		expect(without).toEqual([]);
	});

	it('has one lesson at each place of a chapter', () => {
		const places = builtInLessons().map(({chapter, order}) => `${chapter} ${order}`);
		expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
	});
});
