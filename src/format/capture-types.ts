/** What is read out of a capture file, before anybody looks for TCP in it. */

export type Capture = {
	readonly interfaces: readonly CaptureInterface[];
	/** In the order of the file. */
	readonly packets: readonly CapturedPacket[];
	/** Where the file stops making sense; what stands before it has been read. Null: it is whole. */
	readonly trouble: CaptureTrouble | null;
};

export type CaptureInterface = {
	readonly name: string | null;
	/** LINKTYPE_ number. */
	readonly link: number;
};

export type CapturedPacket = {
	/** Nanoseconds since 1970. */
	readonly at: bigint;
	/** Its place in `interfaces`. */
	readonly interface: number;
	readonly direction: 'in' | 'out' | null;
	readonly comments: readonly string[];
	/** Octets that it had on its link. */
	readonly length: number;
	/** Those that were kept of it, the link's header first: a view of the file. */
	readonly octets: Uint8Array;
};

export type CaptureTrouble = {
	readonly problem:
		| 'not-a-capture'
		/** Of the order of octets, or of a version. */
		| 'unknown-head'
		/** Less is there than is announced. */
		| 'cut-short'
		/** A block's length that cannot be, or that differs at its end. */
		| 'block-length'
		/** A packet of an interface that was not announced. */
		| 'no-such-interface'
		/** A packet that does not fit into its block. */
		| 'packet-length'
		| 'option-length';
	/** Offset in the file. */
	readonly at: number;
};
