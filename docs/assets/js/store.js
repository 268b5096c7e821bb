/* What is kept on this device, and nowhere else: choices by their names, and what a reader says of themselves, in one value with
   the number of its form. */

/**
 * @typedef {{ race?: { metres: number, seconds: number }, age?: number | null, sex?: "women" | "men" | "" }} Kept
 */

const ME = "me";
const VERSION = 1;

/** @param {string} name */
const named = (name) => `lasting-speed.${name}`;

/** What was kept under a name; null where nothing was, or where the browser keeps nothing. @param {string} name */
export function remembered(name) {
  try {
    return localStorage.getItem(named(name));
  } catch {
    return null;
  }
}

/** Keep a value under a name. Whether it could be. @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(named(name), value);
    return true;
  } catch {
    return false;
  }
}

/** What a reader said of themselves; nothing where it is not kept, or is of a form that this page does not know. @returns {Kept} */
export function load() {
  try {
    const found = JSON.parse(remembered(ME) ?? "null");
    const known = found?.version === VERSION && [found.race?.metres, found.race?.seconds].every(Number.isFinite);
    return known ? found : {};
  } catch {
    return {};
  }
}

/** Keep more of it, beside what is kept. Whether it could be. @param {Kept} more */
export const save = (more) => keep(ME, JSON.stringify({ ...load(), ...more, version: VERSION }));

/** Erase all of it. */
export function erase() {
  try {
    localStorage.removeItem(named(ME));
  } catch {
    /* then nothing was kept either */
  }
}
