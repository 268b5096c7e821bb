"""A library to every output: pages and calendars, path and bytes, one after the other. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache, partial

from toolkit.cores import Advance, each, ignore
from toolkit.dose import Doses
from toolkit.editions import Edition
from toolkit.feeds import addresses
from toolkit.feeds.catalogue import Host, Listed, catalogue
from toolkit.feeds.compile import Compiler
from toolkit.feeds.files import compile_variant, compiled_files, feed_paths, plan_files, schema_files
from toolkit.feeds.identity import EventInputs, History
from toolkit.feeds.offer import Offer
from toolkit.feeds.season import season_files
from toolkit.feeds.window import Dates, dates
from toolkit.library import Library, build_file_graph, find_reachable
from toolkit.models import Plan, Season, Variant
from toolkit.schedule import SATURDAY, SUNDAY, lay_out_each
from toolkit.site.groups import PageGroup, page_groups
from toolkit.things import LISTS


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a build depends on besides the library: where the site will be, when its content changed, and the day it is for."""

    site: str
    history: History
    today: date
    editions: Mapping[str, Sequence[Edition]] = field(default_factory=dict)
    """By the id of a plan, its locks in the history of the project, the oldest first."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its path from the top of the site, its bytes, and the file one edits to change it, if there is one."""

    path: str
    content: bytes
    source: str | None = None


class Build:
    """Every output of a library in its surroundings; nothing is made before it is asked for."""

    def __init__(self, library: Library, surroundings: Surroundings) -> None:
        self.library, self.surroundings = library, surroundings
        self._doses = Doses(library)
        self._offers: dict[tuple[str, Variant], Offer] = {}

    @cached_property
    def offers(self) -> list[tuple[Plan, list[Offer]]]:
        """Every plan with its variants laid out, and the days that have a feed."""
        return [(plan, self._offers_of(plan)) for plan in self.library.offered_plans]

    @cached_property
    def retired_offers(self) -> list[tuple[Plan, list[Offer]]]:
        """The same for plans that are no longer offered, and whose pages and calendars stay."""
        return [(plan, self._offers_of(plan)) for plan in self.library.answered_plans if self.library.is_retired(plan)]

    def offering(self, plan: Plan, variant: Variant) -> Offer:
        """A variant of a plan laid out, and the days that have a feed; it is laid out once."""
        if (plan.id, variant) not in self._offers:
            self._offers[plan.id, variant] = offer_of(self.library, plan, variant, self.surroundings, self._doses)
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
        _ = self.offers, self.retired_offers  # laid out once, before this process is copied
        made = each(outputs_of, self.groups, advance)
        return [page for group in made for page in group]

    def others(self) -> Iterator[Output]:
        """What is of no page and no plan: the list of calendars, the schemas of compiled plans, and two files for hosts."""
        around = self.surroundings
        host = Host(self.library.settings.answers, around.site, around.history.modified, around.today)
        text = catalogue(_listed(self.offers), host, _listed(self.retired_offers), self.library)
        yield Output(addresses.INDEX, text.encode())
        yield from (Output(*file) for file in schema_files())
        yield Output("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {self.surroundings.site}sitemap.xml\n".encode())
        yield Output(".nojekyll", b"")

    @cached_property
    def feed_count(self) -> int:
        """How many calendars are files."""
        return len(list(self.feed_paths()))

    def plan_files(self, plan: Plan, advance: Advance = ignore) -> Iterator[Output]:
        """Every compiled plan of a plan, and every calendar that is a file; `advance` is called as calendars are made."""
        for path, content in plan_files(self.compiler, plan, self._dates(plan), self._doses, self._editions(plan)):
            yield Output(path, content)
            advance(path.startswith(addresses.CALENDARS))

    def season_files(self, season: Season) -> Iterator[Output]:
        """Every compiled season of a season."""
        yield from (Output(*file) for file in season_files(self.compiler, season, self._doses))

    def files_for_programs(self, advance: Advance = ignore) -> list[Callable[[], Iterator[Output]]]:
        """Functions that make compiled plans, calendars and compiled seasons, each those of one plan or season."""
        library = self.library
        plans = (partial(self.plan_files, plan, advance) for plan in library.answered_plans)
        return [*plans, *(partial(self.season_files, season) for season in library.offered_seasons)]

    def compiled(self, plan: Plan, variant: Variant) -> Iterator[Output]:
        """The compiled plans of a variant alone."""
        compiled = compile_variant(self.compiler, plan, variant, self._doses, self._editions(plan))
        yield from (Output(*file) for file in compiled_files(plan, variant, compiled))

    def compiled_at(self, path: str) -> Iterator[Output]:
        """The compiled plan or season at a path, with all others of its variant; nothing where there is none."""
        asked = addresses.read_compiled(path)
        if asked and asked.of_season:
            for season in (one for one in self.library.offered_seasons if one.id == asked.id):
                yield from (Output(*file) for file in season_files(self.compiler, season, self._doses, asked.variant))
        elif asked:
            for plan in (one for one in self.library.answered_plans if one.id == asked.id):
                yield from (file for one in plan.variants if str(one) == asked.variant for file in self.compiled(plan, one))

    def feed_paths(self) -> Iterator[str]:
        """Where every calendar is that is a file."""
        for plan in self.library.answered_plans:
            yield from feed_paths(plan, self._dates(plan))

    @cached_property
    def compiler(self) -> Compiler:
        """What compiles the plans of the library."""
        return Compiler(self.library, self.surroundings.site, self.surroundings.history, EventInputs(self.library))

    def _editions(self, plan: Plan) -> Sequence[Edition]:
        """The editions of a plan, the oldest first."""
        return self.surroundings.editions.get(plan.id, ())

    def _dates(self, plan: Plan) -> dict[Variant, Dates]:
        """The days of each variant for which a calendar is a file; none where an application answers."""
        if self.library.settings.answers == "any":
            return {}
        return {
            variant: dates(plan, variant, self.library, self.surroundings.today) for variant in plan.variants if not variant.trained
        }


