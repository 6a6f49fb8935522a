/** Which mechanism each rule serves, and the words of the glossary that one needs to understand it. */

import type {RuleId} from '../../tcp/index.js';
import type {TermId} from './glossary.js';

type Rules = {readonly rules: readonly RuleId[]; readonly terms: readonly TermId[]};

export const MECHANISMS = {
	'call-open': {rules: ['open-active', 'open-passive'], terms: ['isn', 'tcb', 'socket']},
	'call-send': {rules: ['send-queues'], terms: ['segment', 'push']},
	'call-receive': {rules: ['receive-delivers'], terms: ['rcv-wnd']},
	'call-close': {rules: ['close-listen', 'close-syn-sent', 'close-queued', 'sends-fin'], terms: ['fin', 'half-close']},
	'unread-lost': {rules: ['close-unread', 'text-nobody-reads'], terms: ['rst']},
	abort: {rules: ['abort-resets', 'abort-silent'], terms: ['rst', 'tcb']},
	nobody: {rules: ['closed-rst-ignored', 'closed-answers-rst'], terms: ['rst', 'closed']},
	'listen-check': {rules: ['listen-rst-ignored', 'listen-ack-rst', 'listen-drop'], terms: ['listen', 'rst']},
	handshake: {rules: ['listen-syn', 'syn-sent-established', 'ack-opens'], terms: ['three-way-handshake', 'syn', 'isn']},
	'two-way': {rules: ['listen-two-way', 'syn-sent-two-way'], terms: ['three-way-handshake', 'old-duplicate']},
	'old-syn': {
		rules: ['syn-sent-ack-bad-rst', 'syn-sent-ack-bad-drop', 'ack-opens-not', 'syn-sent-rst-no-ack'],
		terms: ['old-duplicate', 'half-open', 'rst'],
	},
	'syn-sent-check': {rules: ['syn-sent-drop'], terms: ['syn-sent', 'old-duplicate']},
	refused: {rules: ['syn-sent-refused', 'rst-refused'], terms: ['rst', 'listen']},
	'simultaneous-open': {rules: ['syn-sent-simultaneous', 'simultaneous-syn-ack'], terms: ['simultaneous-open']},
	'window-test': {
		rules: ['seq-unacceptable', 'seq-unacceptable-rst', 'seq-trimmed', 'ack-one-below'],
		terms: ['rcv-nxt', 'rcv-wnd', 'old-duplicate'],
	},
	'answer-limit': {rules: ['seq-unacceptable-quiet', 'challenge-quiet'], terms: ['challenge-ack']},
	paws: {
		rules: ['paws-refuses', 'paws-quiet', 'paws-old-ack', 'paws-outdated', 'timestamp-missing'],
		terms: ['paws', 'timestamps'],
	},
	'zero-window-allowance': {rules: ['zero-window-allowance'], terms: ['zero-window']},
	'repeated-fin': {rules: ['time-wait-fin', 'fin-restarts-time-wait'], terms: ['time-wait', 'msl', 'fin']},
	'repeated-syn': {rules: ['syn-ack-again'], terms: ['syn', 'syn-received']},
	reset: {rules: ['rst-accepted', 'rst-closes', 'syn-resets'], terms: ['rst']},
	'passive-again': {rules: ['rst-back-to-listen', 'syn-back-to-listen'], terms: ['listen', 'syn-received']},
	challenge: {rules: ['rst-challenge', 'syn-challenge'], terms: ['challenge-ack', 'blind-attack']},
	'time-wait-rst': {rules: ['rst-in-time-wait-ignored'], terms: ['time-wait-assassination', 'time-wait']},
	'time-wait-reuse': {rules: ['syn-reopens', 'connect-reuses'], terms: ['time-wait', 'timestamps', 'isn']},
	'ack-needed': {rules: ['ack-missing'], terms: ['ack']},
	'ack-range': {rules: ['ack-too-old', 'ack-not-sent-yet'], terms: ['ack', 'blind-attack']},
	'ack-news': {rules: ['ack-advances', 'ack-duplicate'], terms: ['ack', 'snd-una', 'cumulative-ack']},
	'send-window': {rules: ['window-updated', 'window-stale'], terms: ['snd-wnd', 'flow-control']},
	'fin-acked': {rules: ['fin-acked'], terms: ['fin', 'fin-wait-2', 'last-ack']},
	urgent: {rules: ['urgent-signalled', 'urgent-sent'], terms: ['urgent-pointer']},
	'text-in-order': {rules: ['text-accepted'], terms: ['rcv-nxt', 'octet']},
	'text-out-of-order': {rules: ['text-held', 'text-fills-gap', 'fin-held'], terms: ['duplicate-ack', 'reordering']},
	dsack: {rules: ['text-came-twice', 'dsack-reported'], terms: ['d-sack', 'spurious-retransmission']},
	'text-after-fin': {rules: ['text-after-fin'], terms: ['fin']},
	'fin-taken': {
		rules: ['fin-taken', 'fin-to-close-wait', 'fin-to-closing'],
		terms: ['fin', 'close-wait', 'closing', 'half-close'],
	},
	'time-wait': {
		rules: ['fin-to-time-wait', 'time-wait-timeout', 'no-time-wait'],
		terms: ['time-wait', 'msl', 'old-duplicate'],
	},
	icmp: {
		rules: ['source-quench-ignored', 'icmp-not-of-ours', 'icmp-aborts', 'icmp-told'],
		terms: ['icmp', 'blind-attack'],
	},
	'path-mtu': {rules: ['black-hole', 'path-mtu'], terms: ['path-mtu', 'black-hole', 'mss']},
	'address-check': {rules: ['address-ignored'], terms: ['connection']},
	'syn-queue': {rules: ['syn-queue-full'], terms: ['syn-queue', 'syn-flood']},
	'accept-queue': {
		rules: ['accept-queue-full', 'accept-queue-full-ack', 'accept-queue-resets', 'listener-closed'],
		terms: ['accept-queue', 'backlog'],
	},
	orphan: {rules: ['fin-wait-2-forgotten'], terms: ['fin-wait-2']},
	'send-text': {rules: ['sends-text'], terms: ['usable-window', 'mss']},
	'ack-now': {rules: ['sends-ack-now', 'ack-gap-open', 'ack-every-second'], terms: ['ack', 'delayed-ack']},
	'delayed-ack': {rules: ['ack-delayed', 'delayed-ack-timeout', 'ack-nearly-due'], terms: ['delayed-ack']},
	'quick-ack': {rules: ['ack-quick', 'ack-waits-for-reader', 'ack-after-read'], terms: ['delayed-ack']},
	'acks-gathered': {rules: ['acks-gathered'], terms: ['ack', 'sack']},
	'moderated-window': {
		rules: ['window-may-grow', 'window-shuts', 'buffer-grows', 'buffer-grows-for-held'],
		terms: ['rcv-wnd', 'window-scale'],
	},
	'receive-memory': {rules: ['buffer-gathered', 'buffer-overflows', 'held-text-given-up'], terms: ['rcv-wnd']},
	'window-update': {rules: ['window-update'], terms: ['zero-window', 'silly-window']},
	nagle: {rules: ['nagle-waits', 'minshall-waits', 'cork-waits'], terms: ['nagle', 'delayed-ack']},
	'silly-window': {rules: ['sws-waits', 'sws-override', 'window-too-small'], terms: ['silly-window']},
	'flow-control': {rules: ['window-full', 'window-shrunk'], terms: ['flow-control', 'snd-wnd']},
	'cwnd-full': {rules: ['cwnd-full', 'cwnd-holds-fin', 'burst-waits'], terms: ['cwnd', 'ack-clock', 'flight-size']},
	'round-trip': {rules: ['rtt-sampled'], terms: ['rtt', 'srtt', 'rto']},
	karn: {rules: ['karn-no-sample'], terms: ['karn', 'rtt']},
	timeout: {rules: ['retransmission-timeout', 'sends-lost-again'], terms: ['rto', 'backoff', 'retransmission']},
	'rto-three-seconds': {rules: ['rto-three-seconds'], terms: ['rto']},
	'give-up': {rules: ['r1-reached', 'r2-reached', 'user-timeout'], terms: ['r1-r2', 'user-timeout']},
	persist: {
		rules: ['probe-zero-window', 'probe-empty', 'probe-part', 'probe-answered'],
		terms: ['persist', 'zero-window'],
	},
	'keep-alive': {rules: ['keepalive-probe', 'keepalive-dead'], terms: ['keep-alive', 'half-open']},
	'slow-start': {rules: ['slow-start'], terms: ['slow-start', 'cwnd', 'ssthresh']},
	'congestion-avoidance': {rules: ['congestion-avoidance'], terms: ['congestion-avoidance', 'aimd']},
	'loss-by-timeout': {rules: ['cc-timeout'], terms: ['ssthresh', 'cwnd', 'slow-start']},
	'fast-retransmit': {
		rules: ['dup-ack', 'fast-retransmit', 'recovery-avoided'],
		terms: ['duplicate-ack', 'fast-retransmit'],
	},
	'fast-recovery': {rules: ['recovery-inflates', 'partial-ack', 'recovery-ends'], terms: ['fast-recovery', 'newreno']},
	'idle-restart': {rules: ['restart-window', 'window-unused'], terms: ['cwnd', 'initial-window']},
	sack: {rules: ['sack-reported', 'sack-taken-back', 'sack-resends', 'sack-rescues'], terms: ['sack', 'pipe']},
	rack: {rules: ['rack-reordering', 'rack-lost', 'rack-waits', 'rack-resends'], terms: ['rack', 'reordering']},
	prr: {rules: ['rack-recovery'], terms: ['prr', 'fast-recovery']},
	'tail-loss-probe': {rules: ['tail-loss-probe', 'probe-found-loss'], terms: ['tlp', 'rto']},
	cwr: {rules: ['cwr-enters'], terms: ['cwr', 'ssthresh']},
	frto: {rules: ['frto-sends-new', 'frto-spurious'], terms: ['f-rto', 'spurious-retransmission']},
	undo: {rules: ['reduction-undone'], terms: ['spurious-retransmission', 'd-sack']},
	cubic: {rules: ['cubic-grows', 'cubic-as-reno'], terms: ['cubic', 'reno']},
	hystart: {rules: ['hystart-train', 'hystart-delay'], terms: ['hystart', 'slow-start']},
	ecn: {
		rules: [
			'ecn-agreed',
			'ecn-marked',
			'ecn-cwr-heard',
			'ecn-resent',
			'ecn-cut',
			'ecn-same-window',
			'ecn-cwr-sent',
			'ecn-syn-without',
		],
		terms: ['ecn', 'ce', 'ece', 'cwr'],
	},
	'fast-open': {
		rules: [
			'fast-open-asks',
			'fast-open-sends',
			'fast-open-cookie',
			'fast-open-acked',
			'fast-open-not-taken',
			'fast-open-grants',
			'fast-open-wrong-cookie',
			'fast-open-queue-full',
			'fast-open-early',
		],
		terms: ['fast-open'],
	},
	'defer-accept': {rules: ['defer-accept-waits'], terms: ['accept-queue']},
	'user-timeout-option': {
		rules: ['uto-heard', 'uto-adopted', 'uto-not-changeable', 'uto-reserved'],
		terms: ['user-timeout'],
	},
	'syn-cookie': {
		rules: ['syn-cookie-sent', 'syn-cookie-opens', 'syn-cookie-wrong', 'syn-cookie-queue-full'],
		terms: ['syn-cookie', 'syn-flood'],
	},
} as const satisfies Record<string, Rules>;

export type Mechanism = keyof typeof MECHANISMS;

/** Null for a rule that nobody has put down; a test sees to it that there is none. */
export const mechanismOf = (rule: RuleId): Mechanism | null => BY_RULE.get(rule) ?? null;

const BY_RULE: ReadonlyMap<RuleId, Mechanism> = new Map(
	(Object.keys(MECHANISMS) as Mechanism[]).flatMap(mechanism =>
		MECHANISMS[mechanism].rules.map((rule): [RuleId, Mechanism] => [rule, mechanism]),
	),
);

/** `why`: what it is for. `differs`: what the RFC says and what Linux does, where they are not the same. */
export type MechanismMeaning = {readonly why: string; readonly differs?: string};

export type Meanings = Readonly<Record<Mechanism, MechanismMeaning>>;
