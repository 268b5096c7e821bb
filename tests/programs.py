"""Programs that some tests need and a machine may lack."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(message: str) -> NoReturn:
    """Leave out a test for want of a program, which is a failure in CI."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
