/** Recorded scenarios in which our hosts do something else than Linux. One that agrees must leave the list: the test says so. */
export const NOT_YET: readonly string[] = [
	'd11-zero-window',
	'c55-reuse-by-client-timestamps',
	'd21-transfer-one-loss',
	'd25-limited-transmit',
	'd30-spurious-fast-retransmit',
	'd42-newreno-transfer',
	'd44-mtu-9000',
	'd53-small-reads',
	'd55-request-larger-than-window',
	'd59-small-send-buffer',
	'd60-send-buffer-default',
	'd63-no-scaling',
	'd99-reader-during-recovery',
	'h33-cookies-always',
	'h44-small-buffers',
	'h57-syn-queue-cookies',
];
