/** Turning a running host's knobs. */

import type {Switch} from '../tcp/index.js';
import type {Host} from './host.js';
import {retune} from './profiles.js';
import {type SysctlProblem, sysctlProblem} from './sysctl.js';

/** Sets one value; open connections follow where Linux's do. What cannot be set is left as it is, and says why. */
export function setSysctl(host: Host, name: string, value: number | string): SysctlProblem | null {
	const problem = sysctlProblem(name, value);
	if (problem !== null) return problem;
	host.sysctl = {...host.sysctl, [name]: value};
	retune(host);
	return null;
}

/** Takes a mechanism away from all connections of the host, old and new, or gives it back. */
export function setSwitch(host: Host, name: Switch, on: boolean): void {
	host.switches = {...host.switches, [name]: on};
	retune(host);
}
