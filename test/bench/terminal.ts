import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {median, percentile, type Row} from './row.js';
import {leastOctets} from './support/least.js';
import {type Watched, watch} from './support/watched.js';

/** What is measured, and how it is steered. */
type Subject = {
	name: string;
	program: string;
	/** Keys that bring it from its first frame to one that plays, each a write of its own. */
	setUp: readonly string[];
	/** On the screen when the set-up is done. */
	ready: RegExp;
	/** Starts and stops the play. */
	play: string;
	/** Keys that fill the wire while it plays. */
	busy: readonly string[];
	/** Two keys that move the selection there and back. */
	there: string;
	back: string;
	/** Written whenever the selection moves, and by nothing else. */
	mark: string;
};

/** The terminal's figures: the lab itself, and the edge by itself. */
export async function measure(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const subject of await subjects()) {
		rows.push(
			await start(subject),
			...(await play(subject)),
			await slowLine(subject, true),
			await slowLine(subject, false),
		);
	}
	return rows;
}

async function subjects(): Promise<Subject[]> {
	const root = process.cwd();
	const {bundle} = await import(join(root, '.build/bundle.mjs'));
	const animated = join(root, 'node_modules/.cache/tcp-lab-bench/animated.mjs');
	await bundle({entry: 'test/bench/support/animated.tsx', outfile: animated});
	const edge: Subject = {
		name: 'edge alone',
		program: animated,
		setUp: [],
		ready: /tcp-lab demo/,
		play: ' ',
		busy: [],
		there: 'j',
		back: 'k',
		mark: '▸',
	};
	const lab: Subject = {
		name: 'the lab',
		program: join(root, 'bin/tcp-lab.js'),
		// A connection, and a segment from each side that the wire holds.
		setUp: ['1', 'c', '2', 'a', 'a', 'a', '1', 's', '3', 's', '2'],
		ready: /2 in flight/,
		play: ' ',
		busy: [':latency 3s\r', ':flow\r', '1', ...new Array<string>(80).fill('s'), '2'],
		there: 'j',
		back: 'k',
		mark: '▸',
	};
	return [lab, edge];
}

async function start({name, program}: Subject): Promise<Row> {
	const times: number[] = [];
	const bare: number[] = [];
	for (let run = 0; run < 13; run++) {
		const screen = watch([program]);
		const time = await screen.firstFrame;
		await screen.end();
		const before = performance.now();
		spawnSync(process.execPath, ['-e', '0']);
		// The first two warm the disk's cache.
		if (run < 2) continue;
		times.push(time);
		bare.push(performance.now() - before);
	}
	const value = median(times);
	return {
		what: `${name}: start to first frame`,
		value,
		unit: 'ms',
		beside: {what: 'bare node', value: median(bare)},
		ratio: value / median(bare),
		goal: '≤ 200 ms',
		held: value <= 200,
	};
}

