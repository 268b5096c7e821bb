"""What the boxes for calendars choose from, as JSON for their scripts in `docs/assets/js/`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from toolkit.feeds import addresses
from toolkit.feeds.offer import Offer
from toolkit.library import Library
from toolkit.models import VARIANTS, WEEKDAYS, Plan, Season, of_variant
from toolkit.schedule import RaceGap, Schedule
from toolkit.text import english as words


def choices(offered: Sequence[tuple[Plan, Sequence[Offer]]], library: Library) -> Markup:
    """Plans, their variants, and the days of each that have a file to subscribe to.

    For the variants that a plan leaves out it has the reason, with the plan to take instead, if that is on offer.
    """
    titles = {plan.id: plan.title for plan in library.offered_plans}
    any_offer = offered[0][1][0]
    answers = library.settings.answers
    forms = {"feed": addresses.FEED, "compiled": addresses.COMPILED_PLAN}
    forms |= {"otherDay": addresses.COMPILED_RACE_DAY, "otherEdition": addresses.COMPILED_EDITION}
    if any_offer.dates.offers_key_days or answers == "any":
        forms["keyDays"] = addresses.KEY_DAYS_FEED
    return in_page(
        {
            "today": any_offer.today.isoformat(),
            "answers": answers,
            **forms,
            "besides": [_beside(plan) for plan in library.offered_plans if plan.beside],
            "plans": {plan.id: _choices_of(plan, offers, titles) for plan, offers in offered},
        }
    )


def season_choices(season: Season, courses: Sequence[tuple[Sequence[Schedule], Sequence[RaceGap]]]) -> Markup:
    """The variants of a season, and for each how many weeks may lie between its races."""
    return in_page(
        {
            "compiled": addresses.COMPILED_SEASON,
            "season": season.id,
            "title": season.title,
            "flexible": [[*part.weeks] if part.weeks and part.flexible else None for part in season.parts],
            "variants": {str(parts[0].variant): _course(parts, gaps) for parts, gaps in courses},
        }
    )


def _course(parts: Sequence[Schedule], gaps: Sequence[RaceGap]) -> dict[str, object]:
    """A variant of a season: the weeks before that of its first race, and what lies between its races."""
    return {"lead": _weeks_to_race(parts), "gaps": [_gap(gap) for gap in gaps]}


def _weeks_to_race(parts: Sequence[Schedule]) -> int:
    """The weeks before that of the first race."""
    weeks = [week for part in parts for week in part.weeks]
    return next(number for number, week in enumerate(weeks) if week.kind == "race")


def _gap(gap: RaceGap) -> dict[str, int | None]:
    return {"fixed": gap.fixed, "part": gap.flexible, "least": gap.least, "most": gap.most}


def _beside(plan: Plan) -> dict[str, object]:
    """A plan that may be followed beside any other, as part of the same calendar."""
    return {"id": plan.id, "title": plan.title, "variants": [str(variant) for variant in plan.variants]}


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
    }
    return {
        "title": plan.title,
        "race": plan.race is not None,
        "raceDays": [WEEKDAYS.index(day) for day in plan.race_days] if plan.race else [],
        "beside": plan.beside is not None,
        "variants": variants,
        "leftOut": dict(_left_out(plan, titles)),
    }


def _left_out(plan: Plan, titles: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """By variant, why a plan does not offer it, and the title of the plan to take instead, if one is on offer."""
    for variant in VARIANTS:
        left = of_variant(plan.left_out, variant)
        if left and not variant.trained and variant not in plan.variants:
            yield (
                str(variant),
                {"because": left.because, **({"title": titles[left.instead]} if left.instead and left.instead in titles else {})},
            )


def in_page(values: Mapping[str, object]) -> Markup:
    """Values as JSON for a page."""
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Markup(said.replace("<", "\\u003c"))
