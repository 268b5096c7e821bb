"""The load of a plan: minutes by effort week by week, and below them what the most loaded tissues bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.dose import Workout
from toolkit.library import Library
from toolkit.models import Tissue
from toolkit.notation import unfold
from toolkit.rounding import add, brief, fixed
from toolkit.schedule import Schedule, Week, WeekKind
from toolkit.site.charts.profile import EFFORT_CLASSES
from toolkit.site.charts.svg import (
    MARK_SHAPES,
    PICTURE_WIDTH,
    Picture,
    box,
    framed,
    legend,
    marks,
    path,
    step_of,
    table,
    words_at,
)
from toolkit.text import charts
from toolkit.text import english as words

LEFT, TOP, FLOOR, BAND = 28, 26, 150, 40
"""The room beside and above the bars, where they end below, and the height of the band of one tissue."""
MOST_TISSUES = 3
"""How many tissues are shown: those that bear the most in the week in which they bear the most."""


@dataclass(frozen=True, slots=True)
class _Load:
    """What is drawn of a schedule."""

    schedule: Schedule
    runs: bool
    """Whether it has any running: by effort, or else by mode."""
    called: Mapping[str, str]
    """The parts of a bar, the lowest first, and what the legend calls each."""
    done: Sequence[Mapping[str, int]]
    """The seconds of each part, week by week."""
    tissues: Sequence[Tissue]

    @property
    def across(self) -> float:
        """How wide a week is."""
        return (PICTURE_WIDTH - LEFT - 4) / len(self.done)

    @property
    def title(self) -> str:
        """What the picture is called."""
        return charts.load_title(runs=self.runs)


def load_chart(library: Library, schedule: Schedule, name: str) -> Picture:
    """The weeks of a variant as stacked bars, its ids beginning with `name`."""
    load = _load_of(library, schedule)
    below = FLOOR + 22.0
    explained, height = legend(_meanings(load), below + BAND * len(load.tissues) + 10)
    drawn = [*_bars(load), *_bands(load, below), explained]
    svg = framed(name, load.title, _description(load), height, drawn)
    return Picture(svg, _table(load))


def _load_of(library: Library, schedule: Schedule) -> _Load:
    runs = any(week.running for week in schedule.weeks)
    done = [_by_effort(library, schedule, week) if runs else _by_mode(week) for week in schedule.weeks]
    return _Load(schedule, runs, charts.EFFORT_LEGEND if runs else charts.MODE_LEGEND, done, _most_loaded(schedule.weeks))


def _meanings(load: _Load) -> Iterator[tuple[str, str]]:
    """The parts of bars and the signs of weeks that are drawn, each with what it means."""
    for kind, said in load.called.items():
        if any(week[kind] for week in load.done):
            yield path(kind, [box(-5, -5, 10, 10)]), said
    for kind in MARK_SHAPES:
        if any(week.kind == kind for week in load.schedule.weeks):
            yield "".join(marks([(kind, 0, 0)])), words.WEEK_KIND_WORDS[kind]


def _by_effort(library: Library, schedule: Schedule, week: Week) -> Mapping[str, int]:
    """The seconds of a week's running by how they are drawn; a race itself does not count."""
    found: defaultdict[str, int] = defaultdict(int)
    for _, placed in week.placed():
        if placed.dose.running:
            for kind, seconds in _of_workout(library, schedule, placed.workout).items():
                found[kind] += seconds
    return found


