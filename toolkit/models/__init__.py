"""Session, exercise, plan and the lists: the one truth about every field, its type, its limits and its help.

Every value arrives as text (`toolkit.source`); the models give it a type. Schemas and messages derive from here.
"""

from toolkit.models.lists import LIMITS, Cue, EffortText, LevelsFile, LevelText, Limit, ReadinessFile, RhythmText, Source
from toolkit.models.plans import Acceptance, DayPlan, Entry, Peak, Phase, Plan, day_of, of_variant, race_day_of
from toolkit.models.sessions import Exercise, Session, SessionLoad
from toolkit.models.validation import validate, validate_list
from toolkit.models.vocabulary import (
    COLUMNS,
    KINDS,
    LEVELS,
    RHYTHMS,
    VARIANTS,
    WEEK_KINDS,
    WEEKDAYS,
    AgeColumn,
    Level,
    Mode,
    Rhythm,
    Tissue,
    Variant,
    Weekday,
    is_id,
)

__all__ = [
    "COLUMNS",
    "KINDS",
    "LEVELS",
    "LIMITS",
    "RHYTHMS",
    "VARIANTS",
    "WEEKDAYS",
    "WEEK_KINDS",
    "Acceptance",
    "AgeColumn",
    "Cue",
    "DayPlan",
    "EffortText",
    "Entry",
    "Exercise",
    "Level",
    "LevelText",
    "LevelsFile",
    "Limit",
    "Mode",
    "Peak",
    "Phase",
    "Plan",
    "ReadinessFile",
    "Rhythm",
    "RhythmText",
    "Session",
    "SessionLoad",
    "Source",
    "Tissue",
    "Variant",
    "Weekday",
    "day_of",
    "is_id",
    "of_variant",
    "race_day_of",
    "validate",
    "validate_list",
]
