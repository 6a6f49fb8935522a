/**
 * What a real TCP does otherwise than the standards' letter, where no sysctl value tells it: each a name, so that a
 * profile is a table of values and of these.
 */

export const BEHAVIOURS = [
	/** cwnd and what is in flight count segments, however short: each takes a whole MSS of cwnd. */
	'counts-segments',
	/** The lowest RTO is a floor of the variance term, so that RTO is SRTT + 200 ms at least, not 200 ms. */
	'variance-floor',
	/** The first ACKs of a connection, and those after trouble, go at once; the delay of others follows the peer's rhythm. */
	'quick-acks',
	/** The window offered starts small, grows with what arrives, and opens by Linux's rounding. */
	'moderated-window',
	/** A zero-window probe and a keep-alive are an empty segment below SND.UNA, and a shut window is never given up for answers. */
	'empty-probes',
	/** Nagle holds a short segment only behind another short one (Minshall's variant). */
	'minshall-nagle',
	/** A sender waits neither for half of the peer's window nor for the override timer. */
	'no-sender-sws',
	/** A sender waits a moment for a larger burst, as segmentation offload likes it. */
	'bursts',
	/** A repeated SYN in SYN-RECEIVED is answered by the SYN,ACK again; one that ends a simultaneous open, by an ACK. */
	'syn-ack-again',
	/** A SYN that went twice costs no window; only from its second timeout on does cwnd begin at one segment. */
	'forgives-lost-syn',
	/** Text that comes with a SYN is left lying, but for Fast Open: no memory for whom we do not know. */
	'no-text-with-syn',
	/** A FIN's ACK may wait as text's does. */
	'delayed-fin-ack',
	/** An ACK that stands just behind the window is looked at: a peer that has filled it sends no other. */
	'looks-at-edge',
	/** Behind a window that was taken back an ACK or RST of our own stands at its end, where the peer looks at it. */
	'acks-at-window-end',
	/** A RST of our own carries an ACK and the window, and goes to a peer that keep-alives found dead, too. */
	'acknowledging-resets',
	/** Losses are found by time (RFC 8985) and repaired at the rate of RFC 6937; false recoveries are undone. */
	'rack',
	/** A segment without the timestamp agreed on is taken; PAWS forgives one tick, and a lone duplicate ACK more. */
	'lenient-timestamps',
	/** No more than four blocks of held text are remembered; of older ones the peer is not told again. */
	'four-sack-blocks',
	/** The ACK that takes a FIN in FIN-WAIT-2 still tells of the block that ended with it. */
	'blocks-outlive-fin',
	/** The send buffer has room for records as large as a burst, so that one SEND may take more than its size. */
	'send-records',
	/** R2 is no count: the time that so many retransmissions would take, had RTO begun at 200 ms. */
	'r2-is-time',
	/** Once synchronized, an ICMP error that should abort is only told (RFC 5927 §5.2). */
	'soft-when-synchronized',
] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];
export type Behaviours = Readonly<Record<Behaviour, boolean>>;

/** These, and none else. */
export const behaviours = (...names: readonly Behaviour[]): Behaviours =>
	Object.fromEntries(BEHAVIOURS.map(name => [name, names.includes(name)])) as Record<Behaviour, boolean>;

export const NO_BEHAVIOURS: Behaviours = behaviours();
