"""What is measured by calling the toolkit in this process: CPU seconds, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from editing import LOCKED_FIRST, Edited
from feeding import reference
from project import SHIPPED_EPOCH
from runners import simulate
from small import sound
from speed import TRIES, seconds_of, timed

from toolkit.app.build import Build, Output, Surroundings
from toolkit.dose import Doses
from toolkit.editions import Edition, read_lock, write_lock
from toolkit.feeds.agenda import select_days
from toolkit.feeds.compile import Compiler
from toolkit.feeds.event_text import event_lines
from toolkit.feeds.files import compile_variant
from toolkit.feeds.identity import EventInputs, History
from toolkit.feeds.laid import record_schedules
from toolkit.feeds.personal import offsets_for
from toolkit.feeds.stamp import Calendar, DatedPlan, Stamper, stamp
from toolkit.feeds.wishes import Wishes, read_hours
from toolkit.feeds.zones import date_of, day_number
from toolkit.library import Library
from toolkit.models import WEEKDAYS
from toolkit.rules import OtherDays
from toolkit.rules import other_days as find_other_days
from toolkit.schedule import Conditions, Schedule, lay_out
from toolkit.text.events.lines import fit_text
from toolkit.text.events.title import event_title

QUARTER = timedelta(weeks=13)
TWO_ON, CRUISE, LONG = (
    f"templates/{name}.yaml" for name in ("threshold/two-on-one-off", "threshold/cruise-intervals", "long/long-run")
)
EDITS = (
    (TWO_ON, "- 3x(2min @threshold", "- 3x(2:10 @threshold"),
    (LONG, "- 39min @easy", "- 38min @easy"),
    (CRUISE, "- 3x(3min @threshold, 1min jog), 2min", "- 3x(3min @threshold, 1min jog), 2:30"),
    (LONG, "- 65min @easy", "- 64min @easy"),
)
"""What is edited in a year, one dose in a quarter."""
SITE = "https://lasting-speed.example/"
MODIFIED = datetime.fromtimestamp(int(SHIPPED_EPOCH), UTC)
RACE_DAY = date(2027, 4, 18)
"""A Sunday."""
MANY_WISHES = Wishes(
    optional=False, hours=read_hours("tue,thu=18:30;sat,sun=09:00"), zone="Europe/London", units="mi", from_week=2, remind=30
)
Written = tuple[float, int, float]
"""CPU seconds for some files, none of which is kept; how many files, and their megabytes."""


def pages(root: Path) -> Written:
    """Every page as Markdown, once all is loaded and laid out."""
    build = _build(root)
    build.offers  # noqa: B018 laid out before the clock starts: that does not grow with sessions
    return min(_written(build.pages) for _ in range(TRIES))


def feeds(root: Path) -> Written:
    """Every compiled plan and every calendar, plans laid out for them."""
    build = _build(root)
    return _written(lambda: [file for make in build.files_for_programs() for file in make()])


def stamp_ratios(root: Path) -> tuple[float, float]:
    """How much quicker a calendar of every variant is stamped than its texts are composed and written by icalendar.

    As a feed, and with wishes; both must be alike. Preparing texts for the stamper, once for each variant, does not count.
    """
    library = sound(root)
    compiler = Compiler(library, SITE, History(MODIFIED), EventInputs(library))
    spent = {wishes: [0.0, 0.0] for wishes in (Wishes(), MANY_WISHES)}
    for plan in library.plans.values():
        for variant in plan.variants:
            schedule = lay_out(plan, library, variant)
            moves = find_other_days(schedule, library)
            compiled = compiler.compile(*record_schedules([schedule]))
            composing, _ = timed(lambda s=schedule, m=moves: compose(s, m, library))  # type: ignore[misc]
            parts = [
                DatedPlan(Stamper(compiled), day_number(RACE_DAY if plan.race else RACE_DAY - timedelta(days=len(WEEKDAYS) - 1)))
            ]
            for wishes, (stamping, writing) in spent.items():
                made = None if wishes == Wishes() else int(MODIFIED.timestamp())
                stamp(Calendar(parts, wishes, offsets_for(parts, wishes), made=made))
                quick, content = timed(lambda p=parts, w=wishes, m=made: stamp(Calendar(p, w, offsets_for(p, w), made=m)))  # type: ignore[misc]
                slow, written = timed(partial(reference, compiled, date_of(parts[0].anchor), wishes, made=made))
                assert content == written, f"{plan.id} {variant} is stamped otherwise than icalendar writes it"
                spent[wishes] = [stamping + quick, writing + composing + slow]
    without, with_wishes = (writing / stamping for stamping, writing in spent.values())
    return without, with_wishes


def compose(schedule: Schedule, moves: OtherDays, library: Library) -> list[tuple[str, str]]:
    """The title and the text of every event of a schedule."""
    days = select_days(schedule, moves)
    return [(event_title(day.placed), fit_text(event_lines(day, schedule, library, SITE))) for day in days]


def generated_plans(root: Path) -> float:
    """CPU seconds of every compiled plan of the plans that `generated.add_plans` has added."""
    build = _build(root)
    plans = [plan for plan in build.library.plans.values() if plan.id.startswith("generated-")]
    return _written(lambda: [file for plan in plans for variant in plan.variants for file in build.compiled(plan, variant)])[0]


def editions(root: Path) -> tuple[float, float, int]:
    """CPU seconds of every compiled plan of the 10 km plan, without editions and with those of a year; and how many live.

    Those of a year are read from the text of their locks, which counts.
    """
    edited = Edited(root, "10k")
    edited.lock()
    for number, edit in enumerate(EDITS, start=1):
        edited.edit(*edit)
        edited.lock((LOCKED_FIRST + number * QUARTER).date())
    library, plan, texts = edited.library, edited.library.plans["10k"], [write_lock(lock) for lock in edited.locks]
    built = LOCKED_FIRST + len(EDITS) * QUARTER + timedelta(days=1)

    def compiled(known: Sequence[str]) -> int:
        read = [
            Edition(day, read_lock("10k", text)) for day, text in zip([one.day for one in edited.editions], known, strict=False)
        ]
        compiler, doses = Compiler(library, SITE, History(built), EventInputs(library)), Doses(library)
        made = [compile_variant(compiler, plan, variant, doses, read) for variant in plan.variants]
        return sum(len(one.plan.editions) for one in made)

    without, _ = timed(lambda: compiled([]))
    with_all, living = timed(lambda: compiled(texts))
    return without, with_all, living


def other_days(root: Path, weeks: int) -> float:
    """CPU seconds for the other days of a plan that repeats, so many weeks long."""
    library = sound(root)
    plan = next(plan for plan in library.plans.values() if plan.repeats)
    schedule = lay_out(plan, library, plan.variants[0], Conditions(weeks=weeks))
    return min(seconds_of(lambda: find_other_days(schedule, library)) for _ in range(TRIES))


def lived(root: Path, runners: int) -> dict[str, float]:
    """So many runners by chance: see `runners.simulate`."""
    return simulate(sound(root), runners)


def _build(root: Path) -> Build:
    return Build(sound(root), Surroundings(SITE, History(MODIFIED), MODIFIED.date()))


def _written(outputs: Callable[[], Iterable[Output]]) -> Written:
    seconds, sizes = timed(lambda: [len(output.content) for output in outputs()])
    return seconds, len(sizes), sum(sizes) / 1e6
