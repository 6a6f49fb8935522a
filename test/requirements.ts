/**
 * Each requirement of RFC 9293, Appendix B, by its id: what it asks in a sentence, and which tests fail when the engine
 * stops doing it; or why a lab of two hosts has no place for it.
 *
 * `npm run requirements` prints it. A test is named as `folder/file: its title`, below test/. The RFC's own table has
 * some slips (SHLD-25 stands among its MUSTs, MAY-5 among its SHOULDs): the id is what counts.
 */

export type Requirement = {
	/** The section of RFC 9293 that says it. */
	readonly section: string;
	readonly says: string;
	/** Can a peer, or a capture, see it kept or broken? `partly`: some of it. */
	readonly onWire: 'yes' | 'partly' | 'no';
} & (
	| {readonly metBy: readonly string[]; readonly but?: string}
	/** Why it has no place here; and, for a MAY, that the choice is not taken. */
	| {readonly doesNotApply: string}
);

const ONE_ADDRESS = 'A host of the lab has one address and one link: there is nothing to choose.';
const NO_ROUTES =
	'A wire between two hosts has no routes to choose; source routes are dropped everywhere today (RFC 7126).';

export const REQUIREMENTS: Readonly<Record<string, Requirement>> = {
	'MUST-1': {
		section: '3.1',
		says: 'A window is an unsigned number.',
		onWire: 'yes',
		metBy: ['tcp/arrives-other: is an unsigned number (MUST-1)'],
	},
	'MUST-2': {
		section: '3.1',
		says: 'The sender computes the checksum.',
		onWire: 'yes',
		metBy: ['wire/octets: sums both headers and any length of text as RFC 1071 does'],
	},
	'MUST-3': {
		section: '3.1',
		says: 'The receiver checks it.',
		onWire: 'yes',
		metBy: [
			'wire/octets: says which checksum is wrong, whichever bit of the segment was flipped (MUST-3)',
			'wire/acts: makes the receiver drop the segment by its checksum (MUST-3)',
		],
	},
	'MUST-4': {
		section: '3.1',
		says: 'End of option list, no-operation and maximum segment size are understood.',
		onWire: 'yes',
		metBy: [
			'wire/octets: end at EOL, whatever stands behind it',
			'wire/octets: may begin anywhere, after NOPs (MUST-5, MUST-64)',
			'tcp/options/mss: effective for sending is the smaller of what the peer takes and what our link carries (MUST-16)',
		],
	},
	'MUST-5': {
		section: '3.1',
		says: 'An option may come in any segment.',
		onWire: 'yes',
		metBy: ['requirements/options: are read on text, on a FIN and on a RST as on a SYN (MUST-5)'],
	},
	'MUST-6': {
		section: '3.1',
		says: 'An unknown option is skipped without an error.',
		onWire: 'yes',
		metBy: [
			'wire/octets: are kept when nobody knows them (MUST-6)',
			'requirements/options: that nobody knows change nothing of a handshake (MUST-6)',
		],
	},
	'MUST-7': {
		section: '3.1',
		says: 'An illegal option length does no harm.',
		onWire: 'yes',
		metBy: [
			'wire/octets: refuses an option of length %i in four octets (MUST-7)',
			'wire/octets: refuses an option whose length is cut off',
			'wire/octets: are a segment or an error, never an exception',
		],
	},
	'MUST-8': {
		section: '3.4.1',
		says: 'The ISN generator has a clock in it.',
		onWire: 'partly',
		metBy: ['tcp/state/isn: follow a clock that ticks every 4 microseconds (MUST-8)'],
	},
	'MUST-9': {
		section: '3.4.1',
		says: 'Nobody outside can compute an ISN.',
		onWire: 'no',
		metBy: [
			'tcp/state/isn: cannot be computed without the key (MUST-9)',
			'tcp/state/isn: gives the hashes of its reference vectors',
		],
	},
	'MUST-10': {
		section: '3.5',
		says: 'Both ends may open at once.',
		onWire: 'yes',
		metBy: [
			'tcp/figures: Figure 7: both ends open at once, and one connection comes of it (MUST-10)',
			'tcp/arrives-syn-sent: answers a SYN without ACK with SYN,ACK of the same ISS: both ends open at once (MUST-10)',
		],
	},
	'MUST-11': {
		section: '3.5',
		says: 'SYN-RECEIVED knows whether LISTEN or SYN-SENT led to it.',
		onWire: 'yes',
		metBy: [
			'tcp/arrives-other: goes back to LISTEN when the open was passive, and the user need not know',
			'tcp/arrives-other: is refused when the open was active',
		],
	},
	'MUST-12': {
		section: '3.6',
		says: 'The program learns whether the peer closed or aborted.',
		onWire: 'no',
		metBy: [
			'tcp/arrives-other: resets the connection when the RST sits exactly at RCV.NXT',
			'tcp/arrives-other: in ESTABLISHED enters CLOSE-WAIT, tells the user, acknowledges at once',
		],
	},
	'MUST-13': {
		section: '3.6.1',
		says: 'The end that closes first stays in TIME-WAIT for 2 MSL.',
		onWire: 'yes',
		metBy: [
			'tcp/time-wait: lasts 2 MSL, four minutes (MUST-13), then the TCB is deleted',
			'tcp/time-wait: is entered from CLOSING and FIN-WAIT-2, never by the end that closes last',
		],
	},
	'MUST-14': {
		section: '3.7.1',
		says: 'The MSS option is sent and heeded.',
		onWire: 'yes',
		metBy: [
			'tcp/options/mss: of ours is told in each SYN and SYN,ACK (MUST-14, SHLD-5, MUST-67), also when sent again',
			'tcp/options/mss: bounds every segment (SHLD-28)',
		],
	},
	'MUST-15': {
		section: '3.7.1',
		says: 'A peer that names no MSS is sent 536 octets at most.',
		onWire: 'yes',
		metBy: ['tcp/options/mss: of the peer is 536 when its SYN names none (MUST-15)'],
		but: 'The lab is IPv4 only: 1220, for IPv6, has no place.',
	},
	'MUST-16': {
		section: '3.7.1',
		says: 'A segment is as long as peer and link both allow, and no longer.',
		onWire: 'yes',
		metBy: [
			'tcp/options/mss: effective for sending is the smaller of what the peer takes and what our link carries (MUST-16)',
			'tcp/options/mss: bounds every segment (SHLD-28)',
		],
	},
	'MUST-17': {
		section: '3.7.4',
		says: 'A program can switch Nagle’s algorithm off.',
		onWire: 'yes',
		metBy: [
			'tcp/output: can be switched off by the program (MUST-17)',
			'host/settings: TCP_NODELAY lets small segments go at once, also those that wait (MUST-17)',
		],
	},
	'MUST-18': {
		section: '3.8.1',
		says: 'RTO is computed by RFC 6298, with Karn’s algorithm.',
		onWire: 'yes',
		metBy: [
			'tcp/loss/rto: are never taken of a segment that was sent twice (Karn; MUST-18)',
			'tcp/loss/rto: after the next: RTTVAR from the old SRTT, then SRTT (§2.3)',
		],
	},
	'MUST-19': {
		section: '3.8.2',
		says: 'Slow start, congestion avoidance, and a timeout that doubles.',
		onWire: 'yes',
		metBy: [
			'tcp/congestion: grows cwnd by a segment for each ACK, so that two go for one that left',
			'tcp/congestion: grows cwnd by one segment for each window acknowledged',
			'tcp/congestion: cuts ssthresh to half of what is out, and cwnd to one segment',
			'tcp/loss/rto: doubles up to 60 seconds',
		],
	},
	'MUST-20': {
		section: '3.8.3',
		says: 'At R1 trouble is told, at R2 the connection is closed.',
		onWire: 'partly',
		metBy: [
			'tcp/loss/rto: tells the user of trouble at R1, three retransmissions (SHLD-9, SHLD-10)',
			'tcp/loss/rto: gives up data at R2, after 100 seconds at least (MUST-20, SHLD-11)',
		],
		but: 'At R1 the program is told; there is no second route that IP could be advised to try.',
	},
	'MUST-21': {
		section: '3.8.3',
		says: 'A program can set R2.',
		onWire: 'yes',
		metBy: [
			'tcp/loss/rto: lets the program set R2 (MUST-21)',
			'host/settings: TCP_USER_TIMEOUT ends a connection whose text is not acknowledged in time',
		],
	},
	'MUST-22': {
		section: '3.8.3',
		says: 'A SYN is sent again, and given up, in the same way.',
		onWire: 'yes',
		metBy: [
			'tcp/loss/rto: handles a SYN in the same way (MUST-22), and gives it up after 3 minutes at least (MUST-23)',
			'tcp/loss/rto: sends a SYN,ACK again in the same way',
		],
	},
	'MUST-23': {
		section: '3.8.3',
		says: 'A SYN is tried for three minutes at least.',
		onWire: 'yes',
		metBy: [
			'tcp/loss/rto: handles a SYN in the same way (MUST-22), and gives it up after 3 minutes at least (MUST-23)',
		],
	},
	'MUST-24': {
		section: '3.8.4',
		says: 'A program can switch keep-alives on and off.',
		onWire: 'no',
		metBy: ['tcp/keepalive: can be switched on, changed and switched off while the connection lives'],
	},
	'MUST-25': {
		section: '3.8.4',
		says: 'They are off by default.',
		onWire: 'yes',
		metBy: ['tcp/keepalive: are off unless the program asks (MUST-24, MUST-25)'],
	},
	'MUST-26': {
		section: '3.8.4',
		says: 'They go only when nothing is out and nothing has come for the interval.',
		onWire: 'yes',
		metBy: [
			'tcp/keepalive: count from the last segment that came (MUST-26)',
			'tcp/keepalive: are not sent while text is out: that asks the peer already (MUST-26)',
		],
	},
	'MUST-27': {
		section: '3.8.4',
		says: 'That interval can be set.',
		onWire: 'yes',
		metBy: ['tcp/keepalive: use the interval that the program sets (MUST-27)'],
	},
	'MUST-28': {
		section: '3.8.4',
		says: 'It is two hours or more by default.',
		onWire: 'yes',
		metBy: ['tcp/keepalive: begin after two hours of silence by default (MUST-28)'],
	},
	'MUST-29': {
		section: '3.8.4',
		says: 'One unanswered keep-alive proves nothing.',
		onWire: 'yes',
		metBy: [
			'tcp/keepalive: unanswered, take all their probes to call a peer dead; one lost answer means nothing (MUST-29)',
		],
	},
	'MUST-30': {
		section: '3.8.5',
		says: 'The urgent mechanism is there.',
		onWire: 'yes',
		metBy: [
			'tcp/urgent: is told on every segment that starts before its end, and on no other',
			'tcp/urgent: tells the user where urgent text is ahead (MUST-32), and how much of it (MUST-33)',
		],
	},
	'MUST-31': {
		section: '3.8.5',
		says: 'Urgent text may be of any length.',
		onWire: 'yes',
		metBy: [
			'tcp/urgent: of any length: the pointer goes as far as its field does, later segments carry it on (MUST-31)',
		],
	},
	'MUST-32': {
		section: '3.8.5',
		says: 'The program is told when urgent text comes, and when there is more of it.',
		onWire: 'no',
		metBy: [
			'tcp/urgent: tells the user where urgent text is ahead (MUST-32), and how much of it (MUST-33)',
			'tcp/urgent: tells again when the pointer advances (MUST-32), not when it is repeated',
		],
	},
	'MUST-33': {
		section: '3.8.5',
		says: 'It can learn how much is left to read.',
		onWire: 'no',
		metBy: ['tcp/urgent: tells the user where urgent text is ahead (MUST-32), and how much of it (MUST-33)'],
	},
	'MUST-34': {
		section: '3.8.6',
		says: 'A window that shrinks under what is out does no harm.',
		onWire: 'yes',
		metBy: ['tcp/output: may be shrunk by the peer: nothing new is sent (MUST-34, SHLD-15)'],
	},
	'MUST-35': {
		section: '3.8.6',
		says: 'A window that shrinks to zero is probed like any other.',
		onWire: 'yes',
		metBy: [
			'tcp/output: when shrunk, old text inside it is sent again; at zero it is probed, and the connection lives (SHLD-16, SHLD-17, MUST-35)',
		],
	},
	'MUST-36': {
		section: '3.8.6.1',
		says: 'A zero window is probed.',
		onWire: 'yes',
		metBy: ['tcp/persist: carry the first octet that waits; SND.NXT does not move for it'],
	},
	'MUST-37': {
		section: '3.8.6.1',
		says: 'While the peer answers probes the connection stays.',
		onWire: 'yes',
		metBy: ['tcp/persist: are answered, and that keeps the connection for ever (MUST-37)'],
	},
	'MUST-38': {
		section: '3.8.6.2.1',
		says: 'The sender avoids silly windows.',
		onWire: 'yes',
		metBy: [
			'tcp/output: (1) sends a full segment whenever the window has room for one',
			'tcp/output: (2) sends all that is pushed where the window has room for it',
			'tcp/output: (3) sends half of the largest window ever offered, when nothing is out',
			'tcp/output: (4) sends what the window allows when it has waited long enough',
		],
	},
	'MUST-39': {
		section: '3.8.6.2.2',
		says: 'The receiver avoids silly windows.',
		onWire: 'yes',
		metBy: [
			'tcp/receive-window: keeps a shut window shut until a segment, or half the buffer, can be told',
			'tcp/receive-window: half the buffer is enough where that is less than a segment',
		],
	},
	'MUST-40': {
		section: '3.8.6.3',
		says: 'An ACK is delayed by less than half a second.',
		onWire: 'yes',
		metBy: ['tcp/delayed-ack: wait less than half a second (MUST-40)'],
	},
	'MUST-41': {
		section: '3.9.1.1',
		says: 'A passive OPEN touches no connection that is there.',
		onWire: 'no',
		metBy: ['requirements/opens: that fails or succeeds changes no connection that is there (MUST-41)'],
	},
	'MUST-42': {
		section: '3.9.1.1',
		says: 'A program can listen on a port from which another is just opening.',
		onWire: 'no',
		metBy: ['requirements/opens: works on a port whose other connection is in SYN-SENT or SYN-RECEIVED (MUST-42)'],
	},
	'MUST-43': {
		section: '3.9.1.1',
		says: 'OPEN takes a local address.',
		onWire: 'no',
		doesNotApply: ONE_ADDRESS,
	},
	'MUST-44': {
		section: '3.9.1.1',
		says: 'Without one, IP is asked for it before the SYN.',
		onWire: 'no',
		doesNotApply: ONE_ADDRESS,
	},
	'MUST-45': {
		section: '3.9.1.1',
		says: 'Later segments come from the address of the first.',
		onWire: 'yes',
		metBy: ['requirements/opens: keeps its address to the last segment (MUST-45)'],
	},
	'MUST-46': {
		section: '3.9.1.1',
		says: 'OPEN to a group or to everybody is an error.',
		onWire: 'no',
		metBy: ['host/ports: MUST-46: connect to a group, to everybody, to nobody or to ourselves is an error'],
	},
	'MUST-47': {
		section: '3.9.1.8',
		says: 'The program can be told of soft errors.',
		onWire: 'no',
		metBy: ['tcp/loss/rto: tells the user of trouble at R1, three retransmissions (SHLD-9, SHLD-10)'],
	},
	'MUST-48': {
		section: '3.9.1.9',
		says: 'A program sets the Diffserv field of what it sends.',
		onWire: 'yes',
		metBy: [
			'requirements/ip-header: is what the program set, from the SYN on (MUST-48), and reaches IP unchanged (SHLD-22)',
			'requirements/ip-header: of a listener is that of the connections it takes (MUST-48)',
		],
	},
	'MUST-49': {
		section: '3.9.2',
		says: 'The TTL can be set.',
		onWire: 'yes',
		metBy: [
			'requirements/ip-header: is the host’s value on every segment: SYN, text, RST for nobody (MUST-49)',
			'requirements/ip-header: is 64 where nothing is set, and changes at once when it is (MUST-49)',
		],
	},
	'MUST-50': {
		section: '3.9.2',
		says: 'IP options that TCP does not know are ignored.',
		onWire: 'yes',
		metBy: ['requirements/options: of the IPv4 header are skipped, whatever they say (MUST-50)'],
	},
	'MUST-51': {
		section: '3.9.2.1',
		says: 'A program can name a source route.',
		onWire: 'yes',
		doesNotApply: NO_ROUTES,
	},
	'MUST-52': {
		section: '3.9.2.1',
		says: 'That route goes before one that came in a datagram.',
		onWire: 'yes',
		doesNotApply: NO_ROUTES,
	},
	'MUST-53': {
		section: '3.9.2.1',
		says: 'A passive connection answers along the route by which its SYN came.',
		onWire: 'yes',
		doesNotApply: NO_ROUTES,
	},
	'MUST-54': {
		section: '3.9.2.2',
		says: 'An ICMP error reaches the connection that it is about.',
		onWire: 'yes',
		metBy: [
			'tcp/icmp: counts only when it quotes a segment that is out: the first octet of it, or the last (MUST-54, RFC 5927 §4.1)',
			'requirements/icmp: reaches the connection whose segment it quotes, and no other (MUST-54)',
			'requirements/icmp: about a segment that this host never sent is ignored (MUST-54)',
		],
	},
	'MUST-55': {
		section: '3.9.2.2',
		says: 'ICMP Source Quench is discarded in silence.',
		onWire: 'yes',
		metBy: ['tcp/icmp: source quench has no effect, whatever it quotes (MUST-55)'],
	},
	'MUST-56': {
		section: '3.9.2.2',
		says: 'Destination unreachable 0, 1 and 5, time exceeded and parameter problem abort nothing.',
		onWire: 'yes',
		metBy: [
			'tcp/icmp: %s is told to the program, and aborts nothing (MUST-56, SHLD-25)',
			'requirements/icmp: refuses a connection that is being opened, and leaves it to its timer when it may pass (SHLD-26, MUST-56)',
		],
	},
	'MUST-57': {
		section: '3.9.2.3',
		says: 'A SYN to a group or to everybody is discarded in silence.',
		onWire: 'yes',
		metBy: ['host/ports: MUST-57, MUST-63: a SYN to or from what is no host’s own address is ignored in silence'],
	},
	'MUST-58': {
		section: '3.10.7.4',
		says: 'ACKs are aggregated where they can be.',
		onWire: 'yes',
		metBy: ['tcp/output: sends one ACK at most, and none besides text that carries it (MUST-58)'],
	},
	'MUST-59': {
		section: '3.10.7.4',
		says: 'All that was queued is taken before one ACK goes.',
		onWire: 'yes',
		metBy: ['tcp/options/reassembly: follows when the gap is filled, with one ACK for all (MUST-59)'],
	},
	'MUST-60': {
		section: '3.9.1.2',
		says: 'Text that was not pushed leaves all the same.',
		onWire: 'yes',
		metBy: [
			'tcp/output: stands nowhere when the program did not push (MAY-15), and the text leaves all the same (MUST-60)',
		],
	},
	'MUST-61': {
		section: '3.9.1.2',
		says: 'PSH stands on the segment that empties the queue.',
		onWire: 'yes',
		metBy: ['tcp/output: stands on the segment that empties the queue (MUST-61), once for a run of writes (SHLD-27)'],
	},
	'MUST-62': {
		section: '3.8.5',
		says: 'The urgent pointer tells the octet behind the urgent text.',
		onWire: 'yes',
		metBy: ['tcp/urgent: points to the octet behind it (MUST-62)'],
	},
	'MUST-63': {
		section: '3.9.2.3',
		says: 'A SYN from an address that no host can have is ignored.',
		onWire: 'yes',
		metBy: ['host/ports: MUST-57, MUST-63: a SYN to or from what is no host’s own address is ignored in silence'],
	},
	'MUST-64': {
		section: '3.2',
		says: 'An option may begin at any octet.',
		onWire: 'yes',
		metBy: ['wire/octets: may begin anywhere, after NOPs (MUST-5, MUST-64)'],
	},
	'MUST-65': {
		section: '3.2',
		says: 'MSS stands on SYNs only.',
		onWire: 'yes',
		metBy: ['tcp/options/mss: is told in no other segment (MUST-65)'],
	},
	'MUST-66': {
		section: '3.4',
		says: 'RST and URG count though our window is zero.',
		onWire: 'yes',
		metBy: [
			'tcp/arrives-other-first: its RST is obeyed, with text or without (MUST-66, SHLD-2)',
			'tcp/arrives-other-first: its urgent pointer is read (MUST-66)',
		],
	},
	'MUST-67': {
		section: '3.7.1',
		says: 'The MSS that we name is what our host can take in: MTU less 40.',
		onWire: 'yes',
		metBy: [
			'host/settings: take the segment size from the link: MTU less 40 octets (MUST-16, MUST-67), or what the program allows',
			'tcp/options/mss: of ours is told in each SYN and SYN,ACK (MUST-14, SHLD-5, MUST-67), also when sent again',
		],
	},
	'MUST-68': {
		section: '3.1',
		says: 'Every option but EOL and NOP has a length field.',
		onWire: 'yes',
		metBy: ['requirements/options: have their length where they are not EOL or NOP (MUST-68)'],
	},
	'MUST-69': {
		section: '3.1',
		says: 'Behind EOL the header is zeros.',
		onWire: 'yes',
		metBy: ['wire/octets: fills the last word of the options with zeros (MUST-69)'],
	},

	'SHLD-1': {
		section: '3.4.1',
		says: 'An ISN is that clock and a keyed hash of both sockets.',
		onWire: 'partly',
		metBy: [
			'tcp/state/isn: are another function of time for each pair of sockets, by a keyed hash (SHLD-1)',
			'host/ports: come from the clock and a secret (RFC 6528): other ports, other times, other secrets give others',
		],
	},
	'SHLD-2': {
		section: '3.5.3',
		says: 'A RST may carry text.',
		onWire: 'yes',
		metBy: ['tcp/arrives-other: is obeyed with text on it (SHLD-2), with an ACK or without'],
	},
	'SHLD-3': {
		section: '3.6.1',
		says: 'A RST tells when text is lost by CLOSE.',
		onWire: 'yes',
		metBy: [
			'tcp/calls: with text unread, and nobody to read it: a RST shows that it was lost (SHLD-3, MAY-1)',
			'tcp/arrives-other: answers text for a program that reads no more with a RST (SHLD-3, MAY-1)',
		],
	},
	'SHLD-4': {
		section: '3.6.1',
		says: 'Timestamps shorten TIME-WAIT (RFC 6191).',
		onWire: 'yes',
		metBy: [
			'tcp/time-wait: a newer timestamp reopens, whatever the number',
			'tcp/time-wait: an older one does not, though the number lies above',
		],
	},
	'SHLD-5': {
		section: '3.7.1',
		says: 'The MSS option stands in every SYN.',
		onWire: 'yes',
		metBy: [
			'tcp/options/mss: of ours is told in each SYN and SYN,ACK (MUST-14, SHLD-5, MUST-67), also when sent again',
		],
	},
	'SHLD-6': {
		section: '3.7.3',
		says: 'Where the MTU varies, the smallest decides the MSS that we name.',
		onWire: 'partly',
		doesNotApply: 'The MTU of a host’s one link does not vary; what varies is the path, and that bounds what is sent.',
	},
	'SHLD-7': {
		section: '3.7.4',
		says: 'Nagle’s algorithm gathers short segments.',
		onWire: 'yes',
		metBy: ['tcp/output: sends a first small segment at once, and holds the next until that is acknowledged (SHLD-7)'],
	},
	'SHLD-8': {
		section: '3.8.2',
		says: 'Explicit congestion notification (RFC 3168).',
		onWire: 'yes',
		metBy: [
			'tcp/congestion/ecn: is new text alone',
			'tcp/congestion/ecn: says ECE on every ACK from a mark on, until CWR comes',
			'tcp/congestion/ecn: halves cwnd for ECE, sends nothing again, and says CWR on the next new text',
		],
	},
	'SHLD-9': {
		section: '3.8.3',
		says: 'The program is told between R1 and R2.',
		onWire: 'no',
		metBy: ['tcp/loss/rto: tells the user of trouble at R1, three retransmissions (SHLD-9, SHLD-10)'],
	},
	'SHLD-10': {
		section: '3.8.3',
		says: 'R1 is three retransmissions at least.',
		onWire: 'partly',
		metBy: ['tcp/loss/rto: tells the user of trouble at R1, three retransmissions (SHLD-9, SHLD-10)'],
	},
	'SHLD-11': {
		section: '3.8.3',
		says: 'R2 is 100 seconds at least.',
		onWire: 'yes',
		metBy: ['tcp/loss/rto: gives up data at R2, after 100 seconds at least (MUST-20, SHLD-11)'],
	},
	'SHLD-12': {
		section: '3.8.4',
		says: 'A keep-alive carries no text.',
		onWire: 'yes',
		metBy: ['tcp/keepalive: carry SEQ one below SND.NXT and no text (SHLD-12), so that the peer must answer'],
	},
	'SHLD-13': {
		section: '3.8.5',
		says: 'New programs leave the urgent mechanism alone.',
		onWire: 'no',
		doesNotApply: 'Advice to programs. Here a person is the program, and may try it out.',
	},
	'SHLD-14': {
		section: '3.8.6',
		says: 'A receiver does not take window back.',
		onWire: 'yes',
		metBy: [
			'tcp/receive-window: never moves its right edge to the left (SHLD-14)',
			'tcp/buffers/receive-memory: refuses what is next when nothing can be gathered or given up any more, and shuts the window',
			'host/settings: SO_RCVBUF never takes back a window that was offered (SHLD-14), nor leaves no room at all',
		],
	},
	'SHLD-15': {
		section: '3.8.6',
		says: 'If the peer does, nothing new is sent.',
		onWire: 'yes',
		metBy: ['tcp/output: may be shrunk by the peer: nothing new is sent (MUST-34, SHLD-15)'],
	},
	'SHLD-16': {
		section: '3.8.6',
		says: 'Old text inside the window is sent again as ever.',
		onWire: 'yes',
		metBy: [
			'tcp/output: when shrunk, old text inside it is sent again; at zero it is probed, and the connection lives (SHLD-16, SHLD-17, MUST-35)',
		],
	},
	'SHLD-17': {
		section: '3.8.6',
		says: 'Text beyond the window’s edge does not time a connection out.',
		onWire: 'yes',
		metBy: [
			'tcp/output: when shrunk, old text inside it is sent again; at zero it is probed, and the connection lives (SHLD-16, SHLD-17, MUST-35)',
		],
	},
	'SHLD-18': {
		section: '3.8.6.3',
		says: 'ACKs are delayed.',
		onWire: 'yes',
		metBy: ['tcp/delayed-ack: wait for text to ride on (SHLD-18)'],
	},
	'SHLD-19': {
		section: '3.8.6.3',
		says: 'Every second full segment is acknowledged.',
		onWire: 'yes',
		metBy: [
			'tcp/delayed-ack: go at once for every second full segment (SHLD-19)',
			'tcp/delayed-ack: count 2 RMSS octets, RMSS being the MSS that we asked for',
		],
	},
	'SHLD-20': {
		section: '3.9.1.8',
		says: 'A program can switch error reports off.',
		onWire: 'no',
		doesNotApply:
			'Reports are facts that lie there to be read: no routine of the program is called that it could switch off.',
	},
	'SHLD-21': {
		section: '3.9.1.9',
		says: 'The Diffserv field may change during a connection.',
		onWire: 'yes',
		metBy: ['requirements/ip-header: may be changed while the connection lives (SHLD-21)'],
	},
	'SHLD-22': {
		section: '3.9.1.9',
		says: 'It reaches IP unchanged.',
		onWire: 'yes',
		metBy: [
			'requirements/ip-header: is what the program set, from the SYN on (MUST-48), and reaches IP unchanged (SHLD-22)',
		],
	},
	'SHLD-23': {
		section: '3.9.2',
		says: 'Programs do not change it often.',
		onWire: 'no',
		doesNotApply: 'Advice to programs. Here a person is the program.',
	},
	'SHLD-24': {
		section: '3.9.2.1',
		says: 'A later source route replaces an earlier one.',
		onWire: 'yes',
		doesNotApply: NO_ROUTES,
	},
	'SHLD-25': {
		section: '3.9.2.2',
		says: 'Destination unreachable 0, 1 and 5 are told to the program.',
		onWire: 'no',
		metBy: ['tcp/icmp: %s is told to the program, and aborts nothing (MUST-56, SHLD-25)'],
	},
	'SHLD-26': {
		section: '3.9.2.2',
		says: 'Destination unreachable 2 to 4 abort the connection.',
		onWire: 'yes',
		metBy: [
			'tcp/icmp: %s aborts the connection (SHLD-26)',
			'requirements/icmp: refuses a connection that is being opened, and leaves it to its timer when it may pass (SHLD-26, MUST-56)',
		],
	},
	'SHLD-27': {
		section: '3.9.1.2',
		says: 'A run of writes gets one PSH.',
		onWire: 'yes',
		metBy: ['tcp/output: stands on the segment that empties the queue (MUST-61), once for a run of writes (SHLD-27)'],
	},
	'SHLD-28': {
		section: '3.9.1.2',
		says: 'Segments are as long as they may be.',
		onWire: 'yes',
		metBy: [
			'tcp/output: are as long as the effective MSS while text lasts (SHLD-28)',
			'tcp/options/mss: bounds every segment (SHLD-28)',
		],
	},
	'SHLD-29': {
		section: '3.8.6.1',
		says: 'The first probe goes when the window was shut for RTO.',
		onWire: 'yes',
		metBy: ['tcp/persist: begin when the window was shut for RTO, and come at doubling intervals (SHLD-29, SHLD-30)'],
	},
	'SHLD-30': {
		section: '3.8.6.1',
		says: 'The time between probes doubles.',
		onWire: 'yes',
		metBy: ['tcp/persist: begin when the window was shut for RTO, and come at doubling intervals (SHLD-29, SHLD-30)'],
	},
	'SHLD-31': {
		section: '3.10.7.4',
		says: 'What comes out of order is held.',
		onWire: 'yes',
		metBy: [
			'tcp/options/reassembly: is held, and answered at once by a duplicate ACK (SHLD-31, MAY-13)',
			'tcp/options/reassembly: follows when the gap is filled, with one ACK for all (MUST-59)',
		],
	},

	'MAY-1': {
		section: '3.6.1',
		says: 'A program that closes may read no more.',
		onWire: 'yes',
		metBy: [
			'tcp/calls: with text unread, and nobody to read it: a RST shows that it was lost (SHLD-3, MAY-1)',
			'host/closing: answers text for an orphan with a RST (MAY-1)',
		],
	},
	'MAY-2': {
		section: '3.6.1',
		says: 'A new SYN may open a connection out of TIME-WAIT.',
		onWire: 'yes',
		metBy: [
			'tcp/time-wait: may reopen the connection when its number lies above all old ones',
			'tcp/time-wait: may not when it could be an old duplicate',
			'host/ports: opens anew for a SYN above all old numbers, with an ISS above them too (MAY-2)',
		],
	},
	'MAY-3': {
		section: '3.7.1',
		says: 'The MSS option may stand in every SYN, whatever it says.',
		onWire: 'yes',
		metBy: ['tcp/calls: active: sends <SEQ=ISS><CTL=SYN> with our MSS and enters SYN-SENT (SHLD-5, MAY-3, MUST-14)'],
	},
	'MAY-4': {
		section: '3.8.1',
		says: 'The same segment sent again may have the same IP identification.',
		onWire: 'yes',
		metBy: ['requirements/sent-again: is the same octets, the IPv4 identification too (MAY-4)'],
	},
	'MAY-5': {
		section: '3.8.4',
		says: 'There may be keep-alives.',
		onWire: 'yes',
		metBy: ['tcp/keepalive: begin after two hours of silence by default (MUST-28)'],
	},
	'MAY-6': {
		section: '3.8.4',
		says: 'A keep-alive may carry an octet of garbage.',
		onWire: 'yes',
		doesNotApply: 'Not taken: it is for peers of before 1989; without it SHLD-12 holds always.',
	},
	'MAY-7': {
		section: '3.8.6',
		says: 'Old text beyond the edge of a shrunken window may be sent again.',
		onWire: 'yes',
		metBy: ['requirements/sent-again: goes though the window has shrunk onto it (MAY-7)'],
	},
	'MAY-8': {
		section: '3.8.6.1',
		says: 'A receiver may keep its window shut for ever.',
		onWire: 'yes',
		metBy: ['tcp/receive-window: may stay shut for ever: each probe is answered, none is taken (MAY-8)'],
	},
	'MAY-9': {
		section: '3.9.1.9',
		says: 'The Diffserv field received may be passed to the program.',
		onWire: 'no',
		doesNotApply: 'Not taken: the person reads it off the segment.',
	},
	'MAY-10': {
		section: '3.9.2',
		says: 'The IP Timestamp option may be supported.',
		onWire: 'yes',
		doesNotApply: 'Not taken: it is skipped, as MUST-50 wants. The wire has no routers that would stamp.',
	},
	'MAY-11': {
		section: '3.9.2',
		says: 'The IP Record Route option may be supported.',
		onWire: 'yes',
		doesNotApply: 'Not taken: it is skipped, as MUST-50 wants. The wire has no routers to be recorded.',
	},
	'MAY-12': {
		section: '3.10.7.4',
		says: 'An ACK that is too old may be refused (RFC 5961 §5).',
		onWire: 'yes',
		metBy: [
			'tcp/arrives-other: drops what acknowledges more than the largest window below SND.UNA, and challenges it (MAY-12, RFC 5961 §5)',
		],
	},
	'MAY-13': {
		section: '3.10.7.4',
		says: 'A segment out of order may be answered at once.',
		onWire: 'yes',
		metBy: ['tcp/options/reassembly: is held, and answered at once by a duplicate ACK (SHLD-31, MAY-13)'],
	},
	'MAY-14': {
		section: '3.9.1.7',
		says: 'There may be a FLUSH call.',
		onWire: 'no',
		doesNotApply: 'Not taken: socket programs have no such call.',
	},
	'MAY-15': {
		section: '3.9.1.2',
		says: 'SEND may take PUSH.',
		onWire: 'yes',
		metBy: [
			'tcp/output: stands nowhere when the program did not push (MAY-15), and the text leaves all the same (MUST-60)',
		],
	},
	'MAY-16': {
		section: '3.9.1.2',
		says: 'Text that was not pushed may be gathered.',
		onWire: 'yes',
		metBy: ['tcp/output: join what several SENDs brought (MAY-16)'],
	},
	'MAY-17': {
		section: '3.9.1.3',
		says: 'PSH may be passed to the receiving program.',
		onWire: 'no',
		doesNotApply: 'Not taken: a stream socket gives octets, and nothing of how they came.',
	},
	'MAY-18': {
		section: '3.8.2',
		says: 'Another congestion control that conforms may be there.',
		onWire: 'yes',
		metBy: [
			'tcp/congestion/cubic: cuts to 0.7 of what is out, two segments at least (§4.6)',
			'tcp/congestion/cubic: is back where the loss was after K seconds, and has slowed down before (§4.2)',
		],
	},

	'REC-1': {
		section: '3.1',
		says: 'Windows are kept and computed in 32 bits.',
		onWire: 'yes',
		metBy: [
			'tcp/state/window-scale: above 65,535 octets are filled (REC-1)',
			'tcp/state/window-scale: of ours above 65,535 octets are offered, shifted by what we said',
		],
	},
};
