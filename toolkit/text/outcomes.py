"""What comes out of plans, as a table in plain text: a line for each variant, a column for each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.library import Library
from toolkit.models import Plan, Variant
from toolkit.problems import count
from toolkit.rounding import add, brief
from toolkit.rules import Figure

_WIDTH = 7
"""Columns for each figure."""
_NOT_MEASURED = "– ".rjust(_WIDTH)
"""What is shown where a figure cannot be measured."""


def table_text(library: Library, plan: Plan, found: Mapping[Variant, Sequence[Figure]]) -> str:
    """The figures of every variant of a plan: `*` at what falls short, `+` where the plan accepts that.

    Below the table are the names of the figures, which a plan may accept.
    """
    outcomes = library.outcomes.figures
    names = list(dict.fromkeys(figure.name for figures in found.values() for figure in figures))
    first = max((len(str(variant)) for variant in found), default=0)
    head = f"{'':{first}}" + "".join(f"{outcomes[name].short:>{_WIDTH - 1}} " for name in names)
    lines = [f"{plan.title} ({plan.id})", head.rstrip()]
    for variant, figures in found.items():
        cells = {figure.name: f"{brief(figure.value, 2):>{_WIDTH - 1}}{_mark(figure)}" for figure in figures}
        lines.append(f"{variant!s:{first}}{''.join(cells.get(name, _NOT_MEASURED) for name in names)}".rstrip())
    short = {figure.name for figures in found.values() for figure in figures if not figure.kept}
    lines += [f"  {outcomes[name].short:6} {'*' if name in short else ' '} {outcomes[name].title} ({name})" for name in names]
    missing = add(not figure.kept and not figure.accepted for figures in found.values() for figure in figures)
    return "\n".join([*lines, f"{count(missing, 'figure')} of {count(len(found), 'variant')} fall short."])


def _mark(figure: Figure) -> str:
    return " " if figure.kept else "+" if figure.accepted else "*"


def library_text(library: Library, came: Mapping[str, float]) -> str:
    """The figures of all plans together, one on a line."""
    wanted = library.outcomes.library
    lines = ["All plans"]
    for name, outcome in wanted.items():
        star = " " if came[name] >= outcome.least else "*"
        lines.append(f"  {brief(came[name], 2):>5}{star} at least {brief(outcome.least, 2)}: {outcome.title}")
    return "\n".join(lines)
