"""Each plan laid out, beyond its rules: races and what follows them, touches, tests, the next plan, what comes before."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import MODERATE, VARIANTS, Plan, Session, of_variant
from toolkit.problems import Problem
from toolkit.rounding import fixed
from toolkit.schedule import Placed, Schedule, Schedules, Week, entry_of
from toolkit.schedule.before import WEEK, PastSession, count_before
from toolkit.yaml_reader import Place

_PlacedMessages = Iterator[tuple[Place, str]]
"""Places in the file of a plan, and what is wrong there."""


def check_plan(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """Where a plan brings hard work back too soon after a race, or nothing, has a tiring touch before it, or tests nothing in a
    reset week.

    What is found at one place is reported once, for the first variant that meets it.
    """
    re_checks = any(_is_re_check(schedules.doses, session) for session in library.offered(library.sessions))
    found = dict(_of_file(library, plan))
    for variant in plan.variants:
        schedules_of_variant = schedules.of(plan, variant)
        schedule = schedules_of_variant[0]
        touches = (found for one in schedules_of_variant for found in _touches(library, one))
        for where, message in (
            *(_untested(schedule) if re_checks else ()),
            *_too_soon(schedule),
            *touches,
            *_unprepared(schedule),
            *_falls_short(schedule, library),
        ):
            found.setdefault(where, f"{', '.join(variant.named)}: {message}")
    for where, message in found.items():
        yield library.documents[library.path(plan)].problem(where, message)


def _of_file(library: Library, plan: Plan) -> _PlacedMessages:
    """A race that nothing follows, what is optional and listed on no day, and a plan to take instead that is not offered either."""
    if plan.race and not plan.after:
        yield ("race",), "nothing follows the race. Write the weeks of recovery below race_week: after:, with phases as above."
    listed = {name for _, phase in plan.placed_phases() for name in phase.listed}
    for number, name in enumerate(plan.optional):
        if name not in listed:
            yield ("optional", number), f"optional[{number}]: {name} is on no day of the plan. List it on one, or delete it here."
    for key, left in plan.left_out.items():
        other = library.plans.get(left.instead or "")
        variants = [variant for variant in VARIANTS if of_variant(plan.left_out, variant) is left]
        if (
            other
            and not library.is_retired(other)
            and (lacking := [one for one in variants if not one.trained and one not in other.variants])
        ):
            message = f"left_out.{key}.instead: {other.id} is not offered as {lacking[0]} either. Name another plan, or none."
            yield ("left_out", key, "instead"), message


def _untested(schedule: Schedule) -> _PlacedMessages:
    """A reset week without a short test of strength and mobility, which would show whether the body keeps up."""
    above = [where for where, _ in schedule.plan.placed_phases()]
    for week in schedule.weeks:
        if week.kind == "reset" and not any(_is_re_check(schedule.doses, one.session) for _, one in week.placed()):
            message = f"week {week.number} is a reset week without a re-check. Add one: except: reset: {{mon: [re-check]}}."
            yield (*above[week.phase], "except"), message


def _falls_short(schedule: Schedule, library: Library) -> _PlacedMessages:
    """A next plan that is not offered, or expects more than the longest step of a plan by steps on every day that lists steps."""
    following = library.plans.get(schedule.plan.next.plan if schedule.plan.next else "")
    if following is None or library.is_retired(following):
        return
    if schedule.variant not in following.variants:
        yield ("next",), f"{following.id} is not offered to them. Name another plan, or none."
        return
    if not any(one.session.by_steps for _, one in schedule.placed()):
        return
    entry = entry_of(following, schedule.variant)
    weeks = [[_longest_step(one, schedule) for one in _sessions((week,))] for week in schedule.weeks]
    longest, most = max(max(week, default=0.0) for week in weeks), max(fsum(week) for week in weeks)
    if longest < entry.longest or most < entry.week:
        reached = f"the longest step comes to {fixed(longest)} minutes, and to {fixed(most)} in a week"
        expected = f"{following.id} expects {fixed(entry.longest)} and {fixed(entry.week)}"
        yield ("next",), f"{reached}; {expected}. Make a step longer, or list it on more days."


def _longest_step(placed: Placed, schedule: Schedule) -> float:
    """The running minutes of a session's longest step; of one that does not go by steps those it has."""
    if not placed.session.by_steps:
        return placed.dose.running
    rungs = range(len(placed.session.rungs))
    return max(schedule.doses.workout(schedule.variant, placed.session, rung).dose.running for rung in rungs)


