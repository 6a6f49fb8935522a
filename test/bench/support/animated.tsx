// A stand-in for the lab that only draws: three panes, fifteen segments in flight, Chinese. What the edge costs by itself.
import {Box, Text, useApp, useInput, useWindowSize} from 'ink';
import {type ReactElement, useState} from 'react';
import {openSession, type Session} from '../../../src/edge/session.js';

function Animated({session}: {session: Session}): ReactElement {
	const {columns, rows} = useWindowSize();
	const {exit} = useApp();
	const [time, advance] = useState(0);
	const [selected, select] = useState(0);
	useInput(input => {
		if (input === 'q') exit();
		else if (input === 'j') select(now => (now + 1) % 15);
		else if (input === 'k') select(now => (now + 14) % 15);
		else if (input === ' ') {
			if (session.clock.running) session.clock.stop();
			else session.clock.start(elapsed => advance(now => now + elapsed));
		}
	});
	const side = Math.floor(columns / 4);
	const wire = columns - 2 * side;
	const host = (name: string): ReactElement => (
		<Box borderStyle="round" borderColor="cyan" width={side} flexDirection="column" overflow="hidden">
			<Text bold>{name} ESTABLISHED</Text>
			<Text>snd.una {1000 + Math.floor(time / 700)}</Text>
			<Text>snd.nxt {1000 + Math.floor(time / 500)}</Text>
			<Text color="yellow">重传 {(3 - ((time / 1000) % 3)).toFixed(1)} s</Text>
		</Box>
	);
	return (
		<Box width={columns} height={rows} flexDirection="column">
			<Text>tcp-lab demo t {(time / 1000).toFixed(1)} s</Text>
			<Box flexGrow={1}>
				{host('客户端')}
				<Box borderStyle="round" width={wire} flexDirection="column" overflow="hidden">
					{Array.from({length: 15}, (_, index) => {
						const at = Math.floor((time / 100 + index * 3) % (wire - 14));
						const left = index % 2 === 0;
						return (
							<Text key={index} wrap="truncate" color={left ? 'green' : 'magenta'}>
								{index === selected ? '▸' : ' '} {' '.repeat(at)}
								{left ? '──数据──▶' : '◀──ACK──'}
							</Text>
						);
					})}
				</Box>
				{host('服务器')}
			</Box>
			<Text inverse>client ESTABLISHED seq {Math.floor(time / 500)} │ TIME-WAIT –</Text>
		</Box>
	);
}

const session = openSession({
	stdin: process.stdin,
	stdout: process.stdout,
	element: opened => <Animated session={opened} />,
	colours: 3,
});
await session.exited;
