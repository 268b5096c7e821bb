/* The box for subscribing: from plan, level, rhythm and day to the address of a feed, and the way to add it that works here.
   It runs where it stands, right after the form and before the plain list: nothing below is painted yet, so nothing jumps.
   Where it does not run, <html> gets the class no-box, and the plain list stands in. */
(() => {
  "use strict";
  const WEEK = 7 * 86400000;

  const device = () => {
    const agent = navigator.userAgent;
    if (/Android/.test(agent)) return ["android"];
    if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return ["apple", "apple-phone"];
    if (/Macintosh/.test(agent)) return ["apple", "apple-desktop"];
    return ["desktop"];
  };
  const usual = { android: "google", apple: "apple", desktop: /Windows/.test(navigator.userAgent) ? "outlook" : "google" };

  /* Days are written 2027-04-04: so they compare, and no time zone moves them. */
  const written = (time) => new Date(time).toISOString().slice(0, 10);
  const here = () => {
    const now = new Date();
    return written(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  };
  const weekday = (day) => new Date(day).getUTCDay();
  const mondayOf = (day) => Date.parse(day) - ((weekday(day) + 6) % 7) * (WEEK / 7);
  const inEnglish = (day, parts) => new Date(day).toLocaleDateString("en-GB", { ...parts, month: "long", year: "numeric", timeZone: "UTC" });
  const said = (day) => inEnglish(day, { weekday: "long", day: "numeric" });

  /* What was wanted if it fits; else the nearest gentler that does; only else the nearest harder that is given. */
  const nearest = (gentlestFirst, wanted, fits) => {
    const at = gentlestFirst.indexOf(wanted);
    return [wanted, ...gentlestFirst.slice(0, at).reverse(), ...gentlestFirst.slice(at + 1)].find(fits);
  };

  const remembered = (name) => {
    try {
      return localStorage.getItem(`lasting-speed.${name}`);
    } catch {
      return null;
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(`lasting-speed.${name}`, value);
    } catch {
      /* not kept, but chosen for this page */
    }
  };
  const remember = (level) => {
    keep("level", level);
    document.documentElement.dataset.level = level;
    document.dispatchEvent(new CustomEvent("preference", { detail: { name: "level", value: level } }));
  };

  const start = (box) => {
    const form = box.querySelector("form");
    const data = JSON.parse(box.querySelector("script[type='application/json']").textContent);
    const root = new URL(box.dataset.root, location.href);
    const field = (name) => form.elements.namedItem(name);
    const part = (name) => form.querySelector(`[data-${name}]`);
    const say = (name, text) => {
      const place = part(name); /* the page of one variant has said elsewhere what it expects */
      if (place && place.textContent !== text) place.textContent = text;
    };
    const devices = device();

    /* A computer’s clock may be slow, a site may be old: the later day is today. */
    const today = () => (here() > data.today ? here() : data.today);
    const coming = (variant) => variant.days.filter((day) => day >= today());

    /* What the reader asked for, which a plan may not offer. Nothing asked: the level of the site, the rhythm of the reader’s age, the first day with
       time for all. Where nothing tells the age, the rhythm is the gentlest: nobody is led to a quicker one than their age’s. */
    const wanted = new URLSearchParams(location.search);
    const first = (name, ...values) => {
      const { options } = field(name);
      return options && values.find((value) => value && [...options].some((option) => option.value === value));
    };
    const asked = {
      level: first("level", wanted.get("level"), remembered("level")),
      rhythm: first("rhythm", wanted.get("rhythm")),
      day: /^\d{4}-\d\d-\d\d$/.test(wanted.get("day")) && Date.parse(wanted.get("day")) ? wanted.get("day") : null,
    };
    const plans = field("plan");
    plans.value = first("plan", wanted.get("plan")) || plans.value;
    const age = field("age"); /* the rhythm of an age, or nothing; the page of one variant does not ask */
    if (age) age.value = first("age", remembered("age")) || "";

    /* Why neither a rhythm nor a gentler one is offered, and what to take instead. */
    const lacks = (plan, level, rhythm) => {
      const left = plan.leftOut[`${level}-${rhythm}`];
      const why = left ? ` ${left.because}${left.title ? ` Take “${left.title}” instead.` : ""}` : "";
      return `${plan.title}, ${level}, is not offered in the ${rhythm} rhythm or a gentler one.${why}`;
    };

    /* Only what is offered can be chosen: a level, then a rhythm that this level has, none quicker than that of the reader’s age.
       Returns what to say if it is not what was asked. A harder level is taken where there is no gentler; a quicker rhythm never is. */
    const offer = (plan) => {
      const offered = Object.keys(plan.variants);
      const notices = [];
      for (const [name, gentler, harder] of [
        ["level", "the nearest gentler level", "which asks more of you: see what it expects"],
        ["rhythm", "with more recovery"],
      ]) {
        const select = field(name);
        if (!select.options) continue;
        const ofRhythm = name === "rhythm";
        const options = [...select.options];
        const values = options.map((option) => option.value);
        if (ofRhythm) values.reverse(); /* patient is the gentlest, and stands last */
        const quickest = ofRhythm && age.value ? values.indexOf(age.value) : values.length;
        const fits = (value) =>
          ofRhythm
            ? values.indexOf(value) <= quickest && offered.includes(`${field("level").value}-${value}`)
            : offered.some((variant) => variant.startsWith(`${value}-`));
        const site = document.documentElement.dataset.level;
        const usually = ofRhythm ? age.value || values.find(fits) : values.includes(site) ? site : values[0];
        const wanted = asked[name] || usually;
        const title = (value) => options.find((option) => option.value === value).text;
        for (const option of options) option.disabled = !fits(option.value);
        const from = ofRhythm && values.indexOf(wanted) > quickest ? age.value : wanted;
        const found = nearest(ofRhythm ? values.slice(0, values.indexOf(from) + 1) : values, from, fits);
        select.value = found || wanted;
        if (!found) notices.push(lacks(plan, field("level").value, wanted));
        else if (asked[name] && found !== asked[name]) {
          const where = ofRhythm ? `${plan.title}, ${field("level").selectedOptions[0].text.toLowerCase()}` : plan.title;
          const how = values.indexOf(found) < values.indexOf(asked[name]) ? gentler : harder;
          const why = ofRhythm && values.indexOf(wanted) > quickest ? "is quicker than your age’s rhythm" : `is not offered for ${where}`;
          notices.push(`${title(asked[name])} ${why}: this is ${title(found).toLowerCase()}, ${how}.`);
        }
      }
      return notices.join(" ");
    };

    const fill = (select, days) => {
      if ([...select.options].map((option) => option.value).join() === days.join()) return;
      const months = new Map();
      for (const day of days) {
        const month = inEnglish(day, {});
        if (!months.has(month)) months.set(month, Object.assign(document.createElement("optgroup"), { label: month }));
        months.get(month).append(new Option(said(day), day));
      }
      select.replaceChildren(...months.values());
    };

    /* The links, for a day that there is a feed for. Key days are to be had only where there is a box to tick. */
    const lead = (plan, variant, day) => {
      const parts = { plan: plans.value, variant, date: day };
      const thin = field("key-days");
      const path = data[thin && thin.checked ? "keyDays" : "feed"].replace(/\{(\w+)\}/g, (_, name) => parts[name]);
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
      say("copied", "");
      for (const way of form.querySelectorAll("[data-program]")) {
        const on = way.dataset.on.split(" ");
        way.hidden = way.dataset.program !== field("program").value || !(on.includes("any") || devices.some((one) => on.includes(one)));
      }
    };

    /* What to say of a day asked for that a variant lacks. A race day is no wrong first Monday: it waits for the next plan with a race. */
    const missing = (day, plan, days) => {
      if (!day || days.includes(day)) return "";
      if (day < today()) return `${said(day)} has passed. `;
      const has = (one) => Object.values(one.variants).some((variant) => variant.days.includes(day));
      const having = Object.values(data.plans).filter(has);
      if (having.length && having.every((one) => one.race !== plan.race)) return "";
      const far = days.some((one) => weekday(one) === weekday(day));
      const names = plan.race ? (days.some((one) => weekday(one) === 6) ? "Saturdays and Sundays" : "Sundays") : "Mondays";
      return `There is no calendar for ${said(day)}: ${far ? "it is too far ahead" : `this plan has them for ${names}`}. `;
    };

    let shown; /* the day for which the box was last made up */
    const update = () => {
      shown = today();
      const plan = data.plans[plans.value];
      say("notice", offer(plan));
      const variant = `${field("level").value}-${field("rhythm").value}`;
      const { lead: before, weeks, expects, days: all } = plan.variants[variant] || { days: [] };
      const days = coming({ days: all });
      say("expects", expects ? `It expects of your last 30 days: ${expects}.` : "");
      say("day-name", plan.race ? "Race day" : "First Monday");

      for (const one of form.querySelectorAll("[data-dated]")) one.hidden = !days.length;
      part("over").hidden = days.length > 0 || !expects;
      fill(field("day"), days);
      if (!days.length) return say("start", "");

      const monday = (day) => written(mondayOf(day) - before * WEEK);
      const late = (day) => monday(day) < shown;
      const day = days.includes(asked.day) ? asked.day : days.find((one) => !late(one)) || days[days.length - 1];
      field("day").value = day;
      const week = Math.floor((Date.parse(shown) - Date.parse(monday(day))) / WEEK) + 1;
      const lacking = missing(asked.day, plan, days);
      part("start").toggleAttribute("data-late", late(day));
      say(
        "start",
        late(day)
          ? `${lacking}Week 1 of ${weeks} began on ${said(monday(day))}: you would join in week ${week}. Only if your last weeks were like those you leave out.`
          : `${lacking}${weeks} weeks. Week 1 begins on ${said(monday(day))}.`,
      );
      lead(plan, variant, day);
    };

    part("copy").addEventListener("click", async () => {
      const address = field("address");
      let done = false;
      try {
        await navigator.clipboard.writeText(address.value);
        done = true;
      } catch {
        address.focus();
        address.select();
      }
      say("copied", done ? "Copied." : "Now press Copy, or Ctrl and C.");
    });
    field("address").addEventListener("focus", (event) => event.target.select());
    field("program").value = usual[devices[0]];
    form.addEventListener("change", ({ target: { name, value } }) => {
      if (name in asked) asked[name] = value;
      if (name === "level") remember(value);
      if (name === "age") {
        keep("age", value);
        asked.rhythm = null; /* another age suggests its own */
      }
      update();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("preference", ({ detail: { name, value } }) => {
      if (name !== "level" || value === asked.level || !first("level", value)) return;
      asked.level = value;
      update();
    });
    /* A page that stayed open overnight. */
    document.addEventListener("visibilitychange", () => {
      if (today() !== shown) update();
    });
    update();
    form.hidden = false;
    box.dataset.ready = "";
  };

  try {
    start(document.currentScript.closest(".subscribe"));
  } catch (error) {
    document.documentElement.classList.add("no-box");
    throw error;
  }
})();
