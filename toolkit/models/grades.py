"""Age grading: what the tables for road races say a time is worth at an age."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toolkit.models.fields import Model, Sources, at_place, wrong
from toolkit.models.numbers import Number, Whole
from toolkit.models.race_result import RaceResult, RaceResultError, read_distance, read_race_time
from toolkit.problems import count

Sex = Literal["women", "men"]
"""The two columns that the tables have."""
SEXES: tuple[Sex, ...] = get_args(Sex)


def _time(value: object) -> int:
    try:
        return read_race_time(str(value))
    except RaceResultError as error:
        raise wrong(str(error)) from None


def _distance(text: str) -> str:
    try:
        read_distance(text)
    except RaceResultError as error:
        raise wrong(str(error)) from None
    return text


class AgeGrade(NamedTuple):
    """What a race result is worth at an age."""

    percent: float
    """Of the standard for that age and sex, which is about a world record at 100."""
    seconds: float
    """The time in open terms: what is worth as much at the best age."""


class Standards(Model):
    """The standards of one sex for one race."""

    open: Annotated[int, BeforeValidator(_time)] = Field(description="The open standard, 12:49.")
    percent: tuple[Annotated[Number, Field(gt=0, le=100)], ...] = Field(
        description="By year of age, the percent of the open standard's speed that the standard of that age has."
    )


class GradesFile(Model):
    """`templates/grades.yaml`: age grading of road races."""

    first_age: Annotated[Whole, Field(ge=18, le=60)] = Field(default=35, description="The age that each list begins with.")
    races: dict[Annotated[str, AfterValidator(_distance)], dict[Sex, Standards]] = Field(
        default_factory=dict, description="By distance, as 5k, 10mi or half: the standards of women and of men."
    )
    sources: Sources = Field(default=(), description="A list of source ids, or the word convention.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        length = None
        for race, columns in self.races.items():
            for sex in SEXES:
                if sex not in columns:
                    raise at_place(("races", race), f"{sex} is missing.")
                found = len(columns[sex].percent)
                length = length or found
                if found != length:
                    message = f"this list has {count(found, 'age')}, and the first one {length}. Write one number for each age."
                    raise at_place(("races", race, sex, "percent"), message)
        return self

    @property
    def last_age(self) -> int:
        """The last age that there are standards for; the year before the first where there are none."""
        lists = (columns["women"].percent for columns in self.races.values())
        return self.first_age - 1 + len(next(lists, ()))

    def grade(self, result: RaceResult, age: int, sex: Sex) -> AgeGrade | None:
        """What a race result is worth at an age; None for a distance or an age without a standard (source `age_grade_repo`)."""
        race = next((columns for name, columns in self.races.items() if read_distance(name) == result.metres), None)
        if race is None or not self.first_age <= age <= self.last_age:
            return None
        seconds = result.seconds * race[sex].percent[age - self.first_age] / 100
        return AgeGrade(100 * race[sex].open / seconds, seconds)
