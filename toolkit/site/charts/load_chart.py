"""The load of a plan: minutes by effort week by week, and below them what the most loaded tissues bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit.dose import Workout, clockwork
from toolkit.library import Library
from toolkit.models import Tissue
from toolkit.notation import unfold
from toolkit.rounding import add, fixed
from toolkit.schedule import Schedule, Week
from toolkit.site.charts.profile import KINDS
from toolkit.site.charts.svg import (
    MARKS,
    WIDTH,
    Picture,
    box,
    framed,
    legend,
    marks,
    path,
    short,
    step_of,
    table,
    words_at,
)
from toolkit.text import english as words
from toolkit.text import units

EFFORTS = {"easy": "easy", "firm": "steady to threshold", "fast": "10 km effort and quicker"}
"""How running is drawn, the lowest part of a bar first, and what the legend calls it."""
MODES = {"easy": "mobility", "firm": "strength", "fast": "drills and jumping"}
"""The same for a plan without running."""
LEFT, TOP, FLOOR, BAND = 28, 26, 150, 40
"""The room beside and above the bars, where they stand, and the height of the band of one tissue."""
TISSUES = 3
"""How many tissues are shown: those that bear the most in the week in which they bear the most."""


def load_chart(library: Library, schedule: Schedule, name: str) -> Picture:
    """The weeks of a variant as stacked bars, its ids beginning with `name`."""
    runs = any(week.running for week in schedule.weeks)
    called = EFFORTS if runs else MODES
    done = [_by_effort(library, schedule, week) if runs else _by_mode(week) for week in schedule.weeks]
    tissues = _most_loaded(schedule.weeks)
    across = (WIDTH - LEFT - 4) / len(done)
    drawn = list(_bars(schedule, done, called, across))
    y = FLOOR + 22.0
    for tissue in tissues:
        drawn += _band(
            schedule.weeks, tissue, y, across, max(week.tissues.get(one, 0) for week in schedule.weeks for one in tissues)
        )
        y += BAND
    shown = [kind for kind in MARKS if any(week.kind == kind for week in schedule.weeks)]
    meanings = [(path(kind, [box(-5, -5, 10, 10)]), said) for kind, said in called.items() if any(week[kind] for week in done)]
    meanings += [("".join(marks([(kind, 0, 0)])), MARKS[kind][0]) for kind in shown]
    explained, height = legend(meanings, y + 10)
    drawn.append(explained)
    title = f"Minutes {'of running by effort' if runs else 'by kind'}, week by week"
    svg = framed(name, title, _description(schedule, done), height, drawn)
    heads = (
        "Week",
        "What",
        *(words.label(said) for said in called.values()),
        *(words.label(words.PART_NAMES[tissue]) for tissue in tissues),
    )
    caption = f"{title}{', and the load on tissues, in the units of the rules' if tissues else ''}"
    return Picture(svg, table(caption, heads, _rows(schedule, done, called, tissues), 2))


def _by_effort(library: Library, schedule: Schedule, week: Week) -> Mapping[str, int]:
    """The seconds of a week's running by how they are drawn; a race itself does not count."""
    found: defaultdict[str, int] = defaultdict(int)
    for _, placed in week.placed():
        if placed.dose.running:
            for kind, seconds in _of_workout(library, schedule, placed.workout).items():
                found[kind] += seconds
    return found


def _of_workout(library: Library, schedule: Schedule, workout: Workout) -> Mapping[str, int]:
    clock = clockwork(library, schedule.variant.level)
    found: defaultdict[str, int] = defaultdict(int)
    main = () if workout.session.kind == "race" else workout.main
    for step in unfold((*workout.warm_up_steps, *main, *workout.cool_down_steps)):
        found[KINDS[step.effort] if step.effort else "easy"] += clock.seconds(step)
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
    return sorted(most, key=lambda tissue: (-most[tissue], tissue))[:TISSUES]


def _bars(schedule: Schedule, done: Sequence[Mapping[str, int]], called: Mapping[str, str], across: float) -> Iterator[str]:
    """The stacked bars with their scale, the signs above them and the weeks below."""
    most = max(add(week.values()) for week in done) / 60
    step = step_of(most, 4)
    up = (FLOOR - TOP) / max(most, step)
    levels = range(step, int(most) + 1, step)
    yield path("line", (f"M{LEFT} {short(FLOOR - level * up)}H{WIDTH - 4}" for level in levels))
    yield "".join(words_at(LEFT - 3, FLOOR - level * up + 4, str(level), "e") for level in levels)
    shapes: dict[str, list[str]] = {kind: [] for kind in called}
    signs: list[tuple[str, float, float]] = []
    for number, week in enumerate(done):
        y = float(FLOOR)
        for kind in called:
            y -= week[kind] / 60 * up
            if week[kind]:
                shapes[kind].append(box(LEFT + (number + 0.1) * across, y, 0.8 * across, week[kind] / 60 * up))
        signs.append((schedule.weeks[number].kind, LEFT + (number + 0.5) * across, y - 8))
    yield from (path(kind, shape) for kind, shape in shapes.items())
    yield from marks(signs)
    yield path("axis", [f"M{LEFT} {FLOOR}H{WIDTH - 4}"])
    every = step_of(len(done), 16, (1, 2, 4, 8))
    shown = [week.number for week in schedule.weeks if (week.number - 1) % every == 0]
    yield "".join(words_at(LEFT + (number - 0.5) * across, FLOOR + 15, str(number), "m") for number in shown)
    yield words_at(0, 12, "minutes a week")


def _band(weeks: Sequence[Week], tissue: Tissue, y: float, across: float, most: float) -> Iterator[str]:
    """What one tissue bears, week by week, on the scale that all bands share."""
    yield words_at(LEFT, y + 12, f"load on {words.PART_NAMES[tissue]}")
    floor, up = y + BAND - 2, (BAND - 18) / most
    tops = ((LEFT + number * across, floor - week.tissues.get(tissue, 0) * up) for number, week in enumerate(weeks))
    yield path(
        "band", [f"M{LEFT} {short(floor)}", *(f"L{short(x)} {short(top)}h{short(across)}" for x, top in tops), f"V{short(floor)}z"]
    )


def _description(schedule: Schedule, done: Sequence[Mapping[str, int]]) -> str:
    """The same in words: how the minutes climb, and which weeks are not loading weeks."""
    totals = [add(week.values()) / 60 for week in done]
    most = max(totals)
    said = [f"From {units.minutes(totals[0])} in week 1 to {units.minutes(most)} in week {totals.index(most) + 1} at the most"]
    for kind in MARKS:
        numbers = [str(week.number) for week in schedule.weeks if week.kind == kind]
        if numbers:
            said.append(f"{MARKS[kind][0]}: {', '.join(numbers)}")
    return f"{'; '.join(said)}."


def _rows(
    schedule: Schedule, done: Sequence[Mapping[str, int]], called: Mapping[str, str], tissues: Sequence[Tissue]
) -> Iterator[tuple[str, ...]]:
    for week, seconds in zip(schedule.weeks, done, strict=True):
        loads = (fixed(week.tissues.get(tissue, 0)) for tissue in tissues)
        yield str(week.number), words.WEEK_KIND_WORDS[week.kind], *(fixed(seconds[kind] / 60) for kind in called), *loads
