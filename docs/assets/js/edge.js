/* A calendar for whoever asks for its address, on a host that runs JavaScript: answers.py of toolkit/feeds/ in brief.
   tests/test_edge.py compares what both answer. */

import { dayOf, merge, queryOf, readQuery, stamp, weekdayOf } from "./calendar.js";
import { offsetsOf } from "./zones.js";

/** @import { OtherRaceDay, Plan } from "../../../tests/node/types/calendar" */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FEED = /\/calendars\/([a-z0-9-]+)\/([a-z0-9-]+)\/(\d{4}-\d\d-\d\d)(-key-days)?\.ics$/;
const HEADERS = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "public, max-age=3600" };

/**
 * What is answered for a request. `load` gives the compiled plan `5k/intermediate-standard`, or what differs on another race day,
 * `5k/intermediate-standard/sat`; null where there is none.
 * @param {Request} request @param {(name: string) => Promise<any>} load @returns {Promise<Response>}
 */
export async function answer(request, load) {
  const url = new URL(request.url);
  const found = FEED.exec(url.pathname);
  const first = found && (await load(`${found[1]}/${found[2]}`));
  if (!found || !first) return new Response("There is no such calendar.\n", { status: 404 });
  try {
    return await calendarAt(url, found, first, load);
  } catch (error) {
    return new Response(`${/** @type {Error} */ (error).message}\n`, { status: 400 });
  }
}

/** @param {URL} url @param {RegExpExecArray} found @param {Plan} first @param {(name: string) => Promise<OtherRaceDay | null>} load */
async function calendarAt(url, found, first, load) {
  const [path, name, variant, date, keyDays] = found;
  const wishes = readQuery(url.searchParams, { onlyKeyDays: Boolean(keyDays) });
  const query = queryOf(wishes) && `?${queryOf(wishes)}`;
  if (`${url.searchParams}` !== `${new URLSearchParams(query)}`) return Response.redirect(url.origin + url.pathname + query, 301);
  const anchor = dayOf(date);
  const weekday = weekdayOf(anchor);
  const other = weekday === first.weekday ? null : await load(`${name}/${variant}/${DAYS[weekday]}`);
  const plan = other ? merge(first, other) : first;
  if (wishes.fromWeek > plan.weeks.length) throw new Error(`This plan has ${plan.weeks.length} weeks.`);
  const days = plan.events.map(({ day }) => anchor - plan.weekday - 7 * plan.lead + day);
  const offsets = wishes.zone ? offsetsOf(wishes.zone, wishes.hours, days) : {};
  const bytes = stamp({ parts: [{ plan, anchor }], wishes, offsets, feed: plan.site + path.slice(1) + query });
  return new Response(bytes, { headers: HEADERS });
}
