import envPaths from 'env-paths';

/**
 * The folder of session files: `$XDG_STATE_HOME/tcp-lab`, that is `~/.local/state/tcp-lab`, or what takes its place on
 * macOS and Windows. It need not exist.
 */
export function sessionFolder(): string {
	const paths = envPaths('tcp-lab', {suffix: ''});
	// env-paths calls XDG's state folder `log`; elsewhere that would be a folder that cleaners may empty.
	return process.platform === 'darwin' || process.platform === 'win32' ? paths.data : paths.log;
}
