"""What figures may be: only ratios within one run, since seconds depend on the machine; of CPU time, where that can be had."""

from __future__ import annotations

from collections.abc import Mapping

MOST: Mapping[str, float] = {
    "check.ratio_0": 45.0,  # 33 with 162 variants; it was 8.9 with 41
    "check.ratio_500": 40.0,
    "check.growth": 1.3,
    "pages.growth": 1.3,
    "application.plain_ratio": 5.5,
    "application.wishes_ratio": 9.0,
    "application.memory_growth": 1.1,
    "plans.check_growth": 1.3,
    "plans.compile_growth": 1.3,
    "editions.ratio": 4.0,  # 2.9, of a plan edited four times in a year; 1.2 was asked for
    "other_days.growth": 2.0,
    "lived.broken": 0,
    "lived.gap": 13,
    "site.ratio": 1.25,
    "site.page_ratio": 1.25,
    "serve.ratio": 1.0,
}
"""Figure → the most it may be: what today's content takes, and a fifth to a half more."""
LEAST: Mapping[str, float] = {"feeds.stamp_ratio": 300, "feeds.wishes_ratio": 50, "lived.met_four_fifths": 0.6}
"""Figure → the least it may be."""


def broken(figures: Mapping[str, float]) -> list[str]:
    """A line for each budget that is broken; a figure that was not measured breaks none."""
    most = [(name, limit, "most") for name, limit in MOST.items() if figures.get(name, limit) > limit]
    least = [(name, limit, "least") for name, limit in LEAST.items() if figures.get(name, limit) < limit]
    return [f"{name} is {figures[name]:g}; its budget is {limit:g} at {end}" for name, limit, end in (*most, *least)]
