/** What there is to look at, and on how large a terminal. */

export type Pane = 'client' | 'wire' | 'server';

export const PANES: readonly Pane[] = ['client', 'wire', 'server'];

/** What the wire's pane shows. */
export type WireView =
	| 'ladder'
	| 'time'
	| 'states'
	| 'sequence'
	| 'window'
	| 'graph'
	| 'segment'
	| 'log'
	| 'tables'
	| 'history';

/** In the order in which a key goes through them. */
export const WIRE_VIEWS: readonly WireView[] = [
	'ladder',
	'time',
	'states',
	'sequence',
	'window',
	'graph',
	'segment',
	'log',
	'tables',
	'history',
];

/** Cells that a view needs inside the wire's pane: below that it gets the whole body while the keys are the wire's. */
export const VIEW_CELLS: Readonly<Record<WireView, number>> = {
	ladder: 0,
	time: 78,
	states: 78,
	sequence: 70,
	window: 70,
	graph: 70,
	segment: 78,
	log: 70,
	tables: 110,
	history: 50,
};

/** Of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};
