/* A compiled plan, a day and a reader’s wishes to the bytes of a calendar: stamp.py, wishes.py and merge of toolkit/feeds/,
   byte for byte. Change both together: tests/test_stampers.py runs the same cases through both. Whole numbers and prepared
   text only; no page, no clock, no time zone (zones.js has those). Days count from 1970. */

/**
 * @import { Asked, CompiledEvent, EarlierEdition, Form, Hours, Offsets, OfWeekday, Parts, Plan, PlanDifference, Wishes } from "../../../tests/node/types/calendar"
 */

const SEQUENCE_EPOCH = 1577836800; // the first second of 2020
const DAY = 24 * 60;
const EVENING_HOUR = 20 * 60;
const MOST_REMIND = 7 * DAY;
const LINE = 74;
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = ["hours", "zone", "units", "without", "from"];
const HOUR = /^((?:mon|tue|wed|thu|fri|sat|sun)(?:,(?:mon|tue|wed|thu|fri|sat|sun))*)=([01]?[0-9]|2[0-3]):([0-5][0-9])$/;
/** @type {Hours} */
const NO_HOURS = [null, null, null, null, null, null, null];
/** The whole plan, in kilometres, with events that last all day. @type {Wishes} */
export const DEFAULTS = { onlyKeyDays: false, optional: true, hours: NO_HOURS, zone: null, units: "km", fromWeek: 1, remind: null };

/** A wish that cannot be followed: its message says what to write instead. */
export class WishError extends Error {}

/** `2027-04-18` as days since 1970. @param {string} date */
export function dayOf(date) {
  const day = Date.parse(`${date}T00:00:00Z`) / 864e5;
  if (!Number.isInteger(day) || dateOf(day) !== date) throw new Error(`“${date}” is not a date. Write one such as 2027-04-18.`);
  return day;
}

/** Days since 1970 as `2027-04-18`. @param {number} day */
export const dateOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

/** Monday is 0, and 1970 began on a Thursday. @param {number} day */
export const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7;

/** Two files of different builds were to be put together. */
export class FingerprintError extends Error {}

/**
 * The earlier edition of a plan that a calendar follows for an anchor: the newest whose own first Monday is not before its day, else
 * the oldest; null for the plan as it is now.
 * @param {{ lead: number, editions: EarlierEdition[] }} plan @param {number} anchor
 */
export function chooseEdition({ lead, editions }, anchor) {
  const monday = anchor - weekdayOf(anchor);
  /** @type {{ lead: number, name: string | null }} */
  let chosen = { lead, name: null };
  for (const edition of [...editions].reverse()) {
    if (monday - 7 * chosen.lead >= edition.before) break;
    chosen = edition;
  }
  return chosen.name;
}

/** A plan with what differs from it. @template {OfWeekday} P @param {P} plan @param {PlanDifference} other @returns {P} */
export function merge(plan, other) {
  if (plan.fingerprint !== other.fingerprint) throw new FingerprintError("These files are of two builds. Ask for both again.");
  const byNumber = new Map([...plan.weeks, ...other.weeks].map((week) => [week.number, week]));
  const weeks = [...byNumber.values()].filter(({ number }) => number <= other.length).sort((one, two) => one.number - two.number);
  const byDay = new Map([...plan.events, ...other.events].map((event) => [event.day, event]));
  for (const day of other.without) byDay.delete(day);
  const events = [...byDay.values()].sort((one, two) => one.day - two.day);
  const { weekday, lead, changed, breaks } = other;
  return { ...plan, weekday, lead, changed, breaks, weeks, events, lines: [...plan.lines, ...other.lines] };
}

/** The bytes of a calendar; of several parts, with their events by day, then by part. @param {Parts} calendar */
export function stamp({ parts, wishes = {}, offsets = {}, feed = "", made = null, name = "" }) {
  const asked = { wishes: { ...DEFAULTS, ...wishes }, offsets, made };
  const events = parts.flatMap(({ plan, anchor }) => eventsOf(plan, anchor, asked));
  if (parts.length > 1) events.sort((one, other) => one.day - other.day);
  const plans = parts.map(({ plan }) => plan);
  const pieces = [headOf(plans, asked, feed, name), ...events.map(({ text }) => text), "END:VCALENDAR\r\n"];
  return new TextEncoder().encode(pieces.join(""));
}

/** @param {Plan[]} plans @param {Asked} asked @param {string} feed @param {string} name */
function headOf(plans, { wishes, made }, feed, name) {
  const { site, calendar } = plans[0];
  const title = escape(name || (wishes.onlyKeyDays ? calendar.key_days : calendar.whole));
  const about = escape(calendar.about);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lasting Speed//Training plans//EN", "CALSCALE:GREGORIAN"];
  lines.push(`NAME:${title}`, `X-WR-CALNAME:${title}`, `DESCRIPTION:${about}`, `X-WR-CALDESC:${about}`);
  lines.push(`LAST-MODIFIED:${moment(made ?? Math.max(...plans.map(changedOf)))}`, `URL:${site}${calendar.page}`, "COLOR:teal");
  if (feed) lines.push(`SOURCE;VALUE=URI:${feed}`, "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H");
  return lines.map(fold).join("");
}

