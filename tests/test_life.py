"""The life of a subscription in real programs: nothing doubles, nothing is lost, and nothing is written where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from operator import attrgetter
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import pytest
from feeding import compiler_of, said_in
from project import ROOT, change
from small import sound
from subscribing import Client, Evolution, Host, Seen, Vdirsyncer
from test_identity import FIRST, VARIANT, Repository

from toolkit.app.environment import read_history
from toolkit.app.locking import find_locks, write_locks
from toolkit.app.locks import read_editions
from toolkit.dose import Doses
from toolkit.feeds.files import compile_variant, plan_files
from toolkit.feeds.identity import TEXT_REVISION
from toolkit.feeds.window import dates, monday

pytestmark = pytest.mark.exhaustive
WEEK = timedelta(weeks=1)
SUBSCRIBED = TEXT_REVISION + 4 * WEEK
"""When somebody subscribes; what changes is committed and published on the days after."""
LATER = monday(SUBSCRIBED.date()) + 12 * WEEK + timedelta(days=6)
"""A race whose plan begins weeks after all that is committed."""
BEGUN = LATER - 5 * WEEK
"""A race whose plan began two weeks before somebody subscribed to it."""
SUFFIX = "@lasting-speed"
"""Of every UID, after the id of an event."""
EVENTS = 64


def feed_of(race: date) -> str:
    return f"calendars/small/intermediate-standard/{race}.ics"


def prefix_of(race: date) -> str:
    """Of every UID, before the id of an event."""
    return f"small-intermediate-standard-{race:%Y%m%d}-"


class Counts(NamedTuple):
    """How many events a refresh added, removed and changed, and how many of these are on another day."""

    added: int
    removed: int
    changed: int
    moved: int


class Life:
    """A project under git that is locked, committed and published day by day, and its host."""

    def __init__(self, root: Path, host: Host, race: date) -> None:
        self.host, self.root, self.race = host, root, race
        self._lock(FIRST)
        self._repository = Repository(root)
        self._changes, self.today = 0, SUBSCRIBED.date()
        self.publish()

    def _lock(self, at: datetime) -> None:
        write_locks(self.root, find_locks(self.root, sound(self.root), at))

    def commit(self) -> None:
        """Lock and commit what has changed, a day after the last commit."""
        self._changes += 1
        at = SUBSCRIBED + timedelta(days=self._changes)
        self._lock(at)
        self._repository.commit(at)
        self.today = at.date()

    def publish(self) -> None:
        """Put the feed on the host as a build of today has it."""
        library, history = sound(self.root), read_history(self.root)
        plan, editions = library.plans["small"], read_editions(self.root, history.modified)["small"]
        compiler, doses = compiler_of(library, history, self.host.site), Doses(library)
        files = dict(plan_files(compiler, plan, {VARIANT: dates(plan, VARIANT, library, self.today)}, doses, editions))
        self.host.content = files[feed_of(self.race)]
        compiled = compile_variant(compiler, plan, VARIANT, doses, editions)
        self.plan = compiled.at(*compiled.for_anchor(self.race))

    def expected(self) -> dict[str, Seen]:
        """Every event by its id, as the compiled plan has it."""
        monday_of_plan, plan = monday(self.race) - self.plan.lead * WEEK, self.plan
        found = {}
        for event in plan.events:
            form = event.forms[event.shown[0] or 0]
            title = plan.lines[form.title]
            assert isinstance(title, str)
            found[event.id] = Seen(monday_of_plan + timedelta(days=event.day), title, event.revision, said_in(plan, form))
        return found


def nothing(life: Life) -> None:
    """Nothing happens."""


def new_summary(life: Life) -> None:
    """A session says something else, which no other session names."""
    change(life.root / "templates/intervals/two-minutes.yaml", "summary: ", "summary: New. ")
    life.commit()


def comments(life: Life) -> None:
    """Comments in code, and in a file of the content that no event is made of."""
    for path in ("toolkit/feeds/stamp.py", "templates/sources.yaml"):
        file = life.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as text:
            text.write("\n# A comment.\n")
    life.commit()


def hard_day_on_friday(life: Life) -> None:
    """The hard day of every loading week moves by a day."""
    plan = life.root / "plans/small.yaml"
    change(plan, "thu: [two-minutes, strength-a]", "fri: [two-minutes, strength-a]")
    change(plan, "sat: [easy-with-strides]}", "sat: [easy-with-strides], fri: []}")
    life.commit()


def other_hard_session(life: Life) -> None:
    """Another session for the same purpose."""
    change(life.root / "plans/small.yaml", "fri: [two-minutes, strength-a]", "fri: [minutes, strength-a]")
    life.commit()


def walk_for_easy_run(life: Life) -> None:
    """A session for another purpose, on one of three days that served the same."""
    change(life.root / "plans/small.yaml", "thu: [easy-run, strength-a]", "thu: [brisk-walk, strength-a]")
    life.commit()


def away_for_now(life: Life) -> None:
    """The host is there, and cannot answer."""
    life.host.status = HTTPStatus.SERVICE_UNAVAILABLE


def away(life: Life) -> None:
    """The host knows nothing of the calendar."""
    life.host.status = HTTPStatus.NOT_FOUND


def back(life: Life) -> None:
    """The host answers again."""
    life.host.status = HTTPStatus.OK


def over(life: Life) -> None:
    """The site is built on the last day on which it keeps the calendar, whose plan ends a week after the race."""
    life.today = life.race + 6 * WEEK


class Difference(NamedTuple):
    """The events that came, went and changed between two looks, and those of them that are on another day, by their ids."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    moved: frozenset[str]

    def counts(self) -> Counts:
        return Counts(*map(len, self))


