"""Steps in the words of an event: on one line, or a line for each thing that is done, and what an effort feels like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit.library import Library
from toolkit.notation import Repeat, Step, Steps, mentioned
from toolkit.text import english as words
from toolkit.text import units
from toolkit.text.events.main_set import circuit_text

_OWN_EFFORT = re.compile(r"\bof 10\b|\bof 100\b|\btenths\b|\bno harder\b")
"""A note that says itself how hard a step is."""


def step_text(value: Step, exercise: words.Say) -> str:
    """One step: `8 min jog`, `Ankle rock, 8 each side`, `Plank 30 s`, `walk until ready (30–60 s)`, `20 min walk (brisk)`."""
    size = units.amount(value.amount) if value.amount else ""
    if value.exercise:
        said = f"{exercise(value.exercise)}{_how_much(value, size)}"
    elif value.effort:
        said = f"{size} {words.EFFORT_WORDS[value.effort]}"
    elif value.until_ready:
        beside = "; ".join(filter(None, (size, value.note)))
        return f"{value.what} until ready{f' ({beside})' if beside else ''}"
    else:
        said = f"{size} {value.what}"
    return f"{said} ({value.note})" if value.note else said


def _how_much(value: Step, size: str) -> str:
    """How much of an exercise: `, 8 each side`, `, 10 times`, ` 30 s`."""
    if value.each:
        return f", {size} each side"
    return f", {size} times" if _is_counted(value) else f" {size}".rstrip()


def _is_counted(value: Step) -> bool:
    return value.each or (value.amount is not None and value.amount.unit == "times")


def one_line(steps: Steps, exercise: words.Say) -> str:
    """All steps on one line: `6 × 2 min at 5 km effort, 2 min jog`; in brackets where more than the repeat is there."""
    if len(steps) == 1 and isinstance(steps[0], Repeat):
        return _repeated(steps[0], exercise)
    return _joined(steps, exercise)


def by_line(steps: Steps, exercise: words.Say) -> Iterator[str]:
    """A line for each thing that is done, with what is rested after it; a circuit has its exercises below it."""
    for item in _with_recoveries(steps):
        if isinstance(item, Repeat) and len(list(_with_recoveries(item.steps))) > 1 and has_exercise(item.steps):
            yield f"{circuit_text((item,))}:"
            yield from (f"- {said}" for said in by_line(item.steps, exercise))
        elif isinstance(item, Repeat):
            yield _repeated(item, exercise)
        else:
            yield ", ".join(step_text(one, exercise) for one in item)


def in_brief(steps: Steps, exercise: words.Say) -> str:
    """All steps on one short line: exercises by their names alone; what is rested only after something fast."""
    said: list[str] = []
    fast = False
    for item in steps:
        inner = list(mentioned(item.steps)) if isinstance(item, Repeat) else [item]
        times = f"{item.times} × " if isinstance(item, Repeat) and not has_exercise(item.steps) else ""
        for one in inner:
            if one.exercise:
                said.append(exercise(one.exercise))
            elif fast or not (one.until_ready or (isinstance(item, Repeat) and one.role == "recovery")):
                said.append(f"{times}{step_text(one, exercise)}")
                times = ""
            fast = bool(one.effort)
    return ", ".join(said)


def explained(lines: Iterable[str], steps: Steps, library: Library) -> list[str]:
    """Lines with what the main efforts of some steps feel like, each where it is first named: `(7–8 of 10: one or two words)`."""
    said = list(lines)
    for effort, text in library.levels.efforts.items():
        if effort not in efforts_to_explain(steps):
            continue
        named = re.compile(rf"\b(?:s|min|m|km|mi) {re.escape(words.EFFORT_WORDS[effort])}s?(?: uphill| downhill)?\b")
        talk = text.talk.rstrip(".")
        for number, line in enumerate(said):
            if found := named.search(line):
                said[number] = _beside(line, found.end(), f"{text.rpe} of 10: {talk[:1].lower()}{talk[1:]}")
                break
    return said


def _beside(line: str, end: int, feels: str) -> str:
    """A line with what an effort feels like behind it, in the brackets of its note if it has one."""
    note = re.match(r" \(([^()]*)\)", line[end:])
    if note:
        return f"{line[:end]} ({note[1]}; {feels}){line[end + note.end() :]}"
    return f"{line[:end]} ({feels}){line[end:]}"


def efforts_to_explain(steps: Steps) -> list[str]:
    """The efforts that are the point of some steps, in their order; those without which a note says how hard it is."""
    work = [step for step in mentioned(steps) if step.effort]
    self_said = {step.what for step in work if _OWN_EFFORT.search(step.note)}
    found = list(dict.fromkeys(step.effort for step in work if step.effort and step.what not in self_said))
    for lesser in ("stride", "easy"):
        if len(found) > 1 and lesser in found:
            found.remove(lesser)
    return found


def _joined(steps: Steps, exercise: words.Say) -> str:
    """Steps one after the other, repeats in brackets; exercises, which have commas of their own, with semicolons."""
    said = [
        f"{item.times} × ({_joined(item.steps, exercise)})" if isinstance(item, Repeat) else step_text(item, exercise)
        for item in steps
    ]
    return ("; " if any(isinstance(item, Step) and item.exercise and _is_counted(item) for item in steps) else ", ").join(said)


def _repeated(item: Repeat, exercise: words.Say) -> str:
    """A repeat without brackets: `6 × 2 min …, 2 min jog`; `3 rounds: Squat, 8 times; …`; `2 sets of 16 × 15 s …; 3 min walk …`."""
    first, *rest = item.steps
    if isinstance(first, Repeat) and not any(isinstance(one, Repeat) for one in rest):
        after = "".join(f"; {step_text(one, exercise)} after each set" for one in rest if isinstance(one, Step))
        return f"{item.times} sets of {_repeated(first, exercise)}{after}"
    if any(_is_counted(one) for one in mentioned(item.steps) if one.exercise):
        return _round(item, exercise)
    return f"{item.times} × {_joined(item.steps, exercise)}"


def _round(item: Repeat, exercise: words.Say) -> str:
    """Exercises on one line; a rest that is the same after each is named once: `3 rounds, 1 min rest between: Squat, 8 times`."""
    rests = {step_text(one, exercise) for one in mentioned(item.steps) if one.role == "recovery"}
    works = [one for one in item.steps if isinstance(one, Step) and one.exercise]
    if len(rests) == 1 and len(item.steps) == 2 * len(works):
        return f"{circuit_text((item,))}, {rests.pop()} between: {_joined(tuple(works), exercise)}"
    return f"{circuit_text((item,))}: {_joined(item.steps, exercise)}"


def has_exercise(steps: Steps) -> bool:
    """Whether an exercise is among the steps: then they are said line by line."""
    return any(step.exercise for step in mentioned(steps))


def _with_recoveries(steps: Steps) -> Iterator[Repeat | Sequence[Step]]:
    """Steps, each that is followed by recoveries together with them; repeats as they are."""
    together: list[Step] = []
    for item in steps:
        if isinstance(item, Repeat) or (together and (item.role != "recovery" or together[0].role == "recovery")):
            if together:
                yield together
            together = []
        if isinstance(item, Repeat):
            yield item
        else:
            together.append(item)
    if together:
        yield together
