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

  /* The reader's day, if the site was built before it. */
  const today = (built) => {
    const now = new Date();
    return Math.max(new Date(built).getTime(), Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  };

  /* The nearest to what was asked for among what is offered, the gentler one first: `order` runs from gentle to hard. */
  const nearest = (asked, order, offered) => {
    const at = order.indexOf(asked);
    const gentler = order.slice(0, at + 1).reverse();
    return [...gentler, ...order.slice(at + 1)].find((one) => offered.includes(one));
  };

  const fill = (select, days) => {
    const months = new Map();
    for (const day of days) {
      const month = new Date(day).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
      if (!months.has(month)) months.set(month, Object.assign(document.createElement("optgroup"), { label: month }));
      months.get(month).append(new Option(said(day), day));
    }
    select.replaceChildren(...months.values());
  };

  /* The level holds on every page. */
  const remember = (level) => {
    document.documentElement.dataset.level = level;
    try {
      localStorage.setItem("lasting-speed.level", level);
    } catch {
      /* not kept, but chosen for this page */
    }
    document.dispatchEvent(new CustomEvent("preference", { detail: { name: "level", value: level } }));
  };

  const start = (box) => {
    const form = box.querySelector("form");
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const root = new URL(box.dataset.root, location.href);
    const field = (name) => form.elements.namedItem(name);
    const here = device();

    const now = today(data.today);
    const wanted = new URLSearchParams(location.search);
    const choices = (select) => (select.options ? [...select.options].map((option) => option.value) : [select.value]);

    /* What the reader asked for; what a plan does not offer comes back with the next that does. */
    const asked = {
      level: wanted.get("level") || document.documentElement.dataset.level,
      rhythm: wanted.get("rhythm") || "standard",
      day: wanted.get("day"),
    };

    /* Only what is offered can be chosen: a level, then a rhythm that this level has. */
    const offer = () => {
      const plan = data.plans[field("plan").value];
      const names = Object.keys(plan.variants);
      const missing = [];
      for (const [name, order, fits] of [
        ["level", choices(field("level")), (level) => names.some((variant) => variant.startsWith(`${level}-`))],
        ["rhythm", choices(field("rhythm")).reverse(), (rhythm) => names.includes(`${field("level").value}-${rhythm}`)],
      ]) {
        const select = field(name);
        if (!select.options) continue;
        for (const option of select.options) option.disabled = !fits(option.value);
        select.value = nearest(asked[name], order, order.filter(fits));
        const said = [...select.options].find((option) => option.value === asked[name]);
        if (said && said.value !== select.value) missing.push(`${said.text} is not offered here: ${select.selectedOptions[0].text.toLowerCase()} instead.`);
      }
      return [plan, `${field("level").value}-${field("rhythm").value}`, missing];
    };

    const update = () => {
      const [plan, variant, missing] = offer();
      const { lead, weeks, expects } = plan.variants[variant];
      const days = data.days[plan.race ? "race" : "start"].filter((day) => new Date(day).getTime() >= now);
      const early = (day) => firstMonday(day, lead) < now;
      fill(field("day"), days);
      form.toggleAttribute("data-none", days.length === 0);
      form.querySelector("[data-day-name]").textContent = plan.race ? "Race day" : "First Monday";
      form.querySelector("[data-expects]").textContent = [...missing, `It expects of your last 30 days: ${expects}.`].join(" ");
      if (days.length === 0) {
        form.querySelector("[data-start]").textContent =
          "No coming day has a calendar: this site was not built anew for long. Please come back later, or make a file yourself, as “Another day” says.";
        return;
      }
      const day = days.includes(asked.day) ? asked.day : days.find((one) => !early(one)) || days[days.length - 1];
      field("day").value = day;
      const monday = firstMonday(day, lead);
      const passed = Math.floor((now - monday) / (7 * DAY)) + 1;
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
    form.addEventListener("change", ({ target: { name, value } }) => {
      if (name in asked) asked[name] = value;
      if (name === "level") remember(value);
      update();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    if (field("plan").options && choices(field("plan")).includes(wanted.get("plan"))) field("plan").value = wanted.get("plan");
    update();
    box.dataset.ready = "";
  };

  try {
    for (const box of document.querySelectorAll(".subscribe")) start(box);
  } catch (error) {
    document.documentElement.classList.add("no-box"); /* the plain list then stands in */
    throw error;
  }
})();