NONE = Counts(0, 0, 0, 0)


@dataclass(frozen=True)
class Stage:
    """Something that happens; how many events come, go, change and move by it for who has not begun, and the ids of some."""

    name: str
    act: Callable[[Life], None]
    counts: Counts = NONE
    removed: str = ""
    moved: str = ""
    for_all: bool = False
    """Whether all this is so for who has begun too."""

    def expected(self, race: date) -> tuple[Counts, frozenset[str], frozenset[str]]:
        """What is expected of a program that knows events by their UIDs: how many, which go and which move."""
        if race == BEGUN and not self.for_all:
            return NONE, frozenset(), frozenset()
        gone, moved = (frozenset(f"{prefix_of(race)}{name}{SUFFIX}" for name in ids.split()) for ids in (self.removed, self.moved))
        return self.counts, gone, moved


HARD = "28 34 46 52"
"""The ids of the hard days of the loading weeks. When they change, so does what other days of their weeks may be swapped with."""
STAGES = (
    Stage("subscribed", nothing, Counts(EVENTS, 0, 0, 0), for_all=True),
    Stage("nothing changes", nothing),
    Stage("a session has another summary", new_summary, Counts(0, 0, 4, 0), for_all=True),
    Stage("comments in code and in a list of sources", comments),
    Stage("the hard day moves", hard_day_on_friday, Counts(0, 0, 29, 4), moved=HARD),
    Stage("another session for the same purpose", other_hard_session, Counts(0, 0, 13, 0)),
    Stage("a session for another purpose", walk_for_easy_run, Counts(3, 3, 25, 0), removed="4 10 16"),
    Stage("the host is away: 503", away_for_now),
    Stage("the host is away: 404", away),
    Stage("the host is back", back),
    Stage("the plan is over", over),
)


