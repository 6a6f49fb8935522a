/** Dice whose state is a value: a world that is copied throws the same again. */

/** One generator. `state`: a signed 32-bit integer; same state, same dice. */
export type Chance = {state: number};

/** @param seed - any integer; taken modulo 2^32 */
export const createChance = (seed: number): Chance => ({state: seed | 0});

/** The same dice, thrown apart from now on. */
export const copyChance = (chance: Chance): Chance => ({state: chance.state});

/** Evenly in 0 … 1, without 1. */
export const uniform = (chance: Chance): number => next(chance) / 2 ** 32;

/** Evenly one of 0 … n - 1. @param n - 1 … 2^32 */
export const below = (chance: Chance, n: number): number => Math.floor(uniform(chance) * n);

/** A step of the golden ratio around the circle of 2^32, then MurmurHash3's finalizer: every state comes once in 2^32 draws. */
function next(chance: Chance): number {
	chance.state = (chance.state + 0x9e3779b9) | 0;
	let mixed = chance.state;
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
