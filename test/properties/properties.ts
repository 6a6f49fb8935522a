/** What must hold for two ends over a wire that an adversary holds: 46 sentences, and where they are watched. */

export type Property = {
	/** As it stands behind its number in test titles and in violations. */
	readonly says: string;
	/** `trials`: held against every input of every trial. `tests`: shown by tests of its own, in the file of its area. */
	readonly shown: 'trials' | 'tests' | 'both';
};

const trials = (says: string): Property => ({says, shown: 'trials'});
const tests = (says: string): Property => ({says, shown: 'tests'});
const both = (says: string): Property => ({says, shown: 'both'});

/** By number. Sequence numbers are compared modulo 2^32 everywhere. */
export const PROPERTIES: Readonly<Record<number, Property>> = {
	// Stream
	1: trials('what a program has read is a beginning of what the other one has written'),
	2: trials('whoever reads the end has read all that was written before it'),
	3: trials('nothing is acknowledged to a sender that its receiver has not in order'),
	4: both('octets that are there already are never changed by others for the same place'),
	// Sequence space
	5: trials('SND.UNA =< SND.NXT =< the farthest edge ever offered, and one for a FIN or a probe'),
	6: trials('SND.UNA and RCV.NXT never move back, and SND.NXT only by a timeout'),
	7: trials('nobody receives, and nobody acknowledges, what was not sent'),
	8: trials('the right edge of the receive window never moves left, and its field and shift fit'),
	9: trials('what is offered and what is buffered fit the receive buffer'),
	10: trials('the retransmission queue is SND.UNA to SND.NXT, and with what is unsent all that waits'),
	11: trials('a new octet is sent only inside the window and inside cwnd'),
	12: trials('a segment fits the MSS and is laid out as it must be'),
	13: tests('sequence numbers nearer than 2^31 have an order, wherever they lie'),
	// Segments
	14: both('an unacceptable segment changes nothing, and gets one ACK at most, a RST none'),
	15: trials('a RST is accepted only at RCV.NXT'),
	16: trials('no RST answers a RST, and from CLOSED comes nothing else, numbered as it was asked'),
	17: both('an ACK of what was never sent, or of long ago, changes nothing'),
	18: trials('no input makes a storm, and ends without a program to stir them go quiet'),
	19: both('invalid segments are answered at most twice a second, each connection by itself'),
	20: tests('a segment comes back from its octets, and any octets are a segment or an error'),
	// States
	21: trials('states change as Figure 5 draws it, each for a reason in the log'),
	22: both('SYN-RECEIVED goes back to LISTEN on a RST, or to CLOSED when the open was active'),
	23: trials('both ends ESTABLISHED agree on both ISNs'),
	24: trials('one FIN in sequence space, and nothing new behind it'),
	25: both('TIME-WAIT lasts 2 MSL from the last FIN, at an end that closed first'),
	26: tests('a new incarnation gets no octet of an old one'),
	// Timers and round trips
	27: both('RTO stays in its bounds and doubles with each timeout'),
	28: trials('a round trip is measured on what was sent once, and SRTT lies among the samples'),
	29: trials('a timer runs where something waits for it, and only there'),
	30: trials('an ACK waits less than half a second, and not at all where it must not'),
	31: both('nobody is given up too early'),
	32: both('no event lies in the past, and time in pieces is time in one'),
	// Congestion
	33: trials('cwnd is a segment at least and starts as the RFC says; a cut leaves two segments'),
	34: trials('what is in flight fits cwnd, or was there before the cut'),
	35: trials('cwnd grows by no more than was acknowledged, and not when it was not used'),
	36: trials('one cut for one window of losses, and recovery lasts until what was out then is acknowledged'),
	37: trials('a fast retransmission has three duplicate ACKs, or SACK, for its reason'),
	// SACK, timestamps
	38: trials('SACK blocks lie apart, inside the window, the latest first, and only where agreed'),
	39: trials('what was SACKed is neither sent again before a timeout nor forgotten'),
	40: trials('TS.Recent follows the rule, TSecr echoes it, TSval never falls'),
	// Liveness
	41: trials('when the wire heals, all that was written is read in time'),
	42: both('when both have closed, both reach CLOSED in time'),
	43: tests('a window that opens is seen within one probe, though its update is lost'),
	44: both('a connect to a listener opens both ends or fails at both'),
	// Wire
	45: both('what entered the wire was delivered, dropped, or is in flight, and the wire makes nothing by itself'),
	46: tests('what came in, played to an engine alone, makes the same go out'),
};

export const NUMBERS: readonly number[] = Object.keys(PROPERTIES).map(Number);

/** `property 14: an unacceptable segment …`, as titles begin. */
export const titleOf = (n: number): string => `property ${n}: ${PROPERTIES[n]?.says ?? '?'}`;
