/** Where SND.UNA, SND.NXT, RCV.NXT and the windows' edges lie in each direction's sequence space. */

import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';

export type RulerView = {readonly world: World; readonly width: number; readonly height: number; readonly style: Style};

/** Both directions as rulers: exactly `height` lines of exactly `width` cells. */
export function sequenceRuler(view: RulerView): Line[] {
	return Array.from({length: view.height}, () => []);
}
