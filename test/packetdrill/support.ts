import {type RunOptions, readScript, runScript, type ScriptRun} from '../../src/packetdrill/index.js';

/** A script without its file. */
export const script = (text: string, defines: Readonly<Record<string, string>> = {}) =>
	readScript({path: 'test.pkt', text}, new Map(Object.entries(defines)));

export const run = (text: string, options?: RunOptions): ScriptRun => runScript(script(text), options);

/** What kept it from passing: field, expected, got; null: it passed. */
export function trouble(text: string, options?: RunOptions): string | null {
	const {failure, stopped} = run(text, options);
	if (stopped) return 'stopped';
	return failure === null
		? null
		: `${failure.place.line}: ${failure.field}: expected ${failure.expected}, got ${failure.got}`;
}

/** A server's connection, opened: fd 4. */
export const OPENED = `
0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0  setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
+0  bind(3, ..., ...) = 0
+0  listen(3, 1) = 0
+0  < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>
+0  > S. 0:0(0) ack 1 <mss 1460,nop,nop,sackOK,nop,wscale 7>
+.1 < . 1:1(0) ack 1 win 257
+0  accept(3, ..., ...) = 4
`;
