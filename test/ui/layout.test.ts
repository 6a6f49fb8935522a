import {describe, expect, it} from 'vitest';
import {type Layout, layout, type Rect} from '../../src/ui/layout.js';

const lab = (columns: number, rows: number, host: 'client' | 'server' = 'client'): Extract<Layout, {kind: 'lab'}> => {
	const found = layout({columns, rows}, {pane: 'wire', lastHost: host, view: 'ladder'});
	if (found.kind === 'small') throw new Error('too small');
	return found;
};

const LOOK = {pane: 'wire', lastHost: 'client', view: 'ladder'} as const;

/** How often each cell is covered. */
function coverage(rects: readonly (Rect | null)[], columns: number, rows: number): Set<number> {
	const cells = new Array<number>(columns * rows).fill(0);
	for (const rect of rects) {
		if (rect === null) continue;
		for (let y = rect.y; y < rect.y + rect.height; y++) {
			for (let x = rect.x; x < rect.x + rect.width; x++) cells[y * columns + x] = (cells[y * columns + x] ?? 0) + 1;
		}
	}
	return new Set(cells);
}

describe('the layout', () => {
	it('covers every cell once, at every size and with either host', () => {
		for (let columns = 60; columns <= 220; columns += 7) {
			for (let rows = 16; rows <= 70; rows += 3) {
				for (const host of ['client', 'server'] as const) {
					const {header, panes, why, status, keys, page} = lab(columns, rows, host);
					const bars = [header, status, keys];
					expect(coverage([...bars, panes.client, panes.wire, panes.server, why], columns, rows)).toEqual(new Set([1]));
					expect(coverage([...bars, page], columns, rows)).toEqual(new Set([1]));
				}
			}
		}
	});

	it('has three panes from 80 columns on, and one host beside the wire below', () => {
		expect(lab(80, 24).panes).toMatchObject({client: {width: 24}, wire: {width: 32}, server: {width: 24}});
		expect(lab(79, 24).panes.server).toBeNull();
		expect(lab(60, 16, 'server').panes).toMatchObject({client: null, wire: {x: 0, width: 36}, server: {width: 24}});
	});

	it('gives the ladder room for times from 100 columns on', () => {
		expect(lab(100, 30).panes.wire.width).toBe(48);
		expect(lab(120, 40).panes.client?.width).toBe(34);
	});

	it('gives a narrow screen’s whole body to the log and the history, while the keys are theirs', () => {
		for (const [view, roomy] of [
			['log', 160],
			['history', 120],
		] as const) {
			const size = {columns: 80, rows: 24};
			expect(layout(size, {...LOOK, view})).toMatchObject({
				panes: {client: null, wire: {x: 0, width: 80}, server: null},
			});
			expect(layout(size, {...LOOK, view, pane: 'client'})).toMatchObject({panes: {client: {width: 24}}});
			expect(layout({...size, columns: roomy - 1}, {...LOOK, view})).toMatchObject({panes: {client: null}});
			expect(layout({...size, columns: roomy}, {...LOOK, view})).not.toMatchObject({panes: {client: null}});
		}
	});

	it('is one sentence below 60×16', () => {
		expect(layout({columns: 59, rows: 40}, LOOK).kind).toBe('small');
		expect(layout({columns: 200, rows: 15}, LOOK).kind).toBe('small');
	});
});
