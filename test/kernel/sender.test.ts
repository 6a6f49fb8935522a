import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import type {RuleId} from '../../src/tcp/index.js';
import {replay, told} from './sender.js';

const folder = new URL('./senders/', import.meta.url);

/** What must have shown in each, so that it says what its name says. */
const SHOWS: Readonly<Record<string, readonly RuleId[]>> = {
	'cubic-early-loss': ['slow-start', 'rack-recovery', 'cubic-grows'],
	'cubic-long-round-trip': ['rack-recovery', 'cubic-grows'],
	'cubic-loss-in-slow-start': ['slow-start', 'rack-recovery'],
	'cubic-pause': ['restart-window', 'rack-recovery', 'cubic-grows'],
	'cubic-trickle': ['restart-window'],
	'cubic-window-lost': ['tail-loss-probe', 'rack-recovery'],
	'ecn-mark-and-loss': ['cwr-enters', 'rack-recovery'],
	'ecn-marks-in-a-window': ['cwr-enters', 'ecn-cwr-sent'],
	'hystart-delay': ['hystart-delay', 'cubic-grows'],
	'hystart-train': ['hystart-train', 'cubic-grows'],
	'reno-loss-in-slow-start': ['rack-recovery', 'congestion-avoidance'],
	'reno-requests': ['slow-start'],
};

describe('a Linux sender alone, and ours in its place', () => {
	const names = readdirSync(folder).map(file => file.replace(/\.jsonl$/, ''));

	it.each(names)('%s: the same text in the same order', name => {
		const {kernel, ours, rules} = replay(fileURLToPath(new URL(`${name}.jsonl`, folder)));
		expect(ours.map(told)).toEqual(kernel.map(told));
		expect(kernel.length).toBeGreaterThan(50);
		// A segment may wait for the next ACK to go in a larger burst, which a real machine's moment decides.
		const late = ours.filter((text, i) => Math.abs(text.at - (kernel[i]?.at ?? 0)) > 15_000);
		expect(late.length / ours.length).toBeLessThan(0.1);
		expect(SHOWS[name]?.filter(rule => !rules.has(rule))).toEqual([]);
	});

	it('are named by what they show', () => {
		expect(names.sort()).toEqual(Object.keys(SHOWS).sort());
	});
});
