// npm run captures: tshark's labels beside ours, over all scenarios in both profiles, at each end.
import {load} from '../support/bundle.mjs';

const {table} = await load(new URL('print.ts', import.meta.url));
console.log(await table());
