/**
 * Every decision the engine makes, by name: where it is written and what it says in a sentence.
 *
 * The why-line, script errors, lessons and the requirements table read this and nothing else. `section` is of RFC 9293
 * unless `rfc` says otherwise; `step` is the numbered check of §3.10.7.x; `also` adds requirement ids and other RFCs.
 * Words in braces are filled from the effect's values.
 */

type Rule = {
	readonly section: string;
	readonly rfc?: number;
	readonly step?: number;
	readonly also?: string;
	readonly says: string;
};

export const RULES = {
	// Calls, §3.10.1–3.10.6
	'open-active': {section: '3.10.1', says: 'OPEN, active: choose an ISS and send a SYN.'},
	'open-passive': {section: '3.10.1', says: 'OPEN, passive: wait for a SYN.'},
	'send-queues': {section: '3.10.2', says: 'SEND: {octets} octets are queued.'},
	'receive-delivers': {section: '3.10.3', says: 'RECEIVE: {octets} octets go to the program.'},
	'close-listen': {section: '3.10.4', says: 'CLOSE in LISTEN: the TCB is deleted, nothing is sent.'},
	'close-syn-sent': {section: '3.10.4', says: 'CLOSE in SYN-SENT: the TCB is deleted, nothing is sent.'},
	'close-queued': {section: '3.10.4', says: 'CLOSE: a FIN follows when all text before it is segmentized.'},
	'close-unread': {
		section: '3.6.1',
		also: 'SHLD-3',
		says: 'CLOSE with text unread: a RST tells the peer that data was lost.',
	},
	'abort-resets': {section: '3.10.5', says: 'ABORT: a RST is sent, all queues are flushed, the TCB is deleted.'},
	'abort-silent': {section: '3.10.5', says: 'ABORT in {state}: the TCB is deleted, nothing is sent.'},

	// CLOSED, §3.10.7.1
	'closed-rst-ignored': {section: '3.10.7.1', also: '§3.5.2', says: 'Nobody is here, and a RST is never answered.'},
	'closed-answers-rst': {section: '3.10.7.1', also: '§3.5.2', says: 'Nobody is here: a RST answers.'},

	// LISTEN, §3.10.7.2
	'listen-rst-ignored': {section: '3.10.7.2', step: 1, says: 'A RST cannot be meant for a LISTEN: ignored.'},
	'listen-ack-rst': {section: '3.10.7.2', step: 2, says: 'Nothing was sent from LISTEN, so any ACK is bad: RST.'},
	'listen-syn': {section: '3.10.7.2', step: 3, says: 'A SYN: choose an ISS, answer SYN,ACK, enter SYN-RECEIVED.'},
	'listen-drop': {section: '3.10.7.2', step: 4, says: 'Neither RST, ACK nor SYN: dropped.'},
	'listen-two-way': {
		section: '3.10.7.2',
		step: 3,
		also: 'switch two-way-handshake',
		says: 'Not TCP: the SYN alone opens the connection, nobody asks whether it is old.',
	},

	// SYN-SENT, §3.10.7.3
	'syn-sent-ack-bad-rst': {
		section: '3.10.7.3',
		step: 1,
		says: 'The ACK is not of our SYN: RST, so that the other end forgets the old one.',
	},
	'syn-sent-ack-bad-drop': {section: '3.10.7.3', step: 1, says: 'A RST whose ACK is not of our SYN: dropped.'},
	'syn-sent-refused': {section: '3.10.7.3', step: 2, says: 'A RST that acknowledges our SYN: connection refused.'},
	'syn-sent-rst-no-ack': {section: '3.10.7.3', step: 2, says: 'A RST without an ACK proves nothing here: dropped.'},
	'syn-sent-established': {
		section: '3.10.7.3',
		step: 4,
		says: 'SYN,ACK of our SYN: ESTABLISHED, and an ACK tells the other end.',
	},
	'syn-sent-simultaneous': {
		section: '3.10.7.3',
		step: 4,
		also: 'Figure 7, MUST-10',
		says: 'A SYN without ACK: both ends open at once; SYN,ACK with the same ISS.',
	},
	'syn-sent-two-way': {
		section: '3.10.7.3',
		step: 1,
		also: 'switch two-way-handshake',
		says: 'Not TCP: the answer is to an old SYN, but nobody tells the other end.',
	},
	'syn-sent-drop': {section: '3.10.7.3', step: 5, says: 'Neither SYN nor RST: dropped.'},

	// Other states, §3.10.7.4
	'seq-unacceptable': {
		section: '3.10.7.4',
		step: 1,
		says: 'Outside the receive window: an ACK says what is expected, the segment is dropped.',
	},
	'seq-unacceptable-rst': {section: '3.10.7.4', step: 1, says: 'A RST outside the receive window: dropped.'},
	'seq-unacceptable-quiet': {
		section: '7',
		rfc: 5961,
		also: 'tcp_invalid_ratelimit',
		says: 'Outside the window, but one was answered a moment ago: dropped in silence.',
	},
	'timestamp-missing': {
		section: '3.2',
		rfc: 7323,
		says: 'Timestamps were agreed on and it has none: dropped in silence.',
	},
	'paws-refuses': {
		section: '5.3',
		rfc: 7323,
		also: 'R1',
		says: 'Its timestamp is older than TS.Recent: an old duplicate, answered by an ACK and dropped (PAWS).',
	},
	'paws-quiet': {
		section: '5.3',
		rfc: 7323,
		also: 'RFC 5961 §7',
		says: 'An old duplicate by its timestamp, but one was answered a moment ago: dropped in silence.',
	},
	'paws-old-ack': {
		section: '5.3',
		rfc: 7323,
		also: 'what Linux does',
		says: 'An old ACK by its timestamp, overtaken on its way: dropped in silence.',
	},
	'paws-outdated': {
		section: '5.5',
		rfc: 7323,
		says: 'Its timestamp looks old, but TS.Recent is of 24 days ago and says nothing any more: taken.',
	},
	'seq-trimmed': {section: '3.10.7.4', step: 1, says: 'Only the part inside the window is looked at.'},
	'zero-window-allowance': {
		section: '3.10.7.4',
		step: 1,
		also: 'A.2, MUST-66; letter-zero-window is the letter',
		says: 'Our window is zero: the text is refused, but ACK, URG and RST are looked at.',
	},
	'simultaneous-syn-ack': {
		section: '3.10.7.4',
		step: 1,
		also: 'Figure 7 against Table 6, A.2; letter-simultaneous-open is the letter',
		says: 'The other half of a simultaneous open: its SYN is known, its ACK counts.',
	},
	'time-wait-fin': {
		section: '3.10.7.4',
		step: 1,
		also: 'fifth and eighth against Table 6; letter-time-wait-fin is the letter',
		says: 'The peer repeats its FIN: our ACK was lost, so it must get past the window test.',
	},
	'syn-ack-again': {
		section: '3.10.7.4',
		step: 1,
		also: 'what Linux does; the letter sends a bare ACK',
		says: 'The peer repeats its SYN: our SYN,ACK was lost, send it again at once.',
	},
	'ack-one-below': {
		section: '3.10.7.4',
		step: 1,
		also: 'A.2',
		says: 'One below RCV.NXT, but its ACK is news: both ends’ probes were taken, and one must hear of it first.',
	},
	'rst-accepted': {section: '3.10.7.4', step: 2, says: 'A RST exactly at RCV.NXT: the connection is reset.'},
	'rst-back-to-listen': {
		section: '3.10.7.4',
		step: 2,
		also: 'MUST-11, §3.5.3',
		says: 'A RST, and the open was passive: back to LISTEN, the user need not know.',
	},
	'rst-refused': {section: '3.10.7.4', step: 2, says: 'A RST, and the open was active: connection refused.'},
	'rst-closes': {section: '3.10.7.4', step: 2, says: 'A RST while closing: the TCB is deleted.'},
	'rst-challenge': {
		section: '3.10.7.4',
		step: 2,
		also: 'RFC 5961 §3',
		says: 'In the window but not at RCV.NXT: challenge it.',
	},
	'rst-in-time-wait-ignored': {
		section: '3',
		rfc: 1337,
		also: 'switch rfc1337',
		says: 'A RST in TIME-WAIT is ignored, so that old duplicates cannot end it.',
	},
	'syn-back-to-listen': {
		section: '3.10.7.4',
		step: 4,
		says: 'Another SYN, and the open was passive: back to LISTEN.',
	},
	'syn-challenge': {
		section: '3.10.7.4',
		step: 4,
		also: 'RFC 5961 §4',
		says: 'A SYN on a synchronized connection: an ACK challenges it; a rebooted peer answers RST.',
	},
	'syn-resets': {
		section: '3.10.7.4',
		step: 4,
		also: 'RFC 793; switch no-challenge-ack',
		says: 'A SYN inside the window is an error: the connection is reset.',
	},
	'challenge-quiet': {
		section: '7',
		rfc: 5961,
		says: 'Another challenge within the limit: dropped in silence.',
	},
	'syn-reopens': {
		section: '3.6.1',
		also: 'MAY-2',
		says: 'A new SYN above all old numbers: the connection opens anew straight from TIME-WAIT.',
	},
	'connect-reuses': {
		section: '3.6.1',
		also: 'what Linux does; RFC 6191 §3',
		says: 'The same two ends are in TIME-WAIT, but timestamps tell old from new: the old connection is forgotten.',
	},
	'ack-missing': {section: '3.10.7.4', step: 5, says: 'No ACK bit: dropped.'},
	'ack-too-old': {
		section: '3.10.7.4',
		step: 5,
		also: 'RFC 5961 §5, MAY-12',
		says: 'The ACK is older than any window we were offered: answered, dropped.',
	},
	'ack-not-sent-yet': {section: '3.10.7.4', step: 5, says: 'It acknowledges what was never sent: answered, dropped.'},
	'ack-opens': {section: '3.10.7.4', step: 5, says: 'Our SYN is acknowledged: ESTABLISHED.'},
	'ack-opens-not': {section: '3.10.7.4', step: 5, says: 'It does not acknowledge our SYN: RST.'},
	'ack-advances': {section: '3.10.7.4', step: 5, says: 'SND.UNA moves to {ack}.'},
	'ack-duplicate': {section: '3.10.7.4', step: 5, says: 'SEG.ACK is not news: ignored.'},
	'window-updated': {section: '3.10.7.4', step: 5, says: 'The send window is {wnd} octets now.'},
	'window-stale': {
		section: '3.10.7.4',
		step: 5,
		says: 'Older than the last window update (SND.WL1, SND.WL2): the window stays.',
	},
	'fin-acked': {section: '3.10.7.4', step: 5, says: 'Our FIN is acknowledged: {state}.'},
	'urgent-signalled': {
		section: '3.10.7.4',
		step: 6,
		also: 'MUST-32',
		says: 'Urgent text up to {up}: the user is told.',
	},
	'text-accepted': {section: '3.10.7.4', step: 7, says: '{octets} octets are taken, RCV.NXT moves to {nxt}.'},
	'text-held': {
		section: '3.10.7.4',
		step: 7,
		also: 'SHLD-31, MAY-13',
		says: 'Ahead of RCV.NXT: held, and a duplicate ACK says what is missing.',
	},
	'text-came-twice': {
		section: '4',
		rfc: 2883,
		says: 'Some of it came before: the next segment tells the peer so (D-SACK).',
	},
	'text-fills-gap': {
		section: '3.10.7.4',
		step: 7,
		also: 'MUST-59',
		says: 'The gap is filled: held text follows, one ACK for all.',
	},
	'text-after-fin': {section: '3.10.7.4', step: 7, says: 'The peer has closed: text now is ignored.'},
	'text-nobody-reads': {
		section: '3.6.1',
		also: 'SHLD-3',
		says: 'Text for a program that has closed: a RST tells that it was lost.',
	},
	'fin-taken': {section: '3.10.7.4', step: 8, says: 'The peer has no more to send: RCV.NXT goes over its FIN.'},
	'fin-held': {section: '3.10.7.4', step: 8, says: 'A FIN ahead of missing text: it waits for the gap to fill.'},
	'fin-to-close-wait': {section: '3.10.7.4', step: 8, says: 'FIN in {state}: enter CLOSE-WAIT.'},
	'fin-to-closing': {section: '3.10.7.4', step: 8, also: 'Figure 13', says: 'Both closed at once: CLOSING.'},
	'fin-to-time-wait': {section: '3.10.7.4', step: 8, says: 'FIN in {state}: enter TIME-WAIT for 2 MSL.'},
	'fin-restarts-time-wait': {
		section: '3.10.7.4',
		step: 8,
		says: 'The FIN again: acknowledge it and start 2 MSL anew.',
	},
	'no-time-wait': {
		section: '3.6.1',
		also: 'MUST-13; switch no-time-wait',
		says: 'Not TCP: CLOSED at once, nobody waits for old segments to die.',
	},

	// The host's own decisions, before or beside a TCB
	'source-quench-ignored': {
		section: '3.9.2.2',
		also: 'MUST-55; RFC 6633',
		says: 'ICMP source quench: nobody heeds it any more.',
	},
	'icmp-not-of-ours': {
		section: '3.9.2.2',
		also: 'MUST-54; RFC 5927 §4.1',
		says: 'An ICMP error about a segment that is not out: ignored, it may be forged.',
	},
	'icmp-aborts': {
		section: '3.9.2.2',
		also: 'SHLD-26',
		says: 'ICMP {type}, code {code}: nobody is there to talk to, the connection is aborted.',
	},
	'icmp-told': {
		section: '3.9.2.2',
		also: 'MUST-56, SHLD-25',
		says: 'ICMP {type}, code {code}: it may pass, so the user is told, and the connection stays.',
	},
	'black-hole': {
		section: '7.7',
		rfc: 4821,
		also: 'RFC 2923 §2.1',
		says: 'Timeouts, and nobody says why: perhaps long segments vanish. From now on {mss} octets at most.',
	},
	'path-mtu': {
		section: '3.7.2',
		also: 'RFC 1191 §6.3',
		says: 'Too long for the path: segments of {mss} octets from now on, what is out is cut.',
	},
	'address-ignored': {
		section: '3.9.2.3',
		also: 'MUST-57, MUST-63',
		says: 'Not to our address, or from an address that no other host can have: ignored.',
	},
	'syn-queue-full': {
		section: '3.10.7.2',
		also: 'RFC 4987 §2; listen(2), tcp_max_syn_backlog',
		says: 'The listener has {count} half-open connections and takes no more: the SYN is ignored.',
	},
	'accept-queue-full': {
		section: '3.10.7.2',
		also: 'listen(2), somaxconn',
		says: '{count} open connections wait for accept(), more than the backlog: the SYN is ignored.',
	},
	'accept-queue-full-ack': {
		section: '3.10.7.4',
		also: 'what Linux does; listen(2)',
		says: 'It would open the connection, but {count} wait for accept() already: ignored, the SYN,ACK will come again.',
	},
	'accept-queue-resets': {
		section: '3.10.7.4',
		also: 'tcp_abort_on_overflow',
		says: 'It would open the connection, but too many wait for accept() already: the host aborts it.',
	},
	'listener-closed': {
		section: '3.10.4',
		also: 'what Linux does',
		says: 'Its listener was closed: the half-open connection is forgotten in silence.',
	},
	'fin-wait-2-forgotten': {
		section: '3.6',
		also: 'not in the RFC; tcp_fin_timeout',
		says: 'No program holds it, and the peer’s FIN does not come: FIN-WAIT-2 ends, the TCB is deleted.',
	},

	// Output, §3.7–3.8
	'sends-text': {section: '3.7', says: 'Window and cwnd allow it: text is sent.'},
	'sends-fin': {section: '3.10.4', says: 'All text is segmentized: the FIN is sent.'},
	'sends-ack-now': {section: '3.8.6.3', says: 'An ACK is due at once.'},
	'ack-delayed': {
		section: '3.8.6.3',
		also: 'SHLD-18, MUST-40',
		says: 'The ACK waits for text to ride on, {ms} ms at most.',
	},
	'ack-every-second': {
		section: '3.8.6.3',
		also: 'SHLD-19',
		says: 'Two full segments have come: ACK now.',
	},
	'ack-quick': {
		section: '3.8.6.3',
		also: 'what Linux does: quick ACKs',
		says: 'A stream begins, or something was lost: no ACK waits.',
	},
	'ack-gap-open': {
		section: '4.2',
		rfc: 5681,
		says: 'Text is missing before what came: an ACK says which.',
	},
	'acks-gathered': {
		section: '4.2',
		rfc: 5681,
		also: 'what Linux does: tcp_comp_sack_delay_ns',
		says: 'Three ACKs have told of the gap: more go as one, in {us} µs.',
	},
	'ack-nearly-due': {
		section: '3.8.6.3',
		also: 'what Linux does',
		says: 'The ACK that waits would go in a moment: it goes now.',
	},
	'ack-waits-for-reader': {
		section: '3.8.6.3',
		also: 'what Linux does',
		says: 'More than a segment has come, but the window would shrink: the ACK waits for the program to read.',
	},
	'ack-after-read': {
		section: '3.8.6.3',
		also: 'what Linux does',
		says: 'The program has read what a write or two segments brought: ACK now.',
	},
	'window-may-grow': {
		section: '3.8.6',
		also: 'what Linux does',
		says: 'The segment uses its memory well: the window may grow to {octets}.',
	},
	'window-shuts': {
		section: '3.8.6',
		also: 'what Linux does',
		says: 'Too little room for a segment: the window is shut.',
	},
	'buffer-grows': {
		section: '3.8.6',
		also: 'tcp_moderate_rcvbuf',
		says: 'The program read {octets} octets in a round trip: the receive buffer grows to {size}.',
	},
	'buffer-grows-for-held': {
		section: '3.8.6',
		also: 'tcp_moderate_rcvbuf',
		says: 'What is held behind the gap takes room from what is to come: the receive buffer grows to {size}.',
	},
	'buffer-gathered': {
		section: '3.8.6',
		also: 'what Linux does',
		says: 'The buffer is full of short segments: gathered on whole pages they take {to} octets, not {from}.',
	},
	'buffer-overflows': {
		section: '3.8.6',
		also: 'SHLD-14 broken, as Linux does',
		says: 'The text fits the window, but its {size} octets of memory are used up: dropped, the window is shut.',
	},
	'held-text-given-up': {
		section: '8',
		rfc: 2018,
		also: 'what Linux does',
		says: 'The buffer is full: text ahead of the gap is given up, the peer must send it again.',
	},
	'delayed-ack-timeout': {section: '3.8.6.3', also: 'MUST-40', says: 'Nothing to ride on: the delayed ACK goes alone.'},
	'window-update': {
		section: '3.8.6.2.2',
		also: 'MUST-39',
		says: 'The buffer has room again, enough to tell: window {wnd}.',
	},
	'nagle-waits': {
		section: '3.7.4',
		also: 'SHLD-7, RFC 896',
		says: 'Nagle: a small segment waits while text is unacknowledged.',
	},
	'sws-waits': {
		section: '3.8.6.2.1',
		also: 'MUST-38',
		says: 'The usable window is too small to be worth a segment: wait.',
	},
	'sws-override': {section: '3.8.6.2.1', says: 'Waited long enough: send what the window allows.'},
	'window-full': {section: '3.8.6', says: 'The peer’s window is full: {octets} octets wait.'},
	'window-too-small': {
		section: '3.8.6.2.1',
		also: 'what Linux does',
		says: 'No whole segment fits what is left of the window, nor all that waits: {octets} octets wait.',
	},
	'minshall-waits': {
		section: '3.7.4',
		also: 'Minshall’s variant of RFC 896',
		says: 'Nagle: a small segment waits while another small one is unacknowledged.',
	},
	'window-shrunk': {
		section: '3.8.6',
		also: 'MUST-34, SHLD-15',
		says: 'The peer took back window: nothing new is sent.',
	},
	'cwnd-full': {section: '3.1', rfc: 5681, says: 'cwnd is full: {octets} octets wait for an ACK.'},
	'cwnd-holds-fin': {section: '3.1', rfc: 5681, says: 'cwnd is full: the FIN waits for an ACK.'},
	'urgent-sent': {section: '3.8.5', also: 'MUST-62', says: 'Urgent text: the pointer tells where it ends.'},

	// Retransmission, RFC 6298
	'rtt-sampled': {section: '2', rfc: 6298, says: 'Round trip {rtt} ms: SRTT {srtt} ms, RTO {rto} s.'},
	'karn-no-sample': {
		section: '3',
		rfc: 6298,
		also: 'MUST-18',
		says: 'Sent more than once: no round-trip sample (Karn).',
	},
	'retransmission-timeout': {
		section: '3.10.8',
		also: 'RFC 6298 §5.4–5.6',
		says: 'Retransmission timeout: the oldest is sent again, RTO {from} s → {to} s.',
	},
	'sends-lost-again': {
		section: '3.1',
		rfc: 5681,
		also: 'RFC 9293 §3.8.2',
		says: 'Given up as lost with the timeout: sent again as slow start allows.',
	},
	'rto-three-seconds': {
		section: '5.7',
		rfc: 6298,
		says: 'The SYN timer had fired: RTO starts at 3 s for the text.',
	},
	'r1-reached': {
		section: '3.8.3',
		also: 'MUST-20, SHLD-9, SHLD-10',
		says: '{times} retransmissions (R1): the user is told of trouble.',
	},
	'r2-reached': {
		section: '3.8.3',
		also: 'MUST-20, MUST-23, SHLD-11',
		says: '{times} retransmissions (R2): the connection is given up.',
	},
	'user-timeout': {section: '3.10.8', says: 'USER TIMEOUT: queues flushed, the connection is aborted.'},
	'time-wait-timeout': {section: '3.10.8', also: 'MUST-13', says: '2 MSL are over: the TCB is deleted.'},
	'probe-zero-window': {
		section: '3.8.6.1',
		also: 'MUST-36, SHLD-29, SHLD-30',
		says: 'The window is closed: probe {times} with one octet, the next in {next} s.',
	},
	'probe-empty': {
		section: '3.8.6.1',
		also: 'what Linux does',
		says: 'The window is closed: probe {times}, an empty segment one below SND.UNA, the next in {next} s.',
	},
	'probe-part': {
		section: '3.8.6.1',
		also: 'what Linux does',
		says: 'No whole segment has fitted the window for so long: what fits goes.',
	},
	'probe-answered': {section: '3.8.6.1', also: 'MUST-37', says: 'The window is still closed, but the peer lives.'},
	'keepalive-probe': {
		section: '3.8.4',
		also: 'MAY-5, SHLD-12',
		says: 'Idle: keep-alive {times}, SEQ one below SND.NXT.',
	},
	'keepalive-dead': {section: '3.8.4', also: 'MUST-29', says: '{times} keep-alives unanswered: given up.'},

	// Congestion control, RFC 5681 and RFC 6582
	'slow-start': {section: '3.1', rfc: 5681, says: 'Slow start: cwnd {cwnd}.'},
	'congestion-avoidance': {section: '3.1', rfc: 5681, says: 'Congestion avoidance: cwnd {cwnd}.'},
	'cc-timeout': {
		section: '3.1',
		rfc: 5681,
		says: 'Loss seen by timeout: ssthresh {ssthresh}, cwnd one segment.',
	},
	'dup-ack': {section: '3.2', rfc: 5681, says: 'Duplicate ACK {times}: something left the network out of order.'},
	'fast-retransmit': {
		section: '3.2',
		rfc: 5681,
		says: 'Third duplicate ACK: send the missing segment now, ssthresh {ssthresh}.',
	},
	'recovery-inflates': {section: '3.2', rfc: 5681, says: 'Another duplicate ACK: cwnd inflated to {cwnd}.'},
	'partial-ack': {
		section: '3.2',
		rfc: 6582,
		says: 'A partial ACK in recovery: the next hole is sent at once.',
	},
	'recovery-ends': {section: '3.2', rfc: 6582, says: 'All that was out is acknowledged: recovery ends, cwnd {cwnd}.'},
	'recovery-avoided': {
		section: '3.2',
		rfc: 6582,
		says: 'Duplicate ACKs of an older loss: no second cut in one window.',
	},
	'restart-window': {section: '4.1', rfc: 5681, says: 'Idle longer than RTO: cwnd back to {cwnd}.'},
	'window-unused': {
		section: '3.1',
		rfc: 2861,
		says: 'cwnd was not full for an RTO: halfway back to what was used, {cwnd}.',
	},

	'burst-waits': {
		section: '4.1',
		rfc: 5681,
		also: 'Linux, tcp_tso_win_divisor',
		says: 'One segment might go; the next ACK will let more go with it: {octets} octets wait.',
	},

	// Selective acknowledgments, RFC 2018, 2883 and 6675
	'sack-reported': {section: '5', rfc: 2018, says: 'SACK tells of {count} segments beyond a hole.'},
	'dsack-reported': {section: '5', rfc: 2883, says: 'D-SACK: {octets} octets have arrived twice.'},
	'sack-resends': {section: '4', rfc: 6675, says: 'A hole that SACK shows: sent again, as `pipe` lets it.'},
	'sack-rescues': {
		section: '4',
		rfc: 6675,
		says: 'Nothing else may go: the last segment again, so that a lost tail is seen.',
	},

	// RACK and tail loss probes, RFC 8985
	'rack-reordering': {
		section: '6.2',
		rfc: 8985,
		says: 'The network has overtaken by {count} segments: losses are waited for.',
	},
	'rack-lost': {
		section: '6.2',
		rfc: 8985,
		says: 'One sent later has arrived, and time enough has passed: {count} segments are lost.',
	},
	'rack-waits': {section: '6.3', rfc: 8985, says: 'Perhaps only overtaken: {ms} ms more until it is lost.'},
	'sack-taken-back': {
		section: '8',
		rfc: 2018,
		says: 'Reported, and now not acknowledged: unless an ACK comes within {ms} ms, no report is believed.',
	},
	'rack-resends': {section: '6.2', rfc: 8985, also: 'RFC 6937', says: 'Taken as lost: sent again.'},
	'rack-recovery': {
		section: '3.1',
		rfc: 6937,
		says: 'Recovery: ssthresh {ssthresh}, and cwnd comes down to it as segments leave the network.',
	},
	'tail-loss-probe': {
		section: '7.3',
		rfc: 8985,
		says: 'No ACK for two round trips: a probe asks for one before the timeout does.',
	},
	'probe-found-loss': {
		section: '7.4',
		rfc: 8985,
		says: 'The probe has filled a hole: there was a loss, ssthresh {ssthresh}.',
	},
	'cwr-enters': {section: '6.1.2', rfc: 3168, says: 'Congestion without a loss: ssthresh {ssthresh}.'},

	// Was it needless? RFC 5682, 3522, 3708
	'frto-sends-new': {
		section: '3.1',
		rfc: 5682,
		says: 'F-RTO: was the timeout early? New text goes, to see what the ACKs say.',
	},
	'frto-spurious': {
		section: '3.1',
		rfc: 5682,
		says: 'F-RTO: what was never sent again has arrived, so nothing was lost.',
	},
	'reduction-undone': {
		section: '3.2',
		rfc: 3522,
		also: 'RFC 3708, RFC 4015',
		says: 'It had arrived before it was sent again: cwnd back to {cwnd}, ssthresh {ssthresh}.',
	},

	// CUBIC, RFC 9438, and HyStart
	'cubic-grows': {section: '4.2', rfc: 9438, says: 'CUBIC: cwnd follows its curve of time, {cwnd}.'},
	'cubic-as-reno': {section: '4.3', rfc: 9438, says: 'CUBIC where Reno would be larger: cwnd {cwnd}.'},
	'hystart-train': {
		section: '4.10',
		rfc: 9438,
		also: 'HyStart',
		says: 'ACKs have come for half of a round trip: the pipe is full, slow start ends at cwnd {cwnd}.',
	},
	'hystart-delay': {
		section: '4.10',
		rfc: 9438,
		also: 'HyStart',
		says: 'Round trips grow, a queue builds up: slow start ends at cwnd {cwnd}.',
	},

	// Explicit congestion notification, RFC 3168
	'ecn-agreed': {section: '6.1.1', rfc: 3168, says: 'Both ends want ECN: new text may be marked instead of dropped.'},
	'ecn-syn-without': {
		section: '6.1.1.1',
		rfc: 3168,
		says: 'No answer to a SYN that asks for ECN: now one that does not, for boxes that drop the flags.',
	},
	'ecn-marked': {section: '6.1.3', rfc: 3168, says: 'CE: a router is congested. Every ACK says ECE until CWR comes.'},
	'ecn-cwr-heard': {section: '6.1.3', rfc: 3168, says: 'CWR: the sender has reduced its window, ECE may end.'},
	'ecn-resent': {
		section: '6.1.5',
		rfc: 3168,
		says: 'Not ECT after text that was: a retransmission, whose sender waits for the ACK.',
	},
	'ecn-cut': {section: '6.1.2', rfc: 3168, says: 'ECE: cwnd comes down to {cwnd} as for a loss, and nothing is lost.'},
	'ecn-same-window': {section: '6.1.2', rfc: 3168, says: 'ECE of a window that has been answered: no second cut.'},
	'ecn-cwr-sent': {section: '6.1.2', rfc: 3168, says: 'CWR on new text tells the receiver that cwnd was reduced.'},

	// Fast Open, RFC 7413; user timeout option, RFC 5482; SYN cookies, RFC 4987
	'fast-open-asks': {
		section: '4.2.1',
		rfc: 7413,
		says: 'Fast Open: no cookie of this server is at hand, so the SYN asks for one.',
	},
	'fast-open-sends': {
		section: '4.2.1',
		rfc: 7413,
		says: 'Fast Open: {octets} octets of text go with the SYN, and the cookie that vouches for our address.',
	},
	'fast-open-cookie': {
		section: '4.2.1',
		rfc: 7413,
		says: 'The SYN,ACK brings a cookie: it is kept for the next connection to this server.',
	},
	'fast-open-acked': {
		section: '4.2.1',
		rfc: 7413,
		says: 'The SYN,ACK acknowledges the text that went with the SYN: a round trip is saved.',
	},
	'fast-open-not-taken': {
		section: '4.2.1',
		rfc: 7413,
		says: 'The SYN,ACK acknowledges the SYN alone: its {octets} octets of text go again.',
	},
	'fast-open-grants': {
		section: '4.2.2',
		rfc: 7413,
		says: 'A cookie for this address goes with the SYN,ACK.',
	},
	'fast-open-wrong-cookie': {
		section: '4.2.2',
		rfc: 7413,
		says: 'The cookie is not of this address: the text of the SYN is left, and a right cookie goes back.',
	},
	'fast-open-queue-full': {
		section: '5.1',
		rfc: 7413,
		also: 'PendingFastOpenRequests',
		says: '{count} connections were opened early and are not confirmed: this one takes the long way.',
	},
	'fast-open-early': {
		section: '4.2.2',
		rfc: 7413,
		says: 'The cookie is right: the program has the connection, and the text of the SYN, before the handshake is done.',
	},
	'cork-waits': {
		section: '3.7.4',
		also: 'TCP_CORK, MSG_MORE',
		says: 'The program has more to write: {octets} octets, less than a segment, wait for it.',
	},
	'defer-accept-waits': {
		section: '3.10.7.4',
		step: 5,
		also: 'TCP_DEFER_ACCEPT',
		says: 'The program wants the connection only when text has come: this ACK opens nothing yet.',
	},
	'uto-heard': {
		section: '3.1',
		rfc: 5482,
		says: 'User timeout option: the peer would wait {seconds} s for acknowledgments.',
	},
	'uto-adopted': {
		section: '3.1',
		rfc: 5482,
		says: 'The longer of both ends’ timeouts, within our limits: USER TIMEOUT is {timeout} s.',
	},
	'uto-not-changeable': {
		section: '3.1',
		rfc: 5482,
		says: 'The peer would wait {seconds} s, but our program has set its own USER TIMEOUT.',
	},
	'uto-reserved': {
		section: '3.4',
		rfc: 5482,
		says: 'A user timeout of zero is reserved: ignored.',
	},
	'syn-cookie-sent': {
		section: '3.6',
		rfc: 4987,
		also: 'tcp_syncookies',
		says: '{count} connections are half-open: the SYN,ACK’s number is a cookie, and nothing is remembered.',
	},
	'syn-cookie-opens': {
		section: '3.6',
		rfc: 4987,
		also: 'tcp_syncookies',
		says: 'The ACK brings back our cookie: the connection is made from it, with segments of {mss} octets at most.',
	},
	'syn-cookie-wrong': {
		section: '3.6',
		rfc: 4987,
		also: 'tcp_syncookies',
		says: 'No cookie of ours, or too old: its minute and the next are over. RST.',
	},
	'syn-cookie-queue-full': {
		section: '3.6',
		rfc: 4987,
		also: 'tcp_syncookies',
		says: 'The cookie is right, but {count} connections wait for accept() already: dropped.',
	},
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/** Where a rule is written, as people cite it: `RFC 9293 §3.10.7.4 second, MUST-11`. */
export function citation(id: RuleId): string {
	const rule: Rule = RULES[id];
	const step = rule.step === undefined ? '' : ` ${ORDINALS[rule.step - 1]}`;
	return `RFC ${rule.rfc ?? 9293} §${rule.section}${step}${rule.also === undefined ? '' : `; ${rule.also}`}`;
}

export const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'] as const;
