/** INK: the screen. */

export {App} from './app.js';
export {type Layout, layout, type Rect, SMALLEST} from './layout.js';
