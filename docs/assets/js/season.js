/* The box of a season: the days of its races, then a file made here. */
import { filled } from "./addresses.js";
import { SUNDAY, dateOf, mondayOf, read, said, startOf } from "./days.js";
import { Form, begin, withTools } from "./form.js";

/**
 * @typedef {{ fixed: number, part: number | null, least: number, most: number }} Gap
 * @typedef {{ lead: number, gaps: Gap[] }} Course
 */

/** The days that a race may have after another: Sundays so many weeks later. @param {number} before @param {Gap} gap */
export const fitting = (before, { least, most }) =>
  Array.from({ length: most - least + 1 }, (_, number) => before + 7 * (least + number));

/**
 * The weeks of each part that may be longer or shorter, as an address has them.
 * @param {([number, number] | null)[]} flexible @param {Gap[]} gaps @param {number[]} races
 */
export function lengths(flexible, gaps, races) {
  const weeks = flexible.map((span, part) => {
    const gap = gaps.findIndex((one) => one.part === part);
    return span && (gap < 0 ? span[0] : (races[gap + 1] - races[gap]) / 7 - gaps[gap].fixed);
  });
  return weeks.filter((one) => one !== null).join("-") || "0";
}

/** @param {HTMLElement} box */
function start(box) {
  const form = new Form(box);
  const { data, root } = form;
  /** @type {{ first: number | null, later: (number | null)[] }} */
  const asked = { first: null, later: [] };
  /** @type {any} */
  let offer = null;

  /** The races after the first, each on a day that fits the one before; where what was asked does not, the earliest. @param {number} day @param {Course} course */
  const follow = (day, { gaps }) => {
    const races = [day];
    gaps.forEach((gap, number) => {
      const days = fitting(races[number], gap);
      const select = form.field(`race-${number + 1}`);
      const found = days.find((one) => one === asked.later[number]) ?? days[0];
      if ([...select.options].map(({ value }) => value).join() !== days.map(dateOf).join()) {
        select.replaceChildren(...days.map((one) => new Option(said(one), dateOf(one))));
      }
      select.value = dateOf(found);
      races.push(found);
    });
    return races;
  };

  const update = () => {
    const today = form.today();
    const course = data.variants[form.field("variant").value];
    const soonest = mondayOf(today + 6) + 7 * course.lead + SUNDAY;
    const wanted = asked.first ?? soonest;
    const day = Math.max(mondayOf(wanted) + SUNDAY, mondayOf(today) + SUNDAY);
    const field = form.field("day");
    field.min = dateOf(today);
    if (document.activeElement !== field || !field.value) field.value = dateOf(day);
    const races = follow(day, course);
    const moved = day === wanted ? "" : `The races of a season are on Sundays: we take ${said(day)}. `;
    const week = form.begin(startOf(day, course, today, "First race"), moved);
    form.showProgram();
    form.part("make").classList.add("md-button--primary");
    const parts = { season: data.season, variant: form.field("variant").value, weeks: lengths(data.flexible, course.gaps, races) };
    offer = { ...parts, day, wishes: form.wishes(week), address: new URL(filled(data.compiled, parts), root).href };
  };

  const download = () =>
    form.make(async ({ fetched, hand, make, now }) => {
      const { season, variant, day, wishes, address } = offer;
      hand(make([{ plan: await fetched(address), anchor: day }], wishes, now()), `${season}-${variant}-${dateOf(day)}.ics`);
    });

  const prepare = () => withTools(({ fetched }) => fetched(offer.address)).catch(() => {});
  form.part("make").addEventListener("click", download);
  form.part("none").addEventListener("click", () => {
    form.clear();
    update();
    form.field("key-days").focus();
  });
  form.form.addEventListener("change", ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    if (field.name === "day") {
      if (read(field.value) === null) return; /* not all of it is written yet */
      asked.first = read(field.value);
    }
    const later = /^race-(\d)$/.exec(field.name);
    if (later) asked.later[Number(later[1]) - 1] = read(field.value);
    form.report("");
    update();
    prepare();
  });
  for (const event of ["focusin", "pointerdown"]) form.form.addEventListener(event, prepare);
  form.field("day").addEventListener("blur", update);
  update();
  form.ready();
}

begin("js/season.js", start);
