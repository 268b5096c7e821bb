"""The weeks of a plan as a diary: a row for a week, a column for a day, a letter for what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from toolkit.library import Library
from toolkit.models import WEEKDAYS
from toolkit.rounding import brief
from toolkit.schedule import Placed, Schedule, Week
from toolkit.site.charts.svg import MARK_SHAPES, Picture, framed, legend, marks, path, words_at
from toolkit.text import charts, dates, units
from toolkit.text import english as words

FILLS = {words.FEELS[0.0]: "easy", words.FEELS[0.5]: "firm", words.FEELS[1.0]: "fast", charts.RACE: "race"}
"""How a day's hardest session is drawn; what is not a run is pale."""
INKS = {"easy": "dark", "firm": "dark", "fast": "light", "race": "light"}
"""By how a cell is filled, how its letters are drawn; plain in all others."""
LEFT, TOP, ROW, ACROSS = 39, 22, 20, 43
"""The room beside and above the cells, and how high and wide they are."""

SessionLink = Callable[[Placed], Markup]
"""Writes a session on a day, linked."""


def week_grid(library: Library, schedule: Schedule, name: str, link: SessionLink | None = None) -> Picture:
    """The weeks of a variant, its ids beginning with `name`; the table has the sessions by name, linked if `link` is given."""
    cells = [cell for row, week in enumerate(schedule.weeks) for cell in _cells_of(row, week)]
    explained, height = legend(_meanings(schedule, cells), TOP + ROW * len(schedule.weeks) + 14)
    signs = marks((week.kind, 31, TOP + row * ROW + 10) for row, week in enumerate(schedule.weeks))
    drawn = [*_heads(schedule), *signs, *_bars(cells), *_letters(cells), explained]
    svg = framed(name, charts.DIARY_TITLE, _description(schedule), height, drawn)
    return Picture(svg, _table(schedule, link))


class _Day(NamedTuple):
    """A day as a cell: its upper left corner, how it is filled, and the letters of its sessions."""

    x: float
    y: float
    fill: str
    letters: str


def _cells_of(row: int, week: Week) -> Iterator[_Day]:
    """The days of a week as cells, Monday first."""
    for day, placed in enumerate(week.days):
        kinds = sorted({_kind(one) for one in placed}, key=list(charts.DAY_LETTERS).index)
        runs = [kind for kind in kinds if kind in FILLS]
        fill = FILLS[runs[-1]] if runs else "aside" if kinds else "rest"
        yield _Day(LEFT + day * ACROSS, TOP + row * ROW, fill, "".join(charts.DAY_LETTERS[kind] for kind in kinds))


def _heads(schedule: Schedule) -> Iterator[str]:
    """The weekdays above the cells, and the numbers of the weeks beside them."""
    for number, day in enumerate(charts.WEEKDAY_LETTERS):
        yield words_at(LEFT + (number + 0.5) * ACROSS, 14, day, "m")
    for row, week in enumerate(schedule.weeks):
        yield words_at(22, TOP + row * ROW + 14, str(week.number), "e")


def _meanings(schedule: Schedule, cells: Sequence[_Day]) -> Iterator[tuple[str, str]]:
    """The letters and signs that are drawn, each with what it means."""
    used = {letter for cell in cells for letter in cell.letters}
    for kind, letter in charts.DAY_LETTERS.items():
        if letter in used:
            yield words_at(0, 4, letter, "strong m"), kind.lower()
    for kind in MARK_SHAPES:
        if any(week.kind == kind for week in schedule.weeks):
            yield "".join(marks([(kind, 0, 0)])), words.WEEK_KIND_WORDS[kind]


def _kind(placed: Placed) -> str:
    return charts.RACE if placed.session.kind == "race" else words.hard_word(placed.session, placed.dose.hard)


def _bars(cells: Sequence[_Day]) -> Iterator[str]:
    """The filled cells, each fill as one path, in the order in which they first come."""
    shapes: dict[str, list[str]] = {}
    for cell in cells:
        if cell.letters:
            shapes.setdefault(cell.fill, []).append(_bar(cell.x, cell.y))
    yield from (path(f"cell-{fill}", found) for fill, found in shapes.items())


def _bar(x: float, y: float) -> str:
    """A filled cell: a thick stroke, which takes fewer bytes than a rectangle."""
    return f"M{brief(x + 1)} {brief(y + ROW / 2)}h{brief(ACROSS - 2)}"


def _letters(cells: Sequence[_Day]) -> Iterator[str]:
    """The letters of all cells, each ink as one text; a dot where there is none."""
    letters: dict[str, list[tuple[float, float, str]]] = {"dark": [], "light": [], "plain": []}
    for cell in cells:
        said = cell.letters or "·"
        first = cell.x + ACROSS // 2 - 7 * (len(said) - 1)
        letters[INKS.get(cell.fill, "plain")] += [(first + 14 * number, cell.y + 14, letter) for number, letter in enumerate(said)]
    yield from (_spread(ink, found) for ink, found in letters.items() if found)


def _spread(ink: str, found: list[tuple[float, float, str]]) -> str:
    """Letters of one ink as one text, each at its own place."""
    across, down = " ".join(brief(x) for x, _, _ in found), " ".join(brief(y) for _, y, _ in found)
    return f'<text class="m ink-{ink}" x="{across}" y="{down}">{"".join(letter for _, _, letter in found)}</text>'


def _description(schedule: Schedule) -> str:
    """The same in words: how many days of each kind."""
    days = [{_kind(one) for one in placed} for week in schedule.weeks for placed in week.days]
    counts = {kind: sum(kind in day for day in days) for kind in charts.DAY_LETTERS}
    counted = [(kind, number) for kind, number in counts.items() if number]
    return charts.describe_diary(len(schedule.weeks), len(days), counted, sum(not day for day in days))


def _table(schedule: Schedule, link: SessionLink | None) -> Markup:
    """Weeks by weekdays, with the sessions by name."""
    heads = "".join(f'<th scope="col">{dates.short_weekday(day)}</th>' for day in WEEKDAYS)
    rows = "".join(_row(week, link) for week in schedule.weeks)
    return Markup(
        f'<table class="diary"><caption>{charts.DIARY_CAPTION}</caption>'
        f'<thead><tr><th scope="col">{charts.WEEK_HEAD}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(week: Week, link: SessionLink | None) -> str:
    said = words.WEEK_KIND_WORDS[week.kind]
    head = f'<th scope="row">{week.number}{f" <small>{said}</small>" if said else ""}</th>'
    return f"<tr>{head}{''.join(f'<td>{_cell(placed, link)}</td>' for placed in week.days)}</tr>"


def _cell(placed: tuple[Placed, ...], link: SessionLink | None) -> str:
    """The sessions of a day, each with its dose in brief."""
    return "<br>".join(f"{link(one) if link else escape(one.session.title)} {escape(_dose(one))}".strip() for one in placed) or "·"


def _dose(placed: Placed) -> str:
    main = placed.workout.main_steps
    return words.rounds(main) or words.short_set(main) or units.minutes(placed.dose.main_minutes)
