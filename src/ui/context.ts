import {createContext, useContext} from 'react';
import {useStore} from 'zustand';
import type {Session, SessionState} from '../app/index.js';

/** The session, which never changes; what does change is in its store. */
export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
	const session = useContext(SessionContext);
	if (session === null) throw new Error('no session around this component');
	return session;
}

/** A part of the state: a primitive, or a reference that stays the same while nothing in it changes. */
export const useView = <T>(selector: (state: SessionState) => T): T => useStore(useSession().store, selector);

/** Reads all of it now, for what is painted of many small things; whoever calls is drawn again at any change. */
export const useWhole = (): SessionState => useStore(useSession().store);
