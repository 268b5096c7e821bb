/* A calendar for whoever asks for its address, on a host that runs JavaScript: answers.py and app.py of toolkit/feeds/ in brief.
   tests/test_edge.py compares what both answer. */

import { FingerprintError, WishError, chooseEdition, dateOf, merge, queryOf, readQuery, stamp, weekdayOf } from "./calendar.js";
import { offsetsOf } from "./zones.js";

/**
 * @import { Plan, Wishes } from "../../../tests/node/types/calendar"
 * @typedef {(name: string) => Promise<any>} Load
 */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FEED = /^(.*)(\/calendars\/([a-z0-9-]+)\/([a-z0-9-]+)\/(\d{4}-\d\d-\d\d)(-key-days)?\.ics)$/;
const [FIRST_YEAR, LAST_YEAR] = [1970, 2199];
const MOST_QUERY = 1000;
const ZONE = /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/; // without it, offsets such as +01:00 would be zones too
const ALWAYS = { "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*" };
const KEEP = { "Cache-Control": "public, max-age=3600" };

/** An address that is not answered with a calendar, with what to write instead. */
class RefusalError extends Error {
  /** @param {number} status @param {string} sentence @param {Record<string, string>} [headers] */
  constructor(status, sentence, headers = { "Cache-Control": status < 500 ? "public, max-age=300" : "no-store" }) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * What is answered for a request. `load` gives the compiled plan `5k/intermediate-standard`, what differs on another race day,
 * `5k/intermediate-standard/sat`, or in an earlier edition, `5k/intermediate-standard/before-2027-03-01/sun`; null where there is none.
 * @param {Request} request @param {Load} load @returns {Promise<Response>}
 */
export async function answer(request, load) {
  const { status, headers, content } = await answered(request, load).catch(refused);
  const body = request.method === "HEAD" || status === 304 ? null : content;
  return new Response(body, { status, headers: { ...ALWAYS, ...headers } });
}

/** @param {Request} request @param {Load} load */
async function answered(request, load) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new RefusalError(405, "A calendar can only be read. Ask with GET or HEAD.", { Allow: "GET, HEAD" });
  }
  const content = await calendarAt(new URL(request.url), load);
  const digest = await crypto.subtle.digest("SHA-256", content);
  const tag = `"${Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
  const known = request.headers.get("If-None-Match") ?? "";
  const headers = { ...KEEP, ETag: tag, "Content-Type": "text/calendar; charset=utf-8" };
  return { status: known.trim() === "*" || known.includes(tag) ? 304 : 200, headers, content };
}

/** @param {unknown} error */
function refused(error) {
  const known = error instanceof WishError ? new RefusalError(400, error.message) : error;
  const { status, headers, message } =
    known instanceof RefusalError ? known : new RefusalError(503, "The plans of this site cannot be read now. Ask again later.");
  return { status, headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" }, content: `${message}\n` };
}

/** The bytes of a calendar. @param {URL} url @param {Load} load */
async function calendarAt(url, load) {
  const [, prefix, path, name, variant, date, keyDays] = FEED.exec(url.pathname) ?? refuse(404, "There is no such calendar.");
  const anchor = anchorOf(date);
  const plan = await planFor(`${name}/${variant}`, anchor, load);
  if (prefix && prefix !== new URL(plan.site).pathname.replace(/\/$/, "")) refuse(404, "There is no such calendar.");
  const wishes = wishesOf(url, Boolean(keyDays));
  if (wishes.fromWeek > plan.weeks.length) refuse(400, `This plan has ${plan.weeks.length} weeks.`);
  const offsets = offsetsFor(wishes, plan.events.map(({ day }) => anchor - plan.weekday - 7 * plan.lead + day));
  const query = queryOf(wishes) && `?${queryOf(wishes)}`;
  if (`${asked(url)}` !== `${asked({ search: query })}`) {
    throw new RefusalError(301, "This calendar has another address.", { ...KEEP, Location: url.origin + url.pathname + query });
  }
  return stamp({ parts: [{ plan, anchor }], wishes, offsets, feed: plan.site + path.slice(1) + query });
}

/** A date in an address as days since 1970. @param {string} date */
function anchorOf(date) {
  const year = Number(date.slice(0, 4));
  const day = Date.parse(`${date}T00:00:00Z`) / 864e5;
  if (!Number.isInteger(day) || dateOf(day) !== date) refuse(404, "There is no such date.");
  if (year < FIRST_YEAR || year > LAST_YEAR) refuse(400, `Write a day from ${FIRST_YEAR} to ${LAST_YEAR}.`);
  return day;
}

/** The compiled plan for an anchor. @param {string} name @param {number} anchor @param {Load} load @returns {Promise<Plan>} */
async function planFor(name, anchor, load) {
  const first = (await load(name)) ?? refuse(404, "There is no such plan.");
  const weekday = weekdayOf(anchor);
  const edition = chooseEdition(first, anchor);
  if (weekday === first.weekday && !edition) return first;
  if (weekday !== first.weekday && !first.other_weekdays.includes(weekday)) refuse(400, "This plan has no calendar for that weekday.");
  try {
    return merge(first, await load([name, edition, DAYS[weekday]].filter(Boolean).join("/")));
  } catch (error) {
    throw error instanceof FingerprintError ? new RefusalError(503, "The site is being published. Ask again later.") : error;
  }
}

/** The wishes of an address; each has a value, once. @param {URL} url @param {boolean} onlyKeyDays */
function wishesOf(url, onlyKeyDays) {
  if (url.search.length > MOST_QUERY + 1) refuse(414, "This address is too long. Write each wish once.");
  const pairs = [...asked(url)];
  if (new Set(pairs.map(([wish]) => wish)).size < pairs.length) refuse(400, "Write each wish once.");
  if (pairs.some(([, value]) => !value)) refuse(400, "Give each wish a value, such as units=mi.");
  return readQuery(pairs, { onlyKeyDays });
}

/** The pairs of a query; a plus sign is one, as in the zone Etc/GMT+5. @param {{ search: string }} url */
const asked = ({ search }) => new URLSearchParams(search.replaceAll("+", "%2B"));

/** Whether a zone is written in other letters than its name has. @param {string} timeZone */
function isMisspelt(timeZone) {
  const name = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  return name !== timeZone && name.toLowerCase() === timeZone.toLowerCase();
}

/** @param {Wishes} wishes @param {number[]} days */
function offsetsFor({ zone, hours }, days) {
  if (zone === null) return {};
  try {
    if (ZONE.test(zone) && !isMisspelt(zone)) return offsetsOf(zone, hours, days);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return refuse(400, "There is no such time zone. Write one such as Europe/London.");
}

/** @param {number} status @param {string} sentence @returns {never} */
function refuse(status, sentence) {
  throw new RefusalError(status, sentence);
}
