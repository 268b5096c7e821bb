"""Rules on how fast loading weeks grow: in minutes, in fast minutes, in new kinds, and in the load on each tissue."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.models import Tissue
from toolkit.rules.measure import Measure, compare, describe_minutes, first_place
from toolkit.rules.rule import rule
from toolkit.schedule import Placed, Schedule, Week


@rule("weekly-ramp", back=None, whole_weeks=True)
def weekly_ramp(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A loading week has little more running than the mean of the three loading weeks before it.

    Weak evidence (`buist_2008`, `fredette_2022`): a warning.
    """
    yield from _ramp(schedule, library, "weekly-ramp")


@rule("weekly-ramp-most", back=None, whole_weeks=True)
def weekly_ramp_most(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """The same measure with the limit that no plan may pass. Source: `nielsen_2014`; weak."""
    yield from _ramp(schedule, library, "weekly-ramp-most")


def _ramp(schedule: Schedule, library: Library, rule: str) -> Iterator[Measure]:
    """Loading weeks against the mean of up to three before; the entry counts for the weeks before the plan."""
    percent, also = library.limit(rule, schedule.variant), library.limits[rule].also
    before: list[float] = [schedule.entry.week]
    for week in schedule.weeks:
        if week.kind != "load":
            continue
        mean = fmean(before[-3:])
        allowed = mean * (1 + percent / 100)
        if mean < also["small_base"]:
            allowed = max(allowed, mean + also["small_base_step"])
        text = "{}, {} the {:0} of the loading weeks before. Make it {:0} at most."
        if not mean:
            text = "{0}, and none in the loading weeks before. Make it {3:0} at most."
        words = (describe_minutes(week), compare(week.running, mean), mean, allowed)
        yield Measure(week.number, week.running, allowed, text, words, first_place(week))
        before.append(week.running)


@rule("new-kind-minutes", back=None, whole_weeks=True)
def new_kind_minutes(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A loading week brings in at most one new kind of quality running, and grows little in minutes when it does.

    Quality is what is fast, moderate or hard. A kind is a track, or a session that the plan lists itself. At entry trained the
    first week holds what was there before. Convention (`runclever_2018`, `daniels_book`).
    """
    percent = library.limit("new-kind-minutes", schedule.variant)
    known: set[str] = set()
    last: Week | None = None
    for week in schedule.weeks:
        if week.kind != "load":
            continue
        quality = {placed.name: placed for _, placed in week.placed() if _is_quality(placed)}
        new = [] if last is None and schedule.variant.trained else [placed for name, placed in quality.items() if name not in known]
        if new:
            titles = " and ".join(placed.session.title for placed in new)
            text = "{} are new in one week. Bring in one at a time."
            yield Measure(week.number, len(new), 1.0, text, (titles,), new[-1].place)
        if new and last is not None:
            allowed = last.running * (1 + percent / 100)
            text = "{} in a week that brings in something new; the last loading week had {:0}. Make it {:0} at most."
            words = (describe_minutes(week), last.running, allowed)
            yield Measure(week.number, week.running, allowed, text, words, first_place(week))
        known.update(quality)
        last = week


def _is_quality(placed: Placed) -> bool:
    """Whether something placed is a run that is more than easy; a long run with some strides is not, whatever its track."""
    if placed.session.kind == "long":
        return placed.dose.hard > 0
    return bool(placed.dose.fast or (placed.dose.running and placed.dose.hard))


@rule("fast-week-step", back=None, whole_weeks=True)
def fast_week_step(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A loading week has little more fast running than the largest one of the last 30 days; the entry counts as one. Convention."""
    percent, also = library.limit("fast-week-step", schedule.variant), library.limits["fast-week-step"].also
    weeks_back = library.limits["fast-volume-spike"].also["days"] / 7
    recent_fast: list[tuple[int, float]] = [(0, schedule.entry.fast_week)]
    for week in schedule.weeks:
        if week.kind == "missed":
            recent_fast.append((week.number, week.fast))
        if week.kind != "load":
            continue
        most = max((fast for number, fast in recent_fast if number >= week.number - weeks_back), default=0.0)
        allowed = max(most * (1 + percent / 100), most + also["step"])
        fast = week.fast if week.fast > allowed + ROUNDED * len(week.placed()) else min(week.fast, allowed)
        text = "the week has {:1} fast minutes; the most of the 30 days before is {:1}. Make it {:1} at most."
        yield Measure(week.number, fast, allowed, text, (week.fast, most, allowed), first_place(week))
        recent_fast.append((week.number, week.fast))


@rule("tissue-load", back=None, whole_weeks=True)
def tissue_load(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No tissue is loaded much more in a loading week than in the three before it on average. Convention."""
    percent, also = library.limit("tissue-load", schedule.variant), library.limits["tissue-load"].also
    before: list[dict[Tissue, float]] = []
    for week in schedule.weeks:
        if week.kind != "load":
            continue
        loads = week.tissues
        for tissue, load in loads.items() if before else ():
            mean = fmean(earlier.get(tissue, 0.0) for earlier in before[-3:])
            allowed = max(mean * (1 + percent / 100), mean + also["small_base_step"] if mean < also["small_base"] else 0.0)
            text = "the load on the {} is {:0}, {} the {:0} of the loading weeks before. Make it {:0} at most: {}."
            if not mean:
                text = "the load on the {0} is {1:0}, and nothing in the loading weeks before. Make it {4:0} at most: {5}."
            words = (tissue, load, compare(load, mean), mean, allowed, "hold or shorten easy running")
            yield Measure(week.number, load, allowed, text, words, first_place(week))
        before.append(loads)
