/** A fixed loop in plain JavaScript: the machine's own measure, so that figures of two machines compare. */

const TURNS = 500_000;
const RUNS = 30;
const TABLE = new Int32Array(256);

/** Nanoseconds for a hundred turns: integers mixed, a table of 1 kB read and written. */
export function loopTime(): number {
	for (let warm = 0; warm < 3; warm++) turns(TURNS);
	const times = Array.from({length: RUNS}, () => {
		const from = processorTime();
		turns(TURNS);
		return processorTime() - from;
	});
	return (Math.min(...times) / TURNS) * 100;
}

function turns(count: number): number {
	let mixed = 1;
	for (let turn = 0; turn < count; turn++) {
		mixed = (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d) + turn) | 0;
		const place = mixed & 255;
		mixed ^= TABLE[place] as number;
		TABLE[place] = mixed;
	}

	return mixed;
}

/** Nanoseconds that all threads have worked: what else the machine does counts for less so. */
export function processorTime(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) * 1000;
}
