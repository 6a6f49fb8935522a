import xterm from '@xterm/headless';

/** What a person would see: a terminal emulator's cells, whoever writes to it. */
export type Display = {
	readonly columns: number;
	readonly rows: number;
	/** The screen's lines, trailing blanks cut. */
	lines(): string[];
	text(): string;
	/** Glyph and looks of a cell, counted from 0: `'▸ bold fg:1'`. A glyph's second column is `''`. */
	cell(x: number, y: number): string;
	/** Every cell as `cell` tells it, line by line; for comparing two displays. */
	cells(): string[][];
	/** First row and column where a text stands, counted from 0; null when it is not on the screen. */
	find(text: string): {x: number; y: number} | null;
	cursor(): {x: number; y: number};
	/** Whether the alternate screen is shown. */
	alternate(): boolean;
	write(text: string | Uint8Array): Promise<void>;
	resize(columns: number, rows: number): void;
	/** What the terminal answers by itself. */
	onAnswer(listener: (text: string) => void): void;
	/** Polls the screen until it holds a text or matches a pattern. */
	until(wanted: string | RegExp, within?: number): Promise<void>;
	/** Polls until a condition holds; `what` names it when it does not. */
	untilTrue(condition: () => boolean, what: string, within?: number): Promise<void>;
	dispose(): void;
};

export function openDisplay(columns: number, rows: number): Display {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 100});
	const buffer = (): xterm.IBuffer => terminal.buffer.active;

	const lines = (): string[] => {
		const {baseY} = buffer();
		return Array.from(
			{length: terminal.rows},
			(_, y) =>
				buffer()
					.getLine(baseY + y)
					?.translateToString()
					.trimEnd() ?? '',
		);
	};
	const text = (): string => lines().join('\n');
	const cell = (x: number, y: number): string => {
		const found = buffer()
			.getLine(buffer().baseY + y)
			?.getCell(x);
		return found === undefined ? '' : cellText(found);
	};
	const until = async (condition: () => boolean, what: () => string, within: number): Promise<void> => {
		const deadline = performance.now() + within;
		while (!condition()) {
			if (performance.now() > deadline) throw new Error(`${what()}\n${framed(lines(), terminal.cols)}`);
			await new Promise(resolve => setTimeout(resolve, 2));
		}
	};

	return {
		get columns() {
			return terminal.cols;
		},
		get rows() {
			return terminal.rows;
		},
		lines,
		text,
		cell,
		cells: () =>
			Array.from({length: terminal.rows}, (_, y) => Array.from({length: terminal.cols}, (__, x) => cell(x, y))),
		find(wanted) {
			for (const [y, line] of lines().entries()) {
				const at = line.indexOf(wanted);
				if (at >= 0) return {x: columnOf(buffer().getLine(buffer().baseY + y), at), y};
			}
			return null;
		},
		cursor: () => ({x: buffer().cursorX, y: buffer().cursorY}),
		alternate: () => buffer().type === 'alternate',
		write: data => new Promise(resolve => terminal.write(data, resolve)),
		resize: (newColumns, newRows) => terminal.resize(newColumns, newRows),
		onAnswer: listener => {
			terminal.onData(listener);
		},
		until: (wanted, within = 5000) =>
			until(
				() => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())),
				() => `never on the screen: ${String(wanted)}`,
				within,
			),
		untilTrue: (condition, what, within = 5000) => until(condition, () => `never true: ${what}`, within),
		dispose: () => terminal.dispose(),
	};
}

function cellText(cell: xterm.IBufferCell): string {
	if (cell.getWidth() === 0) return '';
	const inverse = cell.isInverse() !== 0;
	const looks = [
		cell.isBold() && 'bold',
		cell.isDim() && 'dim',
		cell.isItalic() && 'italic',
		cell.isUnderline() && 'underline',
		inverse && 'inverse',
		cell.isStrikethrough() && 'strikethrough',
		!cell.isFgDefault() && `fg:${cell.getFgColorMode()}/${cell.getFgColor()}`,
		!cell.isBgDefault() && `bg:${cell.getBgColorMode()}/${cell.getBgColor()}`,
	].filter(look => look !== false && look !== 0);
	const glyph = cell.getChars() || ' ';
	// On a space, only what shows on a space counts.
	const shown =
		glyph === ' '
			? looks.filter(
					look => /^(bg|underline|inverse|strikethrough)/.test(String(look)) || (inverse && /^fg/.test(String(look))),
				)
			: looks;
	return [glyph, ...shown].join(' ');
}

function columnOf(line: xterm.IBufferLine | undefined, index: number): number {
	let characters = 0;
	for (let x = 0; line !== undefined && x < line.length; x++) {
		if (characters >= index) return x;
		characters += (line.getCell(x)?.getChars() || (line.getCell(x)?.getWidth() === 0 ? '' : ' ')).length;
	}
	return index;
}

function framed(lines: readonly string[], columns: number): string {
	return [`┌${'─'.repeat(columns)}┐`, ...lines.map(line => `│${line}`), `└${'─'.repeat(columns)}┘`].join('\n');
}