def _is_re_check(doses: Doses, session: Session) -> bool:
    """Whether a session tests strength and mobility rather than speed."""
    return session.objective == "test" and session.mode != "run" and not doses.most_hard_units(session)


def _touches(library: Library, schedule: Schedule) -> _PlacedMessages:
    """A touch of race effort on a day that is not one for it, and what is moderate or hard beside it before the race."""
    touched = [(day, one) for day, one in schedule.placed() if one.session.touch]
    rule, race = library.loads.touch, schedule.race_day
    listed = " or ".join(dict.fromkeys((f"{-rule.first}", f"{-rule.last}")))
    for day, one in touched:
        away = 0 if race is None else race - day
        if one.place[0] not in ("race_week", "race_week_except") or not rule.last <= away <= rule.first:
            message = (
                f"{one.session.title} is a touch for the week of the race. List it in race_week on day {listed}, or take it out."
            )
            yield one.place, message
    for day, one in schedule.placed() if touched and race is not None else ():
        if race is not None and 0 < race - day <= rule.alone and one.dose.hard:
            said = f"{one.session.title} counts {one.dose.hard:g}, {race - day} days before the race"
            yield (
                one.place,
                f"{said}. With a touch, the {rule.alone} days before it hold nothing else so hard. List an easy session.",
            )


def _too_soon(schedule: Schedule) -> _PlacedMessages:
    """What comes back too soon after a race: first comes easy running with light strength, then a moderate day, then a hard one.

    That is a convention of coaches. A hard session in the very first days is for the rule hard-after-race to find.
    """
    after = schedule.weeks[schedule.weeks_to_race + 1 :]
    loading = [one for week in schedule.weeks if week.kind == "load" for _, one in week.placed()]
    yield from _not_light(after[:1], {one.session.id for one in loading if one.session.mode == "strength"})
    for one in _sessions(after[1:2]):
        if one.dose.hard:
            yield one.place, f"{one.session.title} is not an easy session, in the second week after the race. Keep that week easy."
    if any(one.dose.hard == MODERATE for one in loading):
        yield from _hard_at_once(after[2:])


def _not_light(first: tuple[Week, ...], full_strength: set[str]) -> _PlacedMessages:
    """What is fast in the first week after a race, and strength as in loading weeks: the sessions named `full_strength`."""
    for one in _sessions(first):
        if one.dose.fast and one.dose.hard < 1:
            yield one.place, f"{one.session.title} is fast, in the first week after the race. Keep that week easy."
        if one.session.id in full_strength:
            message = f"{one.session.title} is a full strength session, in the first week after the race. List a lighter one."
            yield one.place, message


def _hard_at_once(later: tuple[Week, ...]) -> _PlacedMessages:
    """What is hard in the first week after a race that is not easy."""
    returning = next((week for week in later if week.hard), None)
    for one in _sessions((returning,)) if returning else ():
        if one.dose.hard >= 1:
            message = f"{one.session.title} is hard, and no moderate day came before it after the race. Put one a week before."
            yield one.place, message


def _unprepared(schedule: Schedule) -> _PlacedMessages:
    """A session before the plan holds what it needs before it. What somebody did before the plan does not count, at entry trained
    neither: an entry does not say what the fast running was.
    """
    done: list[PastSession] = []
    for day, one in schedule.placed():
        needs = one.session.needs_before
        earlier = [past for past in done if past.day < day]
        if needs and (found := count_before(needs, earlier)) < needs.least:
            said = f"{one.session.title} in week {day // WEEK + 1} needs {needs} before it, and the plan holds {found}"
            yield one.place, f"{said}. List it later, or more of that before it."
        done.append(PastSession(day, one.session.id, one.dose.efforts))


def _sessions(weeks: tuple[Week, ...]) -> Iterator[Placed]:
    """Every session of some weeks."""
    return (one for week in weeks for _, one in week.placed())
