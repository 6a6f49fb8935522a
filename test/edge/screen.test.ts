import {describe, expect, it} from 'vitest';
import {Screen} from '../../src/edge/screen.js';

describe('the screen on a slow line', () => {
	it('writes one frame at a time, and of those that wait only the newest', async () => {
		const {screen, written, finish} = slow();
		screen.write('one');
		await turn();
		screen.write('two');
		await turn();
		screen.write('three');
		await turn();
		expect(written).toHaveLength(1);
		finish();
		await turn();
		expect(written).toHaveLength(2);
		expect(written[1]).toContain('three'.slice(1));
	});

	it('asks behind many octets whether they were shown, and waits for the answer once one came', async () => {
		const {screen, written, finish} = slow({columns: 200, rows: 50});
		const paint = async (glyph: string): Promise<void> => {
			screen.write(Array.from({length: 50}, () => glyph.repeat(150)).join('\n'));
			await turn();
			finish();
			await turn();
		};
		await paint('a');
		expect(written[0]?.endsWith('\u001b[5n')).toBe(true);
		await paint('b');
		expect(written).toHaveLength(2);
		screen.answered();
		await paint('c');
		expect(written).toHaveLength(3);
		expect(screen.busy).toBe(true);
		await paint('d');
		await paint('e');
		expect(written).toHaveLength(3);
		screen.answered();
		await turn();
		expect(written).toHaveLength(4);
		expect(written[3]).toContain('eee');
	});

	it('does not wait for a terminal that never answers', async () => {
		const {screen, written, finish} = slow();
		for (let frame = 0; frame < 50; frame++) {
			screen.write(String(frame).repeat(60));
			await turn();
			finish();
		}
		expect(written).toHaveLength(50);
	});

	it('gives up on an answer that is lost', async () => {
		let now = 0;
		const {screen, finish} = slow({columns: 200, rows: 50, now: () => now});
		const paint = async (glyph: string): Promise<void> => {
			screen.write(Array.from({length: 50}, () => glyph.repeat(150)).join('\n'));
			await turn();
			finish();
		};
		await paint('a');
		screen.answered();
		await paint('b');
		expect(screen.busy).toBe(true);
		now = 11_000;
		expect(screen.busy).toBe(false);
	});

	it('lets no terminal modes through but its owner’s', async () => {
		const {screen, written} = slow();
		screen.write('\u001b[?25l');
		screen.write('\u001b[?2004h');
		screen.write('');
		await turn();
		expect(written).toEqual([]);
	});

	it('writes nothing while it is held, and everything again afterwards', async () => {
		const {screen, written, finish} = slow();
		screen.write('one');
		await turn();
		finish();
		screen.hold();
		screen.write('two');
		await turn();
		expect(written).toHaveLength(1);
		screen.repaint();
		await turn();
		expect(written[1]).toBe('\u001b[m\u001b[H\u001b[J\u001b[Htwo');
	});
});

function slow(options: {columns?: number; rows?: number; now?: () => number} = {}): {
	screen: Screen;
	written: string[];
	finish(): void;
} {
	const written: string[] = [];
	let waiting: (() => void)[] = [];
	const out = {
		write(text: string, done: () => void): boolean {
			written.push(text);
			waiting.push(done);
			return true;
		},
	};
	const screen = new Screen({out, colours: 3, columns: 80, rows: 24, ...options});
	return {
		screen,
		written,
		finish() {
			for (const done of waiting.splice(0)) done();
			waiting = [];
		},
	};
}

async function turn(): Promise<void> {
	await new Promise(resolve => setImmediate(resolve));
	await new Promise(resolve => setImmediate(resolve));
}
