"""No address of a calendar that was ever published goes away, and no dose: each is listed, and the lists only grow."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT

from toolkit.editions import read_lock
from toolkit.library import Library
from toolkit.notation import read_steps, write_steps

LIST = Path(__file__).parent / "addresses.txt"
"""A plan and a variant on each line, as in calendars/PLAN/VARIANT/."""
DOSES = Path(__file__).parent / "doses.txt"
"""A dose on each line, as locks have it."""


def test_every_address_that_was_published_is_answered(real: Library, request: pytest.FixtureRequest) -> None:
    """With --accept new ones are added; an address is never taken out."""
    listed = set(LIST.read_text("utf-8").split())
    answered = {f"{plan.id}/{variant}" for plan in real.answered_plans for variant in plan.variants}
    locked = {
        f"{file.stem}/{variant}"
        for file in (ROOT / "plans").glob("*.lock")
        for variant in read_lock(file.stem, file.read_text("utf-8")).variants
    }
    assert listed - answered == set(), "subscribers would lose these: see docs/contributing/withdraw-or-rename.md"
    assert listed - locked == set(), "who has begun these would lose what their days were"
    if request.config.getoption("--accept"):
        LIST.write_text("".join(f"{one}\n" for one in sorted(listed | locked)), "utf-8")
    assert locked - set(LIST.read_text("utf-8").split()) == set(), "new addresses: run this test with --accept"


def test_every_dose_that_was_ever_locked_is_read(request: pytest.FixtureRequest) -> None:
    """Somebody may live by it whom nobody remembers. With --accept new ones are added."""
    locked = {
        line.split(" ", 2)[2]
        for file in (ROOT / "plans").glob("*.lock")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("dose ")
    }
    if request.config.getoption("--accept"):
        listed = {*DOSES.read_text("utf-8").splitlines(), *locked}
        DOSES.write_text("".join(f"{one}\n" for one in sorted(listed)), "utf-8")
    listed = set(DOSES.read_text("utf-8").splitlines())
    assert len(listed) > 300
    assert [dose for dose in sorted(listed) if write_steps(read_steps(dose)) != dose] == []
    assert locked - listed == set(), "new doses: run this test with --accept"
