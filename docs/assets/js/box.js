/* The box for subscribing: from plan, level, rhythm, day and wishes to the address of a feed, or to a file made here. */
import { feedPath, linksTo, named, whyFile } from "./addresses.js";
import { dateOf, dayFor, firstMonday, mondayOf, read, said, startOf, weekdayOf } from "./days.js";
import { Form, begin, withTools } from "./form.js";
import { keep, remembered } from "./store.js";
import { wishesOf } from "./wishing.js";

/** @param {HTMLElement} box */
async function start(box) {
  const form = new Form(box);
  const { data, root } = form;
  const plans = form.field("plan");
  const age = form.field("age"); /* the page of one variant does not ask */
  const { choose } = age ? await import("./choosing.js") : {};
  const address = new URLSearchParams(location.search);
  let today = form.today();

  /** The first value that a field has among its options. @param {string} name @param {(string | null)[]} values */
  const first = (name, ...values) => {
    const { options } = form.field(name);
    return options && values.find((value) => value && [...options].some((option) => option.value === value));
  };
  /* What the reader asked for, which a plan may not offer. A race day and a first Monday are asked for each by itself. */
  const asked = {
    level: first("level", address.get("level"), remembered("level")),
    rhythm: first("rhythm", address.get("rhythm")),
    race: null,
    monday: null,
  };
  plans.value = first("plan", address.get("plan")) || plans.value;
  const plan = () => data.plans[plans.value];
  const kind = () => (plan().race ? "race" : "monday");
  asked[kind()] = read(address.get("day"));
  if (age) age.value = first("age", remembered("age")) || "";
  if (form.field("trained") && address.get("entry") === "trained") form.field("trained").checked = true;

  /** Level and rhythm as the plan has them, and what is not as asked. */
  const settle = () => {
    if (!age) return "";
    const [levels, rhythms] = ["level", "rhythm"].map((name) => [...form.field(name).options].map(({ value, text }) => ({ value, title: text })));
    const chosen = choose(plan(), levels, rhythms, asked, age.value, document.documentElement.dataset.level);
    for (const name of ["level", "rhythm"]) {
      for (const option of form.field(name).options) option.disabled = !chosen.open[name].includes(option.value);
      form.field(name).value = chosen[name];
    }
    return chosen.notices.join(" ");
  };

  /** The name of the variant that is chosen. */
  const variantName = () => {
    const name = `${form.field("level").value}-${form.field("rhythm").value}`;
    form.show("trained", `${name}-trained` in plan().variants);
    return box.dataset.entry === "trained" || form.value("trained") ? `${name}-trained` : name;
  };

  /** The plan that may be followed beside this one. @param {string} variant */
  const besideOf = (variant) => {
    const found = plan().beside ? null : data.besides.find(({ variants }) => variants.includes(variant.replace("-trained", "")));
    form.show("beside", Boolean(found));
    form.say("beside-name", found ? found.title.toLowerCase() : "");
    return found && form.value("beside") ? found : null;
  };

  /** What one wishes who wishes nothing. */
  const plainest = wishesOf(() => null, "", 1);

  /** What is on offer now: all that a file or an address is made of. @type {any} */
  let offer = null;

  const update = () => {
    today = form.today();
    form.say("notice", settle());
    const name = variantName();
    const variant = plan().variants[name];
    const listed = (variant?.days ?? []).map(read).filter((day) => day >= today);
    form.say("expects", variant && age ? `It expects of your last 30 days: ${variant.expects}.` : "");
    form.say("day-name", plan().race ? "Race day" : "First Monday");
    form.show("day", Boolean(variant));
    const { day, note } = variant ? dayFor(asked[kind()], listed, variant.lead, plan().race, today) : { day: null, note: "" };
    offer = null;
    if (day === null) {
      form.say("start", note);
      for (const place of ["breaks", "why"]) form.say(place, "");
      for (const place of ["dated", "feed", "file", "instead"]) form.show(place, false);
      return;
    }
    const field = form.field("day");
    field.min = dateOf(today);
    if (document.activeElement !== field || !field.value) field.value = dateOf(day);
    const wishes = form.wishes(form.begin(startOf(day, variant, today, plan().race ? "Race" : ""), note));
    offer = { plan: plans.value, title: plan().title, variant: name, day, listed, wishes, beside: besideOf(name) };
    show();
  };

  /** Show the ways to what is on offer. */
  const show = () => {
    const asking = { ...offer, beside: offer.beside?.title ?? "" };
    const why = whyFile(data, asking);
    const silent = data.answers === "any" && offer.wishes.remind !== null;
    form.say("why", why || (silent ? "The reminder is in the file only: programs take none from a subscription." : ""));
    for (const [place, shown] of Object.entries({ dated: true, feed: !why, file: true })) form.show(place, shown);
    form.show("plain", Boolean(why) && !whyFile(data, { ...asking, wishes: plainest }));
    form.part("make").classList.toggle("md-button--primary", Boolean(why));
    form.showProgram();
    if (!why && !named(offer.wishes).length) lead(feedPath(data, asking, ""));
    else if (!why) {
      const query = withTools(({ queryOf }) => (data.answers === "any" ? queryOf(asking.wishes) : ""));
      const one = offer;
      query.then((found) => one === offer && lead(feedPath(data, asking, found))).catch(() => form.show("feed", false));
    }
    judge();
  };

  /** Lead every link to an address. @param {string} path */
  const lead = (path) => {
    const https = new URL(path, root).href;
    const links = linksTo(https, offer.title);
    const all = /** @type {NodeListOf<HTMLAnchorElement>} */ (form.form.querySelectorAll("[data-link]"));
    for (const link of all) link.href = links[link.dataset.link];
    if (form.field("address").value === https) return;
    form.field("address").value = https;
    form.report("");
    form.say("copy", "Copy the address");
    if (form.part("qr")?.open) withTools(({ draw }) => draw(form));
  };

  /** The plan of an offer, and that beside it, fetched. @param {any} one */
  const parts = (one) =>
    withTools(async ({ compiled, together }) => {
      const main = await compiled(root, data, one.plan, one.variant, one.day);
      if (!one.beside) return [{ plan: main, anchor: one.day }];
      const monday = firstMonday(one.day, main.lead);
      return together(main, one.day, await compiled(root, data, one.beside.id, one.variant.replace("-trained", ""), monday));
    });

  /** Say which rules the plan breaks on a weekday that it was not made for, and offer the nearest that it was. */
  const judge = () => {
    const one = offer;
    const { race, raceDays } = plan();
    form.show("instead", false);
    if (!race || raceDays.includes(weekdayOf(one.day))) return form.say("breaks", "");
    withTools(async ({ nearestOn, saidBreaks }) => {
      const [{ plan: made }] = await parts(one);
      if (one !== offer) return; /* something else was chosen meanwhile */
      const text = saidBreaks(made.breaks, one.day);
      const near = nearestOn(one.day, raceDays, today);
      form.say("breaks", text);
      form.show("instead", Boolean(text && near));
      Object.assign(form.part("take"), { textContent: near && `Take ${said(near)}`, value: near });
    }).catch(() => form.say("breaks", ""));
  };

  /** Fetch what a file is made of, ahead of its being asked for: of every weekday, once the reader looks at the days. */
  const prepare = ({ target }) => {
    if (!offer) return;
    const one = offer;
    parts(one).catch(() => {});
    const days = target.name === "day" ? [0, 1, 2, 3, 4, 5, 6] : [];
    withTools(({ compiled }) => days.forEach((day) => compiled(root, data, one.plan, one.variant, mondayOf(one.day) + day).catch(() => {}))).catch(() => {});
  };

  const download = () =>
    form.make(async ({ hand, make, now }) => {
      const one = offer;
      const made = await parts(one);
      const { whole, key_days: keyDays } = made[0].plan.calendar;
      const name = one.beside ? `${one.wishes.onlyKeyDays ? keyDays : whole} · with ${one.beside.title.toLowerCase()}` : "";
      hand(make(made, one.wishes, now(), name), `${one.plan}-${one.variant}-${dateOf(one.day)}.ics`);
    });

  /** Take all wishes back. @param {string} next where the focus goes */
  const plain = (next) => {
    form.clear();
    update();
    form.field(next).focus();
  };

  /** @param {HTMLInputElement} field */
  const heed = ({ name, value }) => {
    if (name === "day" && read(value) === null) return; /* not all of it is written yet */
    if (name === "day") asked[kind()] = read(value);
    if (name === "level" || name === "rhythm") asked[name] = value;
    if (name === "level") {
      keep("level", value);
      document.documentElement.dataset.level = value;
      document.dispatchEvent(new CustomEvent("preference", { detail: { name, value } }));
    }
    if (name === "age") {
      keep("age", value);
      asked.rhythm = null; /* another age suggests its own */
    }
    form.report("");
    update();
    if (name !== "program") prepare({ target: {} });
  };

  form.part("take").addEventListener("click", ({ target }) => {
    asked.race = Number(target.value);
    form.field("day").value = dateOf(asked.race);
    update();
    form.field("day").focus();
  });
  form.part("make").addEventListener("click", download);
  form.part("none").addEventListener("click", () => plain("key-days"));
  form.part("plain").firstElementChild.addEventListener("click", () => plain("program"));
  form.part("copy").addEventListener("click", () => withTools(({ copy }) => copy(form)));
  form.part("share").addEventListener("click", () => withTools(({ share }) => share(form, plan().title)));
  form.show("can-share", "share" in navigator);
  form.form.querySelector("[data-link='mail']").classList.toggle("md-button--primary", !("share" in navigator));
  if (form.devices.some((one) => one === "android" || one === "apple-phone")) form.part("qr").remove();
  else form.part("qr").addEventListener("toggle", ({ target }) => target.open && withTools(({ draw }) => draw(form)));
  form.field("address").addEventListener("focus", ({ target }) => target.select());
  form.form.addEventListener("change", ({ target }) => heed(/** @type {HTMLInputElement} */ (target)));
  form.form.addEventListener("focusin", prepare);
  form.form.addEventListener("pointerdown", prepare);
  form.field("day").addEventListener("blur", update);
  document.addEventListener("preference", (/** @type {CustomEvent} */ { detail: { name, value } }) => {
    if (name === "units") form.field("units").value = value;
    else if (name !== "level" || value === asked.level || !first("level", value)) return;
    else asked.level = value;
    update();
  });
  document.addEventListener("visibilitychange", () => {
    if (form.today() !== today) update(); /* a page that stayed open overnight */
  });
  update();
  form.ready();
}

begin("js/box.js", start);
