/** PICTURES TO KEEP: a session as SVG, HTML, text or Mermaid. */

export {htmlPicture} from './html.js';
export {mermaidPicture} from './mermaid.js';
export {DRAWINGS, type Drawing, type PictureOptions, type Story, THEMES, type Theme} from './story.js';
export {svgPicture} from './svg.js';
export {textPicture} from './text.js';
