/** Recorded scenarios in which our hosts do something else than Linux, and why. One that agrees must leave the list: the test says so. */
export const NOT_YET: Readonly<Record<string, string>> = {
	'd25-limited-transmit':
		'segments that come while the reader holds its socket are joined in the backlog, and one ACK goes for all: a moment that only a real machine has',
};
