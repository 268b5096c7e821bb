"""Plans as runners by chance live them: what was done breaks no rule, though it is not what was laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from runners import JUDGED, Lived, broken_by, longest_gap, runners_by_chance
from schedules import placed_as, with_day

from toolkit.library import Library
from toolkit.rules import RULES

NUMBER = 30


@pytest.fixture(scope="module")
def lives(frozen: Library) -> list[Lived]:
    return list(runners_by_chance(frozen, NUMBER))


def test_what_runners_have_done_breaks_no_rule(lives: list[Lived], frozen: Library) -> None:
    assert [line for life in lives for line in broken_by(life.done, frozen)] == []


def test_runners_do_less_than_was_laid_out(lives: list[Lived]) -> None:
    assert all(0 <= life.share <= 1 for life in lives)
    assert all(sum(week.running for week in life.done.weeks) < sum(week.running for week in life.laid_out.weeks) for life in lives)


def test_a_life_that_breaks_a_rule_is_found(lives: list[Lived], frozen: Library) -> None:
    done = lives[0].done
    hard = placed_as(frozen, done.variant, "two-minutes")
    spoilt = with_day(with_day(done, 2, 1, hard), 2, 2, hard)
    assert any("hours-between-hard" in line for line in broken_by(spoilt, frozen))


def test_the_same_runners_come_every_time(lives: list[Lived], frozen: Library) -> None:
    first = next(runners_by_chance(frozen, 1))
    assert (first.done, first.share) == (lives[0].done, lives[0].share)


def test_every_rule_that_is_judged_is_a_rule() -> None:
    assert set(JUDGED) <= {rule.id for rule in RULES}


def test_a_gap_is_the_most_days_in_a_row_without_a_session(lives: list[Lived]) -> None:
    week = next(week for week in lives[0].laid_out.weeks if all(placed for placed in (week.days[0], week.days[6])))
    bare = replace(week, days=(week.days[0], (), (), (), week.days[0], (), week.days[6]))
    assert longest_gap([bare]) == 3
    assert longest_gap([bare, replace(bare, kind="missed", days=((),) * 7), replace(bare, days=((),) * 7)]) == 7
