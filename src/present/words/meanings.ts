/** What a mechanism is for, for one reader. */

import type {Lang} from '../line.js';
import {MEANINGS_EN} from './meanings-en.js';
import {MEANINGS_ZH} from './meanings-zh.js';
import type {Mechanism, MechanismMeaning} from './mechanisms.js';

export const meaningOf = (mechanism: Mechanism, lang: Lang): MechanismMeaning =>
	(lang === 'zh' ? MEANINGS_ZH : MEANINGS_EN)[mechanism];
