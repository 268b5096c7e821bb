"""What a page needs to work out a reader's own paces: the tables and the sentences that `docs/assets/js/paces.js` goes by."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.models import SEXES, GradesFile
from toolkit.models.race_result import LONGEST, QUICKEST, SAYS, SHORTEST, SLOWEST, read_distance
from toolkit.notation import EFFORTS
from toolkit.paces import BANDS, GAP, LIMITED, LIMITS_BELOW, LIMITS_FROM, RACE_MARGIN, RACES
from toolkit.rounding import brief
from toolkit.text import paces as words
from toolkit.text.units import MILE

AGES = "Age grades are for {} to {}: say your age, or leave the standards out."
NOT_KEPT = "This browser keeps nothing for this page, so the paces are here only."


def pace_tables(efforts: Sequence[str] = EFFORTS) -> dict[str, object]:
    """What every page with own paces needs, for the efforts that it shows."""
    return {
        "efforts": [effort for effort in EFFORTS if effort in efforts],
        "races": dict(RACES),
        "bands": dict(BANDS),
        "margin": RACE_MARGIN,
        "gap": GAP,
        "limits": LIMITED,
        "limitsBelow": LIMITS_BELOW,
        "limitsFrom": LIMITS_FROM,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "quickest": QUICKEST,
        "slowest": SLOWEST,
        "mile": MILE,
        "byFeel": words.BY_FEEL,
        "orSlower": words.OR_SLOWER,
        "atMost": words.AT_MOST,
        "units": {"km": ("min/km", "km/h"), "mi": ("min/mi", "mph")},
    }


def form_tables(grades: GradesFile) -> dict[str, object]:
    """What the page that asks for a race result needs besides."""
    says = {**SAYS, "grade": words.GRADE, "noGrade": words.NO_GRADE, "equal": words.EQUAL, "ages": AGES, "notKept": NOT_KEPT}
    tables = {"says": says, "titles": {metres_text(metres): words.distance_text(metres) for metres in distances(grades)}}
    return pace_tables() | tables | ({"grades": _grades(grades)} if grades.races else {})


def distances(grades: GradesFile) -> list[float]:
    """The metres of the races that can be chosen: those of the formulas, and those that have an age grade; the shortest first."""
    return sorted({*RACES.values(), *map(read_distance, grades.races)})


def metres_text(metres: float) -> str:
    """Metres as JavaScript writes them: `5000`, `1609.344`."""
    return brief(metres, 3)


def _grades(grades: GradesFile) -> dict[str, object]:
    standards = {read_distance(race): columns for race, columns in grades.races.items()}
    races = [{"metres": metres, **{sex: dict(columns[sex]) for sex in SEXES}} for metres, columns in standards.items()]
    return {"firstAge": grades.first_age, "races": races}
