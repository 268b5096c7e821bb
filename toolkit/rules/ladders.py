"""Rules on ladders: where they begin, how they climb, and how often the same main set comes."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.library import Library
from toolkit.rules.measure import Measure
from toolkit.rules.rule import rule
from toolkit.schedule import Placed, Schedule, Week


@rule("no-skipped-rung", back=None, whole_weeks=True)
def no_skipped_rung(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A ladder starts no higher than the level may; without impact it climbs at most one rung between loading weeks, else not.

    What is run climbs by its minutes, so of a run only the first time counts, and not where its track has been trained before. An
    easy run no longer than the entry's longest run starts anywhere. A ladder that is on several days of a week counts at its
    highest rung. Convention.
    """
    limit = library.limit("no-skipped-rung", schedule.variant)
    last: dict[str, int] = {}
    highest: dict[str, int] = {}
    tracks: set[str] = set()
    longest = schedule.entry.longest
    for week in schedule.weeks:
        for name, placed in _highest(week).items():
            if name not in last:
                if not (placed.track in tracks or _is_familiar(placed, schedule, longest)):
                    yield _measure_start(schedule, week, placed)
            elif placed.session.mode != "run":
                climbs = week.kind == "load"
                yield _measure_climb(week, placed, last[name], limit) if climbs else _measure_hold(week, placed, highest[name])
            if week.kind == "load":
                last[name] = placed.workout.rung + 1
                highest[name] = max(last[name], highest.get(name, 0))
        tracks.update(placed.track for _, placed in week.placed() if placed.track)
        longest = max([longest, *(placed.dose.running for _, placed in week.placed() if placed.session.kind == "long")])


def _highest(week: Week) -> dict[str, Placed]:
    """Every session of a week, by its id, at the highest of its rungs."""
    highest: dict[str, Placed] = {}
    for _, placed in week.placed():
        if placed.session.id not in highest or placed.workout.rung > highest[placed.session.id].workout.rung:
            highest[placed.session.id] = placed
    return highest


def _is_familiar(placed: Placed, schedule: Schedule, longest: float) -> bool:
    """Whether a run is nothing new: an easy one about as long as the longest so far, or at entry trained a track of fast running.

    The rule single-run-spike judges by how much a run may be longer than the longest.
    """
    easy = placed.session.kind == "long" or (placed.session.kind == "easy" and placed.dose.running <= longest)
    usual = easy and not placed.dose.hard and bool(placed.session.start.get(schedule.variant.level))
    return usual or (schedule.variant.trained and bool(placed.track))


def _measure_start(schedule: Schedule, week: Week, placed: Placed) -> Measure:
    """The rung at which a ladder comes in against the highest that the level may start on."""
    level, rung = schedule.variant.level, placed.workout.rung + 1
    start = placed.session.start.get(level, 0)
    text = "{} comes in at rung {}; {} may start at rung {} at most."
    if not start:
        text = "{0} is not offered to {2} runners. List another session."
    return Measure(week.number, rung, start, text, (placed.session.title, rung, level, start), placed.place)


def _measure_climb(week: Week, placed: Placed, last: int, limit: float) -> Measure:
    """The rungs by which a ladder climbs in a loading week against the limit."""
    rung = placed.workout.rung + 1
    words = (placed.session.title, last, rung, limit)
    return Measure(
        week.number, rung - last, limit, "{} goes from rung {} to rung {}. Climb by {:g} at the most.", words, placed.place
    )


def _measure_hold(week: Week, placed: Placed, highest: int) -> Measure:
    """The rung of a ladder in a lighter week against the highest of the loading weeks."""
    rung = placed.workout.rung + 1
    text = "{} is at rung {}, above rung {} of the loading weeks. Hold or step down."
    return Measure(week.number, rung, highest, text, (placed.session.title, rung, highest), placed.place)


@rule("same-main-set", back=None, whole_weeks=True)
def same_main_set(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The main set of a moderate or hard day comes in few loading weeks of a plan, or of a round if it repeats. Convention."""
    limit = library.limit("same-main-set", schedule.variant)
    weeks: dict[tuple[int, str, int], int] = {}
    for week in schedule.weeks:
        if week.kind != "load":
            continue
        sets = {(one.session.id, one.workout.rung): one for _, one in week.placed() if one.dose.running and one.dose.hard}
        for name, placed in sets.items():
            key = (schedule.plan.rounds_before(week.number, schedule.variant), *name)
            weeks[key] = weeks.get(key, 0) + 1
            text = "{} has the same main set in {} loading weeks. Make it {:g} at most: let sessions take turns in a track."
            words = (placed.session.title, weeks[key], limit)
            yield Measure(week.number, weeks[key], limit, text, words, placed.place)
