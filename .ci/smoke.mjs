// Opens a tcp-lab on a pseudo-terminal, waits for its screen, leaves it; and asks the same of it without a terminal.
// node .ci/smoke.mjs PATH/TO/bin/tcp-lab.js [NODE]
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {spawn} from '@lydell/node-pty';

const [program, node = process.execPath] = process.argv.slice(2);
const path = resolve(program);
const home = mkdtempSync(join(tmpdir(), 'tcp-lab-smoke-'));
const env = {...process.env, HOME: home, XDG_STATE_HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8'};
const troubles = [];

const piped = spawnSync(node, [path], {env, input: '', encoding: 'utf8'});
if (piped.status !== 2) troubles.push(`without a terminal its exit code is ${piped.status}, not 2`);
if (piped.stderr.trim().split('\n').length !== 1) troubles.push(`without a terminal it says:\n${piped.stderr}`);

const {code, written} = await onTerminal();
if (code !== 0) troubles.push(`its exit code is ${code}`);
if (!written.includes('\u001b[?1049h')) troubles.push('it draws nothing on the alternate screen');
if (!written.includes('\u001b[?1049l')) troubles.push('it does not give the screen back');
rmSync(home, {recursive: true, force: true});

if (troubles.length > 0) {
	console.error(`${path}: ${troubles.join('; ')}`);
	process.exit(1);
}

/** Runs it at 80×24, presses q when the first frame is there, and waits for its end. */
function onTerminal() {
	return new Promise(done => {
		const terminal = spawn(node, [path], {cols: 80, rows: 24, env, cwd: home});
		let written = '';
		const deadline = setTimeout(() => {
			troubles.push(`it did not end within 20 s; it wrote ${JSON.stringify(written.slice(-300))}`);
			terminal.kill('SIGKILL');
		}, 20_000);
		let asked = false;
		terminal.onData(text => {
			written += text;
			if (asked || !/tcp-lab/.test(written)) return;
			asked = true;
			terminal.write('q');
		});
		terminal.onExit(({exitCode}) => {
			clearTimeout(deadline);
			done({code: exitCode, written});
		});
	});
}
