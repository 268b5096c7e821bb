/* Where a calendar is subscribed to, why it may not be, and the links that programs take. No page, no clock. */
import { dateOf, joined, spanOf } from "./days.js";

/**
 * @import { Wishes } from "../../../tests/node/types/calendar"
 * @typedef {{ answers: string, feed: string, keyDays?: string }} Host
 * @typedef {{ plan: string, variant: string, day: number, listed: number[], wishes: Wishes, beside: string }} Asked
 */

/** @param {string} form @param {Record<string, string | number>} parts */
export const filled = (form, parts) => form.replace(/\{(\w+)\}/g, (_, name) => String(parts[name]));

/** The wishes that differ from the default, in words. @param {Wishes} wishes @returns {string[]} */
export function named({ onlyKeyDays, optional, hours, units, fromWeek, remind }) {
  return [
    onlyKeyDays && "only the key days",
    !optional && "the optional sessions left out",
    hours.some((hour) => hour !== null) && "a time of day",
    remind !== null && "a reminder",
    units !== "km" && "miles",
    fromWeek > 1 && "a later first week",
  ].filter((name) => typeof name === "string");
}

const FILE = "you get a file, which stays as it is";
const FEED = "a subscription, which follows what we change,";

/** Why there is no address, in a sentence; nothing where there is one. @param {Host} host @param {Asked} asked */
export function whyFile(host, { variant, day, listed, wishes, beside }) {
  if (beside) return `With ${beside.toLowerCase()} in it ${FILE}; ${FEED} has one plan only.`;
  if (host.answers === "any") return "";
  if (variant.endsWith("-trained")) return `For this entry ${FILE}; ${FEED} is there for entry fresh only.`;
  if (!listed.length) return `No day is left for a subscription, so ${FILE}.`;
  if (!listed.includes(day)) return `For this day ${FILE}; ${FEED} is there for ${spanOf(listed)}.`;
  const wanted = named(host.keyDays ? { ...wishes, onlyKeyDays: false } : wishes);
  return wanted.length ? `With ${joined(wanted)} ${FILE}; ${FEED} is there without.` : "";
}

/**
 * The address of a feed from the top of the site; only where nothing speaks against it.
 * @param {Host} host @param {Asked} asked @param {string} query the wishes that stand in a query
 */
export function feedPath(host, { plan, variant, day, wishes }, query) {
  const form = wishes.onlyKeyDays && host.keyDays ? host.keyDays : host.feed;
  return `${filled(form, { plan, variant, date: dateOf(day) })}${query && `?${query}`}`;
}

/** The links to add a feed with, by what takes them. @param {string} https @param {string} title @returns {Record<string, string>} */
export function linksTo(https, title) {
  const webcal = https.replace(/^https?:/, "webcal:");
  const [address, name] = [https, `${title} (Lasting Speed)`].map(encodeURIComponent);
  const todo = [
    `Do this on a computer, once. After that “${title}” shows on your phone too.`,
    "1. Open https://calendar.google.com",
    "2. At the left, beside “Other calendars”, press the plus, then “From URL”.",
    "3. Paste this address and press “Add calendar”:",
    https,
  ].join("\r\n\r\n");
  return {
    https,
    webcal,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${address}&name=${name}`,
    office: `https://outlook.office.com/calendar/0/addfromweb?url=${address}&name=${name}`,
    mail: `mailto:?subject=${encodeURIComponent(`Calendar: ${title}`)}&body=${encodeURIComponent(todo)}`,
  };
}
