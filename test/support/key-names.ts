/** What a terminal sends for a key: `'j'`, `'Enter'`, `'Esc'`, `'C-c'` for Ctrl-C; anything else is sent as it is. */
export function sequenceOf(key: string): string {
	const control = /^C-([a-z])$/.exec(key);
	if (control?.[1] !== undefined) return String.fromCharCode(control[1].charCodeAt(0) - 96);
	return named[key] ?? key;
}

const named: Readonly<Record<string, string>> = {
	Enter: '\r',
	Esc: '\u001b',
	Tab: '\t',
	'S-Tab': '\u001b[Z',
	Space: ' ',
	Backspace: '\u007f',
	Delete: '\u001b[3~',
	Up: '\u001b[A',
	Down: '\u001b[B',
	Right: '\u001b[C',
	Left: '\u001b[D',
	Home: '\u001b[H',
	End: '\u001b[F',
	PageUp: '\u001b[5~',
	PageDown: '\u001b[6~',
};
