import {describe, expect, it} from 'vitest';
import {createSession} from '../../src/app/index.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import {App} from '../../src/ui/index.js';
import {openTestTerminal} from '../support/terminal.js';

/** A SYN,ACK that arrived, and, on the branch that we are on, one that was lost and came again. */
const branched = ['c', '2', 'enter', 'enter', 'u', 'd', 'n', 'enter', '2'];

async function screenOf(
	keys: readonly string[],
	{columns, rows, ...look}: {columns: number; rows: number; lang: 'en' | 'zh'; ascii?: boolean},
): Promise<string> {
	const session = createSession({
		setup: defaultSetup('rfc9293', 1),
		measure: textWidth,
		size: {columns, rows},
		...look,
	});
	for (const key of keys) session.press(key);
	const screen = openTestTerminal(<App session={session} />, {columns, rows});
	await screen.until('tcp-lab');
	const text = screen.text();
	await screen.close();
	return `${text}\n`;
}

const SIZES = [
	['80x24', {columns: 80, rows: 24, lang: 'en'}],
	['120x40-zh', {columns: 120, rows: 40, lang: 'zh'}],
	['200x60-ascii', {columns: 200, rows: 60, lang: 'en', ascii: true}],
] as const;

describe.each(SIZES)('at %s', (name, look) => {
	it('two branches stand side by side', async () => {
		await expect(await screenOf([...branched, '=', 'enter'], look)).toMatchFileSnapshot(`golden/compare-${name}.txt`);
	});

	it('a retransmission is explained', async () => {
		await expect(await screenOf([...branched, 'e'], look)).toMatchFileSnapshot(`golden/why-${name}.txt`);
	});
});
