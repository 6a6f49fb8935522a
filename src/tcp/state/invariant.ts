/** A bug of ours: thrown, never caught by the lab's own code but at its edge. */
export class InvariantError extends Error {
	override name = 'InvariantError';
}
