// npm run requirements: prints the requirement table of RFC 9293; ends with 1 when an id is open.
import {fileURLToPath} from 'node:url';
import {load} from '../support/bundle.mjs';

const {REQUIREMENTS} = await load(new URL('../requirements.ts', import.meta.url));
const {openIn, print} = await load(new URL('table.ts', import.meta.url));

const tests = fileURLToPath(new URL('..', import.meta.url));
console.log(print(REQUIREMENTS, tests));
process.exitCode = openIn(REQUIREMENTS, tests).length > 0 ? 1 : 0;
