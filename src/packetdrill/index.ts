/** PACKETDRILL: its scripts, run against one host of ours. */

export type {Defines} from './language/cursor.js';
export {readScript} from './language/read-script.js';
export type {Script} from './language/script.js';
export {type ScriptWords, scriptWords} from './language/words.js';
export {failedLines, failureSays, hasPassed, logText, notesText, passedLine} from './report.js';
export {MOST_EVENTS, type RunOptions, runScript, type ScriptRun} from './run-script.js';
export {type ScriptHistory, scriptHistory} from './script-history.js';
export {type Exported, exportScript} from './written/export-script.js';
