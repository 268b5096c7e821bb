"""The notation of runs and circuits: text ↔ steps.

`steps` holds the values, `parse` reads them, `format` writes them, and `suggest` says what a mistake probably means.
"""

from __future__ import annotations

from toolkit.notation.format import write_steps
from toolkit.notation.parse import MOST_STEPS, read_amount, read_steps
from toolkit.notation.steps import (
    EFFORTS,
    METRES,
    MOVEMENTS,
    RESERVED,
    Amount,
    Effort,
    Movement,
    Repeat,
    Step,
    Steps,
    Unit,
    count_steps,
    mentioned,
    quicker,
    unfold,
    without_notes,
)
from toolkit.notation.suggest import NotationError

__all__ = [
    "EFFORTS",
    "METRES",
    "MOST_STEPS",
    "MOVEMENTS",
    "RESERVED",
    "Amount",
    "Effort",
    "Movement",
    "NotationError",
    "Repeat",
    "Step",
    "Steps",
    "Unit",
    "count_steps",
    "mentioned",
    "quicker",
    "read_amount",
    "read_steps",
    "unfold",
    "without_notes",
    "write_steps",
]
