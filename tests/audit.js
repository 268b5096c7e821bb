/* What tests/test_browser_audit.py asks of a page from inside it. Each function returns what is wrong, one line for each. */
"use strict";

(() => {
  /** Where an element is: enough of a path to find it by. */
  function where(element) {
    const parts = [];
    for (let one = element; one && one !== document.body && parts.length < 4; one = one.parentElement) {
      const names = typeof one.className === "string" ? one.className.trim().split(/\s+/).filter(Boolean) : [];
      parts.unshift(one.localName + (one.id ? `#${one.id}` : "") + names.map((name) => `.${name}`).join(""));
    }
    const said = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${parts.join(" > ")} “${said}”`;
  }

  /** Whether a reader can see an element, on the screen or after scrolling. */
  function visible(element) {
    if (!element.checkVisibility()) return false; // not there, or in what is folded away
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.visibility !== "visible" || Number(style.opacity) === 0) return false;
    }
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth;
  }

  /** Whether a link stands in running text, where its height is the line's (WCAG 2.5.8 excepts it). */
  function inSentence(link) {
    if (link.localName !== "a" || getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      const owner = text.currentNode.parentElement;
      if (/[\p{L}\p{N}]/u.test(text.currentNode.data) && !owner.closest("a, script, style, template")) return true;
    }
    return false;
  }

  /** Whether a finger half of `least` px off the middle, in each direction, still meets the target or its label. */
  function met(element, least) {
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const reach = least / 2 - 1;
    return [[0, -reach], [0, reach], [-reach, 0], [reach, 0]].every(([right, down]) => {
      const hit = document.elementFromPoint(x + right, y + down);
      if (!hit) return false;
      const label = hit.closest("label");
      return element.contains(hit) || Boolean(label && label.control === element);
    });
  }

  /** How large a target is with its label, if it has one. */
  function reached(element) {
    const boxes = [element, ...(element.labels || [])].filter(visible).map((one) => one.getBoundingClientRect());
    const side = (name, choose) => choose(...boxes.map((box) => box[name]));
    return { width: side("right", Math.max) - side("left", Math.min), height: side("bottom", Math.max) - side("top", Math.min) };
  }

  /** What a finger is to hit that is smaller than `least` px either way, links in running text excepted. */
  function smallTargets(least) {
    const what = "a[href], button, select, summary, textarea, input:not([type=hidden]), label[for], [role=button], [role=tab]";
    const [left, top] = [scrollX, scrollY];
    const small = [...document.querySelectorAll(what)].filter((one) => {
      if (!visible(one) || inSentence(one)) return false;
      const control = one.localName === "label" && one.control;
      if (control && visible(control)) return false; // the control itself is looked at
      const { width, height } = reached(one);
      return (width < least - 0.5 || height < least - 0.5) && !met(one, least);
    });
    scrollTo(left, top);
    return small.map((one) => {
      const { width, height } = reached(one);
      return `${Math.round(width)} × ${Math.round(height)} px: ${where(one)}`;
    });
  }

  /** How the page is too wide for the screen: by what, if it scrolls sideways. */
  function tooWide() {
    const page = document.documentElement;
    if (Math.max(page.scrollWidth, document.body.scrollWidth) <= page.clientWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((one) => {
      if (!visible(one) || one.getBoundingClientRect().right <= page.clientWidth + 0.5) return false;
      for (let box = one.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return false;
      }
      return true;
    });
    return [`${page.scrollWidth} of ${page.clientWidth} px: ${out.slice(0, 5).map(where).join(", ")}`];
  }

  /** Boxes that scroll sideways but that the keyboard cannot reach. */
  function stuckScrollers() {
    return [...document.querySelectorAll("article *")]
      .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => visible(one) && !one.hasAttribute("tabindex"))
      .map(where);
  }

  /** [red, green, blue, alpha] of a computed colour. */
  function parts(colour) {
    const found = colour.match(/[\d.]+%?/g);
    if (!found || !/^rgba?\(/.test(colour)) return null;
    return [...found.slice(0, 3).map(Number), found.length > 3 ? parseFloat(found[3]) : 1];
  }

  function luminance(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((one) => {
      const value = one / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** The WCAG contrast of two opaque colours. */
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** Laid over each other, front to back. */
  function blended(layers) {
    return layers.reduceRight((below, layer) => below.map((value, index) => value + (layer[index] - value) * layer[3]), [255, 255, 255]);
  }

  /** The colour and the opacity of what an element paints at a point: of a drawn shape its line or its inside. */
  function painted(element, x, y) {
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGGeometryElement;
    if (element instanceof SVGElement && !drawn && element.localName !== "text") return null;
    let [colour, opacity] = [drawn || element.localName === "text" ? style.fill : style.backgroundColor, style.opacity];
    if (drawn || element.localName === "text") opacity *= style.fillOpacity;
    if (drawn && element.isPointInStroke(new DOMPoint(x, y).matrixTransform(element.getScreenCTM().inverse()))) {
      [colour, opacity] = [style.stroke, style.opacity * style.strokeOpacity];
    }
    const found = parts(colour);
    return found && [...found.slice(0, 3), found[3] * opacity];
  }

  /** What is painted behind a point of a picture's text, front to back. */
  function behind(text, x, y) {
    const layers = [];
    for (const one of document.elementsFromPoint(x, y)) {
      const colour = text.contains(one) ? null : painted(one, x, y);
      if (!colour) continue;
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers;
  }

  /** Where the letters of a drawn text are on the screen: the middle of some of them. */
  function letters(text) {
    const count = text.getNumberOfChars();
    const matrix = text.getScreenCTM();
    return Array.from({ length: Math.min(count, 8) }, (_, index) => Math.floor((index * count) / Math.min(count, 8)))
      .filter((index) => text.textContent[index] !== " ")
      .map((index) => {
        const { x, y, width, height } = text.getExtentOfChar(index);
        return new DOMPoint(x + width / 2, y + height / 2).matrixTransform(matrix);
      });
  }

  /** Text in pictures (which axe does not measure) with less contrast than `least` to what lies behind it. */
  function faintDrawnText(least) {
    return [...document.querySelectorAll("article svg text")].filter(visible).flatMap((text) => {
      text.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const fill = painted(text);
      if (!fill) return [`no plain colour: ${where(text)}`];
      const found = letters(text).map(({ x, y }) => {
        const back = blended(behind(text, x, y));
        return contrast(blended([fill, [...back, 1]]), back);
      });
      const lowest = Math.min(...found);
      return lowest < least ? [`${lowest.toFixed(2)} of ${least}: ${where(text)}`] : [];
    });
  }

  /** What is wrong with where the focus is: out of sight or covered. Null where nothing has it. */
  function unseenFocus() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const beside = one.nextElementSibling; // the theme's switch for light and dark shows its focus on the label next to it
    const shown = [one, ...(one.labels || []), ...(beside && beside.localName === "label" ? [beside] : [])].find(visible);
    if (!shown) return [`out of sight: ${where(one)}`];
    if (getComputedStyle(shown).pointerEvents === "none") return []; // seen, but no point in asking what a finger meets
    const thirds = [1 / 6, 1 / 2, 5 / 6];
    const met = [...shown.getClientRects()].some((box) => thirds.some((across) => thirds.some((down) => {
      const hit = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
      return hit && shown.contains(hit);
    })));
    return met ? [] : [`covered: ${where(one)}`];
  }

  /** An element's tag and what its looks and its meaning can depend on: addresses, numbers and words do not count. */
  function kind(element) {
    const told = ["class", "style", "role", "type", "scope", "lang", "level", "fill", "stroke"];
    const said = [...element.attributes].map(({ name, value }) => (told.includes(name) ? `${name}=${value}` : name)).sort();
    return `${element.localName}[${said.join(" ")}]`;
  }

  /** What an element is made of, down to the last: the kinds of element, their order, and where there is text. */
  function shape(element, shapes) {
    const parts = [...element.childNodes].map((one) => {
      if (one.nodeType === Node.ELEMENT_NODE) return shape(one, shapes);
      return one.nodeType === Node.TEXT_NODE && one.data.trim() ? "text" : "";
    });
    const found = `${kind(element)}(${parts.filter((part, index) => part && part !== parts[index - 1]).join(",")})`;
    shapes.set(element, found);
    return found;
  }

  /**
   * Take out of the page's article all but two of the blocks that are made of the same and stand at the same place, which is
   * told by the kinds of those around them. What comes first in its parent stays, and what a label or an attribute of ARIA
   * names. Returns what puts them back.
   */
  function thinned() {
    const shapes = new Map();
    const seen = new Map();
    const taken = [];
    const blocks = "li, tr, tbody, table, details, section, div, p, ul, ol, dl, figure";
    const attributes = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];
    const named = new Set(attributes.flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].flatMap((one) => one.getAttribute(name).split(/\s+/))));
    const kept = (one) => [one, ...one.querySelectorAll("[id]")].some(({ id }) => named.has(id));
    const thin = (parent, place) => [...parent.children].forEach((one) => {
      const key = `${place} > ${shapes.get(one)}`;
      const before = seen.get(key) || 0;
      seen.set(key, before + 1);
      if (before >= 2 && one.previousElementSibling && one.matches(blocks) && !kept(one)) {
        const mark = document.createComment("");
        one.replaceWith(mark);
        taken.push([mark, one]);
      } else {
        thin(one, `${place} > ${kind(one)}`);
      }
    });
    const article = document.querySelector(".md-content article");
    if (article) {
      shape(article, shapes);
      thin(article, "article");
    }
    return () => taken.forEach(([mark, one]) => mark.replaceWith(one));
  }

  window.audit = { thinned, smallTargets, tooWide, stuckScrollers, faintDrawnText, unseenFocus };
})();
