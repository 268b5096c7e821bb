"""Every regular expression of the toolkit takes at most a second on 256 KiB of text made to hurt it."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random
from typing import Any

import pytest
from expressions import Attack, Expression, Text, applied, attacks, expressions
from speed import answered_within

from toolkit import notation
from toolkit.site.markup import Tooltips
from toolkit.yaml_reader import MOST_BYTES

SIZES = ((MOST_BYTES // 32, 0.001), (MOST_BYTES // 4, 0.055), (MOST_BYTES, 1.0))
"""Sizes of a text, each with the seconds from which the next one is tried: what takes a second on the last and grows with the
square of the length takes as much on the first ones."""

MADE: dict[tuple[str, str], re.Pattern[Any]] = {
    ("toolkit.checks.claims", "pattern"): re.compile(r"\b(?:circulation|blood|lactic|toxins?)\b", re.IGNORECASE),
    ("toolkit.models.limits", "form"): re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?-(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?"),
    ("toolkit.site.markup", "f\"(?<![\\\\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\\\\w-])\""): Tooltips(
        {"tempo": (("tempo", "tempo run", "tempo runs"), "A run."), "reset": (("reset week", "reset weeks"), "A week.")}
    )._form,  # type: ignore[dict-item]
}
"""Expressions that a function makes from its own names: what they look like. A new one has to be added here."""

BY_HAND: dict[str, tuple[str, ...]] = {
    "toolkit.prose": ("[strong, ", "[a@", "[", "{a", "](../", "](../plans/", "[weak: @a; ", "[strong", "{a ", "[convention@"),
    "toolkit.site.markup": (
        "<td><a ",
        "<td><a href=x>",
        "<",
        "[",
        "[x](",
        "9",
        "9.",
        "1\u20131",
        "<li> ",
        "<td ",
        "<td><a>x</a>",
    ),
    "toolkit.site.links": (" (", " A", " AB", "index", "… × 1–"),
    "toolkit.app.finish": ("<!-- html -->\n", "<!-- html -->\n<", "assets/", "assets/a"),
    "toolkit.notation.suggest": ("each ", "1, ", "("),
    "toolkit.notation": ("9", "9x", "1-", "each ", "1 "),
}
"""Further pieces to repeat, by module: what an attacker thought of."""


class _TooLongError(Exception):
    """An expression took more than a second."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what takes more time of the processor than this."""

    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def takes(function: Callable[[Text], object], text: Text) -> float:
    """The seconds of the processor that a function takes on a text; infinite from one on."""
    started = time.process_time()
    try:
        with limited(1):
            function(text)
    except _TooLongError:
        return float("inf")
    return time.process_time() - started


def worst(pattern: re.Pattern[Any], use: str, by_hand: tuple[str, ...] = (), share: float = 1) -> Attack | None:
    """The first attack by which 256 KiB of text take an expression more than a second; None where there is none.

    With a share only so many of the attacks are tried, always the same, beside those thought of by hand.
    """
    function = applied(pattern, use)
    binary = isinstance(pattern.pattern, bytes)
    chance = Random(0)
    chosen = [attack for attack in attacks(pattern) if chance.random() < share]
    for attack in (*chosen, *(Attack("", pump) for pump in by_hand), *(Attack(head, " ") for head in by_hand)):
        if all(takes(function, attack.text(size, binary)) > seconds for size, seconds in SIZES):
            return attack
    return None


SHARE = 0.2
"""How many of the attacks the quick suite tries."""
USES = sorted(set(expressions()), key=lambda found: (found.module, found.written, found.use))


@pytest.mark.parametrize("share", [SHARE, pytest.param(1, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("found", USES, ids=lambda found: f"{found.module}-{found.use}-{found.written[:24]}")
def test_an_expression_takes_at_most_a_second(found: Expression, share: float) -> None:
    pattern = found.pattern or MADE[found.module, found.written]
    assert worst(pattern, found.use, BY_HAND.get(found.module, ()), share) is None


def test_the_expressions_are_found() -> None:
    assert len(USES) > 40
    assert {(found.module, found.written) for found in USES if found.pattern is None} == MADE.keys()


FOUND_OUT = (
    (r"\[(?P<citation>(?:(?:strong|weak)\b|[^\[\]]*@)[^\[\]]*)\](?![(\[])", "finditer"),
    (r"( [A-Z]{1,4})?( \(.*\))?$", "sub"),
    (r"\s*(?P<strength>[^,:@]*?)\s*(?:,\s*(?P<note>[^:@]*?)\s*)?(?::\s*(?P<sources>.*))?", "fullmatch"),
    (r"<!-- html -->\n((?:.|\n)*?)<!-- /html -->", "findall"),
    (r"(<[^>]*>)", "split"),
    (r"\[([^\]]*)\]\([^)]*\)", "sub"),
)
"""Expressions that take longer, and how they were used."""


@pytest.mark.parametrize(
    ("pattern", "use"),
    [FOUND_OUT[1], *(pytest.param(*one, marks=pytest.mark.exhaustive) for one in FOUND_OUT if one != FOUND_OUT[1])],
)
def test_an_expression_that_does_not_is_found_out(pattern: str, use: str) -> None:
    """Already by the attacks of the quick suite."""
    assert worst(re.compile(pattern), use, share=SHARE) is not None


NOTATIONS = ("9", "1x(", "1min @5k, ", " ", '"', "1min\u00a0", "each ", "a-", "1x ", "(", "walk until ready ", "@", "1:")


@pytest.mark.parametrize("pump", NOTATIONS)
def test_the_notation_answers_at_once(pump: str) -> None:
    def read(text: Text) -> None:
        with suppress(notation.NotationError):
            notation.read_steps(str(text))

    read("1min jog")
    text = Attack("", pump).text(MOST_BYTES, False)
    answered_within(0.2, lambda: read(text))
