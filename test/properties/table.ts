/** What `npm run properties` prints besides its own lines. */

export {added, coverageTable, untouched} from './coverage.js';
