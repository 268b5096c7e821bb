"""Steps and doses in plain words, for pages, calendars and the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.library import Library
from toolkit.models import COLUMNS, AfterTrial, AgeColumn, AssessmentResult, BodyPart, Entry, Session, Variant
from toolkit.notation import Repeat, Step, Steps, mentioned
from toolkit.schedule import Placed
from toolkit.text import units

EFFORT_WORDS = {
    "easy": "easy",
    "steady": "steady",
    "marathon": "at marathon effort",
    "half": "at half-marathon effort",
    "threshold": "at threshold effort",
    "10k": "at 10 km effort",
    "5k": "at 5 km effort",
    "3k": "at 3 km effort",
    "mile": "at mile effort",
    "stride": "stride",
    "sprint": "sprint",
}
MODE_WORDS = {
    "run": "running",
    "walk": "walking",
    "bike": "on the bike",
    "pool": "in the pool",
    "elliptical": "on the elliptical",
    "row": "on the rowing machine",
    "ski": "on the ski machine",
    "swim": "swimming",
    "march": "marching on the spot",
    "strength": "strength",
    "mobility": "mobility",
    "drill": "drills",
    "plyometric": "jumping",
}
PART_NAMES: dict[BodyPart, str] = {
    "calf-achilles": "calf and Achilles",
    "ankle": "ankle",
    "shin": "shin",
    "foot": "foot",
    "knee": "knee",
    "hip": "hip",
    "groin": "groin",
    "hamstring": "hamstring",
    "back": "back",
    "trunk": "trunk",
}
OCCASION_WORDS = {"cold": "On a cold day", "hot": "On a hot day", "stiff": "When joints are stiff", "sore": "When joints are sore"}
TABLE_TITLES = {
    "objective-by-level": "Sessions by purpose and level",
    "objective-by-impact": "Sessions by purpose and impact, 0 to 5",
    "part-by-kind": "Exercises by the part they serve",
}
UNGRADED_WORDS = {"strength": "Strength", "mobility": "Mobility", "drill": "Drills", "plyometric": "Jumping"}
"""What is said of modes that have no scale from easy to hard."""
FEELS = {0.0: "Easy", 0.5: "Moderate", 1.0: "Hard"}
"""How hard something is, by its hard units."""
WEEK_KIND_WORDS = {
    "load": "",
    "reset": "reset week",
    "taper": "taper",
    "race": "race week",
    "recovery": "after the race",
    "missed": "missed",
    "return": "lighter week",
}
"""What sort of week this is, for its heading."""
WEEK_PURPOSES = {
    "reset": "Less of everything this week, so that tendon and bone catch up with the rest of you.",
    "taper": "Less running and a touch of speed, so that you stand fresh at the start.",
    "race": "Little running, a touch of speed, and the race.",
}
"""What a week is for, where that does not depend on its phase."""

Say = Callable[[str], str]
"""Says an id, or a text of a contributor, as it is shown."""


def plain(text: str) -> str:
    """Text as it is."""
    return text


def hard_word(session: Session, hard: float) -> str:
    """`Easy`, `Moderate` or `Hard`; `Strength`, `Mobility`, `Drills` or `Jumping` for what has no such scale."""
    return UNGRADED_WORDS.get(session.mode, FEELS[hard])


def hard_rungs(session: Session, hards: Sequence[float]) -> str:
    """How hard a session is, rung by rung where they differ: `Moderate, from rung 6 hard`."""
    said = [hard_word(session, hard) for hard in hards]
    later = [
        f", from rung {number} {word.lower()}" for number, word in enumerate(said, 1) if number > 1 and word != said[number - 2]
    ]
    return "".join([said[0], *later])


def hard_span(session: Session, hards: Sequence[float]) -> str:
    """How hard a session is at its gentlest and its hardest rung: `Moderate`; `Moderate to hard` where they differ."""
    least, most = hard_word(session, min(hards)), hard_word(session, max(hards))
    return most if least == most else f"{least} to {most.lower()}"


def impact_range(impacts: Sequence[int]) -> str:
    """`impact 3 of 5`; `impact 2–3 of 5` where rungs differ."""
    least, most = min(impacts), max(impacts)
    return f"impact {most} of 5" if least == most else f"impact {least}–{most} of 5"


def step(value: Step, exercise: Say, text: Say = plain) -> str:
    """One step; `exercise` says an exercise's id, `text` says what a contributor wrote."""
    sides = " each side" if value.each else ""
    size = units.amount(value.amount) if value.amount else ""
    if value.exercise:
        times = "× " if value.amount and value.amount.unit == "times" else ""
        said = f"{exercise(value.exercise)} {times}{size}{sides}"
    elif value.effort:
        said = f"{size} {EFFORT_WORDS[value.effort]}"
    elif value.until_ready:
        said = f"{value.what} until you are ready{f' ({size})' if size else ''}"
    else:
        said = f"{size} {value.what}"
    return f"{said} ({text(value.note)})" if value.note else said


def sentence(steps: Steps, exercise: Say, text: Say = plain) -> str:
    """All steps on one line: `4 × (1 min at 5 km effort, 90 s jog)`."""
    return ", ".join(
        f"{item.times} × ({sentence(item.steps, exercise, text)})" if isinstance(item, Repeat) else step(item, exercise, text)
        for item in steps
    )


