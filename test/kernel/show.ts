/** Prints kernel and ours side by side, for whoever looks for the reason why they differ. See run.mjs. */

import {HOST_NAMES} from '../../src/host/index.js';
import {type Case, casesOf, ourTrace, readCase} from './cases.js';
import {type Difference, differences} from './compare.js';
import {headerText, type Seg, type Trace} from './trace.js';

const WIDTH = 78;

/**
 * Shows what was asked for.
 *
 * @param folders - of recorded scenarios
 * @param wanted - names, or their beginnings; or `FILE.json`, or `FILE.json=TRACE.jsonl`, from elsewhere. None: only the summary
 */
export async function show(folders: readonly string[], wanted: readonly string[]): Promise<string> {
	const paths = wanted.filter(name => name.includes('.json'));
	const names = wanted.filter(name => !name.includes('.json'));
	const elsewhere = await Promise.all(paths.map(path => readCase(...(path.split('=') as [string, string?]))));
	const recorded = (await Promise.all(folders.map(casesOf))).flat();
	const chosen = [...recorded.filter(({name}) => names.some(start => name.startsWith(start))), ...elsewhere];
	const summary = wanted.length === 0 || names.length > 1 || paths.length > 1;
	const counted = wanted.length === 0 ? recorded : chosen;
	return [...chosen.map(sideBySide), ...(summary ? [agreement(counted)] : [])].join('\n\n');
}

/** `agree N of M`, and the first difference of each of the others. */
function agreement(cases: readonly Case[]): string {
	const wrong = cases.flatMap(one => {
		const [first] = differencesOf(one);
		return first === undefined ? [] : [`${one.name}: ${first}`];
	});
	return [...wrong, `agree ${cases.length - wrong.length} of ${cases.length}`].join('\n');
}

function differencesOf(one: Case): string[] {
	try {
		return differences(one.kernel, ourTrace(one)).map(({text}) => text);
	} catch (error) {
		return [`our engine threw: ${error instanceof Error ? error.message : String(error)}`];
	}
}

function sideBySide(one: Case): string {
	const ours = ourTrace(one);
	const found = differences(one.kernel, ours);
	return [
		`${one.name}: ${one.scenario.title.en}`,
		`${'kernel'.padEnd(WIDTH)}ours`,
		...rows(one.kernel, ours, found),
		...found.map(({text}) => `✗ ${text}`),
		...(found.length === 0 ? ['agree'] : []),
	].join('\n');
}

/** Each host's segments in pairs, as they are compared; all pairs in the order of their time. */
function rows(kernel: Trace, ours: Trace, found: readonly Difference[]): string[] {
	const pairs = HOST_NAMES.flatMap(host => {
		const theirs = kernel.segments.filter(seg => seg.from === host);
		const own = ours.segments.filter(seg => seg.from === host);
		return Array.from({length: Math.max(theirs.length, own.length)}, (_, index) => {
			const isFirst = found.some(({segment}) => segment?.host === host && segment.index === index);
			return {host, theirs: theirs[index], own: own[index], mark: isFirst ? '✗' : ' '};
		});
	});
	return pairs
		.sort((a, b) => timeOf(a.theirs, a.own) - timeOf(b.theirs, b.own))
		.map(({host, theirs, own, mark}) => {
			const arrow = host === 'client' ? '→' : '←';
			return `${mark}${cell(theirs, arrow).padEnd(WIDTH)}${mark}${cell(own, arrow)}`;
		});
}

const timeOf = (theirs: Seg | undefined, own: Seg | undefined): number => theirs?.t ?? own?.t ?? 0;

const cell = (seg: Seg | undefined, arrow: string): string =>
	seg === undefined ? '' : `${seg.t.toFixed(4).padStart(9)} ${arrow} ${headerText(seg)}`;
