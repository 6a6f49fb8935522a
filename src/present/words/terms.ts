/** The glossary for one reader. */

import type {Lang} from '../line.js';
import type {TermId, TermWords} from './glossary.js';
import {GLOSSARY_EN} from './glossary-en.js';
import {GLOSSARY_ZH} from './glossary-zh.js';

/** A term's name and meaning in the reader's language. */
export const termWords = (id: TermId, lang: Lang): TermWords => (lang === 'zh' ? GLOSSARY_ZH : GLOSSARY_EN)[id];
