import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import type {ReactElement} from 'react';
import {lessonListTitle, listItems, listTitle, listTop, modeOf} from '../app/index.js';
import {fill, glyphsFor, wordsFor} from '../present/index.js';
import {bordered, inside} from './border.js';
import {listLabels} from './bottom-lines.js';
import {useView, useWhole} from './context.js';
import type {Rect} from './layout.js';
import {paint, paintRows} from './theme.js';

/** One of several: scenarios, calls, options, ghosts. */
export function ListPane({rect}: {readonly rect: Rect}): ReactElement | null {
	const state = useWhole();
	const mode = modeOf(state);
	if (!('at' in mode)) return null;
	const {width, height} = inside(rect);
	const title = mode.name === 'lessons' ? lessonListTitle(state, mode) : listTitle(wordsFor(state.style.lang), mode);
	const items = listLabels(state, width - 3).map(item => ({...item, key: String(item.value)}));
	const top = listTop(mode, height, items.length);
	const below = items.length - top - height;
	const more = below > 0 ? fill(wordsFor(state.style.lang).screen.more, {count: below}) : '';
	const foot = [more, listItems(state, mode)[mode.at]?.hint ?? ''].filter(part => part !== '').join(' · ');
	const [edge = [], ...others] = bordered([], {...rect, title, foot, focused: true, style: state.style});
	const bottom = others.at(-1) ?? [];
	const side = <Text>{paintRows(others.slice(0, -1).map(line => line.slice(0, 1)))}</Text>;
	return (
		<Box flexDirection="column" height={rect.height}>
			<Text>{paint(edge)}</Text>
			<Box height={height}>
				{side}
				<Box width={width}>
					{/* The session reads the keys: a list that keeps its place in React's state loses all but the first
					    of the keys that come in one read. So it is a new list wherever the session says that it stands. */}
					<SelectInput
						key={`${top} ${mode.at}`}
						items={items.slice(top, top + height)}
						initialIndex={mode.at - top}
						isFocused={false}
						indicatorComponent={Pointer}
						itemComponent={Row}
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
