import {describe, expect, it} from 'vitest';
import {hasPassed, runScript} from '../../src/packetdrill/index.js';
import {effectsOf} from '../../src/packetdrill/language/commands.js';
import {OPENED, run, script, trouble} from './support.js';

const SOCKET = '0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n';
const NONBLOCKING = `${SOCKET}+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n`;

describe('times', () => {
	const sent = (time: string) => `${OPENED}+0 write(4, ..., 100) = 100\n${time} > P. 1:101(100) ack 1\n`;

	it.each(['0.1', '+0', '*', '0.05~0.15', '+0~+.05', '0.1039', '+.004'])('%s: in time', time => {
		expect(trouble(sent(time))).toBeNull();
	});

	it.each(['0.0959', '+.0041', '0.11~0.2', '+.005~+.01'])('%s: not in time', time => {
		expect(trouble(sent(time))).toMatch(/^11: time: expected .*, got 0\.100000$/);
	});

	it('may be off by as much as the script says, and by nothing where they are to be exact', () => {
		expect(trouble(`--tolerance_usecs=50000\n${sent('0.14')}`)).toBeNull();
		expect(
			trouble(`--tolerance_percent=50\n${sent('+0').replace('+0 write', '+1 write').replace('+0 >', '+.002 >')}`),
		).toBeNull();
		expect(trouble(sent('0.1039'), {exact: true})).toContain('time: expected 0.103900');
	});

	it('of a call that waits are its start and its end', () => {
		const waits = (end: string) =>
			`${OPENED}+0...${end} read(4, ..., 100) = 100\n+.2 < P. 1:101(100) ack 1 win 257\n* > . 1:1(0) ack 101\n`;
		expect(trouble(waits('0.2'))).toBeNull();
		expect(trouble(waits('0.1'))).toMatch(/^10: time: expected return at 0\.200000 ± 0\.004000, got 0\.300000$/);
		expect(trouble(waits('0.3'))).toMatch(/^10: time: expected return at 0\.400000/);
		expect(trouble(`${OPENED}+0 read(4, ..., 100) = 100`)).toMatch(/^10: result: expected 100, got a call that waits/);
	});
});

describe('what is sent', () => {
	const burst = `${OPENED}+0 write(4, ..., 2500) = 2500\n`;

	it('is joined until the line has its text, unless segments are to be strict', () => {
		expect(trouble(`${burst}+0 > P. 1:2501(2500) ack 1`)).toBeNull();
		expect(trouble(`${burst}+0 > . 1:1001(1000) ack 1\n+0 > P. 1001:2501(1500) ack 1`)).toBeNull();
		expect(trouble(`--strict_segments\n${burst}+0 > P. 1:2501(2500) ack 1`)).toContain('got');
	});

	it('is not joined to an ACK that went before it and that no line speaks of', () => {
		const answered = `${OPENED}+0 < P. 1:101(100) ack 1 win 257\n+0 write(4, ..., 100) = 100\n`;
		expect(trouble(`${answered}+0 > . 1:1(0) ack 101\n+0 > P. 1:101(100) ack 101`)).toBeNull();
		expect(trouble(`${answered}+0 > P. 1:101(100) ack 101`)).toBe('12: flags: expected P., got .');
	});

	it('is expected, and its absence told', () => {
		expect(trouble(`${OPENED}+.1 > . 1:1(0) ack 1`)).toBe(
			'10: packet: expected a packet, got nothing, and no timer runs that could send it'.replace(
				'nothing, and no timer runs that could send it',
				'nothing by 0.204000',
			),
		);
	});
});

