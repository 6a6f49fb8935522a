/** Both states, both seq and ack numbers, and TIME-WAIT running down: always on the screen. */

import type {HostName} from '../host/index.js';
import type {World} from '../lab/index.js';
import {unsigned} from '../tcp/index.js';
import {shownConnection} from './chosen.js';
import {fitLine, lineWidth, span} from './fit.js';
import {glyphsFor} from './glyphs.js';
import {hasIrs, hasIss} from './known.js';
import {shownSeq} from './label.js';
import type {Line, Span, Style} from './line.js';
import {remaining} from './time.js';
import {wordsFor} from './words/words.js';

/** How much is spelled out: everything, then narrower and narrower. */
const FORMS = [
	{between: '  ', hosts: 'whole', words: true, timer: 'TIME-WAIT'},
	{between: ' ', hosts: 'whole', words: true, timer: 'TIME-WAIT'},
	{between: ' ', hosts: 'initial', words: true, timer: 'TIME-WAIT'},
	{between: ' ', hosts: 'initial', words: true, timer: 'TW'},
	{between: ' ', hosts: 'initial', words: false, timer: 'TW'},
	{between: '', hosts: 'initial', words: false, timer: 'TW'},
] as const;
type Form = (typeof FORMS)[number];

type Shown = Readonly<Record<HostName, number | null>>;

/** One line of exactly `width` cells. @param shown - the connections to tell of; null: the one `shownConnection` chooses */
export function statusBar(
	world: World,
	width: number,
	style: Style,
	shown: Shown = {client: null, server: null},
): Line {
	let line: Line = [];
	for (const form of FORMS) {
		line = written(world, form, style, shown);
		if (lineWidth(line, style) <= width) break;
	}
	return fitLine(line, width, style);
}

function written(world: World, form: Form, style: Style, shown: Shown): Line {
	const {bar, dash} = glyphsFor(style);
	const between = span(`${form.between}${bar}${form.between}`, 'quiet');
	const left = timeWaitLeft(world);
	return [
		span(' '),
		...end(world, 'client', shown.client, form, style),
		between,
		...end(world, 'server', shown.server, form, style),
		between,
		span(`${form.timer} `, 'quiet'),
		span(left === null ? dash : remaining(left), left === null ? 'quiet' : 'urgent-timer'),
	];
}

function end(world: World, host: HostName, wanted: number | null, form: Form, style: Style): Span[] {
	const {dash} = glyphsFor(style);
	const words = wordsFor(style.lang);
	const tcb = shownConnection(world, host, wanted)?.tcb ?? null;
	const seq = tcb !== null && hasIss(tcb) ? shownSeq(tcb.snd.nxt, unsigned(tcb.iss), style) : dash;
	const ack = tcb !== null && hasIrs(tcb) ? shownSeq(tcb.rcv.nxt, unsigned(tcb.irs), style) : dash;
	const name = form.hosts === 'whole' ? words.sides[host] : [...words.sides[host]][0];
	return [
		span(`${name} `, host),
		span(tcb?.state ?? 'CLOSED', 'state'),
		span(form.words ? ` ${words.status.seq} ${seq} ${words.status.ack} ${ack}` : ` ${seq}:${ack}`),
	];
}

/** What is left of the TIME-WAIT that ends first; null: none runs. */
function timeWaitLeft({hosts, now}: World): number | null {
	let first: number | null = null;
	for (const host of [hosts.client, hosts.server]) {
		for (const {tcb} of host.connections) {
			const at = tcb.timers['time-wait'];
			if (at !== null && (first === null || at < first)) first = at;
		}
	}
	return first === null ? null : first - now;
}
