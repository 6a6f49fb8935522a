/** The glossary in English. */

import type {TermTable} from './glossary.js';

export const GLOSSARY_EN: TermTable = {
	'accept-queue': {
		name: 'accept queue',
		says: 'Connections that are open and wait for the program to call accept(). When it is full, new ones are put off.',
	},
	ack: {
		name: 'ACK',
		says: 'The control bit and the number with which a receiver says: everything before this number has arrived, this octet is the next I want. After the SYN every segment carries one.',
	},
	'ack-clock': {
		name: 'ACK clock',
		says: 'Each ACK says that something has left the network and lets something new enter. So a sender goes at the pace of the narrowest link without knowing it.',
	},
	aimd: {
		name: 'AIMD',
		says: 'Additive increase, multiplicative decrease: a segment more each round trip, half when something is lost. Senders that do so come to share a link fairly.',
	},
	backlog: {
		name: 'backlog',
		says: 'The number given to listen(): how many open connections may wait for accept().',
	},
	backoff: {
		name: 'backoff',
		says: 'The doubling of RTO at each timeout. It ends with a fresh round-trip sample.',
	},
	'black-hole': {
		name: 'black hole',
		says: 'A link that throws long segments away and tells nobody. Short segments pass, so the handshake works and the text hangs.',
	},
	'blind-attack': {
		name: 'blind attack',
		says: 'Segments forged by somebody who cannot see the connection and guesses its numbers, to reset it or put text into it.',
	},
	ce: {
		name: 'CE',
		says: 'Congestion experienced: the mark that a router puts into the IP header of a segment instead of dropping it.',
	},
	'challenge-ack': {
		name: 'challenge ACK',
		says: 'An ACK that answers a suspicious RST or SYN and asks: was that you? Only a peer that has really lost the connection answers with a RST that fits.',
	},
	'close-wait': {
		name: 'CLOSE-WAIT',
		says: 'The peer has closed its half; our program has not closed yet and may still send. A host full of CLOSE-WAITs has a program that forgets to close.',
	},
	closed: {
		name: 'CLOSED',
		says: 'No connection at all: there is no TCB. The state is a name for nothing.',
	},
	closing: {
		name: 'CLOSING',
		says: 'Both ends closed at once: each has the other’s FIN, and waits for the ACK of its own.',
	},
	'congestion-avoidance': {
		name: 'congestion avoidance',
		says: 'The careful growth of cwnd above ssthresh: about one segment each round trip.',
	},
	connection: {
		name: 'connection',
		says: 'A pair of two ends, each an address and a port, and what both remember of it. Nothing in the network between knows of it.',
	},
	cubic: {
		name: 'CUBIC',
		says: 'Congestion control whose window follows a cubic curve of the time since the last loss. It fills fast, long paths sooner than Reno and is the default of most systems.',
	},
	'cumulative-ack': {
		name: 'cumulative ACK',
		says: 'One number that confirms everything before it. A lost ACK is made good by the next; what arrived beyond a hole cannot be told with it.',
	},
	cwnd: {
		name: 'cwnd',
		says: 'The congestion window: the sender’s own estimate of how many octets the network can hold. It limits what is in flight together with the peer’s window.',
	},
	cwr: {
		name: 'CWR',
		says: 'Congestion window reduced: with this bit the sender says that it has heard ECE and slowed down.',
	},
	'd-sack': {
		name: 'D-SACK',
		says: 'A first SACK block that tells of text that came twice. The sender learns that it sent again needlessly.',
	},
	'delayed-ack': {
		name: 'delayed ACK',
		says: 'An ACK that waits a moment for text to ride on, or for a second segment. At most half a second; 40 to 200 ms in Linux.',
	},
	'duplicate-ack': {
		name: 'duplicate ACK',
		says: 'An ACK with the same number as before, without text, while something is out. It says that something behind a gap has arrived.',
	},
	ece: {
		name: 'ECE',
		says: 'ECN echo: the bit with which a receiver tells the sender that a segment came with CE. It is set until CWR comes.',
	},
	ecn: {
		name: 'ECN',
		says: 'Explicit congestion notification: a router that is nearly full marks instead of drops. Both ends agree on it in their SYNs.',
	},
	established: {
		name: 'ESTABLISHED',
		says: 'The open connection: both numbers are known and confirmed, text flows both ways.',
	},
	'f-rto': {
		name: 'F-RTO',
		says: 'A test after a timeout: new text goes first, and the ACKs that it brings tell whether the timeout came too early.',
	},
	'fast-open': {
		name: 'Fast Open',
		says: 'Text in the SYN, for clients that bring a cookie of an earlier visit. It saves a round trip.',
	},
	'fast-recovery': {
		name: 'fast recovery',
		says: 'What follows fast retransmit: the window is halved and sending goes on as ACKs come, instead of starting from one segment.',
	},
	'fast-retransmit': {
		name: 'fast retransmit',
		says: 'The missing segment goes again at the third duplicate ACK, long before the timeout.',
	},
	fin: {
		name: 'FIN',
		says: 'The control bit that says: I have no more to send. It takes one sequence number, so it is acknowledged and sent again like an octet.',
	},
	'fin-wait-1': {
		name: 'FIN-WAIT-1',
		says: 'We have sent our FIN and wait for its ACK, or for the peer’s FIN.',
	},
	'fin-wait-2': {
		name: 'FIN-WAIT-2',
		says: 'Our FIN is acknowledged; the peer may still send, and we wait for its FIN. In Linux it lasts 60 s where no program holds the connection.',
	},
	'flight-size': {
		name: 'flight size',
		says: 'What was sent and is not acknowledged, octets. Half of it becomes ssthresh when something is lost.',
	},
	'flow-control': {
		name: 'flow control',
		says: 'The receiver says how much room it has, and the sender stays within it. It protects the receiver; congestion control protects the network.',
	},
	'half-close': {
		name: 'half-close',
		says: 'One end has closed and the other still sends. Each direction of a connection ends by its own FIN.',
	},
	'half-open': {
		name: 'half-open',
		says: 'One end believes in a connection of which the other knows nothing, after a crash for example. Often also said of a server in SYN-RECEIVED.',
	},
	hystart: {
		name: 'HyStart',
		says: 'A way to end slow start before something is lost: growing delays, or ACKs that come for half a round trip, show that the pipe is full.',
	},
	icmp: {
		name: 'ICMP error',
		says: 'A note from a router or host that a segment could not be delivered. Anybody can forge it, so TCP believes it only in part.',
	},
	'initial-window': {
		name: 'initial window',
		says: 'cwnd at the start: 2 to 4 segments by RFC 5681, 10 by RFC 6928 and in Linux.',
	},
	isn: {
		name: 'ISN',
		says: 'The initial sequence number, from which an end counts its octets. It is chosen so that nobody can guess it and old segments do not fit (ISS: ours, IRS: the peer’s).',
	},
	karn: {
		name: 'Karn’s algorithm',
		says: 'No round-trip sample from a segment that was sent twice: nobody knows which sending the ACK answers.',
	},
	'keep-alive': {
		name: 'keep-alive',
		says: 'A probe on an idle connection that makes a living peer answer. Off by default, and not before two hours.',
	},
	'last-ack': {
		name: 'LAST-ACK',
		says: 'Both ends have closed; we closed second and wait for the ACK of our FIN.',
	},
	listen: {
		name: 'LISTEN',
		says: 'Waits for a SYN from anybody. A listener is not a connection; each SYN gets one of its own.',
	},
	msl: {
		name: 'MSL',
		says: 'Maximum segment lifetime: how long a segment may wander in the network. RFC 9293 takes 2 minutes; Linux acts as if it were 30 s.',
	},
	mss: {
		name: 'MSS',
		says: 'The largest text that an end wants in one segment, told in its SYN: usually 1460, the MTU of 1500 without both headers.',
	},
	nagle: {
		name: 'Nagle’s algorithm',
		says: 'While something small is unacknowledged, the next small pieces wait and go together. TCP_NODELAY turns it off.',
	},
	newreno: {
		name: 'NewReno',
		says: 'Fast recovery that stays until all is acknowledged that was out when the loss was seen. Each partial ACK shows the next hole.',
	},
	octet: {
		name: 'octet',
		says: 'Eight bits. TCP counts octets, not segments: each has its own sequence number.',
	},
	'old-duplicate': {
		name: 'old duplicate',
		says: 'A segment of earlier that was delayed in the network and arrives when nobody expects it any more, perhaps in a later connection of the same two ends.',
	},
	'path-mtu': {
		name: 'path MTU',
		says: 'The size that fits through the narrowest link on the way. Larger segments are dropped, and a router should say so.',
	},
	paws: {
		name: 'PAWS',
		says: 'Protection against wrapped sequence numbers: a segment whose timestamp is older than the last good one is an old duplicate.',
	},
	persist: {
		name: 'persist timer',
		says: 'Runs while the peer’s window is shut. When it fires, a probe asks whether the window is still shut.',
	},
	pipe: {
		name: 'pipe',
		says: 'The estimate of what is really in the network: sent, and neither acknowledged, SACKed nor lost.',
	},
	port: {
		name: 'port',
		says: 'A number that tells the programs of one host apart. With the address it names one end of a connection.',
	},
	prr: {
		name: 'PRR',
		says: 'Proportional rate reduction: in recovery cwnd comes down evenly as ACKs come, instead of at one blow.',
	},
	push: {
		name: 'PSH',
		says: 'The bit that asks the receiver to hand text to the program without waiting for more. Today receivers do so anyway.',
	},
	'r1-r2': {
		name: 'R1 and R2',
		says: 'Two limits of patience: at R1 retransmissions the user is told, at R2 the connection is given up.',
	},
	rack: {
		name: 'RACK',
		says: 'Finds losses by time: if something sent later has arrived and enough time has passed, what was sent earlier is lost.',
	},
	'rcv-nxt': {
		name: 'RCV.NXT',
		says: 'The next number that a receiver waits for. Everything before it has arrived; each ACK carries it.',
	},
	'rcv-wnd': {
		name: 'RCV.WND',
		says: 'The receive window: how many octets from RCV.NXT on may come. Told to the peer in every segment.',
	},
	reno: {
		name: 'Reno',
		says: 'The classic congestion control: slow start, congestion avoidance, fast retransmit, fast recovery.',
	},
	reordering: {
		name: 'reordering',
		says: 'Segments overtake one another on different ways through the network. It looks like a loss for a moment.',
	},
	retransmission: {
		name: 'retransmission',
		says: 'The same octets sent again with the same numbers, because no ACK came. A receiver that has them already throws them away.',
	},
	rst: {
		name: 'RST',
		says: 'The control bit that ends a connection at once. It is sent by a host that does not know the connection, or by a program that aborts.',
	},
	rto: {
		name: 'RTO',
		says: 'The retransmission timeout: how long a sender waits for an ACK. SRTT + 4 RTTVAR, at least 1 s by RFC 6298; in Linux at least 200 ms above SRTT.',
	},
	rtt: {
		name: 'RTT',
		says: 'Round-trip time: from sending a segment to its ACK.',
	},
	rttvar: {
		name: 'RTTVAR',
		says: 'How much round trips vary, smoothed. Four of it are added to SRTT, so that an uneven path is given more time.',
	},
	sack: {
		name: 'SACK',
		says: 'Selective acknowledgment: blocks in the options tell which text beyond a hole has arrived. Both ends agree on it in their SYNs.',
	},
	segment: {
		name: 'segment',
		says: 'A TCP header and the text behind it: what TCP hands to IP.',
	},
	'sequence-number': {
		name: 'sequence number',
		says: 'The number of a segment’s first octet, 32 bits, so it wraps after 4 GiB. SYN and FIN take one number each.',
	},
	'silly-window': {
		name: 'silly window',
		says: 'A receiver opens its window by a few octets, the sender fills them, and so on: tiny segments for ever. Both sides wait for something worth sending.',
	},
	'simultaneous-open': {
		name: 'simultaneous open',
		says: 'Both ends send a SYN before either has heard the other. It becomes one connection, through SYN-RECEIVED at both ends.',
	},
	'slow-start': {
		name: 'slow start',
		says: 'cwnd grows by a segment for each that is acknowledged: it doubles every round trip, up to ssthresh or a loss.',
	},
	'snd-nxt': {
		name: 'SND.NXT',
		says: 'The next number that a sender will use for something new.',
	},
	'snd-una': {
		name: 'SND.UNA',
		says: 'The oldest number that is sent and not acknowledged. An ACK moves it forward.',
	},
	'snd-wnd': {
		name: 'SND.WND',
		says: 'The send window: how many octets from SND.UNA on the peer has room for, as it said last.',
	},
	socket: {
		name: 'socket',
		says: 'In the RFC: an address with a port, one end of a connection. To programs: the handle on which they call connect, send, recv and close.',
	},
	'spurious-retransmission': {
		name: 'spurious retransmission',
		says: 'Something was sent again although the first one had arrived, only late. D-SACK, timestamps or F-RTO show it, and the cut of cwnd may be taken back.',
	},
	srtt: {
		name: 'SRTT',
		says: 'The smoothed round-trip time: each new sample counts for one eighth.',
	},
	ssthresh: {
		name: 'ssthresh',
		says: 'The slow start threshold: below it cwnd doubles each round trip, above it cwnd grows by a segment. A loss sets it to half of what was out.',
	},
	syn: {
		name: 'SYN',
		says: 'The control bit that opens a connection and tells where the numbers begin. It takes one sequence number itself.',
	},
	'syn-cookie': {
		name: 'SYN cookie',
		says: 'A SYN,ACK whose number is a secret function of the addresses and the time. The server remembers nothing until the ACK brings it back.',
	},
	'syn-flood': {
		name: 'SYN flood',
		says: 'An attack with many SYNs that are never followed up, to fill the server’s queue.',
	},
	'syn-queue': {
		name: 'SYN queue',
		says: 'The half-open connections of a listener: the SYN,ACK is sent, the ACK has not come.',
	},
	'syn-received': {
		name: 'SYN-RECEIVED',
		says: 'A SYN has come and ours is sent; the ACK of ours is missing. A server is here between the second and third segment.',
	},
	'syn-sent': {
		name: 'SYN-SENT',
		says: 'Our SYN is out and the answer has not come.',
	},
	tcb: {
		name: 'TCB',
		says: 'Transmission control block: all that an end remembers of a connection, its state, variables, queues and timers.',
	},
	'three-way-handshake': {
		name: 'three-way handshake',
		says: 'SYN, SYN,ACK, ACK: each end tells its starting number and learns that it has arrived.',
	},
	'time-wait': {
		name: 'TIME-WAIT',
		says: 'The wait of 2 MSL of the end that closed first: to answer a repeated FIN, and to let old segments die. 4 minutes in RFC 9293, 60 s in Linux.',
	},
	'time-wait-assassination': {
		name: 'TIME-WAIT assassination',
		says: 'An old duplicate makes TIME-WAIT answer, and the peer’s RST to that answer ends TIME-WAIT too early.',
	},
	timestamps: {
		name: 'timestamps',
		says: 'An option with our clock (TSval) and an echo of the peer’s (TSecr). It gives a round-trip sample for each ACK, and PAWS.',
	},
	tlp: {
		name: 'tail loss probe',
		says: 'About two round trips after the last segment a probe asks for an ACK, so that a lost tail need not wait for the timeout.',
	},
	'urgent-pointer': {
		name: 'urgent pointer',
		says: 'Says where urgent text ends, so that a program may hurry to there. New programs should not use it.',
	},
	'usable-window': {
		name: 'usable window',
		says: 'What may still be sent: SND.UNA + SND.WND - SND.NXT.',
	},
	'user-timeout': {
		name: 'user timeout',
		says: 'How long text may stay unacknowledged before the connection is aborted. A program can set it; RFC 5482 lets both ends tell each other.',
	},
	'window-scale': {
		name: 'window scale',
		says: 'The window field has 16 bits, 64 KiB at most. This option of the SYN tells by how many bits it is shifted, up to 1 GiB.',
	},
	'zero-window': {
		name: 'zero window',
		says: 'The receiver has no room at all. The sender stops and probes now and then, because the ACK that opens the window may be lost.',
	},
};
