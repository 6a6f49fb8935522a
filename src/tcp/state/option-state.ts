/** What a TCB remembers for the options that few connections use: Fast Open and the user timeout. */

import type {Micros} from './segment.js';

/** The sections of a TCB that tell of it. */
export type OptionState = {
	/** RFC 7413. */
	fastOpen: {
		/** What our next SYN or SYN,ACK carries: a cookie, or none to ask for one; null: nothing, or it has gone. */
		option: Uint8Array | null;
		/** Our SYN carried the option: a cookie that comes back was asked for. */
		asked: boolean;
		/** Octets of text that our SYN carried. */
		sent: number;
		/** A listener's: the text of the SYN is taken, and answered, before the handshake is done. */
		takes: boolean;
		/** That has happened, and the ACK of our SYN has not come. */
		early: boolean;
		/** What came in answer to our SYN: a cookie; null: none. */
		received: Uint8Array | null;
	};
	/** Made from a SYN cookie: when our SYN,ACK went is not known. */
	byCookie: boolean;
	/** RFC 5482. */
	uto: {
		/** REMOTE_UTO; null: the peer has advertised none. */
		remote: Micros | null;
		/** ADV_UTO as last sent in a segment without SYN; null: not yet. */
		told: Micros | null;
	};
};

export const noOptionState = (): OptionState => ({
	fastOpen: {option: null, asked: false, sent: 0, takes: false, early: false, received: null},
	byCookie: false,
	uto: {remote: null, told: null},
});

export const copyOptionState = (s: OptionState): OptionState => ({
	fastOpen: {...s.fastOpen},
	byCookie: s.byCookie,
	uto: {...s.uto},
});
