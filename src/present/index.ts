/** DATA → WORDS AND PICTURES. Pure. */

export * from './chosen.js';
export * from './event-log.js';
export {type Explanation, explanation} from './explain/explanation.js';
export {changesOn, STEP, type Subject, segmentsOf, subjectIn} from './explain/subjects.js';
export {fit, fitLine, lineWidth, pad, span, truncate, wrap} from './fit.js';
export * from './glyphs.js';
export * from './header.js';
export * from './host-pane.js';
export * from './label.js';
export * from './ladder.js';
export * from './ladder-text.js';
export * from './line.js';
export * from './measure.js';
export * from './octets-view.js';
export * from './past.js';
export * from './ruler.js';
export {safe} from './safe.js';
export * from './script-pane.js';
export * from './status-bar.js';
export * from './time.js';
export * from './why.js';
export * from './words/words.js';
