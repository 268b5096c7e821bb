"""How far rules look: only the days within a rule's reach decide on a week, so only those rules need be asked that reach it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from project import change
from schedules import any_day, mixed_schedule, with_day, with_week
from small import check

from toolkit.library import Library
from toolkit.models import Variant
from toolkit.notation import read_steps
from toolkit.rules import RULES, Rule, other_days
from toolkit.rules.moves import swapped
from toolkit.rules.sight import seen_of_schedule, sees_all
from toolkit.schedule import Conditions, Placed, Schedule, Week, lay_out

LIMITED = [rule for rule in RULES if rule.back is not None]
COURSES = 20
"""How many mixed-up schedules every rule is tried on."""
WEEKS = 14
VARIANT = Variant("intermediate", "standard")
EFFORTS, MIXED = ("threshold", "5k", "mile"), ("minutes", "two-minutes", "two-on-one-off", "miles")


def broken(rule: Rule, schedule: Schedule, library: Library) -> Counter[int]:
    """How often each week breaks a rule, by its number."""
    return Counter(measure.week for measure in rule.measure(schedule, library) if not measure.kept)


def verdicts(rule: Rule, schedule: Schedule, library: Library) -> list[tuple[int, float, float]]:
    """What a rule measures: the week, the value and the limit of each place."""
    return [(measure.week, measure.value, measure.limit) for measure in rule.measure(schedule, library)]


@pytest.fixture(scope="module")
def rich(library: Library) -> Library:
    """The small project with what it lacks: a trial, heavy strength, jumps, a long stretch, miles, and a mixed track."""
    run, race, strength = (library.sessions[name] for name in ("two-minutes", "race-5k", "strength-a"))
    loaded = strength.load.model_copy(update={"tissues": {"hamstring": 3}})
    heavy = strength.load.model_copy(update={"tissues": {"calf-achilles": 3}, "impact": 3})
    stretch = "3min hip-flexor-stretch, 5min @easy, 12x(1min @mile, 2min jog)"
    strides = "20min @easy, 10x(20s @stride, 40s walk)"
    more = [
        race.model_copy(update={"id": "trial", "kind": "time-trials"}),
        strength.model_copy(update={"id": "hamstrings", "load": loaded}),
        strength.model_copy(update={"id": "calves", "load": heavy}),
        strength.model_copy(update={"id": "hops", "mode": "plyometric", "rungs": (read_steps("4x(30 hop, 1min rest)"),)}),
        run.model_copy(
            update={"id": "strides", "load": run.load.model_copy(update={"hard": 0.0}), "rungs": (read_steps(strides),)}
        ),
        run.model_copy(update={"id": "tempo", "rungs": (read_steps("40min @threshold"),)}),
        run.model_copy(update={"id": "miles", "warm_up": None, "rungs": (read_steps(stretch),)}),
    ]
    hop = library.exercises["heel-raise"].model_copy(update={"id": "hop", "kind": "plyometric"})
    sessions = {**library.sessions, **{session.id: session for session in more}}
    track = library.tracks["speed"].model_copy(update={"id": "mixed", "counts": EFFORTS, "stages": {"all": MIXED}})
    tracks, exercises = {**library.tracks, "mixed": track}, {**library.exercises, "hop": hop}
    return replace(library, sessions=sessions, exercises=exercises, tracks=tracks)


@pytest.fixture(scope="module")
def courses(rich: Library) -> list[Schedule]:
    """Schedules with a session of any kind, at any rung, on every second day, so that every rule is broken."""
    return [mixed_schedule(rich, VARIANT, WEEKS, Random(seed)) for seed in range(COURSES)]


@pytest.mark.parametrize("rule", LIMITED, ids=lambda rule: rule.id)
def test_a_day_beyond_a_rule_s_reach_never_changes_its_verdict(rule: Rule, courses: list[Schedule], rich: Library) -> None:
    random = Random(rule.id)
    for schedule in courses:
        before = broken(rule, schedule, rich)
        for _ in range(6):
            day = random.randrange(WEEKS * 7)
            after = broken(rule, with_day(schedule, day // 7 + 1, day % 7, *any_day(rich, VARIANT, random)), rich)
            for number in range(1, WEEKS + 1):
                monday = (number - 1) * 7
                if not monday - (rule.back or 0) <= day <= monday + 6 + rule.ahead:
                    assert after[number] == before[number], (day, number)


@pytest.mark.parametrize("rule", LIMITED, ids=lambda rule: rule.id)
def test_the_weeks_within_reach_are_enough_to_judge_a_week(rule: Rule, courses: list[Schedule], rich: Library) -> None:
    for schedule in courses:
        whole = broken(rule, schedule, rich)
        for number in range(1, WEEKS + 1):
            assert broken(rule, rule.near(schedule, range(number, number + 1)), rich)[number] == whole[number], number


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.sees is not sees_all], ids=lambda rule: rule.id)
def test_a_session_that_a_rule_does_not_see_never_changes_what_it_measures(
    rule: Rule, courses: list[Schedule], rich: Library
) -> None:
    unseen = 0
    for schedule in courses:
        seen = seen_of_schedule(schedule, rule.sees, rich)
        assert verdicts(rule, seen, rich) == verdicts(rule, schedule, rich)
        unseen += len(schedule.placed()) - len(seen.placed())
    assert unseen > COURSES, "else the schedules would prove nothing"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.sees is not sees_all], ids=lambda rule: rule.id)
def test_a_session_that_a_rule_sees_as_another_changes_nothing_that_it_measures(
    rule: Rule, courses: list[Schedule], rich: Library
) -> None:
    """What is remembered of one schedule is said of every other that looks alike."""
    alike: dict[Hashable, list[Placed]] = {}
    for placed in (placed for schedule in courses for _, placed in schedule.placed()):
        alike.setdefault(rule.sees(placed, rich), []).append(placed)
    random, others = Random(rule.id), 0
    for schedule in courses:
        twin = replace(schedule, weeks=tuple(exchanged(week, alike, rule, rich, random) for week in schedule.weeks))
        others += sum(one != other for (_, one), (_, other) in zip(schedule.placed(), twin.placed(), strict=True))
        assert verdicts(rule, twin, rich) == verdicts(rule, schedule, rich)
    assert others > COURSES, "else the schedules would prove nothing"


def exchanged(week: Week, alike: Mapping[Hashable, list[Placed]], rule: Rule, library: Library, random: Random) -> Week:
    """A week with others in place of its sessions that a rule sees alike."""
    days = (tuple(random.choice(alike[rule.sees(placed, library)]) for placed in sessions) for sessions in week.days)
    return replace(week, days=tuple(days))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_lies_before_the_first_day_asked_about_only_counts_as_done(rule: Rule, courses: list[Schedule], rich: Library) -> None:
    """A rule may leave it out; what it measures from that day on stays."""
    for schedule in courses[:5]:
        for number in (2, WEEKS // 2, WEEKS):
            later = verdicts(rule, replace(schedule, since=(number - 1) * 7), rich)
            assert [one for one in later if one[0] >= number] == [one for one in verdicts(rule, schedule, rich) if one[0] >= number]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_schedules_that_try_the_reach_of_a_rule_break_it(rule: Rule, courses: list[Schedule], rich: Library) -> None:
    """Else the tests of its reach would prove nothing."""
    assert any(broken(rule, schedule, rich) for schedule in courses)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.whole_weeks], ids=lambda rule: rule.id)
def test_days_that_change_places_leave_the_verdict_of_a_rule_on_whole_weeks(
    rule: Rule, courses: list[Schedule], rich: Library
) -> None:
    random = Random(rule.id)
    for schedule in courses:
        before = broken(rule, schedule, rich)
        for _ in range(6):
            number, (one, other) = random.randrange(WEEKS), random.sample(range(7), 2)
            assert broken(rule, with_week(schedule, swapped(schedule.weeks[number], one, other)), rich) == before, (
                number,
                one,
                other,
            )


def by_all_rules(schedule: Schedule, library: Library) -> dict[int, tuple[int, ...]]:
    """What `other_days` promises, the long way: every rule on the whole schedule, before and after."""
    found: dict[int, set[int]] = {day: set() for day, _ in schedule.placed()}
    before = [sum(broken(rule, schedule, library).values()) for rule in RULES]
    for number, one, other in _exchanges(schedule):
        after = with_week(schedule, swapped(schedule.weeks[number], one, other))
        if all(sum(broken(rule, after, library).values()) <= most for rule, most in zip(RULES, before, strict=True)):
            for weekday, instead in ((one, other), (other, one)):
                if schedule.weeks[number].days[weekday]:
                    found[number * 7 + weekday].add(instead)
    return {day: tuple(sorted(instead)) for day, instead in found.items()}


def _exchanges(schedule: Schedule) -> Iterator[tuple[int, int, int]]:
    """Two days of a week, by its index; not in the race week, and never a race."""
    for number, week in enumerate(schedule.weeks):
        free = [day for day in range(7) if all(placed.session.kind != "race" for placed in week.days[day])]
        yield from ((number, *pair) for pair in combinations(free, 2) if week.kind != "race")


@pytest.mark.parametrize("weekday", [6, 5, 2])
def test_other_days_of_the_small_plans_are_those_that_all_rules_allow(weekday: int, library: Library) -> None:
    for plan in (plan for plan in library.plans.values() if plan.race or weekday == 6):
        for variant in plan.variants:
            schedule = lay_out(plan, library, variant, Conditions(weekday))
            assert other_days(schedule, library) == by_all_rules(schedule, library), (plan.id, variant)


@pytest.mark.parametrize("course", [0, *(pytest.param(number, marks=pytest.mark.exhaustive) for number in (1, 2))])
def test_other_days_of_a_schedule_that_breaks_rules_are_those_that_break_none_more_often(
    course: int, courses: list[Schedule], rich: Library
) -> None:
    assert other_days(courses[course], rich) == by_all_rules(courses[course], rich)


@pytest.mark.exhaustive
def test_other_days_of_every_shipped_plan_are_those_that_all_rules_allow(frozen: Library) -> None:
    for plan in frozen.plans.values():
        for variant in plan.variants:
            for weekday in range(7) if plan.race else (6,):
                schedule = lay_out(plan, frozen, variant, Conditions(weekday))
                assert other_days(schedule, frozen) == by_all_rules(schedule, frozen), (plan.id, variant, weekday)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "intermediate: [4, 4, 6, 6]",
            "intermediate: [4, 9, 6, 6]",
            "“9” is further than the rule looks, 56 days. Write 8 weeks at most.",
        ),
        ("{days: 30, small", "{days: 42, small", "“42” is further than the rule looks, 30 days. Write 30 days at most."),
        (
            "intermediate: [7, 7, 8, 8]",
            "intermediate: [7, 28, 8, 8]",
            "“28” is further than the rule looks, 21 days. Write 21 days at most.",
        ),
        ("also: {moderate: 48", "also: {moderate: 240", "“240” is further than the rule looks, 7 days. Write 168 hours at most."),
    ],
)
def test_a_limit_that_is_further_than_its_rule_looks_is_reported_at_its_place(old: str, new: str, said: str, small: Path) -> None:
    file = small / "templates" / "limits.yaml"
    change(file, old, new)
    (problem,) = [one for one in check(small) if one.path == "templates/limits.yaml" and "than the rule looks" in one.message]
    assert problem.message.endswith(said)
    assert problem.source.strip() in file.read_text("utf-8")
