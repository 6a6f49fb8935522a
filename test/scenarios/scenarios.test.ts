import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {type Claim, type Expectation, judge, parseScenario, play, verdictText} from '../../src/format/index.js';
import {PROFILE_NAMES} from '../../src/host/index.js';

const folder = new URL('../../src/scenarios/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

const both = files.flatMap(file => PROFILE_NAMES.map(profile => [file, profile] as const));

describe.each(both)('%s in %s', (file, profile) => {
	const run = parseScenario({path: file, text: text(file)}).then(scenario => play(scenario, {profile}));
	/** Those that are made of this profile. */
	const expected = async (): Promise<Expectation[]> =>
		(await run).scenario.expect.filter(each => each.profile === null || each.profile === profile);

	it('ends as it says', async () => {
		const played = await run;
		const failed = judge(played).filter(verdict => !verdict.held);
		expect(failed.map(verdict => verdictText(played, verdict))).toEqual([]);
		expect((await expected()).length).toBeGreaterThanOrEqual(5);
	});

	it('fails, and says where and why, when any one of its expectations is wrong', async () => {
		const played = await run;
		for (const expectation of await expected()) {
			for (const {claim, said} of wrong(expectation.claim)) {
				const scenario = {...played.scenario, expect: [{...expectation, claim} satisfies Expectation]};
				const [verdict] = judge({...played, scenario});
				expect(verdict, said).toMatchObject({held: false});
				const {line, column} = expectation.place;
				const words = verdict === undefined ? '' : verdictText({...played, scenario}, verdict);
				expect(words.startsWith(`${file}:${line}:${column}: expected `)).toBe(true);
				expect(words).toContain(said);
				expect(words).toMatch(/\n {5,}\^\n(decided at .* RFC \d+ §|$)/);
			}
		}
	});

	it('tells why it is there, states its knobs and has a name in both languages', async () => {
		const {title, why, until, setup} = (await run).scenario;
		expect(why.split('\n')).toHaveLength(2);
		expect(why).toMatch(/§|Figure/);
		expect(title.en).not.toBe(title.zh);
		expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
		expect(until).not.toBeNull();
		expect(setup.wire.latency).toBe(20_000);
		for (const knob of ['profile:', 'seed:', 'until:', 'mtu:']) expect(text(file)).toContain(knob);
	});
});

type Wrong = {readonly claim: Claim; readonly said: string};

/** The claim with its state, time, flags, count or result made wrong, one at a time, and what must be said of it. */
function wrong(claim: Claim): Wrong[] {
	switch (claim.kind) {
		case 'state': {
			const state = claim.state === 'SYN-SENT' ? 'LAST-ACK' : 'SYN-SENT';
			return [{claim: {...claim, state}, said: `${state} at `}];
		}
		case 'passes':
			return [{claim: {...claim, passes: [...claim.passes, 'LISTEN']}, said: ', LISTEN, got '}];
		case 'value':
			return [{claim: {...claim, min: 7e6, max: 7e6}, said: `${claim.value} 7000000`}];
		case 'read':
			return [{claim: {...claim, read: 77}, said: 'has read 77 octets'}];
		case 'segment': {
			const flags = {...claim, segment: {...claim.segment, flags: 'SFU'}, times: 1};
			return [{claim: flags, said: 'flags SFU'}, ...wrongTimes(claim)];
		}
		default:
			return wrongTimes(claim);
	}
}

function wrongTimes(claim: Extract<Claim, {times: number | null}>): Wrong[] {
	const counted = {claim: {...claim, times: 77}, said: '77 times'};
	if (claim.at === null || claim.times === 0) return [counted];
	const at = claim.at + 5_000;
	return [counted, {claim: {...claim, at, times: claim.times ?? 1}, said: `at ${(at / 1e6).toFixed(3)} s`}];
}
