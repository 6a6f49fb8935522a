/** The numbers of pcapng (draft-ietf-opsawg-pcapng) that writer and reader share. */

export const BLOCK = {
	section: 0x0a0d_0d0a,
	interface: 1,
	/** Obsolete; written by old programs. */
	packet: 2,
	simple: 3,
	names: 4,
	enhanced: 6,
} as const;

/** Stands in a section's head: read in the wrong order of octets it tells so. */
export const BYTE_ORDER = 0x1a2b_3c4d;

export const OPTION = {
	end: 0,
	comment: 1,
	/** Of a section. */
	application: 4,
	/** Of an interface. */
	name: 2,
	description: 3,
	resolution: 9,
	offset: 14,
	/** Of an enhanced packet. */
	flags: 2,
} as const;

/** Record of a name resolution block. */
export const NAME_RECORD = {end: 0, ipv4: 1} as const;

/** The two lowest bits of an enhanced packet's flags. */
export const DIRECTION = {in: 1, out: 2} as const;

/** LINKTYPE_ numbers of tcpdump.org. */
export const LINK = {
	null: 0,
	ethernet: 1,
	raw: 101,
	loop: 108,
	cooked: 113,
	ipv4: 228,
	ipv6: 229,
	cooked2: 276,
} as const;

/** Blocks, options and records end on words of four octets. */
export const padded = (length: number): number => Math.ceil(length / 4) * 4;
