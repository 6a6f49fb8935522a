/** One line of the bench's table. */
export type Row = {
	what: string;
	value: number;
	unit: string;
	/** A figure of the same unit that the value is to be read beside. */
	beside?: {what: string; value: number};
	/** Value over what stands beside it. */
	ratio?: number;
	/** The same time in hundreds of turns of a fixed loop (engine/loop.ts), so that machines compare. */
	loops?: number;
	/** In words; `held` tells whether it was. */
	goal?: string;
	held?: boolean;
};

export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

/** The smallest value that so many per cent of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}
