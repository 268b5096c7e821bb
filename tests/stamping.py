"""Calendars of many kinds, stamped in Python, and the questions by which they are asked of the stamper in JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random
from typing import Any, Literal
from zoneinfo import ZoneInfo

from programs import missing
from project import ROOT

from toolkit.feeds.compile import Compiler
from toolkit.feeds.compiled import CompiledEvent, CompiledPlan, CompiledText, EventForm, compiled_plans, merge, plan_differences
from toolkit.feeds.identity import EventInputs, History
from toolkit.feeds.laid import record_schedules
from toolkit.feeds.stamp import Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.wishes import NO_HOURS, Wishes
from toolkit.feeds.zones import day_number, offsets_of, weekday_of
from toolkit.library import Library
from toolkit.schedule import lay_out_each

SITE = "https://lasting-speed.example/"
MODIFIED = datetime(2026, 12, 4, 12, 30, 5, tzinfo=UTC)
INSTALL = "there is no node. Install Node.js 18 or later (Debian: apt-get install nodejs npm)."
RACE_DAYS = (6, 0, 1, 2, 3, 4, 5)
"""The weekday of a compiled plan, and those that are merged into it."""
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland")
TURNS = (
    *(date(2027, 3, 28), date(2027, 10, 31), date(2027, 3, 14), date(2027, 11, 7)),  # London, New York
    *(date(2027, 4, 4), date(2027, 10, 3), date(2027, 9, 26)),  # Lord Howe, Auckland
    *(date(2028, 2, 29), date(2028, 3, 1), date(2026, 12, 31), date(2028, 12, 31)),
)
"""Days on which clocks change, leap days and ends of years."""
HOURS = (None, None, 0, 30, 60, 90, 105, 120, 135, 150, 180, 7 * 60 + 5, 18 * 60 + 30, 24 * 60 - 1)
REMIND: tuple[int | Literal["evening"] | None, ...] = (None, None, None, 0, 1, 30, 60, 95, 720, 1440, 10080, "evening", "evening")
SIGNS = (*"abcdefghij 0123456789 ,,;;\\\\\n:“’–é", "ß", "½", "√", "한", "字", "🏃", "👩\u200d🚒", "e\u0301", "\u00a0", "𝄞")
"""Characters of one to four bytes, those that are escaped, and some that belong together."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Compiled plans by name, and the questions by which they are made known."""

    by_name: dict[str, CompiledPlan]
    questions: list[dict[str, Any]]

    def add(self, name: str, plan: CompiledPlan) -> None:
        """A plan as it is."""
        self.by_name[name] = plan
        self.questions.append({"plan": name, "value": json.loads(compiled_plans.dump_json(plan))})

    def compile(self, library: Library, plan_id: str, variant: int = 0) -> None:
        """A variant of a plan; with a race, for every weekday."""
        plan = library.plans[plan_id]
        history = History(MODIFIED)
        compiler = Compiler(library, SITE, history, EventInputs(library))
        schedules = list(lay_out_each(plan, library, plan.variants[variant], RACE_DAYS if plan.race else (0,)))
        first, *others = record_schedules(schedules)
        compiled = compiler.compile(first, RACE_DAYS[1:] if plan.race else ())
        name = f"{plan_id}-{compiled.weekday}"
        self.add(name, compiled)
        for laid in others:
            other = compiler.compile_difference(compiled, laid)
            written = json.loads(plan_differences.dump_json(other))
            self.by_name[f"{plan_id}-{other.weekday}"] = merge(compiled, other)
            self.questions.append({"plan": f"{plan_id}-{other.weekday}", "of": name, "other": written})


def odd_text(chance: Random, most: int = 200) -> str:
    """A text of any characters, those of many bytes at any place."""
    return "".join(chance.choice(SIGNS) for _ in range(chance.randrange(most)))


def odd_time(chance: Random) -> int:
    """Any second, often one beside that from which SEQUENCE counts."""
    return chance.choice((0, 1, 1577836799, 1577836800, 1577836859, chance.randrange(2_000_000_000)))


def odd_plan(plan: CompiledPlan, chance: Random) -> CompiledPlan:
    """A plan whose texts are as odd as can be, with long names and events that changed at any time."""

    def odd_line(line: CompiledText) -> CompiledText:
        return odd_text(chance) if isinstance(line, str) else (odd_text(chance), odd_text(chance))

    def odd_form(form: EventForm) -> EventForm:
        categories = tuple(odd_text(chance, 40) for _ in range(chance.randrange(4)))
        return replace(form, categories=categories, link=form.link + "x" * chance.randrange(90), minutes=form.minutes)

    def odd_event(event: CompiledEvent) -> CompiledEvent:
        changed = odd_time(chance)
        forms = tuple(map(odd_form, event.forms))
        return replace(event, changed=changed, forms=forms, id=event.id + "-x" * chance.randrange(40))

    names = replace(plan.calendar, whole=odd_text(chance), key_days=odd_text(chance), about=odd_text(chance))
    return replace(
        plan,
        plan="p" * chance.choice((1, 20, 30, 31, 32, 33, 34, 60)),
        uid_domain="d" * chance.randrange(1, 60),
        changed=odd_time(chance),
        calendar=names,
        events=tuple(map(odd_event, plan.events)),
        lines=tuple(map(odd_line, plan.lines)),
    )


