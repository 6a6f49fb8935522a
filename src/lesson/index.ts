/** LESSONS AS DATA: read, checked, and how far a history has come in one. */

export {CHAPTER_IDS, CHAPTERS, type ChapterId} from './chapters.js';
export {checkLesson} from './check.js';
export * from './lesson.js';
export {parseLesson} from './parse.js';
export {cameNext} from './prediction.js';
export {type LessonProblem, problemText} from './problem.js';
export {beginning, left, type Progress, playedOf, progressIn, starsOf, totalSpent} from './progress.js';
export {solutionLines} from './solution-lines.js';
export {PAGE_CELLS, PREDICT_ROWS, ROW_CELLS, roomsOf, STEP_ROWS} from './texts.js';
