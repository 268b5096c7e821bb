"""What a session needs before it, counted in what was done."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from toolkit.models import NeedsBefore

WEEK = 7


class Met(NamedTuple):
    """A session that was done on a day, counted from the first Monday as 0, and the efforts that it held."""

    day: int
    session: str
    efforts: Container[str]


def count_before(needs: NeedsBefore, done: Iterable[Met]) -> int:
    """How much of what is needed was done: the sessions that count, or the weeks that held the effort."""
    if needs.sessions:
        return sum(met.session in needs.sessions for met in done)
    return len({met.day // WEEK for met in done if needs.of in met.efforts})
