"""The rules of joint care: each judges a finished schedule, without trusting how it was made.

A rule is a function that measures a schedule and yields a Measure for each place it looked at; the numbers it measures against
stand in `templates/limits.yaml` under the rule's name. To add a rule: write the function, add it to RULES, add its limit with
evidence and sources, and add an example plan that breaks it to `tests/bad/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.library import Library
from toolkit.problems import Problem
from toolkit.schedule import Placed, Schedule, Week, place
from toolkit.source import Place

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RACE_WEEKDAYS = (6, 5)
"""The race days that every variant is judged for: Sunday and Saturday."""
CLOSE_ENOUGH = 1e-6
"""Sums of fractions of a minute are equal when they differ by less than this."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a rule found in one place: a value against a limit, what to say if it is broken, and where in the plan to say it."""

    week: int
    value: float
    limit: float
    message: str
    place: Place
    least: bool = False
    """Whether the limit is the least the value may be; else it is the most."""

    @property
    def kept(self) -> bool:
        """Whether the value keeps the limit."""
        return self.margin >= -CLOSE_ENOUGH

    @property
    def margin(self) -> float:
        """How far the value is from breaking the limit; negative where it does."""
        return self.value - self.limit if self.least else self.limit - self.value


Rule = Callable[[Schedule, Library], Iterator[Measure]]


def name_of(rule: Rule) -> str:
    """A rule's name, as in limits.yaml and in a plan's `accepts`."""
    return rule.__name__.replace("_", "-")


