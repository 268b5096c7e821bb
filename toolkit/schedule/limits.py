"""The numbers of the limits for one variant."""

from __future__ import annotations

from toolkit.library import Library
from toolkit.models import Variant


class VariantLimits:
    """The numbers of `templates/limits.yaml` for one variant; each is looked up once, since a week is tried many times."""

    def __init__(self, library: Library, variant: Variant) -> None:
        self._library, self._variant = library, variant
        self._numbers: dict[str, float] = {}

    def of(self, rule: str) -> float:
        """A rule’s number."""
        if rule not in self._numbers:
            self._numbers[rule] = self._library.limit(rule, self._variant)
        return self._numbers[rule]

    def also(self, rule: str, name: str) -> float:
        """One of a rule’s further numbers, the same for every variant."""
        return self._library.limits[rule].also[name]

    def range_of(self, rule: str) -> tuple[float, float]:
        """The least and the most that a rule wants."""
        return self._library.limit_range(rule, self._variant)
