import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {parseScenario, play as playScenario} from '../../src/format/index.js';
import {PROFILE_NAMES} from '../../src/host/index.js';
import {changesOn, explanation, segmentsOf} from '../../src/present/index.js';
import {EN, texts, ZH} from './play.js';

const folder = new URL('../../src/scenarios/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const both = files.flatMap(file => PROFILE_NAMES.map(profile => [file, profile] as const));

describe.each(both)('%s in %s', (file, profile) => {
	it('explains every segment, state change and timer back to a call, a timer or an act', async () => {
		const text = readFileSync(new URL(file, folder), 'utf8');
		const {start, entries, end} = playScenario(await parseScenario({path: file, text}), {profile});
		const past = {entries, cursor: entries.length};
		const subjects = [...segmentsOf(past), ...changesOn(past, 'client'), ...changesOn(past, 'server')];
		expect(subjects.length).toBeGreaterThan(0);
		const wrong: string[] = [];
		for (const style of [EN, ZH]) {
			for (const subject of subjects) {
				if (subject.kind === 'step') continue;
				const told = explanation({past, start, world: end, width: 76, style}, subject);
				const name = `${style.lang} ${JSON.stringify(subject)}`;
				if (told === null || told.chain.length === 0) {
					wrong.push(`${name}: nothing`);
					continue;
				}
				const last = told.chain.at(-1)?.trigger.kind;
				if (last !== 'call' && last !== 'timer' && last !== 'act') wrong.push(`${name}: ends at ${last}`);
				const lines = texts(told.lines);
				if (lines.some(line => /[{}]|undefined/.test(line))) wrong.push(`${name}: a gap`);
				if (lines.some(line => style.measure(line) > 76)) wrong.push(`${name}: too wide`);
				for (const {deciding, trigger, effect} of told.chain) {
					// A timer may find that nothing is left to do; a segment or a state never comes of nothing.
					const idle = trigger.kind === 'timer' && trigger.place?.index === effect.index;
					if (deciding === null && !idle && trigger.kind !== 'act' && trigger.kind !== 'fault') {
						wrong.push(`${name}: undecided ${JSON.stringify(trigger)}`);
					}
				}
			}
		}
		expect(wrong).toEqual([]);
	});
});
