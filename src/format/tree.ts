/** YAML or JSON as a tree that knows where each part stands. The only file that knows the `yaml` package. */

import type {Document, LineCounter, Node} from 'yaml';
import {ParseError, type Place, type Source} from './parse-error.js';

export type Tree = {readonly source: Source; readonly place: Place} & (
	| {readonly kind: 'map'; readonly entries: readonly MapEntry[]}
	| {readonly kind: 'list'; readonly items: readonly Tree[]}
	| {
			readonly kind: 'scalar';
			readonly value: string | number | boolean | null;
			/** A comment follows it on its line: of an unquoted text it may have been a part. */
			readonly commented?: true;
	  }
);

type MapEntry = {readonly key: string; readonly keyPlace: Place; readonly value: Tree};

/** More than any scenario needs, little enough to refuse a file that was not meant for us. */
const MAX_CHARACTERS = 1_000_000;

/** @throws ParseError at the first thing that is not YAML */
export async function parseTree(source: Source): Promise<Tree> {
	const start: Place = {line: 1, column: 1};
	if (source.text.length > MAX_CHARACTERS) {
		const excess = {path: source.path, text: source.text.slice(0, 200)};
		throw new ParseError(
			excess,
			start,
			`at most ${MAX_CHARACTERS} characters of YAML or JSON`,
			`${source.text.length}`,
		);
	}

	const yaml = await import('yaml');
	const lines = new yaml.LineCounter();
	const document = yaml.parseDocument(source.text, {
		lineCounter: lines,
		prettyErrors: false,
		// 'silent' would pass over a second document without a word.
		logLevel: 'error',
		schema: 'core',
	});
	const wrong = document.errors[0] ?? document.warnings[0];
	if (wrong !== undefined) {
		const why = /call stack/.test(wrong.message) ? 'it is nested too deeply' : wrong.message;
		throw new ParseError(source, placeOf(lines, wrong.pos[0]), `YAML or JSON (${why})`, null);
	}

	if (document.contents === null) throw new ParseError(source, start, 'a scenario', 'an empty file');
	return new Planter(yaml, source, document, lines).plant(document.contents);
}

function placeOf(lines: LineCounter, offset: number): Place {
	const {line, col} = lines.linePos(offset);
	return {line: Math.max(line, 1), column: Math.max(col, 1)};
}

/** Turns the package's nodes into ours. What an alias names is made once, so a thousand aliases cost no more than one. */
class Planter {
	private readonly made = new Map<Node, Tree | 'growing'>();

	constructor(
		private readonly yaml: typeof import('yaml'),
		private readonly source: Source,
		private readonly document: Document.Parsed,
		private readonly lines: LineCounter,
	) {}

	plant(node: Node): Tree {
		const {yaml} = this;
		if (yaml.isAlias(node)) {
			const named = node.resolve(this.document);
			if (named === undefined || this.made.get(named) === 'growing') {
				throw new ParseError(this.source, this.place(node), 'an alias of something before it', `*${node.source}`);
			}

			return this.plant(named);
		}

		const known = this.made.get(node);
		if (known !== undefined && known !== 'growing') return known;
		this.made.set(node, 'growing');
		const tree = this.grow(node);
		this.made.set(node, tree);
		return tree;
	}

	private grow(node: Node): Tree {
		const {yaml, source} = this;
		const place = this.place(node);
		if (yaml.isSeq(node)) {
			return {source, place, kind: 'list', items: node.items.map(item => this.plantOrNull(item, place))};
		}

		if (yaml.isMap(node)) {
			const entries = node.items.map(({key, value}) => {
				const keyPlace = yaml.isNode(key) ? this.place(key) : place;
				if (!yaml.isScalar(key)) throw new ParseError(source, keyPlace, 'a name as the key', 'a list or a map');
				return {key: String(key.value), keyPlace, value: this.plantOrNull(value, keyPlace)};
			});
			return {source, place, kind: 'map', entries};
		}

		if (yaml.isScalar(node)) {
			const commented = node.type === 'PLAIN' && BEHIND.test(source.text.slice(node.range?.[1]));
			return {source, place, kind: 'scalar', value: scalar(node.value), ...(commented ? {commented} : {})};
		}

		return {source, place, kind: 'scalar', value: null};
	}

	/** `key:` with nothing behind it is a null at the key. */
	private plantOrNull(node: unknown, place: Place): Tree {
		return this.yaml.isNode(node) ? this.plant(node) : {source: this.source, place, kind: 'scalar', value: null};
	}

	private place(node: Node): Place {
		return placeOf(this.lines, node.range?.[0] ?? 0);
	}
}

/** A comment on the same line. */
const BEHIND = /^[ \t]+#/;

const scalar = (value: unknown): string | number | boolean | null =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
