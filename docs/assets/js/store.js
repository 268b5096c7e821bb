/* What a reader keeps of themselves on this device, and nowhere else: one value, with the number of its form. */

/**
 * @typedef {{ race?: { metres: number, seconds: number }, age?: number | null, sex?: "women" | "men" | "" }} Kept
 */

const NAME = "lasting-speed.me";
const VERSION = 1;

/** What is kept; nothing where there is none, or where it is of a form that this page does not know. @returns {Kept} */
export function load() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "null");
    const known = found?.version === VERSION && [found.race?.metres, found.race?.seconds].every(Number.isFinite);
    return known ? found : {};
  } catch {
    return {};
  }
}

/** Keep more, beside what is kept. Whether it could be. @param {Kept} more */
export function save(more) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...load(), ...more, version: VERSION }));
    return true;
  } catch {
    return false;
  }
}

/** Erase all of it. */
export function erase() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    /* then nothing was kept either */
  }
}
