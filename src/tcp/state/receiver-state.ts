/** What a Linux receiver remembers besides RFC 9293's variables: for quick-ack.ts, and for its receive buffer. */

import type {Micros} from './segment.js';
import {type Seq, seq} from './seq.js';

/** How the peer sends and our program answers, which decides how long an ACK waits (quick-ack.ts). */
export type Rhythm = {
	/** ACKs of text that still go at once. */
	quick: number;
	/** Times in a row that text of ours followed the peer's within `delay`. */
	replies: number;
	/** How long an ACK may wait; 0 until text has come. */
	delay: Micros;
	/** When text came last. */
	textAt: Micros;
	/** The length of the peer's full segments, as far as they were seen, octets. */
	fullSize: number;
	/** The length of a shorter segment that may prove to be the full one, octets; 0: none. */
	lastSize: number;
	/** Segments since the last ACK that look like the end of a write; 2 is as good as more. */
	ends: 0 | 1 | 2;
	/** Text or a FIN has come since it was last thought about when to acknowledge. */
	fresh: boolean;
	/** ACKs that went for text ahead of RCV.NXT, since RCV.NXT last moved. */
	duplicates: number;
	duplicatesOf: Seq;
};

/** The receive buffer as memory: text, and the records that it lies in (receive-memory.ts). */
export type ReceiveMemory = {
	/** What the buffer may take up, octets. */
	size: number;
	/** What is taken by text that the program has not read, and by text ahead of RCV.NXT; octets. */
	used: number;
	held: number;
	/** Of 256 octets of memory so many are text, by the segments that come. */
	ratio: number;
	/** Text that came lately found no memory: the next ACK says that the window is zero. */
	refused: boolean;
	/** The records of the unread text, in its order. */
	records: MemoryRecord[];
};

/** One record of unread text. */
export type MemoryRecord = {
	/** Of text that the program has not read. */
	octets: number;
	/** What it takes as long as any of that is there. */
	memory: number;
	/** Octets of later text that it has room for. */
	spare: number;
};

/** What the window may come to be (moderated-window.ts), and how the buffer follows the program's reading (autotuning.ts). */
export type Moderation = {
	/** No window larger than this is offered, octets; it is the buffer's text at most. */
	clamp: number;
	/** Nor larger than this, which grows with what arrives. */
	limit: number;
	/** The window that went with the last ACK, octets; what the header could not tell of it is counted, too. */
	offered: number;
	/** What the program last read in a round trip; octets. */
	space: number;
	/** From where, and since when, its reading is measured. */
	readFrom: Seq;
	readSince: Micros;
	/** The round trip as a receiver sees it; 0: not known. */
	roundTrip: Micros;
	/** The TSecr that was last looked at for one. */
	echo: number;
	/** One that is measured by the window ends when RCV.NXT reaches this. */
	roundEnd: Seq;
	/** Null: nothing has come. */
	roundSince: Micros | null;
	/** The clock when a segment last came or went. */
	clock: Micros;
};

/** The sections of a TCB that tell of it. */
export type ReceiverState = {rhythm: Rhythm; memory: ReceiveMemory; moderation: Moderation};

/** @param size - octets of memory that the receive buffer has */
export const noReceiverState = (size: number): ReceiverState => ({
	rhythm: noRhythm(),
	memory: noReceiveMemory(size),
	moderation: noModeration(),
});

export const copyReceiverState = (s: ReceiverState): ReceiverState => ({
	rhythm: {...s.rhythm},
	memory: {...s.memory, records: s.memory.records.map(record => ({...record}))},
	moderation: {...s.moderation},
});

const noRhythm = (): Rhythm => ({
	quick: 0,
	replies: 0,
	delay: 0,
	textAt: 0,
	fullSize: 536,
	lastSize: 0,
	ends: 0,
	fresh: false,
	duplicates: 0,
	duplicatesOf: seq(0),
});

/** Half of a buffer is text until segments have told more. */
const FIRST_RATIO = 128;

const noReceiveMemory = (size: number): ReceiveMemory => ({
	size,
	used: 0,
	held: 0,
	ratio: FIRST_RATIO,
	refused: false,
	records: [],
});

const noModeration = (): Moderation => ({
	clamp: 0,
	limit: 0,
	offered: 0,
	space: 0,
	readFrom: seq(0),
	readSince: 0,
	roundTrip: 0,
	echo: 0,
	roundEnd: seq(0),
	roundSince: null,
	clock: 0,
});
