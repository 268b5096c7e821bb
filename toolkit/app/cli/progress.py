"""How far a long command has come, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from toolkit.cores import Advance

_WIDTH = 10


@contextmanager
def progress(label: str, length: int) -> Iterator[Advance]:
    """A bar that is drawn while a number of things are done, and a line where nobody sees it move; call what it gives for each."""
    with click.progressbar(length=length, label=label.ljust(_WIDTH), file=sys.stderr, show_pos=True, update_min_steps=1) as bar:
        yield bar.update
