/** Lines with meanings: what the pictures are made of before anyone chooses a colour. */

/**
 * What a piece of text means. The theme maps it to colour; no meaning is told by colour alone.
 *
 * changed: moved with the last step. selected: what a key would act on. quiet: there, but not now.
 */
export type Meaning =
	| 'plain'
	| 'quiet'
	| 'strong'
	| 'title'
	| 'key'
	| 'client'
	| 'server'
	| 'outsider'
	| 'flying'
	| 'arrived'
	| 'lost'
	| 'damaged'
	| 'again'
	| 'state'
	| 'timer'
	| 'urgent-timer'
	| 'changed'
	| 'selected'
	| 'rule'
	| 'warning'
	| 'error';

export type Span = {readonly text: string; readonly meaning: Meaning};
export type Line = readonly Span[];

/** How pictures are to be drawn for one reader. */
export type Style = {
	readonly lang: Lang;
	/** Without Unicode: every glyph has an ASCII twin. */
	readonly ascii: boolean;
	/** Sequence numbers relative to the ISNs, or as the header has them. */
	readonly numbers: 'relative' | 'absolute';
	/** Cells that a text takes; the terminal's owner knows best. */
	readonly measure: (text: string) => number;
};

export type Lang = 'en' | 'zh';
