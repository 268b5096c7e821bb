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
from toolkit.schedule.key_days import key_days
from toolkit.schedule.layout import calendar_of
from toolkit.schedule.missed import Progress, first_back, missing, progress
from toolkit.schedule.overlay import Asking, Overlay, common_results, find_results
from toolkit.schedule.place import RACE_WEEKDAYS, Schedules, place, place_each
from toolkit.schedule.season import Between, chained, fewest, laid_out, race_gaps, variants_of
from toolkit.schedule.values import SATURDAY, SUNDAY, Placed, Replaced, Schedule, Week, WeekKind, entry_of

__all__ = [
    "RACE_WEEKDAYS",
    "SATURDAY",
    "SUNDAY",
    "Asking",
    "Between",
    "Conditions",
    "Overlay",
    "Placed",
    "Progress",
    "Replaced",
    "Schedule",
    "Schedules",
    "Week",
    "WeekKind",
    "calendar_of",
    "chained",
    "common_results",
    "entry_of",
    "fewest",
    "find_results",
    "first_back",
    "key_days",
    "laid_out",
    "missing",
    "place",
    "place_each",
    "progress",
    "race_gaps",
    "variants_of",
]
