import {createElement} from 'react';
import {Text} from 'ink';
import {capabilities} from '../edge/capabilities.js';
import {exitCode, exitSentence} from '../edge/exit.js';
import {openSession} from '../edge/session.js';

const can = capabilities(
	{},
	{
		env: process.env,
		stdinIsTty: process.stdin.isTTY === true,
		stdoutIsTty: process.stdout.isTTY === true,
		platform: process.platform,
	},
);
if (can.refusal !== null) {
	console.error(can.refusal);
	process.exit(2);
}
const session = openSession({
	stdin: process.stdin,
	stdout: process.stdout,
	element: createElement(Text, {color: 'red'}, 'tcp-lab'),
	...can,
});
const exit = await session.exited;
const sentence = exitSentence(exit, process.env);
if (sentence !== null) console.error(sentence);
process.exitCode = exitCode(exit);
