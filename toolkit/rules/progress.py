"""Rules on how fast anything grows, and how early it may begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean

from toolkit.clockwork import Pieces
from toolkit.dose import ROUNDED, clockwork
from toolkit.library import Library
from toolkit.models import Tissue
from toolkit.problems import count
from toolkit.rules.measure import DAYS, Measure, compared, first_place, minutes_run
from toolkit.rules.rule import rule
from toolkit.schedule import Placed, Schedule, Week


@rule("no-skipped-rung", back=None, whole_weeks=True)
def no_skipped_rung(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A ladder starts no higher than the level may; without impact it climbs at most one rung between loading weeks, else not.

    What is run climbs by its minutes, so of a run only the first time counts, and not where its track has been trained before. An
    easy run no longer than the entry's longest run starts anywhere. A ladder that stands on several days of a week counts at its
    highest rung. Convention.
    """
    limit = library.limit("no-skipped-rung", schedule.variant)
    last: dict[str, int] = {}
    reached: dict[str, int] = {}
    tracks: set[str] = set()
    longest = schedule.entry.longest
    for week in schedule.weeks:
        for name, placed in _highest(week).items():
            rung = placed.workout.rung + 1
            runs = placed.session.mode == "run"
            if name not in last:
                if not (placed.track in tracks or _is_known(placed, schedule, longest)):
                    yield _starts(schedule, week, placed)
            elif runs:
                pass
            elif week.kind == "load":
                words: tuple[object, ...] = (placed.session.title, last[name], rung, limit)
                text = "{} goes from rung {} to rung {}. Climb by {:g} at the most."
                yield Measure(week.number, rung - last[name], limit, text, words, placed.place)
            else:
                text = "{} is at rung {}, above rung {} of the loading weeks. Hold or step down."
                words = (placed.session.title, rung, reached[name])
                yield Measure(week.number, rung, reached[name], text, words, placed.place)
            if week.kind == "load":
                last[name], reached[name] = rung, max(rung, reached.get(name, 0))
        tracks.update(placed.track for _, placed in week.placed() if placed.track)
        longest = max([longest, *(placed.dose.running for _, placed in week.placed() if placed.session.kind == "long")])


def _highest(week: Week) -> dict[str, Placed]:
    """Every session of a week, by its id, at the highest of its rungs."""
    highest: dict[str, Placed] = {}
    for _, placed in week.placed():
        if placed.session.id not in highest or placed.workout.rung > highest[placed.session.id].workout.rung:
            highest[placed.session.id] = placed
    return highest


def _is_known(placed: Placed, schedule: Schedule, longest: float) -> bool:
    """Whether a run is nothing new: an easy one about as long as the longest so far, or at entry trained a track of fast running.

    By how much a run may be longer than the longest is the business of the rule single-run-spike.
    """
    easy = placed.session.kind == "long" or (placed.session.kind == "easy" and placed.dose.running <= longest)
    usual = easy and not placed.dose.hard and bool(placed.session.start.get(schedule.variant.level))
    return usual or (schedule.variant.trained and bool(placed.track))


def _starts(schedule: Schedule, week: Week, placed: Placed) -> Measure:
    """The rung at which a ladder comes in against the highest that the level may start on."""
    level, rung = schedule.variant.level, placed.workout.rung + 1
    start = placed.session.start.get(level, 0)
    text = "{} comes in at rung {}; {} may start at rung {} at most."
    if not start:
        text = "{0} is not offered to {2} runners. List another session."
    return Measure(week.number, rung, start, text, (placed.session.title, rung, level, start), placed.place)


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
    """Loading weeks against the mean of up to three before; the entry stands for the weeks before the plan."""
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
        words = (minutes_run(week), compared(week.running, mean), mean, allowed)
        yield Measure(week.number, week.running, allowed, text, words, first_place(week))
        before.append(week.running)


