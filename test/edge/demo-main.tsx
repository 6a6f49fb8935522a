import {capabilities} from '../../src/edge/capabilities.js';
import {exitCode, exitSentence} from '../../src/edge/exit.js';
import {openSession} from '../../src/edge/session.js';
import {Demo} from './demo.js';

const can = capabilities(
	{},
	{
		env: process.env,
		stdinIsTty: process.stdin.isTTY === true,
		stdoutIsTty: process.stdout.isTTY === true,
		platform: process.platform,
	},
);
const {colours, escapeDelay} = can;
const session = openSession({stdin: process.stdin, stdout: process.stdout, element: <Demo />, colours, escapeDelay});
const exit = await session.exited;
console.log(exitSentence(exit, process.env) ?? `ended: ${exit.reason}`);
process.exitCode = exitCode(exit);
