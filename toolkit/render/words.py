"""Steps and doses in plain words, for pages, calendars and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from toolkit.library import Library
from toolkit.load import Workout, clockwork
from toolkit.models import WEEKDAYS, Session, Tissue, Variant, Weekday
from toolkit.notation import METRES, Amount, Repeat, Step, Steps, mentioned

EFFORTS = {
    "easy": "easy",
    "steady": "steady",
    "marathon": "at marathon effort",
    "threshold": "at threshold effort",
    "10k": "at 10 km effort",
    "5k": "at 5 km effort",
    "mile": "at mile effort",
    "stride": "stride",
    "sprint": "sprint",
}
WEEKDAY_NAMES: dict[Weekday, str] = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
MODES = {
    "run": "running",
    "walk": "walking",
    "bike": "on the bike",
    "pool": "in the pool",
    "elliptical": "on the elliptical",
    "strength": "strength",
    "mobility": "mobility",
    "drill": "drills",
    "plyometric": "jumping",
}
TISSUES: dict[Tissue, str] = {
    "calf-achilles": "calf and Achilles",
    "knee": "knee",
    "hip": "hip",
    "hamstring": "hamstring",
    "foot": "foot",
    "back": "back",
}
FEELS = {0.0: "Easy", 0.5: "Moderate", 1.0: "Hard"}

Say = Callable[[str], str]


def plain(text: str) -> str:
    """Text as it is."""
    return text


def hard_word(session: Session) -> str:
    """`Easy`, `Moderate` or `Hard`; `Strength` or `Mobility` for what has no such scale."""
    return session.mode.capitalize() if session.mode in ("strength", "mobility") else FEELS[session.load.hard]


def amount(value: Amount) -> str:
    """`90 s`, `3 min`, `5:30 min`, `400 m`, `8`, `60–90 s`."""
    if value.unit != "s":
        unit = f" {value.unit}" if value.unit in METRES else ""
        return f"{_span(value.low, value.high, _number)}{unit}"
    if all(seconds % 60 == 0 for seconds in (value.low, value.high)):
        return f"{_span(value.low / 60, value.high / 60, _number)} min"
    if value.high < 120:
        return f"{_span(value.low, value.high, _number)} s"
    return f"{_span(value.low, value.high, _clock)} min"


def _span(low: Decimal, high: Decimal, say: Callable[[Decimal], str]) -> str:
    return say(low) if low == high else f"{say(low)}–{say(high)}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _clock(seconds: Decimal) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def step(value: Step, exercise: Say, text: Say = plain) -> str:
    """One step; `exercise` says an exercise's id, `text` says what a contributor wrote."""
    sides = " each side" if value.each else ""
    size = amount(value.amount) if value.amount else ""
    if value.exercise:
        times = "× " if value.amount and value.amount.unit == "times" else ""
        said = f"{exercise(value.exercise)} {times}{size}{sides}"
    elif value.effort:
        said = f"{size} {EFFORTS[value.effort]}"
    elif value.until_ready:
        said = f"{value.what} until you are ready{f' ({size})' if size else ''}"
    else:
        said = f"{size} {value.what}"
    return f"{said} ({text(value.note)})" if value.note else said


def sentence(steps: Steps, exercise: Say, text: Say = plain) -> str:
    """All steps on one line: `4 × (1 min at 5 km effort, 90 s jog)`."""
    return ", ".join(
        f"{item.times} × ({sentence(item.steps, exercise, text)})" if isinstance(item, Repeat) else step(item, exercise, text)
        for item in steps
    )


def outline(steps: Steps, exercise: Say, text: Say = plain, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The steps as the lines of a list, each with its depth."""
    for item in steps:
        if isinstance(item, Repeat):
            yield depth, f"{item.times} times:" if item.times > 1 else "Once:"
            yield from outline(item.steps, exercise, text, depth + 1)
        else:
            yield depth, step(item, exercise, text)


def short(steps: Steps) -> str:
    """The work of a dose in a few signs, `4×1 min` or `20 min + 6×20 s`; nothing where that says too little or takes too long."""
    parts = []
    for item in steps:
        if isinstance(item, Repeat):
            work = [inner for inner in mentioned(item.steps) if inner.role == "work"]
            parts += [f"{item.times}×{'/'.join(amount(inner.amount) for inner in work if inner.amount)}"] if work else []
        elif item.role == "work" and item.amount:
            parts.append(amount(item.amount))
    said = " + ".join(parts)
    return said if len(steps) + sum(isinstance(item, Repeat) for item in steps) > 1 and len(said) <= 32 else ""


def rounds(steps: Steps) -> str:
    """`3 rounds` for a circuit of exercises; nothing for anything else."""
    if len(steps) == 1 and isinstance(steps[0], Repeat) and any(inner.exercise for inner in mentioned(steps)):
        return f"{steps[0].times} rounds" if steps[0].times > 1 else "1 round"
    return ""


def minutes(value: float) -> str:
    """Whole minutes: `28 min`."""
    return f"{value:.0f} min"


def tenths(value: float) -> str:
    """Minutes to a tenth, where they are not whole: `1.5 min`."""
    return f"{round(value, 1):g} min"


def titles(library: Library) -> Say:
    """Says an exercise's id as its title."""
    return lambda name: library.exercises[name].title


def in_mode(library: Library, variant: Variant, done: Workout) -> Steps:
    """The main part as its equivalent without impact: the same minutes and efforts, distances as times."""
    return clockwork(library, variant.level).timed(done.main)
