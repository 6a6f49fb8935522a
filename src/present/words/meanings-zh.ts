/** 每种机制是为了什么；Linux 与 RFC 不同之处，两边都说。 */

import type {Meanings} from './mechanisms.js';

export const MEANINGS_ZH: Meanings = {
	'call-open': {
		why: '连接从一次调用开始。主动方选一个起始号来给字节编号；被动方只是等待，还不记得任何人。',
	},
	'call-send': {why: 'SEND 只是把字节交给 TCP。何时发、分成多大的报文段，由窗口、Nagle 和定时器决定，程序不管。'},
	'call-receive': {why: '读取会腾出接收缓冲区。程序不读，通告的窗口就越来越小，发送方只好放慢。'},
	'call-close': {why: 'CLOSE 的意思是“我没有要发的了”。FIN 的序号排在所有数据之后，所以不会越过先写的内容。'},
	'unread-lost': {
		why: '不能让对方以为数据已被读走，而其实再也没人读。FIN 看起来像正常结束；RST 则说明有东西丢了。',
		differs:
			'RFC 9293 §3.6.1 建议这样做（SHLD-3）；Linux 总是这样做，所以 close() 时还有未读数据，对端就看到“连接被重置”。',
	},
	abort: {why: 'ABORT 扔掉排队的内容，并立刻告诉对方。它省掉了 TIME-WAIT，代价是数据丢失。'},
	nobody: {why: '发给不存在的连接的报文段以 RST 应答，让对方不再等。RST 本身从不应答，否则两台主机会没完没了。'},
	'listen-check': {why: 'LISTEN 还没有发送过任何东西，所以只有新的 SYN 说得通。别的都属于已经不在的连接。'},
	handshake: {
		why: '每一端都要知道自己的起始号已经送到。SYN、SYN,ACK、ACK 传递两个号和两次确认，中间两项合在一个报文段里。',
	},
	'two-way': {
		why: '只有两个报文段时，服务器会相信任何 SYN，包括在网络里游荡了一分钟的旧 SYN。第三个报文段证明客户端此刻真的在。',
	},
	'old-syn': {
		why: '应答的 SYN 不是我们发的，说明旧的重复报文段到了对方那里。RST 让它忘掉这半个连接；第三个报文段就是为此而设。',
	},
	'syn-sent-check': {
		why: 'SYN-SENT 中还不知道对方的序号。只有它的 SYN，或对我方 SYN 的 RST 能说明什么；别的要等握手。',
	},
	refused: {why: '确认了我方 SYN 的 RST 来自见过它的人：那个端口没有人监听。程序立刻得到 ECONNREFUSED，不必等几分钟。'},
	'simultaneous-open': {
		why: '两端可能同时调用 CONNECT。连接由两个端点命名，所以两个 SYN 合成一个连接，而不是两个。',
		differs: '按 §3.10.7.4 的字面，第二个 SYN,ACK 会被表 6 拒绝；图 7 表明它必须有效。这里和 Linux 都照图办。',
	},
	'window-test': {
		why: '每个报文段先与接收窗口比较。窗口之外的是旧的副本、因为我们的应答丢了而来的重发，或伪造品；应答的 ACK 告诉诚实的对方我们在哪里。',
	},
	'answer-limit': {
		why: '如果每个坏报文段都得到应答，两个糊涂的端点会互相应答个没完，伪造者也能拿我们制造噪声。所以应答有限额。',
		differs:
			'RFC 9293 对每个不可接受的报文段都应答；Linux 每个连接 500 ms 内只应答一次（tcp_invalid_ratelimit），RFC 5961 §7 允许。',
	},
	paws: {
		why: '速率很高时序号会绕回，而旧报文段还活着，单看序号分不清新旧。时间戳分得清：它从不后退。',
		differs:
			'RFC 7323 丢弃缺少约定时间戳的报文段，并应答每个更旧的；Linux 接受前者，并放过差一个刻度的和单个被超过的 ACK。',
	},
	'zero-window-allowance': {
		why: '窗口关闭时任何数据都不可接受，但它的 ACK 必须听：否则双方窗口都关闭时就再也打不开了。',
		differs: '按表 6 的字面会全部丢弃；附录 A.2 和 MUST-66 要求放行，Linux 也如此。',
	},
	'repeated-fin': {
		why: 'FIN 又来了，说明我们最后的 ACK 丢了。TIME-WAIT 的存在，就是为了还有人能再发一次。',
		differs:
			'按表 6 的字面，重复的 FIN 在窗口之外；而第五、第八步仍要求 ACK 并重新计 2 MSL。Linux 同样应答，并重新计 60 s。',
	},
	'repeated-syn': {
		why: '对方没有听到我们的 SYN,ACK。立刻再发一次，比等超时更早修复丢失。',
		differs: 'RFC 9293 的字面是只回 ACK；Linux 重发 SYN,ACK。',
	},
	reset: {why: 'RST 不讲客气地结束连接：排队的不保留，也没有确认。只有序号证明它属于这里时才算数。'},
	'passive-again': {why: '监听者不能因为一个游荡的报文段就关掉。它忘掉这个来访者，等下一个；程序不会知道。'},
	challenge: {
		why: '看不见连接的攻击者只能猜序号。挑战 ACK 问“是你吗？”；只有真正没有此连接的对方会用恰当的 RST 回答。',
		differs:
			'RFC 793 对窗口内的任何 RST 或 SYN 都重置；RFC 9293 和 RFC 5961 发挑战 ACK；Linux 也是，且每个连接 500 ms 内至多一次（tcp_invalid_ratelimit）。',
	},
	'time-wait-rst': {
		why: 'TIME-WAIT 中旧的副本会得到 ACK，而早已关闭的对方以 RST 回应：TIME-WAIT 恰好被它要防的东西杀死（RFC 1337）。',
		differs: 'RFC 9293 接受这个 RST；Linux 也接受，除非设置 tcp_rfc1337。',
	},
	'time-wait-reuse': {
		why: '同样的两端可能在 2 MSL 结束前又要通信。若新序号或时间戳确实高于所有旧的，就是安全的。',
		differs:
			'RFC 9293 允许高于所有旧序号的 SYN（MAY-2）；Linux 先看时间戳，它自己的 connect() 一秒后可接手端口（tcp_tw_reuse，默认只限环回）。',
	},
	'ack-needed': {why: 'SYN 之后每个报文段都带 ACK；不带的不可能属于这个连接。'},
	'ack-range': {
		why: '确认从未发送过的，或比上一个窗口还旧，不会是诚实的。它不能推动任何变量；应答告诉诚实的对方我们在哪里。',
	},
	'ack-news': {why: 'ACK 是累积的：一个号说明它之前的全部到了。所以丢一个 ACK 没关系，只要后来的到了。'},
	'send-window': {
		why: '每个报文段都说明对方还有多少空间。SND.WL1 和 SND.WL2 记住最后是哪个报文段说的，以免被超过的旧报文段带回旧值。',
	},
	'fin-acked': {why: '我们这一半彻底结束：对方收到了全部数据，也知道不会再有。剩下的是对方那一半。'},
	urgent: {
		why: '紧急指针说的是“快读到这里”。它不是另一条通道：字节仍按原来的顺序。',
		differs:
			'按 RFC 9293（MUST-62），紧急数据都在流中；Linux 把最后一个字节单独放着，称为带外数据，除非程序要求留在流中（SO_OOBINLINE）。',
	},
	'text-in-order': {why: 'RCV.NXT 是下一个还缺的字节的号。从那里开始的数据可以直接交给程序。'},
	'text-out-of-order': {
		why: '网络会让报文段超车或丢失。程序必须按顺序看到字节，所以早到的先存着，重复 ACK 告诉发送方缺什么。',
	},
	dsack: {why: '数据来了两次，说明是多余的重发，或途中被复制。发送方得知后，就能看出自己的超时太早。'},
	'text-after-fin': {why: '对方用 FIN 说过后面没有了。之后的数据来路不明。'},
	'fin-taken': {why: 'FIN 像一个字节那样占一个序号，所以同样要确认、会重发。程序读完前面的全部后，读到流的结尾。'},
	'time-wait': {
		why: '先关闭的一方等 2 MSL，理由有二：最后的 ACK 丢了还能应答对方的 FIN；让旧报文段在同样两端再用之前消失。',
		differs:
			'RFC 9293 的 MSL 是 2 分钟，TIME-WAIT 持续 4 分钟；Linux 是 60 s，写死在源码里（TCP_TIMEWAIT_LEN），tcp_fin_timeout 改不了它。',
	},
	icmp: {
		why: 'ICMP 差错只是传闻：谁都能伪造，而且它说的常会过去。所以先与在途的报文段核对，很少因此放弃。',
		differs: 'RFC 9293 对协议或端口不可达会中止（SHLD-26）；Linux 只在打开过程中中止，同步之后只告诉程序。',
	},
	'path-mtu': {
		why: '比最窄的链路还长的报文段会在那里被扔掉。路由器应当说明；它若沉默，只有长报文段的超时能看出来。',
		differs: 'RFC 4821 希望从一开始就探测；Linux 在超时之后才开始，而且要设置 tcp_mtu_probing。',
	},
	'address-check': {why: '广播地址，或任何主机都不可能有的源地址，不会是连接的一端。应答只会制造噪声。'},
	'syn-queue': {
		why: '每个半开连接都占内存，而发 SYN 不花什么代价。有了上限，SYN 洪水就吃不垮主机。',
		differs: 'RFC 9293 没有这个队列；Linux 由 tcp_max_syn_backlog 和 listen() 的 backlog 限制。',
	},
	'accept-queue': {
		why: '打开了的连接在这里等 accept()。程序太慢时，新的先推后：客户端的重传以后再试。',
		differs: 'RFC 9293 没有接受队列。Linux 忽略最后的 ACK，让 SYN,ACK 再来；设了 tcp_abort_on_overflow 就发 RST。',
	},
	orphan: {
		why: 'close() 之后没有程序持有这个连接。如果对方永远不关它那一半，连接就会永远留着。',
		differs: 'RFC 9293 允许 FIN-WAIT-2 永远持续；Linux 在没有程序持有时，过 tcp_fin_timeout（60 s）就结束它。',
	},
	'send-text': {why: '两个窗口都允许才能发：对方的窗口，免得它的缓冲区溢出；cwnd，免得网络溢出。'},
	'ack-now': {
		why: '有些报文段的 ACK 不能等：两个满长的，因为发送方的时钟靠 ACK 走；还有暴露空缺的，因为丢失要被知道才能修复。',
		differs: 'RFC 9293 要求至少每两个满长报文段一个 ACK（SHLD-19）；Linux 还要看内存和读取的快慢。',
	},
	'delayed-ack': {
		why: '程序往往马上就有回答，ACK 可以搭它的车。等一小会儿能少发一半报文段；有上限，发送方的定时器才不会响。',
		differs: 'RFC 9293：短于 500 ms（MUST-40）。Linux：至少 40 ms，至多 200 ms，跟着到达的节奏。',
	},
	'quick-ack': {
		why: '流刚开始或刚出过问题时，发送方每听到一个 ACK 才能增长。晚到的 ACK 会拖慢本来就慢的阶段。',
		differs: 'RFC 9293 只有延迟 ACK；快速 ACK 是 Linux 自己的（最初至多十六个，以及 TCP_QUICKACK）。',
	},
	'acks-gathered': {
		why: '长时间恢复时，每个报文段都会得到内容几乎相同的 ACK。合起来发说的是同样的事，回程负担更小。',
		differs: 'RFC 5681 §4.2 要求每个都立刻发重复 ACK；Linux 先发三个，然后合并（tcp_comp_sack_delay_ns）。',
	},
	'moderated-window': {
		why: '一开始就通告与内存一样大的窗口，会招来慢读者收不下的数据。所以窗口随流量打开。',
		differs: 'RFC 9293 通告整个缓冲区；Linux 从 64 kB 左右开始，让窗口和缓冲区增长（tcp_moderate_rcvbuf、tcp_rmem）。',
	},
	'receive-memory': {
		why: '短报文段占的内存远多于带来的字节。内存先于窗口用完时，请来的数据也只好丢掉。',
		differs: 'RFC 9293 §3.8.6 说接收方不应收回窗口（SHLD-14）；Linux 内存用完时会违反。',
	},
	'window-update': {
		why: '发送方停在关闭的窗口前，不知道数据已被读走。带新窗口的 ACK 唤醒它；小步会招来小报文段，所以值得时才说。',
	},
	nagle: {
		why: '一个字节一个字节地写，每个都要带 40 字节的首部。只要还有小报文段在途，后面的小块就等着一起走。',
		differs:
			'RFC 896 让短报文段等任何未确认的数据；Linux（Minshall 变体）只等另一个短报文段。两者都可用 TCP_NODELAY 关掉。',
	},
	'silly-window': {
		why: '接收方只开一点点窗口，发送方立刻填满，就会永远一小段一小段地走。双方都等到值得发的时候。',
		differs: 'RFC 9293 等到见过的最大窗口的一半，另有越限定时器；Linux 两者都没有，整个报文段放得下就发。',
	},
	'flow-control': {why: '接收方的窗口是对空间的承诺。超出它发送，只会被扔掉。'},
	'cwnd-full': {
		why: '没有人告诉发送方网络能容纳多少，它只能自己估计，就是 cwnd。每个 ACK 说明有东西离开了网络，新的可以进去。',
		differs: 'RFC 5681 按字节数；Linux 按报文段数，不论长短，还会为了更大的一批先留着（tcp_tso_win_divisor）。',
	},
	'round-trip': {
		why: '要知道何时该担心，先得知道应答要多久：SRTT 是平滑后的时间，RTTVAR 是它的波动，RTO = SRTT + 4 RTTVAR。',
		differs: 'RFC 6298 把 RTO 提到至少 1 s；Linux 让它低到 SRTT + 200 ms。',
	},
	karn: {
		why: '报文段发过两次，谁也不知道 ACK 应答的是哪一次。错误的样本会弄坏 RTO，所以不取。',
		differs: '单按 RFC 6298 就没有样本；约定了时间戳时，回显能说明是哪一次，Linux 会用它。',
	},
	timeout: {
		why: '没有及时收到 ACK，于是认为最早的报文段丢了，再发一次。每次等待加倍：如果网络满了，再使劲只会更糟。',
		differs:
			'RFC 6298：RTO 至少 1 s。Linux：至少比 SRTT 多 200 ms；SYN 先各隔 1 s 重发四次，然后才加倍（tcp_syn_linear_timeouts）。',
	},
	'rto-three-seconds': {why: 'SYN 若要重发，不是它丢了，就是路比一秒还长。谨慎起见，数据从较长的值开始。'},
	'give-up': {
		why: 'TCP 会试很久，因为网络会恢复，但不是永远。R1 请求换路并告诉用户；R2 结束连接。',
		differs:
			'RFC 9293：R2 至少 100 s，SYN 为 3 分钟。Linux：tcp_retries2（15，约 15 分钟）、tcp_syn_retries（6，约两分钟）。',
	},
	persist: {
		why: '打开窗口的 ACK 可能丢失，而纯 ACK 从不重发。没有探测，双方会永远互相等。',
		differs: 'RFC 9293 用一个新字节探测；Linux 用比 SND.UNA 小 1 的空报文段，只求 ACK，不送数据。',
	},
	'keep-alive': {
		why: '空闲的连接什么也不发，所以一方死了另一方看不出来。比期望小的序号让活着的对方应答，让重启过的对方重置。',
		differs:
			'RFC 9293：不要求就不开，而且空闲两小时以上（MUST-26 至 28）。Linux 相同：7200 s，之后 9 次探测，间隔 75 s。',
	},
	'slow-start': {
		why: '对路径一无所知，所以 cwnd 从小开始，每个往返加倍：每个 ACK 加一个报文段。说它慢，只是与一下全发相比。',
		differs: 'RFC 5681 从 2 到 4 个报文段开始；RFC 6928 和 Linux 从 10 个开始。',
	},
	'congestion-avoidance': {
		why: '超过 ssthresh，丢失就近了。cwnd 每个往返只加一个报文段，去找空间而不一下填满队列。',
		differs: 'RFC 5681 是 Reno 的直线；Linux 按 CUBIC 曲线增长，除非 tcp_congestion_control 是 reno。',
	},
	'loss-by-timeout': {
		why: '超时说明连重复 ACK 都没有：管道空了或堵死了。所以 cwnd 从一个报文段重新开始，ssthresh 记住在途量的一半。',
	},
	'fast-retransmit': {
		why: '重复 ACK 说的是“空缺之后的东西到了”。三个就说明更可能是丢了而不是被超车，远在超时之前就补上空洞。',
		differs: 'RFC 5681 数到三；用 RACK（RFC 8985，Linux 中启用）时由时间决定，三只是起点。',
	},
	'fast-recovery': {
		why: '重复 ACK 来着，说明报文段在离开网络，可以用一半的速度继续发，而不是停下。部分 ACK 指出同一窗口里的下一个空洞。',
	},
	'idle-restart': {
		why: '停过一阵之后，cwnd 说的是很久以前的网络。一下全发就是没人试过的突发。',
		differs:
			'RFC 5681 空闲一个 RTO 就退回重启窗口；Linux 每个 RTO 减半（RFC 2861），tcp_slow_start_after_idle 可关掉。',
	},
	sack: {why: '累积 ACK 只说第一个空洞。SACK 块说明后面还有什么，于是恰好补空洞，一个往返补几个。'},
	rack: {
		why: '后发的已经到了，先发的就是晚了。要分清丢失与超车，时间比数到三更准，对重发的也有效。',
		differs: 'RFC 9293 和 RFC 5681 数重复 ACK；Linux 按 RFC 8985（tcp_recovery）。',
	},
	prr: {
		why: 'cwnd 要降时，应随 ACK 均匀地降，而不是停半个往返再突发。',
		differs: 'RFC 5681 立刻设定 cwnd；Linux 按 RFC 6937 逐步降下。',
	},
	'tail-loss-probe': {
		why: '最后一个报文段丢了，后面没有东西能引出重复 ACK。探测在两个往返内换来应答，而不用等超时。',
		differs: '不在 RFC 9293 中；见 RFC 8985 §7，Linux 默认启用（tcp_early_retrans）。',
	},
	cwr: {why: '有迹象表明网络满了，虽然什么也没丢。应对与丢失相同：减少在途的量。'},
	frto: {
		why: '超时也许只是路径慢了一下。发两个新报文段，看它们引来的 ACK，就知道第一次发送到底到了没有。',
		differs: 'RFC 5682 中是可选的；Linux 默认启用（tcp_frto）。',
	},
	undo: {
		why: 'cwnd 因为并未发生的丢失被砍了。有 D-SACK 或时间戳作证，就恢复原来的值。',
		differs: 'RFC 5681 从不恢复；Linux 会。',
	},
	cubic: {
		why: '又快又长的路径，Reno 要几分钟才能再填满。CUBIC 按离上次丢失的时间增长：先快，接近旧的最大值时慢，然后又快。',
		differs: 'RFC 5681 是 Reno；CUBIC 是 RFC 9438，也是 Linux 的默认。',
	},
	hystart: {
		why: '慢启动靠加倍越过极限来找到它，结束时会丢一大堆。时延变长能在丢失之前显示极限。',
		differs: '不在 RFC 5681 中；是 Linux 的 CUBIC 的一部分。',
	},
	ecn: {
		why: '快满的路由器可以给报文段打标记（CE）而不丢它。接收方一直说 ECE，直到发送方说 CWR：发送方放慢，什么也不用重发。',
		differs: 'RFC 3168 是可选的；Linux 的 tcp_ecn 是 2：对方要求就应答，自己不要求。',
	},
	'fast-open': {
		why: '客户端用上次得到的 cookie 证明它确实可达，于是数据可以随 SYN 一起走，每个短连接省一个往返。',
		differs: 'RFC 9293 允许 SYN 带数据，但握手完成才交付；Linux 在 tcp_fastopen 允许时按 RFC 7413。',
	},
	'defer-accept': {
		why: '只对数据有反应的服务器，不必被空连接叫醒。这时握手的最后一个 ACK 还不够。',
		differs: '不在 RFC 9293 中；是 Linux 的 TCP_DEFER_ACCEPT。',
	},
	'user-timeout-option': {
		why: '要失联一阵的主机可以请对方耐心些，让连接熬过去。',
		differs: 'RFC 5482 让双方互告超时；Linux 有 TCP_USER_TIMEOUT 供自己用，不发送这个选项。',
	},
	'syn-cookie': {
		why: '队列满时服务器什么也不记：SYN,ACK 的号是地址和时间的秘密函数，ACK 会把它带回来。',
		differs: 'RFC 4987 描述了它；Linux 在 SYN 队列溢出时使用（tcp_syncookies 1）。',
	},
};
