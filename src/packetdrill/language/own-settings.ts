/**
 * What packetdrill has no words for stands in a comment, so that a script stays one for packetdrill:
 *
 *     // tcp-lab: profile rfc9293, lab_msl 30, switch no-karn, more-may-come
 */

import {nearest} from '../../format/nearest.js';
import {ParseError, type Source} from '../../format/parse-error.js';
import {PROFILE_NAMES, SYSCTLS, sysctlProblem} from '../../host/index.js';
import {SWITCHES} from '../../tcp/index.js';
import type {OwnSettings} from './script.js';

const LINE = /^[ \t]*\/\/[ \t]*tcp-lab:(.*)$/gm;

/** @throws ParseError for what is not known */
export function readOwnSettings(source: Source): OwnSettings {
	let own: OwnSettings = {profile: null, sysctl: {}, switches: [], secret: null, moreMayCome: false};
	for (const found of source.text.matchAll(LINE)) {
		const line = source.text.slice(0, found.index).split('\n').length;
		const start = found[0].indexOf(':') + 1;
		for (const part of (found[1] ?? '').matchAll(/[^,]+/g)) {
			const lead = part[0].length - part[0].trimStart().length;
			const place = {line, column: start + part.index + lead + 1};
			const said = part[0].trim();
			if (said === '') continue;
			const next = withSetting(own, said);
			if (typeof next === 'string') throw new ParseError(source, place, next, `"${said}"`);
			own = next;
		}
	}

	return own;
}

/** A string: what was expected instead. */
function withSetting(own: OwnSettings, said: string): OwnSettings | string {
	const [word = '', value = '', more] = said.split(/\s+|=/);
	if (word === 'more-may-come' && value === '') return {...own, moreMayCome: true};
	if (word === 'profile') {
		const profile = PROFILE_NAMES.find(name => name === value);
		return profile === undefined || more !== undefined
			? `profile ${PROFILE_NAMES.join(' or profile ')}`
			: {...own, profile};
	}

	if (word === 'secret') {
		const [a, b, c, d, ...others] = said.slice(word.length).trim().split(/\s+/).map(Number);
		const isSecret = [a, b, c, d].every(one => Number.isInteger(one)) && others.length === 0;
		return isSecret ? {...own, secret: [a ?? 0, b ?? 0, c ?? 0, d ?? 0]} : 'secret and four numbers';
	}

	if (word === 'switch') {
		const name = SWITCHES.find(known => known === value);
		if (name !== undefined && more === undefined) return {...own, switches: [...own.switches, name]};
		return `switch and one of ${SWITCHES.join(', ')}`;
	}

	const rest = said.slice(word.length).replace(/^[\s=]+/, '');
	const known = /^\d+$/.test(rest) ? Number(rest) : rest;
	const problem = sysctlProblem(word, known);
	if (problem === null) return {...own, sysctl: {...own.sysctl, [word]: known}};
	if (problem === 'bad-value') return `a value that ${word} can have`;
	const near = nearest(word, Object.keys(SYSCTLS));
	return `profile, switch, more-may-come, or a sysctl${near === null ? '' : ` (perhaps ${near})`}`;
}
