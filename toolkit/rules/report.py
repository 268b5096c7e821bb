"""What each rule found for each variant: its verdict and the week that came nearest to the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.library import Library
from toolkit.rounding import nearest
from toolkit.rules.every import RULES
from toolkit.rules.measure import Measure
from toolkit.schedule import Schedule

Verdict = Literal["kept", "accepted", "broken", "not applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's verdict on a schedule, with the tightest week, its value and the limit; None where nothing could be measured."""

    rule: str
    verdict: Verdict
    week: int | None
    value: float | None
    limit: float | None


def broken_rules(schedule: Schedule, library: Library) -> Iterator[tuple[str, Measure]]:
    """The id of every rule that a schedule breaks and does not accept, with what was measured."""
    accepted = schedule.plan.accepted(schedule.variant)
    for rule in RULES:
        if rule.id not in accepted or library.limits[rule.id].severity == "error":
            yield from ((rule.id, measure) for measure in rule.measure(schedule, library) if not measure.kept)


def report_on(schedule: Schedule, library: Library) -> list[Finding]:
    """Every rule's verdict on a schedule, with its tightest week, in the order of the rules."""
    return list(_findings(schedule, library))


def _findings(schedule: Schedule, library: Library) -> Iterator[Finding]:
    accepted = schedule.plan.accepted(schedule.variant)
    for rule in RULES:
        name = rule.id
        measures = list(rule.measure(schedule, library))
        if not measures:
            yield Finding(name, "not applicable", None, None, None)
            continue
        tightest = min(measures, key=_slack)
        verdict: Verdict = "kept" if all(measure.kept for measure in measures) else "accepted" if name in accepted else "broken"
        yield Finding(name, verdict, tightest.week, nearest(tightest.value, 2), nearest(tightest.limit, 2))


def _slack(measure: Measure) -> float:
    """How far a measure is from breaking, as a share of its limit: what is near 0 is tight, what is below is broken."""
    return measure.margin / (abs(measure.limit) or 1.0)
