/** The course: its chapters, in the order in which they are taken. */

export const CHAPTERS = [
	{id: 'opening', title: {en: 'Opening a connection', zh: '建立连接'}},
	{id: 'data', title: {en: 'Data and acknowledgments', zh: '数据与确认'}},
	{id: 'loss', title: {en: 'Loss, order and timers', zh: '丢失、次序与定时器'}},
	{id: 'flow', title: {en: 'Flow control and small segments', zh: '流量控制与小报文段'}},
	{id: 'congestion', title: {en: 'Congestion control', zh: '拥塞控制'}},
	{id: 'closing', title: {en: 'Closing a connection', zh: '关闭连接'}},
	{id: 'trouble', title: {en: 'When things go wrong', zh: '出问题的时候'}},
	{id: 'adversary', title: {en: 'The adversary: the network is you', zh: '对手：你就是网络'}},
] as const;

export type ChapterId = (typeof CHAPTERS)[number]['id'];

export const CHAPTER_IDS: readonly ChapterId[] = CHAPTERS.map(({id}) => id);
