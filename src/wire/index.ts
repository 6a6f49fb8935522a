/** BETWEEN THE HOSTS. Segments in flight, acts on them, faults from a seed, real octets. */

export {delay, drop, duplicate, edit, flip, forge, mark, move, replay} from './acts.js';
export {below, type Chance, copyChance, createChance, uniform} from './chance.js';
export {type ChangedHow, type DroppedBy, isRefusal, type Refusal, type WireEvent, type WireReason} from './event.js';
export {applyFields, type ControlBits, MAX_TEXT, parseFlags, type SegmentFields} from './fields.js';
export {type Cause, type Flight, type FlightId, type Ghost, other, type Sender, type Side} from './flight.js';
export {badFault, quantile} from './netem.js';
export {
	type Decoded,
	type DecodeError,
	decode,
	encode,
	isAddress,
	octetLength,
	textOffset,
} from './octets.js';
export {readOptions, sizeOfOptions, writeOptions} from './options.js';
export {addRule, badRule, isnsOf} from './rule.js';
export {deliver, nextArrival, send, setPath} from './traffic.js';
export {
	copyWire,
	createWire,
	type Faults,
	isnKey,
	type Loss,
	MAX_GHOSTS,
	NO_FAULTS,
	type Path,
	type Wire,
	type WireOptions,
	type WireRule,
} from './wire.js';
