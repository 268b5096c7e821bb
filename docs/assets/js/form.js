/* What the boxes for calendars have in common: their fields, and what they say. */
import { read } from "./days.js";
import { wishesOf } from "./wishing.js";

/** Today where the reader is. @returns {number} */
export function localDay() {
  const now = new Date();
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5);
}

/** What the device is, as the ways into calendars name it. */
export function devices() {
  const agent = navigator.userAgent;
  if (/Android/.test(agent)) return ["android"];
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return ["apple", "apple-phone"];
  return /Macintosh/.test(agent) ? ["apple", "apple-desktop"] : ["desktop"];
}

/** The calendar that most have on such a device. @param {string} device */
export function usualProgram(device) {
  if (device === "apple") return "apple";
  return device === "desktop" && /Windows/.test(navigator.userAgent) ? "outlook" : "google";
}

/** @type {typeof import("./tools.js") | undefined} */
let tools;

/**
 * Use what makes files, addresses with wishes and pictures: it is fetched when it is first needed, or when the reader comes near.
 * @template T @param {(found: typeof import("./tools.js")) => T} use
 */
export const withTools = async (use) => use((tools ??= await import("./tools.js")));

/** A form and what it holds. */
export class Form {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.form = /** @type {HTMLFormElement} */ (box.querySelector("form"));
    this.data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    this.root = new URL(box.dataset.root, location.href);
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.devices = devices();
    this.say("zone", `Times are those of ${this.zone.replace(/_/g, " ")}, the zone of this device.`);
    this.field("program").value = usualProgram(this.devices[0]);
    if (document.documentElement.dataset.units === "mi") this.field("units").value = "mi";
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** @param {string} name @returns {any} */
  field(name) {
    return this.form.elements.namedItem(name);
  }

  /** @param {string} name @returns {any} */
  part(name) {
    return this.form.querySelector(`[data-${name}]`);
  }

  /** Say a text at a place, if there is such a place, and only if it is another one. @param {string} name @param {string} text */
  say(name, text) {
    const place = this.part(name);
    if (place && place.textContent !== text) place.textContent = text;
  }

  /** @param {string} name @param {boolean} shown */
  show(name, shown) {
    for (const one of this.form.querySelectorAll(`[data-${name}]`)) /** @type {HTMLElement} */ (one).hidden = !shown;
  }

  /** The value of a field that has one and can be seen; of a box, only where it is ticked. @param {string} name @returns {string | null} */
  value(name) {
    const field = this.field(name);
    if (!field || field.closest("label[hidden]") || (field.type === "checkbox" && !field.checked)) return null;
    return field.value || null;
  }

  /** The wishes, for who joins in a week. @param {number} week */
  wishes(week) {
    return wishesOf((name) => this.value(name), this.zone, week);
  }

  /** Say when it begins, after a note; the week that one would join in. @param {ReturnType<typeof import("./days.js").startOf>} begins @param {string} note */
  begin({ late, text, week }, note) {
    this.say("start", note + text);
    this.part("start").toggleAttribute("data-late", late);
    this.show("late-only", week > 1);
    return week;
  }

  /** Take all wishes back. */
  clear() {
    for (const field of this.part("wishes").querySelectorAll("input, select")) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
      else /** @type {HTMLInputElement} */ (field).value = field.getAttribute("name") === "units" ? "km" : "";
    }
  }

  /** Whether something is for this device. @param {string} on */
  isOn(on) {
    return ["any", ...this.devices].some((one) => on.split(" ").includes(one));
  }

  /** Show what is for the chosen program on this device. */
  showProgram() {
    const program = this.field("program").value;
    for (const way of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-program]"))) {
      way.hidden = way.dataset.program !== program || !this.isOn(way.dataset.on);
    }
    for (const hint of /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-hint]"))) {
      hint.hidden = hint.dataset.hint !== program || !this.isOn(hint.dataset.on ?? "any");
    }
  }

  /** The later of two days is today: a computer’s clock may be slow, a site may be old. */
  today() {
    return Math.max(localDay(), read(this.data.today) ?? 0);
  }

  /** Say what became of a file, and beside its button what went wrong. @param {string} done @param {string} [failed] */
  report(done, failed = "") {
    this.say("done", done || failed);
    this.say("failed", failed);
  }

  /** Make a file, and say what became of it. @param {(found: typeof import("./tools.js")) => Promise<void>} make */
  async make(make) {
    try {
      await withTools(make);
      this.report("The file is made: look among your downloads.");
    } catch {
      this.report("", "The file could not be made. Is there a network? Then try again.");
    }
  }

  /** Put the form in its place. */
  ready() {
    this.form.hidden = false;
    this.box.dataset.ready = "";
  }
}

/** Start every box of a script, or show the plain list in its place. @param {string} script @param {(box: HTMLElement) => any} start */
export function begin(script, start) {
  for (const one of document.querySelectorAll(`script[src*="${script}"]`)) {
    new Promise((done) => done(start(/** @type {HTMLElement} */ (one.closest(".subscribe"))))).catch((error) => {
      document.documentElement.classList.add("no-box");
      throw error;
    });
  }
}