async function play(subject: Subject): Promise<Row[]> {
	const {name, there, back, mark} = subject;
	const screen = await opened(subject, {});
	const keyPress = await octets(screen, 20, async index => {
		screen.send(index % 2 === 0 ? there : back);
		await nextRead(screen, 1000);
	});

	screen.send(subject.play);
	const latencies: number[] = [];
	let missed = 0;
	for (let press = 0; press < 200; press++) {
		await wait(15 + ((press * 37) % 50));
		const latency = await markedRead(screen, press % 2 === 0 ? there : back, mark);
		if (latency === null) missed++;
		else latencies.push(latency);
	}
	for (const key of subject.busy) {
		screen.send(key);
		await wait(30);
	}
	await wait(1000);
	const played = await octets(screen, 1, () => wait(4000));
	const frames = Math.max(1, played.reads);

	const cpuBefore = cpuSeconds(screen.pid);
	const since = performance.now();
	await wait(5000);
	const cpu = ((cpuSeconds(screen.pid) - cpuBefore) / ((performance.now() - since) / 1000)) * 100;

	const clears = screen.all().split(/(?<=\[)[23]J/).length - 1;
	const memory = residentMebibytes(screen.pid);
	await screen.end();

	const perFrame = played.octets / frames;
	const leastPerFrame = played.least / frames;
	const perKey = keyPress.octets / keyPress.turns;
	const leastPerKey = keyPress.least / keyPress.turns;
	return [
		row(`${name}: a played frame`, perFrame, 'octets', leastPerFrame, '≤ 1.2 × least', perFrame <= 1.2 * leastPerFrame),
		row(`${name}: moving the selection`, perKey, 'octets', leastPerKey, '≤ 40 octets', perKey <= 40),
		goal(`${name}: key to frame while playing, median (${missed} missed)`, median(latencies), 'ms', 5),
		goal(`${name}: key to frame while playing, p99`, percentile(latencies, 99), 'ms', 25),
		{what: `${name}: frames played a second`, value: frames / 4, unit: 'fps'},
		goal(`${name}: of a core while playing`, cpu, '%', 4),
		{what: `${name}: resident`, value: memory, unit: 'MiB'},
		goal(`${name}: full clears (2J, 3J)`, clears, 'times', 0),
	];
}

/** A key pressed while it plays over a line of 2 kB/s, until it is seen. */
async function slowLine(subject: Subject, answers: boolean): Promise<Row> {
	const screen = await opened(subject, {rate: 2000, answers});
	screen.send(subject.play);
	await wait(6000);
	const lags: number[] = [];
	for (let press = 0; press < 6; press++) {
		await wait(400);
		lags.push(
			(await markedRead(screen, press % 2 === 0 ? subject.there : subject.back, subject.mark, 20_000)) ?? 20_000,
		);
	}
	await screen.end();
	const worst = Math.max(...lags) / 1000;
	const what = `${subject.name}: lag on a line of 2 kB/s, worst`;
	if (answers) return goal(what, worst, 's', 4);
	// Nothing but answers sees through the kernel's 12 kB; every terminal known gives them.
	return {what: `${what}, if the terminal never answers`, value: worst, unit: 's'};
}

async function opened(subject: Subject, options: {rate?: number; answers?: boolean}): Promise<Watched> {
	const screen = watch([subject.program], options);
	await screen.firstFrame;
	await screen.shown();
	for (const key of subject.setUp) {
		screen.send(key);
		await wait(options.rate === undefined ? 150 : 800);
	}
	await screen.display.until(subject.ready, 30_000);
	return screen;
}

type Octets = {octets: number; least: number; reads: number; turns: number};

/** Octets read during some turns, and the fewest that would have done. */
async function octets(screen: Watched, turns: number, turn: (index: number) => Promise<void>): Promise<Octets> {
	const reads: string[] = [];
	let least = 0;
	let before = screen.display.cells();
	let watching = true;
	let counted: Promise<void> = screen.shown();
	screen.onRead(text => {
		if (!watching) return;
		reads.push(text);
		queueMicrotask(() => {
			const shown = screen.shown();
			counted = counted
				.then(() => shown)
				.then(() => {
					const after = screen.display.cells();
					least += leastOctets(before, after);
					before = after;
				});
		});
	});
	for (let index = 0; index < turns; index++) await turn(index);
	watching = false;
	await counted;
	// A status request is no part of a frame.
	const written = reads.join('').replaceAll('\u001b[5n', '');
	return {octets: Buffer.byteLength(written), least, reads: reads.length, turns};
}

async function nextRead(screen: Watched, within: number): Promise<void> {
	await Promise.race([wait(within), new Promise<void>(resolve => screen.onRead(() => resolve()))]);
	await wait(20);
}

/** Milliseconds from a key to the first read that holds a text; null when there is none. */
async function markedRead(screen: Watched, key: string, mark: string, within = 1000): Promise<number | null> {
	const before = performance.now();
	const seen = new Promise<number>(resolve => {
		screen.onRead(text => {
			if (text.includes(mark)) resolve(performance.now() - before);
		});
	});
	screen.send(key);
	return Promise.race([seen, wait(within).then(() => null)]);
}

function row(what: string, value: number, unit: string, least: number, goalText: string, held: boolean): Row {
	return {what, value, unit, beside: {what: 'least', value: least}, ratio: value / least, goal: goalText, held};
}

function goal(what: string, value: number, unit: string, most: number): Row {
	return {what, value, unit, goal: `≤ ${most} ${unit}`, held: value <= most};
}

function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	// utime and stime, in ticks of 10 ms.
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentMebibytes(pid: number): number {
	const [, kibibytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kibibytes) / 1024;
}

function wait(ms: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, ms));
}
