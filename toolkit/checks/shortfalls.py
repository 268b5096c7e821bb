"""From figures to problems: what falls short of `templates/outcomes.yaml` in some variant of a plan, or in the whole library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from toolkit import notation
from toolkit.dose import Doses
from toolkit.library import Library
from toolkit.models import KINDS, OutcomeName, Plan, Session, Template, Variant
from toolkit.problems import Problem, count, unknown
from toolkit.rounding import add, brief
from toolkit.rules.figure import Figure
from toolkit.rules.measure import name_variants
from toolkit.rules.outcomes import measure_figures
from toolkit.schedule import Schedules
from toolkit.yaml_reader import Place

_FILE = "templates/outcomes.yaml"
NOT_LISTED = ("warm-ups", "cool-downs")
"""Kinds of session that no day lists: they come with others."""
_NOT_ASKED = ("race", "time-trials", *NOT_LISTED)
"""Kinds whose recoveries nobody is asked about: they have none, or none of their own."""


class Shortfall(NamedTuple):
    """A figure that falls short at a place of a plan's file, and what was wanted."""

    place: Place
    name: OutcomeName
    wanted: str


def find_shortfalls(library: Library, schedules: Schedules, plan: Plan) -> Iterator[Problem]:
    """Every figure of a plan that falls short and is not accepted: one problem for all variants of which the same is wanted."""
    found: dict[Shortfall, dict[Variant, str]] = {}
    for variant in plan.variants:
        for figure in judge_figures(library, schedules, plan, variant):
            if not figure.kept and not figure.accepted:
                value = " ".join(part for part in (brief(figure.value, 2), figure.measured.said) if part)
                found.setdefault(Shortfall(figure.measured.place, figure.name, figure.wanted), {})[variant] = value
    document = library.documents[library.path(plan)]
    for short, said in found.items():
        outcome = library.outcomes.figures[short.name]
        message = f"{outcome.title}: {short.wanted} {outcome.unit}. {describe_variants(plan, said)}. (outcome {short.name})"
        yield document.problem(short.place, message, rule=short.name)


def describe_variants(plan: Plan, said: Mapping[Variant, str]) -> str:
    """The text of each variant, with variants of the same text together: `0.6 for returning, quick; 0.7 for …`."""
    if len(said) == len(plan.variants) > 1 and len(set(said.values())) == 1:
        return f"{next(iter(said.values()))} for every variant"
    groups: dict[str, list[Variant]] = {}
    for variant, text in said.items():
        groups.setdefault(text, []).append(variant)
    return "; ".join(f"{text} for {name_variants(variants)}" for text, variants in groups.items())


def judge_figures(library: Library, schedules: Schedules, plan: Plan, variant: Variant) -> list[Figure]:
    """The figures of a variant for a race on Sunday; those for Saturday in their place where only these fall short."""
    first, *others = [measure_figures(schedule, library) for schedule in schedules.of(plan, variant)]
    return [next((one for one in same if not one.kept), same[0]) for same in zip(first, *others, strict=True)]


def measure_library(doses: Doses, placed: set[str]) -> dict[str, float]:
    """The figures of all plans together, by the sessions that any of them holds."""
    library = doses.library
    asked = [session for session in library.offered(library.sessions) if _is_asked(doses, session)]
    ready = add(map(_ends_by_readiness, asked))
    return {
        "sessions-placed": float(len(placed & _listable(library).keys())),
        "ready-recoveries": ready / len(asked) if asked else 1.0,
    }


def find_placed_sessions(schedules: Schedules, plans: Iterable[Plan]) -> set[str]:
    """The sessions that some variant of one of these plans holds in a week."""
    return {
        placed.session.id
        for plan in plans
        for variant in plan.variants
        for schedule in schedules.of(plan, variant)
        for _, placed in schedule.placed()
    }


def _listable(library: Library) -> dict[str, Session]:
    return {session.id: session for session in library.offered(library.sessions) if session.kind not in NOT_LISTED}


def _is_asked(doses: Doses, session: Session) -> bool:
    """Whether it is a run that is moderate or hard at some rung, and neither a race nor a trial."""
    if session.mode != "run" or session.kind in _NOT_ASKED:
        return False
    return doses.most_hard_units(session) > 0


def _ends_by_readiness(session: Session) -> bool:
    return any(step.until_ready for rung in session.rungs for step in notation.mentioned(rung))


def find_library_shortfalls(doses: Doses, placed: set[str]) -> Iterator[Problem]:
    """What all plans together fall short of, sessions in no plan without a reason, reasons that are stale, and misspelt marks.

    `placed` are the sessions that plans hold.
    """
    library = doses.library
    document = library.documents.get(_FILE)
    if document is None:
        return
    came = measure_library(doses, placed)
    for name, outcome in library.outcomes.library.items():
        if came[name] < outcome.least - 1e-9:
            wanted = f"at least {brief(outcome.least, 2)} {outcome.unit}"
            message = f"{outcome.title}: {wanted}. It is {brief(came[name], 2)}. (outcome {name})"
            yield document.problem(("library", name), message, rule=name)
    if "sessions-placed" in library.outcomes.library:
        missing = find_unplaced(library, placed)
        if missing:
            said = f"{count(len(missing), 'session')} in no plan and without a reason: {', '.join(missing)}"
            yield document.problem(("unplaced",), f"{said}. List them, or write “{missing[0]}: {{because: …}}” here.", at_key=True)
        yield from _stale(library, placed)
    yield from _misspelt(library)


def find_unplaced(library: Library, placed: set[str]) -> list[str]:
    """The sessions that no plan holds, and for which no reason is given."""
    reasons = library.outcomes.unplaced
    return sorted(
        name
        for name, session in _listable(library).items()
        if name not in placed and name not in reasons and session.kind not in reasons
    )


def _stale(library: Library, placed: set[str]) -> Iterator[Problem]:
    """Reasons for sessions that a plan holds, or that do not exist; of a kind, where a plan holds each of its sessions."""
    document = library.documents[_FILE]
    for name in library.outcomes.unplaced:
        where: Place = ("unplaced", name)
        if name in KINDS:
            if placed.issuperset(session.id for session in library.offered(library.sessions) if session.kind == name):
                yield document.problem(where, f"every session in {name}/ is in a plan. Delete this reason.", at_key=True)
        elif name not in library.sessions:
            yield document.problem(where, unknown("session or kind of session", name, library.sessions), at_key=True)
        elif library.sessions[name].retired:
            yield document.problem(where, f"{name} is no longer offered, and needs no reason. Delete this one.", at_key=True)
        elif name in placed:
            yield document.problem(where, f"{name} is in a plan. Delete this reason.", at_key=True)


def _misspelt(library: Library) -> Iterator[Problem]:
    """Marks that name what is not there, or no longer offered."""
    for mark, named_by in library.outcomes.marks.items():
        yield from _unknown(library, ("marks", mark, "sessions"), "session", named_by.sessions, library.sessions)
        yield from _unknown(library, ("marks", mark, "exercises"), "exercise", named_by.exercises, library.exercises)


def _unknown(library: Library, where: Place, noun: str, names: Iterable[str], known: Mapping[str, Template]) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name not in known:
            yield library.documents[_FILE].problem((*where, number), unknown(noun, name, known))
        elif known[name].retired:
            message = f"the {noun} {name} is no longer offered: no plan that is judged can hold it. Delete it here."
            yield library.documents[_FILE].problem((*where, number), message)
