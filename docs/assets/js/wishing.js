/* What a reader wishes besides, from the fields of a form. No page, no clock: `get` gives the value of a field, or null. */
import { WEEKDAYS } from "./days.js";

/**
 * @import { Wishes } from "../../../tests/node/types/calendar"
 * @typedef {(name: string) => string | null} Get
 */

/** `18:30` as minutes of the day. @param {string | null} text @returns {number | null} */
function minuteOf(text) {
  const found = /^(\d\d):(\d\d)/.exec(text ?? "");
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** The time of each weekday: its own, else that of all days from Monday to Friday. @param {Get} get */
export function hoursOf(get) {
  const working = minuteOf(get("weekdays"));
  return WEEKDAYS.map((day, number) => minuteOf(get(day)) ?? (number < 5 ? working : null));
}

/**
 * The wishes of a form; `week` is the week that one would join in, 1 for who is in time.
 * @param {Get} get @param {string} zone @param {number} week @returns {Wishes}
 */
export function wishesOf(get, zone, week) {
  const hours = hoursOf(get);
  const remind = get("remind");
  return {
    onlyKeyDays: get("key-days") !== null,
    optional: get("optional") === null,
    hours,
    zone: hours.some((hour) => hour !== null) ? zone : null,
    units: get("units") === "mi" ? "mi" : "km",
    fromWeek: get("from-now") === null ? 1 : Math.max(1, week),
    remind: remind === "evening" ? remind : remind ? Number(remind) : null,
  };
}
