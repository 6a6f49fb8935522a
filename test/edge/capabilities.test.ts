import {describe, expect, it} from 'vitest';
import {type Capabilities, type CapabilityFlags, capabilities} from '../../src/edge/capabilities.js';

describe('what may be expected of a terminal', () => {
	it('is nothing without a terminal on either side, or with a dumb one', () => {
		expect(here({}, {}, {stdoutIsTty: false}).missing).toBe('screen');
		expect(here({}, {}, {stdinIsTty: false}).missing).toBe('keys');
		expect(here({TERM: 'dumb'}).missing).toBe('cursor');
		expect(here({TERM: 'xterm', CI: 'true'}).missing).toBe(null);
	});

	it('is as many colours as TERM and COLORTERM tell', () => {
		expect(here({TERM: 'xterm'}).colours).toBe(1);
		expect(here({TERM: 'linux'}).colours).toBe(1);
		expect(here({TERM: 'screen-256color'}).colours).toBe(2);
		expect(here({TERM: 'xterm', COLORTERM: 'truecolor'}).colours).toBe(3);
		expect(here({TERM: 'xterm-kitty'}).colours).toBe(3);
		expect(here({TERM: 'vt100'}).colours).toBe(0);
	});

	it('is no colour by NO_COLOR or --no-color, unless FORCE_COLOR says otherwise', () => {
		expect(here({TERM: 'xterm', NO_COLOR: '1'}).colours).toBe(0);
		expect(here({TERM: 'xterm', NO_COLOR: ''}).colours).toBe(1);
		expect(here({TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '2'}).colours).toBe(2);
		expect(here({TERM: 'xterm', FORCE_COLOR: '0'}).colours).toBe(0);
		expect(here({TERM: 'xterm', FORCE_COLOR: '3'}, {color: false}).colours).toBe(0);
	});

	it('is Unicode in a UTF-8 locale, but not on the Linux console, nor with --ascii', () => {
		expect(here({LANG: 'zh_CN.UTF-8'}).unicode).toBe(true);
		expect(here({LANG: 'C.utf8'}).unicode).toBe(true);
		expect(here({LANG: 'C'}).unicode).toBe(false);
		expect(here({LC_ALL: 'POSIX', LANG: 'en_US.UTF-8'}).unicode).toBe(false);
		expect(here({}).unicode).toBe(false);
		expect(here({TERM: 'linux', LANG: 'C.UTF-8'}).unicode).toBe(false);
		expect(here({LANG: 'C.UTF-8'}, {ascii: true}).unicode).toBe(false);
	});

	it('waits longer for the tail of ESC over a network', () => {
		expect(here({}).escapeDelay).toBe(20);
		expect(here({SSH_CONNECTION: '1.2.3.4 5 6.7.8.9 22'}).escapeDelay).toBe(80);
	});
});

function here(
	env: Record<string, string>,
	flags: CapabilityFlags = {},
	streams: {stdinIsTty?: boolean; stdoutIsTty?: boolean} = {},
): Capabilities {
	return capabilities(flags, {env, platform: 'linux', stdinIsTty: true, stdoutIsTty: true, ...streams});
}
