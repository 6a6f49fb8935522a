/** Is this JSON a setup? */

import {isUnicast, PROFILE_NAMES, sysctlProblem} from '../../host/index.js';
import {badFault, badRule, type Faults, isAddress, type WireRule} from '../../wire/index.js';
import {CALL, FAULTS, HOST, MICROS, MODE, RULE, SWITCH, SYSCTL_VALUE, wrongInInput} from './check-input.js';
import {eitherOf, integer, listOf, oneOf, record, recordOf, type Shape} from './shape.js';

/** The name of the field that keeps `json` from being a `Setup`, such as `hosts.client.isn`; null when it is one. */
export const wrongInSetup: Shape = json => setup(json);

const PROFILE = oneOf(...PROFILE_NAMES);

const SYSCTL: Shape = json => {
	const wrong = recordOf(SYSCTL_VALUE)(json);
	if (wrong !== null) return wrong;
	const values = Object.entries(json as Record<string, number | string>);
	return values.find(([name, value]) => sysctlProblem(name, value) !== null)?.[0] ?? null;
};

const ADDRESS: Shape = json => (typeof json === 'string' && isAddress(json) && isUnicast(json) ? null : '');

const HOST_SETUP = record(
	{},
	{
		address: ADDRESS,
		profile: PROFILE,
		sysctl: SYSCTL,
		switches: listOf(SWITCH),
		isn: integer(0, 2 ** 32 - 1),
		secret: listOf(integer(0, 2 ** 32 - 1)),
	},
);

const WIRE_FAULTS: Shape = json => FAULTS(json) ?? badFault(json as Partial<Faults>);

const WIRE_RULE: Shape = json => RULE(json) ?? badRule(json as WireRule);

const WIRE_SETUP = record(
	{},
	{
		mode: MODE,
		latency: MICROS,
		mtu: integer(68, 65_535),
		faults: eitherOf(WIRE_FAULTS, record({client: WIRE_FAULTS, server: WIRE_FAULTS})),
		rules: listOf(WIRE_RULE),
	},
);

/** A wait within the clock's own run would have no end. */
const ACT: Shape = json => wrongInInput(json) ?? ((json as {do: string}).do === 'wait' ? 'do' : null);

const setup = record(
	{
		profile: PROFILE,
		seed: integer(-(2 ** 31), 2 ** 32 - 1),
		switches: listOf(SWITCH),
		hosts: record({client: HOST_SETUP, server: HOST_SETUP}),
		wire: WIRE_SETUP,
		calls: listOf(record({at: MICROS, host: HOST, call: CALL})),
	},
	{
		ready: listOf(record({host: HOST, call: CALL})),
		acts: listOf(record({at: MICROS, input: ACT})),
		scripted: HOST,
	},
);
