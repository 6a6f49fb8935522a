/** The name that was probably meant: at most a third of its letters wrong. Null: none is near. */
export function nearest(word: string, names: readonly string[]): string | null {
	let best: string | null = null;
	let least = Number.POSITIVE_INFINITY;
	for (const name of names) {
		const wrong = editDistance(plain(word), plain(name));
		if (wrong < least && wrong <= Math.max(1, Math.floor(name.length / 3))) {
			best = name;
			least = wrong;
		}
	}

	return best;
}

const plain = (word: string): string => word.toLowerCase().replaceAll('_', '-');

/** Letters to insert, delete, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > 20) return Number.POSITIVE_INFINITY;
	let before: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				least = Math.min(least, (before[j - 2] ?? 0) + 1);
			}

			row.push(least);
		}

		before = last;
		last = row;
	}

	return last[b.length] ?? 0;
}
