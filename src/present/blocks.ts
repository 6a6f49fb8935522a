/** Lines chosen by how much they tell, where there is no room for all. */

import type {Line} from './line.js';

/** Lines that stand or go together; the higher `rank`, the sooner they go. Shown in the order of the list. */
export type Block = {readonly rank: number; readonly lines: readonly Line[]; readonly apart?: true};

/** As many of the blocks' lines as fit in `height`: with room to breathe where there is room for all of them. */
export const arranged = (blocks: readonly Block[], height: number): Line[] =>
	airy(blocks, height) ?? chosenLines(blocks, height);

/** All blocks with an empty line between those that stand apart; null: there is no room for that. */
function airy(blocks: readonly Block[], height: number): Line[] | null {
	if (height < AIRY_ROWS) return null;
	const lines: Line[] = [];
	for (const {apart, lines: own} of blocks) {
		if (own.length === 0) continue;
		if (apart === true && lines.length > 0) lines.push([]);
		lines.push(...own);
	}
	return lines.length <= height ? lines : null;
}

/** In a lower pane empty lines would come and go with every timer. */
const AIRY_ROWS = 24;

/** The lines of the most important blocks that fit, in the blocks' own order. The last to fit may lose its end. */
function chosenLines(blocks: readonly Block[], height: number): Line[] {
	const most = blocks.map(() => 0);
	const byRank = blocks.map((block, i) => ({block, i})).sort((a, b) => a.block.rank - b.block.rank);
	let left = height;
	for (const {block, i} of byRank) {
		most[i] = Math.min(left, block.lines.length);
		left -= most[i] ?? 0;
	}
	return blocks.flatMap((block, i) => block.lines.slice(0, most[i]));
}
