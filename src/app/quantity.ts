import type {Micros} from '../tcp/index.js';
import type {Faults, Loss} from '../wire/index.js';

/** Times, shares, rates and netem's words as people type them. Each reader gives null for what it cannot read. */

const UNITS: Readonly<Record<string, number>> = {us: 1, µs: 1, ms: 1_000, s: 1_000_000, min: 60_000_000, m: 60_000_000};

/** `500ms`, `0.5s`, `2min`; without a unit: seconds. Longer than ten thousand hours is a slip of the finger. */
export function parseTime(text: string): Micros | null {
	const match = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-zµ]*)$/i.exec(text.trim());
	if (match === null) return null;
	const unit = match[2] === '' ? 1_000_000 : UNITS[match[2]?.toLowerCase() ?? ''];
	if (unit === undefined) return null;
	const time = Math.round(Number(match[1]) * unit);
	return time <= 36_000_000_000_000 ? time : null;
}

/** The shortest spelling that reads back as the same time. */
export function timeText(time: Micros): string {
	if (time >= 1_000_000 || time === 0) return `${time / 1_000_000}s`;
	return time >= 1_000 ? `${time / 1_000}ms` : `${time}us`;
}

/** `10%` or `0.1`. */
export function parseShare(text: string): number | null {
	const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text.trim());
	if (match === null) return null;
	const share = Number(match[1]) / (match[2] === '%' ? 100 : 1);
	return share <= 1 ? share : null;
}

const shareText = (share: number): string => `${Number((share * 100).toPrecision(10))}%`;

/** `1mbit`, `64kbit`, `2000`: bits a second. */
export function parseRate(text: string): number | null {
	const match = /^(\d+(?:\.\d+)?)\s*(|k|m|g|kbit|mbit|gbit|bit)$/i.exec(text.trim());
	if (match === null) return null;
	const scale = {k: 1e3, m: 1e6, g: 1e9}[(match[2] ?? '')[0]?.toLowerCase() ?? ''] ?? 1;
	const rate = Math.round(Number(match[1]) * scale);
	return rate >= 1 ? rate : null;
}

function rateText(rate: number): string {
	if (rate % 1e6 === 0) return `${rate / 1e6}mbit`;
	return rate % 1e3 === 0 ? `${rate / 1e3}kbit` : `${rate}bit`;
}

/** The words of the faults form, in its order. */
export const FAULT_WORDS = [
	'delay',
	'jitter',
	'distribution',
	'loss',
	'duplicate',
	'reorder',
	'corrupt',
	'mark',
	'rate',
	'pathMtu',
	'limit',
] as const satisfies readonly (keyof Faults)[];

export type FaultWord = (typeof FAULT_WORDS)[number];

/** What each word wants to read, as an example. */
export const FAULT_EXAMPLES: Readonly<Record<FaultWord, string>> = {
	delay: '20ms',
	jitter: '5ms',
	distribution: 'normal',
	loss: '10% | 10% 25% | gemodel 1% 10%',
	duplicate: '5%',
	reorder: '25% 50% gap 5',
	corrupt: '1%',
	mark: '5%',
	rate: '1mbit | none',
	pathMtu: '1000 | 1000 silent | none',
	limit: '1000',
};

export const DISTRIBUTIONS: readonly Faults['distribution'][] = ['uniform', 'normal', 'pareto', 'paretonormal'];

/** One word of netem and what follows it: the change it makes. */
export function parseFault(word: FaultWord, text: string): Partial<Faults> | null {
	const none = /^(|none|off|0|0%)$/.test(text.trim());
	switch (word) {
		case 'delay':
		case 'jitter': {
			const time = none ? 0 : parseTime(text);
			return time === null ? null : {[word]: time};
		}
		case 'distribution': {
			const found = DISTRIBUTIONS.find(name => name === text.trim());
			return found === undefined ? null : {distribution: found};
		}
		case 'loss': {
			const loss = none ? null : parseLoss(text);
			return loss === null && !none ? null : {loss};
		}
		case 'duplicate':
		case 'corrupt':
		case 'mark': {
			const pair = none ? null : parsePair(text);
			return pair === null && !none ? null : {[word]: pair};
		}
		case 'reorder': {
			const reorder = none ? null : parseReorder(text);
			return reorder === null && !none ? null : {reorder};
		}
		case 'rate': {
			const rate = none ? null : parseRate(text);
			return rate === null && !none ? null : {rate};
		}
		case 'pathMtu': {
			const [, octets, silent] = /^(\d{2,5})(\s+silent)?$/.exec(text.trim()) ?? [];
			if (none) return {pathMtu: null};
			return octets === undefined ? null : {pathMtu: {octets: Number(octets), silent: silent !== undefined}};
		}
		case 'limit':
			return /^[1-9]\d{0,6}$/.test(text.trim()) ? {limit: Number(text)} : null;
	}
}

/** The same word as it would be typed. */
export function faultText(word: FaultWord, faults: Faults): string {
	switch (word) {
		case 'delay':
		case 'jitter':
			return timeText(faults[word]);
		case 'distribution':
			return faults.distribution;
		case 'loss':
			return lossText(faults.loss);
		case 'duplicate':
		case 'corrupt':
		case 'mark':
			return pairText(faults[word]);
		case 'reorder': {
			const {reorder} = faults;
			return reorder === null ? 'none' : `${pairText(reorder)}${reorder.gap > 1 ? ` gap ${reorder.gap}` : ''}`;
		}
		case 'rate':
			return faults.rate === null ? 'none' : rateText(faults.rate);
		case 'pathMtu': {
			const {pathMtu} = faults;
			return pathMtu === null ? 'none' : `${pathMtu.octets}${pathMtu.silent ? ' silent' : ''}`;
		}
		case 'limit':
			return String(faults.limit);
	}
}

type Pair = {readonly probability: number; readonly correlation: number};

function parsePair(text: string): Pair | null {
	const shares = text.trim().split(/\s+/).map(parseShare);
	const [probability, correlation = 0] = shares;
	if (probability === undefined || probability === null || correlation === null || shares.length > 2) return null;
	return {probability, correlation};
}

const pairText = (pair: Pair | null): string => {
	if (pair === null) return 'none';
	return shareText(pair.probability) + (pair.correlation > 0 ? ` ${shareText(pair.correlation)}` : '');
};

function parseLoss(text: string): Loss | null {
	const words = text.trim().split(/\s+/);
	if (words[0] === 'random') words.shift();
	if (words[0] !== 'gemodel') {
		const pair = parsePair(words.join(' '));
		return pair === null ? null : {model: 'random', ...pair};
	}
	const shares = words.slice(1).map(parseShare);
	const [p, r = p === undefined || p === null ? 0 : 1 - p, oneMinusH = 1, oneMinusK = 0] = shares;
	if (p === undefined || shares.length > 4 || shares.includes(null)) return null;
	return {model: 'gemodel', p: p ?? 0, r: r ?? 0, oneMinusH: oneMinusH ?? 1, oneMinusK: oneMinusK ?? 0};
}

function lossText(loss: Loss | null): string {
	if (loss === null) return 'none';
	if (loss.model === 'random') return pairText(loss);
	return `gemodel ${[loss.p, loss.r, loss.oneMinusH, loss.oneMinusK].map(shareText).join(' ')}`;
}

function parseReorder(text: string): Faults['reorder'] {
	const match = /^(.*?)(?:\s+gap\s+(\d+))?$/.exec(text.trim());
	const pair = parsePair(match?.[1] ?? '');
	const gap = match?.[2] === undefined ? 1 : Number(match[2]);
	return pair === null || gap < 1 ? null : {...pair, gap};
}
