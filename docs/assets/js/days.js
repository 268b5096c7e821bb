/* Days in words. Days count from 1970, as in calendar.js; no time zone moves them. No page, no clock. */
import { dateOf, dayOf, weekdayOf } from "./calendar.js";

export const SATURDAY = 5;
export const SUNDAY = 6;
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A date in digits as a day; null for anything else. @param {string | null | undefined} text @returns {number | null} */
export function read(text) {
  try {
    return /^2\d{3}-\d\d-\d\d$/.test(text ?? "") ? dayOf(/** @type {string} */ (text)) : null;
  } catch {
    return null;
  }
}

/** The Monday of a day’s week. @param {number} day */
export const mondayOf = (day) => day - weekdayOf(day);

/** `18 April 2027`. @param {number} day */
export function dated(day) {
  const [year, month, number] = dateOf(day).split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

/** `Sunday, 18 April 2027`. @param {number} day */
export const said = (day) => `${NAMES[weekdayOf(day)]}, ${dated(day)}`;

/** `Sunday`. @param {number} weekday */
export const nameOf = (weekday) => NAMES[weekday];

/** `a`, `a and b`, `a, b and c`. @param {string[]} names */
export const joined = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** The weekdays of days and the last of them: `Saturdays and Sundays until 18 April 2027`. @param {number[]} days */
export function spanOf(days) {
  const weekdays = [...new Set(days.map(weekdayOf))].sort((one, other) => one - other);
  return `${joined(weekdays.map((day) => `${NAMES[day]}s`))} until ${dated(Math.max(...days))}`;
}

/** A plan’s first Monday for an anchor. @param {number} anchor @param {number} lead */
export const firstMonday = (anchor, lead) => mondayOf(anchor) - 7 * lead;

/**
 * The day that is chosen for who has chosen none: one with time for the whole plan, on a Sunday if it is a race, and one of those
 * that have a file, if there is any.
 * @param {number[]} listed @param {number} lead @param {boolean} race @param {number} today
 */
export function usual(listed, lead, race, today) {
  const timely = listed.filter((day) => firstMonday(day, lead) >= today);
  const found = timely.find((day) => !race || weekdayOf(day) === SUNDAY) ?? timely[0];
  return found ?? mondayOf(today + 6) + 7 * lead + (race ? SUNDAY : 0);
}

/** The nearest day on one of the weekdays that has not passed; the later of two. @param {number} day @param {number[]} weekdays @param {number} today */
export function nearestOn(day, weekdays, today) {
  const near = Array.from({ length: 13 }, (_, number) => day + 6 - number);
  const fitting = near.filter((one) => one >= today && weekdays.includes(weekdayOf(one)));
  return fitting.sort((one, other) => Math.abs(one - day) - Math.abs(other - day))[0];
}
