import {describe, expect, it} from 'vitest';
import {trouble} from '../packetdrill/support.js';

const OPENED = `
0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0  setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
+0  bind(3, ..., ...) = 0
+0  listen(3, 1) = 0
+0  < S 0:0(0) win 32792 <mss 1000>
+0  > S. 0:0(0) ack 1 <mss 1460>
+.01 < . 1:1(0) ack 1 win 30000
+0  accept(3, ..., ...) = 4
`;

describe('TCP_CORK', () => {
	it('keeps what is less than a segment until it is taken away', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_CORK, [1], 4) = 0
				+0 write(4, ..., 1300) = 1300
				+0 > . 1:1001(1000) ack 1
				+.05 write(4, ..., 100) = 100
				+.05 setsockopt(4, SOL_TCP, TCP_CORK, [0], 4) = 0
				+0 > P. 1001:1401(400) ack 1`),
		).toBeNull();
	});

	it('gives way to TCP_NODELAY for what waits already', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_CORK, [1], 4) = 0
				+0 write(4, ..., 100) = 100
				+.05 setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4) = 0
				+0 > P. 1:101(100) ack 1`),
		).toBeNull();
	});

	it('lets it go by itself after 200 ms and a round trip', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_CORK, [1], 4) = 0
				+0 write(4, ..., 100) = 100
				+.212 > P. 1:101(100) ack 1`),
		).toBeNull();
	});
});

describe('MSG_MORE', () => {
	it('keeps the text for the next write, which sends both', () => {
		expect(
			trouble(`${OPENED}
				+0 send(4, ..., 100, MSG_MORE) = 100
				+.05 send(4, ..., 100, 0) = 100
				+0 > P. 1:201(200) ack 1`),
		).toBeNull();
	});
});

describe('MSG_PEEK', () => {
	it('leaves the text to be read again', () => {
		expect(
			trouble(`${OPENED}
				+0 < P. 1:101(100) ack 1 win 30000
				+0 > . 1:1(0) ack 101
				+0 recv(4, ..., 1000, MSG_PEEK) = 100
				+0 recv(4, ..., 60, MSG_PEEK) = 60
				+0 ioctl(4, SIOCINQ, [100]) = 0
				+0 recv(4, ..., 1000, 0) = 100
				+0 recv(4, ..., 1000, MSG_PEEK|MSG_DONTWAIT) = -1 EAGAIN (nothing is left)`),
		).toBeNull();
	});
});

describe('TCP_DEFER_ACCEPT', () => {
	const deferring = OPENED.replace('+0  listen', '+0  setsockopt(3, SOL_TCP, TCP_DEFER_ACCEPT, [3], 4) = 0\n+0  listen')
		.replace('+0  accept(3, ..., ...) = 4\n', '')
		.replace('+0  listen', '+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n+0  listen');

	it('has no connection for accept() until text has come', () => {
		expect(
			trouble(`${deferring}
				+0 accept(3, ..., ...) = -1 EAGAIN (no text yet)
				+.1 < P. 1:11(10) ack 1 win 30000
				+0 > . 1:1(0) ack 11
				+0 accept(3, ..., ...) = 4`),
		).toBeNull();
	});
});

describe('TCP_SYNCNT', () => {
	it('is how often the SYN goes again', () => {
		expect(
			trouble(`
				// tcp-lab: tcp_syn_linear_timeouts 0
				0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
				+0 setsockopt(3, SOL_TCP, TCP_SYNCNT, [1], 4) = 0
				+0...3.0 connect(3, ..., ...) = -1 ETIMEDOUT (after one more)
				+0 > S 0:0(0) <...>
				+1 > S 0:0(0) <...>
				+2.1 close(3) = 0`),
		).toBeNull();
	});
});

describe('TCP_LINGER2', () => {
	it('is how long an orphan stays in FIN-WAIT-2', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_LINGER2, [2], 4) = 0
				+0 close(4) = 0
				+0 > F. 1:1(0) ack 1
				+.01 < . 1:1(0) ack 2 win 30000
				+2.1 < F. 1:1(0) ack 2 win 30000
				+0 > R 2:2(0)`),
		).toBeNull();
	});
});

