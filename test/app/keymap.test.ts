import {describe, expect, it} from 'vitest';
import {KEYMAP, keyLine, keyTable, modeOf, type Place, placesOf, pressed, type Session} from '../../src/app/index.js';
import {wordsFor} from '../../src/present/index.js';
import {newSession, press} from './support.js';

/** DESIGN's table of keys. */
const DESIGN: Readonly<Partial<Record<Place, readonly string[]>>> = {
	everywhere: ['tab', '1', '2', '3', 'u', 'U', '[', ']', ' ', '.', 'n', 'v', 'm', ':', 'e', '?', 'escape', 'q'],
	wire: ['j', 'k', 'enter', 'd', 'z', 'y', 'J', 'K', 'b', 'i', 'f', 'g', 'a', 'w', 'up', 'down', 'left', 'right'],
	host: ['enter', 'l', 'c', 's', 'r', 'h', 'x', 'A', 'o', 'X'],
};

describe('the keymap', () => {
	it('has every key of the design at its place', () => {
		for (const [place, keys] of Object.entries(DESIGN)) {
			const bound = KEYMAP.filter(({mode}) => mode === place).flatMap(binding => binding.keys);
			expect(keys.filter(key => !bound.includes(key))).toEqual([]);
		}
	});

	it('binds no key twice in one place', () => {
		for (const place of new Set(KEYMAP.map(({mode}) => mode))) {
			const keys = KEYMAP.filter(({mode}) => mode === place).flatMap(binding => binding.keys);
			expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
		}
	});

	it('lets no pane take a key away that counts everywhere', () => {
		const everywhere = KEYMAP.filter(({mode}) => mode === 'everywhere').flatMap(({keys}) => keys);
		const taken = KEYMAP.filter(({mode}) => mode === 'wire' || mode === 'host' || mode === 'history')
			.flatMap(({keys}) => keys)
			.filter(key => everywhere.includes(key));
		expect(taken).toEqual([]);
	});

	it('is told in both languages, each key in a line of its own words', () => {
		for (const lang of ['en', 'zh'] as const) {
			const {keys} = wordsFor(lang);
			for (const {label} of KEYMAP) {
				expect(keys.labels[label]).toBeTruthy();
				expect(keys.help[label]).toBeTruthy();
			}
		}
	});

	it('makes README’s table, every key in it', () => {
		const table = keyTable('en');
		expect(table).toContain('| where | key | what it does |');
		expect(table).toContain('| **wire** | `j` `Down` | choose the next one |');
		for (const place of ['everywhere', 'wire', 'host', 'history'] as const) {
			for (const {label} of KEYMAP.filter(({mode}) => mode === place))
				expect(table).toContain(`| ${wordsFor('en').keys.help[label]} |`);
		}
	});
});

describe('the key line', () => {
	const line = (session: Session): string => {
		const state = session.store.getState();
		return keyLine(state, placesOf(modeOf(state), state), 80, wordsFor('en'))
			.map(({text}) => text)
			.join('');
	};

	it('tells the way to the wire where a segment waits for a hand, until one is there', () => {
		const session = newSession();
		expect(line(session)).toMatch(/^ c connect/);
		press(session, 'c');
		expect(line(session)).toMatch(/^ 2 wire {2}s send/);
		press(session, '2');
		expect(line(session)).toMatch(/^ \S+ deliver {2}d drop/);
		press(session, 'd', '1');
		expect(line(session)).toMatch(/^ s send/);
	});
});

describe('a key that does nothing', () => {
	it('says why', () => {
		const session = newSession();
		const said = (key: string): string => {
			press(session, key);
			return session.store.getState().message?.text ?? '';
		};
		press(session, '2');
		expect(said('d')).toBe('d drop: Nothing is in flight: nothing to drop.');
		expect(said('J')).toBe('J later: Nothing is in flight: nothing to order.');
		expect(said('g')).toMatch(/^g replay: No ghost/);
		expect(said('n')).toBe('n next timer: No timer runs.');
		expect(said('.')).toMatch(/^\. next event: Nothing is going to happen/);
		expect(said(' ')).toMatch(/^Space play: Nothing is going to happen/);
		expect(said('u')).toMatch(/^u undo: /);
		expect(said('U')).toMatch(/^U redo: /);
		press(session, '1');
		expect(said('s')).toMatch(/^s send: The client has no connection/);
		expect(said('x')).toMatch(/^x close: The client has no connection/);
		press(session, '3');
		expect(said('l')).toBe('l listen: Port 80 listens already.');
	});

	it('names the pane that it belongs to', () => {
		const session = newSession();
		press(session, 'd');
		expect(session.store.getState().message?.text).toBe('d drop is a key of the wire: 2 goes there.');
		press(session, '2', 'c');
		expect(session.store.getState().message?.text).toBe('c connect is a key of the host: 1 goes there.');
		press(session, '@');
		expect(session.store.getState().message?.text).toBe('@ does nothing here.');
	});

	it('says so in Chinese to whoever reads Chinese', () => {
		const session = newSession({lang: 'zh'});
		press(session, '2', 'd');
		expect(session.store.getState().message?.text).toBe('d 丢弃：线路上没有报文段，无法丢弃。');
	});

	it('never is one that leads to a command without effect or words', () => {
		const session = newSession();
		for (const {keys, mode} of KEYMAP) {
			if (mode !== 'everywhere') continue;
			for (const key of keys) expect(pressed(session.store.getState(), key)).not.toBeNull();
		}
	});
});
