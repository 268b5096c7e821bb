/* Days on which a plan breaks a rule, and the nearest on which it does not. No page, no clock. */
import { nameOf, weekdayOf } from "./days.js";

/** Which rules a plan breaks for a day, as a reader may hear it: each up to what its author might do about it. @param {string[]} breaks @param {number} day */
export function saidBreaks(breaks, day) {
  if (!breaks.length) return "";
  const what = breaks.map((one) => one.replace(/[.] [A-Z].*$/s, "").replace(/[.]$/, ""));
  const rules = breaks.length > 1 ? `${breaks.length} of our rules` : "one of our rules";
  return `With a race on a ${nameOf(weekdayOf(day))} this plan breaks ${rules}: ${what.join("; ")}. Its weeks are made for the weekend.`;
}

/** The nearest day on one of the weekdays that has not passed; the later of two. @param {number} day @param {number[]} weekdays @param {number} today */
export function nearestOn(day, weekdays, today) {
  const near = Array.from({ length: 13 }, (_, number) => day + 6 - number);
  const fitting = near.filter((one) => one >= today && weekdays.includes(weekdayOf(one)));
  return fitting.sort((one, other) => Math.abs(one - day) - Math.abs(other - day))[0];
}
