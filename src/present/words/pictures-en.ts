/** English words of the pictures. */

export const picturesEn = {
	nothingToPlot: 'Nothing to draw yet: no connection has been opened.',
	noText: 'Nothing to draw yet: no text has been sent.',
	noSegment: 'No segment has been sent yet.',
	sender: '{host} sends',
	below: 'below:',

	/** The time–sequence graph. */
	graph: {
		sent: 'sent',
		again: 'sent again',
		lost: 'lost',
		acked: 'acknowledged',
		window: 'window',
		sacked: 'SACKed',
		octets: 'octets',
	},

	/** The diagram of states. */
	states: {
		path: '{host}',
		none: 'no connection',
		legend: '{pointer} here now; the numbers are steps, client’s left, server’s right',
		passiveOpen: 'passive OPEN',
		activeOpen: 'active OPEN',
		send: 'SEND',
		rcvSyn: 'rcv SYN',
		rcvSynAck: 'rcv SYN,ACK',
		rcvAck: 'rcv ACK',
		close: 'CLOSE',
		rcvFin: 'rcv FIN',
		rcvFinAck: 'rcv FIN,ACK',
		twoMsl: '2 MSL',
	},

	/** The segment as bits. */
	segment: {
		title: '{id} {from} {arrow} {to}',
		place: '{place} of {count}',
		first: 'the first of the {host} in this connection: nothing to compare with',
		since: 'since {id}:',
		same: 'nothing but its checksums',
		text: 'text',
		octetCount: '{count} octets',
	},

	/** Tables as Linux's tools print them. */
	tables: {
		none: '(no sockets)',
	},

	/** The log's filter. */
	filter: {
		none: 'Nothing in the log has “{filter}” in it.',
		on: 'filter “{filter}”: {count}',
		off: 'The log shows everything again.',
	},

	/** Pictures to keep. */
	keep: {
		written: 'Written ({format}): {path}',
		writtenOver: 'Written ({format}), the old file is replaced: {path}',
		nothing: 'Nothing has happened yet: there is nothing to draw.',
		unknown: 'What to draw is told by the name’s ending: {endings}.',
		time: 'time',
		step: 'step {step} of {count}',
		keys: 'Arrow keys step; Home and End go to the ends.',
		ladder: 'Ladder',
		graph: 'Time and sequence',
		window: 'Window and round trip',
		states: 'States',
		lost: 'lost',
		later: '{time} later',
		profile: 'profile {profile}, seed {seed}',
		start: 'the beginning',
	},
} as const;
