/** What an option of a host does, in one line under the list of options. English. */

import type {Switch} from '../../tcp/index.js';

export const optionsEn = {
	switches: {
		'two-way-handshake': 'Not TCP: a SYN alone opens; an old one leaves a ghost (§3.5)',
		'no-time-wait': 'Not TCP: old segments reach the next connection (MUST-13)',
		'constant-isn': 'Not TCP: each connection starts at a number all can guess (MUST-8)',
		'no-karn': 'Retransmitted segments give samples, and mislead RTO (RFC 6298 §3)',
		'no-persist-timer': 'No probes: a lost window update means waiting for ever (MUST-36)',
		'no-nagle': 'Small segments go at once, however many are out (RFC 896)',
		'no-delayed-ack': 'Every segment with text is acknowledged at once (§3.8.6.3)',
		'no-silly-window-avoidance': 'Tiny windows are offered and filled (§3.8.6.2)',
		'no-challenge-ack': 'RFC 793: any RST or SYN in the window ends the connection',
		rfc1337: 'No old duplicate can end TIME-WAIT by a RST (RFC 1337)',
		'letter-simultaneous-open': 'Table 6 refuses the SYN,ACK of Figure 7; a bare ACK has to do',
		'letter-time-wait-fin': 'Table 6 refuses the repeated FIN; 2 MSL do not start anew',
		'letter-zero-window': 'Table 6 refuses an ACK that comes with text into a zero window',
		'answer-lost-syn-ack': 'What Linux does; the letter waits for the server’s own timer',
	} satisfies Record<Switch, string>,
	/** Linux's sysctls are told by the host's own table. */
	sysctls: {} as Readonly<Record<string, string>>,
	sockets: {
		TCP_NODELAY: 'Nagle off for this socket',
		SO_KEEPALIVE: 'Keep-alives when the connection is idle (§3.8.4)',
		TCP_KEEPIDLE: 'seconds idle before the first keep-alive',
		TCP_KEEPINTVL: 'seconds between keep-alives',
		TCP_KEEPCNT: 'keep-alives unanswered before giving up',
		SO_LINGER: 'seconds; 0: close() sends a RST and leaves no TIME-WAIT',
		TCP_USER_TIMEOUT: 'milliseconds that text may stay unacknowledged; 0: R2 decides',
		SO_RCVBUF: 'octets of receive buffer: the largest window',
		SO_SNDBUF: 'octets of send buffer',
		TCP_MAXSEG: 'octets of text in a segment at most',
		TCP_FASTOPEN: 'a listener’s: connections that may be open before their handshake is done (RFC 7413)',
		TCP_FASTOPEN_CONNECT: 'connect() waits for the first send(), whose text goes with the SYN',
		TCP_CORK: 'what is less than a segment waits for more text, 200 ms at most',
		TCP_SYNCNT: 'retransmissions of the SYN',
		TCP_LINGER2: 'seconds in FIN-WAIT-2 once the program has closed',
		TCP_WINDOW_CLAMP: 'octets that the window offered never exceeds; 0: none said',
		TCP_QUICKACK: 'ACKs go at once, until the rhythm of the connection makes them wait',
		TCP_DEFER_ACCEPT: 'a listener’s: seconds that accept() waits for text; 0: it does not',
		TCP_NOTSENT_LOWAT: 'octets waiting to be sent from which on no more are taken',
		TCP_CONGESTION: 'cubic or reno',
		TCP_INQ: 'recvmsg() tells how much is left to read',
		SO_REUSEADDR: 'a port with connections in TIME-WAIT may be bound',
		IP_TOS: '0 … 255: the upper six bits are the Diffserv field of what is sent',
	} as Readonly<Record<string, string>>,
};
