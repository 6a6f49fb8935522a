/** Stream: properties 1 to 4. What programs write and read, and what the engines hold of it. */

import type {Fact} from '../../../src/lab/index.js';
import {distance, isSynchronized, plus, type Seq, type Tcb} from '../../../src/tcp/index.js';
import {other} from '../../../src/wire/index.js';
import {type Arrival, type Ends, holds, type Watch} from '../ends.js';
import {differsAt} from '../pattern.js';
import {pairs} from './pairs.js';

export const watchStream: Watch = (ends, {facts, arrival}) => {
	for (const fact of facts) {
		if (fact.kind === 'accepted') ends.sides[fact.host].socket ??= fact.socket;
		if (fact.kind === 'returned') returned(ends, fact);
	}

	for (const {host, from, to} of pairs(ends)) {
		if (!isSynchronized(from) || !isSynchronized(to)) continue;
		holds(ends, 3, distance(from.snd.una, to.rcv.nxt) >= 0, `${host} takes for received what is not`);
	}

	if (arrival?.after != null && isLie(ends, arrival)) isUntouched(ends, arrival.after);
};

function returned(ends: Ends, fact: Fact & {readonly kind: 'returned'}): void {
	const side = ends.sides[fact.host];
	if (fact.socket !== side.socket) return;
	const {call, result} = fact;
	// An error is told once, by whatever call comes first; after it recv gives 0, as Linux does.
	if ('errno' in result) {
		if (result.errno !== 'EAGAIN' && side.ended === 'no') side.ended = 'error';
		return;
	}

	if (call.call === 'send') side.written += result.ret;
	if (call.call !== 'recv' || side.ended === 'error') return;
	const peer = ends.sides[other(fact.host)];
	if (result.ret === 0) {
		const all = side.read === peer.written;
		const expect = [{host: fact.host, socket: fact.socket, read: peer.written}];
		holds(ends, 2, all, () => `${fact.host} reads the end after ${side.read} of ${peer.written} octets`, expect);
		side.ended = 'eof';
		return;
	}

	const text = result.text ?? new Uint8Array(0);
	const start = side.read;
	const wrong = differsAt(start, text);
	const fits = text.length === result.ret && start + text.length <= peer.written;
	holds(ends, 1, fits, () => `${fact.host} reads up to ${start + text.length} of ${peer.written} octets written`);
	holds(ends, 1, wrong === -1, () => `${fact.host} reads octet ${start + wrong} otherwise than it was written`);
	side.read += text.length;
}

/** Its octets are others than the stream's: somebody has written into it. */
const isLie = (ends: Ends, {flight, seg, after}: Arrival): boolean =>
	ends.edited.has(flight.id) &&
	seg.text.length > 0 &&
	after !== null &&
	differsAt(distance(plus(after.irs, 1), seg.seq), seg.text) !== -1;

/** 4: all that is buffered is as the peer's program wrote it. */
function isUntouched(ends: Ends, tcb: Tcb): void {
	const read = plus(tcb.rcv.nxt, -tcb.unread.length - (isFinTaken(tcb) ? 1 : 0));
	const {chunks, taken} = tcb.unread;
	let at = read;
	for (const [i, chunk] of chunks.entries()) {
		const part = i === 0 ? chunk.subarray(taken) : chunk;
		isRight(ends, tcb, at, part);
		at = plus(at, part.length);
	}

	for (const held of tcb.outOfOrder) isRight(ends, tcb, held.seq, held.text);
}

function isRight(ends: Ends, tcb: Tcb, at: Seq, text: Uint8Array): void {
	const place = distance(plus(tcb.irs, 1), at);
	const wrong = differsAt(place, text);
	holds(ends, 4, wrong === -1, () => `octet ${place + wrong} was there, and is another one now`);
}

const isFinTaken = ({state}: Tcb): boolean =>
	state === 'CLOSE-WAIT' || state === 'CLOSING' || state === 'LAST-ACK' || state === 'TIME-WAIT';
