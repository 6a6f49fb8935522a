// npm run bench [-- NAME…]: runs test/bench/NAME.ts, or all of them, and prints one table of what was measured.
//
// A bench is a TypeScript file that exports `measure(): Promise<Row[]> | Row[]`; see row.ts. Each runs in a process of
// its own, bundled on the fly; packages stay outside the bundle.
import {fork} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from '../support/bundle.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

const wanted = process.argv.slice(2);
const benches = readdirSync(here)
	.filter(name => /\.ts$/.test(name) && name !== 'row.ts')
	.map(name => name.replace(/\.ts$/, ''))
	.filter(name => wanted.length === 0 || wanted.includes(name));

const rows = [];
for (const name of benches) {
	const outfile = await bundle(new URL(`${name}.ts`, import.meta.url), {
		contents: `import {measure} from './${name}.ts';\nprocess.send(await measure());\nprocess.disconnect();`,
		define: {'process.env.NODE_ENV': '"production"'},
	});
	process.stderr.write(`${name} …\n`);
	rows.push(...(await run(outfile)));
}
print(rows);

async function run(file) {
	return new Promise((done, fail) => {
		let received = [];
		const child = fork(file, {cwd: root, execArgv: ['--expose-gc']});
		child.on('message', message => {
			received = message;
		});
		child.on('exit', code => (code === 0 ? done(received) : fail(new Error(`${file} ended with ${code}`))));
	});
}

function print(table) {
	const cells = table.map(({what, value, unit, beside, ratio, loops, goal, held}) => [
		what,
		`${round(value)} ${unit}`,
		beside === undefined ? '' : `${beside.what} ${round(beside.value)} ${unit}`,
		ratio === undefined ? '' : `× ${round(ratio)}`,
		loops === undefined ? '' : `${round(loops)} loops`,
		goal ?? '',
		held === undefined ? '' : held ? 'held' : 'MISSED',
	]);
	const heads = ['what', 'measured', 'beside', 'ratio', 'in loops', 'goal', ''];
	const widths = heads.map((head, column) => Math.max(head.length, ...cells.map(row => row[column].length)));
	const line = row =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd();
	console.log([line(heads), widths.map(width => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n'));
}

function round(value) {
	return Number(value.toPrecision(3)).toLocaleString('en', {maximumFractionDigits: 4, useGrouping: false});
}
