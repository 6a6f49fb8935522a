/** Worlds made by playing, and lines as plain text. */

import type {SocketCall} from '../../src/host/index.js';
import {createLab, type Input, type Lab, type LabOptions} from '../../src/lab/index.js';
import {type Line, plainMeasure, type Style} from '../../src/present/index.js';

export const EN: Style = {lang: 'en', ascii: false, numbers: 'relative', measure: plainMeasure};
export const ZH: Style = {...EN, lang: 'zh'};
export const ASCII: Style = {...EN, ascii: true};

export const text = (line: Line): string => line.map(span => span.text).join('');
export const texts = (lines: readonly Line[]): string[] => lines.map(text);
/** Without the blanks at the end, and without empty lines. */
export const shown = (lines: readonly Line[]): string[] =>
	texts(lines)
		.map(line => line.trimEnd())
		.filter(line => line !== '');

export const client = (call: SocketCall): Input => ({do: 'call', host: 'client', call});
export const server = (call: SocketCall): Input => ({do: 'call', host: 'server', call});
export const connect = client({call: 'connect', socket: 'c', port: 80});
export const deliver = (segment: string): Input => ({do: 'deliver', segment});
export const drop = (segment: string): Input => ({do: 'drop', segment});
export const timer: Input = {do: 'wait', for: 'timer'};
export const all: Input = {do: 'deliver-all'};
export const handshake: readonly Input[] = [connect, deliver('c1'), deliver('s1'), deliver('c2')];

export const play = (inputs: readonly Input[], options: LabOptions = {}): Lab => createLab({...options, inputs});

/** What a view needs of a lab: its past and its world. */
export const seen = (lab: Lab): {past: Lab['history']; world: Lab['world']} => ({past: lab.history, world: lab.world});
