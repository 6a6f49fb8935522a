import type {Variant} from '../lab/index.js';
import {SWITCHES} from '../tcp/index.js';

/** What may be typed after `compare`: a branch, a segment that is to fare otherwise, a profile, a congestion control, a switch. */
export function variantNamed(word: string): Variant {
	switch (word) {
		case 'rfc9293':
		case 'linux':
			return {kind: 'profile', name: word};
		case 'reno':
		case 'cubic':
			return {kind: 'congestion', name: word};
		case 'no-loss':
			return {kind: 'no-loss'};
		default: {
			const name = SWITCHES.find(each => each === word);
			if (name !== undefined) return {kind: 'switch', name};
			return /^[csx]\d+'*$/.test(word) ? {kind: 'lost', segment: word} : {kind: 'branch', name: word};
		}
	}
}

export const VARIANT_WORDS = ['rfc9293', 'linux', 'reno', 'cubic', 'no-loss', ...SWITCHES] as const;
