"""Good plans, spoilt on purpose: the rule that is meant to object does.

Run as a script it prints what every rule said to every spoilt plan, and which of them none noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from small import FROZEN
from spoilt import MEANT, Spoil

from toolkit.checks.verdicts import judge_schedule
from toolkit.library import Library, load
from toolkit.models import Variant
from toolkit.schedule import Schedule, lay_out


@cache
def real() -> Library:
    library, problems = load(FROZEN)
    assert library is not None
    assert problems == []
    return library


UNNOTICED: tuple[tuple[str, Variant], ...] = (
    ("strength_the_day_before_the_hard_day", Variant("intermediate", "quick")),  # 24 hours are enough by the limit of 40-49
    ("strength_the_day_before_the_hard_day", Variant("advanced", "standard")),  # 24 hours are enough by the limit of 50-59
)
"""What no rule notices, and why."""


@cache
def good(variant: Variant) -> tuple[Schedule, frozenset[str]]:
    """The plan as it is, and what is said of it, accepted warnings included."""
    schedule = lay_out(real().plans["5k"], real(), variant)
    return schedule, frozenset(problem.message for problem in judge_schedule(accepting_nothing(schedule), real()))


def accepting_nothing(schedule: Schedule) -> Schedule:
    return replace(schedule, plan=schedule.plan.model_copy(update={"accepts": ()}))


@cache
def objections(spoil: Spoil, variant: Variant) -> set[str] | None:
    """The rules that object to a spoilt plan, accepted warnings included; None where there was nothing to spoil."""
    library = real()
    schedule, known = good(variant)
    spoilt = spoil(schedule, library)
    if spoilt is None:
        return None
    return {problem.rule for problem in judge_schedule(accepting_nothing(spoilt), library) if problem.message not in known}


def unnoticed() -> tuple[tuple[str, Variant], ...]:
    """Every way of spoiling, by variant, to which no rule objects."""
    return tuple((spoil.__name__, variant) for spoil, variant in every() if objections(spoil, variant) == set())


def every() -> Iterator[tuple[Spoil, Variant]]:
    for variant in fresh():
        for spoil in MEANT:
            yield spoil, variant


def fresh() -> list[Variant]:
    """What the plan is offered as at entry fresh: at entry trained its first weeks may hold what they are spoilt with here."""
    return [variant for variant in real().plans["5k"].variants if not variant.trained]


@pytest.mark.parametrize(("spoil", "variant"), list(every()), ids=lambda part: str(getattr(part, "__name__", part)))
def test_the_rule_that_is_meant_objects(spoil: Spoil, variant: Variant) -> None:
    objected = objections(spoil, variant)
    if objected is not None and (spoil.__name__, variant) not in UNNOTICED:
        assert MEANT[spoil] in objected


def test_each_way_of_spoiling_applies_to_some_variant() -> None:
    for spoil in MEANT:
        assert any(objections(spoil, variant) is not None for variant in fresh()), spoil.__name__


def test_no_spoilt_plan_goes_unnoticed() -> None:
    assert unnoticed() == UNNOTICED


if __name__ == "__main__":
    for how, whom in every():
        rules = objections(how, whom)
        said = "nothing to spoil" if rules is None else ", ".join(sorted(rules)) or "UNNOTICED"
        missed = "" if rules is None or MEANT[how] in rules else f" (meant: {MEANT[how]})"
        print(f"{whom!s:24} {how.__name__:42} {said}{missed}")
    print(f"\nunnoticed: {', '.join(f'{name} ({whom})' for name, whom in unnoticed()) or 'none'}")
