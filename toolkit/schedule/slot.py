"""A slot: one session of a week that is being put together."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.models import Session
from toolkit.schedule.values import Change
from toolkit.yaml_reader import Place


class Slot(NamedTuple):
    """A session on a weekday at a rung, while a week is being put together."""

    weekday: int
    session: Session
    place: Place
    rung: int
    change: Change = ""
    name: str = ""
    """What the plan lists; empty for a stand-in."""
