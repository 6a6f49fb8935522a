/** How many short packetdrill scripts one process reads and runs in a second. */

import {hasPassed, readScript, runScript} from '../../src/packetdrill/index.js';
import type {Row} from './row.js';

const HANDSHAKE = `
0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0  setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
+0  bind(3, ..., ...) = 0
+0  listen(3, 1) = 0
+0  < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>
+0  > S. 0:0(0) ack 1 <...>
+.1 < . 1:1(0) ack 1 win 257
+0  accept(3, ..., ...) = 4
`;

/** A handshake and one behaviour each. */
const SCRIPTS = [
	`${HANDSHAKE}
+0  write(4, ..., 1000) = 1000
+0  > P. 1:1001(1000) ack 1
+.1 < . 1:1(0) ack 1001 win 257
+0  close(4) = 0
+0  > F. 1001:1001(0) ack 1
+.1 < F. 1:1(0) ack 1002 win 257
+0  > . 1002:1002(0) ack 2
`,
	`${HANDSHAKE}
+0  < P. 1:1001(1000) ack 1 win 257
+0  > . 1:1(0) ack 1001
+0  read(4, ..., 1000) = 1000
+0  < . 2001:3001(1000) ack 1 win 257
+0  > . 1:1(0) ack 1001 <nop,nop,sack 2001:3001>
+0  < . 1001:2001(1000) ack 1 win 257
+0  > . 1:1(0) ack 3001
`,
	`
0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0  fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
+0  connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
+0  > S 0:0(0) <...>
+.1 < R. 0:0(0) ack 1 win 0
+0  getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0
`,
	`${HANDSHAKE}
+0  < R. 1:1(0) ack 1 win 257
+0  read(4, ..., 1000) = -1 ECONNRESET (Connection reset by peer)
`,
].map((text, n) => ({path: `bench-${n}.pkt`, text}));

const ROUNDS = 400;
const RUNS = 7;
const GOAL = 1_000;

export function measure(): Row[] {
	let best = 0;
	for (let run = 0; run < RUNS; run++) {
		const start = performance.now();
		for (let round = 0; round < ROUNDS; round++) {
			for (const source of SCRIPTS) {
				const ended = runScript(readScript(source));
				if (!hasPassed(ended)) throw new Error(`${source.path}: ${JSON.stringify(ended.failure)}`);
			}
		}

		best = Math.max(best, (ROUNDS * SCRIPTS.length) / ((performance.now() - start) / 1_000));
	}

	return [
		{
			what: 'packetdrill: short scripts read and run, one process',
			value: best,
			unit: 'a second',
			goal: `≥ ${GOAL} a second`,
			held: best >= GOAL,
		},
	];
}
