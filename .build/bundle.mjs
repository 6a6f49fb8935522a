// One ESM file out of an entry and everything that it needs, for Node 20 and newer.
import {fileURLToPath} from 'node:url';
import {inkParts} from './ink-parts.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {{entry: string, outfile: string}} where - paths, from the project's root or absolute
 * @returns what went in
 */
export async function bundle({entry, outfile}) {
	const esbuild = await import('esbuild');
	const {metafile} = await esbuild.build({
		absWorkingDir: root,
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'esm',
		jsx: 'automatic',
		define: {
			'process.env.NODE_ENV': '"production"',
			'process.env.DEV': '"false"',
			'Intl.Segmenter': 'LazySegmenter',
		},
		inject: ['.build/lazy-segmenter.mjs'],
		// Names are kept, so that a stack still tells where.
		minifyWhitespace: true,
		minifySyntax: true,
		// The CommonJS packages among the bundled ones ask for Node's own modules by require.
		banner: {
			js: "import {createRequire as __createRequire} from 'node:module';\nconst require = __createRequire(import.meta.url);",
		},
		legalComments: 'none',
		logLevel: 'warning',
		metafile: true,
		plugins: [inkParts(root)],
	});
	return metafile;
}
