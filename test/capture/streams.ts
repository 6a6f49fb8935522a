/** What the programs of a host have read, or could still read: to be held against what tshark puts together there. */

import type {Run} from '../../src/format/index.js';
import {type HostName, patternOctets} from '../../src/host/index.js';
import type {RuleId} from '../../src/tcp/index.js';
import {copyOctets, take} from '../../src/tcp/state/octets.js';

/**
 * Hexadecimal, all connections in the order in which they were opened.
 *
 * A `drain` tells only how much it has read: that is taken from what the other program wrote.
 */
export function readAt({facts, end}: Run, host: HostName): string {
	const written = writtenBy({facts}, host === 'client' ? 'server' : 'client');
	const read = new Map<string, string>();
	let total = 0;
	const add = (socket: string, octets: Uint8Array): void => {
		read.set(socket, (read.get(socket) ?? '') + Buffer.from(octets).toString('hex'));
		total += octets.length;
	};
	for (const fact of facts) {
		if (fact.kind !== 'returned' || fact.host !== host || !('ret' in fact.result)) continue;
		const {ret, text} = fact.result;
		if (text !== null) add(fact.socket, text);
		else if (fact.call.call === 'drain') add(fact.socket, written.subarray(total, total + ret));
	}

	const {sockets, connections, waiting} = end.hosts[host];
	for (const {call, progress} of waiting) add(call.socket, written.subarray(total, total + progress));
	for (const socket of sockets) {
		const unread = connections.find(({id}) => id === socket.connection)?.tcb.unread;
		add(socket.name, unread === undefined ? socket.left : take(copyOctets(unread), unread.length));
	}

	return [...read.values()].join('');
}

/** All that a host's programs have written, one socket after the other. */
function writtenBy({facts}: Pick<Run, 'facts'>, host: HostName): Uint8Array {
	const parts: Uint8Array[] = [];
	const counts = new Map<string, number>();
	for (const fact of facts) {
		if (fact.kind !== 'returned' || fact.host !== host || fact.call.call !== 'send' || !('ret' in fact.result))
			continue;
		const {text, socket} = fact.call;
		const before = counts.get(socket) ?? 0;
		const octets = text === undefined ? patternOctets(before, fact.result.ret) : new TextEncoder().encode(text);
		parts.push(octets.subarray(0, fact.result.ret));
		counts.set(socket, before + fact.result.ret);
	}

	return Buffer.concat(parts);
}

/** Its program has closed with text unread, or the connection was reset: what had come is lost with it. */
export const losesText = ({facts}: Run, host: HostName): boolean =>
	facts.some(
		fact =>
			'host' in fact &&
			fact.host === host &&
			(fact.kind === 'crashed' || (fact.kind === 'rule' && LOSES.includes(fact.rule))),
	);

const LOSES: readonly RuleId[] = ['close-unread', 'text-nobody-reads', 'abort-resets', 'rst-accepted', 'rst-closes'];
