/**
 * Where everything stands: a pure function of the terminal's size and of what is looked at.
 *
 *      header        one row
 *     ┌ client ────┐┌ wire ────────────────┐┌ server ────┐
 *     │            ││                      ││            │   body: what is left
 *     └────────────┘└──────────────────────┘└────────────┘
 *      (lesson)      between header and body: what is to be done
 *      why           one to three rows; its last is a message while there is one
 *      status        one row
 *      keys          one row; the command line while there is one
 *
 * Below 80 columns one host stands beside the wire; a view that needs more room than the wire's pane has takes the whole
 * body while the keys are the wire's. A page, a list or a form takes the place of body and why.
 */

import {type SessionState, type Size, VIEW_CELLS} from '../app/index.js';
import type {HostName} from '../host/index.js';

export type Rect = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};

export type Layout =
	/** Too small for anything but one sentence. */
	| {readonly kind: 'small'}
	| {
			readonly kind: 'lab';
			readonly header: Rect;
			/** Null: this host is not on a narrow screen now. */
			readonly panes: Readonly<Record<HostName, Rect | null>> & {readonly wire: Rect};
			/** No row where no lesson is played. */
			readonly lesson: Rect;
			readonly why: Rect;
			readonly status: Rect;
			readonly keys: Rect;
			/** Instead of panes and why. */
			readonly page: Rect;
	  };

export const SMALLEST: Size = {columns: 60, rows: 16};

/** From here on all three panes stand side by side. */
const WIDE = 80;

export function layout({columns, rows}: Size, {pane, lastHost, view}: LookedAt, lessonRows = 0): Layout {
	if (columns < SMALLEST.columns || rows < SMALLEST.rows) return {kind: 'small'};
	const whyRows = rows >= 40 ? 3 : rows >= 20 ? 2 : 1;
	// The panes keep four rows, whatever else there is to say.
	const lesson = Math.max(0, Math.min(lessonRows, rows - 3 - whyRows - 6));
	const body = {y: 1 + lesson, height: rows - 3 - whyRows - lesson};
	const row = (y: number, height = 1): Rect => ({x: 0, y, width: columns, height});
	return {
		kind: 'lab',
		header: row(0),
		panes: panesOf(columns, body, {pane, lastHost, view}),
		lesson: row(1, lesson),
		why: row(body.y + body.height, whyRows),
		status: row(rows - 2),
		keys: row(rows - 1),
		page: row(1, lesson + body.height + whyRows),
	};
}

/** What of the session says where things stand. */
export type LookedAt = Pick<SessionState, 'pane' | 'lastHost' | 'view'>;

function panesOf(columns: number, body: Rows, {pane, lastHost, view}: LookedAt): Panes {
	if (pane === 'wire' && wireWidth(columns) - 2 < VIEW_CELLS[view]) {
		return {client: null, wire: {x: 0, width: columns, ...body}, server: null};
	}
	if (columns >= WIDE) return threePanes(columns, body);
	return twoPanes(columns, body, pane === 'wire' ? lastHost : pane);
}

/** Cells of the wire's pane between the hosts', or beside one. */
const wireWidth = (columns: number): number => columns - (columns >= WIDE ? 2 : 1) * hostWidth(columns);

type Rows = {readonly y: number; readonly height: number};
type Panes = Extract<Layout, {kind: 'lab'}>['panes'];

function threePanes(columns: number, rows: Rows): Panes {
	const host = hostWidth(columns);
	const wire = columns - 2 * host;
	return {
		client: {x: 0, width: host, ...rows},
		wire: {x: host, width: wire, ...rows},
		server: {x: host + wire, width: host, ...rows},
	};
}

/** The TCB needs 24 columns and is glad of 44; the ladder is to have 48, and more than each of them. */
const hostWidth = (columns: number): number =>
	Math.max(24, Math.min(44, Math.floor(columns * 0.29), Math.floor((columns - 48) / 2)));

function twoPanes(columns: number, rows: Rows, host: HostName): Panes {
	const width = hostWidth(columns);
	const wire = columns - width;
	if (host === 'client') {
		return {client: {x: 0, width, ...rows}, wire: {x: width, width: wire, ...rows}, server: null};
	}
	return {client: null, wire: {x: 0, width: wire, ...rows}, server: {x: wire, width, ...rows}};
}
