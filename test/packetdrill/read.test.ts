import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {OPENED, script, trouble} from './support.js';

/** The first line of what is said: place, what was expected, what stands there. */
function refusal(text: string, defines: Readonly<Record<string, string>> = {}): string {
	try {
		script(text, defines);
	} catch (error) {
		return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
	}

	return 'read';
}

const SOCKET = '0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n';

describe('a script that cannot be read says where, and what was expected', () => {
	it.each([
		[
			'0 sokcet(..., SOCK_STREAM, IPPROTO_TCP) = 3',
			'1:3: expected a system call that is modelled here (perhaps socket), got sokcet',
		],
		['0 socket(..., SOCK_STREAM, IPPROTO_TCP = 3', '1:40: expected "," or ")", got ='],
		[
			'0 socket(..., SOCK_STREEM, 0) = 3',
			'1:15: expected a name that is known here (perhaps SOCK_STREAM), got SOCK_STREEM',
		],
		[`${SOCKET}+0 listen(3, 1) = -1 EAGAN (text)`, '2:22: expected an errno (perhaps EAGAIN), got EAGAN'],
		[`1.5 ${SOCKET.slice(2)}1.2 listen(3, 1) = 0`, '2:1: expected a time that does not go back: 1.5 or later, got 1.2'],
		[`${SOCKET}+0 < S 0:0(0`, '2:13: expected ")", got the end of the file'],
		[`${SOCKET}+0 < S 0:0(0) <mss 1460>`, '2:15: expected "win": a packet that comes has a window, got <'],
		[`${SOCKET}+0 > X 0:0(0)`, '2:6: expected flags of SFRP.UEW, or -, got X'],
		[`${SOCKET}+0 > . 1:3(1) ack 1`, '2:8: expected 1:2(1), the end being the start and the length, got 1:3(1)'],
		[
			`${SOCKET}+0 > S 0:0(0) <mss 1460,sackOK>`,
			'2:15: expected options of a multiple of four octets: nop or eol fill up, got 6',
		],
		[`${SOCKET}+0 > S 0:0(0) <msss 1460>`, '2:16: expected a TCP option (perhaps mss), got msss'],
		[`${SOCKET}+0 > S 0:0(0) <mss 1460`, '2:24: expected "," or ">" behind the option, got the end of the file'],
		[
			`${SOCKET}+0 < icmp unreachable port_unreachabel`,
			'2:23: expected a code of this type of ICMP (perhaps port_unreachable), got port_unreachabel',
		],
		[
			`--tolerance_usec=5\n${SOCKET}`,
			'1:1: expected an option of packetdrill (perhaps tolerance_usecs), got --tolerance_usec',
		],
		[`--mtu=huge\n${SOCKET}`, '1:1: expected a value of --mtu that can be, got huge'],
		[`${SOCKET}/* never closed`, '2:1: expected the end of the comment: */, got the end of the file'],
		[`${SOCKET}+0 \`sysctl`, '2:4: expected the end of the command: `, got the end of the file'],
		[`${SOCKET}+0 %{ assert tcpi_rto == }%`, '2:26: expected a value, got the end of the code'],
		[
			`${SOCKET}+0 %{ import os }%`,
			'2:7: expected assert, print or an assignment: no other statement is read here, got import',
		],
		[`#ifdef A\n${SOCKET}`, '1:1: expected an #endif that closes this, got the end of the file'],
		[`${SOCKET}#endif`, '2:1: expected an #ifdef before #endif, got #endif'],
		[`// tcp-lab: profile linus\n${SOCKET}`, '1:13: expected profile rfc9293 or profile linux, got "profile linus"'],
		[
			`// tcp-lab: tcp_sakc 1\n${SOCKET}`,
			'1:13: expected profile, switch, more-may-come, or a sysctl (perhaps tcp_sack), got "tcp_sakc 1"',
		],
		[
			`${SOCKET}+1e9 close(3) = 0`.replace('1e9', '1000000001'),
			'2:2: expected a time of at most 1000000000 s, got 1000000001',
		],
		[`${SOCKET}+0 poll(${'['.repeat(99)}`, '2:59: expected no more than 50 brackets within each other, got ['],
		[`${SOCKET}+0 %{ assert ${'('.repeat(99)} }%`, '2:64: expected no more than 50 brackets within each other, got ('],
		['// nothing', '1:1: expected a script: at least one packet or system call, got none'],
	])('%j', (text, said) => {
		expect(refusal(text)).toBe(`test.pkt:${said}`);
	});

	it('even where it is longer, or deeper, than any reader goes', () => {
		const long = `${SOCKET}+0 %{ a = ${'1+'.repeat(2000)}1 }%`;
		expect(refusal(long)).toBe('test.pkt:2:2009: expected no more than 2000 words of code, got 1');
	});
});

describe('names', () => {
	it('stand for what -D, or the script itself, says', () => {
		const text = `--define SIZE=100\n${OPENED}+0 write(4, ..., SIZE) = SIZE\n+0 > P. 1:101(100) ack 1`;
		expect(trouble(text.replace('--define SIZE', '--define=SIZE'))).toBeNull();
	});

	it('show or hide lines by #ifdef', () => {
		const text = `${SOCKET}#ifdef OTHER\n+0 nonsense\n#else\n+0 close(3) = 0\n#endif\n`;
		expect(refusal(text)).toBe('read');
		expect(refusal(text, {OTHER: '1'})).toContain('test.pkt:3:4: expected a system call');
	});
});

describe('the page about the project', () => {
	it('shows a script that passes', () => {
		const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
		const text = /```c\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
		expect(trouble(text)).toBeNull();
	});
});
