/* The form that asks for a race, and shows the paces that go with it. */
import { equalRaces, gradeOf, readTime, refuse, timeText, vdot } from "./paces.js";
import { fill } from "./shown.js";
import { erase, load, save } from "./store.js";

/** @import { Result } from "./paces.js" */

/** The page that asks. */
class Asking {
  /** @param {HTMLElement} box @param {any} tables */
  constructor(box, tables) {
    this.box = box;
    this.tables = tables;
    this.form = /** @type {HTMLFormElement} */ (box.querySelector("form"));
    this.restore(load());
    this.form.addEventListener("input", () => this.update());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("preference", () => this.update());
    box.hidden = false;
    this.update();
  }

  /** @param {string} name @returns {any} */
  field(name) {
    return this.form.elements.namedItem(name);
  }

  /** @param {import("./store.js").Kept} kept */
  restore({ race, age, sex }) {
    if (!race) return;
    this.field("race").value = String(race.metres);
    this.field("time").value = timeText(race.seconds);
    this.field("age").value = age ?? "";
    this.field("sex").value = sex ?? "";
    this.field("keep").checked = true;
  }

  /** Say a text at a place. @param {string} name @param {string} text */
  say(name, text) {
    const place = this.box.querySelector(`[data-${name}]`);
    if (place.textContent !== text) place.textContent = text;
  }

  update() {
    const { title, result, age, wrong } = this.read();
    this.say("wrong", wrong);
    this.field("time").toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong || !result) {
      for (const name of ["vdot", "grade", "equal"]) this.say(name, "");
      /** @type {HTMLElement} */ (this.box.querySelector("[data-result]")).hidden = true;
      return;
    }
    const { says } = this.tables;
    const index = (Math.floor(vdot(result.metres, result.seconds) * 10 + 0.5) / 10).toFixed(1);
    this.say("vdot", `${title[0].toUpperCase()}${title.slice(1)} in ${timeText(result.seconds)}: VDOT ${index}`);
    this.say("grade", this.grade(result, age));
    const equal = equalRaces(this.tables, result).map((one) => `${this.tables.titles[one.metres]} ${timeText(one.seconds)}`);
    this.say("equal", says.equal.replace("{}", equal.join(", ")));
    fill(this.box, this.tables, { result, age });
    this.keep(result, age);
  }

  /** What the fields say, and what is wrong with them. */
  read() {
    const metres = Number(this.field("race").value);
    const title = this.tables.titles[metres];
    const text = this.field("time").value;
    const age = /^[0-9]{2,3}$/.test(this.field("age").value) ? Number(this.field("age").value) : null;
    const { says } = this.tables;
    const seconds = readTime(text);
    if (!text.trim()) return { title, age, wrong: "" };
    if (seconds === null) return { title, age, wrong: says.time.replace("{said}", text) };
    const why = refuse(this.tables, { metres, seconds });
    const wrong = why && says[why].replace("{race}", title).replace("{time}", timeText(seconds));
    return { title, age, wrong: wrong && `${wrong[0].toUpperCase()}${wrong.slice(1)}`, result: { metres, seconds } };
  }

  /** What the age grade is, or why there is none. @param {Result} result @param {number | null} age */
  grade(result, age) {
    const { grades, says } = this.tables;
    const sex = this.field("sex").value;
    if (!sex || !grades) return "";
    const last = grades.firstAge + grades.races[0].women.percent.length - 1;
    if (age === null || age < grades.firstAge || age > last) return says.ages.replace("{}", grades.firstAge).replace("{}", last);
    const found = gradeOf(grades, result, age, sex);
    if (!found) return says.noGrade;
    const percent = (Math.floor(found.percent * 10 + 0.5) / 10).toFixed(1);
    return says.grade.replace("{}", percent).replace("{}", timeText(found.seconds));
  }

  /** @param {Result} race @param {number | null} age */
  keep(race, age) {
    if (!this.field("keep").checked) erase();
    else if (!save({ race, age, sex: this.field("sex").value })) this.say("wrong", this.tables.says.notKept);
  }
}

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-asks]"))) {
  new Asking(box, JSON.parse(box.querySelector("script[type='application/json']").textContent));
}
