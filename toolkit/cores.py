"""Work on several things at a time, on all cores that this process may use."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import TypeVar, cast

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")

_work: Callable[[int], object]
"""What a copy of this process does with the number of a thing; set in copies only."""


Advance = Callable[[int], object]
"""Is called with the number of things that have been done since the last call."""


def ignore(_: int) -> None:
    """Do nothing with what has been done."""


def each(work: Callable[[_Thing], _Result], things: Sequence[_Thing], advance: Advance = ignore) -> list[_Result]:
    """What `work` gives for each thing, in the order of the things; put what takes longest first.

    Copies of this process do it where they can be made, so that what is in memory is not read again: `work` must change nothing,
    and what it gives must be picklable. Where there is one core, or a copy could not be made or was ended, this process does it.
    """
    processes = min(_cores(), len(things))
    if processes > 1:
        with suppress(OSError, BrokenProcessPool):
            return _in_copies(work, things, processes, advance)
    return [_tick(work(thing), advance) for thing in things]


def _tick(result: _Result, advance: Advance) -> _Result:
    advance(1)
    return result


def _in_copies(work: Callable[[_Thing], _Result], things: Sequence[_Thing], processes: int, advance: Advance) -> list[_Result]:
    """What `each` gives, by so many copies of this process."""

    def by_number(number: int) -> _Result:
        return work(things[number])

    pool = ProcessPoolExecutor(processes, get_context("fork"), _begin, (by_number,))
    try:
        waiting = [pool.submit(_do, number) for number in range(len(things))]
        return [_tick(cast("_Result", one.result()), advance) for one in waiting]
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(work: Callable[[int], object]) -> None:
    """Get a copy ready: it does this work, and leaves it to the process it came from to answer Ctrl-C."""
    global _work  # the only thing that a copy is given
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(number: int) -> object:
    return _work(number)


def _cores() -> int:
    """The cores for copies of this process: one where it runs threads, which a copy would not have, and on systems without fork.

    On macOS a copy may crash in libraries of the system.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
