import {captureOf, type Run, type Vantage} from '../../src/format/index.js';

/** The file that `tcp-lab run --format pcapng` writes of it. */
export const fileOf = ({facts, end, scenario}: Run, vantage: Vantage | null): Uint8Array =>
	captureOf(facts, end, {vantage, title: scenario.title.en, application: 'tcp-lab', lang: 'en'}).octets;
