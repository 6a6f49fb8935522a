import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

/**
 * The tests that judge src/tcp when it is mutated: those of the engine alone, and of what only a host can ask of it;
 * with the same dice in every run. What they leave standing is explained in test/mutation-survivors.md.
 */
export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	test: {
		include: ['test/tcp/**/*.test.ts', 'test/host/fast-open.test.ts', 'test/host/more-options.test.ts'],
		setupFiles: ['test/support/same-dice.ts'],
		testTimeout: 60_000,
	},
});
