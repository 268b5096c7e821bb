"""Editions of plans: a lock holds what each day of a plan is, so that nothing moves under those who have begun.

`lock` has the values, `lock_file` their text; `assign` makes a lock of a plan that is laid out, and `restore` a schedule of a lock;
`editions` says which lock a feed follows.
"""

from toolkit.editions.assign import join_locks, lay_out_weekdays, lock_plan, lock_variant, lock_whole_plan, purpose_of
from toolkit.editions.changes import DayMove, PlanMoves, VariantMoves, compare_locks
from toolkit.editions.editions import Correction, DayKey, Edition, FollowedEdition, find_followed, find_followed_now
from toolkit.editions.lock import Layout, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek
from toolkit.editions.lock_file import LockError, read_lock, write_lock
from toolkit.editions.restore import RestoreError, find_workout, restore

__all__ = [
    "Correction",
    "DayKey",
    "DayMove",
    "Edition",
    "FollowedEdition",
    "Layout",
    "Lock",
    "LockError",
    "LockedDay",
    "LockedSession",
    "LockedVariant",
    "LockedWeek",
    "PlanMoves",
    "RestoreError",
    "VariantMoves",
    "compare_locks",
    "find_followed",
    "find_followed_now",
    "find_workout",
    "join_locks",
    "lay_out_weekdays",
    "lock_plan",
    "lock_variant",
    "lock_whole_plan",
    "purpose_of",
    "read_lock",
    "restore",
    "write_lock",
]
