"""What a calendar says of a day: a title of one line, and a text that stands alone at the track, without a signal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.dose import Workout, clockwork, easier
from toolkit.feeds import addresses
from toolkit.library import Library
from toolkit.models import HABITS, WEEKDAYS, Habit, Mode, Plan, Session, Variant
from toolkit.notation import Repeat
from toolkit.rounding import add
from toolkit.schedule import Placed, Schedule, Week, entry_of
from toolkit.text import dates, units
from toolkit.text import english as words
from toolkit.text import steps as by_steps

MOST_TITLE = 120
"""Characters of a title (the calendar contract)."""
MOST_TEXT = 2048
"""Bytes of a text (the calendar contract)."""
DAYS_BACK = 30
"""The days before a plan that its entry speaks of."""
MOST_CUES = 2
"""Nobody thinks of more while running; the page has the others."""
ENOUGH = 30
"""Characters that an aim or a purpose has at least, where there is more to say."""
BY: Mapping[Mode, str] = {"march": "marching", "row": "rowing", "ski": "ski machine", "swim": "swimming"}
"""By what means something is done without impact, where the mode’s own word does not say it."""

_UNSAFE = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\\\\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text; an empty one parts paragraphs."""

    text: str
    spare: bool = False
    """Whether it may go where the text is too long."""
    fixed: bool = False
    """Whether it stays whole however long the text is: a sign to stop, when not to do it, the link."""


GAP = Line("")
CUT = " …"
"""How a line ends that was cut."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day with sessions, and what a calendar has to say of it besides them."""

    day: int
    """Counted from the plan's first Monday as 0."""
    week: Week
    placed: tuple[Placed, ...]
    count: int
    """Which time in its week the first of its sessions is the first of a day, from 1."""
    other_days: tuple[int, ...] = ()
    """The weekdays of its week (Monday 0) with which the day may change places."""
    opens_week: bool = False
    opens_plan: bool = False
    ends_plan: bool = False
    films: bool = False
    """Whether it is the first easy run of a week in which one looks at one's own running."""

    @property
    def strains(self) -> bool:
        """Whether heart and breath have work to do, as in all but mobility."""
        return any(one.session.mode != "mobility" for one in self.placed)


def title(placed: Sequence[Placed]) -> str:
    """How hard and how long, then what: `Hard · 48 min · Minutes 4×1 min`; at most 120 characters.

    With steps of a comeback nobody knows how long: `Easy · your step · Back from a calf strain`.
    """
    stepped = any(one.session.by_steps for one in placed)
    total = by_steps.YOURS if stepped else units.minutes(add(one.dose.seconds for one in placed) / 60)
    names = [
        one.session.title if one.session.by_steps else f"{one.session.title} {words.short(one.workout.main)}".strip()
        for one in placed
    ]
    said = safe(f"{_how_hard(placed)} · {total} · {' + '.join(names)}")
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"


def kinds(placed: Sequence[Placed]) -> list[str]:
    """How hard a day is and what it is for, as categories: `Hard`, `VO2max`, `Strength`."""
    said = [_how_hard(placed), *(words.label(one.session.objective) for one in placed)]
    return [safe(kind) for kind in dict.fromkeys(said)]


def _how_hard(placed: Sequence[Placed]) -> str:
    """How hard a day is, by the hardest of its sessions; of equally hard ones by a run, else by the first."""
    first = max(placed, key=lambda one: (one.dose.hard, one.session.mode == "run"))
    return words.hard_word(first.session, first.dose.hard)


def link(occasion: Occasion, schedule: Schedule, site: str) -> str:
    """The address of a day: the rung of its first session, on a site."""
    return f"{site}{addresses.rung(occasion.placed[0].workout, schedule.variant.level)}"


def lines(occasion: Occasion, schedule: Schedule, library: Library, site: str) -> list[Line]:
    """The text of a day: the main set first, or for steps of a comeback who asks a clinician first; and the link last.

    `site` is the address of the site, with a slash at its end.
    """
    first = by_steps.clinician_first(one.session for one in occasion.placed)
    if occasion.opens_plan:
        first = first or by_steps.first_of_plan(schedule.plan, library)
    said = [Line(text, fixed=True) for text in first]
    for number, one in enumerate(occasion.placed):
        session = _steps if one.session.by_steps else _session
        said += session(one, schedule, library, second=number > 0)
    said += [GAP, Line(library.readiness.pain, fixed=True)]
    if occasion.strains:
        said.append(Line(library.readiness.emergency, fixed=True))
    said += [Line(_other_days(occasion)), GAP, Line(_week(occasion, schedule))]
    if occasion.opens_week:
        said += _first_of_week(occasion, schedule, library)
    said += [Line(one, spare=True) for one in _films(occasion, library, site)]
    if occasion.ends_plan:
        said += _next(schedule, library)
    if occasion.opens_plan:
        said += [GAP, Line(f"Before you start: {library.readiness.health_check}", fixed=True)]
        said.append(Line(library.readiness.bone, fixed=True))
    return [*said, GAP, Line(link(occasion, schedule, site), fixed=True)]