def _listed(offers: list[tuple[Plan, list[Offer]]]) -> Listed:
    return [(plan, [(offer.schedules[0], offer.dates) for offer in of_plan]) for plan, of_plan in offers]


def outputs_of(group: PageGroup) -> list[Output]:
    """The pages of a group."""
    return [Output(page.path, page.text.encode(), page.source) for page in group.make()]


Contents = tuple[Hashable, ...]
"""What pages were made from; equal if they would be made alike."""


@lru_cache(maxsize=1)
def page_inputs(library: Library) -> Callable[[str], Contents]:
    """A function from the path of a file to the paths and texts of that file, of all files that it names, and of all lists."""
    graph = build_file_graph(library.documents, mentions=True)
    lists = {one.path for one in LISTS if one.path in library.documents}

    @cache
    def contents(path: str) -> Contents:
        found = find_reachable(graph, {path}) | lists
        return (path, *((one, library.documents[one].lines) for one in sorted(found)))

    return contents


def outputs(library: Library, surroundings: Surroundings) -> Iterator[Output]:
    """Every file of the site that comes from the library, in the same order for the same input."""
    build = Build(library, surroundings)
    yield from build.pages()
    yield from build.others()
    for make in build.files_for_programs():
        yield from make()


def offers_of(library: Library, plan: Plan, surroundings: Surroundings, doses: Doses | None = None) -> list[Offer]:
    """Every variant of a plan with the days that have a calendar."""
    doses = doses or Doses(library)
    return [offer_of(library, plan, variant, surroundings, doses) for variant in plan.variants]


def offer_of(library: Library, plan: Plan, variant: Variant, surroundings: Surroundings, doses: Doses) -> Offer:
    """A variant with the days that have a calendar, laid out for a Sunday race, and for a Saturday where one has."""
    found = dates(plan, variant, library, surroundings.today)
    saturdays = any(day.weekday() == SATURDAY for day in found.whole)
    schedules = tuple(lay_out_each(plan, library, variant, (SUNDAY, SATURDAY) if saturdays else (SUNDAY,), doses))
    return Offer(schedules, found, surroundings.today, surroundings.site)
