/* What the theme leaves to fingers and mice, for keys and screen readers too: the menu of a narrow screen, wide tables,
   and the button that prints. */
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 76.234375em)"); /* where the theme turns its navigation into a menu */
  const drawer = document.getElementById("__drawer");
  const sidebar = document.querySelector(".md-sidebar--primary");

  /* A button in place of a label that ticks a hidden box. It keeps `for`, by which the theme's styles know it. */
  const asButton = (label, name) => {
    const button = document.createElement("button");
    for (const { name: key, value } of label.attributes) if (key !== "tabindex") button.setAttribute(key, value);
    button.type = "button";
    if (name) button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
    label.replaceWith(button);
    return button;
  };

  const openTheMenuByKeyboard = () => {
    const menu = asButton(document.querySelector(".md-header__button[for='__drawer']"), "Menu");
    const overlay = asButton(document.querySelector(".md-overlay"), "Close the menu");
    const behind = document.querySelectorAll(".md-skip, .md-header, .md-tabs, .md-banner, .md-content, .md-sidebar--secondary, .md-top, .md-footer");
    const labels = sidebar.querySelectorAll("label.md-nav__title:not([for='__drawer']):not([for='__toc']), label.md-nav__link");
    const buttons = Array.from(labels, (label) => ({ always: label.tabIndex === 0, button: asButton(label) }));

    /* Each level of the menu lies over the one it came from: what is covered is out of reach. */
    const layer = () => {
      for (const list of sidebar.querySelectorAll(".md-nav__list")) {
        const items = Array.from(list.children);
        const opened = items.find((item) => Array.from(item.children).some((one) => one.matches(".md-nav__toggle:checked")));
        const covered = narrow.matches && Boolean(opened);
        for (const item of items) {
          for (const part of item.children) part.inert = covered && !(item === opened && part.matches(".md-nav"));
        }
        for (const one of list.parentElement.children) if (one.matches(".md-nav__title")) one.inert = covered;
      }
      for (const { always, button } of buttons) {
        button.tabIndex = narrow.matches || always ? 0 : -1;
        if (button.matches(".md-nav__link")) {
          button.setAttribute("aria-expanded", String(document.getElementById(button.getAttribute("for")).checked));
        }
      }
    };

    const show = () => {
      const open = narrow.matches && drawer.checked;
      menu.setAttribute("aria-expanded", String(open));
      overlay.hidden = !open;
      for (const one of behind) one.inert = open;
      layer();
    };

    drawer.addEventListener("change", () => {
      show();
      (drawer.checked ? overlay : menu).focus();
    });
    sidebar.addEventListener("change", ({ target }) => {
      layer();
      if (!narrow.matches) return;
      const next = target.parentElement.querySelector(target.checked ? ".md-nav > .md-nav__title" : "button.md-nav__link");
      if (next) next.focus();
    });
    narrow.addEventListener("change", show);
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && drawer.checked) drawer.click();
    });
    show();
  };

  /* What scrolls sideways in its box is reached by Tab and moved by the arrow keys. */
  const reachWideBoxes = () => {
    const watch = new ResizeObserver((seen) => {
      for (const { target } of seen) {
        const wide = target.scrollWidth > target.clientWidth + 1;
        const box = target.localName === "div"; /* a table or code says itself what it is */
        target.toggleAttribute("tabindex", wide);
        if (wide) target.tabIndex = 0;
        if (box && wide) target.setAttribute("role", "group");
        if (box && wide) target.setAttribute("aria-label", "Wide table: it scrolls sideways");
        if (box && !wide) for (const name of ["role", "aria-label"]) target.removeAttribute(name);
      }
    });
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset table[class], .md-typeset pre > code")) watch.observe(box);
  };

  if (drawer && sidebar) openTheMenuByKeyboard();
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  addEventListener("load", reachWideBoxes); /* the theme puts tables into their boxes before */
})();
