import type {Input} from '../lab/index.js';
import {callText} from '../present/facts.js';
import {FAULT_WORDS, faultText, timeText} from './quantity.js';

/** An input as the command line would have it: the same in every language, as commands are. */
export function inputText(input: Input): string {
	switch (input.do) {
		case 'call':
			return `${input.host} ${callText(input.call)}`;
		case 'wait':
			return 'by' in input ? `wait ${timeText(input.by)}` : `wait ${input.for}`;
		case 'deliver':
		case 'drop':
		case 'mark':
		case 'replay':
			return `${input.do} ${input.segment}`;
		case 'delay':
			return `delay ${input.segment} ${timeText(input.by)}`;
		case 'duplicate':
			return `duplicate ${input.segment}${input.by === 0 ? '' : ` ${timeText(input.by)}`}`;
		case 'move':
			return `move ${input.segment} ${input.where} ${input.other}`;
		case 'flip':
			return `flip ${input.segment}${input.bit === null ? '' : ` ${input.bit}`}`;
		case 'edit':
			return `edit ${input.segment} ${pairs(input.fields)}`;
		case 'forge':
			return `forge ${input.from} ${input.to} ${pairs(input.fields)}`;
		case 'deliver-all':
			return 'deliver-all';
		case 'path':
			return pathText(input);
		case 'rule':
			return `rule ${pairs(input.rule)}`;
		case 'sysctl':
			return `sysctl ${input.host} ${input.name} ${input.value}`;
		case 'switch':
			return `switch ${input.host} ${input.name} ${input.on ? 'on' : 'off'}`;
		case 'icmp':
			return `icmp ${input.segment} ${input.type} ${input.code}${input.mtu === 0 ? '' : ` ${input.mtu}`}`;
		case 'crash':
			return `crash ${input.host}`;
	}
}

function pathText({from, mode, faults}: Extract<Input, {do: 'path'}>): string {
	const words = FAULT_WORDS.flatMap(word => {
		if (faults?.[word] === undefined) return [];
		return [`${word} ${faultText(word, {...NO_TEXT, ...faults})}`];
	});
	return [`${mode ?? 'path'} ${from}`, ...words].join(' ');
}

/** Words that are not in a change are not told; what they would be does not matter. */
const NO_TEXT = {
	delay: 0,
	jitter: 0,
	delayCorrelation: 0,
	distribution: 'normal',
	loss: null,
	duplicate: null,
	reorder: null,
	corrupt: null,
	mark: null,
	rate: null,
	pathMtu: null,
	limit: 0,
} as const;

function pairs(fields: object): string {
	return Object.entries(fields)
		.filter(([name, value]) => name !== 'relative' && value !== '')
		.map(([name, value]) => `${name}=${value === null ? '' : String(value)}`)
		.join(' ');
}
