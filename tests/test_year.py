"""A year of a repository, read after every commit by 200 subscribers: nothing moves under those who have begun."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

import pytest
from answering import ask
from project import ROOT
from readers import by_icalendar
from subscribing import Client, Evolution, Host, Vdirsyncer
from yearly import BEGIN, COMMITS, SAID, Step, Year, day_of, monday_of, steps

from toolkit.feeds.app import make_application

pytestmark = pytest.mark.exhaustive
SUBSCRIBERS = 200
WEEK = timedelta(weeks=1)
VARIANTS = (
    ("small", "intermediate-standard"), ("base", "intermediate-standard"), ("base", "intermediate-extended"),
    ("climb", "intermediate-standard"), ("climb", "intermediate-standard-trained"),
)  # fmt: skip
WISHES = ("", "", "units=mi", "without=optional", "hours=tue,thu=18:30&zone=Europe/London", "from=2")


class Event(NamedTuple):
    """An event as the plain reader of this file has it."""

    day: date
    title: str
    sequence: int
    stamp: str
    raw: bytes


Feed = Mapping[str, Event]


class Subscriber(NamedTuple):
    """Somebody who reads the calendar of a plan for an anchor with wishes."""

    plan: str
    variant: str
    anchor: date
    query: str
    only_key_days: bool

    @property
    def path(self) -> str:
        return f"/calendars/{self.plan}/{self.variant}/{self.anchor}{'-key-days' if self.only_key_days else ''}.ics"

    @property
    def plain(self) -> str:
        return f"/calendars/{self.plan}/{self.variant}/{self.anchor}.ics"

    @property
    def file(self) -> str:
        return f"plans/{self.plan}.yaml"


def subscribers() -> list[Subscriber]:
    """Those who began before the year, and those who begin in it; races on every weekday."""
    chance, found = Random(2027), []
    for number in range(SUBSCRIBERS):
        plan, variant = VARIANTS[number % len(VARIANTS)]
        anchor = monday_of(BEGIN.date()) + chance.randrange(-8, 62) * WEEK
        if plan == "small":
            anchor += timedelta(days=chance.choice([6, 6, 2, chance.randrange(7)]))
        found.append(Subscriber(plan, variant, anchor, chance.choice(WISHES), number % 9 == 8))
    return found


def read(content: bytes) -> Feed:
    """Every event by its UID: unfolded and split by hand, with nothing of the toolkit."""
    found: dict[str, Event] = {}
    for part in content.replace(b"\r\n ", b"").split(b"BEGIN:VEVENT\r\n")[1:]:
        raw = part.partition(b"END:VEVENT")[0]
        lines = dict(line.split(b":", 1) for line in raw.split(b"\r\n") if b":" in line)
        start = next(value for name, value in lines.items() if name.startswith(b"DTSTART"))[:8].decode()
        uid = lines[b"UID"].decode()
        assert uid not in found, f"{uid} is there twice"
        day = date(int(start[:4]), int(start[4:6]), int(start[6:]))
        found[uid] = Event(day, lines[b"SUMMARY"].decode(), int(lines[b"SEQUENCE"]), lines[b"DTSTAMP"].decode(), raw)
    days = [one.day for one in found.values()]
    assert len(days) == len(set(days)), "two events are on a day"
    return found


class Reader:
    """Reads feeds of a site through the application, each once for the same bytes."""

    def __init__(self, site: Path) -> None:
        self._application, self._read = make_application(site), dict[bytes, Feed]()

    def content(self, path: str, query: str = "") -> bytes:
        reply = ask(self._application, path, query)
        assert reply.status == 200, (path, reply.content)
        return reply.content

    def feed(self, content: bytes) -> Feed:
        if content not in self._read:
            self._read[content] = read(content)
        return self._read[content]

    def first_monday(self, one: Subscriber) -> date:
        return monday_of(min(event.day for event in self.feed(self.content(one.plain)).values()))


class Look(NamedTuple):
    """What a subscriber has seen last, and the first Monday of the plan then."""

    content: bytes
    feed: Feed
    begins: date


def judge(one: Subscriber, step: Step, day: date, before: Look, after: Look) -> Iterator[str]:
    """What is wrong for a subscriber after a commit."""
    if before.begins < day:
        yield from judge_begun(one, step, day, before, after)
    for uid in before.feed.keys() & after.feed.keys():
        old, new = before.feed[uid], after.feed[uid]
        if new.sequence < old.sequence:
            yield f"SEQUENCE of {uid} fell from {old.sequence} to {new.sequence}"
        if (old.day, old.title) != (new.day, new.title) and new.sequence <= old.sequence:
            yield f"{uid} moved without a higher SEQUENCE: {old.day} {old.title} to {new.day} {new.title}"
        if old.raw != new.raw and new.stamp <= old.stamp:
            yield f"{uid} says something else without a later DTSTAMP"
    if before.content != after.content and not step.templates and one.file not in step.plans:
        yield "it changed, and nothing that it is made of did"


def judge_begun(one: Subscriber, step: Step, day: date, before: Look, after: Look) -> Iterator[str]:
    """Nothing moves but by a correction, in weeks that begin after it, and the event says so."""
    corrects = step.corrects == one.file
    for uid in before.feed.keys() | after.feed.keys():
        old, new = before.feed.get(uid), after.feed.get(uid)
        if old and new and (old.day, old.title) == (new.day, new.title):
            continue
        there = new or old
        assert there
        if not corrects or monday_of(there.day) <= day:
            yield f"{uid} moved: {old and (old.day, old.title)} to {new and (new.day, new.title)}"
        elif new and SAID[one.file].encode() not in new.raw:
            yield f"{uid} moved, and does not say why"


def test_a_year_moves_nothing_under_those_who_have_begun(dated: Path, tmp_path: Path) -> None:
    year = published(dated, tmp_path / "site")
    size = git_size(dated)
    reader, people = Reader(tmp_path / "site"), subscribers()
    looks = {one: look(reader, one) for one in people}
    wrong: list[str] = []
    moved = dict.fromkeys(("begun", "not begun", "corrected", "unchanged"), 0)
    seconds = 0.0
    for number, step in enumerate(steps(), start=1):
        year.do(step, day_of(number))
        started = perf_counter()
        year.publish()
        seconds += perf_counter() - started
        day = year.at.date()
        for one in people:
            before, looks[one] = looks[one], look(reader, one)
            count(moved, step, before, looks[one], day)
            wrong += [f"{number} {step.name}: {one.path}?{one.query}: {said}" for said in judge(one, step, day, before, looks[one])]
        keep("year-so-far.txt", [f"{number} {step.name}: published in {seconds:.1f} s so far; {len(wrong)} faults", *wrong])
    compare_readers(reader, people)
    report(year, size, moved, seconds)
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])
    assert moved["corrected"] > 0
    assert moved["not begun"] > 0


def published(root: Path, site: Path) -> Year:
    (root / "settings.yaml").write_text("address: https://small.example/\nanswers: any\n", "utf-8")
    year = Year(root, site)
    year.publish()
    return year


def look(reader: Reader, one: Subscriber) -> Look:
    content = reader.content(one.path, one.query)
    return Look(content, reader.feed(content), reader.first_monday(one))


def count(moved: dict[str, int], step: Step, before: Look, after: Look, day: date) -> None:
    """How many feeds moved, for whom."""
    places = [{uid: (event.day, event.title) for uid, event in one.feed.items()} for one in (before, after)]
    if before.content == after.content:
        moved["unchanged"] += 1
    if places[0] != places[1]:
        moved["not begun" if before.begins >= day else "corrected" if step.corrects else "begun"] += 1


def compare_readers(reader: Reader, people: list[Subscriber]) -> None:
    """The plain reader and the icalendar library read the same, of all feeds as they are at the end."""
    for one in people:
        content = reader.content(one.path, one.query)
        seen = {event.uid: str(event.start)[:10] for event in by_icalendar(content)}
        assert seen == {uid: str(event.day) for uid, event in reader.feed(content).items()}


def git_size(root: Path) -> int:
    """How many bytes the objects of a repository take, packed."""
    subprocess.run(["git", "gc", "-q", "--prune=now"], cwd=root, check=True)
    said = subprocess.run(["git", "count-objects", "-v"], cwd=root, check=True, capture_output=True, text=True).stdout
    return 1024 * int(said.partition("size-pack: ")[2].split("\n")[0])


def locks_packed(root: Path) -> int:
    """How many bytes all versions of all locks take in the pack."""
    listed = subprocess.run(["git", "log", "--all", "--format=", "--raw", "--no-abbrev", "-m", "--", "plans/*.lock"], cwd=root,
        check=True, capture_output=True, text=True).stdout  # fmt: skip
    blobs = {line.split()[3] for line in listed.split("\n") if line.startswith(":")} - {"0" * 40}
    asked = subprocess.run(["git", "cat-file", "--batch-check=%(objectsize:disk)"], cwd=root, check=True, capture_output=True,
        text=True, input="".join(f"{blob}\n" for blob in sorted(blobs))).stdout  # fmt: skip
    return sum(map(int, asked.split()))


def report(year: Year, size: int, moved: Mapping[str, int], seconds: float) -> None:
    """What was measured, printed and kept in build/year.txt."""
    after, times = git_size(year.root), []
    for editions in (True, False):
        started = perf_counter()
        for make in year.build(editions=editions).files_for_programs():
            list(make())
        times.append(perf_counter() - started)
    started = perf_counter()
    year.build()
    lines = [
        f"{COMMITS} commits, {SUBSCRIBERS} subscribers; feeds that moved or did not, over all commits: {dict(moved)}",
        f"git: {size} bytes before, {after} after; all versions of locks take {locks_packed(year.root)}",
        f"publishing took {seconds:.1f} s in all",
        f"at the end compiling takes {times[0]:.2f} s with editions, {times[1]:.2f} s without",
        f"reading content, history and editions takes {perf_counter() - started:.2f} s",
    ]
    keep("year.txt", lines)
    print("\n".join(lines))


def keep(name: str, lines: list[str]) -> None:
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / name).write_text("\n".join(lines) + "\n", "utf-8")


FOLLOWED = ("base", "climb", "small")


@pytest.mark.parametrize("program", [Vdirsyncer, Evolution])
def test_programs_show_a_year_as_it_was_published(dated: Path, tmp_path: Path, program: type[Client]) -> None:
    """One subscriber for each plan, whose calendar begins before the correction of it; read whenever the feed has changed."""
    year = published(dated, tmp_path / "site")
    reader = Reader(tmp_path / "site")
    people = [
        next(one for one in subscribers() if one.plan == plan and not one.query and not one.only_key_days) for plan in FOLLOWED
    ]
    hosts = [Host(one.path[1:]) for one in people]
    clients = [program(tmp_path / f"reads-{one.plan}", host) for one, host in zip(people, hosts, strict=True)]
    try:
        for number, step in enumerate([None, *steps()]):
            if step:
                year.do(step, day_of(number))
                year.publish()
            for one, host, client in zip(people, hosts, clients, strict=True):
                content = reader.content(one.path)
                if content != host.content:
                    host.content = content
                    client.refresh()
                    wanted = sorted((str(event.start), event.summary) for event in by_icalendar(content))
                    assert sorted((str(seen.day), seen.title) for seen in client.events().values()) == wanted, (step, one)
    finally:
        for client, host in zip(clients, hosts, strict=True):
            client.close()
            host.close()
