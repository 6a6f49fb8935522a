import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import type {ReactElement} from 'react';
import {listTitle, modeOf} from '../app/index.js';
import {glyphsFor, wordsFor} from '../present/index.js';
import {bordered, inside} from './border.js';
import {listLabels} from './bottom-lines.js';
import {useSession, useView, useWhole} from './context.js';
import type {Rect} from './layout.js';
import {paint, paintRows} from './theme.js';

/** One of several: scenarios, calls, options, ghosts. The list reads its own keys; what is chosen is a command. */
export function ListPane({rect}: {readonly rect: Rect}): ReactElement {
	const session = useSession();
	const state = useWhole();
	const mode = modeOf(state);
	const {width, height} = inside(rect);
	const title = listTitle(wordsFor(state.style.lang), mode);
	const [top = [], ...others] = bordered([], {...rect, title, focused: true, style: state.style});
	const bottom = others.at(-1) ?? [];
	const side = <Text>{paintRows(others.slice(0, -1).map(line => line.slice(0, 1)))}</Text>;
	const items = listLabels(state, width - 3).map(item => ({...item, key: String(item.value)}));
	return (
		<Box flexDirection="column" height={rect.height}>
			<Text>{paint(top)}</Text>
			<Box height={height}>
				{side}
				<Box width={width}>
					<SelectInput
						items={items}
						limit={height}
						initialIndex={'at' in mode ? mode.at : 0}
						indicatorComponent={Pointer}
						itemComponent={Row}
						onHighlight={({value}) => session.dispatch({do: 'stand', at: value})}
						// Not before all have read this key: the mode that it leads to must not read it too.
						onSelect={({value}) => queueMicrotask(() => session.dispatch({do: 'choose', at: value}))}
					/>
				</Box>
				{side}
			</Box>
			<Text>{paintRows([bottom])}</Text>
		</Box>
	);
}

function Pointer({isSelected = false}: {readonly isSelected?: boolean}): ReactElement {
	const {pointer} = glyphsFor(useView(state => state.style));
	return <Text>{isSelected ? `${pointer} ` : '  '}</Text>;
}

function Row({isSelected = false, label}: {readonly isSelected?: boolean; readonly label: string}): ReactElement {
	return <Text>{paint([{text: label, meaning: isSelected ? 'selected' : 'plain'}])}</Text>;
}
