/* The reader's level and units: shown by what <html> says, kept for every page and the next visit. */
(() => {
  "use strict";
  const data = document.documentElement.dataset;

  const show = () => {
    for (const input of document.querySelectorAll("[data-choose] input")) input.checked = data[input.name] === input.value;
  };

  document.addEventListener("change", ({ target }) => {
    if (!target.closest("[data-choose]")) return;
    data[target.name] = target.value;
    try {
      localStorage.setItem(`lasting-speed.${target.name}`, target.value);
    } catch {
      /* not kept, but chosen for this page */
    }
    document.dispatchEvent(new CustomEvent("preference", { detail: { name: target.name, value: target.value } }));
  });

  /* A rung of another level than the one on show. */
  addEventListener("hashchange", () => {
    const named = /^#(returning|intermediate|advanced)-\d+$/.exec(location.hash);
    if (!named || named[1] === data.level) return;
    data.level = named[1];
    show();
    document.querySelector(location.hash)?.scrollIntoView();
  });

  document.addEventListener("preference", show);
  show();
})();
