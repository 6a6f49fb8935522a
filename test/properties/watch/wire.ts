/** Wire and clock: properties 32 and 45. And why octets may be lost, which other properties ask. */

import {HOST_NAMES} from '../../../src/host/index.js';
import {holds, type Watch} from '../ends.js';

/** After these octets may be lost, and the peer may be reset: the RFC wants it so. */
const EXCUSES: ReadonlySet<string> = new Set([
	'r2-reached',
	'user-timeout',
	'close-unread',
	'close-syn-sent',
	'text-nobody-reads',
	'syn-sent-refused',
	'rst-refused',
	'abort-resets',
	'abort-silent',
]);

const LOSSES: ReadonlySet<string> = new Set([
	'connection reset',
	'connection refused',
	'connection aborted due to user timeout',
]);

export const watchWire: Watch = (ends, {input, facts, arrival}) => {
	const {world, count} = ends;
	if (arrival?.seg.rst === true && ends.edited.has(arrival.flight.id)) ends.excuse ??= 'a forged RST';
	for (const fact of facts) {
		holds(ends, 32, fact.at >= ends.lastAt, `${fact.kind} at ${fact.at} comes after ${ends.lastAt}`);
		ends.lastAt = fact.at;
		if (fact.kind === 'sent') {
			count.entered++;
			const byAct = input.do === 'duplicate' || input.do === 'forge' || input.do === 'replay';
			holds(ends, 45, fact.why !== null || byAct, `${fact.flight.id} was made by nobody`);
		} else if (fact.kind === 'delivered' || fact.kind === 'dropped') count.left++;
		else if (fact.kind === 'rule' && EXCUSES.has(fact.rule)) ends.excuse ??= `${fact.host} ${fact.rule}`;
		else if (fact.kind === 'signal' && LOSSES.has(fact.signal)) {
			holds(ends, 2, ends.excuse !== null, `${fact.host}: ${fact.signal}, without a reason`);
		}
	}

	const inFlight = world.wire.flights.length;
	holds(ends, 45, count.entered === count.left + inFlight, () => {
		return `${count.entered} entered, ${count.left} left, ${inFlight} are in flight`;
	});
	for (const host of HOST_NAMES) {
		for (const {tcb} of world.hosts[host].connections) {
			for (const at of Object.values(tcb.timers)) {
				if (at !== null) holds(ends, 32, at >= world.now, `a timer of ${host} is overdue`);
			}
		}
	}
};