@pytest.fixture(params=[BEGUN, LATER], ids=["begun", "later"])
def race(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


@pytest.fixture
def host(race: date) -> Iterator[Host]:
    found = Host(feed_of(race))
    yield found
    found.close()


@pytest.fixture(params=[Vdirsyncer, Evolution])
def client(request: pytest.FixtureRequest, host: Host, tmp_path: Path) -> Iterator[Client]:
    found = request.param(tmp_path / "subscriber", host)
    yield found
    found.close()


def test_a_subscription_through_its_life(dated: Path, host: Host, race: date, client: Client) -> None:
    """What is shown must be right at every stage; counts are compared at the end, so that a failure names all that are wrong."""
    life, seen = Life(dated, host, race), dict[str, Seen]()
    found, wanted = {}, {}
    name = f"{client.name}-{'begun' if race == BEGUN else 'later'}"
    for stage in STAGES:
        before = seen
        stage.act(life)
        life.publish()
        client.refresh()
        seen = settled(client, life.expected())
        difference, (counts, gone, moved) = compared(before, seen), stage.expected(race)
        found[stage.name] = difference.counts(), (difference.removed, difference.moved) if client.keeps_uids else None
        store(name, {name: counts for name, (counts, _) in found.items()})
        shows_all(client, seen, life, stage.name)
        wanted[stage.name] = as_known_to(client, counts), (gone, moved) if client.keeps_uids else None
        if isinstance(client, Vdirsyncer):
            assert client.written() == difference.counts()[:2], f"{stage.name}: it says what it does"
    assert found == wanted
    last = max(seen.values(), key=attrgetter("day"))
    assert last.title == "Finished: A small 5 km plan"
    assert "What next: choose a plan" in last.text


def test_a_dose_that_moves_because_another_session_changed_is_shown(dated: Path, host: Host, race: date, client: Client) -> None:
    """Only to who has not begun."""
    life = Life(dated, host, race)
    client.refresh()
    before = settled(client, life.expected())
    change(life.root / "templates/threshold/two-on-one-off.yaml", "- 2x(2min @threshold", "- 2x(3min @threshold")
    life.commit()
    life.publish()
    client.refresh()
    after = settled(client, life.expected())
    assert sorted(after.values()) == sorted(life.expected().values())
    titles = [sorted((one.day, one.title) for one in seen.values()) for seen in (before, after)]
    assert (titles[0] == titles[1]) == (race == BEGUN)


def settled(client: Client, expected: Mapping[str, Seen]) -> dict[str, Seen]:
    """What a program shows; on a busy machine it may take a while to show what it has read."""
    ends = monotonic() + 30
    while sorted((seen := client.events()).values()) != sorted(expected.values()) and monotonic() < ends:
        sleep(0.2)
    return seen


def shows_all(client: Client, seen: Mapping[str, Seen], life: Life, stage: str) -> None:
    """A program shows all that the compiled plan holds and nothing else, also to khal."""
    expected = life.expected()
    assert sorted(seen.values()) == sorted(expected.values()), stage
    if client.keeps_uids:
        assert seen == {f"{prefix_of(life.race)}{name}{SUFFIX}": one for name, one in expected.items()}, stage
    if isinstance(client, Vdirsyncer):
        days = sorted((one.day, one.title) for one in expected.values())
        assert client.listed(days[0][0], (days[-1][0] - days[0][0]).days + 1) == days, stage


def compared(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Difference:
    """What differs between two looks of a program."""
    both = before.keys() & after.keys()
    changed = frozenset(uid for uid in both if before[uid] != after[uid])
    moved = frozenset(uid for uid in both if before[uid].day != after[uid].day)
    return Difference(frozenset(after.keys() - both), frozenset(before.keys() - both), changed, moved)


def as_known_to(client: Client, counts: Counts) -> Counts:
    """To a program that knows events by their content, one that changes is one that goes and one that comes.

    Dates of change are no content to it, so that a new one alone writes nothing.
    """
    if client.keeps_uids:
        return counts
    return Counts(counts.added + counts.changed, counts.removed + counts.changed, 0, 0)


def store(client: str, found: Mapping[str, Counts]) -> None:
    """Keep the counts in build/, one stage a line."""
    lines = ["\t".join(["stage", *Counts._fields]), *("\t".join([name, *map(str, counts)]) for name, counts in found.items())]
    folder = ROOT / "build" / "life"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{client}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
