/** What a script's run says, in both languages. */

import type {Lang} from '../../present/index.js';

const en = {
	passed: 'passed:',
	lines: '{count} lines, {time} s',
	notMapped: 'not mapped: {what}',
	stopped: 'stopped: more happens than {most} events and timers, which is what --max-events allows',
	failedAt: '{name} fails at line {line}: {field}',
	differs: '{field}: expected {expected}, got {got}',
	expected: 'expected:',
	actual: 'actual:',
	decided: 'decided at {time} s: {rule}, {citation}',
	before: 'before it:',
	summary: '{passed} of {count} scripts passed',
	summaryBroken: '{passed} of {count} scripts passed, {broken} could not be read',
};

/** One text for each. */
export type ScriptWords = Readonly<Record<keyof typeof en, string>>;

const zh: ScriptWords = {
	passed: '通过：',
	lines: '{count} 行，{time} 秒',
	notMapped: '无法对应：{what}',
	stopped: '已停止：事件和定时器超过了 {most} 个，即 --max-events 的上限',
	failedAt: '{name} 在第 {line} 行未通过：{field}',
	differs: '{field}：期望 {expected}，实际 {got}',
	expected: '期望：',
	actual: '实际：',
	decided: '{time} 秒时作出决定：{rule}，{citation}',
	before: '在此之前：',
	summary: '{count} 个脚本中有 {passed} 个通过',
	summaryBroken: '{count} 个脚本中有 {passed} 个通过，{broken} 个无法读取',
};

export const scriptWords = (lang: Lang): ScriptWords => (lang === 'zh' ? zh : en);
