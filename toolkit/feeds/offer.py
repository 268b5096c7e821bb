"""A variant as a reader can have it: laid out, with the days for which there is a calendar."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from toolkit.feeds import addresses
from toolkit.feeds.window import Dates, monday
from toolkit.library import Library
from toolkit.models import ENTRIES, RHYTHMS, VARIANTS, EntryName, LeftOut, Level, Plan, Rhythm, Variant, of_variant
from toolkit.schedule import Schedule
from toolkit.text import english as words


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant laid out, and the race days, or first Mondays, for which there is a calendar."""

    schedules: tuple[Schedule, ...]
    """The first is shown whole; of any other (a Saturday race) only the race week."""
    dates: Dates
    today: date
    site: str

    @property
    def variant(self) -> Variant:
        """Whom it is for."""
        return self.schedules[0].variant

    @property
    def fresh(self) -> bool:
        """Whether it has calendars: those of the other entry are made with the toolkit."""
        return not self.variant.trained

    @property
    def feeds(self) -> list[tuple[date, bool, str, str | None]]:
        """The days on offer, those with time for the whole plan first: whether one joins late, the feed, and that of key days."""
        plan, variant = self.schedules[0].plan, self.schedules[0].variant
        return [
            (
                day,
                self.joins_late(day),
                addresses.feed(plan, variant, day),
                addresses.feed(plan, variant, day, only_key_days=True) if self.dates.offers_key_days else None,
            )
            for day in sorted(self.dates.offered, key=lambda day: (self.joins_late(day), day))
        ]

    def joins_late(self, anchor: date) -> bool:
        """Whether one would join part-way, since the plan's first Monday has passed."""
        return self.first_day(anchor) < self.today

    def first_day(self, anchor: date) -> date:
        """The plan's first Monday for an anchor."""
        return monday(anchor) - timedelta(weeks=self.schedules[0].lead)


@dataclass(frozen=True, slots=True)
class RhythmRow:
    """A rhythm of a level: the offer of each entry, where there is one, or why it is left out."""

    rhythm: Rhythm
    ages: str
    fresh: Offer | None
    trained: Offer | None
    left_out: LeftOut | None


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """What a level can choose from: a row for each rhythm, and what each entry expects, with the rhythms for which it does."""

    level: Level
    rows: tuple[RhythmRow, ...]
    expects: tuple[tuple[EntryName, tuple[Rhythm, ...], str], ...]

    @property
    def offers(self) -> list[Offer]:
        """Every offer of the level, by rhythm and then by entry."""
        return [offer for row in self.rows for offer in (row.fresh, row.trained) if offer]

    @property
    def trained(self) -> bool:
        """Whether there is a second entry."""
        return any(row.trained for row in self.rows)


def choice_of(library: Library, plan: Plan, offers: Sequence[Offer]) -> Iterator[LevelChoice]:
    """What each level that a plan offers can choose from, gentlest level first."""
    found = {offer.variant: offer for offer in offers}
    for level in dict.fromkeys(offer.variant.level for offer in offers):
        rows = []
        for rhythm in RHYTHMS:
            fresh = Variant(level, rhythm)
            column = words.ages(library.levels.rhythms[rhythm].column)
            trained, left = found.get(fresh._replace(entry="trained")), of_variant(plan.left_out, fresh)
            rows.append(RhythmRow(rhythm, column, found.get(fresh), trained, left))
        yield LevelChoice(level, tuple(rows), tuple(_expected(level, offers)))


def _expected(level: Level, offers: Sequence[Offer]) -> Iterator[tuple[EntryName, tuple[Rhythm, ...], str]]:
    """By entry, what is expected, and for which rhythms: alike for all in most plans."""
    for entry in ENTRIES:
        rhythms: dict[str, list[Rhythm]] = {}
        for offer in offers:
            if (offer.variant.level, offer.variant.entry) == (level, entry):
                rhythms.setdefault(words.expected(offer.schedules[0].entry), []).append(offer.variant.rhythm)
        yield from ((entry, tuple(found) if len(rhythms) > 1 else (), said) for said, found in rhythms.items())


def choices(offered: Sequence[tuple[Plan, Sequence[Offer]]], titles: Mapping[str, str]) -> Markup:
    """What the box for subscribing chooses from, as JSON for its script: plans, fresh variants, the days on offer for each.

    For those that a plan leaves out it has the reason, with the plan to take instead, by `titles` of those on offer.
    """
    plans = {plan.id: _choices_of(plan, offers, titles) for plan, offers in offered}
    any_offer = offered[0][1][0]
    forms = {"feed": addresses.FEED}
    if any_offer.dates.offers_key_days:
        forms["keyDays"] = addresses.KEY_DAYS_FEED
    said = json.dumps({"today": any_offer.today.isoformat(), **forms, "plans": plans}, ensure_ascii=False)
    return Markup(said.replace("<", "\\u003c"))


def _choices_of(plan: Plan, offers: Sequence[Offer], titles: Mapping[str, str]) -> dict[str, object]:
    """The part of the choices that is about one plan."""
    variants = {
        str(offer.variant): {
            "weeks": len(offer.schedules[0].weeks),
            "lead": offer.schedules[0].lead,
            "expects": words.expected(offer.schedules[0].entry),
            "days": [day.isoformat() for day in offer.dates.offered],
        }
        for offer in offers
        if offer.fresh
    }
    race, left_out = plan.race is not None, dict(_left_out(plan, titles))
    return {"title": plan.title, "race": race, "variants": variants, "leftOut": left_out}


def _left_out(plan: Plan, titles: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """By variant, why a plan does not offer it, and the title of the plan to take instead, if one is on offer."""
    for variant in VARIANTS:
        left = of_variant(plan.left_out, variant)
        if left and not variant.trained and variant not in plan.variants:
            yield (
                str(variant),
                {"because": left.because, **({"title": titles[left.instead]} if left.instead and left.instead in titles else {})},
            )
