"""What sessions and exercises are found by: it agrees with their own pages, and no choice leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import KINDS, Session, Variant
from toolkit.site import finder
from toolkit.site.finder import Filter, Finder, FinderEntry, kind_to
from toolkit.site.views.lists import index_pages
from toolkit.text import units
from toolkit.text.pages import KIND_TITLES


@pytest.fixture(scope="module", params=["sessions", "exercises"])
def index(request: pytest.FixtureRequest, frozen: Library) -> Finder:
    return finder.session_finder(frozen) if request.param == "sessions" else finder.exercise_finder(frozen)


def found(index: Finder) -> list[FinderEntry]:
    return [one for _, below in index.groups for one in below]


def filters(index: Finder) -> Iterator[Filter]:
    yield from index.filters
    for panel in index.panels:
        yield from panel.filters


def with_load(session: Session, impact: int, **tissues: int) -> Session:
    load = session.load.model_copy(
        update={"impact": impact, "tissues": {name.replace("_", "-"): tissues[name] for name in tissues}}
    )
    return session.model_copy(update={"load": load, "warm_up": None, "cool_down": None})


def test_everything_is_listed_once_below_its_own_kind(index: Finder, frozen: Library) -> None:
    everything = frozen.sessions if index.things == "sessions" else frozen.exercises
    assert sorted(one.thing.id for one in found(index)) == sorted(everything)
    assert index.count == len(everything)
    for _, below in index.groups:
        assert len({one.thing.kind for one in below}) == 1
        assert [one.thing.title for one in below] == sorted(one.thing.title for one in below)


def test_every_kind_of_session_has_a_heading() -> None:
    assert tuple(KIND_TITLES) == KINDS


def test_every_option_finds_something_and_every_word_of_an_entry_can_be_chosen(index: Finder) -> None:
    """A number may be higher than any that is offered: then only “any” finds it."""
    for one in filters(index):
        offered = {value for value, _ in one.options}
        marked = {word for entry in found(index) for word in entry.marks[one.name].split()}
        if one.compare == "most":
            assert all(any(int(mark) <= int(value) for mark in marked) for value in offered), one.name
        else:
            assert marked == offered - {finder.NOTHING_SPECIAL}, one.name


def test_the_things_that_most_need_are_offered_first(frozen: Library) -> None:
    needs = next(one for one in filters(finder.session_finder(frozen)) if one.name == "needs")
    assert [value for value, _ in needs.options][:3] == [finder.NOTHING_SPECIAL, "track", "wall"]


def test_the_minutes_are_those_of_the_rung_where_each_level_starts(frozen: Library) -> None:
    """Everything included, and rounded as on the session's own page; a level that is not offered the session has none."""
    for entry in found(finder.session_finder(frozen)):
        session = entry.thing
        assert isinstance(session, Session)
        starts = {
            level: Doses(frozen).workout(Variant(level, "standard"), session, rung - 1) for level, rung in session.start.items()
        }
        marked = dict(zip(entry.marks["level"].split(), entry.marks["minutes"].split(), strict=True))
        assert marked == {level: units.minutes(start.dose.minutes).removesuffix(" min") for level, start in starts.items()}


def test_a_range_of_minutes_is_shown_only_where_levels_differ(frozen: Library) -> None:
    shown = {entry.thing.id: entry.facts["minutes"] for entry in found(finder.session_finder(frozen))}
    assert shown["easy-run"] == "35–45 min"
    assert shown["bike-easy"] == "30 min"
    assert shown["flying-twenties"] == "41 min"


@pytest.mark.parametrize(
    ("impact", "tissues", "kind"),
    [
        (2, {"calf_achilles": 1, "knee": 1}, {"calf-achilles", "knee", "hip", "hamstring", "foot", "back"}),
        (2, {"calf_achilles": 2, "knee": 1}, {"knee", "hip", "hamstring", "foot", "back"}),
        (0, {"calf_achilles": 3, "foot": 1}, {"knee", "hip", "hamstring", "foot", "back"}),
        (0, {}, {"calf-achilles", "knee", "hip", "hamstring", "foot", "back"}),
        (3, {"calf_achilles": 1}, set()),
    ],
    ids=["an easy run", "uphill", "heavy heel raises", "breathing", "faster running"],
)
def test_a_session_is_kind_to_what_it_loads_lightly_and_without_hard_impact(
    frozen: Library, impact: int, tissues: dict[str, int], kind: set[str]
) -> None:
    assert set(kind_to(frozen, with_load(frozen.sessions["easy-run"], impact, **tissues))) == kind


def test_a_session_is_no_kinder_than_its_warm_up(frozen: Library) -> None:
    """The warm-up for sprints has faster running in it: no easy session with it is kind to anything."""
    easy = with_load(frozen.sessions["easy-run"], 0)
    assert len(kind_to(frozen, easy)) == 6
    assert kind_to(frozen, easy.model_copy(update={"warm_up": "sprint-warm-up"})) == ()


def test_hills_are_kind_to_the_knee_and_not_to_the_calf(frozen: Library) -> None:
    """As a physiotherapist would say; and nobody with a sore Achilles is sent to hop, sprint or lift heavy heels."""
    hills = [session for session in frozen.sessions.values() if session.kind == "hills"]
    assert [session.id for session in hills if "calf-achilles" in kind_to(frozen, session)] == []
    assert "knee" in kind_to(frozen, frozen.sessions["hill-minutes"])
    assert "knee" not in kind_to(frozen, frozen.sessions["downhill-skill"])
    for name in ("calf-and-achilles", "single-leg-hops", "accelerations", "race-5k", "incline-walk"):
        assert "calf-achilles" not in kind_to(frozen, frozen.sessions[name]), name
    for name in ("calf-holds", "bike-easy", "pool-threes", "easy-run", "brisk-walk"):
        assert "calf-achilles" in kind_to(frozen, frozen.sessions[name]), name


def test_words_of_lists_cannot_leave_the_form(frozen: Library) -> None:
    """The title of a need, of a level, of a session: text, in an option, beside a box and in the list."""
    attack = '"><script>alert(1)</script> *b* `c`'
    need = frozen.needs["track"].model_copy(update={"title": attack})
    level = frozen.levels.levels["advanced"].model_copy(update={"title": attack})
    levels = frozen.levels.model_copy(update={"levels": {**frozen.levels.levels, "advanced": level}})
    hostile = frozen.sessions["minutes"].model_copy(update={"title": attack, "summary": attack})
    library = replace(
        frozen, needs={**frozen.needs, "track": need}, levels=levels, sessions={**frozen.sessions, "minutes": hostile}
    )
    text = next(page.text for page in index_pages(library) if page.path == "sessions/index.md")
    assert "alert(1)" in text
    assert '"><script>alert' not in text
    assert "<script>alert" not in text
