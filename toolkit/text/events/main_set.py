"""The main set of a session in a few words: what an event's title and first line say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from toolkit.models import Session
from toolkit.notation import EFFORTS, Amount, Repeat, Step, Steps, mentioned
from toolkit.problems import count
from toolkit.text import english as words
from toolkit.text import units

MANY = 12
"""Characters that a list of amounts has at most in a title; of a longer one its first, its longest and its last are named."""
_ARTICLE = re.compile(r"^(?:an?|the) ")
_UNNAMED = ("stride", "sprint")
"""Efforts that are nouns: `6×15 s strides`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Work of a main set: how often, how much, and at which efforts."""

    times: tuple[int, ...]
    amounts: tuple[Amount, ...]
    efforts: tuple[str, ...]

    @property
    def said(self) -> str:
        """`6×2 min`, `2×16×15 s`, `20 min`, `8×50/50 m`."""
        return f"{self.number}{_space(self.unit)}{self.unit}"

    @property
    def in_full(self) -> str:
        """The same with every unit: `8×(50 m + 50 m)`."""
        if len(self.amounts) == 1:
            return self.said
        return f"{''.join(f'{times}×' for times in self.times)}({' + '.join(map(units.amount, self.amounts))})"

    @property
    def number(self) -> str:
        """The amount without its unit."""
        said = [units.amount(amount) for amount in self.amounts]
        numbers, parts = [one.split()[0] for one in said], {one.split()[-1] for one in said}
        joined = "/".join(numbers if len(parts) == 1 else [*said[:-1], numbers[-1]])
        return f"{''.join(f'{times}×' for times in self.times)}{joined}"

    @property
    def unit(self) -> str:
        """The unit of the last amount."""
        return units.amount(self.amounts[-1]).split()[-1]


def pieces_of(steps: Steps) -> list[Piece]:
    """The work of a main set in its order: all that is not easy, or, where all is easy, that."""
    found = list(_pieces(steps))
    quick = [piece for piece in found if set(piece.efforts) - {"easy"}]
    return [_quickest(piece) for piece in quick] or found


def amounts_text(pieces: Sequence[Piece]) -> str:
    """How much work there is: `6×2 min`, `2×6+2 min`, `12 min + 6×15 s`, `1…4…1 min`."""
    if pieces and {piece.unit for piece in pieces} == {"s", "min"} and not any(piece.times for piece in pieces):
        numbers, unit = [_clock(int(piece.amounts[0].middle)) for piece in pieces], "min"
    elif len({piece.unit for piece in pieces}) == 1:
        numbers, unit = [piece.number for piece in pieces], pieces[0].unit
    else:
        return " + ".join(piece.said for piece in pieces)
    if len(said := f"{'+'.join(numbers)}{_space(unit)}{unit}") <= MANY or any(piece.times for piece in pieces):
        return said
    most = max(range(len(pieces)), key=lambda number: pieces[number].amounts[0].middle)
    ends = [number for number, _ in groupby((numbers[0], numbers[most], numbers[-1]))]
    return f"{'…'.join(ends)}{_space(unit)}{unit}"


def efforts_text(pieces: Sequence[Piece], session: Session) -> str:
    """At which effort, and where that matters how: `at 5 km effort`, `strides uphill`, `threshold to 10 km effort`."""
    efforts = sorted({effort for piece in pieces for effort in piece.efforts}, key=EFFORTS.index)
    said = _effort(efforts[0], many=any(piece.times for piece in pieces))
    if len(efforts) > 1:
        said = f"{_bare(efforts[0])} to {_effort(efforts[-1], many=True).removeprefix('at ')}"
    return f"{said}{_slope(session)}{'' if session.mode == 'run' else f' {words.MODE_WORDS[session.mode]}'}"


def set_text(session: Session, steps: Steps, amounts: Callable[[Sequence[Piece]], str] = amounts_text) -> str:
    """The main set with its efforts: `6×2 min at 5 km effort`; nothing where it holds no work, or the whole is one easy step."""
    pieces = pieces_of(steps)
    if not pieces or is_plain(steps):
        return ""
    efforts = [piece.efforts for piece in pieces]
    if len(pieces) == 2 and efforts[0] != efforts[1]:
        return " + ".join(f"{piece.said} {efforts_text([piece], session)}" for piece in pieces)
    said = f"{amounts(pieces)}{', ' if len(set(chain.from_iterable(efforts))) > 1 else ' '}{efforts_text(pieces, session)}"
    return f"{said}{_walks(steps) if efforts[0] == ('easy',) else ''}"


def headline(session: Session, steps: Steps) -> str:
    """The main set as the first line of a text: `6 × 2 min at 5 km effort`; a race, a trial and a circuit by their names."""
    said = "" if session.kind in ("race", "time-trials") else set_text(session, steps, amounts=_full_amounts)
    if said:
        return re.sub(r"(?<!\d)(\d+) × (?=\d+ ×)", r"\1 sets of ", said.replace("×", " × "))
    circuit = circuit_text(steps)
    return f"{session.title}, {circuit}" if circuit else session.title


def is_plain(steps: Steps) -> bool:
    """Whether a main set is one step at an easy effort: its minutes are all there is to say."""
    return len(steps) == 1 and isinstance(steps[0], Step) and steps[0].effort == "easy"


def plain_text(session: Session, steps: Steps) -> str:
    """A main set of one easy step, or of one walk: `30 min easy`, `35 min bike`, `20 min walk`; nothing for anything else."""
    if len(steps) != 1 or not isinstance(steps[0], Step) or not steps[0].amount or steps[0].exercise:
        return ""
    way = "easy" if session.mode == "run" else str(session.mode)
    return f"{units.amount(steps[0].amount)} {way if steps[0].effort else steps[0].what}"


def circuit_text(steps: Steps) -> str:
    """`3 rounds` of several exercises, `3 sets` of one; nothing for anything else."""
    if not words.rounds(steps):
        return ""
    (item,) = steps
    times = item.times if isinstance(item, Repeat) else 1
    return count(times, "round" if sum(step.exercise is not None for step in mentioned(steps)) > 1 else "set")


def without_capital(title: str) -> str:
    """A title inside a line: `strength A`."""
    return f"{title[:1].lower()}{title[1:]}"


def without_article(title: str) -> str:
    """A title behind “no”: `strength A`; `touch of 5 km effort` of “A touch of 5 km effort”."""
    return _ARTICLE.sub("", without_capital(title))


def _pieces(steps: Steps, times: tuple[int, ...] = ()) -> Iterator[Piece]:
    for item in steps:
        if isinstance(item, Step):
            if item.effort and item.amount:
                yield Piece(times, (item.amount,), (item.effort,))
            continue
        work = [step for step in item.steps if isinstance(step, Step) and step.effort and step.amount]
        if any(isinstance(step, Repeat) for step in item.steps) and not work:
            yield from _pieces(item.steps, (*times, item.times))
        elif work:
            amounts = tuple(step.amount for step in work if step.amount)
            yield Piece((*times, item.times), amounts, tuple(step.effort for step in work if step.effort))


def _quickest(piece: Piece) -> Piece:
    """A piece without what only leads to its point: the easy parts of a repeat, and strides into a sprint."""
    lesser = {"easy"} | ({"stride"} if "sprint" in piece.efforts else set())
    kept = [(amount, effort) for amount, effort in zip(piece.amounts, piece.efforts, strict=True) if effort not in lesser]
    return Piece(piece.times, tuple(amount for amount, _ in kept), tuple(effort for _, effort in kept))


def _full_amounts(pieces: Sequence[Piece]) -> str:
    """Every amount where there is room for all: `2×6 min + 2 min`, `1, 2, 3, 2, 1 min`."""
    if len(pieces) > 1 and len({piece.unit for piece in pieces}) == 1 and not any(piece.times for piece in pieces):
        return f"{', '.join(piece.number for piece in pieces)}{_space(pieces[0].unit)}{pieces[0].unit}"
    return " + ".join(piece.in_full for piece in pieces)


def _effort(effort: str, *, many: bool) -> str:
    said = words.EFFORT_WORDS[effort]
    return f"{said}s" if many and effort in _UNNAMED else said


def _bare(effort: str) -> str:
    """An effort as the lower end of a range: `threshold`, `10 km`."""
    return words.EFFORT_WORDS[effort].removeprefix("at ").removesuffix(" effort")


def _slope(session: Session) -> str:
    if session.grade is None or session.mode != "run":
        return ""
    down = any("downhill" in step.note for steps in session.rungs for step in mentioned(steps))
    return " downhill" if down else " uphill"


def _space(unit: str) -> str:
    """What comes before a unit: before `km` the no-break space, by which miles are put in its place."""
    return "\u00a0" if unit == "km" else " "


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _walks(steps: Steps) -> str:
    """The walks between easy runs: `, 2 min walk`."""
    between = [step for item in steps if isinstance(item, Repeat) for step in mentioned(item.steps) if step.role == "recovery"]
    return f", {units.amount(between[0].amount)} {between[0].what}" if between and between[0].amount else ""
