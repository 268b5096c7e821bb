"""The profile of a workout: effort over time, from the first step of the warm-up to the last of the cool-down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from toolkit.clockwork import Clockwork
from toolkit.dose import Workout
from toolkit.library import Library
from toolkit.models import Level
from toolkit.notation import Repeat, Step, Steps, mentioned
from toolkit.rounding import brief
from toolkit.site.charts.svg import LETTER, PICTURE_WIDTH, Picture, box, framed, path, step_of, table, words_at
from toolkit.text import charts, units
from toolkit.text import english as words

EFFORT_CLASSES = {
    **dict.fromkeys(("easy",), "easy"),
    **dict.fromkeys(("steady", "marathon", "half", "threshold"), "firm"),
    **dict.fromkeys(("10k", "5k", "3k", "mile", "stride", "sprint"), "fast"),
}
"""By effort, the class that it is drawn in."""
MOVEMENT_HEIGHTS = {"rest": 0.5, "walk": 1.0, "jog": 2.0, "float": 3.5}
"""How high movements are drawn on the scale from 0 to 10; an exercise is as high as a jog. By convention, for the eye."""
LEFT, RIGHT, TOP, FLOOR, HEIGHT = 18, 6, 16, 116, 150
"""The room around the bars, and the height of the whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch at one effort: from where to where in seconds, how high, and how it is drawn."""

    start: int
    end: int
    height: float
    kind: str


def profile(library: Library, workout: Workout, level: Level, name: str) -> Picture | None:
    """Effort over time for a runner of a level, its ids beginning with `name`; None for what has no efforts, such as a circuit."""
    if not any(step.effort for step in mentioned(workout.main_steps)):
        return None
    clock = Clockwork(library, level)
    scale: dict[str, float] = {effort: said.middle for effort, said in library.levels.efforts.items()}
    parts = _parts(workout)
    total = workout.dose.minutes
    across = (PICTURE_WIDTH - LEFT - RIGHT) / workout.dose.seconds
    drawn: list[str] = [_scale()]
    begun = 0
    for part, steps in parts:
        bars = list(_merged(_bars(steps, clock, scale, begun)))
        own = "" if part == charts.MAIN_SET else " aside"
        drawn += [path(f"{kind}{own}", _shapes(bars, kind, across)) for kind in ("pause", "easy", "firm", "fast")]
        if part == charts.MAIN_SET:
            drawn += _repeats(steps, clock, scale, begun, across)
        elif clock.duration(steps) * across > LETTER * len(part):
            drawn.append(words_at(LEFT + begun * across, 11, part.lower()))
        begun += clock.duration(steps)
    drawn += _times(total, 60 * across)
    title = charts.profile_title(workout.rung + 1, workout.session.title)
    svg = framed(name, title, _description(library, clock, parts, total), HEIGHT, drawn)
    return Picture(svg, table(title, charts.PROFILE_HEADS, _rows(library, clock, scale, parts), 2))


def _parts(workout: Workout) -> list[tuple[str, Steps]]:
    """The parts of a workout that it has, by their names."""
    steps = (workout.warm_up_steps, workout.main_steps, workout.cool_down_steps)
    return [(part, own) for part, own in zip((charts.WARM_UP, charts.MAIN_SET, charts.COOL_DOWN), steps, strict=True) if own]


def _scale() -> str:
    """The lines at 3, 6 and 9 of 10, with their numbers."""
    lines = "".join(f"M{LEFT} {brief(_up(level))}H{PICTURE_WIDTH - RIGHT}" for level in (3, 6, 9))
    return path("line", [lines]) + "".join(words_at(LEFT - 4, _up(level) + 4, str(level), "e") for level in (3, 6, 9))


def _up(effort: float) -> float:
    """How far down an effort from 0 to 10 is drawn."""
    return FLOOR - (FLOOR - TOP) * effort / 10


def _bars(steps: Steps, clock: Clockwork, scale: dict[str, float], begun: int) -> Iterator[Bar]:
    """Every stretch of some steps, repeats written out."""
    for item in steps:
        if isinstance(item, Repeat):
            for _ in range(item.times):
                yield from _bars(item.steps, clock, scale, begun)
                begun += clock.duration(item.steps)
        else:
            end = begun + clock.seconds(item)
            yield Bar(begun, end, _height(item, scale), EFFORT_CLASSES[item.effort] if item.effort else "pause")
            begun = end


def _height(step: Step, scale: dict[str, float]) -> float:
    """How high a step is drawn on the scale from 0 to 10."""
    return scale[step.effort] if step.effort else MOVEMENT_HEIGHTS.get(step.what, MOVEMENT_HEIGHTS["jog"])


def _merged(bars: Iterator[Bar]) -> Iterator[Bar]:
    """Pauses of one height that follow each other as one bar; work stays as many bars as there are repetitions."""
    for (height, kind), found in groupby(bars, key=lambda bar: (bar.height, bar.kind)):
        same = list(found)
        yield from [Bar(same[0].start, same[-1].end, height, kind)] if kind == "pause" else same


def _shapes(bars: list[Bar], kind: str, across: float) -> Iterator[str]:
    """The bars of a kind as rectangles, with a small gap between neighbours."""
    for bar in bars:
        if bar.kind == kind and bar.end > bar.start:
            width = (bar.end - bar.start) * across
            yield box(LEFT + bar.start * across, _up(bar.height), max(width - 0.6, width / 2), FLOOR - _up(bar.height))


def _repeats(steps: Steps, clock: Clockwork, scale: dict[str, float], begun: int, across: float) -> Iterator[str]:
    """How often the repeats of the main set come, above them, where there is room."""
    free = 0.0
    for item in steps:
        lasts = clock.duration((item,))
        if isinstance(item, Repeat) and item.times > 1:
            middle, said = LEFT + (begun + lasts / 2) * across, f"{item.times}×"
            if middle - 4 * len(said) > free:
                yield words_at(middle, _up(max(_height(step, scale) for step in mentioned(item.steps))) - 4, said, "m")
                free = middle + 4 * len(said)
        begun += lasts


def _times(total: float, across: float) -> Iterator[str]:
    """The minutes below the bars; `across` is the room of one."""
    ticks = range(0, int(total) + 1, step_of(total, 6))
    strokes = (f"M{brief(LEFT + tick * across)} {FLOOR}v4" for tick in ticks)
    yield path("axis", [f"M{LEFT} {FLOOR}H{PICTURE_WIDTH - RIGHT}", *strokes])
    yield "".join(words_at(LEFT + tick * across, FLOOR + 17, str(tick), "m") for tick in ticks)
    yield words_at(LEFT, FLOOR + 31, charts.PROFILE_AXIS)


def _description(library: Library, clock: Clockwork, parts: list[tuple[str, Steps]], total: float) -> str:
    """The same in words."""
    said = []
    for part, steps in parts:
        main = part == charts.MAIN_SET
        said.append(words.sentence(steps, words.titles(library)) if main else charts.part_in_brief(part, clock.minutes(steps)))
    return charts.describe_profile(said, total)


def _rows(
    library: Library, clock: Clockwork, scale: dict[str, float], parts: list[tuple[str, Steps]]
) -> Iterator[tuple[str | Markup, ...]]:
    """A row for each step or repeat of the main set, and one for warm-up and cool-down each."""
    for part, steps in parts:
        items = [(item,) for item in steps] if part == charts.MAIN_SET else [steps]
        for item in items:
            most = max(_height(step, scale) for step in mentioned(item))
            said = words.sentence(item, words.titles(library)) if part == charts.MAIN_SET else charts.AS_ABOVE
            yield part, said, units.tenths(clock.minutes(item)), f"{most:g}"
