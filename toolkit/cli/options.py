"""Options that several commands take, and what they are turned into."""

from __future__ import annotations

from datetime import date

import click

from toolkit.models import LEVELS, RHYTHMS
from toolkit.surroundings import YEARS

LEVEL = click.option("--level", type=click.Choice(LEVELS), required=True, help="Your level; `guide/efforts` says which fits.")
RHYTHM = click.option(
    "--rhythm",
    type=click.Choice(RHYTHMS),
    default="standard",
    show_default=True,
    help="How much recovery lies between hard days; extended is the default advice from 60.",
)
WEEKS = click.option(
    "--weeks", type=click.IntRange(1, 52), metavar="1-52", help="How many weeks, for a plan that repeats for as long as you like."
)


class Day(click.ParamType[date]):
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


class RaceDay(click.ParamType[tuple[date, str]]):
    """A date and a race such as 2027-07-17=race-5k."""

    name = "YYYY-MM-DD=RACE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        """The date and the session; wrong usage where there is no equals sign, or no date before it."""
        day, equals, race = str(value).partition("=")
        if not equals:
            self.fail(f"“{value}” is not a race on a day. Write 2027-07-17=race-5k.", param, ctx)
        return Day().convert(day, param, ctx), race
