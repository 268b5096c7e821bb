"""From plain data to a model, or to every problem in it, in words that say what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from toolkit.problems import Problem, shorten, unknown
from toolkit.yaml_reader import Document, Place

_ENTRY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""What an entry of a list may be called: the name becomes an id and an address in pages."""

Checked = TypeVar("Checked", bound=BaseModel)


def validate(model: type[Checked], document: Document, **given: str) -> Checked | list[Problem]:
    """The model of a document's data, or every problem in it; `given` fields come from the file's path, not from the data."""
    problems = [
        document.problem((name,), f"“{name}” comes from the file's name and folder. Delete this line.", at_key=True)
        for name in given
        if name in document.data
    ]
    try:
        checked = model.model_validate({**document.data, **given})
    except ValidationError as error:
        return problems + [_problem(model, document, detail, given) for detail in _causes(error)]
    return problems or checked


def validate_list(model: type[Checked], document: Document) -> tuple[dict[str, Checked], list[Problem]]:
    """The entries of a file that maps ids to models, and every problem in it."""
    entries: dict[str, Checked] = {}
    problems: list[Problem] = []
    for name, data in document.data.items():
        if not _ENTRY.fullmatch(name):
            message = f"“{shorten(name)}” cannot name an entry. Use lower case letters, digits, and single hyphens or underscores."
            problems.append(document.problem((name,), message, at_key=True))
        try:
            entries[name] = model.model_validate(data)
        except ValidationError as error:
            for detail in _causes(error):
                detail["loc"] = (name, *detail["loc"])
                problems.append(_problem(model, document, detail, {}, depth=1))
    return entries, problems


def _causes(error: ValidationError) -> list[ErrorDetails]:
    """The errors that are not mere consequences: a list is not too short because one of its parts is wrong."""
    details = error.errors(include_url=False)
    inside = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails, given: Mapping[str, str], depth: int = 0) -> Problem:
    """One of pydantic's errors at its place in the file, in words that say what to write instead."""
    context = detail.get("ctx", {})
    parts = (*detail["loc"], *context.get("place", ()))
    place = tuple(part for part in parts if part != "[key]")
    at_key = detail["type"] == "extra_forbidden" or "[key]" in parts
    message = _message(model, detail, place[depth:], given)
    field = ".".join(str(part) for part in place if not isinstance(part, int)) if place else ""
    if place and isinstance(place[-1], int):
        field += f"[{place[-1]}]"
    if field and detail["type"] not in ("extra_forbidden", "missing"):
        message = f"{field}: {message}"
    return document.problem(place, message, offset=int(context.get("offset", 0)), at_key=at_key)


def _message(model: type[BaseModel], detail: ErrorDetails, place: Place, given: Mapping[str, str]) -> str:
    """What to write instead of what one of pydantic's errors is about."""
    kind, value = detail["type"], detail["input"]
    if kind == "ours":
        return str(detail["ctx"]["message"])
    if kind == "extra_forbidden":
        return _no_such_field(_model_at(model, place[:-1]), str(place[-1]), given)
    if kind == "missing":
        return _missing_field(_model_at(model, place[:-1]), str(place[-1]))
    if kind == "literal_error":
        return _none_of(detail["ctx"]["expected"].replace("'", "").replace(" or ", ", "), value)
    if value == "":
        return "the value is missing. Write one, or delete the field."
    if kind == "too_long" and isinstance(value, str):
        kind = "string_too_long"
    if message := _MESSAGES.get(kind):
        return message.format(shown=_shown(value), **detail.get("ctx", {}))
    return f"{_shown(value)} is not allowed here: {detail['msg']}."


_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "string_too_long": "{shown} is longer than {max_length} characters. Make it shorter.",
        "too_long": "write {max_length} at most; this has {actual_length}.",
        "too_short": "write {min_length} at least; this has {actual_length}.",
        "greater_than_equal": "{shown} is less than {ge}, the least.",
        "less_than_equal": "{shown} is more than {le}, the most.",
        "bool_parsing": "{shown} is neither true nor false. Write one of the two.",
        "bool_type": "this should be true or false.",
        "int_parsing": "{shown} is not a whole number.",
        "float_parsing": "{shown} is not a number.",
        "float_type": "this should be a number.",
        "int_type": "this should be a whole number.",
        "string_type": "this should be text.",
        "tuple_type": "{shown} should be a list. Write [one, two], or a line “- one” for each.",
        "dict_type": "{shown} should be fields. Write them below, indented: “name: value”.",
        "model_type": "{shown} should be fields. Write them below, indented: “name: value”.",
        "model_attributes_type": "{shown} should be fields. Write them below, indented: “name: value”.",
    }
)
"""What pydantic's errors mean, by their type, in our words; `shown` is the value, the rest is from the error's context."""


def _shown(value: object) -> str:
    """A value in quotes; `this` for a list or fields."""
    return f"“{shorten(str(value))}”" if isinstance(value, (str, int, float)) else "this"


def _none_of(choices: str, value: object) -> str:
    """What to say of a value that is none of the choices, which have commas between them."""
    near = get_close_matches(str(value), choices.split(", "), n=1) if value else []
    shown = _shown(value) if isinstance(value, str) else "this"
    start = "a value is missing" if value == "" else f"{shown} is not allowed here"
    return f"{start}. Did you mean “{near[0]}”?" if near else f"{start}. Write one of: {choices}."


def _missing_field(model: type[BaseModel], name: str) -> str:
    """What to say of a field that is missing: its help."""
    info = _field_of(model, name)
    help_text = info.description if info and info.description else "it is needed."
    return f"“{name}” is missing. Add “{name}: …”: {help_text[0].lower()}{help_text[1:]}"


def _no_such_field(model: type[BaseModel], name: str, given: Mapping[str, str]) -> str:
    return unknown("field", name, [info.alias or field for field, info in model.model_fields.items() if field not in given])


def _field_of(model: type[BaseModel], name: str | int) -> FieldInfo | None:
    """The field of a model, by its name in Python or in the file; None where it has no such field."""
    return next((info for field, info in model.model_fields.items() if name in (field, info.alias)), None)


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """The model that describes what is at a place inside another."""
    for part in place:
        info = _field_of(model, part)
        inner = next(_models_in(info.annotation), None) if info else None
        model = inner or model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