/** @param {Plan} plan */
const changedOf = (plan) => Math.max(plan.changed, ...plan.events.map(({ changed }) => changed));

/** @param {Plan} plan @param {number} anchor @param {Asked} asked */
function eventsOf(plan, anchor, asked) {
  if (weekdayOf(anchor) !== plan.weekday) throw new Error(`${dateOf(anchor)} is on another weekday than the plan`);
  const { wishes } = asked;
  const monday = anchor - plan.weekday - 7 * plan.lead;
  const variant = [plan.plan, plan.level, plan.rhythm, plan.entry].filter((part, number) => !number || part !== "fresh").join("-");
  const selection = (wishes.onlyKeyDays ? 1 : 0) + (wishes.optional ? 0 : 2);
  let first = wishes.fromWeek > 1;
  const events = [];
  for (const event of plan.events) {
    const shown = event.shown[selection];
    if (shown === null || event.day < 7 * (wishes.fromWeek - 1)) continue;
    const uid = `${variant}-${digits(anchor)}-${event.id}@${plan.uid_domain}`;
    const day = monday + event.day;
    events.push({ day, text: eventText(plan, uid, day, event, event.forms[shown], first, asked) });
    first = false;
  }
  return events;
}

/**
 * @param {Plan} plan @param {string} uid @param {number} day @param {CompiledEvent} event @param {Form} form @param {boolean} first
 * @param {Asked} asked
 */
