"""Follow the references of all that has been read: what leads nowhere, and what must be left out for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from toolkit import prose
from toolkit.library.graph import find_reachable, reverse_graph
from toolkit.library.reading import Reading
from toolkit.library.references import Reference, find_references, name_field, stage_places, texts_of
from toolkit.library.targets import is_of_kind, names_of, sort_of, words_of
from toolkit.models import ACCEPTABLE, KINDS
from toolkit.problems import Problem, unknown
from toolkit.things import FileSort, home_of
from toolkit.yaml_reader import Document


def find_broken(reading: Reading, path: str) -> Iterator[Problem]:
    """Every reference in a file that leads nowhere."""
    document, home = reading.documents[path], home_of(path)
    if home is None:
        return
    for found in find_references(home.row.key, document):
        yield from _follow(reading, document, found)
    if home.row.key == "plan":
        yield from _race_day(reading, document)
        yield from _stages(reading, document)


def _follow(reading: Reading, document: Document, found: Reference) -> Iterator[Problem]:
    """What is wrong with one reference: it leads nowhere, or counts an exercise that cannot be counted."""
    known = names_of(reading, found.noun, found.name)
    if found.name not in known:
        noun, where = ("session", f" in {found.noun}/") if found.noun in KINDS else (found.noun, "")
        shown = "rule" if noun == ACCEPTABLE else noun
        yield document.problem(
            found.place, f"{name_field(found.place)}: {unknown(shown, found.name, known, where)}", offset=found.offset
        )
    exercise = reading.things["exercise"].get(found.name) if found.counted else None
    if exercise and not exercise.rep_time:
        message = f"{found.name} is counted in repetitions, but has no rep_time. Write 30s {found.name}."
        yield document.problem(found.place, f"rungs[{found.place[-1]}]: {message}", offset=found.offset)


def _race_day(reading: Reading, document: Document) -> Iterator[Problem]:
    """A race day that holds sessions, none of which is a race."""
    names = [name for _, name in texts_of(document.data, ("race_week", "0", "*"))]
    held = [name for name in names if is_of_kind(reading, name, "race")]
    if names and not held and all(name in reading.files["session"] for name in names):
        yield document.problem(("race_week", "0"), "race_week: day 0 holds no race. List a session of templates/race/.")


def _stages(reading: Reading, document: Document) -> Iterator[Problem]:
    """Every track and stage that a phase of a plan names, and that there is not."""
    tracks = reading.files["track"]
    for pattern in stage_places("plan"):
        field = next(part for part in reversed(pattern) if part != "*")
        for place, stage in texts_of(document.data, pattern):
            track = str(place[-1])
            if track not in tracks:
                yield document.problem(place, f"{field}: {unknown('track', track, tracks)}", at_key=True)
            elif stage not in (stages := _stages_of(reading, tracks[track]) or (stage,)):
                yield document.problem(place, f"{field}.{track}: {unknown('stage', stage, stages, f' of {track}')}")


def _stages_of(reading: Reading, path: str) -> Collection[str]:
    """The stages of a track, valid or not; none where its file does not say them."""
    document = reading.documents.get(path)
    stages = document.data.get("stages") if document else None
    return stages.keys() if isinstance(stages, dict) else ()


def drop_broken(reading: Reading) -> None:
    """Report every reference that leads nowhere, leave out what has one, and then what needs something that was left out."""
    for path in reading.documents:
        broken = list(find_broken(reading, path))
        reading.problems += broken
        home = home_of(path)
        if broken and home and isinstance(home.row, FileSort):
            reading.things[home.row.noun].pop(home.id, None)
    for path, chapter in list(reading.chapters.items()):
        if wrong := list(prose.check_chapter(chapter, lambda noun, before: words_of(reading, noun, before))):
            reading.problems += wrong
            del reading.chapters[path]
    _drop_dependants(reading)


def _drop_dependants(reading: Reading) -> None:
    """Leave out what needs something that was left out, near or far; what only mentions it stays."""
    needs = {
        (noun, name): [
            (needed_noun, found.name)
            for found in find_references(noun, reading.documents[reading.files[noun][name]])
            if found.needed and (needed_noun := sort_of(reading, found))
        ]
        for noun, things in reading.things.items()
        for name in things
    }
    broken = {key for needed in needs.values() for key in needed} - needs.keys()
    for noun, name in find_reachable(reverse_graph(needs), broken) - broken:
        del reading.things[noun][name]
