"""What a session needs before it, counted in what was done."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from toolkit.models import NeedsBefore

WEEK = 7


class PastSession(NamedTuple):
    """A session that was done on a day, counted from the first Monday as 0, and the efforts that it held."""

    day: int
    session: str
    efforts: Container[str]


def count_before(needs: NeedsBefore, done: Iterable[PastSession]) -> int:
    """How much of what is needed was done: the sessions that count, or the weeks that held the effort."""
    if needs.sessions:
        return sum(past.session in needs.sessions for past in done)
    return len({past.day // WEEK for past in done if needs.of in past.efforts})
