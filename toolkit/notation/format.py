"""Steps as a notation, in its shortest usual form."""

from __future__ import annotations

from decimal import Decimal

from toolkit.notation.steps import Amount, Repeat, Step, Steps


def write_steps(steps: Steps) -> str:
    """The notation of steps; reading it again gives the same steps."""
    return ", ".join(
        f"{item.times}x({write_steps(item.steps)})" if isinstance(item, Repeat) else _write_step(item) for item in steps
    )


def _write_step(step: Step) -> str:
    parts = [step.what, "until ready"] if step.until_ready else []
    if step.amount:
        parts.append(write_amount(step.amount))
    if not step.until_ready:
        parts += ["each", step.what] if step.each else [step.what]
    if step.note:
        parts.append(f'"{step.note}"')
    return " ".join(parts)


def _clock(seconds: Decimal) -> str:
    """`5:30`, from a hundred minutes on `1:40:00`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes < 100 else f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def write_amount(amount: Amount) -> str:
    """`90s`, `3min`, `5:30`, `400m`, `8`, `60-90s`."""
    both = (amount.low, amount.high)
    unit = {"s": "s", "times": ""}.get(amount.unit, amount.unit)
    if amount.unit == "s" and all(value % 60 == 0 for value in both):
        both, unit = (amount.low / 60, amount.high / 60), "min"
    low, high = (f"{value.normalize():f}" for value in both)
    if unit == "s" and amount.high >= 120 and all(value % 1 == 0 for value in both):
        low, high, unit = *map(_clock, both), ""
    return f"{low}{unit}" if low == high else f"{low}-{high}{unit}"
