/* How far a time zone is ahead of UTC on the days of a plan: toolkit/feeds/zones.py with the browser’s own data.
   An hour that comes twice is the first of the two; one that is skipped is read as if clocks had not changed yet. */

const NOON = 12 * 60;
const DAY = 24 * 60;

/**
 * By day since 1970, the minutes by which a zone is ahead of UTC at that weekday’s hour, or at noon without one. RangeError where
 * there is no such zone.
 * @param {string} zone @param {readonly (number | null)[]} hours @param {Iterable<number>} days @returns {Record<number, number>}
 */
export function offsetsOf(zone, hours, days) {
  const ahead = clockOf(zone);
  /** @type {Record<number, number>} */
  const offsets = {};
  for (const day of days) offsets[day] = offsetAt(day * DAY + (hours[(((day + 3) % 7) + 7) % 7] ?? NOON), ahead);
  return offsets;
}

/** The offset at a minute that a clock on the wall shows. @param {number} wall @param {(minute: number) => number} ahead */
function offsetAt(wall, ahead) {
  const before = ahead(wall - DAY);
  const after = ahead(wall + DAY);
  if (before === after || ahead(wall - before) === before) return before;
  return ahead(wall - after) === after ? after : before;
}

/** The offset of a zone at a minute of UTC. @param {string} zone @returns {(minute: number) => number} */
function clockOf(zone) {
  const shown = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (minute) => {
    const parts = Object.fromEntries(shown.formatToParts(minute * 6e4).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    return Math.round(wall / 6e4 - minute);
  };
}
