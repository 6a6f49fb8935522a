/** Where the program begins. `bin/tcp-lab.js` has looked at Node's version before. */

import {dieOfHangup, HUNG_UP} from '../edge/exit.js';
import {main} from './program.js';

const code = await main(process.argv.slice(2), process);
process.exitCode = code;
if (code === HUNG_UP) dieOfHangup();
