/** Connections that carry one request and one answer, and end. */

import {type Config, call} from '../../../src/tcp/index.js';
import {asItIs, CLOSE, collect, createPair, type End, turn} from './bulk.js';

const REQUEST = new Uint8Array(100).fill(63);
const ANSWER = new Uint8Array(1000).fill(33);

/** OPEN, a hundred octets there, a thousand back, both CLOSE. The client ends in TIME-WAIT. */
export function connection(config: Config): void {
	const pair = createPair(config);
	const {client, server} = pair;
	let asked = false;
	let answered = false;
	while (client.tcb.state !== 'TIME-WAIT') {
		turn(pair, asItIs);
		if (!asked && client.tcb.state === 'ESTABLISHED') {
			asked = true;
			send(client, REQUEST, pair.now);
		}

		if (!answered && server.read === REQUEST.length) {
			answered = true;
			send(server, ANSWER, pair.now);
		}

		if (client.read === ANSWER.length && !client.tcb.closeCalled) call(client.tcb, CLOSE, pair.now, client.out);
		if (server.tcb.state === 'CLOSE-WAIT' && !server.tcb.closeCalled) call(server.tcb, CLOSE, pair.now, server.out);
		collect(pair);
	}
}

const send = ({tcb, out}: End, text: Uint8Array, now: number) =>
	call(tcb, {call: 'send', text, push: true, urgent: false}, now, out);
