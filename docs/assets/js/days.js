/* Days in digits and in words. They count from 1970, so that no time zone moves them. No page, no clock. Nothing is imported
   here: a first view has this file, and calendar.js, which has the first three functions too, only if a file is made. */

export const SUNDAY = 6;
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Days since 1970 as `2027-04-18`. @param {number} day */
export const dateOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

/** Monday is 0. @param {number} day */
export const weekdayOf = (day) => (day + 3) % 7;

/** A date in digits, from 1970 to 2199 as calendars have it, as a day; null for anything else. @param {string | null | undefined} text @returns {number | null} */
export function read(text) {
  const day = /^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) / 864e5 : NaN;
  return Number.isInteger(day) && dateOf(day) === text ? day : null;
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

/**
 * The day that was asked for, or the usual one, and what to say of it; no day where a race has passed.
 * @param {number | null} wanted @param {number[]} listed @param {number} lead @param {boolean} race @param {number} today
 * @returns {{ day: number | null, note: string }}
 */
export function dayFor(wanted, listed, lead, race, today) {
  if (wanted === null) return { day: usual(listed, lead, race, today), note: "" };
  if (race && wanted < today) return { day: null, note: `${said(wanted)} has passed. Choose a later day.` };
  if (race) return { day: wanted, note: "" };
  const day = mondayOf(wanted) >= today ? mondayOf(wanted) : mondayOf(Math.max(wanted, today) + 6);
  return { day, note: day === wanted ? "" : `This plan begins on Mondays: we take ${said(day)}. ` };
}

/**
 * When it begins, in words, and in which week one would be today: 1 for who is in time.
 * @param {number} day @param {{ lead: number, weeks?: number }} plan @param {number} today @param {string} race how the day is called
 */
export function startOf(day, { lead, weeks }, today, race) {
  const monday = firstMonday(day, lead);
  const late = monday < today;
  const week = late ? Math.floor((today - monday) / 7) + 1 : 1;
  const begins = late
    ? `Week 1${weeks ? ` of ${weeks}` : ""} began on ${said(monday)}: you would join in week ${week}. Only if your last weeks were like those you leave out.`
    : `${weeks ? `${weeks} weeks. ` : ""}Week 1 begins on ${said(monday)}.`;
  return { late, week, text: `${race && `${race} on ${said(day)}. `}${begins}` };
}