@rule("single-run-spike", back=30)
def single_run_spike(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No run is much longer than the longest of the last 30 days (source `frandsen_2025`; moderate).

    The entry stands for the days before the plan. Races and trials have a wider limit of their own, and never raise later
    allowances. The first run after 30 days without one has a number of its own.
    """
    percent, also = library.limit("single-run-spike", schedule.variant), library.limits["single-run-spike"].also
    runs = [(day, placed) for day, placed in schedule.placed() if placed.dose.running]
    before = _Before([(day, placed.dose.running) for day, placed in runs if not placed.all_out], also["days"])
    for day, placed in runs:
        longest = max(schedule.entry.longest if day < also["days"] else 0.0, before.most(day))
        allowed = longest * (1 + (also["race"] if placed.all_out else percent) / 100)
        if longest < also["small_below"]:
            allowed = max(allowed, longest + also["small_step"], 0.0 if longest else also["first"])
        minutes = placed.dose.main if placed.session.kind == "race" else placed.dose.running
        text = "the run on {} has {:0} minutes; the longest of the {:g} days before has {:0}. Make it {:0} at most."
        words = (DAYS[day % 7], minutes, also["days"], longest, allowed)
        yield Measure(day // 7 + 1, minutes, allowed, text, words, placed.place)


class _Before:
    """Minutes by day, in the order of the days, and how many days before a day count."""

    def __init__(self, minutes: Sequence[tuple[int, float]], days: float) -> None:
        self.days, self.minutes, self.reach = [day for day, _ in minutes], [most for _, most in minutes], days

    def most(self, day: int) -> float:
        """The most on any of the days before a day; the day itself does not count."""
        first, last = bisect_left(self.days, day - self.reach), bisect_left(self.days, day)
        return max(self.minutes[first:last], default=0.0)


@rule("fast-volume-spike", back=30)
def fast_volume_spike(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No session has much more fast running than the largest of the last 30 days. Convention, by analogy with single runs."""
    percent, also = library.limit("fast-volume-spike", schedule.variant), library.limits["fast-volume-spike"].also
    runs = [(day, placed) for day, placed in schedule.placed() if placed.dose.fast]
    before = _Before([(day, placed.dose.fast) for day, placed in runs if not placed.all_out], also["days"])
    for day, placed in runs:
        if placed.session.kind == "race":
            continue
        most = max(schedule.entry.fast if day < also["days"] else 0.0, before.most(day))
        allowed = max(most * (1 + percent / 100), most + also["step"])
        fast = placed.dose.fast if placed.dose.fast > allowed + ROUNDED else min(placed.dose.fast, allowed)
        text = "{} on {} has {:1} fast minutes; the most of the {:g} days before is {:1}. Make it {:1} at most."
        words = (placed.session.title, DAYS[day % 7], fast, also["days"], most, allowed)
        yield Measure(day // 7 + 1, fast, allowed, text, words, placed.place)


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
            words = (minutes_run(week), last.running, allowed)
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
    reach = library.limits["fast-volume-spike"].also["days"] / 7
    loads: list[tuple[int, float]] = [(0, schedule.entry.fast_week)]
    for week in schedule.weeks:
        if week.kind == "missed":
            loads.append((week.number, week.fast))
        if week.kind != "load":
            continue
        most = max((fast for number, fast in loads if number >= week.number - reach), default=0.0)
        allowed = max(most * (1 + percent / 100), most + also["step"])
        fast = week.fast if week.fast > allowed + ROUNDED * len(week.placed()) else min(week.fast, allowed)
        text = "the week has {:1} fast minutes; the most of the 30 days before is {:1}. Make it {:1} at most."
        yield Measure(week.number, fast, allowed, text, (week.fast, most, allowed), first_place(week))
        loads.append((week.number, week.fast))


@rule("track-step", back=30)
def track_step(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A track's effort grows only where its dose does not, and so at most two of effort, dose and longest piece grow at once.

    They are compared with the largest of the last 30 days; what came before the plan at entry trained is not known. Convention.
    """
    clock = clockwork(library, schedule.variant.level)
    days = library.limits["fast-volume-spike"].also["days"]
    done: dict[str, list[tuple[int, Pieces]]] = {}
    for day, placed in schedule.placed():
        track = library.tracks.get(placed.track)
        if track is None or not track.counts:
            continue
        pieces = clock.pieces(placed.workout.main, track.counts)
        known = [before for earlier, before in done.get(track.id, ()) if day - days <= earlier < day]
        if known and not (schedule.variant.trained and day < days):
            dose, effort = max(before.seconds for before in known), max(before.effort for before in known)
            both = float(pieces.effort > effort and pieces.seconds > dose + ROUNDED * 60)
            text = "{} on {} grows in effort and in minutes at once. Let the effort grow where the minutes do not."
            yield Measure(day // 7 + 1, both, 0.0, text, (placed.session.title, DAYS[day % 7]), placed.place)
        done.setdefault(track.id, []).append((day, pieces))


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
            words = (tissue, load, compared(load, mean), mean, allowed, "hold or shorten easy running")
            yield Measure(week.number, load, allowed, text, words, first_place(week))
        before.append(loads)


@rule("weeks-before-strides", back=None, whole_weeks=True)
def weeks_before_strides(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Strides, and anything else that is fast, begin after enough weeks of easy running. Convention."""
    yield from _begins(schedule, library, "weeks-before-strides", lambda placed: placed.dose.fast > 0, "fast running")


@rule("weeks-before-hard", back=None, whole_weeks=True)
def weeks_before_hard(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Hard sessions begin after enough weeks of the plan. Convention (`runclever_2018` prepared its runners for eight weeks)."""
    yield from _begins(schedule, library, "weeks-before-hard", lambda placed: placed.dose.hard >= 1, "hard running")


@rule("weeks-before-repetitions", back=None, whole_weeks=True)
def weeks_before_repetitions(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Repetitions at mile effort and sprints begin after enough weeks of the plan. Convention."""
    yield from _begins(
        schedule,
        library,
        "weeks-before-repetitions",
        lambda placed: bool({"mile", "sprint"} & placed.dose.efforts.keys()),
        "running at mile effort or quicker",
    )


def _begins(schedule: Schedule, library: Library, rule: str, counts: Callable[[Placed], bool], what: str) -> Iterator[Measure]:
    """The first session that counts, against the weeks that must lie before it."""
    limit = library.limit(rule, schedule.variant)
    if schedule.variant.trained:  # what the last 30 days held counts as weeks of the plan
        limit = max(0.0, limit - library.limits[rule].also.get("trained", limit))
    for day, placed in schedule.placed():
        if counts(placed):
            text = "{} is {} after {} of the plan. Leave {:g} weeks before it."
            words = (placed.session.title, what, count(day // 7, "week"), limit)
            yield Measure(day // 7 + 1, day // 7, limit, text, words, placed.place, least=True)
            return
