/* Compiled plans from the site, and files made of them. What was fetched once stays for the page. */
import { filled } from "./addresses.js";
import { FingerprintError, chooseEdition, merge, stamp, weekdayOf } from "./calendar.js";
import { WEEKDAYS } from "./days.js";
import { offsetsOf } from "./zones.js";

/**
 * @import { CompiledEvent, Plan, Wishes } from "../../../tests/node/types/calendar"
 * @typedef {{ compiled: string, otherDay: string, otherEdition: string }} Forms
 * @typedef {{ plan: Plan, anchor: number }} Part
 */

/** @type {Map<string, Promise<any>>} */
const known = new Map();

/**
 * The JSON at an address; what failed is asked for again.
 * @param {string} address @param {RequestCache} [cache] `reload` asks the host again, whatever is known @returns {Promise<any>}
 */
export function fetched(address, cache = "default") {
  const found =
    (cache === "default" && known.get(address)) ||
    fetch(address, { cache }).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    });
  known.set(address, found);
  found.catch(() => known.delete(address));
  return found;
}

/**
 * A variant of a plan for an anchor, in the edition that it follows. Two files of different builds, as after a new one, are asked
 * for again.
 * @param {URL} root @param {Forms} forms @param {string} plan @param {string} variant @param {number} anchor @returns {Promise<Plan>}
 */
export async function compiled(root, forms, plan, variant, anchor) {
  const weekday = weekdayOf(anchor);
  /** @param {string} form @param {string} [edition] */
  const at = (form, edition = "") => new URL(filled(form, { plan, variant, edition, weekday: WEEKDAYS[weekday] }), root).href;
  /** @param {RequestCache} [cache] */
  const read = async (cache) => {
    const first = await fetched(at(forms.compiled), cache);
    const edition = chooseEdition(first, anchor);
    if (edition) return merge(first, await fetched(at(forms.otherEdition, edition), cache));
    return first.other_weekdays.includes(weekday) ? merge(first, await fetched(at(forms.otherDay), cache)) : first;
  };
  return read().catch((error) => {
    if (error instanceof FingerprintError) return read("reload");
    throw error;
  });
}

/**
 * A plan that is followed beside another, again and again until so many weeks are over; without its end, since the other has one.
 * @param {Plan} plan @param {number} weeks @returns {Plan}
 */
export function repeated(plan, weeks) {
  const rounds = Array.from({ length: Math.ceil(weeks / plan.weeks.length) }, (_, number) => number);
  const events = rounds.flatMap((round) =>
    plan.events
      .filter(({ day }) => day < 7 * plan.weeks.length)
      .map((event) => ({
        ...event,
        day: event.day + 7 * plan.weeks.length * round,
        id: round ? `${round + 1}-${event.id}` : event.id,
      })),
  );
  return { ...plan, events: events.filter(({ day }) => day < 7 * weeks) };
}

/** A plan with another beside it, as parts of one calendar. @param {Plan} plan @param {number} anchor @param {Plan} other @returns {Part[]} */
export function together(plan, anchor, other) {
  const monday = anchor - plan.weekday - 7 * plan.lead;
  const part = { plan: repeated(other, plan.weeks.length), anchor: monday + other.weekday + 7 * other.lead };
  return [{ plan, anchor }, part];
}

/** The first and the last day of a part, and one more at each end. @param {Part} part */
function daysOf({ plan, anchor }) {
  const monday = anchor - plan.weekday - 7 * plan.lead;
  const last = Math.max(...plan.events.map(({ day }) => day));
  return Array.from({ length: last + 3 }, (_, number) => monday - 1 + number);
}

/**
 * The bytes of a file, made at `made` in seconds since 1970.
 * @param {Part[]} parts @param {Wishes} wishes @param {number} made @param {string} [name]
 */
export function make(parts, wishes, made, name = "") {
  const offsets = wishes.zone ? offsetsOf(wishes.zone, wishes.hours, new Set(parts.flatMap(daysOf))) : {};
  return stamp({ parts, wishes, offsets, made, name });
}

/** Seconds since 1970. */
export const now = () => Math.floor(Date.now() / 1000);

/** Give bytes to the reader as a file. @param {Uint8Array<ArrayBuffer>} bytes @param {string} name */
export function hand(bytes, name) {
  const href = URL.createObjectURL(new Blob([bytes], { type: "text/calendar" }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
