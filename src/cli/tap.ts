/** Results as the Test Anything Protocol, version 14. */

import type {ScriptResult} from './script-result.js';

export const tapLines = (results: readonly ScriptResult[]): readonly string[] => [
	'TAP version 14',
	`1..${results.length}`,
	...results.flatMap(({path, lines, outcome}, index) => [
		`${outcome === 'passed' ? 'ok' : 'not ok'} ${index + 1} - ${path.replaceAll(/[#\\]/g, sign => `\\${sign}`)}`,
		...(outcome === 'passed' ? [] : lines.flatMap(line => line.split('\n')).map(line => `# ${line}`)),
	]),
];
