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


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant laid out, and the race days (or first Mondays) for which there is a calendar."""

    schedules: tuple[Schedule, ...]
    """The first is shown whole; of any other (a Saturday race) only the race week."""
    anchors: tuple[date, ...]
    today: date
    site: str

    @property
    def coming(self) -> list[date]:
        """The anchors from today on."""
        return [day for day in self.anchors if day >= self.today]

    @property
    def feeds(self) -> list[tuple[date, bool, str, str]]:
        """The coming anchors, those with time for the whole plan first: whether one joins late, the feed, that of key days."""
        plan, variant = self.schedules[0].plan, self.schedules[0].variant
        return [
            (day, self.joins_late(day), addresses.feed(plan, variant, day), addresses.feed(plan, variant, day, only_key_days=True))
            for day in sorted(self.coming, key=lambda day: (self.joins_late(day), day))
        ]

    def joins_late(self, anchor: date) -> bool:
        """Whether one would join part-way, since the plan's first Monday has passed."""
        return self.first_day(anchor) < self.today

    def first_day(self, anchor: date) -> date:
        """The plan's first Monday for an anchor."""
        return monday(anchor) - timedelta(weeks=self.schedules[0].lead)


def monday(day: date) -> date:
    """The Monday of a day’s week."""
    return day - timedelta(days=day.weekday())


def choices(offered: Sequence[tuple[Plan, Sequence[Offer]]]) -> Markup:
    """What the box for subscribing chooses from, as JSON for its script: plans, variants, coming days with their Mondays."""
    plans = {
        plan.id: {
            "title": plan.title,
            "race": plan.race is not None,
            "variants": {
                str(offer.schedules[0].variant): {
                    "weeks": len(offer.schedules[0].weeks),
                    "lead": offer.schedules[0].lead,
                    "expects": words.expected(offer.schedules[0].entry),
                }
                for offer in offers
            },
        }
        for plan, offers in offered
    }
    every = [offer for _, offers in offered for offer in offers]
    days = {
        ("race" if offer.schedules[0].plan.race else "start"): {day.isoformat(): monday(day).isoformat() for day in offer.coming}
        for offer in every
    }
    forms = {"feed": addresses.FEED, "keyDays": addresses.KEY_DAYS_FEED}
    said = json.dumps({"today": every[0].today.isoformat(), **forms, "plans": plans, "days": days}, ensure_ascii=False)
    return Markup(said.replace("<", "\\u003c"))
