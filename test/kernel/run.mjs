// npm run kernel [-- NAME…]: what Linux did in the recorded scenarios beside what our hosts do.
//
// NAME is a scenario's name or its beginning, or a FILE.json of elsewhere with its trace FILE.jsonl beside it (or
// FILE.json=TRACE.jsonl). Without a name only `agree N of M` and the first difference of each that does not.
import {fileURLToPath} from 'node:url';
import {load} from '../support/bundle.mjs';

const {show} = await load(new URL('show.ts', import.meta.url));
const folders = ['scenarios', 'questions'].map(name => fileURLToPath(new URL(name, import.meta.url)));
console.log(await show(folders, process.argv.slice(2)));
