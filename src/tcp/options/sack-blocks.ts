/**
 * What we tell the peer of text held ahead of RCV.NXT, RFC 2018 §4, and of text that came twice, RFC 2883.
 *
 * A block is a left edge and a right edge: the first number held, and the one after the last.
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import {eq, le, lt, type Seq} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {heldAlready} from './reassembly.js';
import {TIMESTAMPS_SIZE} from './timestamps.js';

export type Block = readonly [left: Seq, right: Seq];

/** A header has room for 40 octets of options. */
const MOST_OPTIONS = 40;
/** Kind, length, and two to fill the word. */
const SACK_HEADER = 4;
const BLOCK_SIZE = 8;

/** Linux remembers so many blocks and no more (TCP_NUM_SACKS). */
const LINUX_BLOCKS = 4;

/**
 * Text, or a FIN, is held anew: its block becomes the first, "the contiguous block of data containing the segment which
 * triggered this ACK"; the others keep their order, the most recently reported first.
 */
export function holdBlock(tcb: Tcb, from: Seq, to: Seq): void {
	if (!tcb.agreed.sack) return;
	let [left, right] = [from, to];
	const others: Block[] = [];
	for (const block of tcb.sack.blocks) {
		if (lt(right, block[0]) || lt(block[1], left)) others.push(block);
		else {
			if (lt(block[0], left)) left = block[0];
			if (lt(right, block[1])) right = block[1];
		}
	}

	const blocks: Block[] = [[left, right], ...others];
	if (tcb.config.behaviours['four-sack-blocks'] && blocks.length > LINUX_BLOCKS) blocks.pop();
	tcb.sack.blocks = blocks;
}

/** RCV.NXT has moved: what it went over is held no more. */
export function dropBlocks(tcb: Tcb): void {
	const {sack, rcv} = tcb;
	if (sack.blocks.length === 0) return;
	sack.blocks = tcb.outOfOrder.length === 0 ? [] : sack.blocks.filter(([left]) => lt(rcv.nxt, left));
}

/** Linux acknowledges a held FIN before it forgets the blocks: on the wire that is as if they had come twice. */
export function keepLastBlock({sack, state, config}: Tcb): void {
	const [last] = sack.blocks;
	if (config.behaviours['blocks-outlive-fin'] && state === 'FIN-WAIT-2' && last !== undefined) sack.twice = last;
}

/** The numbers from `from` to `to` came twice: the next segment says so, and only that one (RFC 2883 §4). */
export function cameTwice(tcb: Tcb, from: Seq, to: Seq, out: Effect[]): void {
	if (!tcb.agreed.sack || !tcb.config.dsack || !lt(from, to)) return;
	tcb.sack.twice = [from, to];
	applied('text-came-twice', out);
}

/**
 * The first stretch of a segment's text that is held already came twice. Where the segment began below RCV.NXT, what
 * came before stands first, and more is told only of what touches it.
 */
export function heldTwice(tcb: Tcb, from: Seq, to: Seq, out: Effect[]): void {
	if (!tcb.agreed.sack || !tcb.config.dsack) return;
	const again = heldAlready(tcb.outOfOrder, from, to);
	if (again === null) return;
	const {twice} = tcb.sack;
	const goesOn = twice !== null && eq(twice[1], from);
	if (!goesOn) cameTwice(tcb, ...again, out);
	else if (eq(from, again[0])) tcb.sack.twice = [twice[0], again[1]];
}

/**
 * Octets of SACK option that text sent now has to leave room for; no more than half of a segment.
 *
 * RFC 6691 §3: what options take, the text of that segment gives.
 */
export function sackSize(tcb: Tcb): number {
	if (waiting(tcb) === 0) return 0;
	const blocks = Math.min(waiting(tcb), mostBlocks(tcb, tcb.snd.mss >> 1));
	return blocks > 0 ? SACK_HEADER + blocks * BLOCK_SIZE : 0;
}

const waiting = ({sack}: Tcb): number => sack.blocks.length + (sack.twice === null ? 0 : 1);

/** @param room - octets that the segment has for it */
function mostBlocks({agreed}: Tcb, room: number): number {
	const header = MOST_OPTIONS - (agreed.timestamps ? TIMESTAMPS_SIZE : 0);
	return Math.max(0, Math.floor((Math.min(header, room) - SACK_HEADER) / BLOCK_SIZE));
}

/**
 * The blocks of a segment that goes now, what came twice before all others. That is then told.
 *
 * @param size - octets of its text; one that is sent again full-sized has no room for blocks
 * @returns null: no SACK option
 */
export function takeBlocks(tcb: Tcb, size: number): readonly Block[] | null {
	const {sack} = tcb;
	if (sack.blocks.length === 0 && sack.twice === null) return null;
	const most = mostBlocks(tcb, tcb.snd.mss - size);
	if (most === 0) return null;
	// Alone, what came twice ahead of RCV.NXT would pass for the latest block: nothing around it says otherwise.
	const tells = sack.twice !== null && (most > 1 || lt(sack.twice[0], tcb.rcv.nxt));
	const blocks = sack.twice !== null && tells ? [sack.twice, ...sack.blocks] : sack.blocks;
	sack.twice = null;
	if (blocks.length === 0) return null;
	return blocks.length > most ? blocks.slice(0, most) : blocks;
}

/** For `checkTcb`: what must hold of the blocks, where it does not. */
export function wrongBlocks({sack, rcv, outOfOrder, agreed}: Tcb): string[] {
	const wrong: string[] = [];
	const {blocks, twice} = sack;
	if (!agreed.sack && (blocks.length > 0 || twice !== null)) wrong.push('blocks are told only where both ends agreed');
	if (outOfOrder.length === 0 && blocks.length > 0) wrong.push('a block is of held text');
	blocks.forEach(([left, right], i) => {
		if (!lt(left, right) || !lt(rcv.nxt, left)) wrong.push('a block lies ahead of RCV.NXT');
		const others = blocks.slice(i + 1);
		if (others.some(([from, to]) => !lt(right, from) && !lt(to, left))) wrong.push('blocks are apart');
		if (!isHeld(outOfOrder, left, right)) wrong.push('all of a block is held');
	});
	return wrong;
}

function isHeld(queue: Tcb['outOfOrder'], left: Seq, right: Seq): boolean {
	let at = left;
	for (;;) {
		const again = heldAlready(queue, at, right);
		if (again === null || !eq(again[0], at)) return false;
		if (le(right, again[1])) return true;
		at = again[1];
	}
}
