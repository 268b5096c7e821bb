"""Session, exercise, plan and the lists: the one truth about every field, its type, its limits and its help.

Every value arrives as text (`toolkit.yaml_reader`); the models give it a type. Schemas and messages derive from here.
"""

from toolkit.models.assessments import AfterTrial, Assessment, AssessmentResult, Norms
from toolkit.models.baseline import Baseline
from toolkit.models.bounds import Bounds
from toolkit.models.calendars import USUAL_ROWS, CalendarRow, row_on
from toolkit.models.conditions import Acceptance, Entry, LeftOut, Next, Peak
from toolkit.models.days import DayPlan, day_of, race_day_of
from toolkit.models.fields import ACCEPTABLE, LISTABLE, Template
from toolkit.models.grades import SEXES, AgeGrade, GradesFile, Sex, Standards
from toolkit.models.habits import Habit
from toolkit.models.keys import fits, of_variant
from toolkit.models.levels import EffortText, LevelsFile, LevelText, RhythmText
from toolkit.models.limits import LIMIT_RACES, LIMITS, Limit, unknown_further
from toolkit.models.lists import Cue, Gap, Need, Source, Term
from toolkit.models.loads import LoadBound, LoadException, LoadsFile, TouchBound, Touches
from toolkit.models.missed import Missed, MissedFile
from toolkit.models.outcomes import (
    NEVER_COMES_IN,
    OUTCOMES,
    Counting,
    Joints,
    LibraryOutcome,
    MarkName,
    Outcome,
    OutcomeName,
    OutcomesFile,
    SessionMark,
    Unplaced,
    is_outcome,
)
from toolkit.models.phases import Phase
from toolkit.models.plans import Plan
from toolkit.models.readiness import ReadinessFile
from toolkit.models.references import RefPattern, find_refs
from toolkit.models.retired import RETIRED_FILE, RetiredPlan
from toolkit.models.seasons import Season, SeasonPart
from toolkit.models.sessions import MODERATE, Exercise, NeedsBefore, Session, SessionLoad
from toolkit.models.settings import SETTINGS_FILE, Answers, Settings, is_address
from toolkit.models.tracks import Track
from toolkit.models.validation import validate, validate_list
from toolkit.models.vocabulary import (
    BY_NAME,
    COLUMNS,
    ENTRIES,
    EXERCISE_KINDS,
    HABITS,
    KINDS,
    LEVELS,
    OBJECTIVES,
    PARTS,
    RHYTHMS,
    STRENGTHS,
    VARIANTS,
    WEEK_KINDS,
    WEEKDAYS,
    AgeColumn,
    BodyPart,
    EntryName,
    Level,
    Mode,
    Objective,
    Rhythm,
    Stand,
    Tissue,
    Variant,
    Weekday,
    is_id,
)

__all__ = [
    "ACCEPTABLE",
    "BY_NAME",
    "COLUMNS",
    "ENTRIES",
    "EXERCISE_KINDS",
    "HABITS",
    "KINDS",
    "LEVELS",
    "LIMITS",
    "LIMIT_RACES",
    "LISTABLE",
    "MODERATE",
    "NEVER_COMES_IN",
    "OBJECTIVES",
    "OUTCOMES",
    "PARTS",
    "RETIRED_FILE",
    "RHYTHMS",
    "SETTINGS_FILE",
    "SEXES",
    "STRENGTHS",
    "USUAL_ROWS",
    "VARIANTS",
    "WEEKDAYS",
    "WEEK_KINDS",
    "Acceptance",
    "AfterTrial",
    "AgeColumn",
    "AgeGrade",
    "Answers",
    "Assessment",
    "AssessmentResult",
    "Baseline",
    "BodyPart",
    "Bounds",
    "CalendarRow",
    "Counting",
    "Cue",
    "DayPlan",
    "EffortText",
    "Entry",
    "EntryName",
    "Exercise",
    "Gap",
    "GradesFile",
    "Habit",
    "Joints",
    "LeftOut",
    "Level",
    "LevelText",
    "LevelsFile",
    "LibraryOutcome",
    "Limit",
    "LoadBound",
    "LoadException",
    "LoadsFile",
    "MarkName",
    "Missed",
    "MissedFile",
    "Mode",
    "Need",
    "NeedsBefore",
    "Next",
    "Norms",
    "Objective",
    "Outcome",
    "OutcomeName",
    "OutcomesFile",
    "Peak",
    "Phase",
    "Plan",
    "ReadinessFile",
    "RefPattern",
    "RetiredPlan",
    "Rhythm",
    "RhythmText",
    "Season",
    "SeasonPart",
    "Session",
    "SessionLoad",
    "SessionMark",
    "Settings",
    "Sex",
    "Source",
    "Stand",
    "Standards",
    "Template",
    "Term",
    "Tissue",
    "TouchBound",
    "Touches",
    "Track",
    "Unplaced",
    "Variant",
    "Weekday",
    "day_of",
    "find_refs",
    "fits",
    "is_address",
    "is_id",
    "is_outcome",
    "of_variant",
    "race_day_of",
    "row_on",
    "unknown_further",
    "validate",
    "validate_list",
]
