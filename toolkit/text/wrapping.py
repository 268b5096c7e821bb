"""Lines for a terminal."""

from __future__ import annotations

import textwrap

TERMINAL_WIDTH = 80
"""Columns that a line has at most."""


def wrap(text: str, first: str = "", others: str = "") -> list[str]:
    """Lines of a text, broken at spaces only; `first` is put before the first of them, `others` before each of the others."""
    return textwrap.wrap(text, TERMINAL_WIDTH, break_on_hyphens=False, initial_indent=first, subsequent_indent=others)


def indent(text: str, columns: int) -> list[str]:
    """Lines of a text, broken at spaces only, each behind so many spaces."""
    return wrap(text, " " * columns, " " * columns)