describe('what comes', () => {
	it('is cut where --mss says how long a segment may be', () => {
		const text = `${OPENED}+0 < P. 1:2001(2000) ack 1 win 257\n+0 > . 1:1(0) ack 1001\n+0 > . 1:1(0) ack 2001\n`;
		expect(trouble(`--mss=1000\n${text}`)).toBeNull();
		expect(trouble(text)).not.toBeNull();
	});

	it('may carry numbers of the wire’s own', () => {
		expect(trouble(`${OPENED}+0 < . 1:101(100)! ack 1 win 257\n+0 > . 1:1(0) ack 101`)).toBeNull();
	});

	it('may take the code of an ICMP error from the command line', () => {
		const opening = `${NONBLOCKING}+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)\n+0 > S 0:0(0) <...>\n`;
		const text = `${opening}+.1 < icmp unreachable CODE [0:0(0)]\n+0 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`;
		expect(hasPassed(runScript(script(text, {CODE: 'port_unreachable'})))).toBe(true);
		expect(() => script(text)).toThrow(/a code of this type of ICMP, got CODE/);
	});

	it('may be an ICMP error', () => {
		const opening = `${NONBLOCKING}+0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)\n+0 > S 0:0(0) <...>\n`;
		expect(
			trouble(`${opening}+.1 < icmp unreachable port_unreachable [0:0(0)]
				+0 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`),
		).toBeNull();
		expect(
			trouble(`${OPENED}+0 write(4, ..., 1000) = 1000\n+0 > P. 1:1001(1000) ack 1
			+.1 < icmp unreachable frag_needed mtu 540 [1:1001(1000)]
			+0 > . 1:501(500) ack 1\n+0 > P. 501:1001(500) ack 1`),
		).toBeNull();
	});
});

