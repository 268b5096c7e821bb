"""A variant as a reader can have it: laid out, with the days for which there is a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.feeds import addresses
from toolkit.feeds.window import Dates, monday
from toolkit.library import Library
from toolkit.models import ENTRIES, RHYTHMS, EntryName, LeftOut, Level, Plan, Rhythm, Variant, of_variant
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
