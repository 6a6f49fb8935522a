/** What a world is made from: a scenario without its title and expectations. JSON. */

import type {HostName, ProfileName, SocketCall} from '../host/index.js';
import type {Micros, Secret, Switch} from '../tcp/index.js';
import type {Faults, Path, WireRule} from '../wire/index.js';
import type {Input} from './input.js';

/** One host; what is absent is as the profile has it. */
export type HostSetup = {
	/** Dotted decimal; absent: 10.0.0.1 for the client, 10.0.0.2 for the server. */
	readonly address?: string;
	/** Overrides `Setup.profile` for this host. */
	readonly profile?: ProfileName;
	/** Linux's names without `net.ipv4.`; values as `sysctlProblem` lets pass. */
	readonly sysctl?: Readonly<Record<string, number | string>>;
	/** Switches that are on from the start. */
	readonly switches?: readonly Switch[];
	/** The ISN of the host's first connection, as the header shows it; absent: by RFC 6528. For lessons and tests at 2^32. */
	readonly isn?: number;
	/** What ISNs, timestamps and cookies are made from: four numbers of 32 bits; absent: they come from the seed. */
	readonly secret?: Secret;
};

/** The wire as it is at the start. */
export type WireSetup = {
	/** Absent: hold. */
	readonly mode?: Path['mode'];
	/** One way, microseconds; absent: 20 ms. A `faults.delay` wins. */
	readonly latency?: Micros;
	/** Octets, 68 … 65535; absent: 1500. */
	readonly mtu?: number;
	/** Both directions, or each its own. */
	readonly faults?: Partial<Faults> | Readonly<Record<HostName, Partial<Faults>>>;
	readonly rules?: readonly WireRule[];
};

/** Same setup and same inputs: same trace, octet for octet. */
export type Setup = {
	readonly profile: ProfileName;
	/** What chance starts from: any integer, taken modulo 2^32. */
	readonly seed: number;
	/** On at both hosts. */
	readonly switches: readonly Switch[];
	readonly hosts: Readonly<Record<HostName, HostSetup>>;
	readonly wire: WireSetup;
	/** Calls already made when the world begins, such as the lab's own listen. They leave no facts. */
	readonly ready?: readonly {readonly host: HostName; readonly call: SocketCall}[];
	/** Made when time reaches them: those at 0 with the first wait. */
	readonly calls: readonly {readonly at: Micros; readonly host: HostName; readonly call: SocketCall}[];
	/** Inputs that a scenario makes at an instant, whatever else runs: an old segment replayed, a host that crashes. Never a `wait`. */
	/** A host that takes what comes and says nothing: a script speaks for it. */
	readonly scripted?: HostName;
	readonly acts?: readonly {readonly at: Micros; readonly input: Input}[];
};
