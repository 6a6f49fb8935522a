/** Sets on the host what a script's command means. */

import {effectsOf} from './language/commands.js';
import {act, type Machine} from './machine/machine.js';

/** Does it, and keeps the name of what it could not do. */
export function runCommand(m: Machine, command: string): void {
	let remembers = false;
	for (const effect of effectsOf(command)) {
		switch (effect.kind) {
			case 'sysctl': {
				const before = m.host.sysctl[effect.name];
				if (remembers && before !== undefined && !m.remembered.has(effect.name)) m.remembered.set(effect.name, before);
				act(m, {do: 'sysctl', name: effect.name, value: effect.value});
				break;
			}
			case 'mtu':
				m.host.mtu = effect.octets - (m.script.settings.ipVersion === 6 ? MORE_IN_IPV6 : 0);
				break;
			case 'forget-peers':
				m.host.fastOpenCookies = [];
				break;
			case 'reboot':
				act(m, {do: 'crash'});
				m.fds.clear();
				m.waiting = null;
				break;
			case 'remember':
				remembers = true;
				break;
			case 'restore':
				for (const [name, value] of m.remembered) act(m, {do: 'sysctl', name, value});
				m.remembered.clear();
				break;
			case 'unknown':
				m.notes.add(effect.what);
		}
	}
}

/** What IPv6's header has more than IPv4's: a host here speaks IPv4, and gives segments the length they would have. */
export const MORE_IN_IPV6 = 20;
