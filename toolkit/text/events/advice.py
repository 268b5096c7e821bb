"""What an event says of a session besides what to do: what for, what to think of, what instead, and when not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.dose import Workout
from toolkit.library import Library
from toolkit.models import Mode, Session
from toolkit.notation import Repeat, mentioned
from toolkit.schedule import Placed, Schedule
from toolkit.text import english as words
from toolkit.text import units
from toolkit.text.events.lines import EventLine, opening
from toolkit.text.events.main_set import circuit_text, headline, without_article
from toolkit.text.events.sets import has_exercise, one_line

MOST_CUES = 2
"""How many cues an event has: a runner cannot think of more; the page has the others."""
MUCH = 30
"""Characters of an option for a tired day above which only its name is there where the text is too long."""
TALK_TEST = "talk test"
_BY: Mapping[Mode, str] = {"march": "marching"}
"""By what means something is done without impact, where it is said shorter than elsewhere."""
_SHORT_RACES = frozenset({"mile", "sprint"})
"""The efforts of races for which it does not matter how long the longest run was."""
LAST_ONE = "Last one not finished as written?"


def advice_lines(placed: Placed, schedule: Schedule, library: Library, *, second: bool) -> Iterator[EventLine]:
    """The advice on a session; on the `second` one of a day, or a later one, only when not to do it."""
    session = placed.session
    if not second:
        yield EventLine(aim_text(session, named=_is_named(placed)), spare=2)
        if cues := _cues(session, library):
            yield EventLine(f"Think of: {' · '.join(cues)}", spare=2)
        yield from _instead(placed, schedule, library)
    if not session.by_steps:  # of these it is the first line of all
        name = f"No {without_article(session.title)} with" if second else "Not today with"
        yield EventLine(f"{name}: {session.avoid.rstrip('.')}.", fixed=True)


def left_out_text(others: Sequence[Placed]) -> str:
    """What to leave out on a tired or a sore day: `Tired or sore: no strength A.`"""
    return f"Tired or sore: {', '.join(f'no {without_article(one.session.title)}' for one in others)}."


def aim_text(session: Session, *, named: bool) -> str:
    """What a session is for, behind its name unless that is `named` already."""
    aim = opening(session.summary)
    return aim if named else f"{session.title}: {aim}"


def _is_named(placed: Placed) -> bool:
    """Whether the name of a session is above what to do."""
    session, steps = placed.session, placed.workout.main_steps
    alone = not placed.workout.warm_up_steps
    return not session.by_steps and (has_exercise(steps) if alone else headline(session, steps).startswith(session.title))


def _cues(session: Session, library: Library) -> list[str]:
    """The first cues of a session; not that of the talk test, which is beside the effort."""
    texts = (library.cues[cue].text for cue in session.cues)
    return [text for text in texts if TALK_TEST not in text][:MOST_CUES]


def _instead(placed: Placed, schedule: Schedule, library: Library) -> Iterator[EventLine]:
    """The options for a tired and for a sore day, and for who did not finish the last one; one races as written, or not at all."""
    session = placed.session
    if session.kind == "race":
        if not _SHORT_RACES & {step.effort for step in mentioned(placed.workout.main_steps)}:
            yield EventLine(library.missed.race)
        return
    tired = schedule.doses.find_easier(schedule.variant, placed.workout)
    if tired:
        said = _tired(tired, session, words.titles(library))
        brief = f"Tired: {tired.session.title}, {units.minutes(tired.dose.minutes)}."
        yield EventLine(f"Tired: {said}.", short=brief if len(said) > MUCH else "")
    ways = [_BY.get(mode, words.MODE_WORDS[mode]) for mode in session.equivalent]
    if ways:
        same = "the same minutes at the same effort" if placed.is_quality else "the same minutes"
        yield EventLine(f"Sore: {same} {words.one_of(ways)}.", short=f"Sore: the same {ways[0]}.")
    else:
        yield EventLine("Sore: only what does not hurt.", spare=1)
    if has_a_step_lower(placed, schedule):
        yield EventLine(f"{LAST_ONE} {_a_step_lower(placed, words.titles(library))}", spare=1)


def _tired(done: Workout, instead_of: Session, exercise: words.Say) -> str:
    """What to do on a tired day, complete in itself; of a mobility circuit one round, by name where the day has the same."""
    steps, share, title = done.main_steps, circuit_text(done.main_steps), done.session.title
    one_round = "one round" if share and done.session.mode == "mobility" else ""
    if done.session.id == instead_of.id:
        return one_round or one_line(steps, exercise)
    if share and isinstance(circuit := steps[0], Repeat):
        return f"{title}, {one_round or share}: {one_line(circuit.steps, exercise)}"
    if _says_all(said := one_line(steps, exercise), title):
        return said
    return f"{title}: {said}"


def _says_all(said: str, title: str) -> bool:
    """Whether steps say what the title of their session does: `20 min walk (brisk)`, `30 min easy` of an easy run."""
    return set(title.lower().split()) <= {*said.lower().replace("(", " ").replace(")", " ").replace(",", " ").split(), "run"}


def has_a_step_lower(placed: Placed, schedule: Schedule) -> bool:
    """Whether somebody who did not finish the last one is to do less: on quality days, the first of a session and tests apart."""
    session = placed.session
    if not placed.is_quality or placed.change == "new" or session.touch or session.objective in ("race", "test"):
        return False
    return next(one for _, one in schedule.placed() if one.session.id == session.id) is not placed


def _a_step_lower(placed: Placed, exercise: words.Say) -> str:
    """What somebody does today who did not finish the last one: a rung lower, or on the lowest what was finished."""
    session, rung = placed.session, placed.workout.rung
    if not rung:
        return "Do the last one that you did finish instead of this."
    today, lower = (headline(session, steps) for steps in (session.rungs[rung], session.rungs[rung - 1]))
    return f"Do {one_line(session.rungs[rung - 1], exercise) if lower == today else lower} today."
