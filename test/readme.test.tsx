import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {createSession, keyTable} from '../src/app/index.js';
import {builtIns, headOf} from '../src/cli/scenario-files.js';
import {textWidth} from '../src/edge/width.js';
import {createLab, defaultSetup} from '../src/lab/index.js';
import {App} from '../src/ui/index.js';
import {mechanismTable} from './support/mechanisms.js';
import {pictureOf} from './support/picture.js';
import {openTestTerminal} from './support/terminal.js';

const path = fileURLToPath(new URL('../README.md', import.meta.url));
const readme = readFileSync(path, 'utf8');

/** `npm run readme` writes what these tests compare. */
describe('README', () => {
	it('has the keys of the keymap, the scenarios of the folder and the values of the profiles', async () => {
		const parts = {keys: keyTable('en'), scenarios: scenarioTable(), mechanisms: mechanismTable()};
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
		await expect(svg).toMatchFileSnapshot(fileURLToPath(new URL('../.github/screen.svg', import.meta.url)));
	});

	it('tells the truth about the library', () => {
		const lab = createLab();
		lab.do({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
		lab.do({do: 'drop', segment: 'c1'});
		lab.do({do: 'wait', for: 'timer'});
		expect(readme).toContain(`// ${lab.world.now} [ '${lab.world.wire.flights[0]?.id}' ]`);
	});

	it('gives the commands that the continuous integration runs', () => {
		const ci = readFileSync(fileURLToPath(new URL('../.ci/run', import.meta.url)), 'utf8');
		expect(readme).toContain('npm install && npm test');
		expect(ci).toMatch(/npm install[\s\S]*npm test/);
	});
});

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
