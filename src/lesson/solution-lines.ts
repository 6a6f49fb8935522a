/** What each input of a lesson's solution does, for its author. */

import {Relative, segmentLine} from '../format/relative.js';
import {type Fact, record} from '../lab/index.js';
import type {Lesson} from './lesson.js';
import {beginning} from './progress.js';

/** Plays the beginning and the solution: a line for each input, and one for each thing that it made happen. */
export function solutionLines(lesson: Lesson): readonly string[] {
	const history = beginning(lesson);
	const relative = new Relative();
	const told = (facts: readonly Fact[]): string[] => facts.flatMap(fact => factLine(fact, relative) ?? []);
	return [
		`${lesson.id} begin`,
		...history.entries.flatMap(({input, facts}) => [`  > ${JSON.stringify(input)}`, ...told(facts)]),
		...lesson.steps.flatMap(({solution}, index) => [
			`${lesson.id} step ${index + 1}`,
			...solution.flatMap(({input}) => [`  > ${JSON.stringify(input)}`, ...told(record(history, input).facts)]),
		]),
	];
}

function factLine(fact: Fact, relative: Relative): string | null {
	const line = (text: string): string => `    ${(fact.at / 1e6).toFixed(3)} ${text}`;
	switch (fact.kind) {
		case 'sent':
			return line(`${fact.flight.id} sent ${segmentLine(relative.read(fact))}`);
		case 'delivered':
			return line(`${fact.id} delivered`);
		case 'dropped':
			return line(`${fact.id} dropped (${fact.by})`);
		case 'state':
			return line(`${fact.host} ${fact.from} → ${fact.to}`);
		case 'rule':
			return line(`${fact.host} rule ${fact.rule}`);
		case 'signal':
			return line(`${fact.host} signal "${fact.signal}"`);
		case 'timer':
			return line(`${fact.host} timer ${fact.timer} ${fact.act}`);
		case 'returned':
			return line(
				`${fact.host} ${fact.call.call} returns ${'ret' in fact.result ? fact.result.ret : fact.result.errno}`,
			);
		case 'accepted':
			return line(`${fact.host} accepts ${fact.socket}`);
		case 'void':
			return line(`nothing: ${fact.reason}`);
		default:
			return null;
	}
}
