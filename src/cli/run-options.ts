/** What `tcp-lab run` is told, beside the files. */

import type {Drawing, Theme} from '../format/pictures/index.js';
import type {ProfileName} from '../host/index.js';
import {fill, type Lang} from '../present/index.js';
import {Problem} from './problem.js';
import type {CliWords} from './words.js';

/** What `--format` draws. */
export const PICTURES = ['svg', 'html', 'txt', 'mermaid', 'cast'] as const;
export type Picture = (typeof PICTURES)[number];

export const isPicture = (format: string): format is Picture => PICTURES.some(picture => picture === format);

export type RunOptions = {
	readonly lang: Lang;
	readonly profile?: ProfileName;
	readonly seed?: number;
	readonly format: 'text' | 'jsonl' | 'pcapng' | 'pkt' | 'tap' | 'junit' | Picture;
	readonly output?: string;
	readonly quiet?: boolean;
	readonly list?: boolean;
	readonly ascii?: boolean;
	/** For a capture: the only place it is seen from; or the interface of one that is read. */
	readonly vantage?: string;
	/** Of a picture: its colours, what of the run is drawn, and the cells of text and screens. */
	readonly theme?: Theme;
	readonly draw?: Drawing;
	readonly size?: {readonly columns: number; readonly rows: number};
	/** Of a capture that is read. */
	readonly stream?: number;
};

export type ScriptOptions = {
	readonly verbose?: boolean;
	readonly exact?: boolean;
	readonly maxEvents?: number;
	readonly allowMore?: boolean;
	/** `NAME=VALUE`, each. */
	readonly define?: readonly string[];
};

/** @throws Problem for the first of these options that was given */
export function refuse(
	names: readonly (keyof (RunOptions & ScriptOptions))[],
	options: RunOptions & ScriptOptions,
	words: CliWords,
): void {
	const given = names.find(name => options[name] !== undefined);
	if (given === undefined) return;
	const option = `--${given.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
	throw new Problem(fill(words.noEffect, {option}));
}
