import {describe, expect, it} from 'vitest';
import {jump, worldOf, wrongInSetup} from '../../src/lab/index.js';
import {runScript, scriptHistory} from '../../src/packetdrill/index.js';
import {OPENED, script} from './support.js';

const TEXT = `${OPENED}
+0  write(4, ..., 1000) = 1000
+0  > P. 1:1001(1000) ack 1
+.1 < . 1:1(0) ack 1001 win 257
+0  close(4) = 0
+0  > F. 1001:1001(0) ack 1
`;

describe('a script as a history of the lab', () => {
	const made = scriptHistory(runScript(script(TEXT)));
	const {history, side, lineOf} = made;

	it('stands at its beginning, and every entry knows its line', () => {
		expect(history.cursor).toBe(0);
		expect(lineOf).toHaveLength(history.entries.length);
		expect(lineOf.at(-1)).toBe(15);
		expect(wrongInSetup(JSON.parse(JSON.stringify(history.setup)))).toBeNull();
	});

	it('goes as far as the line that does not hold, and to what came instead', () => {
		const failing = scriptHistory(runScript(script(TEXT.replace('F. 1001:1001(0) ack 1', 'F. 1001:1001(0) ack 2'))));
		expect(failing.lineOf.at(-1)).toBe(15);
		jump(failing.history, failing.history.entries.length);
		const sent = failing.history.entries.flatMap(({facts}) => facts.filter(({kind}) => kind === 'sent'));
		expect(sent).toHaveLength(6);
	});

	it('has the host under test on one side, and the script on the other', () => {
		expect(side).toBe('client');
		expect(history.setup.scripted).toBe('client');
	});

	it('sends at its end what the script saw, and the script’s side answers nothing of its own', () => {
		jump(history, history.entries.length);
		const facts = history.entries.flatMap(entry => entry.facts);
		const sent = facts.flatMap(fact =>
			fact.kind === 'sent' ? [`${fact.flight.from} ${fact.flight.segment.text.length}`] : [],
		);
		expect(sent).toEqual(['client 0', 'server 0', 'client 0', 'server 1000', 'client 0', 'server 0']);
		expect(worldOf(history).hosts.server.connections.map(({tcb}) => tcb.state)).toEqual(['LISTEN', 'FIN-WAIT-1']);
		expect(facts.filter(({kind}) => kind === 'void')).toEqual([]);
		jump(history, 0);
	});
});
