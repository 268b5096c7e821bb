/* The reader’s own paces where a page has a place for them; what works them out is fetched only if a race is kept. */
import { load } from "./store.js";

const kept = load();
if (kept.race) {
  const { show } = await import("./shown.js");
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own-paces]"))) show(box, kept);
}