def short_set(steps: Steps) -> str:
    """The work of a dose in a few signs, `4×1 min` or `20 min + 6×20 s`; nothing where that says too little or takes too long."""
    parts = []
    for item in steps:
        if isinstance(item, Repeat):
            work = [inner for inner in mentioned(item.steps) if inner.role == "work"]
            parts += [f"{item.times}×{'/'.join(units.amount(inner.amount) for inner in work if inner.amount)}"] if work else []
        elif item.role == "work" and item.amount:
            parts.append(units.amount(item.amount))
    said = " + ".join(parts)
    return said if len(steps) + sum(isinstance(item, Repeat) for item in steps) > 1 and len(said) <= 32 else ""


def repeats(times: int) -> str:
    """How often a repeat comes, above its steps: `4 times`, or `Once`."""
    return f"{times} times" if times > 1 else "Once"


def repetitions(number: str) -> str:
    """How many repetitions of an exercise, on its own page: `10 times`, `8–12 times`."""
    return f"{number} times"


def rounds(steps: Steps) -> str:
    """`3 rounds` for a circuit of exercises; nothing for anything else."""
    if len(steps) == 1 and isinstance(steps[0], Repeat) and any(inner.exercise for inner in mentioned(steps)):
        return f"{steps[0].times} rounds" if steps[0].times > 1 else "1 round"
    return ""


def expected(entry: Entry) -> str:
    """What a plan expects of the last 30 days: `90 min of running a week, longest run 32 min, 1.5 min fast in one session`."""
    if not entry.week:
        return "no running"
    fast = f"{units.tenths(entry.fast)} fast in one session" if entry.fast else "nothing fast needed"
    return f"{units.minutes(entry.week)} of running a week, longest run {units.minutes(entry.longest)}, {fast}"


def titles(library: Library) -> Say:
    """Says an exercise's id as its title."""
    return lambda name: library.exercises[name].title


def quoted(text: str) -> str:
    """A text in the marks that this language quotes with."""
    return f"“{text}”"


def label(name: str) -> str:
    """A word of the field as a heading: `VO2max`, `Calf and Achilles`, `Returning`."""
    said = "VO2max" if name == "vo2max" else {str(part): title for part, title in PART_NAMES.items()}.get(name, name)
    return f"{said[:1].upper()}{said[1:]}"


def one_of(things: Sequence[str]) -> str:
    """`in the pool, on the bike or marching on the spot`."""
    return f"{', '.join(things[:-1])} or {things[-1]}" if len(things) > 1 else "".join(things)


def without_impact(session: Session) -> str:
    """Where the same minutes and efforts can be done without impact; nothing where they cannot."""
    return one_of([MODE_WORDS[mode] for mode in session.equivalent])


def slope(session: Session) -> str:
    """`4 to 6 %`; nothing without a slope."""
    if session.grade is None:
        return ""
    low, high = session.grade
    return f"{low:g} %" if low == high else f"{low:g} to {high:g} %"


def result(found: AssessmentResult, measures: str) -> str:
    """Which result of an assessment this is, as a heading: `Below 15 repetitions`."""
    if found.below == "norm":
        return "Below what is usual for your age"
    if found.below is not None:
        return f"Below {found.below:g} {measures}"
    if found.at_least is not None:
        return f"{found.at_least:g} {measures} or more"
    if found.differ is not None:
        return f"Left and right differ by {found.differ:g} {measures} or more"
    return str(found.seen)


def after_trial(tracks: AfterTrial, trial: str) -> str:
    """What the sessions of a plan do after a trial, by what its result says of the tracks."""
    if tracks == "hold":
        return f"In the loading week after {trial} nothing grows: sessions hold the dose that they had, and the week its minutes."
    return f"After {trial} sessions go back to the dose of a loading week before, hold it for a week, and then climb again."


def variant(library: Library, value: Variant) -> str:
    """A variant in words: `Intermediate, standard`, or `Intermediate, standard, trained`."""
    said = f"{library.levels.levels[value.level].title}, {library.levels.rhythms[value.rhythm].title.lower()}"
    return f"{said}, {value.entry}" if value.trained else said


def short_variant(value: Variant) -> str:
    """A variant by the words that one writes: `intermediate, standard`, or `intermediate, standard, trained`."""
    return ", ".join(value.named)


def variant_key(library: Library, key: str) -> str:
    """A level or some variants by their key in a plan, in words: `Advanced`, `Advanced, trained`, `Advanced, extended, trained`."""
    level, *others = key.split("-")
    titles = {str(name): rhythm.title.lower() for name, rhythm in library.levels.rhythms.items()}
    said = {str(name): found.title for name, found in library.levels.levels.items()}[level]
    return ", ".join([said, *(titles.get(other, other) for other in others)])


def command_options(value: Variant) -> str:
    """A variant as the options of a command: `--level advanced --rhythm quick --entry trained`."""
    entry = f" --entry {value.entry}" if value.trained else ""
    return f"--level {value.level} --rhythm {value.rhythm}{entry}"


def ages(column: AgeColumn) -> str:
    """Whom a column of limits is for, so that every age has one: `below 50`, `50 to 59`, `70 and over`."""
    low, _, high = column.rstrip("+").partition("-")
    if column == COLUMNS[0]:
        return f"below {int(high) + 1}"
    return f"{low} to {high}" if high else f"{low} and over"


def change(placed: Placed) -> str:
    """What is new about a session against the last time: of a track its dose, of a ladder its rung; nothing where it is equal."""
    if placed.track:
        return {"new": "new", "up": "more than last time", "down": "less than last time", "": ""}[placed.change]
    return {"new": "new", "up": "a rung up", "down": "lighter", "": ""}[placed.change]
