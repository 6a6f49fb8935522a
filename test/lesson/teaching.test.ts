import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {keyTable} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {tcpLab, temporary} from '../cli/support.js';

const page = readFileSync(fileURLToPath(new URL('../../src/lessons/TEACHING.md', import.meta.url)), 'utf8');
const files = temporary();
afterAll(files.remove);

/** The page's blocks of code in one language, without the marks around them. */
const blocks = (language: string): string[] =>
	[...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
		.filter(([, named]) => named === language)
		.map(([, , text]) => text ?? '');

/** The commands of ours in the blocks, in order; where a command ends, a comment or another shell's word begins. */
const commands = blocks('sh')
	.flatMap(block => block.split('\n'))
	.map(line => line.replace(/ #.*/, '').trim())
	.filter(line => line.startsWith('tcp-lab '));

/** A file that a command names lies in a folder of its own. */
const here = (word: string): string => (/^[\w-]+\.(?:yaml|html|svg|mmd|cast)$/.test(word) ? files.path(word) : word);

describe('the page for teachers', () => {
	it('names lessons that there are, by their titles', () => {
		const rows = [...page.matchAll(/^\| \d+ \| (\w+) (.*?) \|/gm)];
		expect(rows.length).toBe(8);
		for (const [, id, title] of rows) {
			const lesson = builtInLessons().find(head => head.id === id);
			expect([lesson?.title.en, lesson?.title.zh]).toContain(title);
		}
		const named = [...page.matchAll(/\b([AOXLFCRE]\d+)\b/g)].map(([, id]) => id);
		const known = builtInLessons().map(({id}) => id);
		expect(named.filter(id => id !== undefined && !known.includes(id))).toEqual([]);
	});

	it('has minutes that make fifty', () => {
		const minutes = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, count]) => Number(count));
		expect(minutes.reduce((sum, count) => sum + count, 0)).toBe(2 * 50);
	});

	it('gives commands that do what it says', async () => {
		files.write('sawtooth.yaml', blocks('yaml')[0] ?? '');
		expect(commands.length).toBeGreaterThan(15);
		for (const command of commands) {
			const words = command.split(' ').slice(1).map(here);
			const [path] = words.slice(words.indexOf('new') + 1);
			if (words.includes('new') && path !== undefined && existsSync(path)) continue;
			const {code, out, err} = await tcpLab(words);
			const opensScreen = words[0] === 'lesson' ? /^[A-Z]\d+$/.test(words[1] ?? '') : words[0]?.startsWith('--');
			// The arguments are understood; there is no terminal here to go on.
			if (opensScreen)
				expect([command, code, err]).toEqual([command, 2, expect.stringMatching(/draws on a terminal|画在终端上/)]);
			else expect([command, code, out + err]).toEqual([command, 0, expect.not.stringContaining('tcp-lab:')]);
			const output = words[words.indexOf('-o') + 1];
			if (words.includes('-o')) expect(files.read(output?.split('/').at(-1) ?? '').length).toBeGreaterThan(400);
		}
	});

	it('has keys that the keymap has', () => {
		const card = page.slice(page.indexOf('## The keys on one card'), page.indexOf('# 用 tcp-lab 上课'));
		const keys = [...card.matchAll(/`(\S+?)`/g)].map(([, key]) => `\`${key}\``);
		const known = keyTable('en');
		expect(keys.length).toBeGreaterThan(20);
		expect(keys.filter(key => !known.includes(key))).toEqual([]);
	});
});
