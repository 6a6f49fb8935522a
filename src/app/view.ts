/** What there is to look at, and on how large a terminal. */

export type Pane = 'client' | 'wire' | 'server';

export const PANES: readonly Pane[] = ['client', 'wire', 'server'];

/** What the wire's pane shows. */
export type WireView = 'ladder' | 'log' | 'sequence' | 'history';

export const WIRE_VIEWS: readonly WireView[] = ['ladder', 'log', 'sequence', 'history'];

/** Of the terminal, in cells. */
export type Size = {readonly columns: number; readonly rows: number};
