"""Options that several commands take, and what they are turned into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps

import click

from toolkit.app.environment import YEARS
from toolkit.models import ENTRIES, LEVELS, RHYTHMS, EntryName, Level, Rhythm, Variant

LEVEL = click.option("--level", type=click.Choice(LEVELS), required=True, help="Your level; `guide/efforts` says which fits.")


def for_variant(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for a level, a rhythm and an entry, and their variant as its parameter `variant`."""

    @LEVEL
    @click.option(
        "--rhythm",
        type=click.Choice(RHYTHMS),
        default="standard",
        show_default=True,
        help="How much recovery there is between hard days: quick below 50, standard from 50, extended from 60, patient from 70.",
    )
    @click.option(
        "--entry",
        type=click.Choice(ENTRIES),
        default="fresh",
        show_default=True,
        help="What your last 30 days held: trained if you ran fast in them every week, else fresh.",
    )
    @wraps(command)
    def with_variant(*args: object, level: Level, rhythm: Rhythm, entry: EntryName, **others: object) -> None:
        command(*args, variant=Variant(level, rhythm, entry), **others)

    return with_variant


WEEKS = click.option(
    "--weeks", type=click.IntRange(1, 52), metavar="1-52", help="How many weeks, for a plan that repeats for as long as you like."
)


RESULTS = click.option(
    "--result",
    "results",
    multiple=True,
    metavar="ASSESSMENT=NAME",
    help="What a test of yours said, such as single-leg-heel-raises=fail; write it again for each test.",
)


class DayType(click.ParamType[date]):
    """A date such as 2027-04-18."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that the text says; wrong usage where it says none, or one that no plan is for."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date. Write the year, month and day: 2027-04-18.", param, ctx)
        if day.year not in YEARS:
            self.fail(f"{day} is too early or too late. Write a year from {YEARS[0]} to {YEARS[-1]}.", param, ctx)
        return day


class RaceDayType(click.ParamType[tuple[date, str]]):
    """A date and a race such as 2027-07-17=race-5k."""

    name = "YYYY-MM-DD=RACE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        """The date and the session; wrong usage where there is no equals sign, or no date before it."""
        day, equals, race = str(value).partition("=")
        if not equals:
            self.fail(f"“{value}” is not a race on a day. Write 2027-07-17=race-5k.", param, ctx)
        return DayType().convert(day, param, ctx), race
