/** What `npm run captures` prints. */

import {tableOf} from './agreement.js';
import {viewsOf} from './judge.js';
import {allRuns, QUESTIONS} from './runs.js';
import {tsharkVersion} from './tshark.js';

export async function table(): Promise<string> {
	if (tsharkVersion === null) return 'tshark is not on this machine (Debian: apt-get install tshark)';
	const runs = await allRuns(QUESTIONS);
	const judged = viewsOf(runs).flatMap(view => view.judged);
	const count = (some: readonly unknown[], what: string): string => `${some.length} ${what}`;
	const differing = judged.filter(({agrees}) => !agrees);
	const unexplained = differing.filter(({explained}) => explained === null);
	return [
		tsharkVersion,
		`${count(runs, 'runs')}, seen from both ends: ${count(judged, 'frames')}`,
		'',
		...tableOf(judged),
		'',
		`agree ${judged.length - differing.length} of ${judged.length}; ${differing.length - unexplained.length} explained, ${unexplained.length} not`,
		...unexplained.map(
			({run, one, tshark}) => `  ${run} ${one.sighting.id}: ours ${one.ours}, tshark ${tshark || 'nothing'}`,
		),
	].join('\n');
}
