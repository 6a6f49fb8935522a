/** `tcp-lab run FILE.pcapng`: a connection that others recorded, as a ladder. */

import type {Capture} from '../format/index.js';
import {fill, type Style} from '../present/index.js';
import {Problem} from './problem.js';
import type {Octets} from './scenario-files.js';
import type {CliWords} from './words.js';

export type RecordedOptions = {
	/** The connection to show, from 0. */
	readonly stream?: number;
	/** The name of the interface to look at. */
	readonly vantage?: string;
};

/** `broken`: the file stops making sense somewhere, in a sentence; what stands before that is in `lines`. */
export type Recorded = {readonly lines: readonly string[]; readonly broken: string | null};

/** @throws Problem when there is nothing to show */
export async function recorded(
	{path, octets}: Octets,
	{stream: wanted = 0, vantage}: RecordedOptions,
	style: Style & {readonly width: number},
	words: CliWords,
): Promise<Recorded> {
	const {isKnownLink, readCapture, recordingLines, streamsOf} = await import('../format/index.js');
	const capture = readCapture(octets);
	const {trouble, interfaces} = capture;
	const broken = trouble === null ? null : fill(words[trouble.problem], {path, at: trouble.at});
	if (broken !== null && capture.packets.length === 0) throw new Problem(broken);
	const place = placeOf(capture, vantage, path, words);
	const numbers = place === null ? null : interfaces.flatMap(({name}, i) => (name === place ? [i] : []));
	const streams = streamsOf(capture, numbers);
	if (streams.length === 0) {
		if (broken !== null) throw new Problem(broken);
		const link = interfaces.map(one => one.link).find(each => !isKnownLink(each));
		throw new Problem(fill(link === undefined ? words.noTcp : words.unknownLink, {path, link: link ?? 0}));
	}

	const stream = streams[wanted];
	if (stream === undefined) throw new Problem(fill(words.noStream, {path, count: streams.length, number: wanted}));
	return {lines: recordingLines({path, streams, stream, place}, style), broken};
}

/**
 * The interface to look at; null: all of them, for there is one, or each sees something else.
 *
 * Our own captures have the same segments at each place: the wire sees all of them once.
 */
function placeOf({interfaces}: Capture, wanted: string | undefined, path: string, words: CliWords): string | null {
	const names = [...new Set(interfaces.map(({name}) => name).filter(name => name !== null))];
	if (wanted !== undefined) {
		if (names.includes(wanted)) return wanted;
		throw new Problem(fill(words.noInterface, {path, name: wanted, names: names.join(', ') || '-'}));
	}

	return interfaces.length > 1 && names.includes('wire') ? 'wire' : null;
}
