"""A variant as a reader can have it: laid out, with the days for which there is a calendar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from toolkit.models import Plan
from toolkit.render import addresses, words
from toolkit.schedule import Schedule
from toolkit.window import Dates, monday


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant laid out, and the race days, or first Mondays, for which there is a calendar."""

    schedules: tuple[Schedule, ...]
    """The first is shown whole; of any other (a Saturday race) only the race week."""
    dates: Dates
    today: date
    site: str

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


def choices(offered: Sequence[tuple[Plan, Sequence[Offer]]]) -> Markup:
    """What the box for subscribing chooses from, as JSON for its script: plans, variants, the days on offer for each."""
    plans = {
        plan.id: {
            "title": plan.title,
            "race": plan.race is not None,
            "variants": {
                str(offer.schedules[0].variant): {
                    "weeks": len(offer.schedules[0].weeks),
                    "lead": offer.schedules[0].lead,
                    "expects": words.expected(offer.schedules[0].entry),
                    "days": [day.isoformat() for day in offer.dates.offered],
                }
                for offer in offers
            },
        }
        for plan, offers in offered
    }
    any_offer = offered[0][1][0]
    forms = {"feed": addresses.FEED}
    if any_offer.dates.offers_key_days:
        forms["keyDays"] = addresses.KEY_DAYS_FEED
    said = json.dumps({"today": any_offer.today.isoformat(), **forms, "plans": plans}, ensure_ascii=False)
    return Markup(said.replace("<", "\\u003c"))
