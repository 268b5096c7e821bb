"""What calendars weigh is reckoned without making them, and what is advised then fits; nothing is refused for its weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from feeding import feeds_of
from project import EPOCH
from small import with_rows

from toolkit.app.build import Build, Surroundings
from toolkit.app.cli import main
from toolkit.checks import sizes as checked
from toolkit.checks.sizes import Size, describe_sizes, estimate_sizes
from toolkit.feeds.identity import History
from toolkit.library import Library
from toolkit.models import CalendarRow, Settings

TODAY = date(2026, 11, 25)
MODIFIED = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def few(frozen: Library) -> Library:
    """One plan with a race and one that repeats."""
    return replace(frozen, plans={name: frozen.plans[name] for name in ("5k", "speed-all-year")}, seasons={})


def total(found: list[Size]) -> int:
    return sum(size.bytes for size in found)


@pytest.mark.exhaustive
def test_what_is_reckoned_is_near_what_feeds_weigh(frozen: Library) -> None:
    """Within a fifth for each plan, or a third with key days; within a twentieth in all. The number of files is exact."""
    library = with_rows(frozen, CalendarRow(begins=TODAY, weeks_ahead=0, key_days=True))
    feeds, weights = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for path, content in feeds_of(Build(library, Surroundings("https://lasting-speed.example/", History(MODIFIED), TODAY))).items():
        kind = (path.split("/")[1], "key" in path)
        feeds[kind] += 1
        weights[kind] += len(content)
    for key_days, tolerance in ((False, 0.2), (True, 1 / 3)):
        found = estimate_sizes(with_rows(frozen, CalendarRow(begins=TODAY, weeks_ahead=0, key_days=key_days)), TODAY)
        kinds = (False, True) if key_days else (False,)
        weighs = {size.plan: sum(weights[size.plan, kind] for kind in kinds) for size in found}
        assert {size.plan: size.feeds for size in found} == {plan: sum(feeds[plan, kind] for kind in kinds) for plan in weighs}
        assert {size.plan for size in found if abs(size.bytes / weighs[size.plan] - 1) > tolerance} == set()
        assert abs(total(found) / sum(weighs.values()) - 1) < 0.05


def test_the_weight_that_is_said_of_a_plan_is_near_that_of_its_feeds(frozen: Library) -> None:
    """Within a fifth; the number of files is exact."""
    plan = min(estimate_sizes(frozen, TODAY), key=lambda size: size.bytes).plan
    library = replace(frozen, plans={plan: frozen.plans[plan]}, seasons={})
    build = Build(library, Surroundings("https://lasting-speed.example/", History(MODIFIED), TODAY))
    feeds = [len(content) for content in feeds_of(build).values()]
    (size,) = estimate_sizes(library, TODAY)
    assert size.feeds == len(feeds)
    assert abs(size.bytes / sum(feeds) - 1) <= 0.2


def test_the_heaviest_plan_comes_first_and_all_are_named(frozen: Library) -> None:
    (line,) = describe_sizes(frozen, TODAY)
    found = estimate_sizes(frozen, TODAY)
    assert [size.bytes for size in found] == sorted((size.bytes for size in found), reverse=True)
    files = sum(size.feeds for size in found)
    assert line.startswith(f"Calendars: about {total(found) / 1e6:.0f} MB in {files} files. In MB by plan: {found[0].plan} ")
    assert (
        {size.plan for size in found} == set(frozen.plans) == set(re.findall(r"([a-z0-9-]+) \d+[,.]", line.partition("plan: ")[2]))
    )


def test_a_library_without_plans_has_nothing_to_say(frozen: Library) -> None:
    assert describe_sizes(replace(frozen, plans={}), TODAY) == []


@contextmanager
def limit(monkeypatch: pytest.MonkeyPatch, most: float) -> Iterator[None]:
    """A limit that the shipped content reaches."""
    with monkeypatch.context() as patch:
        patch.setattr(checked, "MOST_TOTAL", most)
        yield


def rows_in(lines: list[str]) -> list[CalendarRow]:
    """The rows that an advice has."""
    text = "\n".join(line for line in lines if line.startswith("  - "))
    return [CalendarRow.model_validate(row) for row in yaml.safe_load(text)] if text else []


WIDE = CalendarRow(begins=date(2026, 1, 1), weeks_ahead=26, weeks_kept=8, key_days=True)


def test_the_row_that_is_advised_fits_in_the_end(few: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Added at the end of the file as it is printed: from the day that is named on, and not a week before."""
    library = with_rows(few, WIDE)
    monkeypatch.setattr(checked, "MOST_TOTAL", 0.6 * total(estimate_sizes(library, TODAY)))
    lines = describe_sizes(library, TODAY)
    assert lines[1].startswith("Warning: ")
    (row,) = rows_in(lines)
    assert row.begins == TODAY
    narrower = with_rows(library, WIDE, row)
    named = re.search(r"come to about (\d+) MB, and to less than that limit from (\d{4}-\d\d-\d\d) on", lines[2])
    assert named
    fits = date.fromisoformat(named[2])
    assert total(estimate_sizes(narrower, fits)) <= checked.MOST_TOTAL < total(estimate_sizes(narrower, fits - timedelta(weeks=1)))
    in_the_end = total(estimate_sizes(narrower, fits + timedelta(weeks=100)))
    assert f"{in_the_end / 1e6:.0f}" == named[1]
    waiting = describe_sizes(narrower, TODAY)
    assert waiting[2].startswith("By the last row of settings.yaml they weigh less once ")
    assert waiting[2].endswith(f": from {fits} on.")


