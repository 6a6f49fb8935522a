import type {Machine} from './machine.js';
import type {Mode} from './mode.js';

/** One more mode on top. */
export const push = (machine: Machine, mode: Mode): void => machine.set({modes: [...machine.state().modes, mode]});

/** Another mode in the place of the top one. */
export const setTop = (machine: Machine, mode: Mode): void =>
	machine.set({modes: [...machine.state().modes.slice(0, -1), mode]});

/** Takes the top one away; the last one stays. */
export function pop(machine: Machine): void {
	const {modes} = machine.state();
	if (modes.length > 1) machine.set({modes: modes.slice(0, -1)});
}
