import {Box, Text, useApp, useInput, useWindowSize} from 'ink';
import {type ReactElement, useState} from 'react';

/** A small application with panes, a selection and Chinese: enough to try the edge with. */
export function Demo({onKey}: {onKey?: (name: string) => void}): ReactElement {
	const {columns, rows} = useWindowSize();
	const {exit} = useApp();
	const [selected, select] = useState(0);
	const [typed, type] = useState('');
	useInput((input, key) => {
		const name = Object.entries(key).find(([, on]) => on === true)?.[0] ?? input;
		onKey?.(input < ' ' || key.ctrl ? `${name}:${input}` : input);
		if (input === 'q') exit();
		else if (input === '!') throw new Error('a bug in the demo');
		else if (input === 'j' || key.downArrow) select(now => Math.min(now + 1, segments.length - 1));
		else if (input === 'k' || key.upArrow) select(now => Math.max(now - 1, 0));
		else if (key.backspace) type(now => now.slice(0, -1));
		else if (!key.ctrl && input >= ' ') type(now => now + input);
	});
	return (
		<Box width={columns} height={rows} flexDirection="column">
			<Text>
				tcp-lab demo {columns}×{rows} typed [{typed}]
			</Text>
			<Box flexGrow={1}>
				<Box borderStyle="round" width="50%" flexDirection="column" overflow="hidden">
					<Text color="green">客户端 ESTABLISHED</Text>
					<Text dimColor>snd.una 1 snd.nxt 2</Text>
				</Box>
				<Box borderStyle="round" flexGrow={1} flexDirection="column" overflow="hidden">
					{segments.map((segment, index) => (
						<Text key={segment} wrap="truncate">
							{index === selected ? '▸' : ' '} {segment}
						</Text>
					))}
				</Box>
			</Box>
			<Text inverse>状态 ready</Text>
		</Box>
	);
}

const segments = ['c1 ──SYN──▶', 's1 ◀─SYN,ACK─', 'c2 ──ACK──▶ 确认'];
