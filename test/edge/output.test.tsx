import chalk from 'chalk';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import StockOutput from '../../node_modules/ink/build/output.js';
import {parseLine} from '../../src/edge/cells.js';
import {Output} from '../../src/edge/ink/output.js';

chalk.level = 3;

describe('the canvas that stands in for Ink’s own', () => {
	it('composes the same cells as Ink’s, for any boxes, clips and colours', () => {
		fc.assert(
			fc.property(fc.array(operation, {maxLength: 12}), operations => {
				const ours = new Output({width: 24, height: 6});
				const stock = new StockOutput({width: 24, height: 6});
				for (const run of operations) {
					run(ours);
					run(stock);
				}
				expect(cells(ours.get().output)).toEqual(cells(stock.get().output));
			}),
			{numRuns: 500},
		);
	});

	it('keeps a wide glyph whole or makes it a space where a clip cuts it', () => {
		const output = new Output({width: 6, height: 1});
		output.clip({x1: 1, x2: 4, y1: undefined, y2: undefined});
		output.write(0, 0, '中文字', {transformers: []});
		output.unclip();
		expect(output.get().output).toBe('  文');
	});

	it('does not let a written glyph leave half of another behind', () => {
		const output = new Output({width: 6, height: 1});
		output.write(0, 0, '中文', {transformers: []});
		output.write(1, 0, 'x', {transformers: []});
		expect(output.get().output).toBe(' x文');
	});
});

type Canvas = Pick<InstanceType<typeof StockOutput>, 'write' | 'clip' | 'unclip'>;

const text = fc
	.array(fc.constantFrom('a', 'bc ', ' ', '─', '▶', '\n', chalk.red('red'), chalk.bold.bgBlue('x y')), {
		minLength: 1,
		maxLength: 6,
	})
	.map(parts => parts.join(''));

/** Colours a line as Ink's `Text` does. */
const transformers = fc.constantFrom<((line: string) => string)[]>(
	[],
	[(line: string) => chalk.green(line)],
	[(line: string) => chalk.inverse(line)],
);

const operation: fc.Arbitrary<(canvas: Canvas) => void> = fc.oneof(
	fc.tuple(fc.nat({max: 16}), fc.nat({max: 5}), text, transformers).map(([x, y, written, transform]) => {
		// What reaches over the edge is cut here and kept by Ink; the screen cuts it anyway.
		const fits = written
			.split('\n')
			.map(line => (parseLine(line).glyphs.length + x > 24 ? 'cut' : line))
			.join('\n');
		return (canvas: Canvas) => canvas.write(x, y, fits, {transformers: transform});
	}),
	fc
		.tuple(fc.nat({max: 10}), fc.nat({max: 12}), fc.nat({max: 2}), fc.nat({max: 3}), text)
		.map(([x, width, y, height, written]) => (canvas: Canvas) => {
			canvas.clip({x1: x, x2: x + width, y1: y, y2: y + height});
			canvas.write(x, y, written, {transformers: []});
			canvas.unclip();
		}),
);

function cells(output: string): unknown {
	return output.split('\n').map(line => {
		const row = parseLine(line);
		while (row.glyphs.at(-1) === ' ' && row.styles.at(-1) === '') {
			row.glyphs.pop();
			row.styles.pop();
		}
		return row;
	});
}
