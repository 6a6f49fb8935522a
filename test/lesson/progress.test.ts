import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, it} from 'vitest';
import {type Input, record} from '../../src/lab/index.js';
import {beginning, type Lesson, parseLesson, progressIn} from '../../src/lesson/index.js';

const path = new URL('../../src/lessons/a14-half-closed-for-ever.yaml', import.meta.url);

let game: Lesson;

beforeAll(async () => {
	game = await parseLesson({path: 'a14.yaml', text: readFileSync(path, 'utf8')});
});

function after(lesson: Lesson, inputs: readonly Input[]) {
	const history = beginning(lesson);
	for (const input of inputs) record(history, input);
	return progressIn(lesson, history);
}

const wait = (by: number): Input => ({do: 'wait', by: by * 1_000_000});
const drop = (segment: string): Input => ({do: 'drop', segment});

describe('how far one has come', () => {
	it('is told of an instant in the middle of one long wait', () => {
		const free = {...game, game: null};
		expect(after(free, [wait(0.5), drop('s3'), wait(1), drop('s4'), wait(599)]).step).toBe(1);
		// The second FIN arrives in the wait, and TIME-WAIT is over by its end.
		expect(after(free, [wait(0.5), drop('s3'), wait(600)]).step).toBe(0);
	});

	it('is not told of an instant that has not come', () => {
		expect(after(game, [wait(0.5), drop('s3')])).toMatchObject({step: 0, lost: false, spent: {drop: 1}});
	});

	it('ends in a game with the state that loses it, though one long wait passes it by', () => {
		expect(after(game, [wait(0.5), drop('s3'), wait(600)])).toMatchObject({step: 0, lost: true});
	});
});
