import {fill, type Lang} from '../present/index.js';
import type {Surroundings} from './surroundings.js';

/** What the command line says outside the screen. Words in braces are filled in. */
const en = {
	about: 'Two TCP engines, and the wire between them in your hands.',
	run: 'Run scenarios without a screen. Exit code 0: all expectations held; 1: one did not; 2: a file or an argument is wrong.',
	files: 'scenario files (YAML or JSON), names of built-in scenarios, or - for the standard input',
	scenario: 'open a scenario: a file, or the name of a built-in one (tcp-lab run --list)',
	profile: 'how the hosts behave',
	lang: 'language; by default that of LANG',
	seed: 'where chance starts from, 0 to 4294967295',
	ascii: 'no lines and arrows beyond ASCII',
	noColor: 'no colours; NO_COLOR=1 does the same',
	format: 'a ladder with the why of each step, or a trace as JSON lines',
	output: 'write to a file instead of the standard output; what is there is replaced',
	quiet: 'say only what did not hold',
	list: 'list the built-in scenarios',
	version: 'print the version',
	help: 'print this help',
	arguments: 'Arguments:',
	options: 'Options:',
	commands: 'Commands:',
	usage: 'Usage:',
	noFiles: 'nothing to run: name a scenario file, or one of tcp-lab run --list',
	noSuchScenario: 'there is no scenario "{name}": neither a file nor one of tcp-lab run --list{hint}',
	didYouMean: ' (did you mean "{name}"?)',
	noSuchCommand: 'there is no command "{name}"{hint}; tcp-lab --help lists what there is',
	unreadable: '{path} cannot be read: {why}',
	notText: '{path} is not a text in UTF-8',
	tooLong: '{path} is longer than 64 million octets, and no scenario is',
	unwritable: '{path} cannot be written: {why}',
	stdout: 'the standard output',
	badSeed: 'a seed is a whole number from 0 to 4294967295',
	noSession: '{path} is not a session that can be opened: line {line} is wrong',
	laterSession: '{path} is a session of a later tcp-lab, which this one cannot read',
	notSaved: 'this session is not being saved: {why} ({path})',
	noScreen: 'tcp-lab draws on a terminal, and its output is not one; to run a scenario without one: tcp-lab run FILE',
	noKeys:
		'tcp-lab is steered by keys, and its input is not a terminal; to run a scenario without one: tcp-lab run FILE',
	noCursor:
		'tcp-lab needs a terminal that can place its cursor, and TERM is "dumb"; to run a scenario without one: tcp-lab run FILE',
	sameFile: '{path} is read too: name another file to write to',
	bug: 'tcp-lab stopped on an error of its own: {what} (TCP_LAB_DEBUG=1 shows where)',
	missing: 'there is no such file or folder',
	folder: 'it is a folder',
	forbidden: 'permission is denied',
	exists: 'it exists already',
	full: 'the disk is full',
	readOnly: 'the file system is read-only',
};

export type CliWords = Readonly<Record<keyof typeof en, string>>;

const zh: CliWords = {
	about: '两个 TCP 引擎，中间的线路由你掌握。',
	run: '不用屏幕运行场景。退出码 0：所有期望都成立；1：有一条不成立；2：文件或参数有误。',
	files: '场景文件（YAML 或 JSON）、内置场景的名字，或 - 表示标准输入',
	scenario: '打开一个场景：文件，或内置场景的名字（tcp-lab run --list）',
	profile: '主机的行为方式',
	lang: '语言；默认取自 LANG',
	seed: '随机数的起点，0 到 4294967295',
	ascii: '线条和箭头只用 ASCII',
	noColor: '不用颜色；NO_COLOR=1 也一样',
	format: '带每一步理由的梯形图，或逐行 JSON 的记录',
	output: '写到文件，而不是标准输出；已有的内容会被替换',
	quiet: '只说哪些不成立',
	list: '列出内置场景',
	version: '显示版本',
	help: '显示本帮助',
	arguments: '参数：',
	options: '选项：',
	commands: '命令：',
	usage: '用法：',
	noFiles: '没有可运行的：请给出场景文件，或 tcp-lab run --list 中的名字',
	noSuchScenario: '没有场景“{name}”：既不是文件，也不在 tcp-lab run --list 中{hint}',
	didYouMean: '（是不是“{name}”？）',
	noSuchCommand: '没有命令“{name}”{hint}；tcp-lab --help 列出所有命令',
	unreadable: '无法读取 {path}：{why}',
	notText: '{path} 不是 UTF-8 文本',
	tooLong: '{path} 超过六千四百万字节，不会是场景',
	unwritable: '无法写入 {path}：{why}',
	stdout: '标准输出',
	badSeed: '种子是 0 到 4294967295 的整数',
	noSession: '{path} 不是可以打开的会话：第 {line} 行有误',
	laterSession: '{path} 是更新版本的 tcp-lab 的会话，本版本无法读取',
	notSaved: '本次会话没有保存：{why}（{path}）',
	noScreen: 'tcp-lab 要画在终端上，而它的输出不是终端；不用终端运行场景：tcp-lab run FILE',
	noKeys: 'tcp-lab 由按键操作，而它的输入不是终端；不用终端运行场景：tcp-lab run FILE',
	noCursor: 'tcp-lab 需要能定位光标的终端，而 TERM 是“dumb”；不用终端运行场景：tcp-lab run FILE',
	sameFile: '{path} 也是要读取的文件：请写到另一个文件',
	bug: 'tcp-lab 因自身的错误而停止：{what}（TCP_LAB_DEBUG=1 显示位置）',
	missing: '没有这个文件或文件夹',
	folder: '这是一个文件夹',
	forbidden: '没有权限',
	exists: '已经存在',
	full: '磁盘已满',
	readOnly: '文件系统是只读的',
};

export const cliWords = (lang: Lang): CliWords => (lang === 'zh' ? zh : en);

/** Why the system would not, in words. */
export function whyNot(error: unknown, words: CliWords): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
	const known: Readonly<Record<string, string>> = {
		ENOENT: words.missing,
		ENOTDIR: words.missing,
		EISDIR: words.folder,
		EEXIST: words.exists,
		EACCES: words.forbidden,
		EPERM: words.forbidden,
		ENOSPC: words.full,
		EDQUOT: words.full,
		EROFS: words.readOnly,
	};
	return known[code] ?? code;
}

/** A bug of ours in a sentence; the stack only for those who ask. */
export function bugText(error: unknown, env: Surroundings['env'], words: CliWords): string {
	if (env.TCP_LAB_DEBUG && error instanceof Error && error.stack !== undefined) return error.stack;
	const what = error instanceof Error ? error.message : String(error);
	return fill(words.bug, {what: what.split('\n')[0] ?? ''});
}
