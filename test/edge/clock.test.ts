import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {frameClock} from '../../src/edge/clock.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the frame clock', () => {
	it('brings ten frames a second, and the time that went by', () => {
		const steps: number[] = [];
		const clock = frameClock({now: () => Date.now()});
		clock.start(elapsed => steps.push(elapsed));
		vi.advanceTimersByTime(1000);
		expect(steps).toHaveLength(10);
		expect(steps.reduce((sum, step) => sum + step, 0)).toBe(1000);
		clock.stop();
	});

	it('has no timer before it starts nor after it stops', () => {
		const clock = frameClock();
		expect(vi.getTimerCount()).toBe(0);
		clock.start(() => {});
		expect([vi.getTimerCount(), clock.running]).toEqual([1, true]);
		clock.stop();
		expect([vi.getTimerCount(), clock.running]).toEqual([0, false]);
	});

	it('may be stopped from its own frame', () => {
		let frames = 0;
		const clock = frameClock({now: () => Date.now()});
		clock.start(() => {
			frames++;
			clock.stop();
		});
		vi.advanceTimersByTime(1000);
		expect([frames, vi.getTimerCount()]).toEqual([1, 0]);
	});

	it('waits while the line is busy, and then brings all that went by', () => {
		const steps: number[] = [];
		let busy = false;
		const clock = frameClock({now: () => Date.now(), busy: () => busy});
		clock.start(elapsed => steps.push(elapsed));
		vi.advanceTimersByTime(100);
		busy = true;
		vi.advanceTimersByTime(500);
		busy = false;
		vi.advanceTimersByTime(100);
		expect(steps[0]).toBe(100);
		expect(steps[1]).toBeGreaterThanOrEqual(500);
		expect(steps.reduce((sum, step) => sum + step, 0)).toBeLessThanOrEqual(700);
		clock.stop();
	});

	it('does not leap after the process was stopped', () => {
		let now = 0;
		const steps: number[] = [];
		const clock = frameClock({now: () => now});
		clock.start(elapsed => steps.push(elapsed));
		now = 60_000;
		vi.advanceTimersByTime(100);
		expect(steps).toEqual([1000]);
		clock.stop();
	});
});
