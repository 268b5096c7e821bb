/* Filters the list of an index: the form says what to compare, the entries carry it as data-find-…, the address keeps what is chosen. */
(() => {
  "use strict";
  const root = document.documentElement;
  const form = document.querySelector(".finder form");
  form.hidden = false; // the style shows it already, so that nothing moves
  const said = form.querySelector("[role='status']");
  const none = form.querySelector(".finder-none");
  const filters = [...form.querySelectorAll("[data-compare]")];
  const lists = [...document.querySelectorAll(".finder-list")];
  const entries = lists.flatMap((list) => [...list.children]);

  const words = (entry, name) => (entry.getAttribute(`data-find-${name}`) || "").split(" ").filter(Boolean);

  /* The numbers of an entry: that of the chosen level where it has one for each of its levels, else all. */
  const numbers = (entry, name, level) => {
    const all = words(entry, name).map(Number);
    const place = words(entry, "level").indexOf(level);
    return all.length > 1 && place >= 0 ? [all[place]] : all;
  };

  const compare = {
    is: (entry, name, [wanted]) => words(entry, name).includes(wanted),
    most: (entry, name, [limit], level) => Math.min(...numbers(entry, name, level)) <= Number(limit),
    every: (entry, name, wanted) => wanted.every((word) => words(entry, name).includes(word)),
    only: (entry, name, wanted) => words(entry, name).every((word) => wanted.includes(word)),
  };

  const boxes = (filter) => [...filter.querySelectorAll("input")];
  const chosen = (filter) => {
    if (filter.options) return filter.value === "any" ? [] : [filter.value];
    return boxes(filter).filter((box) => box.checked).map((box) => box.value);
  };
  const choose = (filter, values) => {
    if (filter.options) {
      const known = [...filter.options].some((option) => option.value === values[0]);
      filter.value = known ? values[0] : "any";
    } else {
      for (const box of boxes(filter)) box.checked = values.includes(box.value);
    }
  };
  const inWords = (filter) =>
    filter.options
      ? `${filter.name === "impact" ? "impact " : ""}${filter.selectedOptions[0].text}`
      : boxes(filter).filter((box) => box.checked).map((box) => box.parentNode.textContent.trim()).join(", ");
  const byName = (name) => filters.find((filter) => filter.name === name);
  const level = () => (byName("level") ? chosen(byName("level"))[0] : undefined);
  const usual = (filter) => (filter.name === "level" ? [root.dataset.level || "any"] : []);

  const fitting = (used) => {
    const active = used.map((filter) => [filter, chosen(filter)]).filter(([, wanted]) => wanted.length);
    const at = used.includes(byName("level")) ? level() : undefined;
    return entries.filter((entry) => active.every(([filter, wanted]) => compare[filter.dataset.compare](entry, filter.name, wanted, at)));
  };

  /* Where nothing is found: which choice to take back, the one that helps most first. */
  const offer = () => {
    const ways = filters
      .filter((filter) => chosen(filter).length)
      .map((filter) => ({ filter, found: fitting(filters.filter((other) => other !== filter)).length }))
      .filter(({ found }) => found)
      .sort((one, other) => other.found - one.found);
    const text = document.createElement("p");
    text.textContent = `Nothing fits all of that. ${ways.length ? "Take one choice back:" : "Take back two choices or more, or clear them all."}`;
    none.replaceChildren(text, ...ways.map(({ filter, found }) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      const title = filter.dataset.title.replace(/[ ,]*(…|at most)$/, "");
      button.textContent = `Leave out “${title}: ${inWords(filter)}” (finds ${found})`;
      button.addEventListener("click", () => {
        choose(filter, []);
        changed();
        said.focus();
      });
      return button;
    }));
  };

  const show = () => {
    const found = new Set(fitting(filters));
    for (const entry of entries) {
      entry.hidden = !found.has(entry);
      const minutes = entry.querySelector("b");
      if (!minutes) continue;
      const all = numbers(entry, "minutes", level());
      minutes.textContent = `${[...new Set([Math.min(...all), Math.max(...all)])].join("–")} min`;
    }
    for (const list of lists) {
      const heading = list.previousElementSibling;
      list.hidden = heading.hidden = [...list.children].every((entry) => entry.hidden);
      for (const contents of document.querySelectorAll(`.md-nav--secondary [href="#${heading.id}"]`)) contents.parentNode.hidden = list.hidden;
    }
    for (const panel of form.querySelectorAll("details")) {
      const inside = filters.filter((filter) => panel.contains(filter) && chosen(filter).length);
      panel.querySelector("summary span").textContent = inside.map(inWords).join(" · ");
    }
    said.textContent = `${found.size} of ${entries.length} ${form.dataset.things}`;
    none.hidden = found.size > 0;
    if (!none.hidden) offer();
  };

  /* Whoever gets the address sees the same: so it names the level too, as soon as anything is chosen. */
  const write = () => {
    const address = new URL(location.href);
    const plain = filters.every((filter) => (chosen(filter)[0] || "any") === (usual(filter)[0] || "any"));
    for (const filter of filters) {
      address.searchParams.delete(filter.name);
      if (plain) continue;
      for (const value of chosen(filter)) address.searchParams.append(filter.name, value);
      if (filter.name === "level" && !level()) address.searchParams.append("level", "any");
    }
    history.replaceState(history.state, "", address);
  };

  const read = () => {
    const wanted = new URLSearchParams(location.search);
    for (const filter of filters) choose(filter, wanted.has(filter.name) ? wanted.getAll(filter.name) : usual(filter));
    show();
  };

  const changed = () => {
    show();
    write();
  };

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".finder-count button").addEventListener("click", () => {
    for (const filter of filters) choose(filter, usual(filter));
    changed();
  });
  document.addEventListener("preference", ({ detail }) => {
    if (detail.name !== "level" || !byName("level")) return;
    choose(byName("level"), [detail.value]);
    changed();
  });
  addEventListener("popstate", read);
  read();
  root.classList.remove("finder-waits");
})();
