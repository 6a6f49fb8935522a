import {describe, expect, it} from 'vitest';
import {arrive, established, everyIsn, listening, send, sent, synSent} from '../../support/arrive.js';

const scaling = {config: {windowScaling: true, wscale: 3, receiveBuffer: 400_000, initialWindow: 1000}};
const roomy = {...scaling, config: {...scaling.config, sendBuffer: 400_000}};
/** A SYN or SYN,ACK that offers a shift of 7. */
const both = {...roomy, syn: {wscale: 7}};

everyIsn(() => {
	describe('RFC 7323 §2.2: the shift is agreed on', () => {
		it('a SYN offers ours, and its own window is not scaled', () => {
			const tcb = synSent(scaling);
			expect(sent(tcb)).toMatchObject([{wnd: 65_535, options: {wscale: 3}}]);
		});

		it('a SYN,ACK answers with ours where the SYN offered one, and has none where it did not', () => {
			const asked = listening(scaling);
			arrive(asked, {seq: 300, flags: 'S', wscale: 7, wnd: 1000});
			expect(sent(asked)).toMatchObject([{wnd: 65_535, options: {wscale: 3}}]);
			const unasked = listening(scaling);
			arrive(unasked, {seq: 300, flags: 'S', wnd: 1000});
			expect(sent(unasked)).toMatchObject([{options: {wscale: null}}]);
		});

		it('where the peer has none, neither end scales', () => {
			const tcb = established({...roomy, wnd: 1000});
			expect(tcb.snd).toMatchObject({wnd: 1000, wscale: 0});
			arrive(tcb, {text: 100, wnd: 2000});
			arrive(tcb, {text: 2920, wnd: 2000});
			expect(tcb.snd.wnd).toBe(2000);
			expect(sent(tcb).every(segment => segment.wnd <= 65_535)).toBe(true);
			expect(tcb.rcv.wnd).toBeLessThanOrEqual(65_535);
		});

		it('where we have none, the peer’s shift is not used', () => {
			const tcb = established({wnd: 1000, syn: {wscale: 7}});
			arrive(tcb, {wnd: 1000});
			expect(tcb.snd).toMatchObject({wnd: 1000, wscale: 0});
		});

		it('a shift above 14 is taken for 14 (§2.3)', () => {
			expect(established({...roomy, syn: {wscale: 15}}).snd.wscale).toBe(14);
			expect(established({...roomy, syn: {wscale: 14}}).snd.wscale).toBe(14);
		});
	});

	describe('RFC 7323 §2.3: windows', () => {
		it('of a SYN are not scaled, of every segment after it they are', () => {
			const tcb = established({...both, wnd: 1000});
			expect(tcb.snd.wnd).toBe(1000);
			arrive(tcb, {wnd: 1000});
			expect(tcb.snd.wnd).toBe(128_000);
		});

		it('above 65,535 octets are filled (REC-1)', () => {
			const tcb = established({...both, wnd: 65_535});
			arrive(tcb, {wnd: 2000});
			send(tcb, 300_000);
			const out = tcb.retransmissions.reduce((sum, {text}) => sum + text.length, 0);
			expect(out).toBeGreaterThan(256_000 - 1460);
			expect(out).toBeLessThanOrEqual(256_000);
		});

		it('of ours above 65,535 octets are offered, shifted by what we said', () => {
			const tcb = established({...both, wnd: 65_535});
			arrive(tcb, {text: 1460});
			arrive(tcb, {text: 1460});
			expect(tcb.rcv.wnd).toBeGreaterThan(300_000);
			expect(sent(tcb).map(segment => segment.wnd)).toEqual([Math.floor((400_000 - 2920) / 8)]);
		});
	});
});
