/** `>`: a packet that the host must send. */

import {distance, type Segment, unsigned} from '../../tcp/index.js';
import type {IpLine, TcpLine} from '../language/script.js';
import {belongs, type Flow, newFlow, sentSyn} from '../machine/flows.js';
import {type Machine, type Outgoing, runUntil} from '../machine/machine.js';
import {type Decided, Failed} from '../machine/outcome.js';
import {difference} from './match.js';
import {markText, packetText, type Shown, shownOf, timeText} from './notation.js';
import {type Due, latest, wrongTime} from './timing.js';

/** Takes the next segment, or as many as make up the line's text, and holds it against the line. @throws Failed */
export function expectPacket(m: Machine, line: TcpLine, due: Due): void {
	const parts: Outgoing[] = [nextSegment(m, line, due)];
	const flow = flowOf(m, line, parts[0] as Outgoing);
	m.flow = flow;
	const strict = m.script.settings.strictSegments;
	let octets = textOf(parts);
	while (!strict && octets < line.length) {
		const more = nextSegment(m, line, due, parts);
		const last = parts.at(-1) as Outgoing;
		if (!goesOn(last.segment, more.segment, line.length - octets)) {
			m.sent.unshift(more);
			break;
		}

		parts.push(more);
		octets = textOf(parts);
	}

	const joined = join(parts);
	learnNumbers(flow, line, joined.segment);
	const shown = shownOf(flow, joined.segment, line.seqIsAbsolute, line.ackIsAbsolute);
	const wrong = difference(line, shown, flow, m.script.settings);
	if (wrong !== null) throw failed(m, line, wrong, shown, joined);
	const late = wrongTime(m, due, joined.at);
	if (late !== null) throw failed(m, line, {field: 'time', ...late}, shown, joined);
	m.log.push({at: joined.at, text: `> ${markText(shown.ip)}${packetText(shown)}`, line: m.event?.place.line ?? null});
}

const textOf = (parts: readonly Outgoing[]): number => parts.reduce((sum, {segment}) => sum + segment.text.length, 0);

/** A segment that follows in one run: a part of what the script sees as one packet, but the last no shorter than others. */
function goesOn(before: Segment, next: Segment, missing: number): boolean {
	// An ACK alone is a segment that a line must speak of.
	if (before.text.length === 0 || next.text.length === 0 || next.text.length > missing) return false;
	if (next.text.length < missing && next.text.length !== before.text.length) return false;
	return (
		distance(before.seq, next.seq) === before.text.length &&
		next.ack === before.ack &&
		next.wnd === before.wnd &&
		!next.syn &&
		!next.rst
	);
}

/** The first one's header; what marks the end, as the last one has it. */
function join(parts: readonly Outgoing[]): Outgoing {
	const first = parts[0] as Outgoing;
	const last = parts.at(-1) as Outgoing;
	if (first === last) return first;
	const text = new Uint8Array(textOf(parts));
	const {fin, psh} = last.segment;
	return {...first, segment: {...first.segment, text, fin, psh}, why: last.why};
}

/** Of the connection that the script is about; what others send is let go, as packetdrill lets it go. */
function nextSegment(m: Machine, line: TcpLine, due: Due, parts: readonly Outgoing[] = []): Outgoing {
	const isOurs = ({segment}: Outgoing): boolean => isExpectedOf(m, line, segment);
	const until = latest(m, due);
	if (!runUntil(m, until, () => m.sent.some(isOurs))) throw nothingCame(m, line, until, parts);
	for (;;) {
		const next = m.sent.shift();
		if (next === undefined) throw nothingCame(m, line, until, parts);
		if (isOurs(next)) return next;
	}
}

function isExpectedOf(m: Machine, line: TcpLine, segment: Segment): boolean {
	if (line.ports !== null)
		return segment.source.port === line.ports.source && segment.destination.port === line.ports.destination;
	if (m.flow === null) return true;
	if (belongs(m.flow, segment)) return true;
	// A connection that connect() has opened since.
	return segment.syn && segment.ack === null && !m.flows.some(flow => belongs(flow, segment));
}

function flowOf(m: Machine, line: TcpLine, {segment}: Outgoing): Flow {
	const known = m.flows.find(flow => belongs(flow, segment));
	if (known !== undefined) return known;
	const flow = newFlow(segment.source, segment.destination, 0);
	m.flows.push(flow);
	if (line.flags.includes('S')) flow.localScriptIsn = line.seq;
	return flow;
}

/** Our first SYN tells our ISN, and what the script calls it. */
function learnNumbers(flow: Flow, line: TcpLine, segment: Segment): void {
	if (!segment.syn || !line.flags.includes('S')) return;
	sentSyn(flow, unsigned(segment.seq), line.seq, segment.ack === null ? null : unsigned(segment.ack));
}

function failed(
	m: Machine,
	line: TcpLine,
	{field, expected, got}: {readonly field: string; readonly expected: string; readonly got: string},
	shown: Shown,
	{why, values, at}: Outgoing,
): Failed {
	return new Failed({
		place: m.event?.place ?? {line: 1, column: 1},
		field,
		expected,
		got,
		wanted: `${whenText(m)} > ${ipText(line.ip)}${packetText(line)}`,
		actual: `${timeText(at)} > ${ipText(line.ip, shown.ip)}${packetText(shown)}`,
		decided: {rule: why, values, at},
	});
}

const ipText = (asked: IpLine, actual = asked): string => (asked.ecn === null ? '' : markText(actual) || '[noecn] ');

const whenText = (m: Machine): string => {
	const when = m.event?.when;
	return when === undefined || when.kind === 'any' ? '*' : timeText(m.dueAt);
};

function nothingCame(m: Machine, line: TcpLine, until: number | null, parts: readonly Outgoing[]): Failed {
	const octets = textOf(parts);
	const decided: Decided | null = m.decided;
	return new Failed({
		place: m.event?.place ?? {line: 1, column: 1},
		field: parts.length === 0 ? 'packet' : 'length',
		expected: parts.length === 0 ? 'a packet' : `${line.length}`,
		got:
			parts.length === 0
				? until === null
					? 'nothing, and no timer runs that could send it'
					: `nothing by ${timeText(until)}`
				: `${octets}, and nothing behind it`,
		wanted: `${whenText(m)} > ${ipText(line.ip)}${packetText(line)}`,
		actual: null,
		decided,
	});
}
