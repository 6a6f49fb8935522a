import {describe, expect, it} from 'vitest';
import {networkLayer} from '../../src/format/capture-link.js';
import {segmentOf} from '../../src/format/capture-segment.js';
import {type Run, readCapture} from '../../src/format/index.js';
import {
	crash,
	HOST_NAMES,
	type HostEffect,
	type HostName,
	hostArrive,
	hostCall,
	hostDeadline,
	hostExpire,
	type SocketCall,
	setSwitch,
	setSysctl,
} from '../../src/host/index.js';
import {createWorld, type Input} from '../../src/lab/index.js';
import type {Segment} from '../../src/tcp/index.js';
import {encode} from '../../src/wire/index.js';
import {allRuns} from './runs.js';
import {fileOf} from './support.js';

/** What a router tells a host is no segment, and stands in no capture of ours. */
const runs = (await allRuns()).filter(({run}) => !run.facts.some(({kind}) => kind === 'icmp'));

describe('property 46: a host alone, given what its capture says came in, and the same calls at the same times', () => {
	it.each(HOST_NAMES)('sends what the capture says went out, octet for octet: %s', host => {
		for (const {name, run} of runs) {
			const {packets} = readCapture(fileOf(run, host));
			const recorded = packets
				.filter(({direction}) => direction === 'out')
				.map(({at, octets}) => `${at / 1000n} ${Buffer.from(octets).toString('hex')}`);
			const arrivals = packets.flatMap(({at, direction, octets}): Step[] => {
				const read = direction === 'in' && networkLayer(228, octets) !== null ? segmentOf(octets) : null;
				return read?.checksumHolds ? [{at: Number(at / 1000n), kind: 'arrival', segment: read.segment}] : [];
			});
			expect(replayed(run, host, arrivals), name).toEqual(recorded);
		}
	});
});

type Step =
	| {readonly at: number; readonly kind: 'arrival'; readonly segment: Segment}
	| {readonly at: number; readonly kind: 'call'; readonly call: SocketCall}
	| {readonly at: number; readonly kind: 'act'; readonly input: Input};

/** What the host sends, with its times. At one instant: arrivals, timers, calls, acts, as the lab has it. */
function replayed({setup, facts, end}: Run, name: HostName, arrivals: readonly Step[]): string[] {
	const host = createWorld(setup).hosts[name];
	const sent: string[] = [];
	const did = (act: (out: HostEffect[]) => void, at: number): void => {
		const effects: HostEffect[] = [];
		act(effects);
		for (const effect of effects) {
			if (effect.kind !== 'tcp' || effect.effect.kind !== 'send') continue;
			sent.push(`${at} ${Buffer.from(encode(effect.effect.segment)).toString('hex')}`);
		}
	};
	const calls = facts.flatMap((fact): Step[] =>
		fact.kind === 'called' && fact.host === name ? [{at: fact.at, kind: 'call', call: fact.call}] : [],
	);
	const acts = (setup.acts ?? []).map(({at, input}): Step => ({at, kind: 'act', input}));
	const queues = [[...arrivals], calls, acts];
	for (;;) {
		const next = queues.map(queue => queue[0]?.at ?? Number.POSITIVE_INFINITY);
		const at = Math.min(...next);
		const deadline = hostDeadline(host) ?? Number.POSITIVE_INFINITY;
		if (Math.min(at, deadline) > end.now) return sent;
		// The timer is second: behind the arrivals of its instant, before the calls.
		if (deadline < at || (deadline === at && next[0] !== at)) {
			did(out => hostExpire(host, deadline, out), deadline);
			continue;
		}

		const step = queues[next.indexOf(at)]?.shift();
		if (step?.kind === 'arrival') did(out => hostArrive(host, step.segment, at, out), at);
		else if (step?.kind === 'call') did(out => hostCall(host, step.call, at, out), at);
		else if (step?.kind === 'act') did(out => acted(step.input, out), at);
	}

	function acted(input: Input, out: HostEffect[]): void {
		const at = input.do;
		if (at === 'crash' && input.host === name) crash(host, nowOf(setup, input));
		else if (at === 'sysctl' && input.host === name) setSysctl(host, input.name, input.value, nowOf(setup, input), out);
		else if (at === 'switch' && (input.host === name || input.host === 'both')) {
			setSwitch(host, input.name, input.on, nowOf(setup, input), out);
		}
	}
}

const nowOf = ({acts = []}: Run['setup'], input: Input): number => acts.find(act => act.input === input)?.at ?? 0;
