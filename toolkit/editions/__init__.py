"""Editions of plans: a lock holds what each day of a plan is, so that nothing moves under those who have begun.

`lock` has the values, `lock_file` their text; `assign` makes a lock of a plan that is laid out, and `restore` a schedule of a lock;
`editions` says which lock a feed follows.
"""

from toolkit.editions.assign import lock_plan, lock_variant, purpose_of
from toolkit.editions.editions import Correction, DayKey, Edition, FollowedEdition, find_followed, find_followed_now
from toolkit.editions.lock import Layout, Lock, LockedDay, LockedSession, LockedVariant, LockedWeek
from toolkit.editions.lock_file import LockError, read_lock, write_lock
from toolkit.editions.restore import RestoreError, restore

__all__ = [
    "Correction",
    "DayKey",
    "Edition",
    "FollowedEdition",
    "Layout",
    "Lock",
    "LockError",
    "LockedDay",
    "LockedSession",
    "LockedVariant",
    "LockedWeek",
    "RestoreError",
    "find_followed",
    "find_followed_now",
    "lock_plan",
    "lock_variant",
    "purpose_of",
    "read_lock",
    "restore",
    "write_lock",
]
