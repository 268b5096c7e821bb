/* The form that asks for a race, and shows the paces that go with it. */
import { filled } from "./addresses.js";
import { equalRaces, gradeOf, put, readTime, refuse, tenths, timeText, vdot } from "./paces.js";
import { fill } from "./shown.js";
import { erase, load, save } from "./store.js";

/** @import { Result } from "./paces.js" */

/** A text as a sentence begins. @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

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
    this.field("time").setAttribute("aria-invalid", String(Boolean(wrong)));
    if (!this.field("keep").checked) erase();
    if (wrong || !result) {
      for (const name of ["vdot", "grade", "equal"]) this.say(name, "");
      /** @type {HTMLElement} */ (this.box.querySelector("[data-result]")).hidden = true;
      return;
    }
    const { says } = this.tables;
    this.say("vdot", `${capital(title)} in ${timeText(result.seconds)}: VDOT ${tenths(vdot(result.metres, result.seconds))}`);
    this.say("grade", this.grade(result, age));
    const equal = equalRaces(this.tables, result).map((one) => `${this.tables.titles[one.metres]} ${timeText(one.seconds)}`);
    this.say("equal", put(says.equal, equal.join(", ")));
    fill(this.box, this.tables, { result, age });
    if (this.field("keep").checked && !save({ race: result, age, sex: this.field("sex").value })) this.say("wrong", says.notKept);
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
    if (seconds === null) return { title, age, wrong: filled(says.time, { said: text }) };
    const why = refuse(this.tables, { metres, seconds });
    const wrong = why && capital(filled(says[why], { race: title, time: timeText(seconds) }));
    return { title, age, wrong, result: { metres, seconds } };
  }

  /** What the age grade is, or why there is none. @param {Result} result @param {number | null} age */
  grade(result, age) {
    const { grades, says } = this.tables;
    const sex = this.field("sex").value;
    if (!sex || !grades) return "";
    const last = grades.firstAge + grades.races[0].women.percent.length - 1;
    if (age === null || age < grades.firstAge || age > last) return put(put(says.ages, grades.firstAge), last);
    const found = gradeOf(grades, result, age, sex);
    if (!found) return says.noGrade;
    return put(put(says.grade, tenths(found.percent)), timeText(found.seconds));
  }
}

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-asks]"))) {
  new Asking(box, JSON.parse(box.querySelector("script[type='application/json']").textContent));
}
