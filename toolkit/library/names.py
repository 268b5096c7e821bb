"""What a file may be called and where it may be, and what to say where it may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from toolkit import notation
from toolkit.models import is_id
from toolkit.problems import Problem, unknown
from toolkit.things import ENDING, LISTS, PLANS, SEASONS, SORTS_BY_NOUN, TEMPLATE_FOLDERS, TEMPLATES

LOCK_ENDING = ".lock"
RESERVED_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "index": "is the page that lists all of them",
        **dict.fromkeys(
            ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))),
            "is a device for Windows, where no file can have that name",
        ),
    }
)
"""Names that nothing with a file of its own can have, and why."""


def lock_path(plan: str) -> str:
    """Where the lock of a plan lies, from the top of the project; `*` means all of them."""
    return f"{PLANS}/{plan}{LOCK_ENDING}"


def find_wrong_names(noun: str, name: str, path: str) -> Iterator[Problem]:
    """What is wrong with the name of a file that holds one thing."""
    if noun == "exercise" and name in notation.RESERVED:
        yield Problem(path, 1, 1, f"“{name}” is a word of the notation. Give the exercise another name.")
    if is_reserved(name):
        yield Problem(path, 1, 1, f"“{name}” {RESERVED_NAMES[name.lower()]}. Name the file after what it holds.")
    elif not is_id(name):
        wanted = f"Use lower case letters, digits and single hyphens: {_as_id(name)}.yaml."
        yield Problem(path, 1, 1, f"the name “{name}” cannot be an id. {wanted}")


def is_reserved(name: str) -> bool:
    """Whether nothing with a file of its own can have a name, whatever the case of its letters."""
    return name.lower() in RESERVED_NAMES


def _as_id(name: str) -> str:
    """A name that can be an id, made from one that cannot."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()) or "a-name"


def is_lock(path: str) -> bool:
    """Whether a file is the lock of a plan, which `toolkit.editions` reads."""
    folder, _, name = path.rpartition("/")
    return folder == PLANS and name.endswith(LOCK_ENDING)


def explain_misplaced(path: str) -> Problem:
    """Why a file that has no home cannot be where it is, and where it could be."""
    folder, _, file = path.rpartition("/")
    stem, dot, ending = file.rpartition(".")
    if not dot or f".{ending}" != ENDING:
        better = f"Rename it to {stem}.yaml." if ending == "yml" else "Move it out of here, or name it something.yaml."
        return Problem(path, 1, 1, f"only .yaml files are read here. {better}")
    if folder == PLANS:
        most = SORTS_BY_NOUN["plan"].longest_id
        message = f"a plan’s name has at most {most} characters, and this has {len(stem)}. Rename the file."
    elif folder == TEMPLATES:
        lists = [one.name for one in LISTS if one.folder == folder]
        message = f"{unknown('list', stem, lists)} A session goes into the folder of its kind."
    else:
        message = _explain_folder(folder)
    return Problem(path, 1, 1, message)


def _explain_folder(folder: str) -> str:
    """Why no content is looked for in a folder."""
    top, _, name = folder.partition("/")
    if "/" not in name and top == PLANS:
        return unknown("folder", name, [SEASONS], " in plans/")
    if "/" not in name and top == TEMPLATES:
        return unknown("folder for a kind of session", name, TEMPLATE_FOLDERS)
    return "no files are read this deep. Write templates/<kind>/<id>.yaml, plans/<id>.yaml or plans/seasons/<id>.yaml."