def hours_between_hard(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Hard days lie far enough apart for muscle and tendon to recover, and a moderate day keeps two days from either.

    Hours are 24 times the days between; hard sessions without impact count as well. Source: limits.yaml.
    """
    limit = library.limit("hours-between-hard", schedule.variant)
    moderate = library.limits["hours-between-hard"].also["moderate"]
    days: dict[int, tuple[float, Placed]] = {}
    for day, placed in schedule.placed():
        if placed.dose.hard:
            days[day] = (days[day][0] if day in days else 0.0) + placed.dose.hard, placed
    hard = {day: found for day, found in days.items() if found[0] >= 1}
    for among, least, words in ((days, moderate, "are both hard or moderate"), (hard, limit, "are both hard")):
        for (one, _), (other, (_, placed)) in pairwise(among.items()):
            hours = 24.0 * (other - one)
            first, last = DAYS[one % 7], DAYS[other % 7]
            earlier = "" if one // 7 == other // 7 else " of the week before"
            message = f"{first}{earlier} and {last} {words}, {hours:g} hours apart. Leave {least:g}."
            yield Measure(other // 7 + 1, hours, least, message, placed.place, least=True)


def no_skipped_rung(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A ladder starts no higher than the level may, and climbs at most one rung between loading weeks; others do not climb.

    A ladder that stands on several days of a week counts at its highest rung. Convention.
    """
    limit = library.limit("no-skipped-rung", schedule.variant)
    last: dict[str, int] = {}
    reached: dict[str, int] = {}
    for week in schedule.weeks:
        highest: dict[str, Placed] = {}
        for _, placed in week.placed():
            if placed.session.id not in highest or placed.workout.rung > highest[placed.session.id].workout.rung:
                highest[placed.session.id] = placed
        for name, placed in highest.items():
            rung = placed.workout.rung + 1
            if name not in last:
                start = placed.session.start.get(schedule.variant.level, 0)
                message = (
                    f"{placed.session.title} comes in at rung {rung}; {schedule.variant.level} may start at rung {start} at most."
                    if start
                    else f"{placed.session.title} is not offered to {schedule.variant.level} runners. List another session."
                )
                yield Measure(week.number, rung, start, message, placed.place)
            elif week.kind == "load":
                message = f"{placed.session.title} goes from rung {last[name]} to rung {rung}. Climb by {limit:g} at the most."
                yield Measure(week.number, rung - last[name], limit, message, placed.place)
            else:
                message = (
                    f"{placed.session.title} is at rung {rung}, above rung {reached[name]} of the loading weeks. Hold or step down."
                )
                yield Measure(week.number, rung, reached[name], message, placed.place)
            if week.kind == "load" or name not in last:
                last[name] = rung
                reached[name] = max(rung, reached.get(name, 0))


def warm_up_before_fast(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """Enough minutes of easy running, mobility and drills lie before anything fast; more before sprints.

    Sources: `fradkin_2010`, `jeffreys_2007`; the minutes are convention.
    """
    limit = library.limit("warm-up-before-fast", schedule.variant)
    sprint = library.limits["warm-up-before-fast"].also["sprint"]
    for week in schedule.weeks:
        for weekday, placed in week.placed():
            before = placed.dose.before_fast
            if before is None:
                continue
            least = max(limit, sprint) if "sprint" in placed.dose.efforts else limit
            message = (
                f"{placed.session.title} on {DAYS[weekday]} has {before:.0f} minutes of warm-up before it is fast. "
                f"Give it a warm_up, or an easy start, of {least:g}."
            )
            yield Measure(week.number, before, least, message, placed.place, least=True)


def reset_weeks(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week, a taper or the race week comes often enough.

    The number counts the reset week itself. Source: limits.yaml; convention.
    """
    limit = library.limit("reset-weeks", schedule.variant)
    loads = 0
    for week in schedule.weeks:
        loads = loads + 1 if week.kind == "load" else 0
        message = f"{loads} loading weeks in a row, and no reset week. One in every {limit:g} must be a reset week."
        yield Measure(week.number, loads + 1 if loads else 0, limit, message, _first(week))


def reset_cut(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A reset week is lighter, though not empty: minutes within a range, fast minutes well down, no run too short to matter.

    Running is compared with the mean of the loading weeks since the last reset; fast minutes, a trial's excepted, with the last
    loading week. Source: limits.yaml; convention.
    """
    least, most = library.limit_range("reset-cut", schedule.variant)
    also = library.limits["reset-cut"].also
    since: list[Week] = []
    for week in schedule.weeks:
        if week.kind == "load":
            since.append(week)
        if week.kind != "reset" or not since:
            continue
        mean = sum(load.running for load in since) / len(since)
        cut = 100 * (1 - week.running / mean) if mean else 0.0
        said = f"the reset week has {week.running:.0f} minutes of running, {cut:.0f} % less than the loading weeks before it."
        low, high = mean * (1 - most / 100), mean * (1 - least / 100)
        advice = f"Make it {low:.0f} to {high:.0f} minutes ({least:g} to {most:g} % less)."
        yield Measure(week.number, cut, least, f"{said} {advice}", _first(week), least=True)
        yield Measure(week.number, cut, most, f"{said} {advice}", _first(week))
        fast = sum(placed.dose.fast for _, placed in week.placed() if placed.session.kind != "time-trials")
        last = since[-1].fast
        allowed = max(last * (1 - also["fast_cut"] / 100), min(also["fast_most"], last))
        message = (
            f"the reset week has {fast:.1f} fast minutes after {last:.1f} in the last loading week. Make it {allowed:.1f} at most."
        )
        yield Measure(week.number, fast, allowed, message, _first(week))
        for weekday, placed in week.placed():
            if placed.session.mode == "run":
                minutes, shortest = placed.dose.running, also["shortest_run"]
                message = f"the run on {DAYS[weekday]} has {minutes:.0f} minutes. Make it {shortest:g}, or leave it out."
                yield Measure(week.number, minutes, shortest, message, placed.place, least=True)
        since = []


def weekly_ramp(schedule: Schedule, library: Library) -> Iterator[Measure]:
    """A loading week has little more running than the mean of the three loading weeks before it.

    Weak evidence (`buist_2008`, `fredette_2022`): a warning.
    """
    yield from _ramp(schedule, library, "weekly-ramp")


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
        mean = sum(before[-3:]) / len(before[-3:])
        allowed = mean * (1 + percent / 100)
        if mean < also["small_base"]:
            allowed = max(allowed, mean + also["small_base_step"])
        more = 100 * (week.running / max(mean, 1) - 1)
        message = (
            f"{week.running:.0f} minutes of running, {more:.0f} % more than the {mean:.0f} of the loading weeks before. "
            f"Make it {allowed:.0f} at most."
        )
        yield Measure(week.number, week.running, allowed, message, _first(week))
        before.append(week.running)


def _first(week: Week) -> Place:
    """Where in the plan the week's first session stands."""
    return next((placed.place for _, placed in week.placed()), ("phases", week.phase))


RULES: tuple[Rule, ...] = (
    hours_between_hard,
    no_skipped_rung,
    warm_up_before_fast,
    reset_weeks,
    reset_cut,
    weekly_ramp,
    weekly_ramp_most,
)


def judge(schedule: Schedule, library: Library) -> list[Problem]:
    """Every broken rule of a schedule, at its place in the plan's file; a warning that the plan accepts is none."""
    document = library.documents[library.path(schedule.plan)]
    accepted = {acceptance.rule for acceptance in schedule.plan.accepts}
    problems = []
    for rule in RULES:
        name = name_of(rule)
        if name in accepted and library.limits[name].severity == "warning":
            continue
        for measure in rule(schedule, library):
            if not measure.kept:
                message = f"week {measure.week}, {', '.join(schedule.variant)}: {measure.message} (rule {name})"
                problems.append(document.problem(measure.place, message))
    return problems


def judge_all(library: Library) -> list[Problem]:
    """Every broken rule of every variant of every plan, for each race day that is judged; each is said once."""
    problems: set[Problem] = set()
    for plan in library.plans.values():
        problems.update(_accepts(library, plan.id))
        for variant in plan.variants:
            for weekday in RACE_WEEKDAYS if plan.race else RACE_WEEKDAYS[:1]:
                problems.update(judge(place(plan, library, variant, weekday), library))
    return sorted(problems)


def _accepts(library: Library, plan_id: str) -> Iterator[Problem]:
    """A plan can accept warnings; errors never, and nothing that is not a rule."""
    plan = library.plans[plan_id]
    document = library.documents[library.path(plan)]
    rules = {name_of(rule) for rule in RULES}
    for number, acceptance in enumerate(plan.accepts):
        where: Place = ("accepts", number, "rule")
        if acceptance.rule not in rules:
            yield document.problem(where, f"“{acceptance.rule}” is a limit, not a rule. Accept one of: {', '.join(sorted(rules))}.")
        elif library.limits[acceptance.rule].severity == "error":
            yield document.problem(where, f"the rule {acceptance.rule} cannot be accepted: only warnings can. Mend the plan.")
