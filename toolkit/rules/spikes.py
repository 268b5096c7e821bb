"""Rules on what follows the last 30 days: single runs, fast running, and the steps of a track."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.clockwork import Pieces
from toolkit.dose import ROUNDED
from toolkit.library import Library
from toolkit.rules.measure import DAY_NAMES, Measure
from toolkit.rules.rule import rule
from toolkit.rules.sight import sees_fast, sees_running, sees_tracks
from toolkit.schedule import Schedule


@rule("single-run-spike", back=30, sees=sees_running)
def single_run_spike(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No run is much longer than the longest of the last 30 days (source `frandsen_2025`; moderate).

    The entry counts as the days before the plan. Races and trials have a wider limit of their own, and never raise later
    allowances. The first run after 30 days without one has a number of its own.
    """
    percent, also = library.limit("single-run-spike", schedule.variant), library.limits["single-run-spike"].also
    runs = [(day, placed, placed.all_out) for day, placed in schedule.placed() if placed.dose.running]
    before = _Before([(day, placed.dose.running) for day, placed, all_out in runs if not all_out], also["days"])
    for day, placed, all_out in runs:
        if day < schedule.since:
            continue
        longest = max(schedule.entry.longest if day < also["days"] else 0.0, before.most(day))
        allowed = longest * (1 + (also["race"] if all_out else percent) / 100)
        if longest < also["small_below"]:
            allowed = max(allowed, longest + also["small_step"], 0.0 if longest else also["first"])
        minutes = placed.dose.main_minutes if placed.session.kind == "race" else placed.dose.running
        text = "the run on {} has {:0} minutes; the longest of the {:g} days before has {:0}. Make it {:0} at most."
        words = (DAY_NAMES[day % 7], minutes, also["days"], longest, allowed)
        yield Measure(day // 7 + 1, minutes, allowed, text, words, placed.place)


class _Before:
    """Minutes by day, in the order of the days, and how many days before a day count."""

    def __init__(self, minutes: Sequence[tuple[int, float]], days: float) -> None:
        self.days, self.minutes, self.days_back = [day for day, _ in minutes], [most for _, most in minutes], days

    def most(self, day: int) -> float:
        """The most on any of the days before a day; the day itself does not count."""
        first, last = bisect_left(self.days, day - self.days_back), bisect_left(self.days, day)
        return max(self.minutes[first:last], default=0.0)


@rule("fast-volume-spike", back=30, sees=sees_fast)
def fast_volume_spike(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """No session has much more fast running than the largest of the last 30 days. Convention, by analogy with single runs."""
    percent, also = library.limit("fast-volume-spike", schedule.variant), library.limits["fast-volume-spike"].also
    runs = [(day, placed) for day, placed in schedule.placed() if placed.dose.fast]
    before = _Before([(day, placed.dose.fast) for day, placed in runs if not placed.all_out], also["days"])
    for day, placed in runs:
        if day < schedule.since or placed.session.kind == "race":
            continue
        most = max(schedule.entry.fast if day < also["days"] else 0.0, before.most(day))
        allowed = max(most * (1 + percent / 100), most + also["step"])
        fast = placed.dose.fast if placed.dose.fast > allowed + ROUNDED else min(placed.dose.fast, allowed)
        text = "{} on {} has {:1} fast minutes; the most of the {:g} days before is {:1}. Make it {:1} at most."
        words = (placed.session.title, DAY_NAMES[day % 7], fast, also["days"], most, allowed)
        yield Measure(day // 7 + 1, fast, allowed, text, words, placed.place)


@rule("track-step", back=30, sees=sees_tracks)
def track_step(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A track's effort grows only where its dose does not, and so at most two of effort, dose and longest piece grow at once.

    They are compared with the largest of the last 30 days; what came before the plan at entry trained is not known. Convention.
    """
    days = library.limits["fast-volume-spike"].also["days"]
    done: dict[str, list[tuple[int, Pieces]]] = {}
    for day, placed in schedule.placed():
        track = library.tracks.get(placed.track)
        if track is None or not track.counts:
            continue
        pieces = schedule.clock.pieces(placed.workout.main_steps, track.counts)
        known = [before for earlier, before in done.get(track.id, ()) if day - days <= earlier < day]
        if known and day >= schedule.since and not (schedule.variant.trained and day < days):
            dose, effort = max(before.seconds for before in known), max(before.effort for before in known)
            both = float(pieces.effort > effort and pieces.seconds > dose + ROUNDED * 60)
            text = "{} on {} grows in effort and in minutes at once. Let the effort grow where the minutes do not."
            yield Measure(day // 7 + 1, both, 0.0, text, (placed.session.title, DAY_NAMES[day % 7]), placed.place)
        done.setdefault(track.id, []).append((day, pieces))
