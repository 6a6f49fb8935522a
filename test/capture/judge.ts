/** All runs before tshark: a capture of each host's view of all of them, one start of tshark a host. */

import type {HostName} from '../../src/host/index.js';
import {HOST_NAMES} from '../../src/host/index.js';
import {type Judged, judged} from './agreement.js';
import {labelledAt} from './our-labels.js';
import {joined, type Played} from './runs.js';
import {fileOf} from './support.js';
import {type Analysis, analyse} from './tshark.js';

export type View = {
	readonly host: HostName;
	readonly analysis: Analysis;
	readonly judged: readonly Judged[];
};

export function viewsOf(runs: readonly Played[]): readonly View[] {
	return HOST_NAMES.map(host => {
		const labelled = runs.flatMap(({name, run}) => labelledAt(run, host).map(one => ({name, one})));
		// No run has more than three connections; of streams that are not there tshark tells nothing.
		const analysis = analyse(joined(runs.map(({run}) => fileOf(run, host))), runs.length * 2);
		const all = labelled.map(({name, one}, i) => {
			const frame = analysis.frames[i];
			if (frame === undefined) throw new Error(`tshark has not seen ${name} ${one.sighting.id}`);
			return judged(name, one, frame);
		});
		return {host, analysis, judged: all};
	});
}
