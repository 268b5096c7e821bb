/* What docs/assets/js/calendar.js reads and takes. A compiled plan as toolkit/feeds/compiled.py has it: the fields that are used. */

/** A line, or its two forms: with kilometres and with miles. */
export type Text = string | [string, string];

export interface Form {
  title: number;
  categories: string[];
  minutes: number;
  link: string;
  text: number[];
  first?: number[] | null;
}

export interface CompiledEvent {
  day: number;
  id: string;
  revision: number;
  changed: number;
  forms: Form[];
  shown: (number | null)[];
}

/** What those follow who began before a day, in days since 1970. */
export interface EarlierEdition {
  before: number;
  lead: number;
  name: string;
}

/** What a plan and a difference have in common. */
export interface OfWeekday {
  fingerprint: string;
  weekday: number;
  lead: number;
  changed: number;
  breaks: string[];
  weeks: { number: number }[];
  events: CompiledEvent[];
  lines: Text[];
}

export interface PlanDifference extends OfWeekday {
  length: number;
  without: number[];
}

export interface Plan extends OfWeekday {
  site: string;
  uid_domain: string;
  plan: string;
  level: string;
  rhythm: string;
  entry: string;
  editions: EarlierEdition[];
  calendar: { whole: string; key_days: string; about: string; page: string };
}

/** Minutes of the day by weekday, Monday first; null for a whole day. */
export type Hours = readonly (number | null)[];

/** By day since 1970, the minutes by which a zone is ahead of UTC. */
export type Offsets = Readonly<Record<number, number>>;

export interface Wishes {
  onlyKeyDays: boolean;
  optional: boolean;
  hours: Hours;
  zone: string | null;
  units: "km" | "mi";
  fromWeek: number;
  /** Minutes before an event, or eight in the evening of the day before. */
  remind: number | "evening" | null;
}

/** What a calendar is made of. */
export interface Parts {
  /** Plans, each with its race day or first Monday in days since 1970. */
  parts: { plan: Plan; anchor: number }[];
  /** What differs from the default. */
  wishes?: Partial<Wishes>;
  /** Of all days of the plans and of the day before, if there are hours. */
  offsets?: Offsets;
  /** The address of a feed. */
  feed?: string;
  /** When a file is made, in seconds since 1970; null for what the events themselves say. */
  made?: number | null;
  /** What the calendar is called, where not by the first plan’s name. */
  name?: string;
}

/** What all events of a calendar are made with. */
export interface Asked {
  wishes: Wishes;
  offsets: Offsets;
  made: number | null;
}
