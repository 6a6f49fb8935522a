/** A plain measure of text, for who has none better: a terminal's owner knows more (`Style.measure`). */

/** Cells that a text takes: East Asian wide and full-width characters two, combining marks and controls none, others one. */
export function plainMeasure(text: string): number {
	let cells = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		cells += code < 0x300 ? (code >= 0x20 && code !== 0x7f ? 1 : 0) : wide(code) ? 2 : combining(code) ? 0 : 1;
	}
	return cells;
}

const wide = (code: number): boolean =>
	code >= 0x1100 &&
	(code <= 0x115f ||
		(code >= 0x2e80 && code <= 0x303e) ||
		(code >= 0x3041 && code <= 0xa4cf) ||
		(code >= 0xac00 && code <= 0xd7a3) ||
		(code >= 0xf900 && code <= 0xfaff) ||
		(code >= 0xfe30 && code <= 0xfe6f) ||
		(code >= 0xff00 && code <= 0xff60) ||
		(code >= 0xffe0 && code <= 0xffe6) ||
		(code >= 0x1f300 && code <= 0x1faff) ||
		(code >= 0x20000 && code <= 0x3fffd));

const combining = (code: number): boolean =>
	(code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f);
