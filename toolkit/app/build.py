"""A library to every output: pages and calendars, path and bytes, one after the other. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache

from toolkit.cores import Advance, each, ignore
from toolkit.dose import Doses
from toolkit.feeds import addresses
from toolkit.feeds.agenda import Agenda, agenda_of, thinned
from toolkit.feeds.catalogue import catalogue
from toolkit.feeds.offer import Offer
from toolkit.feeds.stamp import Stamp, cut, stamped
from toolkit.feeds.window import dates
from toolkit.library import Library, build_file_graph, find_reachable
from toolkit.models import Plan, Variant
from toolkit.schedule import SATURDAY, SUNDAY, Schedule, lay_out_each
from toolkit.site.groups import PageGroup, page_groups


@dataclass(frozen=True, slots=True)
class Edition:
    """What a build depends on besides the library: where the site will be, when its content last changed, and the day it is for."""

    site: str
    modified: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its path from the top of the site, its bytes, and the file one edits to change it, if there is one."""

    path: str
    content: bytes
    source: str | None = None


class Build:
    """Every output of a library for an edition; nothing is made before it is asked for."""

    def __init__(self, library: Library, edition: Edition) -> None:
        self.library, self.edition = library, edition
        self._doses = Doses(library)
        self._offers: dict[tuple[str, Variant], Offer] = {}
        self._stamps: dict[tuple[int, bool], Stamp] = {}

    @cached_property
    def offers(self) -> list[tuple[Plan, list[Offer]]]:
        """Every plan with its variants laid out, and the days that have a feed."""
        return [(plan, self._offers_of(plan)) for plan in self.library.offered_plans]

    def offering(self, plan: Plan, variant: Variant) -> Offer:
        """A variant of a plan laid out, and the days that have a feed; it is laid out once."""
        if (plan.id, variant) not in self._offers:
            self._offers[plan.id, variant] = offer_of(self.library, plan, variant, self.edition, self._doses)
        return self._offers[plan.id, variant]

    def _offers_of(self, plan: Plan) -> list[Offer]:
        """Every variant of a plan laid out, and the days that have a feed."""
        return [self.offering(plan, variant) for variant in plan.variants]

    @cached_property
    def groups(self) -> list[PageGroup]:
        """Every page in groups of those that are made from the same files."""
        return list(page_groups(self.library, self.offering))

    def pages(self, advance: Advance = ignore) -> list[Output]:
        """Every page, in Markdown, on all cores; `advance` is called as pages are made."""
        _ = self.offers  # laid out once, before this process is copied
        made = each(outputs_of, self.groups, advance)
        return [page for group in made for page in group]

    def others(self) -> Iterator[Output]:
        """What is neither a page nor a feed: the list of all feeds, and two files for hosts and search engines."""
        listed = [(plan, [(offer.schedules[0], offer.dates) for offer in offers]) for plan, offers in self.offers]
        text = catalogue(listed, self.edition.site, self.edition.modified, self.edition.today)
        yield Output(addresses.INDEX, text.encode())
        yield Output("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {self.edition.site}sitemap.xml\n".encode())
        yield Output(".nojekyll", b"")

    @cached_property
    def feed_count(self) -> int:
        """How many feeds there are."""
        return len(list(self.feed_paths()))

    def feeds(self, advance: Advance = ignore) -> Iterator[Output]:
        """Every feed, and every feed of key days: one schedule’s after the other’s, so that little is held at once."""
        for plan in self.library.offered_plans:
            yield from self.feeds_of(plan, advance)

    def feeds_of(self, plan: Plan, advance: Advance = ignore) -> Iterator[Output]:
        """Every feed of a plan."""
        for schedule, whole, thin in _anchored(self._offers_of(plan)):
            agenda = agenda_of(schedule, self.library)
            for of, wanted in ((agenda, whole), (thinned(agenda), thin)):
                for feed in stamped(self._cut(of), wanted) if wanted else ():
                    yield Output(*feed)
                    advance(1)

    def feed_paths(self) -> Iterator[str]:
        """Where every feed is."""
        for schedule, whole, thin in self.anchored():
            for days, only_key_days in ((whole, False), (thin, True)):
                yield from (addresses.feed(schedule.plan, schedule.variant, day, only_key_days=only_key_days) for day in days)

    def feed(self, path: str) -> bytes | None:
        """The feed at a path, made for itself; None where there is none."""
        for number, (schedule, *days) in enumerate(self.anchored()):
            for thin, wanted in enumerate(days):
                for day in wanted:
                    if path == addresses.feed(schedule.plan, schedule.variant, day, only_key_days=bool(thin)):
                        key = (number, bool(thin))
                        if key not in self._stamps:
                            agenda = agenda_of(schedule, self.library)
                            self._stamps[key] = self._cut(thinned(agenda) if thin else agenda)
                        return next(content for _, content in stamped(self._stamps[key], [day]))
        return None

    def anchored(self) -> Iterator[tuple[Schedule, list[date], list[date]]]:
        """Every schedule with its anchors: those that have a feed, and those that have one of key days."""
        for _, offers in self.offers:
            yield from _anchored(offers)

    def _cut(self, agenda: Agenda) -> Stamp:
        """What the feeds of an agenda are stamped with."""
        return cut(agenda, self.edition.modified, self.edition.site)


def _anchored(offers: Iterable[Offer]) -> Iterator[tuple[Schedule, list[date], list[date]]]:
    """The schedules of a plan’s variants with their anchors."""
    for offer in (one for one in offers if one.fresh):
        for schedule in offer.schedules:
            whole, thin = (
                [day for day in days if schedule.race_weekday in (None, day.weekday())]
                for days in (offer.dates.whole, offer.dates.key_days)
            )
            yield schedule, whole, thin


def outputs_of(group: PageGroup) -> list[Output]:
    """The pages of a group."""
    return [Output(page.path, page.text.encode(), page.source) for page in group.make()]


Contents = tuple[Hashable, ...]
"""What pages were made from; equal if they would be made alike."""


@lru_cache(maxsize=1)
def page_inputs(library: Library) -> Callable[[str], Contents]:
    """A function from the path of a file to the paths and texts of that file, of all files that it names, and of all lists."""
    graph = build_file_graph(library.documents, mentions=True)
    lists = {path for path in library.documents if path.count("/") == 1 and path.startswith("templates/")}

    @cache
    def contents(path: str) -> Contents:
        found = find_reachable(graph, {path}) | lists
        return (path, *((one, library.documents[one].lines) for one in sorted(found)))

    return contents


def outputs(library: Library, edition: Edition) -> Iterator[Output]:
    """Every file of the site that comes from the library, in the same order for the same input."""
    build = Build(library, edition)
    yield from build.pages()
    yield from build.others()
    yield from build.feeds()


def offers_of(library: Library, plan: Plan, edition: Edition, doses: Doses | None = None) -> list[Offer]:
    """Every variant of a plan with the days that have a calendar."""
    doses = doses or Doses(library)
    return [offer_of(library, plan, variant, edition, doses) for variant in plan.variants]


def offer_of(library: Library, plan: Plan, variant: Variant, edition: Edition, doses: Doses) -> Offer:
    """A variant with the days that have a calendar, laid out for a Sunday race, and for a Saturday where one has."""
    found = dates(plan, variant, library, edition.today)
    saturdays = any(day.weekday() == SATURDAY for day in found.whole)
    schedules = tuple(lay_out_each(plan, library, variant, (SUNDAY, SATURDAY) if saturdays else (SUNDAY,), doses))
    return Offer(schedules, found, edition.today, edition.site)