describe('TCP_WINDOW_CLAMP', () => {
	it('bounds the window once what was offered is used up', () => {
		const segments = Array.from({length: 60}, (_, n) => {
			const seq = 1001 + 1000 * n;
			return `+.001 < . ${seq}:${seq + 1000}(1000) ack 1 win 30000\n+0 read(4, ..., 1000) = 1000\n* > . 1:1(0) ack ${seq + 1000} <...>`;
		});
		expect(
			trouble(`${OPENED}
				+0 < . 1:1001(1000) ack 1 win 30000
				+0 > . 1:1(0) ack 1001
				+0 read(4, ..., 1000) = 1000
				+0 setsockopt(4, SOL_TCP, TCP_WINDOW_CLAMP, [5000], 4) = 0
				${segments.join('\n')}
				+.001 < . 61001:62001(1000) ack 1 win 30000
				+0 read(4, ..., 1000) = 1000
				* > . 1:1(0) ack 62001 win 5000
				+0 getsockopt(4, SOL_TCP, TCP_WINDOW_CLAMP, [5000], [4]) = 0`),
		).toBeNull();
	});
});

describe('TCP_CONGESTION', () => {
	it('is a name that is known, or ENOENT', () => {
		expect(
			trouble(`${OPENED}
				+0 getsockopt(4, SOL_TCP, TCP_CONGESTION, ["cubic"], [5]) = 0
				+0 setsockopt(4, SOL_TCP, TCP_CONGESTION, ["reno"], 4) = 0
				+0 getsockopt(4, SOL_TCP, TCP_CONGESTION, ["reno"], [4]) = 0
				+0 setsockopt(4, SOL_TCP, TCP_CONGESTION, ["nobody"], 6) = -1 ENOENT (no such file)`),
		).toBeNull();
	});
});

describe('TCP_QUICKACK', () => {
	it('off, lets an ACK wait that would have gone at once; on, sends the one that waits', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_QUICKACK, [0], 4) = 0
				+0 < P. 1:101(100) ack 1 win 30000
				+.02 setsockopt(4, SOL_TCP, TCP_QUICKACK, [1], 4) = 0
				+0 > . 1:1(0) ack 101`),
		).toBeNull();
	});
});

describe('TCP_INQ', () => {
	it('has recvmsg() tell how much is left, and that the end has come', () => {
		const message = (octets: number, left: number) =>
			`recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., ${octets}}], msg_flags=0,
				msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=${left}}]}, 0) = ${octets}`;
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_INQ, [1], 4) = 0
				+0 < P. 1:101(100) ack 1 win 30000
				+0 > . 1:1(0) ack 101
				+0 ${message(60, 40)}
				+0 < F. 101:101(0) ack 1 win 30000
				* > . 1:1(0) ack 102
				+0 ${message(40, 1)}`),
		).toBeNull();
	});
});

describe('TCP_NOTSENT_LOWAT', () => {
	it('bounds what waits to be sent, and tells that there is room when half of it has gone', () => {
		expect(
			trouble(`${OPENED}
				+0 setsockopt(4, SOL_TCP, TCP_NOTSENT_LOWAT, [4000], 4) = 0
				+0 fcntl(4, F_SETFL, O_RDWR|O_NONBLOCK) = 0
				+0 write(4, ..., 59000) = 26000
				+0 > P. 1:10001(10000) ack 1
				+0 poll([{fd=4, events=POLLOUT, revents=0}], 1, 0) = 0
				+.01 < . 1:1(0) ack 10001 win 30000
				+0 > P. 10001:26001(16000) ack 1
				+0 poll([{fd=4, events=POLLOUT, revents=POLLOUT}], 1, 0) = 1`),
		).toBeNull();
	});
});

describe('tcp_fastopen_key', () => {
	it('makes the cookie that Linux would make', () => {
		expect(
			trouble(`--local_ip=192.168.0.2
				--remote_ip=10.248.0.2
				\`sysctl -q net.ipv4.tcp_fastopen=0x403 net.ipv4.tcp_fastopen_key=a0bf63f7-ed803d81-cd641d30-cebc4a90\`
				0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
				+0 bind(3, ..., ...) = 0
				+0 listen(3, 1) = 0
				+0 < S 0:0(0) win 10000 <mss 1012,FO,nop,nop>
				+0 > S. 0:0(0) ack 1 <mss 1460,FO 00abaaabe8e954c2,nop,nop>`),
		).toBeNull();
	});
});
