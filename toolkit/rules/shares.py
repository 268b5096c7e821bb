"""Rules on one session: its warm-up, and its share of the week."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit import notation
from toolkit.clockwork import FAST, Clockwork
from toolkit.dose import EFFORT_GROUPS, Workout, contacts
from toolkit.library import Library
from toolkit.rounding import add
from toolkit.rules.measure import DAY_NAMES, Measure, first_place
from toolkit.rules.rule import rule
from toolkit.schedule import Schedule


@rule("warm-up-before-fast", whole_weeks=True)
def warm_up_before_fast(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Enough minutes of easy running, mobility and drills lie before anything fast; more before sprints.

    What was run earlier on the same day counts.

    Sources: `fradkin_2010`, `jeffreys_2007`; the minutes are convention.
    """
    limit = library.limit("warm-up-before-fast", schedule.variant)
    sprint = library.limits["warm-up-before-fast"].also["sprint"]
    for week in schedule.weeks:
        run_today: dict[int, int] = {}
        for weekday, placed in week.placed():
            seconds = placed.dose.before_fast_seconds
            earlier = run_today.get(weekday, 0)
            run_today[weekday] = earlier + placed.dose.running_seconds
            if seconds is None:
                continue
            before = (earlier + seconds) / 60
            least = max(limit, sprint) if "sprint" in placed.dose.efforts else limit
            text = "{} on {} has {:0} minutes of warm-up before it is fast. Give it a warm_up, or an easy start, of {:g}."
            words = (placed.session.title, DAY_NAMES[weekday], before, least)
            yield Measure(week.number, before, least, text, words, placed.place, least=True)


@rule("static-stretch", whole_weeks=True)
def static_stretch(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No static stretch before fast running lasts long (source `behm_2016`).

    A static stretch is a mobility exercise that is held for a time, not counted.
    """
    limit = library.limit("static-stretch", schedule.variant)
    known: dict[tuple[str, int], list[tuple[str, float]]] = {}
    """By session and rung, since most are in many weeks."""
    for week in schedule.weeks:
        for weekday, placed in week.placed():
            if not placed.dose.fast:
                continue
            key = (placed.session.id, placed.workout.rung)
            if key not in known:
                known[key] = list(_stretches(placed.workout, library, schedule.clock))
            for title, seconds in known[key]:
                text = "{} is held for {:0} seconds before fast running on {}. Hold {:g} at most."
                yield Measure(week.number, seconds, limit, text, (title, seconds, DAY_NAMES[weekday], limit), placed.place)


def _stretches(done: Workout, library: Library, clock: Clockwork) -> Iterator[tuple[str, float]]:
    """Every stretch that is held before the first fast step, with the seconds on one side."""
    for step in _before_fast(done):
        exercise = library.exercises.get(step.exercise or "")
        if exercise and exercise.kind == "mobility" and step.amount and step.amount.unit == "s":
            yield exercise.title, clock.seconds(step) / (2 if step.each else 1)


def _before_fast(done: Workout) -> Iterator[notation.Step]:
    """Every step that is done before the first fast one."""
    yield from notation.unfold(done.warm_up_steps)
    for step in notation.unfold(done.main_steps):
        if step.effort in FAST:
            return
        yield step


@rule("plyometric-contacts", whole_weeks=True)
def plyometric_contacts(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A session of jumping has few enough foot contacts, and a week few enough such sessions. Convention (`engeroff_2023`)."""
    limit = library.limit("plyometric-contacts", schedule.variant)
    sessions = library.limits["plyometric-contacts"].also["sessions"]
    known: dict[tuple[str, int], float] = {}
    """By session and rung, since most are in many weeks."""
    for week in schedule.weeks:
        jumping = 0
        for weekday, placed in week.placed():
            done = placed.workout
            key = (done.session.id, done.rung)
            if key not in known:
                known[key] = contacts(library, done.warm_up_steps) + contacts(library, done.main_steps)
            if landed := known[key]:
                jumping += 1
                words = (placed.session.title, DAY_NAMES[weekday], landed, limit)
                yield Measure(week.number, landed, limit, "{} on {} has {:0} contacts. Make it {:g} at most.", words, placed.place)
                text = "{} sessions of jumping in one week. Make it {:g} at most."
                yield Measure(week.number, jumping, sessions, text, (jumping, sessions), placed.place)


@rule("fast-share", whole_weeks=True)
def fast_share(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Fast running is a small share of the week's running time (sources `seiler_2010`, `rosenblat_2025`, `festa_2020`)."""
    limit = library.limit("fast-share", schedule.variant)
    for week in schedule.weeks:
        if week.kind == "load" and week.running:
            share = 100 * week.fast / week.running
            text = "{:1} of {:0} minutes are fast, {:1} %. Make it {:g} % at most."
            yield Measure(week.number, share, limit, text, (week.fast, week.running, share, limit), first_place(week))


@rule("threshold-share", whole_weeks=True)
def threshold_share(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """One session holds a limited share of the week at threshold effort (source `daniels_book`)."""
    yield from _share(schedule, library, "threshold-share", "threshold effort")


@rule("vo2max-share", whole_weeks=True)
def vo2max_share(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """One session holds a limited share of the week at 10 km and 5 km effort (source `daniels_book`)."""
    yield from _share(schedule, library, "vo2max-share", "10 km or 5 km effort")


@rule("repetition-share", whole_weeks=True)
def repetition_share(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """One session holds a limited share of the week in strides, at mile effort and in sprints (source `daniels_book`)."""
    yield from _share(schedule, library, "repetition-share", "mile effort or quicker")


def _share(schedule: Schedule, library: Library, rule: str, what: str) -> Iterator[Measure]:
    """Fast minutes of one session against the larger of the share and the floor; loading weeks only."""
    limit, floor = library.limit(rule, schedule.variant), library.limits[rule].also["floor"]
    for week in schedule.weeks:
        for weekday, placed in week.placed() if week.kind == "load" else ():
            minutes = add(placed.dose.effort_seconds.get(effort, 0) for effort in EFFORT_GROUPS[rule]) / 60
            if minutes:
                most = max(week.running * limit / 100, floor)
                text, words = (
                    "{} on {} has {:1} minutes at {}. Make it {:1} at most.",
                    (placed.session.title, DAY_NAMES[weekday], minutes, what, most),
                )
                yield Measure(week.number, minutes, most, text, words, placed.place)


@rule("long-run-share", whole_weeks=True)
def long_run_share(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The longest run, a race apart, is a limited share of a loading week; more where runs are few (source `daniels_book`)."""
    also = library.limits["long-run-share"].also
    for week in schedule.weeks:
        runs = [(weekday, placed) for weekday, placed in week.placed() if placed.dose.running and placed.session.kind != "race"]
        if week.kind != "load" or not runs:
            continue
        days = len({weekday for weekday, _ in runs})
        limit = library.limit("long-run-share", schedule.variant)
        limit = also["three_runs"] if days <= 3 else also["four_runs"] if days == 4 else limit
        if schedule.plan.race == "half-marathon":
            limit = max(limit, also["half"])
        weekday, longest = max(runs, key=lambda run: run[1].dose.running)
        share = 100 * longest.dose.running / week.running
        text = "the run on {} is {:1} % of the week’s running. Make it {:g} % at most."
        yield Measure(week.number, share, limit, text, (DAY_NAMES[weekday], share, limit), longest.place)
