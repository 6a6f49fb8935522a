/**
 * Stands in for Intl.Segmenter in the bundle. Making one loads ICU's rules, some 10 ms; modules make theirs when they
 * are imported, and most frames need none.
 */
export class LazySegmenter {
	#made;
	#parameters;

	constructor(...parameters) {
		this.#parameters = parameters;
	}

	segment(text) {
		this.#made ??= new globalThis.Intl.Segmenter(...this.#parameters);
		return this.#made.segment(text);
	}
}
