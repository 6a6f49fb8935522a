/**
 * A memory for pure functions that never outgrows twice its size.
 *
 * Two generations: what was asked for since the last turn is young; the old generation is forgotten whole.
 * Cheaper than a true LRU, and nothing that is in use is lost.
 */
export class Bounded<Value> {
	#young = new Map<string, Value>();
	#old = new Map<string, Value>();
	readonly #size: number;

	constructor(size: number) {
		this.#size = size;
	}

	get(key: string): Value | undefined {
		const young = this.#young.get(key);
		if (young !== undefined) return young;
		const old = this.#old.get(key);
		if (old !== undefined) this.set(key, old);
		return old;
	}

	set(key: string, value: Value): void {
		if (this.#young.size >= this.#size) {
			this.#old = this.#young;
			this.#young = new Map();
		}
		this.#young.set(key, value);
	}

	get size(): number {
		return this.#young.size + this.#old.size;
	}
}
