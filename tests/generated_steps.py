"""Steps that nobody wrote, as values: any movement, effort or exercise, any amount, and repeats of them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from toolkit.notation import (
    EFFORTS,
    METRES,
    MOST_STEPS,
    MOVEMENTS,
    Amount,
    Repeat,
    Step,
    Steps,
    Unit,
    count_steps,
    mentioned,
)
from toolkit.notation.suggest import LEAST_METRES, MOST_CHARACTERS

EXERCISES = st.from_regex(r"[a-z]{2,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
    lambda name: name not in MOVEMENTS and name not in {"each", "until", "ready"}
)
NOTES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='"'), min_size=1, max_size=8) | st.just("")


@st.composite
def amounts(draw: st.DrawFn, units: tuple[Unit, ...]) -> Amount:
    """An amount or a range of them, in one of some units."""
    unit = draw(st.sampled_from(units))
    tenths = unit in ("km", "mi")
    low = draw(st.integers(1, 7200 if unit == "s" else 900))
    high = draw(st.just(low) | st.integers(low, 2 * low))
    return Amount(*(Decimal(value) / (10 if tenths else 1) for value in (low, high)), unit)


LENGTHS: tuple[Unit, ...] = ("s", "m", "km", "mi")
STEP: st.SearchStrategy[Step] = (
    st.builds(Step, st.sampled_from([f"@{effort}" for effort in EFFORTS] + list(MOVEMENTS)), amounts(LENGTHS), note=NOTES)
    | st.builds(Step, EXERCISES, amounts((*LENGTHS, "times")), each=st.booleans(), note=NOTES)
    | st.builds(Step, st.sampled_from(MOVEMENTS), st.none() | amounts(LENGTHS), until_ready=st.just(True), note=NOTES)
).filter(lambda step: step.until_ready or far_enough(step))


def far_enough(step: Step) -> bool:
    """Whether a distance can be meant as one."""
    metres = step.amount.high * METRES[step.amount.unit] if step.amount and step.amount.unit in METRES else None
    return metres is None or metres >= LEAST_METRES.get(step.what, 0)


@st.composite
def repeats(draw: st.DrawFn, inner: st.SearchStrategy[Steps]) -> Repeat:
    """Steps repeated no more often than can be read three times over."""
    steps = draw(inner)
    return Repeat(draw(st.integers(1, max(1, min(99, MOST_STEPS // 3 // count_steps(steps))))), steps)


def nested(depth: int) -> st.SearchStrategy[Steps]:
    """Steps with repeats in repeats, so deep at most."""
    item: st.SearchStrategy[Step | Repeat] = STEP
    if depth:
        item = STEP | repeats(nested(depth - 1))
    return st.lists(item, min_size=1, max_size=3).map(tuple).filter(short_enough)


def short_enough(steps: Steps) -> bool:
    """Whether steps are few enough to be read."""
    return count_steps(steps) <= MOST_STEPS and len(list(mentioned(steps))) <= MOST_CHARACTERS // 60
