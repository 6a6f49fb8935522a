/** ONE CONNECTION: RFC 9293 and companions, without I/O. Four entry points: `call`, `arrive`, `expire`, `nextDeadline`. */

export {arrive} from './arrive.js';
export {arriveNobody} from './arrives-closed.js';
export {setClamp as clampWindow} from './buffers/moderated-window.js';
export {isWritable, sendBufferFor} from './buffers/send-memory.js';
export {type Call, call, configure} from './call.js';
export {checkTcb} from './check.js';
export {outputPushed} from './cork.js';
export {type FastOpen, fastOpenCookie, keyedCookie} from './fast-open.js';
export {type IcmpError, icmpArrives} from './icmp.js';
export {COOKIE_LIFE, cookieFor, cookieSegment, cookieTicks, judgeCookie, synOfCookie} from './options/syn-cookies.js';
export {userTimeoutOf} from './options/user-timeout-option.js';
export {setQuickAck} from './quick-ack-option.js';
export {sendRoom} from './send.js';
export {BEHAVIOURS, type Behaviour, type Behaviours, behaviours, NO_BEHAVIOURS} from './state/behaviours.js';
export {
	type Config,
	MILLISECOND,
	NO_SWITCHES,
	RFC9293,
	SECOND,
	SWITCHES,
	type Switch,
	type Switches,
} from './state/config.js';
export {closeTcb} from './state/delete.js';
export {
	briefEffects,
	type CallError,
	type Effect,
	type Effects,
	SIGNALS,
	type Signal,
	type Values,
} from './state/effect.js';
export {InvariantError} from './state/invariant.js';
export {CONSTANT_ISN, initialSequenceNumber, type Secret, timestampOffset} from './state/isn.js';
export {append, copyOctets, noOctets, type Octets, take} from './state/octets.js';
export type {CallResult} from './state/result.js';
export {citation, ORDINALS, RULES, type RuleId} from './state/rules.js';
export {
	type Endpoint,
	end,
	flags,
	length,
	type Micros,
	NO_OPTIONS,
	NO_TEXT,
	type Options,
	type Segment,
	segment,
	type UnknownOption,
} from './state/segment.js';
export {distance, eq, inWindow, later, le, lt, plus, type Seq, seq, unsigned} from './state/seq.js';
export {
	copyTcb,
	createTcb,
	type Held,
	isSynchronized,
	type Sent,
	STATES,
	type State,
	type Tcb,
	TIMERS,
	type TimerName,
} from './state/tcb.js';
export {windowOf} from './state/window-scale.js';
export {reopens} from './time-wait.js';
export {expire, nextDeadline} from './timeouts.js';