def text(said: Sequence[Line]) -> str:
    """Lines as one text that every calendar program shows alike; of one too long, what is spare goes first, then ends of lines.

    Fixed lines stay whole. Where they alone are too long, so is the text: iCalendar sets no limit, ours is for easy reading, and
    half a sign to stop is worse than a long text.
    """
    kept = list(said)
    while (over := len((whole := safe("\n".join(line.text for line in kept))).encode()) - MOST_TEXT) > 0:
        spare = [number for number, line in enumerate(kept) if line.spare and not line.fixed]
        if spare:
            del kept[spare[-1]]
            continue
        encoded = [b"" if line.fixed else safe(line.text).encode() for line in kept]
        longest = max(range(len(kept)), key=lambda number: len(encoded[number]))
        if len(encoded[longest]) <= len(CUT.encode()):
            break
        left = encoded[longest][: max(0, len(encoded[longest]) - over - len(CUT.encode()))]
        kept[longest] = Line(f"{left.decode(errors='ignore').rstrip()}{CUT}".strip())
    return whole


def _session(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[Line]:
    """The lines of one session: what to do, what for, what before and after, and what instead."""
    done, session, exercise = placed.workout, placed.session, words.titles(library)
    clock = clockwork(library, schedule.variant.level)
    if second:
        yield GAP
        yield Line(f"Then {session.title}, {units.minutes(placed.dose.minutes)}:")
    yield Line(words.sentence(done.main, exercise))
    if schedule.is_optional(placed):
        yield Line("Optional: leave it out if you like.")
    if not second:
        yield Line(f"Aim: {opening(session.summary)}")
    if session.surface:
        yield Line(f"Surface, best first: {', '.join(session.surface)}.")
    for name, steps in (("Warm-up", done.warm_up_steps), ("Cool-down", done.cool_down_steps)):
        if steps:
            yield Line(f"{name}, {units.minutes(clock.minutes(steps))}: {words.sentence(steps, exercise)}")
    if second:
        yield Line("Tired or sore: leave this out.")
    else:
        yield Line(f"Cues: {' · '.join(library.cues[cue].text for cue in session.cues[:MOST_CUES])}", spare=True)
    if session.kind == "race":
        yield Line(library.missed.race)
    if not second and session.kind != "race":  # one races as written, or not at all
        yield from _instead(placed, schedule, library)
    if not second and has_a_step_lower(placed):
        yield Line("Last one not finished as written? Do the last one that you did finish, a step lower, instead of this.")
    yield Line(f"Not with: {session.avoid.rstrip('.')}.", fixed=True)


def _steps(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[Line]:
    """The lines of a session by steps: every step by its number, when to go on, to repeat one or go one back, and what instead."""
    session, exercise = placed.session, words.titles(library)
    if second:
        yield GAP
        yield Line(f"Then {session.title}, {by_steps.YOURS}:")
    (yours, what), *rules = by_steps.rules(session)
    yield Line(f"{yours}: {what}", fixed=True)
    for number, said in enumerate(by_steps.numbered(session, lambda steps: words.sentence(steps, exercise)), start=1):
        yield Line(f"{number}. {said}", fixed=True)
    for heading, rule in rules:
        yield Line(f"{heading}: {rule}", fixed=True)
    if not second:
        yield Line(f"Aim: {opening(session.summary)}", spare=True)
        yield Line(f"Cues: {' · '.join(library.cues[cue].text for cue in session.cues[:MOST_CUES])}", spare=True)
        yield from _instead(placed, schedule, library)


def has_a_step_lower(placed: Placed) -> bool:
    """Whether somebody who did not finish the last one is to do less: on quality days, the first of a kind and tests apart."""
    session = placed.session
    return placed.is_quality and placed.change != "new" and not session.touch and session.objective not in ("race", "test")


def _instead(placed: Placed, schedule: Schedule, library: Library) -> Iterator[Line]:
    """The options for a tired and for a sore day."""
    done, session = placed.workout, placed.session
    tired = easier(library, schedule.variant, session, done.rung)
    if tired:
        yield Line(f"Tired: {_tired(tired, session, words.titles(library))}")
    if not session.equivalent:
        yield Line("Sore: only what does not hurt.")
    else:
        yield Line(f"Sore (3–5 of 10): the same minutes by {words.one_of([BY.get(mode, mode) for mode in session.equivalent])}.")


def _tired(done: Workout, instead_of: Session, exercise: words.Say) -> str:
    """What to do on a tired day, complete in itself; of a mobility circuit one round, by name where the day has the same."""
    steps, share = done.main, ""
    if done.session.mode == "mobility" and words.rounds(steps) and isinstance(circuit := steps[0], Repeat):
        steps, share = circuit.steps, "one round"
    if done.session.id == instead_of.id:
        return share or words.sentence(steps, exercise)
    said, title = words.sentence(steps, exercise), done.session.title
    return said if said.startswith(title) else f"{title}{f', {share}: ' if share else ', '}{said}"


def _other_days(occasion: Occasion) -> str:
    """On which other days of the week this may be done."""
    if len(occasion.other_days) == 6:
        return "Other days: any."
    names = [dates.WEEKDAY_NAMES[WEEKDAYS[day]][:3] for day in occasion.other_days]
    return f"Other days: {' '.join(names) or 'none'}."


def _week(occasion: Occasion, schedule: Schedule) -> str:
    """Where in the plan this is: `Week 5 of 16`, and on its first day `Week 8 of 16 · Building, reset week`."""
    week, kind = occasion.week, words.WEEK_KIND_WORDS[occasion.week.kind]
    name = schedule.plan.phase(week.phase).name if occasion.opens_week and week.kind != "race" else ""
    said = words.label(", ".join(part for part in (name, kind) if part))
    return f"Week {week.number} of {len(schedule.weeks)}{f' · {said}' if said else ''}"


def _first_of_week(occasion: Occasion, schedule: Schedule, library: Library) -> Iterator[Line]:
    """What the week is for, and what to do after missed days."""
    if occasion.week.kind == "reset" and (habit := habit_of(occasion.week, library)):
        yield Line(f"A habit for this week: {habit.title}. {opening(habit.summary)}")
    purpose = words.WEEK_PURPOSES.get(occasion.week.kind) or schedule.plan.phase(occasion.week.phase).purpose
    yield Line(opening(purpose))
    if schedule.plan.beside:
        yield Line(schedule.plan.beside)
    stepped = bool(by_steps.sessions_by_steps(schedule.plan, library))
    if stepped:
        yield Line(by_steps.MISSED)
    else:
        yield Line(_missed(occasion.week, schedule, library), spare=True)  # the plan's page says it too
        if occasion.week.kind == "load" and occasion.week.running:
            yield Line(library.missed.thin, spare=True)


def habit_of(week: Week, library: Library) -> Habit | None:
    """The recovery habit that a reset week names: those that fit take turns by the number of the week. Convention."""
    fitting = [habit for habit in library.habits.values() if habit.in_resets]
    fitting.sort(key=lambda habit: (HABITS.index(habit.kind), habit.id))
    return fitting[week.number % len(fitting)] if fitting else None


def _films(occasion: Occasion, library: Library, site: str) -> Iterator[str]:
    """What one looks at on an easy run, in some weeks only."""
    if occasion.films:
        for assessment in library.assessments.values():
            if assessment.in_plans:
                yield f"Film yourself on this run, if you like: {site}assessments/{assessment.id}/"


def _next(schedule: Schedule, library: Library) -> Iterator[Line]:
    """What follows the plan, at which entry, and when to start it."""
    following = schedule.plan.next
    if following is None:
        return
    plan, variant = library.plans[following.plan], schedule.variant
    offered = [one for one in plan.variants if one.fresh == variant.fresh]
    entry = next((one for one in offered if one.trained and has_run_fast(schedule, plan, one)), offered[0] if offered else None)
    said = f", {words.short_variant(entry)}" if entry else ""
    word = f", entry {entry.entry}" if entry and not entry.trained else ""
    yield GAP
    yield Line(f"This plan ends here. What next: {plan.title}{said}{word}. {following.because}")
    yield Line("Start it next Monday, if your last month was as it expects. Unsubscribe from this calendar then.")


def has_run_fast(schedule: Schedule, plan: Plan, variant: Variant) -> bool:
    """Whether the last 30 days of a schedule held what another plan expects of somebody trained: as much fast in one session.

    Races and trials count for nothing, as in all allowances.
    """
    last = 7 * len(schedule.weeks)
    done = [one.dose.fast for day, one in schedule.placed() if last - DAYS_BACK <= day and not one.all_out]
    return max(done, default=0.0) >= entry_of(plan, variant).fast


def _missed(week: Week, schedule: Schedule, library: Library) -> str:
    """What to do after missed days, in brief; where there is no way back in this plan, the plan's page has to say it."""
    stuck = week.kind in ("race", "recovery") or not schedule.weeks[0].running
    steps = [step for step in library.missed.steps if step.brief and not (step.back and (stuck or week.number <= step.back))]
    if not steps:
        return "Missed days, or a fever: see the plan’s page."
    return f"Missed {'; '.join(f'{step.said}: {step.brief}' for step in steps)}; more, or a fever: see the plan’s page."


def opening(text: str) -> str:
    """A text up to its first full stop that leaves enough said."""
    found = re.match(rf".{{{ENOUGH},}}?[.!?](?=\s|$)", text, re.DOTALL)
    return found[0] if found else text


def safe(text: str) -> str:
    """Text that every reader decodes alike: composed (NFC), with line feeds only, no control or bidi characters, no backslashes."""
    return _UNSAFE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))
