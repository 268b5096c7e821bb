/* A race result to paces: `toolkit/paces.py`, `race_result.py` and `text/paces.py`, to the same second. No page, no clock.
   What they know of efforts, limits and sentences comes as tables, so that each is written once. */

/**
 * @typedef {{ metres: number, seconds: number }} Result
 * @typedef {{ open: number, percent: number[] }} Standards
 * @typedef {{ firstAge: number, races: { metres: number, women: Standards, men: Standards }[] }} Grades
 * @typedef {{
 *   races: Record<string, number>, bands: Record<string, [number, number]>, efforts: string[], margin: number, gap: number,
 *   limits: string[], limitsBelow: number, limitsFrom: number, shortest: number, longest: number, quickest: number, slowest: number,
 *   mile: number, byFeel: string, orSlower: string, atMost: string
 * }} Tables
 * @typedef {{ effort: string, pace: string, lap: string, speed: string }} Row
 */

/** Daniels’ and Gilbert’s index of a race result. @param {number} metres @param {number} seconds */
export function vdot(metres, seconds) {
  const minutes = seconds / 60;
  const speed = metres / minutes;
  const cost = -4.6 + 0.182258 * speed + 0.000104 * speed ** 2;
  return cost / (0.8 + 0.1894393 * Math.exp(-0.012778 * minutes) + 0.2989558 * Math.exp(-0.1932605 * minutes));
}

/** Seconds a kilometre at which running costs so much oxygen, in ml/kg/min. @param {number} cost */
const paceAt = (cost) => (60000 * 2 * 0.000104) / (-0.182258 + Math.sqrt(0.182258 ** 2 + 4 * 0.000104 * (cost + 4.6)));

/** The seconds over so many metres that have this VDOT. @param {number} metres @param {number} index */
export function raceSeconds(metres, index) {
  let [low, high] = [metres / 15, metres * 3];
  while (high - low > 0.005) {
    const middle = (low + high) / 2;
    if (vdot(metres, middle) > index) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The quick and the slow end of every effort but a sprint, in seconds a kilometre. @param {Tables} tables @param {number} index */
function ranges({ races, bands, margin, gap }, index) {
  const race = Object.fromEntries(Object.entries(races).map(([effort, metres]) => [effort, (raceSeconds(metres, index) * 1000) / metres]));
  /** @type {Record<string, [number, number]>} */
  const found = {};
  for (const [effort, pace] of Object.entries(race)) found[effort] = [pace * (1 - margin), pace * (1 + margin)];
  for (const [effort, [slow, quick]] of Object.entries(bands)) found[effort] = [paceAt(quick * index), paceAt(slow * index)];
  const threshold = Math.min(Math.max(found.threshold[0], race["10k"] + gap), race.half - gap);
  found.threshold = [threshold, Math.max(threshold, Math.min(found.threshold[1], race.half - gap))];
  return found;
}

/** The nearest whole number; what floats lack of a half counts as one. @param {number} value */
const whole = (value) => Math.floor(value + 0.5 + 1e-9);

/** @param {number} seconds */
function clock(seconds) {
  const all = whole(seconds);
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}

/** To one place. @param {number} value */
export const tenths = (value) => (whole(value * 10) / 10).toFixed(1);

/** A sentence with a value in its gap. @param {string} form @param {string | number} value */
export const put = (form, value) => form.replace("{}", String(value));

/** @param {string} low @param {string} high */
const range = (low, high) => (low === high ? low : `${low}–${high}`);

/** Whether the quick paces are limits, not aims. @param {Tables} tables @param {number} index @param {number | null} age */
export const areLimits = ({ limitsBelow, limitsFrom }, index, age) => index < limitsBelow || (age !== null && age >= limitsFrom);

/**
 * The rows for some efforts; a kilometre and km/h, or a mile and mph.
 * @param {Tables} tables @param {Result} result @param {number | null} age @param {boolean} miles @returns {Row[]}
 */
export function paceRows(tables, result, age, miles) {
  const index = vdot(result.metres, result.seconds);
  const found = ranges(tables, index);
  const unit = miles ? tables.mile : 1;
  const limited = areLimits(tables, index, age);
  return tables.efforts.map((effort) => {
    if (!(effort in found)) return { effort, pace: tables.byFeel, lap: tables.byFeel, speed: tables.byFeel };
    const [[quick, slow], lap] = [unit, 0.4].map((kilometres) => found[effort].map((end) => clock(end * kilometres)));
    const [most, least] = found[effort].map((end) => tenths(3600 / (end * unit)));
    return limited && tables.limits.includes(effort)
      ? { effort, pace: put(tables.orSlower, quick), lap: put(tables.orSlower, lap[0]), speed: put(tables.atMost, most) }
      : { effort, pace: range(quick, slow), lap: range(lap[0], lap[1]), speed: range(least, most) };
  });
}

/** `40:00`, `1:07:48`. @param {number} seconds */
export function timeText(seconds) {
  const all = whole(seconds);
  const [hours, rest] = [Math.floor(all / 3600), all % 3600];
  return hours ? `${hours}:${clock(rest).padStart(5, "0")}` : clock(rest);
}

/** The seconds of `40:00` or `1:07:48`; null where a text says no time. @param {string} text */
export function readTime(text) {
  const found = /^(?:([0-9]{1,2}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-5][0-9])$/.exec(text.trim());
  if (!found || (found[1] && Number(found[2]) > 59)) return null;
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]);
}

/** The name of why the formulas are not made for a result; nothing where they are. @param {Tables} tables @param {Result} result */
export function refuse({ shortest, longest, quickest, slowest }, { metres, seconds }) {
  if (seconds <= 0 || vdot(metres, seconds) > quickest) return "quick";
  if (seconds < shortest || seconds > longest) return seconds < shortest ? "short" : "long";
  return vdot(metres, seconds) < slowest ? "slow" : "";
}

/** The times over some distances that are worth as much, as far as the formula is made for them. @param {Tables} tables @param {Result} result */
export function equalRaces({ races, shortest, longest }, { metres, seconds }) {
  const index = vdot(metres, seconds);
  const times = Object.values(races).map((distance) => ({ metres: distance, seconds: raceSeconds(distance, index) }));
  return times.filter((one) => one.seconds >= shortest && one.seconds <= longest);
}

/**
 * What a result is worth at an age: percent of the standard, and the seconds at the best age; null where there is no standard.
 * @param {Grades} grades @param {Result} result @param {number} age @param {"women" | "men"} sex
 */
export function gradeOf({ firstAge, races }, { metres, seconds }, age, sex) {
  const standards = races.find((race) => race.metres === metres)?.[sex];
  const percent = standards?.percent[age - firstAge];
  if (!standards || percent === undefined) return null;
  const open = (seconds * percent) / 100;
  return { percent: (100 * standards.open) / open, seconds: open };
}