describe('calls', () => {
	it('tell TCP_INFO by the fields that the line names', () => {
		const asks = (fields: string): string | null =>
			trouble(`${OPENED}+0 getsockopt(4, SOL_TCP, TCP_INFO, {${fields}}, [232]) = 0`);
		expect(asks('tcpi_state=TCP_ESTABLISHED, tcpi_snd_cwnd=10, tcpi_unacked=0')).toBeNull();
		expect(asks('tcpi_state=TCP_CLOSE_WAIT')).toBe('10: tcpi_state: expected TCP_CLOSE_WAIT (8), got 1');
		expect(asks('tcpi_colour=1')).toBe('10: tcpi_colour: expected 1, got no such field');
	});

	it('keep apart what MSG_EOR ends', () => {
		expect(
			trouble(`${OPENED}+0 write(4, ..., 10000) = 10000\n+0 > P. 1:10001(10000) ack 1
			+0 send(4, ..., 400, MSG_EOR) = 400\n+0 write(4, ..., 1000) = 1000
			+.1 < . 1:1(0) ack 10001 win 257\n+0 > P. 10001:10401(400) ack 1\n+0 > P. 10401:11401(1000) ack 1`),
		).toBeNull();
	});

	it('sleep in write() until a third of the buffer is free', () => {
		const opening = OPENED.replace(
			'+0  accept',
			'+0  setsockopt(3, SOL_SOCKET, SO_SNDBUF, [10000], 4) = 0\n+0  accept',
		);
		const text = (ack: number): string => `${opening}+0 setsockopt(4, SOL_SOCKET, SO_SNDBUF, [10000], 4) = 0
			+0...0.2 write(4, ..., 27000) = 27000
			+.1 < . 1:1(0) ack 10001 win 257\n+.1 < . 1:1(0) ack ${ack} win 257`;
		const asked = {moreMayCome: true};
		expect(trouble(text(14_001), asked)).toBe('12: result: expected 27000, got nothing by 0.304000: it waits');
		expect(trouble(text(20_001), asked)).toBeNull();
	});

	it('are refused an address of no family', () => {
		expect(
			trouble(`${SOCKET}+0 sendto(3, ..., 0, MSG_FASTOPEN, AF_UNSPEC, ...) = -1 EOPNOTSUPP (Operation not supported)`),
		).toBeNull();
	});

	it('have the errno that the line says', () => {
		expect(trouble(`${SOCKET}+0 close(7) = -1 EBADF (Bad file descriptor)`)).toBeNull();
		expect(trouble(`${SOCKET}+0 close(7) = -1 EINVAL (Invalid argument)`)).toBe(
			'2: result: expected -1 EINVAL, got -1 EBADF',
		);
		expect(trouble(`${OPENED}+0 recv(4, ..., 10, MSG_DONTWAIT) = -1 EAGAIN (nothing)`)).toBeNull();
		expect(
			trouble(
				`${OPENED}+0 < R. 1:1(0) ack 1 win 257\n+0 read(4, ..., 10) = -1 ECONNRESET (reset)\n+0 write(4, ..., 10) = -1 EPIPE (pipe)`,
			),
		).toBeNull();
	});

	it('connect, at once or until it is done', () => {
		const answer = '+.1 < S. 0:0(0) ack 1 win 5792 <mss 1460>\n+0 > . 1:1(0) ack 1';
		expect(trouble(`${SOCKET}+0...0.1 connect(3, ..., ...) = 0\n+0 > S 0:0(0) <...>\n${answer}`)).toBeNull();
		expect(
			trouble(`${NONBLOCKING}+0 connect(3, ..., ...) = -1 EINPROGRESS (now)\n+0 > S 0:0(0) <...>
			+0 connect(3, ..., ...) = -1 EALREADY (already)\n${answer}\n+0 connect(3, ..., ...) = 0\n+0 connect(3, ..., ...) = -1 EISCONN (is)`),
		).toBeNull();
	});

	it('tell what is set', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_SOCKET, SO_SNDBUF, [10000], 4) = 0
				+0 getsockopt(4, SOL_SOCKET, SO_SNDBUF, [20000], [4]) = 0
				+0 setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=5}, 8) = 0
				+0 getsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=5}, [8]) = 0
				+0 setsockopt(4, SOL_TCP, TCP_KEEPCNT, [0], 4) = -1 EINVAL (0)
				+0 getsockopt(4, SOL_TCP, TCP_MAXSEG, [1000], [4]) = 0
				+0 getsockopt(4, SOL_TCP, TCP_NODELAY, [1], [4]) = 0`),
		).toBe('17: TCP_NODELAY: expected 1, got 0');
	});

	it('poll, at once or for a time', () => {
		const poll = (events: string, told: string, limit: number, ret: number) =>
			`poll([{fd=4, events=${events}, revents=${told}}], 1, ${limit}) = ${ret}`;
		expect(
			trouble(`${OPENED}+0 ${poll('POLLIN|POLLOUT', 'POLLOUT', 0, 1)}\n+0 ${poll('POLLIN', '0', 0, 0)}`),
		).toBeNull();
		expect(
			trouble(`${OPENED}+0...0.05 ${poll('POLLIN', '0', 50, 0)}\n+.2 close(4) = 0\n+0 > F. 1:1(0) ack 1`),
		).toBeNull();
		expect(
			trouble(
				`${OPENED}+0...0.2 ${poll('POLLIN', 'POLLIN', 1000, 1)}\n+.2 < P. 1:101(100) ack 1 win 257\n* > . 1:1(0) ack 101`,
			),
		).toBeNull();
		expect(trouble(`${OPENED}+0 ${poll('POLLIN|POLLOUT', 'POLLIN', 0, 1)}`)).toBe(
			'10: revents: expected POLLIN, got POLLOUT',
		);
	});

	it('epoll, by level and by edge', () => {
		expect(
			trouble(`${OPENED}
				+0 epoll_create(1) = 5
				+0 epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLIN|EPOLLET, fd=4}) = 0
				+0 epoll_wait(5, {events=0, ptr=0}, 1, 0) = 0
				+0 < P. 1:101(100) ack 1 win 257
				+0 > . 1:1(0) ack 101
				+0 epoll_wait(5, {events=EPOLLIN, fd=4}, 1, 0) = 1
				+0 epoll_wait(5, {events=0, ptr=0}, 1, 0) = 0
				+0 epoll_ctl(5, EPOLL_CTL_MOD, 4, {events=EPOLLIN, fd=4}) = 0
				+0 epoll_wait(5, {events=EPOLLIN, fd=4}, 1, 0) = 1
				+0 epoll_wait(5, {events=EPOLLIN, fd=4}, 1, 0) = 1
				+0 epoll_ctl(5, EPOLL_CTL_DEL, 4, {events=0, fd=4}) = 0
				+0 epoll_wait(5, {events=0, ptr=0}, 1, 0) = 0`),
		).toBeNull();
	});
});

describe('code', () => {
	// As the kernel counts: the SYN,ACK of a listener is nobody's, what goes again counts again.
	it('knows how many segments and octets went and came', () => {
		const counts = (segments: string, octets: string) => `
			+0 %{ assert (tcpi_segs_out, tcpi_segs_in) == (${segments}); assert (tcpi_bytes_sent, tcpi_bytes_retrans) == (${octets}) }%`;
		const lines = `${OPENED}${counts('0, 2', '0, 0')}
			+0 write(4, ..., 100) = 100
			+0 > P. 1:101(100) ack 1
			* > P. 1:101(100) ack 1
			+.1 < P. 1:51(50) ack 101 win 257
			+0 > . 101:101(0) ack 51`;
		expect(trouble(lines + counts('3, 3', '200, 100'))).toBeNull();
		expect(trouble(lines + counts('3, 3', '100, 0'))).toMatch(/assert/);
		expect(trouble(`${lines}\n+0 %{ assert tcpi_data_segs_out == 2 and tcpi_data_segs_in == 1 }%`)).toBeNull();
	});

	const code = (text: string) => trouble(`${OPENED}+0 %{ ${text} }%`);

	it.each([
		'assert tcpi_snd_cwnd == 10, tcpi_snd_cwnd',
		'assert tcpi_state == TCP_ESTABLISHED',
		'assert 5 <= tcpi_snd_cwnd <= 10 and not tcpi_unacked',
		'assert (tcpi_options & TCPI_OPT_SACK) != 0; assert tcpi_rtt >= 100 * 1000 - 1',
		'a = 3; a += 4 ** 2 // 3; assert a == 8, "a=%d" % a',
		'assert max(1, 2, abs(-3)) == 3 and 7 % 4 == 3 and 0x10 == 16 # a comment',
		'assert tcpi_snd_cwnd in (9, 10)\nassert True',
	])('%s', text => {
		expect(code(text)).toBeNull();
	});

	it('that does not hold says what its names are', () => {
		expect(code('assert tcpi_snd_cwnd == 11, tcpi_snd_cwnd')).toBe(
			'10: assert: expected assert tcpi_snd_cwnd == 11, got tcpi_snd_cwnd = 10',
		);
	});

	it('keeps what it has set, and prints', () => {
		const {failure, log} = run(`${OPENED}+0 %{ cwnd = 10 }%\n+0 %{ print(cwnd, "is"); assert tcpi_snd_cwnd == cwnd }%`);
		expect(failure).toBeNull();
		expect(log.map(({text}) => text)).toContain('10 is');
	});
});

describe('commands', () => {
	const sysctl = (name: string, value: number | string) => ({kind: 'sysctl', name, value});

	it.each([
		['sysctl -q net.ipv4.tcp_sack=0 net.ipv4.tcp_timestamps=1', [sysctl('tcp_sack', 0), sysctl('tcp_timestamps', 1)]],
		['sysctl -w net.ipv4.tcp_rmem="4096 540000 $((15*1024*1024))"', [sysctl('tcp_rmem', '4096 540000 15728640')]],
		[
			'../common/set_sysctls.py /proc/sys/net/ipv4/tcp_fastopen=0x403',
			[{kind: 'remember'}, sysctl('tcp_fastopen', 0x403)],
		],
		['echo 0 > /proc/sys/net/ipv4/tcp_sack', [sysctl('tcp_sack', 0)]],
		[
			'ip route change 192.0.2.1 via 192.168.0.2 dev tun0 mtu lock 1400 initcwnd 4',
			[{kind: 'mtu', octets: 1400}, sysctl('lab_init_cwnd', 4)],
		],
		['ip tcp_metrics flush all > /dev/null 2>&1', [{kind: 'forget-peers'}]],
		['sysctl -w net.inet.tcp.rfc1323=0', [sysctl('tcp_timestamps', 0), sysctl('tcp_window_scaling', 0)]],
		['tc qdisc add dev tun0 root pfifo', [{kind: 'unknown', what: 'tc qdisc add dev tun0 root pfifo'}]],
		['sysctl -w net.ipv4.tcp_tso_win_divisor=3', []],
		['sysctl -w net.ipv4.tcp_tso_win_divisor=1', [{kind: 'unknown', what: 'net.ipv4.tcp_tso_win_divisor=1'}]],
		['sysctl -q net.ipv4.tcp_sack=7', [{kind: 'unknown', what: 'net.ipv4.tcp_sack=7'}]],
	])('%s', (command, effects) => {
		expect(effectsOf(command)).toEqual(effects);
	});

	it('go back to what was before set_sysctls.py', () => {
		const text = `\`set_sysctls.py /proc/sys/net/ipv4/tcp_sack=0\`\n${SOCKET}+0 \`/tmp/sysctl_restore_1.sh\`\n+0 close(3) = 0`;
		expect(run(text).done.flatMap(({act}) => (act.do === 'sysctl' ? [act.value] : []))).toEqual([0, 1]);
	});

	it('of the usual set-up are known by their name', () => {
		const {notes, done} = run(`\`../common/defaults.sh\`\n${SOCKET}`);
		expect(done.some(({act}) => act.do === 'sysctl' && act.name === 'tcp_rmem')).toBe(true);
		// What it sets beside values of the host is what is built in.
		expect(notes).toEqual([]);
	});
});
