"""Work on several things at a time: the same results in the same order, in copies where they can be made, without one lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from commands import one_thread_more
from project import ROOT

from toolkit.cores import each

CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
in_copies = pytest.mark.skipif(CORES < 2, reason="needs Linux and two cores")


HERE = f"""
import os, signal, sys, time
sys.path.insert(0, {str(ROOT)!r})
from toolkit.cores import each
here = os.getpid()
"""


def alone(code: str) -> subprocess.Popen[str]:
    """Begin code in a process of its own, without threads, and in a group of its own, as in a terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", HERE + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def printed(code: str) -> str:
    """What code prints in a process of its own."""
    out, err = alone(code).communicate(timeout=60)
    assert err == ""
    return out


def test_a_process_with_threads_does_all_by_itself() -> None:
    with one_thread_more():
        assert each(lambda thing: (thing, os.getpid()), "abc") == [(letter, os.getpid()) for letter in "abc"]


@in_copies
def test_copies_share_the_work_and_results_come_in_the_order_of_the_things() -> None:
    code = "print(each(lambda thing: (thing, os.getpid() == here), range(9)))"
    assert printed(code) == f"{[(thing, False) for thing in range(9)]}\n"


@in_copies
def test_what_goes_wrong_in_a_copy_goes_wrong_here() -> None:
    code = "try:\n    each(lambda thing: 1 / thing, [1, 0, 2])\nexcept ZeroDivisionError as error:\n    print(error)"
    assert printed(code) == "division by zero\n"


@in_copies
def test_where_a_copy_is_ended_this_process_does_the_work() -> None:
    code = "print(each(lambda thing: thing if os.getpid() == here else os.kill(os.getpid(), signal.SIGKILL), [1, 2, 3]))"
    assert printed(code) == "[1, 2, 3]\n"


@in_copies
def test_ctrl_c_ends_the_work_without_a_word_from_the_copies() -> None:
    begun = "time.sleep(0.5), print('begun', flush=True), time.sleep(30)"  # by then the other copy has nothing left to do
    work = f"each(lambda thing: thing and ({begun}), [0, 1])"
    with alone(f"try:\n    {work}\nexcept KeyboardInterrupt:\n    print('ended')") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "begun\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.read().splitlines()[-1] == "ended"
        assert process.stderr.read() == ""


def is_running(process: int) -> bool:
    """Whether a process works or waits: one that has ended may be listed until somebody asks how."""
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@in_copies
def test_copies_end_with_the_process_that_made_them() -> None:
    """However it ends: else they would wait for ever."""
    code = "each(lambda thing: (os.write(1, b'%d\\n' % os.getpid()), time.sleep(60)), range(2))"  # each line in one piece
    process = alone(code)
    assert process.stdout
    copies = [int(process.stdout.readline()) for _ in range(2)]
    process.kill()
    process.communicate(timeout=20)  # which copies would keep open
    for _ in range(100):
        if not any(map(is_running, copies)):
            return
        sleep(0.1)
    raise AssertionError("a copy still runs")
