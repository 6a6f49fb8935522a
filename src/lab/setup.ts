/** What a world is made from: a scenario without its title and expectations. JSON. */

import type {HostName, ProfileName, SocketCall} from '../host/index.js';
import type {Micros, Switch} from '../tcp/index.js';
import type {Faults, Path, WireRule} from '../wire/index.js';
import type {Input} from './input.js';

export type HostSetup = {
	readonly address?: string;
	/** Overrides `Setup.profile` for this host. */
	readonly profile?: ProfileName;
	readonly sysctl?: Readonly<Record<string, number | string>>;
	/** Switches that are on from the start. */
	readonly switches?: readonly Switch[];
	/** The ISN of the host's first connection, as the header shows it; absent: by RFC 6528. For lessons and tests at 2^32. */
	readonly isn?: number;
};

export type WireSetup = {
	readonly mode?: Path['mode'];
	/** One way; default 20 ms. */
	readonly latency?: Micros;
	readonly mtu?: number;
	/** Both directions, or each its own. */
	readonly faults?: Partial<Faults> | Readonly<Record<HostName, Partial<Faults>>>;
	readonly rules?: readonly WireRule[];
};

export type Setup = {
	readonly profile: ProfileName;
	readonly seed: number;
	readonly switches: readonly Switch[];
	readonly hosts: Readonly<Record<HostName, HostSetup>>;
	readonly wire: WireSetup;
	/** Calls already made when the world begins, such as the lab's own listen. They leave no facts. */
	readonly ready?: readonly {readonly host: HostName; readonly call: SocketCall}[];
	/** Made when time reaches them: those at 0 with the first wait. */
	readonly calls: readonly {readonly at: Micros; readonly host: HostName; readonly call: SocketCall}[];
	/** Inputs that a scenario makes at an instant, whatever else runs: an old segment replayed, a host that crashes. Never a `wait`. */
	readonly acts?: readonly {readonly at: Micros; readonly input: Input}[];
};