def anchor_near(plan: CompiledPlan, day: int, chance: Random) -> int:
    """An anchor for which a plan has a day in one of its weeks."""
    monday = day - weekday_of(day) - 7 * chance.randrange(len(plan.weeks))
    return monday + 7 * plan.lead + plan.weekday


def any_wishes(plan: CompiledPlan, chance: Random) -> Wishes:
    """Some wishes; about half of them have hours."""
    hours = tuple(chance.choice(HOURS) for _ in range(7)) if chance.random() < 0.6 else NO_HOURS
    return Wishes(
        only_key_days=chance.random() < 0.4,
        optional=chance.random() < 0.6,
        hours=hours,
        zone=chance.choice(ZONES),
        units=chance.choice(("km", "mi")),
        from_week=chance.choice((1, 1, 1, 2, 3, chance.randrange(1, len(plan.weeks) + 2))),
        remind=chance.choice(REMIND),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A calendar as both stampers are asked for it."""

    names: Sequence[str]
    """The plans of its parts."""
    calendar: Calendar

    @property
    def expected(self) -> bytes:
        """What Python makes of it."""
        return stamp(self.calendar)

    @property
    def question(self) -> dict[str, Any]:
        """What JavaScript is asked."""
        calendar = self.calendar
        parts = [{"plan": name, "anchor": part.anchor} for name, part in zip(self.names, calendar.parts, strict=True)]
        asked = {"parts": parts, "wishes": in_javascript(calendar.wishes), "offsets": dict(calendar.offsets)}
        return {"stamp": {**asked, "feed": calendar.feed, "made": calendar.made, "name": calendar.name}}


def in_javascript(wishes: Wishes) -> dict[str, Any]:
    """Wishes as JavaScript has them."""
    names = {"only_key_days": "onlyKeyDays", "from_week": "fromWeek"}
    return {names.get(name, name): list(value) if name == "hours" else value for name, value in asdict(wishes).items()}


def any_case(plans: Plans, stampers: dict[str, Stamper], chance: Random) -> Case:
    """A calendar of one part, or of up to three, around a day on which something is out of the ordinary."""
    names = [chance.choice(list(plans.by_name)) for _ in range(chance.choice((1, 1, 1, 1, 2, 3)))]
    turn = day_number(chance.choice(TURNS))
    parts = [DatedPlan(stampers[name], anchor_near(stampers[name].plan, turn, chance)) for name in names]
    wishes = any_wishes(parts[0].plan.plan, chance)
    days = {monday + day for part in parts for monday in [part.plan.first_monday(part.anchor)] for day in _days(part)}
    offsets = offsets_of(ZoneInfo(wishes.zone or "UTC"), wishes.hours, sorted(days)) if wishes.timed else {}
    feed = chance.choice(("", f"{SITE}calendars/{'é' * chance.randrange(2)}{'x' * chance.randrange(160)}.ics"))
    made = chance.choice((None, None, 0, 59, 1796126400 + chance.randrange(10**8)))
    return Case(names, Calendar(parts, wishes, offsets, feed, made, chance.choice(("", "", odd_text(chance)))))


def _days(part: DatedPlan) -> range:
    return range(-1, part.plan.plan.events[-1].day + 2)


def any_cases(plans: Plans, number: int, seed: int) -> Iterator[Case]:
    """So many calendars, always the same."""
    chance = Random(seed)
    stampers = {name: Stamper(plan) for name, plan in plans.by_name.items()}
    yield from (any_case(plans, stampers, chance) for _ in range(number))


def answers(questions: Sequence[dict[str, Any]], script: str = "stamp.mjs") -> list[Any]:
    """What Node answers by a script of tests/node; without it the test is skipped, which is a failure in CI."""
    if not (node := shutil.which("node")):
        missing(INSTALL)
    asked = "".join(f"{json.dumps(question)}\n" for question in questions)
    command = [node, str(ROOT / "tests/node" / script)]
    done = subprocess.run(command, input=asked.encode(), capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    said = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    assert len(said) == len(questions)
    return said


def digest(content: bytes) -> str:
    """The SHA-256 of a calendar, by which answers are short."""
    return sha256(content).hexdigest()
