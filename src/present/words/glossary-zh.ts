/** 中文词汇表。术语在 RFC 中的英文名由 glossary-en.ts 给出。 */

import type {TermTable} from './glossary.js';

export const GLOSSARY_ZH: TermTable = {
	'accept-queue': {
		name: '接受队列',
		says: '已经打开、等待程序调用 accept() 的连接。队列满了，新的就推后。',
	},
	ack: {
		name: '确认',
		says: '接收方用这个控制位和号码说：这个号之前的全部到了，下一个要的就是它。SYN 之后每个报文段都带 ACK。',
	},
	'ack-clock': {
		name: 'ACK 时钟',
		says: '每个 ACK 说明有东西离开了网络，放新的进去。于是发送方不知不觉按最窄链路的步调前进。',
	},
	aimd: {
		name: '加性增、乘性减',
		says: '每个往返加一个报文段，丢失就减半（AIMD）。都这样做的发送方最终会公平分享链路。',
	},
	backlog: {
		name: 'backlog',
		says: '传给 listen() 的数：允许多少个打开的连接等待 accept()。',
	},
	backoff: {
		name: '退避',
		says: '每次超时 RTO 加倍。得到新的往返样本后结束。',
	},
	'black-hole': {
		name: '黑洞',
		says: '扔掉长报文段又不告诉任何人的链路。短的能过，所以握手成功，数据却卡住。',
	},
	'blind-attack': {
		name: '盲攻击',
		says: '看不见连接的人猜序号伪造报文段，想重置连接或塞入数据。',
	},
	ce: {
		name: 'CE',
		says: '“经历拥塞”：路由器在 IP 首部打的标记，代替丢弃。',
	},
	'challenge-ack': {
		name: '挑战 ACK',
		says: '对可疑的 RST 或 SYN 回一个 ACK，问：是你吗？只有真的失去连接的对方会用恰当的 RST 回答。',
	},
	'close-wait': {
		name: 'CLOSE-WAIT',
		says: '对方关了它那一半；我们的程序还没关，仍可发送。满是 CLOSE-WAIT 的主机，是程序忘了 close。',
	},
	closed: {
		name: 'CLOSED',
		says: '根本没有连接：没有 TCB。这个状态是“无”的名字。',
	},
	closing: {
		name: 'CLOSING',
		says: '双方同时关闭：各自收到了对方的 FIN，等自己 FIN 的 ACK。',
	},
	'congestion-avoidance': {
		name: '拥塞避免',
		says: 'cwnd 超过 ssthresh 后的谨慎增长：每个往返约一个报文段。',
	},
	connection: {
		name: '连接',
		says: '两个端点（各为地址加端口）和双方对它的记忆。中间的网络并不知道它。',
	},
	cubic: {
		name: 'CUBIC',
		says: '窗口随离上次丢失的时间按三次曲线增长的拥塞控制。比 Reno 更快填满又快又长的路径，是多数系统的默认。',
	},
	'cumulative-ack': {
		name: '累积确认',
		says: '一个号确认它之前的全部。丢一个 ACK，下一个就补上；空洞之后到了什么，它说不出来。',
	},
	cwnd: {
		name: '拥塞窗口',
		says: '发送方自己估计网络能容纳的字节数（cwnd）。它与对方的窗口一起限制在途的量。',
	},
	cwr: {
		name: 'CWR',
		says: '“拥塞窗口已减小”：发送方用这一位说明听到了 ECE 并已放慢。',
	},
	'd-sack': {
		name: 'D-SACK',
		says: '第一个 SACK 块说的是来了两次的数据。发送方由此知道重发是多余的。',
	},
	'delayed-ack': {
		name: '延迟确认',
		says: 'ACK 等一小会儿，好搭数据的车，或等第二个报文段。至多半秒；Linux 为 40 到 200 ms。',
	},
	'duplicate-ack': {
		name: '重复 ACK',
		says: '号码与前一个相同、不带数据、而且有东西在途的 ACK。它说明空缺之后的东西到了。',
	},
	ece: {
		name: 'ECE',
		says: '接收方用这一位告诉发送方：有报文段带着 CE 到达。一直置位到 CWR 到来。',
	},
	ecn: {
		name: 'ECN',
		says: '显式拥塞通知：快满的路由器打标记而不丢弃。双方在 SYN 中约定。',
	},
	established: {
		name: 'ESTABLISHED',
		says: '打开的连接：双方的号都已知并确认，数据可双向流动。',
	},
	'f-rto': {
		name: 'F-RTO',
		says: '超时后的检验：先发新数据，看它引来的 ACK，就知道超时是否太早。',
	},
	'fast-open': {
		name: 'Fast Open',
		says: '带着上次访问所得 cookie 的客户端，可以在 SYN 里放数据，省一个往返（TFO）。',
	},
	'fast-recovery': {
		name: '快速恢复',
		says: '快速重传之后：窗口减半，随 ACK 继续发，而不是从一个报文段重新开始。',
	},
	'fast-retransmit': {
		name: '快速重传',
		says: '第三个重复 ACK 时就重发缺的报文段，远在超时之前。',
	},
	fin: {
		name: 'FIN',
		says: '表示“我没有要发的了”的控制位。它占一个序号，像字节一样被确认和重发。',
	},
	'fin-wait-1': {
		name: 'FIN-WAIT-1',
		says: '我们发了 FIN，等它的 ACK，或等对方的 FIN。',
	},
	'fin-wait-2': {
		name: 'FIN-WAIT-2',
		says: '我们的 FIN 已被确认；对方仍可发送，我们等它的 FIN。Linux 中若无程序持有，只持续 60 s。',
	},
	'flight-size': {
		name: '在途量',
		says: '已发送而未确认的字节数。丢失时它的一半成为 ssthresh。',
	},
	'flow-control': {
		name: '流量控制',
		says: '接收方说明还有多少空间，发送方不超出。它保护接收方；拥塞控制保护网络。',
	},
	'half-close': {
		name: '半关闭',
		says: '一端已关，另一端还在发。连接的每个方向由各自的 FIN 结束。',
	},
	'half-open': {
		name: '半开连接',
		says: '一端以为有连接，另一端却一无所知，例如崩溃之后。也常指处于 SYN-RECEIVED 的服务器。',
	},
	hystart: {
		name: 'HyStart',
		says: '在丢失之前结束慢启动的办法：时延增长，或 ACK 持续半个往返，都说明管道满了。',
	},
	icmp: {
		name: 'ICMP 差错',
		says: '路由器或主机说某个报文段送不到的通知。谁都能伪造，所以 TCP 只信一部分。',
	},
	'initial-window': {
		name: '初始窗口',
		says: '开始时的 cwnd：RFC 5681 为 2 到 4 个报文段，RFC 6928 和 Linux 为 10 个。',
	},
	isn: {
		name: '初始序号',
		says: 'ISN：一端给字节编号的起点。选得让人猜不到，旧报文段也对不上（ISS 是我方的，IRS 是对方的）。',
	},
	karn: {
		name: 'Karn 算法',
		says: '发过两次的报文段不取往返样本：不知道 ACK 应答的是哪一次。',
	},
	'keep-alive': {
		name: '保活',
		says: '在空闲连接上发的探测，活着的对方会应答。默认关闭，且至少两小时后才发。',
	},
	'last-ack': {
		name: 'LAST-ACK',
		says: '双方都关了；我们是后关的，等自己 FIN 的 ACK。',
	},
	listen: {
		name: 'LISTEN',
		says: '等待任何人的 SYN。监听者不是连接；每个 SYN 得到自己的连接。',
	},
	msl: {
		name: 'MSL',
		says: '最大报文段寿命：报文段可在网络中游荡多久。RFC 9293 取 2 分钟；Linux 相当于 30 s。',
	},
	mss: {
		name: 'MSS',
		says: '一端希望一个报文段至多带多少数据，在 SYN 中说明：通常 1460，即 1500 的 MTU 减去两个首部。',
	},
	nagle: {
		name: 'Nagle 算法',
		says: '还有未确认的小报文段时，后面的小块等着一起走。TCP_NODELAY 关掉它。',
	},
	newreno: {
		name: 'NewReno',
		says: '快速恢复一直持续到发现丢失时在途的全部得到确认。每个部分 ACK 指出下一个空洞。',
	},
	octet: {
		name: '字节',
		says: '八位（octet）。TCP 给字节编号，而不是给报文段编号：每个字节都有自己的序号。',
	},
	'old-duplicate': {
		name: '旧的重复报文段',
		says: '在网络中耽搁了的旧报文段，到达时已没人等它，也许已是同样两端的下一个连接。',
	},
	'path-mtu': {
		name: '路径 MTU',
		says: '能通过途中最窄链路的大小。更大的会被丢弃，路由器应当说明。',
	},
	paws: {
		name: 'PAWS',
		says: '防止序号绕回：时间戳比最近的好报文段还旧，就是旧的副本。',
	},
	persist: {
		name: '坚持定时器',
		says: '对方窗口关闭时运行。到时就发探测，问窗口是否还关着。',
	},
	pipe: {
		name: 'pipe',
		says: '对网络中实际在途量的估计：发了，而未确认、未被 SACK、也未丢失。',
	},
	port: {
		name: '端口',
		says: '区分一台主机上各程序的号码。与地址一起命名连接的一端。',
	},
	prr: {
		name: 'PRR',
		says: '按比例降速：恢复时 cwnd 随 ACK 均匀下降，而不是一下砍掉。',
	},
	push: {
		name: 'PSH',
		says: '请接收方不等更多数据就交给程序的控制位。如今接收方本来就这样做。',
	},
	'r1-r2': {
		name: 'R1 与 R2',
		says: '耐心的两道限：重传到 R1 告诉用户，到 R2 放弃连接。',
	},
	rack: {
		name: 'RACK',
		says: '按时间判断丢失：后发的到了，又过了足够久，先发的就是丢了。',
	},
	'rcv-nxt': {
		name: 'RCV.NXT',
		says: '接收方等待的下一个号。它之前的全部到了；每个 ACK 都带着它。',
	},
	'rcv-wnd': {
		name: 'RCV.WND',
		says: '接收窗口：从 RCV.NXT 起还可以来多少字节。每个报文段都告诉对方。',
	},
	reno: {
		name: 'Reno',
		says: '经典的拥塞控制：慢启动、拥塞避免、快速重传、快速恢复。',
	},
	reordering: {
		name: '乱序',
		says: '报文段走不同的路，互相超车。一时看上去像丢失。',
	},
	retransmission: {
		name: '重传',
		says: '没有收到 ACK，用同样的号再发同样的字节。接收方若已有，就扔掉。',
	},
	rst: {
		name: 'RST',
		says: '立刻结束连接的控制位。由不认识这个连接的主机，或中止的程序发出。',
	},
	rto: {
		name: 'RTO',
		says: '重传超时：发送方等 ACK 多久。等于 SRTT + 4 RTTVAR，RFC 6298 至少 1 s；Linux 至少比 SRTT 多 200 ms。',
	},
	rtt: {
		name: '往返时间',
		says: 'RTT：从发出报文段到收到它的 ACK。',
	},
	rttvar: {
		name: 'RTTVAR',
		says: '往返时间的波动，经过平滑。它的四倍加到 SRTT 上，波动大的路径就多给时间。',
	},
	sack: {
		name: 'SACK',
		says: '选择确认：选项中的块说明空洞之后哪些数据到了。双方在 SYN 中约定。',
	},
	segment: {
		name: '报文段',
		says: 'TCP 首部和它后面的数据：TCP 交给 IP 的单位。',
	},
	'sequence-number': {
		name: '序号',
		says: '报文段第一个字节的号，32 位，4 GiB 之后绕回。SYN 和 FIN 各占一个号。',
	},
	'silly-window': {
		name: '糊涂窗口',
		says: '接收方只开几个字节的窗口，发送方就填上，如此反复：永远是小报文段。双方都应等到值得发。',
	},
	'simultaneous-open': {
		name: '同时打开',
		says: '双方都在听到对方之前发了 SYN。结果是一个连接，两端都经过 SYN-RECEIVED。',
	},
	'slow-start': {
		name: '慢启动',
		says: '每确认一个报文段，cwnd 就加一个：每个往返加倍，直到 ssthresh 或丢失。',
	},
	'snd-nxt': {
		name: 'SND.NXT',
		says: '发送方下一个用于新内容的号。',
	},
	'snd-una': {
		name: 'SND.UNA',
		says: '已发送而未确认的最小的号。ACK 使它前移。',
	},
	'snd-wnd': {
		name: 'SND.WND',
		says: '发送窗口：对方最近说的，从 SND.UNA 起能容纳多少字节。',
	},
	socket: {
		name: '套接字',
		says: 'RFC 中：地址加端口，连接的一端。对程序：调用 connect、send、recv、close 的句柄。',
	},
	'spurious-retransmission': {
		name: '虚假重传',
		says: '第一次发的其实到了，只是晚了，却又重发。D-SACK、时间戳或 F-RTO 能看出来，cwnd 可以恢复。',
	},
	srtt: {
		name: 'SRTT',
		says: '平滑的往返时间：每个新样本占八分之一。',
	},
	ssthresh: {
		name: 'ssthresh',
		says: '慢启动门限：低于它 cwnd 每个往返加倍，高于它每个往返加一个报文段。丢失时设为在途量的一半。',
	},
	syn: {
		name: 'SYN',
		says: '打开连接并说明序号从哪里开始的控制位。它自己占一个号。',
	},
	'syn-cookie': {
		name: 'SYN cookie',
		says: 'SYN,ACK 的号是地址和时间的秘密函数。ACK 把它带回来之前，服务器什么也不记。',
	},
	'syn-flood': {
		name: 'SYN 洪水',
		says: '发大量没有下文的 SYN，填满服务器队列的攻击。',
	},
	'syn-queue': {
		name: 'SYN 队列',
		says: '监听者的半开连接：SYN,ACK 已发，ACK 还没来。',
	},
	'syn-received': {
		name: 'SYN-RECEIVED',
		says: '收到了 SYN，也发了我们的；还缺对我方 SYN 的 ACK。服务器在第二与第三个报文段之间处于这里。',
	},
	'syn-sent': {
		name: 'SYN-SENT',
		says: '我们的 SYN 已发出，应答还没来。',
	},
	tcb: {
		name: 'TCB',
		says: '传输控制块：一端对连接记住的一切，包括状态、变量、队列和定时器。',
	},
	'three-way-handshake': {
		name: '三次握手',
		says: 'SYN、SYN,ACK、ACK：每一端说出起始号，并得知它已送到。',
	},
	'time-wait': {
		name: 'TIME-WAIT',
		says: '先关闭的一端等 2 MSL：好应答重复的 FIN，也让旧报文段消失。RFC 9293 为 4 分钟，Linux 为 60 s。',
	},
	'time-wait-assassination': {
		name: 'TIME-WAIT 暗杀',
		says: '旧的副本引得 TIME-WAIT 应答，对方对这应答的 RST 使 TIME-WAIT 过早结束。',
	},
	timestamps: {
		name: '时间戳',
		says: '带着我方时钟（TSval）和对方时钟回显（TSecr）的选项。每个 ACK 都给出往返样本，并使 PAWS 成为可能。',
	},
	tlp: {
		name: '尾部丢失探测',
		says: 'TLP：最后一个报文段之后约两个往返，发探测求 ACK，尾部丢失就不必等超时。',
	},
	'urgent-pointer': {
		name: '紧急指针',
		says: '说明紧急数据到哪里为止，程序可以快读到那里。新程序不应再用。',
	},
	'usable-window': {
		name: '可用窗口',
		says: '还可以发送的量：SND.UNA + SND.WND - SND.NXT。',
	},
	'user-timeout': {
		name: '用户超时',
		says: '数据可以多久不被确认，超过就中止连接。程序可以设置；RFC 5482 让双方互相告知。',
	},
	'window-scale': {
		name: '窗口扩大',
		says: '窗口字段 16 位，至多 64 KiB。SYN 的这个选项说明左移多少位，最大 1 GiB。',
	},
	'zero-window': {
		name: '零窗口',
		says: '接收方一点空间也没有。发送方停下，偶尔探测，因为打开窗口的 ACK 可能丢失。',
	},
};
