import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

/** The tests that judge src/tcp when it is mutated: those of the engine alone, with the same dice in every run. */
export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	test: {
		include: ['test/tcp/**/*.test.ts'],
		setupFiles: ['test/support/same-dice.ts'],
		testTimeout: 60_000,
	},
});
