/* Which level and rhythm a plan gives to who asks for some, and what to say if it is not what was asked. No page, no clock. */

/**
 * @typedef {{ value: string, title: string }} Option
 * @typedef {{ title: string, variants: Record<string, object>, leftOut: Record<string, { because: string, title?: string }> }} Plan
 * @typedef {{ level?: string | null, rhythm?: string | null }} Wanted
 * @typedef {{ level: string, rhythm: string, open: { level: string[], rhythm: string[] }, notices: string[] }} Chosen
 */

/**
 * What was wanted if it fits; else the nearest gentler that does; only else the nearest harder that is given.
 * @param {string[]} gentlestFirst @param {string} wanted @param {(one: string) => boolean} fits
 */
export function nearest(gentlestFirst, wanted, fits) {
  const at = gentlestFirst.indexOf(wanted);
  return [wanted, ...gentlestFirst.slice(0, at).reverse(), ...gentlestFirst.slice(at + 1)].find(fits);
}

/** @param {Option[]} options @param {string | null | undefined} value */
const titleOf = (options, value) => options.find((option) => option.value === value)?.title ?? "";

/**
 * Levels, gentlest first. A harder one is taken where there is no gentler.
 * @param {Plan} plan @param {Option[]} levels @param {string | null | undefined} asked @param {string} usual
 */
function chooseLevel(plan, levels, asked, usual) {
  const values = levels.map(({ value }) => value);
  const open = values.filter((value) => Object.keys(plan.variants).some((variant) => variant.startsWith(`${value}-`)));
  const wanted = asked || (values.includes(usual) ? usual : values[0]);
  const level = nearest(values, wanted, (value) => open.includes(value)) ?? wanted;
  if (!asked || level === asked) return { level, open, notice: "" };
  const gentler = values.indexOf(level) < values.indexOf(asked);
  const how = gentler ? "the nearest gentler level" : "which asks more of you: see what it expects";
  const what = `${titleOf(levels, asked)} is not offered for ${plan.title}`;
  return { level, open, notice: `${what}: this is ${titleOf(levels, level).toLowerCase()}, ${how}.` };
}

/** Why neither a rhythm nor a gentler one is offered, and what to take instead. @param {Plan} plan @param {string} level @param {string} rhythm */
function lacks(plan, level, rhythm) {
  const left = plan.leftOut[`${level}-${rhythm}`];
  const why = left ? ` ${left.because}${left.title ? ` Take “${left.title}” instead.` : ""}` : "";
  return `${plan.title}, ${level}, is not offered in the ${rhythm} rhythm or a gentler one.${why}`;
}

/**
 * Rhythms of a level, quickest first, none quicker than that of the reader’s age. Where nothing tells the age, the gentlest.
 * @param {Plan} plan @param {string} level @param {string} levelTitle @param {Option[]} rhythms
 * @param {string | null | undefined} asked @param {string} age
 */
function chooseRhythm(plan, level, levelTitle, rhythms, asked, age) {
  const values = rhythms.map(({ value }) => value).reverse();
  const quickest = age ? values.indexOf(age) : values.length;
  const open = values.filter((value, at) => at <= quickest && `${level}-${value}` in plan.variants);
  const wanted = asked || age || values.find((value) => open.includes(value)) || values[0];
  const tooQuick = values.indexOf(wanted) > quickest;
  const from = tooQuick ? age : wanted;
  const rhythm = nearest(values.slice(0, values.indexOf(from) + 1), from, (value) => open.includes(value));
  if (!rhythm) return { rhythm: wanted, open, notice: lacks(plan, level, wanted) };
  if (!asked || rhythm === asked) return { rhythm, open, notice: "" };
  const why = tooQuick ? "is quicker than your age’s rhythm" : `is not offered for ${plan.title}, ${levelTitle.toLowerCase()}`;
  return { rhythm, open, notice: `${titleOf(rhythms, asked)} ${why}: this is ${titleOf(rhythms, rhythm).toLowerCase()}, with more recovery.` };
}

/**
 * A level, then a rhythm that this level has, and which others are open.
 * @param {Plan} plan @param {Option[]} levels @param {Option[]} rhythms @param {Wanted} asked @param {string} age
 * @param {string} siteLevel @returns {Chosen}
 */
export function choose(plan, levels, rhythms, asked, age, siteLevel) {
  const first = chooseLevel(plan, levels, asked.level, siteLevel);
  const second = chooseRhythm(plan, first.level, titleOf(levels, first.level), rhythms, asked.rhythm, age);
  const notices = [first.notice, second.notice].filter(Boolean);
  return { level: first.level, rhythm: second.rhythm, open: { level: first.open, rhythm: second.open }, notices };
}
