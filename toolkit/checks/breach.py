"""A rule that a plan breaks by itself, which a season with the plan does not report again."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.yaml_reader import Place


class Breach(NamedTuple):
    """A plan and a rule, by their ids, and the place in the plan's file where it breaks the rule."""

    plan: str
    rule: str
    place: Place
