"""What must be answered within a time, measured so that a slow machine, or one that does other things besides, is no fault."""

from __future__ import annotations

from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import TypeVar

Answer = TypeVar("Answer")
COUNTED = 300_000
COUNTING = 0.015
"""Seconds of the processor in which a quiet machine counts so far; where it takes twice as long, a second is two."""
TRIES = 3


def answered_within(seconds: float, act: Callable[[], Answer]) -> Answer:
    """What an act answers, which at the best of three times takes at most so many seconds of a quiet machine's processor."""
    took = []
    for _ in range(TRIES):
        seconds_taken, answer = timed(act)
        took.append(seconds_taken / max(1, slowness()))
        if took[-1] <= seconds:
            return answer
    raise AssertionError(f"this takes {min(took):.2f} s of a quiet machine, and {seconds} s are the most")


def seconds_of(act: Callable[[], object]) -> float:
    """Seconds of the processor that an act takes."""
    return timed(act)[0]


def timed(act: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds of the processor that an act takes, and what it answers."""
    begin = processor_seconds()
    answer = act()
    return processor_seconds() - begin, answer


def processor_seconds() -> float:
    """Seconds of the processor that this process has taken, and those processes that it started and that have ended."""
    ended = getrusage(RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def slowness() -> float:
    """How many times as long as a quiet machine this one takes just now."""
    return seconds_of(lambda: sum(number % 7 for number in range(COUNTED))) / COUNTING
