/** What does not hold in a lesson, and where it stands. */

import {excerpt, type Place, type Source, where} from '../format/parse-error.js';

export type LessonProblem = {readonly source: Source; readonly place: Place; readonly says: string};

/** `mine.yaml:12:5: what`, and the line with a caret. */
export const problemText = ({source, place, says}: LessonProblem): string =>
	`${where(source, place)}: ${says}\n${excerpt(source, place)}`;
