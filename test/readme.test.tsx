import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {createSession, keyTable} from '../src/app/index.js';
import {builtIns, headOf} from '../src/cli/scenario-files.js';
import {textWidth} from '../src/edge/width.js';
import {parseScenario, play, type Run} from '../src/format/index.js';
import {svgPicture} from '../src/format/pictures/index.js';
import {createHistory, createLab, defaultSetup, record} from '../src/lab/index.js';
import {App} from '../src/ui/index.js';
import {mechanismTable} from './support/mechanisms.js';
import {pictureOf} from './support/picture.js';
import {notLost, whyOf} from './support/side-by-side.js';
import {openTestTerminal} from './support/terminal.js';

const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));
const path = pathOf('README.md');
const readme = readFileSync(path, 'utf8');

/** `npm run readme` writes what these tests compare. */
describe('README', () => {
	it('has the keys of the keymap, the scenarios of the folder and the values of the profiles', async () => {
		const lost = await played('data-lost');
		const parts = {
			keys: keyTable('en'),
			scenarios: scenarioTable(),
			mechanisms: mechanismTable(),
			why: whyOf(lost, 'c4'),
			compare: notLost(lost, 'c3'),
		};
		const generated = Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), readme);
		await expect(generated).toMatchFileSnapshot(path);
	});

	it('shows the real screen', async () => {
		const session = createSession({setup: defaultSetup('rfc9293', 1), lang: 'en', measure: textWidth});
		for (const key of ['c', '2', 'd', 'n', 'enter', 'd', 'n', 'enter', 'enter', '1', 's', '2']) session.press(key);
		const screen = openTestTerminal(<App session={session} />, {columns: 100, rows: 30});
		await screen.until('c4');
		const svg = pictureOf(screen, 'tcp-lab after a lost SYN and a lost SYN,ACK');
		await screen.close();
		await expect(svg).toMatchFileSnapshot(pathOf('.github/screen.svg'));
	});

	it('shows the states that a close goes through, on the real screen', async () => {
		const {setup, entries} = await played('four-segment-close');
		const history = createHistory(setup);
		for (const {input} of entries) record(history, input);
		const session = createSession({setup, history, lang: 'en', measure: textWidth});
		session.press('2');
		session.dispatch({do: 'view', view: 'states'});
		const screen = openTestTerminal(<App session={session} />, {columns: 120, rows: 40});
		await screen.until('LAST-ACK');
		const svg = pictureOf(screen, 'tcp-lab: the states of both ends');
		await screen.close();
		await expect(svg).toMatchFileSnapshot(pathOf('.github/states.svg'));
	});

	it('shows a ladder with a loss, and the window of the transfer on the page for teachers', async () => {
		const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(pathOf('src/lessons/TEACHING.md'), 'utf8')) ?? [];
		const run = play(await parseScenario({path: 'sawtooth.yaml', text: yaml}));
		for (const [name, {scenario, start, entries}, draw] of [
			['ladder', await played('fast-retransmit'), 'ladder'],
			['window', run, 'window'],
		] as const) {
			const story = {title: scenario.title.en, start, entries, lang: 'en'} as const;
			await expect(svgPicture(story, {theme: 'auto', draw})).toMatchFileSnapshot(pathOf(`.github/${name}.svg`));
		}
	});

	it('tells the truth about the library', () => {
		const lab = createLab();
		lab.do({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
		lab.do({do: 'drop', segment: 'c1'});
		lab.do({do: 'wait', for: 'timer'});
		expect(readme).toContain(`// ${lab.world.now} [ '${lab.world.wire.flights[0]?.id}' ]`);
	});

	it('gives the commands that the continuous integration runs', () => {
		const ci = readFileSync(pathOf('.ci/run'), 'utf8');
		expect(readme).toContain('npm install && npm test');
		expect(ci).toMatch(/npm install[\s\S]*npm test/);
	});
});

async function played(name: string): Promise<Run> {
	const file = builtIns().find(scenario => scenario.name === name)?.path ?? '';
	return play(await parseScenario({path: file, text: readFileSync(file, 'utf8')}));
}

function scenarioTable(): string {
	const rows = builtIns().map(scenario => {
		const {en, section} = headOf(scenario);
		return `| \`${scenario.name}\` | ${en} | ${section} |`;
	});
	return ['| name | what happens | where it is written |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

const withPart = (text: string, name: string, part: string): string =>
	text.replace(
		new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
		(_, open: string, close: string) => `${open}${part}${close}`,
	);
