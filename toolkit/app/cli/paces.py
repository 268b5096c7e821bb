"""`toolkit paces`: the paces that go with a race result."""

from __future__ import annotations

import click

from toolkit.app.cli.project import fail, project_folder
from toolkit.library import Library, load
from toolkit.models import Sex
from toolkit.models.race_result import SAYS, RaceResult, RaceResultError, read_distance, read_race_time, refuse
from toolkit.problems import report
from toolkit.text.paces import NO_GRADE, Racer, distance_text, grade_text, paces_text, time_text

STANDARDS_OF: dict[str, Sex] = {"f": "women", "m": "men"}


@click.command()
@click.argument("race", metavar="RACE")
@click.argument("time", metavar="TIME")
@click.option("--age", type=click.IntRange(18, 110), metavar="YEARS", help="Your age: from 70 on quick paces are limits.")
@click.option("--sex", type=click.Choice(list(STANDARDS_OF)), help="Whose standards an age grade goes by; it needs your age too.")
@click.option("--units", type=click.Choice(("km", "mi")), default="km", show_default=True, help="Paces by kilometre or by mile.")
def paces(race: str, time: str, age: int | None, sex: str | None, units: str) -> None:
    """Show the paces that go with RACE run in TIME, and what it is worth at your age.

    Example: toolkit paces 10k 40:00 --age 57 --sex f
    """
    result = _read(race, time)
    if sex and age is None:
        raise click.UsageError("an age grade needs your age. Add --age 57, or leave --sex out.")
    library, problems = load(project_folder())
    if library is None:
        fail(report(problems))
    grade = _grade(library, result, age, STANDARDS_OF[sex]) if sex and age is not None else ""
    click.echo(paces_text(Racer(result, age, grade), library.levels.efforts, miles=units == "mi"))


def _read(race: str, time: str) -> RaceResult:
    """The race result that two arguments say; wrong usage where they say none, with all that is wrong with them."""
    wrong, found = list[str](), list[float]()
    for read, text in ((read_distance, race), (read_race_time, time)):
        try:
            found.append(read(text))
        except RaceResultError as error:
            wrong.append(str(error))
    if wrong:
        raise click.UsageError(" ".join(wrong))
    result = RaceResult(found[0], int(found[1]))
    if why := refuse(result):
        raise click.UsageError(SAYS[why].format(race=distance_text(result.metres), time=time_text(result.seconds)))
    return result


def _grade(library: Library, result: RaceResult, age: int, sex: Sex) -> str:
    """What the table of age grades says; wrong usage for an age that it does not have."""
    grades = library.grades
    if not grades.races:
        raise click.UsageError("this project has no templates/grades.yaml, so there is no age grade. Leave --sex out.")
    if not grades.first_age <= age <= grades.last_age:
        raise click.UsageError(f"there are age grades for {grades.first_age} to {grades.last_age}. Leave --sex out.")
    grade = grades.grade(result, age, sex)
    return grade_text(grade) if grade else NO_GRADE
