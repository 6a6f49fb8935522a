/** Recorded scenarios in which our hosts do something else than Linux. One that agrees must leave the list: the test says so. */
export const NOT_YET: readonly string[] = [
	'd25-limited-transmit',
	'd42-newreno-transfer',
	'd44-mtu-9000',
	'd59-small-send-buffer',
	'd60-send-buffer-default',
	'd99-reader-during-recovery',
	'h33-cookies-always',
	'h57-syn-queue-cookies',
];
