/** What came next, as predictions ask it. */

import type {Played, SegmentPattern} from '../format/index.js';
import {Relative, type SentSegment} from '../format/relative.js';
import {HOST_NAMES} from '../host/index.js';
import type {Fact} from '../lab/index.js';
import type {Next} from './lesson.js';
import {isReached} from './progress.js';

/** Did that come next after the first `since` facts? */
export function cameNext(next: Next, played: Played, since: number): boolean {
	const facts = played.facts.slice(since);
	switch (next.next) {
		case 'segment': {
			const sent = firstSegment(played.facts, since, next.host);
			if (sent === null || next.is === null) return sent === null && next.is === null;
			return isSegment(next.is, sent);
		}
		case 'state': {
			const change = facts.find(fact => fact.kind === 'state' && fact.host === next.host);
			if (change?.kind === 'state') return change.to === next.is;
			const {connections} = played.end.hosts[next.host];
			const youngest = connections.findLast(({tcb}) => tcb.state !== 'LISTEN') ?? connections.at(-1);
			return (youngest?.tcb.state ?? 'CLOSED') === next.is;
		}
		case 'timer': {
			const hosts = next.host === null ? HOST_NAMES : [next.host];
			const fired = facts.find(fact => fact.kind === 'timer' && fact.act === 'fired' && hosts.includes(fact.host));
			return (fired?.kind === 'timer' ? fired.timer : null) === next.is;
		}
		case 'goal':
			return isReached(next.is, played, since);
	}
}

/** A copy that the wire makes is no answer of the host's. */
function firstSegment(facts: readonly Fact[], since: number, host: string): SentSegment | null {
	const relative = new Relative();
	for (const [place, fact] of facts.entries()) {
		if (fact.kind !== 'sent') continue;
		const sent = relative.read(fact);
		if (place >= since && fact.flight.from === host && fact.flight.copyOf === null) return sent;
	}
	return null;
}

function isSegment(wanted: SegmentPattern, {flags, seq, ack, length, flight}: SentSegment): boolean {
	const is: Omit<Required<SegmentPattern>, 'has' | 'fate' | 'from'> = {
		id: flight.id,
		flags,
		seq,
		ack,
		length,
		window: flight.segment.wnd,
	};
	const fields = ['id', 'flags', 'seq', 'ack', 'length', 'window'] as const;
	return (
		fields.every(name => wanted[name] === undefined || wanted[name] === is[name]) &&
		[...(wanted.has ?? '')].every(letter => flags.includes(letter))
	);
}