def _of_workout(library: Library, schedule: Schedule, workout: Workout) -> Mapping[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    main = () if workout.session.kind == "race" else workout.main_steps
    for step in unfold((*workout.warm_up_steps, *main, *workout.cool_down_steps)):
        found[EFFORT_CLASSES[step.effort] if step.effort else "easy"] += schedule.clock.seconds(step)
    return found


def _by_mode(week: Week) -> Mapping[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for _, placed in week.placed():
        found[{"strength": "firm", "drill": "fast", "plyometric": "fast"}.get(placed.session.mode, "easy")] += placed.dose.seconds
    return found


def _most_loaded(weeks: Sequence[Week]) -> list[Tissue]:
    """The tissues that are shown, the most loaded first."""
    most: dict[Tissue, float] = {}
    for week in weeks:
        for tissue, load in week.tissues.items():
            most[tissue] = max(load, most.get(tissue, 0))
    return sorted(most, key=lambda tissue: (-most[tissue], tissue))[:MOST_TISSUES]


def _bars(load: _Load) -> Iterator[str]:
    """The stacked bars with their scale, the signs above them and the weeks below."""
    most = max(add(week.values()) for week in load.done) / 60
    step = step_of(most, 4)
    up = (FLOOR - TOP) / max(most, step)
    gridlines = range(step, int(most) + 1, step)
    yield path("line", (f"M{LEFT} {brief(FLOOR - load * up)}H{PICTURE_WIDTH - 4}" for load in gridlines))
    yield "".join(words_at(LEFT - 3, FLOOR - load * up + 4, str(load), "e") for load in gridlines)
    yield from _stacks(load, up)
    yield path("axis", [f"M{LEFT} {FLOOR}H{PICTURE_WIDTH - 4}"])
    every = step_of(len(load.done), 16, (1, 2, 4, 8))
    shown = [week.number for week in load.schedule.weeks if (week.number - 1) % every == 0]
    yield "".join(words_at(LEFT + (number - 0.5) * load.across, FLOOR + 15, str(number), "m") for number in shown)
    yield words_at(0, 12, charts.LOAD_AXIS)


def _stacks(load: _Load, up: float) -> Iterator[str]:
    """The bars, each part a class, and the signs above them; `up` is how high a minute is."""
    shapes: dict[str, list[str]] = {kind: [] for kind in load.called}
    signs: list[tuple[WeekKind, float, float]] = []
    for number, week in enumerate(load.done):
        y = float(FLOOR)
        for kind in load.called:
            y -= week[kind] / 60 * up
            if week[kind]:
                shapes[kind].append(box(LEFT + (number + 0.1) * load.across, y, 0.8 * load.across, week[kind] / 60 * up))
        signs.append((load.schedule.weeks[number].kind, LEFT + (number + 0.5) * load.across, y - 8))
    yield from (path(kind, shape) for kind, shape in shapes.items())
    yield from marks(signs)


def _bands(load: _Load, y: float) -> Iterator[str]:
    """What each tissue bears, week by week, one below the other from `y` down, on one scale."""
    weeks = load.schedule.weeks
    most = max((week.tissues.get(tissue, 0) for week in weeks for tissue in load.tissues), default=0)
    for tissue in load.tissues:
        yield from _band(weeks, tissue, y, load.across, most)
        y += BAND


def _band(weeks: Sequence[Week], tissue: Tissue, y: float, across: float, most: float) -> Iterator[str]:
    """What one tissue bears, week by week, on the scale that all bands share."""
    yield words_at(LEFT, y + 12, charts.tissue_label(words.PART_NAMES[tissue]))
    floor, up = y + BAND - 2, (BAND - 18) / most
    tops = ((LEFT + number * across, floor - week.tissues.get(tissue, 0) * up) for number, week in enumerate(weeks))
    yield path(
        "band", [f"M{LEFT} {brief(floor)}", *(f"L{brief(x)} {brief(top)}h{brief(across)}" for x, top in tops), f"V{brief(floor)}z"]
    )


def _description(load: _Load) -> str:
    """The same in words: how the minutes climb, and which weeks are not loading weeks."""
    numbers = {kind: [week.number for week in load.schedule.weeks if week.kind == kind] for kind in MARK_SHAPES}
    by_kind = [(words.WEEK_KIND_WORDS[kind], found) for kind, found in numbers.items() if found]
    return charts.describe_load([add(week.values()) / 60 for week in load.done], by_kind)


def _table(load: _Load) -> Markup:
    """A row for each week: its number and kind, the minutes of each part, and the load on each tissue."""
    parts = (*load.called.values(), *(words.PART_NAMES[tissue] for tissue in load.tissues))
    heads = (charts.WEEK_HEAD, charts.LOAD_KIND_HEAD, *map(words.label, parts))
    return table(charts.load_caption(load.title, tissues=bool(load.tissues)), heads, _rows(load), 2)


def _rows(load: _Load) -> Iterator[tuple[str, ...]]:
    for week, seconds in zip(load.schedule.weeks, load.done, strict=True):
        loads = (fixed(week.tissues.get(tissue, 0)) for tissue in load.tissues)
        yield str(week.number), words.WEEK_KIND_WORDS[week.kind], *(fixed(seconds[kind] / 60) for kind in load.called), *loads
