/** ONE CONNECTION: RFC 9293 and companions, without I/O. Four entry points: `call`, `arrive`, `expire`, `nextDeadline`. */

export {arrive} from './arrive.js';
export {arriveNobody} from './arrives-closed.js';
export {BEHAVIOURS, type Behaviour, type Behaviours, behaviours, NO_BEHAVIOURS} from './behaviours.js';
export {type Call, call, configure} from './call.js';
export {checkTcb} from './check.js';
export {
	type Config,
	MILLISECOND,
	NO_SWITCHES,
	RFC9293,
	SECOND,
	SWITCHES,
	type Switch,
	type Switches,
} from './config.js';
export {outputPushed} from './cork.js';
export {closeTcb} from './delete.js';
export {briefEffects, type CallError, type Effect, type Effects, SIGNALS, type Signal, type Values} from './effect.js';
export {type FastOpen, fastOpenCookie, keyedCookie} from './fast-open.js';
export {type IcmpError, icmpArrives} from './icmp.js';
export {InvariantError} from './invariant.js';
export {CONSTANT_ISN, initialSequenceNumber, type Secret, timestampOffset} from './isn.js';
export {setClamp as clampWindow} from './moderated-window.js';
export {append, copyOctets, noOctets, type Octets, take} from './octets.js';
export {setQuickAck} from './quick-ack-option.js';
export type {CallResult} from './result.js';
export {citation, ORDINALS, RULES, type RuleId} from './rules.js';
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
} from './segment.js';
export {sendRoom} from './send.js';
export {isWritable, sendBufferFor} from './send-memory.js';
export {distance, eq, inWindow, later, le, lt, plus, type Seq, seq, unsigned} from './seq.js';
export {COOKIE_LIFE, cookieFor, cookieSegment, cookieTicks, judgeCookie, synOfCookie} from './syn-cookies.js';
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
} from './tcb.js';
export {reopens} from './time-wait.js';
export {expire, nextDeadline} from './timeouts.js';
export {userTimeoutOf} from './user-timeout-option.js';
export {windowOf} from './window-scale.js';
