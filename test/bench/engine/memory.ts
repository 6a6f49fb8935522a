/** What stays in memory: of a long run, of pairs that are idle, of a snapshot. */

import {type Config, call, copyTcb, type Tcb} from '../../../src/tcp/index.js';
import {asItIs, collect, createPair, type Pair, turn, write} from './bulk.js';
import {processorTime} from './loop.js';

/** Kilobytes that an open connection's two TCBs take, nothing in flight. */
export function idlePair(config: Config, pairs = 10_000): number {
	const kept: [Tcb, Tcb][] = [];
	established(config);
	const before = heap();
	for (let n = 0; n < pairs; n++) {
		const {client, server} = established(config);
		kept.push([client.tcb, server.tcb]);
	}

	const took = heap() - before;
	return took / kept.length / 1000;
}

/** Kilobytes that stay beyond what was there, after a transfer of so many octets, its two ends still held. */
export function retained(octets: number, config: Config): number {
	const before = heap();
	const pair = createPair(config);
	write(pair, octets, asItIs);
	const after = heap();
	return pair.segments > 0 ? (after - before) / 1000 : 0;
}

/** Nanoseconds for a copy of a TCB with four segments out: by `copyTcb`, and by the platform. */
export function snapshot(config: Config): {byHand: number; byPlatform: number} {
	const {tcb} = withFourOut(config).client;
	return {
		byHand: timeOf(5_000, () => copyTcb(tcb)),
		byPlatform: timeOf(500, () => structuredClone(tcb)),
	};
}

function established(config: Config): Pair {
	const pair = createPair(config);
	for (let n = 0; n < 3; n++) {
		turn(pair, asItIs);
		collect(pair);
	}

	return pair;
}

/** Each of a hundred octets of its own, so that the platform copies no more than there is. */
function withFourOut(config: Config): Pair {
	const pair = established({...config, nagle: false});
	for (let n = 0; n < 4; n++) {
		const what = {call: 'send', text: new Uint8Array(100), push: true, urgent: false} as const;
		call(pair.client.tcb, what, pair.now, pair.client.out);
	}

	return pair;
}

let kept: Tcb | null = null;

function timeOf(times: number, copy: () => Tcb): number {
	const runs = Array.from({length: 25}, () => {
		const from = processorTime();
		for (let n = 0; n < times; n++) kept = copy();
		return (processorTime() - from) / times;
	});
	if (kept === null) throw new Error('nothing was copied');
	return Math.min(...runs);
}

function heap(): number {
	globalThis.gc?.();
	globalThis.gc?.();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
}
