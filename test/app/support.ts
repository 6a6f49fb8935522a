import {createSession, type Key, type Session, type SessionOptions} from '../../src/app/index.js';
import {defaultSetup} from '../../src/lab/index.js';
import {plainMeasure} from '../../src/present/index.js';

/** A session as the program starts one, without a terminal. */
export const newSession = (options: Partial<SessionOptions> = {}): Session =>
	createSession({setup: defaultSetup('rfc9293', 1), lang: 'en', measure: plainMeasure, ...options});

/** Presses keys, one after the other. Named ones stand by themselves: `'tab'`. */
export function press(session: Session, ...keys: readonly Key[]): void {
	for (const key of keys) session.press(key);
}

/** What a line of text types. */
export function type(session: Session, text: string): void {
	for (const key of text) session.press(key);
}

/** Both ends' states, as the panes show them; `-` for none. */
export function states(session: Session): string {
	const {hosts} = session.store.getState().world;
	const of = (host: 'client' | 'server'): string =>
		hosts[host].connections.filter(({tcb}) => tcb.state !== 'LISTEN').at(-1)?.tcb.state ?? '-';
	return `${of('client')} ${of('server')}`;
}

/** What is in flight, by id and control bits. */
export const inFlight = (session: Session): string =>
	session.store
		.getState()
		.world.wire.flights.map(({id, segment}) => `${id} ${bits(segment)}`)
		.join(', ');

const bits = (segment: {syn: boolean; fin: boolean; rst: boolean; psh: boolean; ack: unknown}): string =>
	(segment.syn ? 'S' : '') +
	(segment.fin ? 'F' : '') +
	(segment.rst ? 'R' : '') +
	(segment.psh ? 'P' : '') +
	(segment.ack === null ? '' : '.');
