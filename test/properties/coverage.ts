/** How often each property was really put to the test: its premise was met, and its conclusion looked at. */

import {NUMBERS, PROPERTIES} from './properties.js';

/** By the property's number. */
export type Coverage = number[];

export const createCoverage = (): Coverage => Array.from({length: NUMBERS.length + 1}, () => 0);

export const added = (a: Coverage, b: Coverage): Coverage => a.map((count, n) => count + (b[n] ?? 0));

/** Those that trials must exercise, and did not. */
export const untouched = (coverage: Coverage): number[] =>
	NUMBERS.filter(n => PROPERTIES[n]?.shown !== 'tests' && coverage[n] === 0);

/** One line for each property. */
export const coverageTable = (coverage: Coverage): string[] =>
	NUMBERS.map(n => {
		const {says = '', shown} = PROPERTIES[n] ?? {};
		const times = shown === 'tests' ? 'in tests' : String(coverage[n] ?? 0);
		return `${String(n).padStart(2)}  ${times.padStart(12)}  ${says}`;
	});
