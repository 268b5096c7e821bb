"""Figures: which way halves go, and that nothing rounds or adds in a way of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import sums
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT

from toolkit.rounding import add, brief, fixed, nearest, significant, whole

TEMPLATES = (ROOT / "toolkit" / "site" / "pages", ROOT / "overrides")


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (30.5, 31),
        (31.5, 32),
        (0.5, 1),
        (-0.5, -1),
        (-30.5, -31),
        (0.49, 0),
        (-0.49, 0),
        (Decimal("61.5"), 62),
        (0.1 * 3 * 5, 2),  # 1.5000000000000002
        (4.35 * 100 - 0.5, 435),  # 434.49999999999994: what floats lack of a half does not count
        (0.0, 0),
    ],
)
def test_halves_go_away_from_zero(value: float, rounded: int) -> None:
    assert whole(value) == rounded


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (30.5, 0, "31"),
        (9 / 60, 1, "0.2"),  # nine seconds are 0.15 minutes, which as a float lie below it
        (27 / 60, 1, "0.5"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "-0.1"),
        (-0.4, 0, "0"),
        (1.005, 2, "1.01"),
        (100, 0, "100"),
        (100, 1, "100.0"),
    ],
)
def test_a_figure_is_written_with_all_of_its_places_and_never_as_minus_nothing(value: float, places: int, said: str) -> None:
    assert fixed(value, places) == said


@pytest.mark.parametrize(("value", "said"), [(2.0, "2"), (1.5, "1.5"), (100.0, "100"), (0.04, "0"), (-0.04, "0"), (10.25, "10.3")])
def test_a_brief_figure_has_no_zeros_at_its_end(value: float, said: str) -> None:
    assert brief(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.6214, "0.62"), (0.625, "0.63"), (3.107, "3.1"), (3.0, "3"), (13.109, "13"), (131.2, "131")]
)
def test_a_figure_has_the_digits_that_count(value: float, said: str) -> None:
    assert significant(value, 2) == said


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 2))
def test_every_half_that_can_be_written_goes_away_from_zero(count: int, places: int) -> None:
    half = float(Decimal(2 * count + 1) / 2 / 10**places)
    away = (abs(2 * count + 1) + 1) // 2 * (1 if half > 0 else -1)
    assert whole(half * 10**places) == away
    assert nearest(half, places) == away / 10**places
    assert fixed(-half, places) == (fixed(half, places).removeprefix("-") if half < 0 else f"-{fixed(half, places)}")


def test_whole_numbers_add_up_alike_in_any_order() -> None:
    assert add(range(5)) == add(reversed(range(5))) == 10


@pytest.mark.parametrize("file", sorted((ROOT / "toolkit").rglob("*.py")), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_module_adds_or_rounds_figures_in_a_way_of_its_own(file: Path) -> None:
    if file.name != "rounding.py":
        assert list(sums.in_code(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "file",
    [file for folder in TEMPLATES for file in sorted(folder.rglob("*")) if file.is_file()],
    ids=lambda file: file.relative_to(ROOT).as_posix(),
)
def test_no_template_adds_or_rounds_figures(file: Path) -> None:
    assert list(sums.in_template(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("sum(dose.minutes for dose in doses)", "sum() adds floats otherwise"),
        ("sum(loads)", "sum() adds floats otherwise"),
        ("sum(1.0 for _ in doses)", "sum() adds floats otherwise"),
        ("sum(dose.fast if dose else 0 for dose in doses)", "sum() adds floats otherwise"),
        ("round(minutes)", "round() goes by the last bit"),
        ("f'{minutes:.0f} min'", "“:.0f” goes by the last bit"),
        ("f'{minutes:3.1f} min'", "“:3.1f” goes by the last bit"),
        ("f'{share:.{places}f}'", "goes by the last bit"),
        ("f'{share:.0%}'", "goes by the last bit"),
        ("'%.1f min' % minutes", "goes by the last bit"),
        ("'{:.0f} min'.format(minutes)", "goes by the last bit"),
    ],
)
def test_a_sum_of_fractions_and_a_rounding_are_found_in_code(code: str, found: str) -> None:
    (said,) = (message for _, message in sums.in_code(code))
    assert found in said


@pytest.mark.parametrize(
    "code",
    [
        "sum(day in race for day in days)",
        "sum(not day for day in days)",
        "sum(len(week) for week in weeks)",
        "sum(1 for _ in doses)",
        "add(dose.seconds for dose in doses) / 60",
        "fsum(loads)",
        "f'{limit:g} {number:02} {name:>8}'",
    ],
)
def test_counts_and_figures_that_are_added_or_written_safely_are_not_found(code: str) -> None:
    assert list(sums.in_code(code)) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{{ weeks | sum(attribute="running") }}', True),
        ("{% set most = minutes | round %}", True),
        ("{{ minutes|round(1) }}", True),
        ('{{ "%g" % value }}', True),
        ('{{ "%.1f" | format(value) }}', True),
        ("{{ week.running | minutes }} is 30 % of {{ week.fast | tenths }} | round numbers", False),
        ("{{ session.summary }} {{ page.around }}", False),
    ],
)
def test_sums_and_roundings_of_jinja_are_found_in_templates(template: str, found: bool) -> None:
    assert bool(list(sums.in_template(template))) is found
