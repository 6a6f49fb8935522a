/** Both hosts' sockets as Linux's `ss -tinao` and `netstat -tan` print them: names and order are the tools' own. */

import {type Connection, HOST_NAMES, type Host, type HostName} from '../host/index.js';
import {countArrived, countSent, noCounts, type SegmentCounts, type World} from '../lab/index.js';
import {distance, type Micros, type State, type Tcb} from '../tcp/index.js';
import {fitLine, span, wrap} from './fit.js';
import type {Line, Style} from './line.js';
import type {Past} from './past.js';
import {wordsFor} from './words/words.js';

export type TablesView = {
	readonly past: Past;
	readonly world: World;
	/** Rows up from the end; clamped. */
	readonly scroll: number;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** Exactly `height` lines of `width` cells; the first ones where they are more, later ones by `scroll`. */
export function socketTables(view: TablesView): Line[] {
	const {scroll, width, height, style} = view;
	const lines = tableLines(view);
	const top = Math.max(0, Math.min(Math.floor(scroll), lines.length - height));
	const shown = lines.slice(top, top + height).map(line => fitLine(line, width, style));
	while (shown.length < height) shown.push([span(' '.repeat(width))]);
	return shown;
}

/** All of them. */
export function tableLines({past, world, width, style}: Omit<TablesView, 'scroll' | 'height'>): Line[] {
	const counts = countsOf(past);
	return HOST_NAMES.flatMap((host, i): Line[] => [
		...(i === 0 ? [] : [[]]),
		...ssLines(world, host, counts, width, style),
		...netstatLines(world, host, width, style),
	]);
}

/** By host, ports and the peer's port: what a segment belongs to. */
function countsOf(past: Past): ReadonlyMap<string, SegmentCounts> {
	const counts = new Map<string, SegmentCounts>();
	const of = (key: string): SegmentCounts => {
		const known = counts.get(key) ?? noCounts();
		counts.set(key, known);
		return known;
	};
	const flying = new Map<string, {key: string; octets: number}>();
	for (const entry of past.entries.slice(0, past.cursor)) {
		for (const fact of entry.facts) {
			if (fact.kind === 'sent') {
				const {segment, from, to, id, copyOf} = fact.flight;
				const octets = segment.text.length;
				flying.set(id, {key: `${to} ${segment.destination.port} ${segment.source.port}`, octets});
				if (from === 'outsider' || copyOf !== null) continue;
				const key = `${from} ${segment.source.port} ${segment.destination.port}`;
				// A SYN that is not a retransmission begins a new incarnation.
				if (segment.syn && !fact.again) counts.delete(key);
				countSent(of(key), octets, fact.again, fact.at);
			} else if (fact.kind === 'delivered') {
				const arrived = flying.get(fact.id);
				if (arrived !== undefined) countArrived(of(arrived.key), arrived.octets, fact.at);
			}
		}
	}
	return counts;
}

const prompt = (host: HostName, command: string, style: Style): Line => [
	span(`${wordsFor(style.lang).sides[host]}$ `, host),
	span(command, 'strong'),
];

const SS_STATES: Readonly<Record<State, string>> = {
	ESTABLISHED: 'ESTAB',
	'SYN-SENT': 'SYN-SENT',
	'SYN-RECEIVED': 'SYN-RECV',
	'FIN-WAIT-1': 'FIN-WAIT-1',
	'FIN-WAIT-2': 'FIN-WAIT-2',
	'TIME-WAIT': 'TIME-WAIT',
	CLOSED: 'UNCONN',
	'CLOSE-WAIT': 'CLOSE-WAIT',
	'LAST-ACK': 'LAST-ACK',
	LISTEN: 'LISTEN',
	CLOSING: 'CLOSING',
};

function ssLines(
	world: World,
	name: HostName,
	counts: ReadonlyMap<string, SegmentCounts>,
	width: number,
	style: Style,
): Line[] {
	const host = world.hosts[name];
	const lines: Line[] = [prompt(name, 'ss -tinao', style)];
	const rows = shownConnections(host);
	lines.push([span(row('State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port', ''), 'quiet')]);
	for (const connection of rows) {
		const {tcb} = connection;
		const [received, unsent] = queuesOf(host, connection);
		const timer = timerText(tcb, world.now);
		const cells = (told: string): string =>
			row(SS_STATES[tcb.state], received, unsent, localOf(host, tcb), remoteOf(tcb), told);
		// On 80 columns the timer goes into the line below.
		const fits = style.measure(cells(timer)) <= width;
		lines.push([span(cells(fits ? timer : ''), tcb.state === 'LISTEN' ? 'plain' : 'state')]);
		const key = `${name} ${tcb.local.port} ${tcb.remote?.port ?? 0}`;
		const isPlain = tcb.state === 'LISTEN' || tcb.state === 'TIME-WAIT';
		const info = isPlain ? [] : infoOf(tcb, counts.get(key) ?? noCounts(), world.now);
		const words = [...(fits ? [] : [timer]), ...info].join(' ');
		if (words === '') continue;
		for (const line of wrap(words, width - 4, style)) lines.push([span(`    ${line}`)]);
	}
	return lines;
}

const row = (
	state: string,
	received: string | number,
	sent: string | number,
	local: string,
	peer: string,
	timer: string,
): string =>
	`${state.padEnd(10)} ${String(received).padEnd(6)} ${String(sent).padEnd(6)} ${local.padEnd(18)} ${peer.padEnd(17)}${timer === '' ? '' : ` ${timer}`}`;

const shownConnections = (host: Host): readonly Connection[] =>
	host.connections.filter(({tcb}) => tcb.state !== 'CLOSED');

/** A listener's are its accept queue and its backlog. */
function queuesOf(host: Host, {id, tcb}: Connection): readonly [number, number] {
	if (tcb.state === 'LISTEN') {
		const listener = host.sockets.find(({kind, connection}) => kind === 'listener' && connection === id);
		return [listener?.acceptQueue.length ?? 0, listener?.backlog ?? 0];
	}
	if (tcb.state === 'TIME-WAIT') return [0, 0];
	const written = tcb.unsent.length + (hasSent(tcb) ? distance(tcb.snd.una, tcb.snd.nxt) : 0);
	return [tcb.unread.length, written];
}

const hasSent = ({state}: Tcb): boolean => state !== 'CLOSED' && state !== 'LISTEN';

const localOf = (host: Host, tcb: Tcb): string =>
	`${tcb.state === 'LISTEN' ? '0.0.0.0' : host.address}:${tcb.local.port}`;

const remoteOf = ({remote}: Tcb): string => (remote === null ? '0.0.0.0:*' : `${remote.address}:${remote.port}`);

/** As `-o` has it: what runs, how much longer, how often it has fired. */
function timerText({timers, rto, persist, keepalive}: Tcb, now: Micros): string {
	const first = (
		[
			['time-wait', 'timewait', 0],
			['persist', 'persist', persist.probes],
			['retransmission', 'on', rto.timeouts],
			['loss-probe', 'on', rto.timeouts],
			['reordering', 'on', rto.timeouts],
			['keepalive', 'keepalive', keepalive.probes],
		] as const
	).find(([name]) => timers[name] !== null);
	if (first === undefined) return '';
	const [name, says, times] = first;
	return `timer:(${says},${leftText((timers[name] ?? now) - now)},${times})`;
}

/** iproute2's print_ms_timer. */
function leftText(left: Micros): string {
	const all = Math.max(0, Math.floor(left / 1000));
	const minutes = Math.floor(all / 60_000);
	const seconds = Math.floor((all % 60_000) / 1000);
	const rest = all % 1000;
	if (minutes > 0) return `${minutes}min${seconds === 0 ? '' : `${seconds}sec`}`;
	if (seconds > 9) return `${seconds}sec`;
	if (seconds > 0) return rest === 0 ? `${seconds}sec` : `${seconds}.${String(rest).padStart(3, '0')}sec`;
	return `${String(rest).padStart(3, '0')}ms`;
}

/** Milliseconds as C's %g writes them. */
const ms = (micros: Micros): string => String(Number((micros / 1000).toPrecision(6)));

/** In the order of ss's tcp_stats_print. What is zero is left out, as there. */
function infoOf(tcb: Tcb, counts: SegmentCounts, now: Micros): string[] {
	const {agreed, snd, rcv, rto, cc, config, board, rack, rhythm, moderation} = tcb;
	const some = (name: string, value: number | string, shown = value !== 0): string[] =>
		shown ? [`${name}:${value}`] : [];
	const age = (at: Micros): number => Math.floor((now - at) / 1000);
	const cwnd = Math.floor(cc.cwnd / snd.mss);
	const rate = rto.srtt === null || rto.srtt === 0 ? 0 : Math.floor((snd.mss * 8 * cwnd * 1e6) / rto.srtt);
	return [
		...(agreed.timestamps ? ['ts'] : []),
		...(agreed.sack ? ['sack'] : []),
		...(agreed.ecn ? ['ecn'] : []),
		...(tcb.ecn.seen ? ['ecnseen'] : []),
		config.congestionControl,
		...(agreed.scaling ? [`wscale:${snd.wscale},${rcv.wscale}`] : []),
		`rto:${ms(rto.rto)}`,
		...some('backoff', rto.backoff),
		...(rto.srtt === null ? [] : [`rtt:${ms(rto.srtt)}/${ms(rto.mdev > 0 ? rto.mdev / 4 : rto.rttvar)}`]),
		...some('ato', ms(rhythm.delay), rhythm.delay > 0),
		`mss:${snd.mss}`,
		`pmtu:${snd.mss + 40 + (agreed.timestamps ? 12 : 0)}`,
		...some('rcvmss', rhythm.fullSize),
		`advmss:${config.mss - (agreed.timestamps ? 12 : 0)}`,
		`cwnd:${cwnd}`,
		...(cc.ssthresh >= 2 ** 30 ? [] : [`ssthresh:${Math.floor(cc.ssthresh / snd.mss)}`]),
		...some('bytes_sent', counts.octetsOut),
		...some('bytes_retrans', counts.octetsAgain),
		...some('bytes_acked', Math.max(0, distance(tcb.iss, snd.una) - 1)),
		...some('bytes_received', tcb.state === 'SYN-SENT' ? 0 : Math.max(0, distance(tcb.irs, rcv.nxt) - 1)),
		`segs_out:${counts.segmentsOut}`,
		...some('segs_in', counts.segmentsIn),
		...some('data_segs_out', counts.textSegmentsOut),
		...some('data_segs_in', counts.textSegmentsIn),
		...(rate > 0 ? [`send ${rate}bps`] : []),
		...some('lastsnd', age(counts.textSentAt), counts.textSegmentsOut > 0),
		...some('lastrcv', age(counts.textAt), counts.textSegmentsIn > 0),
		...some('delivered', board.delivered),
		...some('unacked', tcb.retransmissions.length),
		...(board.again > 0 || board.resends > 0 ? [`retrans:${board.again}/${board.resends}`] : []),
		...some('lost', board.lost),
		...some('sacked', board.sacked),
		...some('dsack_dups', board.dsacked),
		...some('reordering', rack.reordering, config.behaviours.rack && rack.reordering !== 3),
		...some('rcv_rtt', ms(moderation.roundTrip), moderation.roundTrip > 0),
		...some('rcv_space', moderation.space),
		...some('rcv_ssthresh', moderation.limit),
		...some('notsent', tcb.unsent.length),
		...some('minrtt', ms(rack.minRtt ?? 0), rack.minRtt !== null),
		...some('rcv_ooopack', tcb.outOfOrder.length),
		`snd_wnd:${snd.wnd}`,
	];
}

const NETSTAT_STATES: Readonly<Record<State, string>> = {
	ESTABLISHED: 'ESTABLISHED',
	'SYN-SENT': 'SYN_SENT',
	'SYN-RECEIVED': 'SYN_RECV',
	'FIN-WAIT-1': 'FIN_WAIT1',
	'FIN-WAIT-2': 'FIN_WAIT2',
	'TIME-WAIT': 'TIME_WAIT',
	CLOSED: 'CLOSE',
	'CLOSE-WAIT': 'CLOSE_WAIT',
	'LAST-ACK': 'LAST_ACK',
	LISTEN: 'LISTEN',
	CLOSING: 'CLOSING',
};

function netstatLines(world: World, name: HostName, width: number, style: Style): Line[] {
	const host = world.hosts[name];
	// netstat's own columns are 23 cells wide; here they give way.
	const column = width >= 92 ? 23 : 18;
	const line = (
		proto: string,
		received: string | number,
		sent: string | number,
		local: string,
		peer: string,
		state: string,
	): string =>
		`${proto.padEnd(5)} ${String(received).padStart(6)} ${String(sent).padStart(6)} ${local.padEnd(column)} ${peer.padEnd(column)} ${state}`;
	return [
		prompt(name, 'netstat -tan', style),
		[span(line('Proto', 'Recv-Q', 'Send-Q', 'Local Address', 'Foreign Address', 'State'), 'quiet')],
		...shownConnections(host).map((connection): Line => {
			const {tcb} = connection;
			const [received, sent] = queuesOf(host, connection);
			// netstat shows a listener's backlog as 0.
			const queue = tcb.state === 'LISTEN' ? 0 : sent;
			return [span(line('tcp', received, queue, localOf(host, tcb), remoteOf(tcb), NETSTAT_STATES[tcb.state]))];
		}),
	];
}