function eventText(plan, uid, day, event, form, first, asked) {
  /** @param {number} number */
  const line = (number) => {
    const text = plan.lines[number];
    return escape(typeof text === "string" ? text : text[asked.wishes.units === "mi" ? 1 : 0]);
  };
  const title = line(form.title);
  const changed = asked.made ?? Math.max(plan.changed, event.changed);
  const sequence = asked.made === null ? event.revision : Math.floor(Math.max(0, asked.made - SEQUENCE_EPOCH) / 60);
  const lines = ["BEGIN:VEVENT", `UID:${uid}`, ...timesOf(day, form, asked)];
  lines.push(`DTSTAMP:${moment(changed)}`, `LAST-MODIFIED:${moment(changed)}`);
  lines.push(`SEQUENCE:${sequence}`);
  lines.push(`SUMMARY:${title}`, "STATUS:CONFIRMED", "TRANSP:TRANSPARENT");
  if (form.categories.length) lines.push(`CATEGORIES:${form.categories.map(escape).join(",")}`);
  const text = first && form.first?.length ? form.first : form.text;
  lines.push(`URL:${plan.site}${form.link}`, `DESCRIPTION:${text.map(line).join("\\n")}`);
  const before = form.minutes ? remindBefore(day, asked) : null;
  if (before !== null) {
    lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${title}`, `TRIGGER:${trigger(before)}`, "END:VALARM");
  }
  return [...lines, "END:VEVENT"].map(fold).join("");
}

/** A whole day, or from an hour for as long as the sessions take. @param {number} day @param {Form} form @param {Asked} asked */
function timesOf(day, form, { wishes, offsets }) {
  const hour = wishes.hours[weekdayOf(day)];
  if (hour === null || !form.minutes) return [`DTSTART;VALUE=DATE:${digits(day)}`, `DTEND;VALUE=DATE:${digits(day + 1)}`];
  const begins = day * DAY + hour - offsetOn(day, offsets);
  return [`DTSTART:${moment(begins * 60)}`, `DTEND:${moment((begins + form.minutes) * 60)}`];
}

/** Minutes before an event to be reminded, or null. @param {number} day @param {Asked} asked */
function remindBefore(day, { wishes }) {
  return wishes.remind === "evening" ? DAY - EVENING_HOUR + (wishes.hours[weekdayOf(day)] ?? 0) : wishes.remind;
}

/** @param {number} day @param {Offsets} offsets */
function offsetOn(day, offsets) {
  if (offsets[day] === undefined) throw new Error(`There is no offset for ${dateOf(day)}.`);
  return offsets[day];
}

/** @param {number} before */
function trigger(before) {
  const hours = Math.floor(before / 60);
  const minutes = before - hours * 60;
  return before ? `-PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}` : "PT0S";
}

/** Seconds since 1970 as `20270418T073000Z`. @param {number} seconds */
const moment = (seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** @param {number} day */
const digits = (day) => dateOf(day).replace(/-/g, "");

/** @param {string} text */
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

/** A content line in pieces of at most 74 bytes, never cut inside a character or an escape, with its end. @param {string} line */
export function fold(line) {
  let folded = "";
  let start = 0;
  let bytes = 0;
  for (let at = 0; at < line.length; ) {
    const code = /** @type {number} */ (line.codePointAt(at));
    const units = code > 0xffff ? 2 : 1;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : units + 2;
    if (bytes + size > LINE) {
      const cut = at - (/** @type {RegExpExecArray} */ (/\\*$/.exec(line.slice(start, at)))[0].length % 2);
      folded += `${line.slice(start, cut)}\r\n `;
      start = cut;
      bytes = at - cut;
    }
    bytes += size;
    at += units;
  }
  return `${folded}${line.slice(start)}\r\n`;
}

/** `tue,thu=18:30; sun=09:00` as minutes of the day by weekday. @param {string} text */
export function readHours(text) {
  const hours = [...NO_HOURS];
  for (const part of text.replace(/ /g, "").replace(/^;+|;+$/g, "").split(";")) {
    const found = HOUR.exec(part);
    if (!found) throw new WishError(`“${text}” is not a list of hours. Write days and a time, such as tue,thu=18:30;sun=09:00.`);
    for (const day of found[1].split(",")) {
      const at = WEEKDAYS.indexOf(day);
      if (hours[at] !== null) throw new WishError(`${day} has two hours in “${text}”. Write each day once.`);
      hours[at] = Number(found[2]) * 60 + Number(found[3]);
    }
  }
  return hours;
}

/** Hours in the one form that addresses have: days of the same hour together, in the order of the week. @param {Hours} hours */
export function writeHours(hours) {
  /** @type {Map<number, string[]>} */
  const times = new Map();
  hours.forEach((hour, day) => hour !== null && times.set(hour, [...(times.get(hour) ?? []), WEEKDAYS[day]]));
  return [...times].map(([hour, days]) => `${days}=${two(Math.floor(hour / 60))}:${two(hour % 60)}`).join(";");
}

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** `30min`, `12h`, `1d` as minutes, or `evening`. @param {string} text @returns {number | "evening"} */
export function readRemind(text) {
  if (text === "evening") return text;
  const found = /^([0-9]{1,5})(min|h|d)$/.exec(text);
  const minutes = found ? Number(found[1]) * (found[2] === "d" ? DAY : found[2] === "h" ? 60 : 1) : MOST_REMIND + 1;
  if (minutes <= MOST_REMIND) return minutes;
  throw new WishError(`“${text}” is not a time to be reminded. Write 30min, 12h, 1d (seven days at most) or evening.`);
}

/** The wishes as the query of an address, in their one order; key days are in its path. @param {Partial<Wishes>} wishes */
export function queryOf(wishes) {
  const { hours, zone, units, optional, fromWeek } = { ...DEFAULTS, ...wishes };
  const parts = [];
  if (hours.some((hour) => hour !== null)) parts.push(`hours=${writeHours(hours)}`, `zone=${(zone ?? "").replace(/\+/g, "%2B")}`);
  if (units !== "km") parts.push(`units=${units}`);
  if (!optional) parts.push("without=optional");
  if (fromWeek > 1) parts.push(`from=${fromWeek}`);
  return parts.join("&");
}

/**
 * The wishes of an address, from its decoded query; `offsetsOf` says whether there is such a zone.
 * @param {Iterable<[string, string]>} query @param {{ onlyKeyDays?: boolean }} [path] @returns {Wishes}
 */
export function readQuery(query, { onlyKeyDays = false } = {}) {
  const asked = new Map(query);
  const unknown = [...asked.keys()].find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new WishError(`“${unknown}” is not a wish. There are: ${NAMES.join(", ")}.`);
  const [hours, zone, units = "km", without, from = "1"] = NAMES.map((name) => asked.get(name));
  if ((hours === undefined) !== (zone === undefined)) {
    throw new WishError("hours and zone belong together. Write both, such as hours=tue,thu=18:30&zone=Europe/London.");
  }
  if ((without ?? "optional") !== "optional") throw new WishError(`“${without}” cannot be left out. Write without=optional.`);
  const read = hours === undefined ? NO_HOURS : readHours(hours);
  if (units !== "km" && units !== "mi") throw new WishError(`“${units}” are no units. Write km or mi.`);
  const fromWeek = /^[1-9][0-9]?$/.test(from) ? Number(from) : 0;
  if (!fromWeek) throw new WishError(`“${from}” is not the number of a week. Write one from 1 on, such as from=5.`);
  return { ...DEFAULTS, onlyKeyDays, optional: without === undefined, hours: read, zone: zone ?? null, units, fromWeek };
}
