"""The life of a subscription in real programs: nothing doubles, nothing is lost, and nothing is written where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatch
from http import HTTPStatus
from operator import attrgetter
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import pytest
from feeding import compile_alone, compiler_of, said_in
from project import ROOT, change
from small import sound
from subscribing import Client, Evolution, Host, Seen, Vdirsyncer
from test_identity import VARIANT, Repository

from toolkit.app.environment import read_history
from toolkit.dose import Doses
from toolkit.feeds.files import plan_files
from toolkit.feeds.identity import TEXT_REVISION
from toolkit.feeds.stamp import SEQUENCE_EPOCH
from toolkit.feeds.window import dates, monday
from toolkit.schedule import lay_out

pytestmark = pytest.mark.exhaustive
WEEK = timedelta(weeks=1)
SUBSCRIBED = TEXT_REVISION + 4 * WEEK
"""When somebody subscribes; what changes is committed and published on the days after."""
RACE = monday(SUBSCRIBED.date()) + 12 * WEEK + timedelta(days=6)
FEED = f"calendars/small/intermediate-standard/{RACE}.ics"
OVER = RACE + 6 * WEEK
"""The last day on which a host of files keeps the calendar, whose plan ends a week after the race."""
PREFIX, SUFFIX = f"small-intermediate-standard-{RACE:%Y%m%d}-", "@lasting-speed"
"""Of every UID, before and after the id of an event."""
EVENTS = 64


class Counts(NamedTuple):
    """How many events a refresh added, removed and changed, and how many of these are on another day."""

    added: int
    removed: int
    changed: int
    moved: int


class Life:
    """A project under git that is published day by day, and its host."""

    def __init__(self, root: Path, host: Host) -> None:
        self.host, self.root, self._repository = host, root, Repository(root)
        self._changes, self.today = 0, SUBSCRIBED.date()
        self.publish()

    def commit(self) -> None:
        """Commit what has changed, a day after the last commit."""
        self._changes += 1
        at = SUBSCRIBED + timedelta(days=self._changes)
        self._repository.commit(at)
        self.today = at.date()

    def publish(self) -> None:
        """Put the feed on the host as a build of today has it."""
        library = sound(self.root)
        plan = library.plans["small"]
        compiler = compiler_of(library, read_history(self.root), self.host.site)
        days = dates(plan, VARIANT, library, self.today)
        files = dict(plan_files(compiler, plan, {VARIANT: days}, Doses(library)))
        self.host.content = files[FEED]
        self.plan = compile_alone(lay_out(plan, library, VARIANT), compiler)

    def expected(self) -> dict[str, Seen]:
        """Every event by its id, as the compiled plan has it."""
        monday_of_plan, plan = monday(RACE) - self.plan.lead * WEEK, self.plan
        found = {}
        for event in plan.events:
            form = event.forms[event.shown[0] or 0]
            title = plan.lines[form.title]
            assert isinstance(title, str)
            sequence = (event.changed - SEQUENCE_EPOCH) // 60
            found[event.id] = Seen(monday_of_plan + timedelta(days=event.day), title, sequence, said_in(plan, form))
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
    """The site is built on the last day on which it keeps the calendar."""
    life.today = OVER


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
    """Something that happens, and the events that come, go, change and move by it: how many, and their ids as patterns."""

    name: str
    act: Callable[[Life], None]
    counts: Counts = NONE
    added: str = ""
    removed: str = ""
    changed: str = ""
    moved: str = ""

    def difference(self, before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Difference:
        """What is expected of a program that knows events by their UIDs."""
        both = before.keys() & after.keys()
        pairs = ((after, self.added), (before, self.removed), (both, self.changed), (both, self.moved))
        return Difference(
            *(frozenset(name for name in names if fnmatch(name, f"{PREFIX}{pattern}{SUFFIX}")) for names, pattern in pairs)
        )


STAGES = (
    Stage("subscribed", nothing, Counts(EVENTS, 0, 0, 0), added="*"),
    Stage("nothing changes", nothing),
    Stage("a session has another summary", new_summary, Counts(0, 0, 4, 0), changed="?-vo2max"),
    Stage("comments in code and in a list of sources", comments),
    Stage("the hard day moves", hard_day_on_friday, Counts(0, 0, EVENTS, 4), changed="*", moved="?-vo2max"),
    Stage("another session for the same purpose", other_hard_session, Counts(0, 0, EVENTS, 0), changed="*"),
    Stage(
        "a session for another purpose",
        walk_for_easy_run,
        Counts(3, 3, EVENTS - 3, 0),
        added="[789]-recovery-thu",
        removed="[789]-endurance-thu",
        changed="*",
    ),
    Stage("the host is away: 503", away_for_now),
    Stage("the host is away: 404", away),
    Stage("the host is back", back),
    Stage("the plan is over", over),
)


@pytest.fixture
def host() -> Iterator[Host]:
    found = Host(FEED)
    yield found
    found.close()


@pytest.fixture(params=[Vdirsyncer, Evolution])
def client(request: pytest.FixtureRequest, host: Host, tmp_path: Path) -> Iterator[Client]:
    found = request.param(tmp_path / "subscriber", host)
    yield found
    found.close()


def test_a_subscription_through_its_life(dated: Path, host: Host, client: Client) -> None:
    """What is shown must be right at every stage; counts are compared at the end, so that a failure names all that are wrong."""
    life, seen = Life(dated, host), dict[str, Seen]()
    found, wanted = {}, {}
    store(client.name, {})
    for stage in STAGES:
        before = seen
        stage.act(life)
        life.publish()
        client.refresh()
        seen = settled(client, life.expected())
        difference = compared(before, seen)
        found[stage.name] = difference.counts(), difference if client.keeps_uids else None
        store(client.name, {name: counts for name, (counts, _) in found.items()})
        shows_all(client, seen, life.expected(), stage.name)
        expected = stage.difference(before, seen)
        wanted[stage.name] = as_known_to(client, stage.counts), expected if client.keeps_uids else None
        if isinstance(client, Vdirsyncer):
            assert client.written() == difference.counts()[:2], f"{stage.name}: it says what it does"
    assert found == wanted
    last = max(seen.values(), key=attrgetter("day"))
    assert last.title == "Finished: A small 5 km plan"
    assert "What next: choose a plan" in last.text


UNSEEN = "Evolution passes over what has no newer SEQUENCE, LAST-MODIFIED or DTSTAMP, and these have none until there are locks"
UNSEEN_MARK = pytest.mark.xfail(strict=True, raises=AssertionError, reason=UNSEEN)


@pytest.mark.parametrize("client", [Vdirsyncer, pytest.param(Evolution, marks=UNSEEN_MARK)], indirect=True)
def test_a_dose_that_moves_because_another_session_changed_is_shown(dated: Path, host: Host, client: Client) -> None:
    life = Life(dated, host)
    client.refresh()
    change(life.root / "templates/threshold/two-on-one-off.yaml", "- 2x(2min @threshold", "- 2x(3min @threshold")
    life.commit()
    life.publish()
    client.refresh()
    assert sorted(client.events().values()) == sorted(life.expected().values())


def settled(client: Client, expected: Mapping[str, Seen]) -> dict[str, Seen]:
    """What a program shows; on a busy machine it may take a while to show what it has read."""
    ends = monotonic() + 30
    while sorted((seen := client.events()).values()) != sorted(expected.values()) and monotonic() < ends:
        sleep(0.2)
    return seen


def shows_all(client: Client, seen: Mapping[str, Seen], expected: Mapping[str, Seen], stage: str) -> None:
    """A program shows all that the compiled plan holds and nothing else, also to khal."""
    assert sorted(seen.values()) == sorted(expected.values()), stage
    if client.keeps_uids:
        assert seen == {f"{PREFIX}{name}{SUFFIX}": one for name, one in expected.items()}, stage
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
    """To a program that knows events by their content, one that changes is one that goes and one that comes."""
    if client.keeps_uids:
        return counts
    return Counts(counts.added + counts.changed, counts.removed + counts.changed, 0, 0)


def store(client: str, found: Mapping[str, Counts]) -> None:
    """Keep the counts in build/, one stage a line."""
    lines = ["\t".join(["stage", *Counts._fields]), *("\t".join([name, *map(str, counts)]) for name, counts in found.items())]
    folder = ROOT / "build" / "life"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{client}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
