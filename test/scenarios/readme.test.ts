import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {judge, parseScenario, play} from '../../src/format/index.js';

it('holds what the example in the scenarios’ own README says', async () => {
	const readme = readFileSync(new URL('../../src/scenarios/README.md', import.meta.url), 'utf8');
	const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
	const verdicts = judge(play(await parseScenario({path: 'README.md', text})));
	expect(verdicts.map(verdict => verdict.held)).toEqual([true, true]);
});
