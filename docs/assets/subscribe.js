/* The box for subscribing: from plan, level, rhythm and day to the address of a feed, and the way to add it that works here. */
(() => {
  "use strict";
  const DAY = 86400000;

  const device = () => {
    const agent = navigator.userAgent;
    if (/Android/.test(agent)) return ["android"];
    if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return ["apple", "apple-phone"];
    if (/Macintosh/.test(agent)) return ["apple", "apple-desktop"];
    return ["desktop"];
  };
  const usual = { android: "google", apple: "apple", desktop: /Windows/.test(navigator.userAgent) ? "outlook" : "google" };

  const said = (day) =>
    new Date(day).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const firstMonday = (day, lead) => {
    const date = new Date(day);
    return date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY - lead * 7 * DAY;
  };

  const fill = (select, days) => {
    const chosen = select.value;
    const months = new Map();
    for (const day of days) {
      const month = new Date(day).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
      if (!months.has(month)) months.set(month, Object.assign(document.createElement("optgroup"), { label: month }));
      months.get(month).append(new Option(said(day), day));
    }
    select.replaceChildren(...months.values());
    if (days.includes(chosen)) select.value = chosen;
    return days.includes(chosen);
  };

  const start = (box) => {
    const form = box.querySelector("form");
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const root = new URL(box.dataset.root, location.href);
    const field = (name) => form.elements.namedItem(name);
    const here = device();

    /* Only what is offered can be chosen: a level, then a rhythm that this level has. */
    const offer = () => {
      const plan = data.plans[field("plan").value];
      const names = Object.keys(plan.variants);
      for (const [name, fits] of [
        ["level", (level) => names.some((variant) => variant.startsWith(`${level}-`))],
        ["rhythm", (rhythm) => names.includes(`${field("level").value}-${rhythm}`)],
      ]) {
        const select = field(name);
        if (!select.options) continue;
        for (const option of select.options) option.disabled = !fits(option.value);
        if (select.selectedOptions[0].disabled) select.value = [...select.options].find((option) => !option.disabled).value;
      }
      return [plan, `${field("level").value}-${field("rhythm").value}`];
    };

    const update = () => {
      const [plan, variant] = offer();
      const { lead, weeks, expects } = plan.variants[variant];
      const days = data.days[plan.race ? "race" : "start"];
      const early = (day) => firstMonday(day, lead) < new Date(data.today).getTime();
      if (!fill(field("day"), days)) field("day").value = days.find((day) => !early(day)) || days.at(-1);
      const day = field("day").value;
      const monday = firstMonday(day, lead);
      const passed = Math.floor((new Date(data.today).getTime() - monday) / (7 * DAY)) + 1;
      form.querySelector("[data-day-name]").textContent = plan.race ? "Race day" : "First Monday";
      form.querySelector("[data-expects]").textContent = `It expects of your last 30 days: ${expects}.`;
      form.querySelector("[data-start]").textContent = early(day)
        ? `Week 1 of ${weeks} began on ${said(monday)}: you would join in week ${passed}. Only if your last weeks were like those you leave out.`
        : `${weeks} weeks. Week 1 begins on ${said(monday)}.`;
      const parts = { plan: field("plan").value, variant, date: day };
      const path = data[field("key-days").checked ? "keyDays" : "feed"].replace(/\{(\w+)\}/g, (_, part) => parts[part]);
      const https = new URL(path, root).href;
      const webcal = https.replace(/^https?:/, "webcal:");
      const name = encodeURIComponent(`${plan.title} (Lasting Speed)`);
      const links = {
        https,
        webcal,
        google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
        outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(https)}&name=${name}`,
        office: `https://outlook.office.com/calendar/0/addfromweb?url=${encodeURIComponent(https)}&name=${name}`,
      };
      for (const link of form.querySelectorAll("[data-link]")) link.href = links[link.dataset.link];
      field("address").value = https;
      form.querySelector("[data-copied]").textContent = "";
      for (const way of form.querySelectorAll("[data-program]")) {
        const on = way.dataset.on.split(" ");
        way.hidden = way.dataset.program !== field("program").value || !(on.includes("any") || here.some((one) => on.includes(one)));
      }
    };

    form.querySelector("[data-copy]").addEventListener("click", async () => {
      const address = field("address");
      let done = false;
      try {
        await navigator.clipboard.writeText(address.value);
        done = true;
      } catch {
        address.focus();
        address.select();
      }
      form.querySelector("[data-copied]").textContent = done ? "Copied." : "Now press Copy, or Ctrl and C.";
    });
    field("address").addEventListener("focus", (event) => event.target.select());
    field("program").value = usual[here[0]];
    form.addEventListener("change", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    const wanted = new URLSearchParams(location.search);
    for (const name of ["plan", "level", "rhythm", "day"]) {
      const select = field(name);
      if (select.options && wanted.has(name) && (name === "day" || [...select.options].some((one) => one.value === wanted.get(name)))) {
        if (name === "day") select.append(new Option(wanted.get(name), wanted.get(name)));
        select.value = wanted.get(name);
      }
    }
    update();
    form.hidden = false;
  };

  for (const box of document.querySelectorAll(".subscribe")) start(box);
})();
