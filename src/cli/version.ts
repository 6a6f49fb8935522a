import {readFileSync} from 'node:fs';

/** The package's: its file lies above `dist`, and above `src/cli`. */
export function versionOf(): string {
	for (const path of ['../package.json', '../../package.json']) {
		try {
			const {name, version} = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
			if (name === 'tcp-lab') return String(version);
		} catch {
			// Not this one.
		}
	}

	return '?';
}
