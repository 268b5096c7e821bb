"""Types of fields: text, notation, times and lists, each made from text, with our own words for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from toolkit import notation
from toolkit.notation import NotationError, Steps
from toolkit.problems import shorten
from toolkit.yaml_reader import Place
from toolkit.yaml_reader.comments import CutText


def wrong(message: str, offset: int = 0) -> PydanticCustomError:
    """An error whose message is ours, `offset` characters into the value."""
    return PydanticCustomError("ours", "{message}", {"message": message, "offset": offset})


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_backslash(text: str) -> str:
    """Other characters that calendars misread are refused where a file is read."""
    if (offset := text.find("\\")) >= 0:
        raise wrong("a backslash is not allowed in text: some calendars misread it. Leave it out.", offset)
    return text


def _whole_text(value: object) -> object:
    if isinstance(value, CutText):
        lost = f"a comment cuts this text: readers would miss “{shorten(value.comment)}”"
        raise wrong(f"{lost}. Put the whole text in quotes, or the comment on a line of its own, above.")
    return value


def as_text(value: object) -> object:
    """Text with its white space folded; an error of ours for a list or fields."""
    if isinstance(value, str):
        return _one_line(value)
    raise wrong("this should be text on one line.")


def _not_null(text: str) -> str:
    if text in ("~", "null", "Null", "NULL"):
        raise wrong(f"“{text}” is not text: readers would see it literally. Write the text, or delete the field.")
    return text


def _in_words(text: str) -> str:
    if not any(character.isalpha() for character in text):
        raise wrong(f"“{shorten(text)}” says nothing to a reader. Write it in words.")
    return text


OneLine = Annotated[
    str,
    BeforeValidator(as_text),
    BeforeValidator(_whole_text),
    Field(min_length=1),
    AfterValidator(_without_backslash),
    AfterValidator(_not_null),
]
Title = Annotated[OneLine, Field(max_length=60)]
Line = Annotated[OneLine, Field(max_length=200), AfterValidator(_in_words)]
Text = Annotated[OneLine, Field(max_length=600), AfterValidator(_in_words)]
Id = Annotated[str, BeforeValidator(as_text), Field(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True)
class Ref:
    """Beside an id on a field: what it must name. The library follows every reference that a field has."""

    noun: str
    """A sort of thing with files (`session`), a kind of session (`warm-ups`), an entry of a list (`cue`), or a choice of these."""
    needed: bool = True
    """Whether a file depends on what the field names; else it only mentions it, and can be judged without it."""


LISTABLE = "session or track"
"""What a day of a plan lists."""
ACCEPTABLE = "rule or outcome"
"""What a plan accepts by name: a limit, a figure of outcomes.yaml, or NEVER_COMES_IN."""
SessionId = Annotated[Id, Ref("session")]
WarmUpId = Annotated[Id, Ref("warm-ups")]
CoolDownId = Annotated[Id, Ref("cool-downs")]
TrackId = Annotated[Id, Ref("track")]
ListedId = Annotated[Id, Ref(LISTABLE)]
PlanId = Annotated[Id, Ref("plan")]
MentionedPlanId = Annotated[Id, Ref("plan", needed=False)]
AcceptedId = Annotated[Id, Ref(ACCEPTABLE)]
CueId = Annotated[Id, Ref("cue")]
NeedId = Annotated[Id, Ref("need")]
SourceId = Annotated[Id, Ref("source")]


def written(fits: Callable[[str], object], example: str) -> AfterValidator:
    """Refuses a text that does not fit, and says what to write, with an example."""

    def check(text: str) -> str:
        if not fits(text):
            raise wrong(f"“{shorten(text)}” is not allowed here. Write {example}.")
        return text

    return AfterValidator(check)


def _steps(value: object) -> Steps:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise wrong("this should be one line of notation, such as 4x(1min @5k, 90s jog).")
    try:
        return notation.read_steps(value)
    except NotationError as error:
        raise wrong(str(error), error.offset) from None


Rung = Annotated[Any, BeforeValidator(_steps)]
"""One dose in the notation, kept as steps."""


def minutes_of(value: object) -> float:
    """The minutes of a text such as `95min` or `1:35:00`; an error of ours where it is no duration."""
    if isinstance(value, (int, float)):
        return float(value)
    try:
        amount = notation.read_amount(str(value))
    except NotationError:
        amount = None
    if amount is not None and amount.unit == "times":
        raise wrong(f"“{value}” has no unit. Write {value}min or {value}s.")
    if amount is None or amount.unit != "s" or amount.low != amount.high:
        raise wrong(f"“{shorten(str(value))}” is not a time. Write 95min or 1:35:00.")
    return float(amount.low / 60)


Minutes = Annotated[float, BeforeValidator(minutes_of)]
"""A duration in minutes, written as in the notation: `95min`; `0min` is allowed."""


def seconds_of(value: object) -> float:
    """The seconds of a text such as `3s`; an error of ours where it is no duration."""
    return minutes_of(value) * 60


def between(least: float, most: float, unit: str) -> AfterValidator:
    """Refuses a duration that is out of all range: less than `least` or more than `most`."""

    def check(value: float) -> float:
        if not least <= value <= most:
            raise wrong(f"{value:g} {unit} is out of range. Write {least:g} to {most:g}.")
        return value

    return AfterValidator(check)


def _pace(value: object) -> float:
    match = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", str(value))
    if not match:
        raise wrong(f"“{shorten(str(value))}” is not minutes and seconds. Write 27:00.")
    if not (seconds := int(match[1]) * 60.0 + int(match[2])):
        raise wrong(f"“{shorten(str(value))}” is zero. Write 27:00.")
    return seconds


Clock = Annotated[float, BeforeValidator(_pace)]
"""Minutes and seconds, `27:00`, kept as seconds."""


def listed(value: object) -> object:
    """An empty value where a list is meant reads as a list without anything in it."""
    return [] if value == "" else value


def _sources(value: object) -> object:
    if value == "convention":
        return ()
    if isinstance(value, str):
        raise wrong("write a list of source ids, [daniels_book], or the word convention.")
    if value == []:
        raise wrong("no source is named. Write the word convention where that is what it is.")
    return value


Sources = Annotated[tuple[SourceId, ...], BeforeValidator(_sources)]
"""Ids in `templates/sources.yaml`; empty for `convention`."""


def _day(value: object) -> object:
    try:
        if not isinstance(value, date) and not re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", str(value)):
            raise ValueError
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong(f"“{shorten(str(value))}” is not a date. Write the year, month and day: 2026-11-23.") from None


Day = Annotated[date, BeforeValidator(_day)]
"""A date, `2026-11-23`."""


class Model(BaseModel):
    """Frozen, and strict about the names of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Found(Model):
    """What has a page of its own, which readers find by its title and by words they use for it."""

    id: Id = Field(description="The file's name.")
    title: Title = Field(description="What it is called.")
    search_words: Annotated[tuple[Title, ...], BeforeValidator(listed), Field(max_length=12)] = Field(
        default=(), description="What readers type into the search who mean this, where its page does not say it: [parkrun]."
    )


class Template(Found):
    """What every template says of itself: its name, and where it comes from."""

    sources: Sources = Field(description="A list of source ids, or the word convention.")
    author: Title = Field(description="Who wrote it, as they want to be named.")
    reviewed: Day = Field(description="The day somebody last read it against its sources, 2026-11-23.")
    retired: bool = Field(
        default=False,
        description="true where it is no longer offered: its page stays, and nothing lists or names it.",
    )


def at_place(place: Place, message: str) -> PydanticCustomError:
    """An error of ours at a place below the model that raises it; at a key, and not at its value, where “[key]” comes last."""
    return PydanticCustomError("ours", "{message}", {"message": message, "offset": 0, "place": place})
