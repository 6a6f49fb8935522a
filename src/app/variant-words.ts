import type {Variant} from '../lab/index.js';

/** What may be typed after `compare`: a branch, a segment that is to be lost, a profile, a congestion control. */
export function variantNamed(word: string): Variant {
	switch (word) {
		case 'rfc9293':
		case 'linux':
			return {kind: 'profile', name: word};
		case 'reno':
		case 'cubic':
			return {kind: 'congestion', name: word};
		case 'no-time-wait':
			return {kind: 'switch', name: word};
		case 'no-loss':
			return {kind: 'no-loss'};
		default:
			return /^[csx]\d+'*$/.test(word) ? {kind: 'lost', segment: word} : {kind: 'branch', name: word};
	}
}

export const VARIANT_WORDS = ['rfc9293', 'linux', 'reno', 'cubic', 'no-time-wait', 'no-loss'] as const;
