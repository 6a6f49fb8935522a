/** What each mechanism is for, in English; and where Linux does otherwise than the RFC, both. */

import type {Meanings} from './mechanisms.js';

export const MEANINGS_EN: Meanings = {
	'call-open': {
		why: 'A connection begins with a call. The active end picks a number to count its octets from; the passive end only waits, and keeps no memory of anybody yet.',
	},
	'call-send': {
		why: 'SEND only hands octets to TCP. When they leave, and in how large pieces, is decided by the windows, Nagle and the timers, not by the program.',
	},
	'call-receive': {
		why: 'Reading makes room in the receive buffer. Until the program reads, the window that is offered shrinks, and the sender must slow down.',
	},
	'call-close': {
		why: 'CLOSE means “I have no more to send”. The FIN stands behind all text in the numbering, so it cannot overtake what was written before.',
	},
	'unread-lost': {
		why: 'The peer must not believe that its text was read when nobody will ever read it. A FIN would look like a good end; a RST says that something was lost.',
		differs:
			'RFC 9293 §3.6.1 recommends it (SHLD-3); Linux does it always, which is why close() with unread text shows up as “connection reset” at the other end.',
	},
	abort: {
		why: 'ABORT throws away what is queued and tells the peer at once. It spares TIME-WAIT, and pays with lost text.',
	},
	nobody: {
		why: 'A segment for a connection that does not exist is answered by a RST, so that the other end stops waiting. A RST itself is never answered, or two hosts could go on for ever.',
	},
	'listen-check': {
		why: 'In LISTEN nothing was ever sent, so only a fresh SYN can make sense. Whatever else comes belongs to a connection that is gone.',
	},
	handshake: {
		why: 'Each end must know that its own starting number has arrived. SYN, SYN,ACK and ACK carry two numbers and two confirmations, and the middle two share a segment.',
	},
	'two-way': {
		why: 'With two segments the server would believe any SYN, also one that wandered in the network for a minute. The third segment is the proof that the client is there now.',
	},
	'old-syn': {
		why: 'An answer to a SYN that we did not send means that an old duplicate has reached the other end. The RST makes it forget that half of a connection; this is what the third segment is for.',
	},
	'syn-sent-check': {
		why: 'In SYN-SENT the peer’s numbers are not known yet. Only its SYN, or a RST for ours, can tell anything; the rest waits for the handshake.',
	},
	refused: {
		why: 'A RST that acknowledges our SYN comes from somebody who has seen it: nobody listens at that port. The program learns ECONNREFUSED at once instead of waiting minutes.',
	},
	'simultaneous-open': {
		why: 'Both ends may call CONNECT at the same moment. TCP makes one connection of the two SYNs, not two, because a connection is named by its two ends.',
		differs:
			'The letter of §3.10.7.4 would refuse the second SYN,ACK by Table 6; Figure 7 shows that it must count. Here, and in Linux, the figure is followed.',
	},
	'window-test': {
		why: 'Every segment is held against the receive window first. What lies outside is an old duplicate, a repetition because our answer was lost, or a forgery; the ACK in answer tells an honest peer where we are.',
	},
	'answer-limit': {
		why: 'If each bad segment got an answer, two confused ends could answer one another for ever, and a forger could make us a source of noise. So answers are limited.',
		differs:
			'RFC 9293 answers each unacceptable segment; Linux answers one in 500 ms for each connection (tcp_invalid_ratelimit), as RFC 5961 §7 allows.',
	},
	paws: {
		why: 'At high speed sequence numbers wrap while old segments still live, so the number alone does not tell old from new. A timestamp does: it never runs backwards.',
		differs:
			'RFC 7323 drops a segment that lacks the timestamp agreed on, and answers every older one; Linux takes the first, and forgives one tick and a lone overtaken ACK.',
	},
	'zero-window-allowance': {
		why: 'With a shut window no text is acceptable, yet its ACK must be heard: otherwise two ends that both have shut windows would never open again.',
		differs: 'Table 6 by the letter would throw it all away; A.2 and MUST-66 ask for the allowance, and Linux has it.',
	},
	'repeated-fin': {
		why: 'A FIN that comes again means that our last ACK was lost. TIME-WAIT exists so that somebody is still there to send it again.',
		differs:
			'By the letter of Table 6 the repeated FIN lies outside the window; steps five and eight still ask for an ACK and a new 2 MSL. Linux answers as well, and starts its 60 s again.',
	},
	'repeated-syn': {
		why: 'The peer has not heard our SYN,ACK. To send it again at once repairs the loss a timeout earlier.',
		differs: 'The letter of RFC 9293 answers with a bare ACK; Linux sends the SYN,ACK again.',
	},
	reset: {
		why: 'A RST ends a connection without ceremony: nothing queued is saved and nothing is acknowledged. It counts only when its number proves that it belongs here.',
	},
	'passive-again': {
		why: 'A listener must not be closed by one stray segment. It forgets this one caller and waits for the next; the program never learns of it.',
	},
	challenge: {
		why: 'An attacker who cannot see the connection has to guess numbers. The challenge ACK asks “was that you?”; only a real peer that knows no such connection answers with a RST that fits.',
		differs:
			'RFC 793 reset the connection for any RST or SYN in the window; RFC 9293 and RFC 5961 challenge; Linux too, and on each connection at most once in 500 ms (tcp_invalid_ratelimit).',
	},
	'time-wait-rst': {
		why: 'An old duplicate in TIME-WAIT is answered by an ACK, and the peer, long closed, answers that with a RST: TIME-WAIT would be killed by the very thing it guards against (RFC 1337).',
		differs: 'RFC 9293 accepts the RST; Linux does too unless tcp_rfc1337 is set.',
	},
	'time-wait-reuse': {
		why: 'The same two ends may want to talk again before 2 MSL are over. It is safe when new numbers or timestamps lie provably above all old ones.',
		differs:
			'RFC 9293 allows it for a SYN above all old numbers (MAY-2); Linux goes by timestamps first, and its own connect() may take a port over after one second (tcp_tw_reuse; by default over loopback only).',
	},
	'ack-needed': {
		why: 'After the SYN every segment carries an ACK; one without it cannot be part of this connection.',
	},
	'ack-range': {
		why: 'An ACK for what was never sent, or from before the last window, cannot be honest. It must move nothing; an answer tells an honest peer where we are.',
	},
	'ack-news': {
		why: 'ACKs are cumulative: one number says that everything before it has arrived. So a lost ACK costs nothing when a later one comes.',
	},
	'send-window': {
		why: 'Each segment says how much room the peer has. SND.WL1 and SND.WL2 remember which segment said it last, so that an overtaken one does not bring an old value back.',
	},
	'fin-acked': {
		why: 'Our half is over for good: the peer has all our text and knows that no more comes. What remains is its half.',
	},
	urgent: {
		why: 'The urgent pointer says “read quickly up to here”. It is not a channel of its own: the octets stay in their order.',
		differs:
			'By RFC 9293 (MUST-62) all urgent text is in the stream; Linux keeps its last octet apart as “out-of-band”, unless the program asks for it in line (SO_OOBINLINE).',
	},
	'text-in-order': {
		why: 'RCV.NXT is the number of the next octet that is missing. Text that begins there can go straight to the program.',
	},
	'text-out-of-order': {
		why: 'The network may overtake or lose. The program must see octets in order, so what is early waits in memory, and duplicate ACKs tell the sender what is missing.',
	},
	dsack: {
		why: 'Text that comes twice means that it was sent again needlessly, or copied on its way. Told so, a sender can see that its timeout was too early.',
	},
	'text-after-fin': {
		why: 'The peer said with its FIN that nothing follows. Text after that is from nobody we know.',
	},
	'fin-taken': {
		why: 'A FIN takes one number, as an octet would, so it is acknowledged and repeated like text. The program reads an end of stream when all before it is read.',
	},
	'time-wait': {
		why: 'Who closes first waits 2 MSL, for two reasons: to answer the peer’s FIN if the last ACK is lost, and to let old segments die before the same two ends are used again.',
		differs:
			'RFC 9293 has MSL 2 minutes, so TIME-WAIT lasts 4 minutes; in Linux it is 60 s, fixed in the source (TCP_TIMEWAIT_LEN), and tcp_fin_timeout does not change it.',
	},
	icmp: {
		why: 'An ICMP error is hearsay: anybody can forge it, and much of what it tells passes. So it is checked against what is out, and is seldom a reason to give up.',
		differs:
			'RFC 9293 aborts for protocol or port unreachable (SHLD-26); Linux aborts only while a connection opens, and once it is synchronized only tells the program.',
	},
	'path-mtu': {
		why: 'A segment longer than the narrowest link is thrown away there. A router should say so; where it is silent, only timeouts of long segments show it.',
		differs:
			'RFC 4821 wants probing from the start; Linux begins it only after timeouts, and only where tcp_mtu_probing is set.',
	},
	'address-check': {
		why: 'A broadcast, or a source that no host can have, cannot be one end of a connection. To answer it would only make noise.',
	},
	'syn-queue': {
		why: 'Each half-open connection takes memory, and a SYN costs its sender nothing. The limit keeps a flood of SYNs from eating the host.',
		differs: 'RFC 9293 knows no such queue; in Linux tcp_max_syn_backlog and the backlog of listen() bound it.',
	},
	'accept-queue': {
		why: 'Connections that are open wait here for accept(). When the program is too slow, new ones are put off: the client’s retransmission tries later.',
		differs:
			'RFC 9293 has no accept queue. Linux ignores the last ACK and lets the SYN,ACK come again; with tcp_abort_on_overflow it sends a RST.',
	},
	orphan: {
		why: 'After close() no program holds the connection. If the peer never closes its half, it would stay for ever.',
		differs:
			'RFC 9293 lets FIN-WAIT-2 last for ever; Linux ends it after tcp_fin_timeout (60 s) when no program holds it.',
	},
	'send-text': {
		why: 'Text may go when both windows allow: the peer’s, so that its buffer does not overflow, and cwnd, so that the network does not.',
	},
	'ack-now': {
		why: 'Some segments must not wait for their ACK: two full ones, because the sender’s clock is made of ACKs, and anything that shows a gap, because a loss is repaired only when it is known.',
		differs:
			'RFC 9293 asks for an ACK at least every second full segment (SHLD-19); Linux counts memory and the reader’s pace as well.',
	},
	'delayed-ack': {
		why: 'A program often answers within moments, and the ACK can ride on that answer. Waiting a little halves the number of segments; the limit keeps the sender’s timer quiet.',
		differs:
			'RFC 9293: less than 500 ms (MUST-40). Linux: 40 ms at least, up to 200 ms, by the rhythm of what arrives.',
	},
	'quick-ack': {
		why: 'At the start of a stream, and after trouble, the sender grows by each ACK that it hears. A late ACK would slow exactly the part that is slow anyway.',
		differs:
			'RFC 9293 knows only the delayed ACK; quick ACKs are Linux’s own (the first sixteen at most, and TCP_QUICKACK).',
	},
	'acks-gathered': {
		why: 'During a long recovery each segment would get its own ACK with nearly the same blocks. Gathered ones say the same and load the way back less.',
		differs:
			'RFC 5681 §4.2 wants a duplicate ACK at once for each; Linux sends three, then gathers (tcp_comp_sack_delay_ns).',
	},
	'moderated-window': {
		why: 'A window as large as the memory from the start would invite more than a slow reader can take. So it opens with the traffic.',
		differs:
			'RFC 9293 offers the whole buffer; Linux starts near 64 kB and lets window and buffer grow (tcp_moderate_rcvbuf, tcp_rmem).',
	},
	'receive-memory': {
		why: 'Short segments take far more memory than the octets that they bring. When memory ends before the window does, text must be dropped although it was invited.',
		differs:
			'RFC 9293 §3.8.6 says that a receiver should not shrink its window (SHLD-14); Linux breaks this when its memory is full.',
	},
	'window-update': {
		why: 'The sender stands before a shut window and knows nothing of what is read. An ACK with the new window wakes it; a tiny step would invite tiny segments, so only a worthy one is told.',
	},
	nagle: {
		why: 'A program that writes octet by octet would send 40 octets of headers for each. While something small is out, the next small pieces wait and go together.',
		differs:
			'RFC 896 holds a short segment behind any unacknowledged text; Linux (Minshall’s variant) only behind another short one. TCP_NODELAY turns it off in both.',
	},
	'silly-window': {
		why: 'A receiver that opens its window by a few octets, and a sender that fills them at once, would go on in tiny segments for ever. Each side waits for something worth sending.',
		differs:
			'RFC 9293 waits for half of the largest window seen, with an override timer; Linux has neither, and sends when a whole segment fits.',
	},
	'flow-control': {
		why: 'The receiver’s window is a promise of room. To send beyond it would only have text thrown away.',
	},
	'cwnd-full': {
		why: 'Nobody tells a sender how much the network can take, so it keeps its own estimate, cwnd. Each ACK says that something has left the network, and that something new may enter.',
		differs:
			'RFC 5681 counts octets; Linux counts segments, however short, and may hold one back for a larger burst (tcp_tso_win_divisor).',
	},
	'round-trip': {
		why: 'To know when to worry, a sender must know how long an answer takes: SRTT is the smoothed time, RTTVAR how much it varies, and RTO is SRTT + 4 RTTVAR.',
		differs: 'RFC 6298 rounds RTO up to 1 s; Linux lets it come down to SRTT + 200 ms.',
	},
	karn: {
		why: 'When a segment was sent twice, nobody can tell which sending the ACK answers. A wrong sample would spoil RTO, so none is taken.',
		differs:
			'By RFC 6298 alone there is no sample; where timestamps are agreed on, the echo tells which sending it was, and Linux uses it.',
	},
	timeout: {
		why: 'No ACK came in time, so the oldest segment is taken as lost and sent again. The wait is doubled each time: if the network is full, to push harder would make it worse.',
		differs:
			'RFC 6298: RTO is 1 s at least. Linux: 200 ms above SRTT at least; SYNs are repeated four times after 1 s each before doubling begins (tcp_syn_linear_timeouts).',
	},
	'rto-three-seconds': {
		why: 'If the SYN had to be repeated, either it was lost or the way is longer than a second. To be careful, the text starts with the longer value.',
	},
	'give-up': {
		why: 'TCP tries for long, because networks heal, but not for ever. R1 asks for another route and tells the user; R2 ends it.',
		differs:
			'RFC 9293: R2 at least 100 s, 3 minutes for a SYN. Linux: tcp_retries2 (15, about 15 minutes), tcp_syn_retries (6, about two minutes).',
	},
	persist: {
		why: 'The ACK that opens a shut window may be lost, and a bare ACK is never repeated. Without probes both ends would wait for one another for ever.',
		differs:
			'RFC 9293 probes with one new octet; Linux with an empty segment one below SND.UNA, which asks for an ACK and delivers nothing.',
	},
	'keep-alive': {
		why: 'An idle connection sends nothing, so neither end sees the other die. A number below what is expected makes a living peer answer, and a rebooted one reset.',
		differs:
			'RFC 9293: off unless asked for, and not before two idle hours (MUST-26 to 28). Linux the same: 7200 s, then 9 probes 75 s apart.',
	},
	'slow-start': {
		why: 'Nothing is known of the path, so cwnd starts small and doubles each round trip: each ACK adds a segment. It is slow only against sending everything at once.',
		differs: 'RFC 5681 starts with 2 to 4 segments; RFC 6928, and Linux, with 10.',
	},
	'congestion-avoidance': {
		why: 'Above ssthresh a loss is near. cwnd grows by one segment a round trip, to find room without filling the queue at once.',
		differs: 'RFC 5681 is Reno’s straight line; Linux grows by CUBIC’s curve unless tcp_congestion_control says reno.',
	},
	'loss-by-timeout': {
		why: 'A timeout means that not even duplicate ACKs came: the pipe is empty or badly jammed. So cwnd starts from one segment, and ssthresh keeps half of what was out.',
	},
	'fast-retransmit': {
		why: 'A duplicate ACK says “something after the gap has arrived”. Three of them make a loss likelier than overtaking, and the hole is filled long before the timeout.',
		differs: 'RFC 5681 counts to three; with RACK (RFC 8985, in Linux) time decides, and three is only how it begins.',
	},
	'fast-recovery': {
		why: 'While duplicate ACKs come, segments leave the network, so sending may go on at half speed instead of stopping. A partial ACK shows the next hole in the same window.',
	},
	'idle-restart': {
		why: 'After a pause cwnd tells of a network of long ago. To send all of it at once would be a burst that nobody has tested.',
		differs:
			'RFC 5681 falls back to the restart window after one idle RTO; Linux halves for each RTO (RFC 2861), and tcp_slow_start_after_idle turns it off.',
	},
	sack: {
		why: 'A cumulative ACK tells only of the first hole. SACK blocks tell what lies beyond, so that exactly the holes are filled, several in one round trip.',
	},
	rack: {
		why: 'If something sent later has arrived, what was sent earlier is late. Time tells a loss from overtaking better than counting to three, for repeated segments too.',
		differs: 'RFC 9293 and RFC 5681 count duplicate ACKs; Linux goes by RFC 8985 (tcp_recovery).',
	},
	prr: {
		why: 'When cwnd must fall, it should fall evenly while ACKs come, not stop for half a round trip and then burst.',
		differs: 'RFC 5681 sets cwnd at once; Linux comes down by RFC 6937.',
	},
	'tail-loss-probe': {
		why: 'If the last segment is lost, nothing comes after it that could make duplicate ACKs. The probe brings an answer in two round trips instead of a timeout.',
		differs: 'Not in RFC 9293; RFC 8985 §7, in Linux on by default (tcp_early_retrans).',
	},
	cwr: {
		why: 'Something says that the network is full although nothing was lost. The answer is the same as to a loss: less in flight.',
	},
	frto: {
		why: 'A timeout may only mean that the path was slow for a moment. Two new segments, and the ACKs that they bring, tell whether the first sending had arrived after all.',
		differs: 'An option of RFC 5682; in Linux on by default (tcp_frto).',
	},
	undo: {
		why: 'cwnd was cut for a loss that never was. With D-SACK or timestamps as proof the cut is taken back.',
		differs: 'RFC 5681 never takes a cut back; Linux does.',
	},
	cubic: {
		why: 'Reno needs minutes to fill a fast, long path again. CUBIC grows by the time since the last loss: fast, slowly near the old maximum, then fast again.',
		differs: 'RFC 5681 is Reno; CUBIC is RFC 9438 and Linux’s default.',
	},
	hystart: {
		why: 'Slow start ends with a heap of losses, for it finds the limit by doubling over it. Growing delays show the limit before anything is lost.',
		differs: 'Not in RFC 5681; part of Linux’s CUBIC.',
	},
	ecn: {
		why: 'A router that is nearly full can mark a segment (CE) instead of dropping it. The receiver says ECE until the sender says CWR: the sender slows down and nothing has to be sent again.',
		differs: 'RFC 3168 is optional; in Linux tcp_ecn is 2: answered when asked for, not asked for.',
	},
	'fast-open': {
		why: 'With a cookie from an earlier visit a client proves that it can be reached, so its text may go with the SYN. It saves a round trip for each short connection.',
		differs:
			'RFC 9293 allows text with a SYN but delivers it only after the handshake; Linux does RFC 7413 where tcp_fastopen allows.',
	},
	'defer-accept': {
		why: 'A server that only reacts to text need not be woken by an empty connection. The last ACK of the handshake is not enough then.',
		differs: 'Not in RFC 9293; Linux’s TCP_DEFER_ACCEPT.',
	},
	'user-timeout-option': {
		why: 'A host that will be out of reach for a while can ask the other one to be patient, so that the connection outlives it.',
		differs:
			'RFC 5482 lets both ends tell their timeout; Linux has TCP_USER_TIMEOUT for itself, and does not send the option.',
	},
	'syn-cookie': {
		why: 'With a full queue the server remembers nothing: the SYN,ACK’s number is a secret function of the addresses and the time, and the ACK brings it back.',
		differs: 'RFC 4987 describes it; Linux does it where the SYN queue overflows (tcp_syncookies 1).',
	},
};
