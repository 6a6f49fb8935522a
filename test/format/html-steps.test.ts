import {readFileSync} from 'node:fs';
import {runInNewContext} from 'node:vm';
import {describe, expect, it} from 'vitest';
import {builtIns} from '../../src/cli/scenario-files.js';
import {parseScenario, play} from '../../src/format/index.js';
import {htmlPicture} from '../../src/format/pictures/index.js';

/** As much of an element as the page's script uses. */
class FakeElement {
	textContent = '';
	innerHTML = '';
	disabled = false;
	scrollTop = 0;
	readonly classes = new Set<string>();
	readonly attributes: Record<string, string> = {};
	readonly listeners = new Map<string, () => void>();
	readonly dataset: Readonly<Record<string, string>>;
	readonly classList = {
		toggle: (name: string, on: boolean): void => {
			if (on) this.classes.add(name);
			else this.classes.delete(name);
		},
	};

	constructor(dataset: Readonly<Record<string, string>> = {}) {
		this.dataset = dataset;
	}

	setAttribute(name: string, value: string): void {
		this.attributes[name] = value;
	}

	addEventListener(event: string, listener: () => void): void {
		this.listeners.set(event, listener);
	}

	getBoundingClientRect() {
		return {top: 0, bottom: 0, height: 0};
	}
}

/** The page with its script run, without a browser: what it has by id, its parts, and a keyboard. */
function opened(html: string, hash = '') {
	const [, script = ''] = /<script>(.*?)<\/script>/s.exec(html) ?? [];
	const [, data = ''] = /id="data">(.*?)<\/script>/s.exec(html) ?? [];
	const byId = new Map([...html.matchAll(/ id="(\w+)"/g)].map(([, id]) => [id, new FakeElement()]));
	const at = (id: string): FakeElement => {
		const found = byId.get(id);
		if (found === undefined) throw new Error(`the page has no #${id}`);
		return found;
	};
	at('data').textContent = data;
	const parts = [...html.matchAll(/data-from="(\d+)" data-to="(\d+)"|data-from="(\d+)"/g)].map(
		([, from, to, alone]) => new FakeElement({from: from ?? alone ?? '', to: to ?? ''}),
	);
	const cursors = [...html.matchAll(/graph-cursor/g)].slice(1).map(() => new FakeElement());
	const listeners = new Map<string, (event: Record<string, unknown>) => void>();
	const history = {
		places: [] as string[],
		replaceState: (_: unknown, __: string, place: string) => history.places.push(place),
	};
	runInNewContext(script, {
		document: {
			getElementById: at,
			querySelectorAll: (query: string) => (query === '[data-from]' ? parts : cursors),
			querySelector: () => new FakeElement(),
		},
		addEventListener: (event: string, listener: (event: Record<string, unknown>) => void) =>
			listeners.set(event, listener),
		location: {hash},
		history,
		getSelection: () => '',
	});
	const press = (key: string, held: Record<string, boolean> = {}): boolean => {
		let taken = false;
		listeners.get('keydown')?.({key, ...held, preventDefault: () => (taken = true)});
		return taken;
	};
	return {at, parts, press, history, come: () => parts.filter(part => !part.classes.has('to-come')).length};
}

const pageOf = async (name: string): Promise<string> => {
	const path = builtIns().find(scenario => scenario.name === name)?.path ?? '';
	const {scenario, start, entries} = play(await parseScenario({path, text: readFileSync(path, 'utf8')}));
	return htmlPicture({title: scenario.title.en, start, entries, lang: 'en'}, {theme: 'auto', draw: 'all'});
};

describe('the page of a session', () => {
	it('steps with the arrow keys from the first instant to the last, and back', async () => {
		const page = opened(await pageOf('fin-lost'));
		expect(page.at('step').textContent).toBe('step 1 of 13');
		expect(page.at('back').disabled).toBe(true);
		const come = [page.come()];
		for (let i = 2; i <= 13; i++) {
			expect(page.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowDown')).toBe(true);
			expect(page.at('step').textContent).toBe(`step ${i} of 13`);
			come.push(page.come());
		}
		expect([...come].sort((a, b) => a - b)).toEqual(come);
		expect(come.at(-1)).toBe(page.parts.length);
		expect(page.at('forth').disabled).toBe(true);
		expect(page.at('client').innerHTML).toContain('TIME-WAIT');
		page.press('ArrowRight');
		expect(page.at('step').textContent).toBe('step 13 of 13');
		page.press('ArrowLeft');
		expect(page.at('when').textContent).toBe('2.020 s');
		page.press('Home');
		expect(page.come()).toBe(come[0]);
		expect(page.history.places.at(-1)).toBe('#1');
	});

	it('tells what happened at each instant, and what each end knew', async () => {
		const page = opened(await pageOf('fin-lost'));
		const told: string[] = [];
		for (let i = 0; i < 13; i++) {
			told.push(page.at('facts').innerHTML.replace(/<[^>]*>/g, ''));
			page.press('ArrowRight');
		}
		expect(told.every(text => text !== '')).toBe(true);
		expect(told.join('\n')).toMatch(/c3 FIN 1[\s\S]*c3 [^\n]*dropped[\s\S]*retransmission timer fires[\s\S]*c4 FIN 1/);
	});

	it('opens where its address says, and leaves to the browser what is not its own', async () => {
		const page = opened(await pageOf('fin-lost'), '#5');
		expect(page.at('step').textContent).toBe('step 5 of 13');
		expect(page.press('ArrowRight', {ctrlKey: true})).toBe(false);
		expect(page.press('x')).toBe(false);
		page.at('forth').listeners.get('click')?.();
		expect(page.at('step').textContent).toBe('step 6 of 13');
	});

	it('lets its text be chosen and copied: each segment is text, in the picture too', async () => {
		const page = await pageOf('fin-lost');
		expect(page).not.toContain('user-select');
		const texts = [...page.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text);
		for (const id of [
			'c1 SYN 0',
			's1 SYN,ACK 0',
			'c2 ack 1',
			'c3 FIN 1',
			'c4 FIN 1',
			's2 ack 2',
			's3 FIN 1',
			'c5 ack 2',
		])
			expect(texts.filter(text => text?.startsWith(id))).toHaveLength(1);
	});
});
