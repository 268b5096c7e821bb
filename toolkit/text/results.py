"""What results of assessments change in a plan, in sentences for its page and for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.library import Library
from toolkit.models import AfterTrial
from toolkit.problems import count
from toolkit.rules import ADDED_DAYS, Adapted, broken_rules, days_wanted, list_additions
from toolkit.schedule import AskedResult, Overlay, Schedule
from toolkit.text import english as words
from toolkit.text import units
from toolkit.text.wrapping import wrap

SaySessions = Callable[[Sequence[str]], str]
"""Says sessions, given by their ids, as a row of titles."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one result changes in a plan: what is left out, what is added, and the rung, from 1, above which nothing fast begins."""

    asked: AskedResult
    gone: tuple[str, ...]
    comes: tuple[str, ...]
    start: int | None
    tracks: AfterTrial | None
    """What the tracks do after the session of the assessment, where the plan holds it."""
    stops: bool
    """Whether the plan is not laid out with it at all."""

    @property
    def changes(self) -> bool:
        """Whether it changes anything in a plan that is laid out."""
        return not self.stops and bool(self.gone or self.comes or self.start or self.tracks)


def effect(asked: AskedResult, schedules: Sequence[Schedule], library: Library) -> Effect:
    """What a result changes in a plan, seen over its variants as they are laid out without it."""
    overlay = Overlay((asked,))
    held = {placed.session.id for schedule in schedules for _, placed in schedule.placed()}
    gone = tuple(name for name in asked.result.leave_out if name in held)
    added = {name for schedule in schedules for name in _lacking(schedule, overlay)}
    comes = tuple(name for name in overlay.add if name in added)
    start = asked.result.start
    lower = start if start and any(_begins_above(schedule, start) for schedule in schedules) else None
    tracks = asked.result.tracks if any(_judges_a_track(schedule, asked) for schedule in schedules) else None
    return Effect(asked, gone, comes, lower, tracks, bool(schedules and overlay.refusals(schedules[0].plan)))


def _lacking(schedule: Schedule, overlay: Overlay) -> Iterator[str]:
    """What an overlay adds to a schedule that does not hold it often enough by itself."""
    for session in list_additions(schedule, overlay):
        if any(days_wanted(week, session) for week in schedule.weeks):
            yield session.id


def _judges_a_track(schedule: Schedule, asked: AskedResult) -> bool:
    """Whether a schedule holds the session of an assessment, and tracks before it."""
    sessions = [(placed.session.id, placed.track) for _, placed in schedule.placed()]
    first = next((number for number, (name, _) in enumerate(sessions) if name == asked.assessment.session), 0)
    return any(track for _, track in sessions[:first])


def _begins_above(schedule: Schedule, start: int) -> bool:
    """Whether something fast that is no race, trial or touch of race effort comes in above a rung, from 1."""
    first: dict[str, int] = {}
    for _, placed in schedule.placed():
        if placed.dose.fast and not placed.all_out and not placed.session.touch:
            first.setdefault(placed.session.id, placed.workout.rung)
    return any(rung >= start for rung in first.values())


def sentences(found: Effect, say: SaySessions, text: Callable[[str], str] = words.plain) -> Iterator[str]:
    """What a result changes in a plan, each thing in a sentence."""
    if found.stops:
        yield f"Not this plan for now. {text(found.asked.result.then)}"
        return
    if found.gone:
        yield f"Leaves out {say(found.gone)}."
    if found.comes:
        load, reset = units.times(ADDED_DAYS["load"]), units.times(ADDED_DAYS["reset"])
        yield f"Adds {say(found.comes)}, up to {load} in a loading week and {reset} in a reset week."
    if found.start:
        yield f"Fast running begins on rung {found.start} at the highest, and climbs from there."
    if found.tracks:
        yield words.after_trial(found.tracks, say([found.asked.assessment.session or ""]))
    if not found.changes:
        yield "Changes nothing in this plan."


def adapted_text(adapted: Adapted, library: Library) -> str:
    """With which results a plan was laid out, what each changed, and what could not be done; empty without results."""
    if not adapted.overlay.results:
        return ""
    lines = ["Laid out with what tests said:"]
    for asked in adapted.overlay.results:
        found = effect(asked, [adapted.plain], library)
        said = " ".join(sentences(found, lambda names: ", ".join(library.sessions[name].title for name in names)))
        lines += _point(f"{heading(asked)}: {said} Then: {asked.result.then}")
    for rest in _rest(adapted, library):
        lines += _point(rest)
    return "\n".join(lines)


def lowered(asked: AskedResult) -> str:
    """A result as it goes on in a sentence: `below 15 repetitions`."""
    said = words.result(asked.result, asked.assessment.measures)
    return f"{said[:1].lower()}{said[1:]}"


def heading(asked: AskedResult) -> str:
    """A result in words: `Single-leg heel raises, below 15 repetitions`."""
    return f"{asked.assessment.title}, {lowered(asked)}"


def _point(text: str) -> list[str]:
    return wrap(text, "- ", "  ")


def _rest(adapted: Adapted, library: Library) -> Iterator[str]:
    """What else went, what found no day, what is never added, and which rules are broken that are kept without the results."""
    overlay, schedule = adapted.overlay, adapted.schedule
    held = {placed.session.id for _, placed in schedule.placed()}
    before = dict.fromkeys(placed.session.id for _, placed in adapted.plain.placed())
    if gone := [library.sessions[name].title for name in before if name not in held | overlay.leave_out]:
        yield f"Has no place any more, since too little comes before it: {', '.join(gone)}."
    for not_placed in adapted.not_placed:
        weeks = f"week{'s' if len(not_placed.weeks) > 1 else ''} {', '.join(map(str, not_placed.weeks))}"
        why = f" {library.limits[not_placed.rule].rule} (rule {not_placed.rule})" if not_placed.rule else ""
        yield f"No day for all of {not_placed.session.title} in {weeks}.{why}"
    added = [session.id for session in list_additions(schedule, overlay)]
    if never := [library.sessions[name].title for name in overlay.add if name not in added and name not in held]:
        yield f"Not put into the plan, since running is never added: {', '.join(never)}. Take it in place of an easy run."
    known = {(rule, measure.week) for rule, measure in broken_rules(adapted.plain, library)}
    new = [measure for rule, measure in broken_rules(schedule, library) if (rule, measure.week) not in known]
    if new:
        yield f"With this the plan breaks {count(len(new), 'rule')} more. Race easily or shorter, or later:"
        yield from (f"Week {measure.week}: {measure.message}" for measure in new)
