/* All that a box needs only once the reader uses it, in one piece. */
export { queryOf } from "./calendar.js";
export { nearestOn, saidBreaks } from "./judging.js";
export { compiled, fetched, hand, make, now, together } from "./making.js";
export { copy, draw, share } from "./ways.js";
