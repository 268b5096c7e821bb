"""The weeks of a plan as a diary: a row for a week, a column for a day, a letter for what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from toolkit.library import Library
from toolkit.models import WEEKDAYS
from toolkit.schedule import Placed, Schedule, Week
from toolkit.site.charts.svg import MARKS, Picture, framed, legend, marks, path, short, words_at
from toolkit.text import dates, units
from toolkit.text import english as words

LETTERS = {
    "Easy": "E", "Moderate": "M", "Hard": "H", "Race": "R", "Strength": "S", "Mobility": "B", "Drills": "D", "Jumping": "J",
}  # fmt: skip
"""What stands for a session; the legend says it."""
FILLS = {"Easy": "easy", "Moderate": "firm", "Hard": "fast", "Race": "race"}
"""How a day's hardest session is drawn; what is not a run is pale."""
LEFT, TOP, ROW, ACROSS = 39, 22, 20, 43
"""The room beside and above the cells, and how high and wide they are."""

Link = Callable[[Placed], Markup]
"""A session on a day, linked."""


def week_grid(library: Library, schedule: Schedule, name: str, link: Link | None = None) -> Picture:
    """The weeks of a variant, its ids beginning with `name`; the table has the sessions by name, linked if `link` is given."""
    cells: dict[str, list[str]] = {}
    letters: dict[str, list[tuple[float, float, str]]] = {"dark": [], "light": [], "plain": []}
    drawn = [
        words_at(LEFT + (number + 0.5) * ACROSS, 14, day, "m") for number, day in enumerate(("M", "T", "W", "T", "F", "S", "S"))
    ]
    for row, week in enumerate(schedule.weeks):
        y = TOP + row * ROW
        drawn.append(words_at(22, y + 14, str(week.number), "e"))
        for day, placed in enumerate(week.days):
            x = LEFT + day * ACROSS
            kinds = sorted({_kind(one) for one in placed}, key=list(LETTERS).index)
            runs = [kind for kind in kinds if kind in FILLS]
            fill = FILLS[runs[-1]] if runs else "aside" if kinds else "rest"
            if kinds:
                cells.setdefault(fill, []).append(_bar(x, y))
            ink = {"easy": "dark", "firm": "dark", "fast": "light", "race": "light"}.get(fill, "plain")
            letters[ink] += _letters(x, y, "".join(LETTERS[kind] for kind in kinds) or "·")
    drawn += marks((week.kind, 31, TOP + row * ROW + 10) for row, week in enumerate(schedule.weeks))
    drawn += [path(f"cell-{fill}", shapes) for fill, shapes in cells.items()]
    drawn += [_spread(ink, found) for ink, found in letters.items() if found]
    used = {letter for found in letters.values() for _, _, letter in found}
    meanings = [(words_at(0, 4, LETTERS[kind], "strong m"), kind.lower()) for kind in LETTERS if LETTERS[kind] in used]
    meanings += [
        ("".join(marks([(kind, 0, 0)])), MARKS[kind][0]) for kind in MARKS if any(week.kind == kind for week in schedule.weeks)
    ]
    below = TOP + ROW * len(schedule.weeks) + 14
    explained, height = legend(meanings, below)
    drawn.append(explained)
    title = "Every day of the plan"
    svg = framed(name, title, _description(schedule), height, drawn)
    return Picture(svg, _table(library, schedule, link))


def _kind(placed: Placed) -> str:
    return "Race" if placed.session.kind == "race" else words.hard_word(placed.session, placed.dose.hard)


def _bar(x: float, y: float) -> str:
    """A filled cell: a thick stroke, which takes fewer bytes than a rectangle."""
    return f"M{short(x + 1)} {short(y + ROW / 2)}h{short(ACROSS - 2)}"


def _letters(x: float, y: float, said: str) -> Iterator[tuple[float, float, str]]:
    """Every letter of a cell with its place."""
    first = x + ACROSS // 2 - 7 * (len(said) - 1)
    yield from ((first + 14 * number, y + 14, letter) for number, letter in enumerate(said))


def _spread(ink: str, found: list[tuple[float, float, str]]) -> str:
    """Letters of one ink as one text, each at its own place."""
    across, down = " ".join(short(x) for x, _, _ in found), " ".join(short(y) for _, y, _ in found)
    return f'<text class="m ink-{ink}" x="{across}" y="{down}">{"".join(letter for _, _, letter in found)}</text>'


def _description(schedule: Schedule) -> str:
    """The same in words: how many days of each kind."""
    days = [{_kind(one) for one in placed} for week in schedule.weeks for placed in week.days]
    counted = [f"{sum(kind in day for day in days)} with {kind.lower()}" for kind in LETTERS if any(kind in day for day in days)]
    rest = sum(not day for day in days)
    return f"{units.weeks(len(schedule.weeks))}, {len(days)} days: {', '.join(counted)}; {rest} of rest."


def _table(library: Library, schedule: Schedule, link: Link | None) -> Markup:
    """Weeks by weekdays, with the sessions by name."""
    heads = "".join(f'<th scope="col">{dates.WEEKDAY_NAMES[day][:3]}</th>' for day in WEEKDAYS)
    rows = "".join(_row(library, week, link) for week in schedule.weeks)
    caption = "Every day of the plan, with its sessions"
    return Markup(
        f'<table class="diary"><caption>{caption}</caption><thead><tr><th scope="col">Week</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(library: Library, week: Week, link: Link | None) -> str:
    said = words.WEEK_KIND_WORDS[week.kind]
    head = f'<th scope="row">{week.number}{f" <small>{said}</small>" if said else ""}</th>'
    return f"<tr>{head}{''.join(f'<td>{_cell(placed, link)}</td>' for placed in week.days)}</tr>"


def _cell(placed: tuple[Placed, ...], link: Link | None) -> str:
    """The sessions of a day, each with its dose in brief."""
    return "<br>".join(f"{link(one) if link else escape(one.session.title)} {escape(_dose(one))}".strip() for one in placed) or "·"


def _dose(placed: Placed) -> str:
    main = placed.workout.main
    return words.rounds(main) or words.short(main) or units.minutes(placed.dose.main)
