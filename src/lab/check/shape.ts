/** Shapes of JSON from outside, and the name of the first field that does not fit. */

/** Null: it fits. Otherwise the field's name as a path; empty for the value itself. */
export type Shape = (value: unknown) => string | null;

const when =
	(fits: (value: unknown) => boolean): Shape =>
	value =>
		fits(value) ? null : '';

/** Any string. */
export const text: Shape = when(v => typeof v === 'string');
/** True or false. */
export const flag: Shape = when(v => typeof v === 'boolean');
/** Any number that JSON can hold. */
export const finite: Shape = when(v => typeof v === 'number' && Number.isFinite(v));

/** An integer in `least` … `most`. */
export const integer = (least: number, most: number = Number.MAX_SAFE_INTEGER): Shape =>
	when(v => Number.isSafeInteger(v) && (v as number) >= least && (v as number) <= most);

/** A number in `least` … `most`. */
export const within = (least: number, most: number): Shape =>
	when(v => typeof v === 'number' && v >= least && v <= most);

/** A number in 0 … 1. */
export const share: Shape = within(0, 1);

/** One of these, and nothing that only looks like it. */
export const oneOf = (...values: readonly unknown[]): Shape => when(v => values.includes(v));

/** Null, or of that shape. */
export const nullOr =
	(shape: Shape): Shape =>
	value =>
		value === null ? null : shape(value);

/** Of any of these shapes. Where it is of none, the first that looked inside says what is wrong. */
export const eitherOf =
	(...shapes: readonly Shape[]): Shape =>
	value => {
		const wrong = shapes.map(shape => shape(value));
		return wrong.includes(null) ? null : (wrong.find(field => field !== '') ?? '');
	};

/** Any number of them; a path's part is the index. */
export const listOf =
	(shape: Shape): Shape =>
	value =>
		Array.isArray(value) ? firstWrong(value.map((v, i) => [String(i), shape(v)])) : '';

/** Any keys, one shape. */
export const recordOf =
	(shape: Shape): Shape =>
	value =>
		isRecord(value) ? firstWrong(Object.entries(value).map(([key, v]) => [key, shape(v)])) : '';

/** These keys and no others; those of `optional` may be absent. */
export const record =
	(needed: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
	value => {
		if (!isRecord(value)) return '';
		for (const key of Object.keys(value)) {
			if (!Object.hasOwn(needed, key) && !Object.hasOwn(optional, key)) return key;
		}

		return (
			firstWrong(Object.entries(needed).map(([key, shape]) => [key, shape(value[key])])) ??
			firstWrong(
				Object.entries(optional).map(([key, shape]) => [key, value[key] === undefined ? null : shape(value[key])]),
			)
		);
	};

/** A record whose field `tag` tells which of the shapes it has. */
export const tagged =
	(tag: string, shapes: Readonly<Record<string, Shape>>): Shape =>
	value => {
		const name = isRecord(value) ? value[tag] : undefined;
		const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
		return shape === undefined ? tag : shape(value);
	};

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function firstWrong(fields: readonly (readonly [string, string | null])[]): string | null {
	for (const [key, wrong] of fields) {
		if (wrong !== null) return wrong === '' ? key : `${key}.${wrong}`;
	}

	return null;
}
