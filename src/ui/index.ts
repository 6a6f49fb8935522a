/** INK: the screen. */

export {App} from './App.js';
export {type Layout, layout, type Rect, SMALLEST} from './layout.js';
