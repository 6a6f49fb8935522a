/** Chinese words of the pictures. */

import type {Words} from './shape.js';

export const picturesZh: Words['pictures'] = {
	nothingToPlot: '还没有可画的：尚未打开连接。',
	noText: '还没有可画的：尚未发送数据。',
	noSegment: '还没有发送过报文段。',
	sender: '{host}发送',
	below: '下图：',

	graph: {
		sent: '发送',
		again: '重传',
		lost: '丢失',
		acked: '已确认',
		window: '窗口',
		sacked: 'SACK',
		octets: '字节',
	},

	states: {
		path: '{host}',
		none: '没有连接',
		legend: '{pointer} 当前状态；数字是经过的步骤：客户端在左，服务器在右',
		passiveOpen: '被动打开',
		activeOpen: '主动打开',
		send: '发送',
		rcvSyn: '收到 SYN',
		rcvSynAck: '收 SYN,ACK',
		rcvAck: '收 ACK',
		close: '关闭',
		rcvFin: '收 FIN',
		rcvFinAck: '收 FIN,ACK',
		twoMsl: '2 MSL',
	},

	segment: {
		title: '{id} {from} {arrow} {to}',
		place: '第 {place} 个，共 {count} 个',
		first: '{host}在此连接中的第一个：没有可比较的',
		since: '与 {id} 相比：',
		same: '只有校验和不同',
		text: '数据',
		octetCount: '{count} 个字节',
	},

	tables: {
		none: '（没有套接字）',
	},

	filter: {
		none: '日志中没有含“{filter}”的行。',
		on: '过滤“{filter}”：{count}',
		off: '日志重新显示全部内容。',
	},

	keep: {
		written: '已写入（{format}）：{path}',
		writtenOver: '已写入（{format}），原有的文件已被替换：{path}',
		nothing: '还没有发生任何事：没有可画的。',
		unknown: '画什么由文件名的后缀决定：{endings}。',
		time: '时间',
		step: '第 {step} 步，共 {count} 步',
		keys: '方向键逐步前进后退；Home 和 End 到两端。',
		ladder: '时序图',
		graph: '时间与序号',
		window: '窗口与往返时间',
		states: '状态',
		lost: '丢失',
		later: '{time} 之后',
		profile: '配置 {profile}，种子 {seed}',
		start: '开始',
	},
};
