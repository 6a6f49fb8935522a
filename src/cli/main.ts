/** Where the program begins. `bin/tcp-lab.js` has looked at Node's version before. */

import {main} from './program.js';

process.exitCode = await main(process.argv.slice(2), process);
