"""What comes out of a finished schedule: figures of what it holds, against what `templates/outcomes.yaml` wants.

A rule says what a body can bear. A figure says whether the training is worth it: a plan can keep every rule and train nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from toolkit.library import Library
from toolkit.models import OUTCOMES, OutcomeName
from toolkit.rules import care_figures, quality_figures, race_figures
from toolkit.rules.figure import Figure, MeasureFigure
from toolkit.schedule import Schedule


def measure_figures(schedule: Schedule, library: Library) -> tuple[Figure, ...]:
    """Every figure of `outcomes.yaml` that can be measured on a schedule and is meant for such a plan, in the order of OUTCOMES."""
    return tuple(_figures(schedule, library))


def _figures(schedule: Schedule, library: Library) -> Iterator[Figure]:
    plan, variant = schedule.plan, schedule.variant
    kinds = {"all", "race" if plan.race else "", _kind(schedule)}
    accepted = plan.accepted(variant)
    for name in OUTCOMES:
        outcome = library.outcomes.figures.get(name)
        if outcome is None or outcome.plans not in kinds:
            continue
        came = MEASURES[name](schedule, library)
        if came is not None:
            least, most = outcome.wanted(variant, plan.race, schedule.weeks_to_race)
            yield Figure(name, came, least, most, name in accepted)


def _kind(schedule: Schedule) -> str:
    """Whether a plan is of running, holds none, or goes by steps, whose minutes are not known."""
    if any(one.session.by_steps for _, one in schedule.placed()):
        return "steps"
    return "running" if any(week.running for week in schedule.weeks) else "still"


MEASURES: Mapping[OutcomeName, MeasureFigure] = MappingProxyType(
    {
        "fast-of-limit": quality_figures.measure_fast_of_limit,
        "different-sessions": quality_figures.measure_different_sessions,
        "race-effort-sessions": race_figures.measure_race_effort_sessions,
        "race-effort-dose": race_figures.measure_race_effort_dose,
        "race-effort-largest": race_figures.measure_race_effort_largest,
        "weeks-of-one-set": quality_figures.measure_weeks_of_one_set,
        "race-week-touch": race_figures.measure_race_week_touch,
        "hills-before-hard": quality_figures.measure_hills_before_hard,
        "single-leg-calf": care_figures.measure_single_leg_calf,
        "heavy-strength": care_figures.measure_heavy_strength,
        "landing-drills": care_figures.measure_in_first_phase("landing-drills"),
        "running-drills": care_figures.measure_in_first_phase("running-drills"),
        "cadence-minutes": care_figures.measure_in_first_phase("cadence-minutes"),
        "free-days": care_figures.measure_free_days,
        "runs-without-surface": quality_figures.measure_runs_without_surface,
        "hardest-twice": quality_figures.measure_hardest_twice,
        "each-joint": care_figures.measure_each_joint,
    }
)
"""How each figure is measured; None where there is nothing to measure."""
