/**
 * Where the eleven states stand in the diagram, and how the lines run between them (RFC 9293 §3.3.2, Figure 5).
 *
 * CLOSED stands twice, at the beginning and at the end, as everybody draws it. Resets and timeouts lead to CLOSED from
 * everywhere and are left out.
 */

import type {State} from '../tcp/index.js';
import type {Words} from './words/words.js';

/** A state's place: its middle, in the cells of a diagram of 78 by 15. */
export type Place = {readonly state: State; readonly x: number; readonly y: number};

export const DIAGRAM = {width: 78, height: 15} as const;

/** By name; `END` is CLOSED once more. */
export const PLACES = {
	CLOSED: {state: 'CLOSED', x: 42, y: 0},
	LISTEN: {state: 'LISTEN', x: 24, y: 2},
	'SYN-SENT': {state: 'SYN-SENT', x: 58, y: 2},
	'SYN-RECEIVED': {state: 'SYN-RECEIVED', x: 24, y: 4},
	ESTABLISHED: {state: 'ESTABLISHED', x: 44, y: 6},
	'FIN-WAIT-1': {state: 'FIN-WAIT-1', x: 16, y: 8},
	'CLOSE-WAIT': {state: 'CLOSE-WAIT', x: 64, y: 8},
	'FIN-WAIT-2': {state: 'FIN-WAIT-2', x: 16, y: 11},
	CLOSING: {state: 'CLOSING', x: 43, y: 11},
	'LAST-ACK': {state: 'LAST-ACK', x: 64, y: 11},
	'TIME-WAIT': {state: 'TIME-WAIT', x: 43, y: 13},
	END: {state: 'CLOSED', x: 64, y: 14},
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof PLACES;

/** A point of a line: in the diagram's cells, or at a state's side, `by` cells from its middle. */
export type Point =
	| readonly [x: number, y: number]
	| {readonly of: PlaceName; readonly side: 'left' | 'right'}
	| {readonly of: PlaceName; readonly side: 'top' | 'bottom'; readonly by?: number}
	/** Where lines from the one and to the other meet: across from the one, above or below the other. */
	| {readonly level: PlaceName; readonly above: PlaceName; readonly by?: number};

export type Edge = {
	readonly from: PlaceName;
	readonly to: PlaceName;
	readonly points: readonly Point[];
	/** Beside its line: `end`, the text ends there. */
	readonly label: {readonly x: number; readonly y: number; readonly word: Label; readonly end?: true} | null;
};

type Label = Exclude<keyof Words['pictures']['states'], 'path' | 'none' | 'legend'>;

const bottom = (of: PlaceName, by = 0): Point => ({of, side: 'bottom', by});
const top = (of: PlaceName, by = 0): Point => ({of, side: 'top', by});
const left = (of: PlaceName): Point => ({of, side: 'left'});
const right = (of: PlaceName): Point => ({of, side: 'right'});

export const EDGES: readonly Edge[] = [
	{
		from: 'CLOSED',
		to: 'LISTEN',
		points: [left('CLOSED'), {level: 'CLOSED', above: 'LISTEN'}, top('LISTEN')],
		label: {x: 22, y: 1, word: 'passiveOpen', end: true},
	},
	{
		from: 'CLOSED',
		to: 'SYN-SENT',
		points: [right('CLOSED'), {level: 'CLOSED', above: 'SYN-SENT'}, top('SYN-SENT')],
		label: {x: 60, y: 1, word: 'activeOpen'},
	},
	{
		from: 'LISTEN',
		to: 'SYN-SENT',
		points: [right('LISTEN'), left('SYN-SENT')],
		label: {x: 38, y: 1, word: 'send'},
	},
	{
		from: 'LISTEN',
		to: 'SYN-RECEIVED',
		points: [bottom('LISTEN'), top('SYN-RECEIVED')],
		label: {x: 22, y: 3, word: 'rcvSyn', end: true},
	},
	{
		from: 'SYN-SENT',
		to: 'SYN-RECEIVED',
		points: [bottom('SYN-SENT', -4), {level: 'SYN-RECEIVED', above: 'SYN-SENT', by: -4}, right('SYN-RECEIVED')],
		label: {x: 42, y: 3, word: 'rcvSyn'},
	},
	{
		from: 'SYN-RECEIVED',
		to: 'ESTABLISHED',
		points: [bottom('SYN-RECEIVED', 4), {level: 'ESTABLISHED', above: 'SYN-RECEIVED', by: 4}, left('ESTABLISHED')],
		label: {x: 30, y: 5, word: 'rcvAck'},
	},
	{
		from: 'SYN-SENT',
		to: 'ESTABLISHED',
		points: [bottom('SYN-SENT', 2), {level: 'ESTABLISHED', above: 'SYN-SENT', by: 2}, right('ESTABLISHED')],
		label: {x: 62, y: 4, word: 'rcvSynAck'},
	},
	{
		from: 'SYN-RECEIVED',
		to: 'FIN-WAIT-1',
		points: [bottom('SYN-RECEIVED', -8), top('FIN-WAIT-1')],
		label: {x: 14, y: 6, word: 'close', end: true},
	},
	{
		from: 'ESTABLISHED',
		to: 'FIN-WAIT-1',
		points: [bottom('ESTABLISHED', -4), {level: 'FIN-WAIT-1', above: 'ESTABLISHED', by: -4}, right('FIN-WAIT-1')],
		label: {x: 38, y: 7, word: 'close', end: true},
	},
	{
		from: 'ESTABLISHED',
		to: 'CLOSE-WAIT',
		points: [bottom('ESTABLISHED', 4), {level: 'CLOSE-WAIT', above: 'ESTABLISHED', by: 4}, left('CLOSE-WAIT')],
		label: {x: 51, y: 7, word: 'rcvFin'},
	},
	{
		from: 'FIN-WAIT-1',
		to: 'FIN-WAIT-2',
		points: [bottom('FIN-WAIT-1'), top('FIN-WAIT-2')],
		label: {x: 14, y: 9, word: 'rcvAck', end: true},
	},
	{
		from: 'FIN-WAIT-1',
		to: 'CLOSING',
		points: [bottom('FIN-WAIT-1', 4), [20, 9], [43, 9], top('CLOSING')],
		label: {x: 41, y: 10, word: 'rcvFin', end: true},
	},
	{
		from: 'FIN-WAIT-1',
		to: 'TIME-WAIT',
		points: [
			bottom('FIN-WAIT-1', 4),
			[20, 9],
			[28, 9],
			{level: 'TIME-WAIT', above: 'TIME-WAIT', by: -15},
			left('TIME-WAIT'),
		],
		label: {x: 30, y: 12, word: 'rcvFinAck'},
	},
	{
		from: 'FIN-WAIT-2',
		to: 'TIME-WAIT',
		points: [bottom('FIN-WAIT-2'), {level: 'TIME-WAIT', above: 'FIN-WAIT-2'}, left('TIME-WAIT')],
		label: {x: 14, y: 12, word: 'rcvFin', end: true},
	},
	{
		from: 'CLOSING',
		to: 'TIME-WAIT',
		points: [bottom('CLOSING'), top('TIME-WAIT')],
		label: {x: 45, y: 12, word: 'rcvAck'},
	},
	{
		from: 'CLOSE-WAIT',
		to: 'LAST-ACK',
		points: [bottom('CLOSE-WAIT'), top('LAST-ACK')],
		label: {x: 66, y: 9, word: 'close'},
	},
	{
		from: 'LAST-ACK',
		to: 'END',
		points: [bottom('LAST-ACK'), top('END')],
		label: {x: 66, y: 12, word: 'rcvAck'},
	},
	{
		from: 'TIME-WAIT',
		to: 'END',
		points: [bottom('TIME-WAIT'), {level: 'END', above: 'TIME-WAIT'}, left('END')],
		label: {x: 54, y: 13, word: 'twoMsl'},
	},
];