@pytest.mark.parametrize(
    "narrower",
    [
        {"key_days": False, "weeks_ahead": 11},
        *(
            pytest.param(given, marks=pytest.mark.exhaustive)
            for given in (
                {"key_days": False},
                {"key_days": False, "weeks_ahead": 4},
                {"key_days": False, "weeks_ahead": 4, "weeks_kept": 5},
                {"key_days": False, "weeks_ahead": 2, "weeks_kept": 5, "race_days": ("sun",)},
            )
        ),
        {"key_days": False, "weeks_ahead": 4, "weeks_kept": 5, "race_days": ("sun",)},
    ],
)
def test_no_more_is_given_up_than_need_be(few: Library, monkeypatch: pytest.MonkeyPatch, narrower: dict[str, object]) -> None:
    """First the key days go, then days far ahead, then long keeping, then Saturdays: to the first row that just fits."""
    expected = WIDE.model_copy(update={**narrower, "begins": TODAY})
    most = total(estimate_sizes(with_rows(few, expected), TODAY))
    with limit(monkeypatch, most):
        assert rows_in(describe_sizes(with_rows(few, WIDE), TODAY)) == [expected]


def test_where_no_settings_fit_that_is_said(frozen: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with limit(monkeypatch, 10e6):
        lines = describe_sizes(frozen, TODAY)
    assert re.fullmatch(
        r"Even the narrowest settings leave about \d+ MB\. Offer fewer plans or variants, or choose such a host\.", lines[-1]
    )


def test_the_advice_for_a_project_without_the_file_is_a_whole_file(frozen: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first row is what holds without one, so that nobody's calendar goes."""
    with limit(monkeypatch, 180e6):
        lines = describe_sizes(replace(frozen, settings=Settings()), TODAY)
    written = yaml.safe_load("\n".join(lines[3:]))
    first, second = Settings.model_validate(written).calendars
    assert first == CalendarRow(begins=TODAY)
    assert second.begins == TODAY + timedelta(days=1)


def test_a_warning_changes_no_exit_code(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    with limit(monkeypatch, 1e6):
        result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0
    assert "Warning: calendars of more than 1 MB" in result.stdout
    assert ": no problems.\n" in result.stdout
