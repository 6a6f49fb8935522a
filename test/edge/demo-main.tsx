import {capabilities} from '../../src/edge/capabilities.js';
import {exitCode} from '../../src/edge/exit.js';
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
console.log(`ended: ${exit.reason === 'crash' ? exit.error : exit.reason}`);
process.exitCode = exitCode(exit);
