/* Own paces, in a table or in a line. */
import { areLimits, paceRows, refuse, vdot } from "./paces.js";

/**
 * @import { Result } from "./paces.js"
 * @typedef {{ result: Result, age: number | null }} Runner
 */

/** Whether the reader wants miles. */
const inMiles = () => document.documentElement.dataset.units === "mi";

/** Fill a table with the paces of a runner, and show it. @param {HTMLElement} box @param {any} tables @param {Runner} runner */
export function fill(box, tables, { result, age }) {
  const miles = inMiles();
  const rows = new Map(paceRows(tables, result, age, miles).map((row) => [row.effort, row]));
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("[data-effort]"))) {
    const row = rows.get(line.dataset.effort);
    [row.pace, row.lap, row.speed].forEach((text, number) => (line.children[number + 1].textContent = text));
    line.classList.toggle("own-paces-words", row.pace.includes(" "));
  }
  const [pace, speed] = tables.units[miles ? "mi" : "km"];
  box.querySelector("[data-per]").textContent = pace;
  box.querySelector("[data-speed]").textContent = speed;
  /** @type {HTMLElement} */ (box.querySelector("[data-limits]")).hidden = !areLimits(tables, vdot(result.metres, result.seconds), age);
  /** @type {HTMLElement} */ (box.querySelector("[data-result]")).hidden = false;
}

/** Say the paces of a runner in a line. @param {HTMLElement} line @param {any} tables @param {Runner} runner */
function say(line, tables, { result, age }) {
  const miles = inMiles();
  const [unit] = tables.units[miles ? "mi" : "km"];
  const paces = paceRows(tables, result, age, miles).map((row) => `${row.effort} ${row.pace}`);
  line.textContent = `${paces.join(", ")} (${unit})`;
}

/** Show the paces of what is kept. @param {HTMLElement} box @param {import("./store.js").Kept} kept */
export function show(box, { race, age }) {
  const tables = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  if (refuse(tables, race)) return;
  const runner = { result: race, age: age ?? null };
  const line = /** @type {HTMLElement} */ (box.querySelector("[data-line]"));
  const update = () => (line ? say(line, tables, runner) : fill(box, tables, runner));
  update();
  box.hidden = false;
  document.addEventListener("preference", update);
}
