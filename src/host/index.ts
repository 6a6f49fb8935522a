/** ONE END SYSTEM. */

export {isUnicast} from './addresses.js';
export {hostArrive} from './arrivals.js';
export {hostCall} from './calls.js';
export {copyHost, crash, createHost, type HostOptions} from './create.js';
export {connectionNumbered, connectionOf, socketNamed} from './find.js';
export * from './host.js';
export {hostIcmp} from './icmp.js';
export {DEFAULT_OPTIONS, withOption} from './options.js';
export {patternOctets} from './pattern.js';
export {mayBind} from './ports.js';
export {configOf, PROFILES} from './profiles.js';
export {setSwitch, setSysctl} from './set.js';
export {SYSCTLS, type SysctlProblem, sysctlProblem} from './sysctl.js';
export {hostDeadline, hostExpire} from './timeouts.js';
