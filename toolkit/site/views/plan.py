"""The pages of a plan: one for the plan, and one for each of its variants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.feeds.offer import LevelChoice, Offer, choice_of
from toolkit.library import Library
from toolkit.models import Plan, Session, Variant
from toolkit.rules import RULES
from toolkit.schedule import Progress, Week, lay_out_first_week_back, list_common_results, trace_progress
from toolkit.site.charts import Picture, load_chart
from toolkit.site.offline import pages_to_keep
from toolkit.site.page import Page, PageHead, View, write_own_page, write_page
from toolkit.text import english as words
from toolkit.text.pages import variant_title
from toolkit.text.results import Effect, effect
from toolkit.text.steps import sessions_by_steps


@dataclass(frozen=True, slots=True)
class PlanView(View):
    """What a plan's page shows."""

    template = "plan.md"
    plan: Plan
    offers: Sequence[Offer]
    choice: tuple[LevelChoice, ...]
    """What each level can choose from."""
    stepped: Sequence[Session]
    """The sessions that go by steps."""
    effects: tuple[Effect, ...]
    """What results of assessments change."""


@dataclass(frozen=True, slots=True)
class Comeback:
    """The first week back in a week of a plan, after so many days without running."""

    week: int
    after: tuple[tuple[int, Week], ...]


@dataclass(frozen=True, slots=True)
class VariantView(View):
    """What the page of a variant of a plan shows."""

    template = "variant.md"
    plan: Plan
    offer: Offer
    rules: int
    """How many rules it was checked against."""
    stepped: Sequence[Session]
    trained_too: Variant | None
    """The variant of the other entry, where this one is fresh and the plan has it."""
    command: Markup
    """The command that makes a calendar for any day."""
    kept: Markup
    """The pages that a phone keeps with it, as JSON."""
    load: Picture
    comebacks: tuple[Comeback, ...]


def plan_page(library: Library, plan: Plan, offers: Sequence[Offer]) -> Page:
    """The page of a plan, with all its variants to choose from."""
    schedules = [offer.schedules[0] for offer in offers]
    view = PlanView(
        plan=plan,
        offers=offers,
        choice=tuple(choice_of(library, plan, offers)),
        stepped=sessions_by_steps(plan, library),
        effects=tuple(effect(asked, schedules, library) for asked in list_common_results(library)),
    )
    return write_own_page(library, plan, f"plans/{plan.id}/index.md", view)


def variant_page(library: Library, plan: Plan, offer: Offer) -> Page:
    """The page of a variant of a plan."""
    title = variant_title(plan.title, words.variant(library, offer.variant))
    path = f"plans/{plan.id}/{offer.variant}.md"
    return write_page(library, path, PageHead(title, about=plan), _view_variant(library, plan, offer), library.path(plan))


def _view_variant(library: Library, plan: Plan, offer: Offer) -> VariantView:
    trained = offer.variant._replace(entry="trained")
    return VariantView(
        plan=plan,
        offer=offer,
        rules=len(RULES),
        stepped=sessions_by_steps(plan, library),
        trained_too=trained if offer.fresh and trained in plan.variants else None,
        command=_file_command(plan, offer.variant),
        kept=pages_to_keep(library, offer.schedules[0]),
        load=load_chart(library, offer.schedules[0], "load"),
        comebacks=tuple(_comebacks(library, trace_progress(plan, library, offer.variant, doses=offer.schedules[0].doses))),
    )


def _comebacks(library: Library, course: Sequence[Progress]) -> Iterator[Comeback]:
    """For each week of a plan from the second to the race, the first week back after the most days of each step that changes it."""
    most = [step.days[1] for step in library.missed.steps if step.changes and step.days[1]]
    for one in course[1:]:
        if one.planned.kind == "recovery":
            return
        week = one.planned.number
        yield Comeback(week, tuple((days, lay_out_first_week_back(course, library, week, days)) for days in most))


def _file_command(plan: Plan, variant: Variant) -> Markup:
    """The command that makes the calendar of a variant as a file, for a day to be filled in."""
    day = "--race" if plan.race else "--start"
    return Markup(f"toolkit calendar {plan.id} {words.command_options(variant)} {day} YYYY-MM-DD --output my.ics")
