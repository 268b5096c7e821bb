"""A plan, a level and a rhythm to weeks and days: what each day holds, climbing under the limits. No dates yet.

How a coach would follow it, week by week:

1. Count back from the race: the race week, the taper weeks, and between what is left the reset weeks. Every other week loads.
2. A loading week is compared with the last loading week, never with the reset between.
3. At most one thing changes in the quality running of a week, which is all that is not easy: a new kind of session comes in at a
   rung that the rules allow, or one ladder climbs by one rung. Strides come in first, then a moderate day, then the hard day, then
   further moderate days. Once all are in, the hard day's ladder climbs before the moderate one's, and that before the strides.
4. Minutes are a change of their own: at most 5 % over the last loading week. The long run climbs a rung first; the easy runs take
   what is left. In a week that brings in something new nothing else grows: the easy runs make room for it as far as they can.
5. Where a limit is in the way, everything holds.
6. A reset week has no hard day, less of the rest, and steps everything down a rung; the next loading week resumes.
7. A start rung is an upper limit: a ladder begins at the highest rung that the last 30 days allow. Easy and long runs may go up to
   the longest run of the entry at any time.
"""

from toolkit.schedule.conditions import Conditions
from toolkit.schedule.key_days import find_key_days
from toolkit.schedule.lay_out import RACE_WEEKDAYS, Schedules, lay_out, lay_out_each
from toolkit.schedule.layout import list_week_kinds
from toolkit.schedule.missed import Progress, lay_out_after_break, lay_out_first_week_back, trace_progress
from toolkit.schedule.overlay import AskedResult, Overlay, build_overlay, list_common_results
from toolkit.schedule.season import (
    RaceGap,
    chain_schedules,
    find_race_gaps,
    find_season_variants,
    lay_out_season,
    list_fewest_weeks,
)
from toolkit.schedule.values import SATURDAY, SUNDAY, Placed, Replaced, Schedule, Week, WeekKind, entry_of

__all__ = [
    "RACE_WEEKDAYS",
    "SATURDAY",
    "SUNDAY",
    "AskedResult",
    "Conditions",
    "Overlay",
    "Placed",
    "Progress",
    "RaceGap",
    "Replaced",
    "Schedule",
    "Schedules",
    "Week",
    "WeekKind",
    "build_overlay",
    "chain_schedules",
    "entry_of",
    "find_key_days",
    "find_race_gaps",
    "find_season_variants",
    "lay_out",
    "lay_out_after_break",
    "lay_out_each",
    "lay_out_first_week_back",
    "lay_out_season",
    "list_common_results",
    "list_fewest_weeks",
    "list_week_kinds",
    "trace_progress",
]
