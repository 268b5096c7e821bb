"""What was done on which day: hard units, and the sessions that others need before them."""

from __future__ import annotations

from copy import copy

from toolkit.dose import Dose
from toolkit.models import Session
from toolkit.schedule.before import PastSession


class DaysDone:
    """Every session that was done, by its day, counted from the first Monday as 0; races and trials among them."""

    def __init__(self) -> None:
        self.hard: dict[int, float] = {}
        """The hard units of each day that held any."""
        self.past_sessions: list[PastSession] = []
        """Every session, for what others need before them."""
        self.hard_efforts: list[frozenset[str]] = []
        """The efforts of each hard session of the plan, in the order in which they were done."""

    def copy(self) -> DaysDone:
        """The same days, to which others can be added."""
        other = copy(self)
        other.hard, other.past_sessions, other.hard_efforts = dict(self.hard), list(self.past_sessions), list(self.hard_efforts)
        return other

    def remember(self, day: int, session: Session, dose: Dose) -> None:
        """Keep a session that was done on a day."""
        if dose.hard:
            self.hard[day] = self.hard.get(day, 0.0) + dose.hard
        self.past_sessions.append(PastSession(day, session.id, dose.efforts))

    def remember_efforts(self, dose: Dose) -> None:
        """Keep the efforts of a session of the plan if it was hard."""
        if dose.hard >= 1:
            self.hard_efforts.append(frozenset(dose.efforts))
