"""Plans and sessions as plain text of at most 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import WEEKDAYS, Level, Plan, Season, Session, Variant
from toolkit.notation import Steps
from toolkit.problems import count
from toolkit.rounding import fixed
from toolkit.schedule import Placed, Schedule, Week
from toolkit.text import dates, units
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text.wrapping import TERMINAL_WIDTH, indent, wrap

NO_WEEK = 0
"""The number under which notes are that belong to no week."""
Notes = Mapping[int, Sequence[str]]
"""What to say below weeks, by their numbers."""


def plan_text(schedule: Schedule, library: Library, only: int | None = None, notes: Notes = MappingProxyType({})) -> str:
    """A plan week by week, or only one of its weeks (counted from 1), each with its notes; those of no week come first."""
    plan, entry = schedule.plan, schedule.entry
    lines = [f"{plan.title} · {words.short_variant(schedule.variant)}", ""]
    stepped = by_steps.sessions_by_steps(plan, library)
    for said in by_steps.first_of_plan(plan, library):
        lines += textwrap.wrap(said, TERMINAL_WIDTH)
    lines += textwrap.wrap(plan.summary, TERMINAL_WIDTH)
    lines += textwrap.wrap(f"Expects of your last 30 days: {words.expected(entry)}.", TERMINAL_WIDTH)
    lines += _noted(notes.get(NO_WEEK, ()))
    for session in stepped:
        lines += ["", session.title, *_stepped(session, library)]
    for week in schedule.weeks:
        if only in (None, week.number):
            lines += ["", *_week(schedule, week, library), *_noted(notes.get(week.number, ()))]
    return "\n".join(lines)


def _noted(notes: Sequence[str]) -> Iterator[str]:
    """Notes, each behind a mark that no other line has."""
    for note in notes:
        yield from wrap(note, "  ! ", "    ")


def season_text(season: Season, parts: Sequence[Schedule], library: Library, start: date) -> str:
    """A season that starts on a Monday: when each plan begins and ends, and every week in a line."""
    variant, entry = parts[0].variant, parts[0].entry
    lines = [f"{season.title} · {words.short_variant(variant)}", "", *textwrap.wrap(season.summary, TERMINAL_WIDTH)]
    lines += textwrap.wrap(f"Expects of your last 30 days: {words.expected(entry)}.", TERMINAL_WIDTH)
    monday = start
    for number, part in enumerate(parts, start=1):
        last = monday + timedelta(weeks=len(part.weeks), days=-1)
        lines += ["", f"{part.plan.title} · {monday} to {last} · day by day with --part {number}"]
        for week in part.weeks:
            kind = words.WEEK_KIND_WORDS[week.kind]
            race = f" · race on {monday + timedelta(days=part.race_weekday or 0)}" if week.kind == "race" else ""
            said = f"{units.minutes(week.running)} of running, {fixed(week.fast, 1)} fast, hard units {week.hard:g}"
            lines.append(f"  {monday}  week {week.number:2}  {said}{f' · {kind}' if kind and not race else ''}{race}")
            monday += timedelta(weeks=1)
    return "\n".join(lines)


def missed_text(plan: Plan, library: Library, days: int, rewritten: Schedule | None, week: int, *, fever: bool) -> str:
    """What to do after days without running: the advice, and the weeks from `week` to the race or the end."""
    step = library.missed.step(days)
    lines = textwrap.wrap(f"{plan.title}: {count(days, 'day')} missed, running again in week {week}.", TERMINAL_WIDTH)
    lines += ["", *textwrap.wrap(step.advice, TERMINAL_WIDTH)]
    if fever:
        lines += textwrap.wrap(library.missed.fever, TERMINAL_WIDTH)
    for one in rewritten.weeks if rewritten else ():
        if one.number >= week and one.kind != "recovery":
            lines += ["", *_week(rewritten, one, library)] if rewritten else []
    return "\n".join(lines)


def _week(schedule: Schedule, week: Week, library: Library) -> Iterator[str]:
    kind = f" · {words.WEEK_KIND_WORDS[week.kind]}" if words.WEEK_KIND_WORDS[week.kind] else ""
    phase = "" if week.kind == "race" else f" · {schedule.plan.phase(week.phase).name}"
    yield f"Week {week.number}{phase}{kind}"
    running, fast = units.minutes(week.running), fixed(week.fast, 1)
    yield f"  {running} of running, {fast} fast, hard units {week.hard:g}, impact {week.impact} of 5"
    loads = ", ".join(f"{words.PART_NAMES[tissue]} {fixed(load)}" for tissue, load in sorted(week.tissues.items()))
    yield from indent(f"tissue load: {loads}", 2) if loads else ()
    for weekday, placed in enumerate(week.days):
        name = dates.WEEKDAY_NAMES[WEEKDAYS[weekday]][:3]
        if not placed:
            yield f"  {name}  rest"
        for number, one in enumerate(placed):
            yield from _placed("   " if number else name, one, library)


def _placed(day: str, placed: Placed, library: Library) -> Iterator[str]:
    """One session of a day: how hard, how long, what, and the dose below it."""
    if placed.session.by_steps:
        yield f"  {day}  {words.hard_word(placed.session, placed.dose.hard):8} {by_steps.YOURS}  {placed.session.title}"
        return
    change = f" ({said})" if (said := words.change(placed)) else ""
    hard = words.hard_word(placed.session, placed.dose.hard)
    yield f"  {day}  {hard:8} {fixed(placed.dose.minutes):>3} min  {placed.session.title}{change}"
    yield from indent(words.sentence(placed.workout.main_steps, words.titles(library)), 26)


def _stepped(session: Session, library: Library) -> Iterator[str]:
    """The steps of a session by steps by their numbers, and when to go on, to repeat one, to go one back, and to stop."""
    say = words.titles(library)
    for number, said in enumerate(by_steps.numbered(session, lambda steps: words.sentence(steps, say)), start=1):
        yield from indent(f"{number}. {said}", 2)
    yield from _rules(session)


def _rules(session: Session) -> Iterator[str]:
    """When to go on, to repeat a step, to go one back, and to stop."""
    for heading, rule in by_steps.step_rules(session):
        yield from indent(f"{heading}: {rule}", 2)


def session_text(session: Session, library: Library, variant: Variant) -> str:
    """A session for a level: warm-up, every rung, cool-down and easier options."""
    doses = Doses(library)
    done = doses.workout(variant, session, session.start[variant.level] - 1)
    clock = doses.clockwork(variant.level)
    lines = [*_what_it_is(session, doses, variant.level), ""]
    if session.by_steps:
        lines += [*indent(by_steps.clinician_line(session), 0), *_rules(session), ""]
    if done.warm_up:
        lines += _named(f"Warm-up, {units.minutes(clock.minutes(done.warm_up_steps))}", done.warm_up_steps, library)
    lines += _ladder(session, doses, variant)
    if done.cool_down:
        lines += _named(f"Cool-down, {units.minutes(clock.minutes(done.cool_down_steps))}", done.cool_down_steps, library)
    return "\n".join([*lines, "", *_on_the_day(session, doses, variant)])


def _what_it_is(session: Session, doses: Doses, level: Level) -> Iterator[str]:
    """How hard a session is, what it is for, what it needs, and what follows it."""
    yield f"{session.title} · {words.hard_rungs(session, doses.hard_units(level, session)).lower()} · {level}"
    yield ""
    yield from textwrap.wrap(session.summary, TERMINAL_WIDTH)
    for need in session.needs:
        slope = f" of {words.slope(session)}" if need == "hill" else ""
        yield from indent(f"Needs {doses.library.needs[need].title}{slope}; without it: {doses.library.needs[need].without}.", 0)
    if session.after:
        yield f"Straight after: {doses.library.sessions[session.after].title}."


def _ladder(session: Session, doses: Doses, variant: Variant) -> Iterator[str]:
    """Every rung of a session with its minutes in all, and its gate, if it has one."""
    first = session.start[variant.level] - 1
    name = "Step" if session.by_steps else "Rung"
    for rung, steps in enumerate(session.rungs):
        dose = doses.workout(variant, session, rung).dose
        fast = f", {fixed(dose.fast, 1)} fast" if dose.fast else ""
        mark = "  <- start here at the highest" if rung == first and len(session.rungs) > 1 and not session.by_steps else ""
        yield f"{name} {rung + 1}: {units.minutes(dose.minutes)} in all{fast}{mark}"
        yield from indent(words.sentence(steps, words.titles(doses.library)), 4)
        yield from indent(session.gates.get(rung + 1, ""), 4)


def _on_the_day(session: Session, doses: Doses, variant: Variant) -> Iterator[str]:
    """Cues, what to do instead on a tired or a sore day, when not to do a session, and when to stop."""
    library = doses.library
    yield from indent(f"Cues: {', '.join(library.cues[cue].text for cue in session.cues)}.", 0)
    tired = doses.find_easier(variant, doses.workout(variant, session, session.start[variant.level] - 1))
    if tired:
        yield from indent(f"Tired: {tired.session.title}, {words.sentence(tired.main_steps, words.titles(library))}.", 0)
    if session.equivalent:
        yield from indent(f"Sore: the same minutes and efforts {words.without_impact(session)}.", 0)
    yield from indent(f"Not with: {session.avoid.rstrip('.')}.", 0)
    yield from indent(f"{library.readiness.pain} {library.readiness.emergency}", 0)


def _named(title: str, steps: Steps, library: Library) -> list[str]:
    return [title, *indent(words.sentence(steps, words.titles(library)), 4)]
