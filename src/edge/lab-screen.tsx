import type {Session as LabSession} from '../app/index.js';
import {App} from '../ui/index.js';
import {openSession, type Session, type SessionOptions} from './session.js';

/** Puts one lab on a terminal: its picture, and the clock that plays it. */
export function openLabScreen(
	session: LabSession,
	options: Omit<SessionOptions, 'element' | 'onWideSymbols'>,
): Session {
	return openSession({
		...options,
		element: ({clock}) => {
			session.connectClock(clock);
			return <App session={session} />;
		},
		onWideSymbols: () => session.store.setState(({style}) => ({style: {...style, ascii: true}})),
	});
}
