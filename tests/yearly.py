"""A year of a repository: what its maintainers do, one commit after the other, on fixed days; each is locked and published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from project import change
from small import sound
from test_identity import Repository

from toolkit.app.build import Build, Surroundings
from toolkit.app.environment import read_history, write_changed
from toolkit.app.locking import find_locks, write_locks
from toolkit.app.locks import read_editions
from toolkit.feeds.identity import TEXT_REVISION

BEGIN = TEXT_REVISION + timedelta(days=1)
COMMITS = 60
Edit = tuple[str, str, str]
SMALL, BASE, CLIMB = (f"plans/{name}.yaml" for name in ("small", "base", "climb"))
EASY, LONG, TWO, MINUTES = (
    f"templates/{path}.yaml" for path in ("easy/easy-run", "long/long-run", "intervals/two-minutes", "intervals/minutes")
)
SAID = {BASE: "Runners reported sore calves.", SMALL: "Hard days were too close."}


class Step(NamedTuple):
    """What a commit does."""

    name: str
    edits: tuple[Edit, ...] = ()
    plans: tuple[str, ...] = ()
    """The plans whose own files it changes."""
    corrects: str = ""
    act: Callable[[Year], None] | None = None

    @property
    def revert(self) -> Step:
        """The same taken back by git, with its locks."""
        return Step(f"{self.name}, reverted", (), self.plans, act=revert)

    @property
    def back(self) -> Step:
        """The same taken back."""
        return self._replace(name=f"{self.name}, taken back", edits=tuple((path, new, old) for path, old, new in self.edits[::-1]))

    @property
    def templates(self) -> bool:
        return not self.plans and self.act not in (code, docs)


class Year:
    """A repository, the site that is published of it, and the day of its last commit."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site, self.at = root, site, BEGIN
        self.lock()
        self.repository = Repository(root)

    def lock(self) -> None:
        write_locks(self.root, find_locks(self.root, sound(self.root), self.at))

    def commit(self) -> None:
        self.lock()
        self.repository.commit(self.at)

    def git(self, *arguments: str) -> str:
        return self.repository.git(*arguments, at=self.at)

    def edit(self, edits: tuple[Edit, ...]) -> None:
        for path, old, new in edits:
            change(self.root / path, old, new)

    def append(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as target:
            target.write(text)

    def build(self, *, editions: bool = True) -> Build:
        history = read_history(self.root)
        kept = read_editions(self.root, history.modified) if editions else {}
        return Build(sound(self.root), Surroundings("https://small.example/", history, self.at.date(), kept))

    def publish(self) -> None:
        """Put the compiled plans into the site; what has not changed is not written."""
        build, made = self.build(), set[Path]()
        for make in build.files_for_programs():
            for file in make():
                write_changed(self.site / file.path, file.content)
                made.add(self.site / file.path)
        for file in (self.site / "api").rglob("*.json"):
            if file not in made:
                file.unlink()

    def do(self, step: Step, at: datetime) -> None:
        self.at = at
        self.edit(step.edits)
        if step.act:
            step.act(self)
        else:
            self.commit()


def code(year: Year) -> None:
    year.append("toolkit/feeds/stamp.py", f"# Seen on {year.at.date()}.\n")
    year.commit()


def docs(year: Year) -> None:
    year.append("docs/guide/easy.md", f"Read on {year.at.date()}.\n")
    year.append("README.md", f"{year.at.date()}\n")
    year.commit()


def revert(year: Year) -> None:
    """Take back the last commit, its locks included: they are out of date then, and locked again before they are published."""
    year.git("revert", "--no-edit", "HEAD")
    found = find_locks(year.root, sound(year.root), year.at)
    assert found.stale, "a lock that was taken back is out of date"
    year.commit()


def merge(year: Year) -> None:
    """Two branches change the same plan in two ways; git leaves a conflict in the lock, and toolkit lock writes it again."""
    main, at = year.git("symbolic-ref", "--short", "HEAD"), year.at
    year.git("checkout", "-qb", f"side-{at:%m%d}")
    year.at = at - timedelta(hours=6)
    year.edit(((BASE, "sat: [easy-run]", "sat: [brisk-walk]"),))
    year.commit()
    year.git("checkout", "-q", main)
    year.at = at - timedelta(hours=4)
    year.edit(((BASE, "wed: [easy-with-strides]", "wed: [easy-run]"),))
    year.commit()
    year.at = at
    try:
        year.git("merge", "--no-ff", "-m", "Merge", f"side-{at:%m%d}")
    except Exception:  # noqa: BLE001: git ends with 1 at a conflict
        conflicts = year.git("diff", "--name-only", "--diff-filter=U").split("\n")
    assert conflicts == ["plans/base.lock"]
    year.commit()


HARD = Step(
    "the hard day moves",
    (
        (SMALL, "thu: [two-minutes, strength-a]", "fri: [two-minutes, strength-a]"),
        (SMALL, "sat: [easy-with-strides]}", "sat: [easy-with-strides], fri: []}"),
    ),
    (SMALL,),
)
FRIDAY = Step("a day of the base moves", ((BASE, "thu: [easy-run, strength-a]", "fri: [easy-run, strength-a]"),), (BASE,))
WALK = Step("a walk in place of strides", ((CLIMB, "wed: [easy-with-strides]", "wed: [brisk-walk]"),), (CLIMB,))
DOSE = Step("a dose grows", ((EASY, "- 30min @easy", "- 31min @easy"),))
PIECES = Step("pieces grow", ((TWO, "- 2x(2min @5k", "- 2x(2:10 @5k"),))
WITHDRAWN = Step("a session is withdrawn", ((SMALL, "[two-minutes, strength-a]", "[minutes, strength-a]"),), (SMALL,))
LONGER = Step("a longer plan", ((SMALL, "weeks: {intermediate-standard: 4}", "weeks: {intermediate-standard: 5}"),), (SMALL,))
SHORTER = Step("a shorter base", ((BASE, "weeks: {intermediate: 6}", "weeks: {intermediate: 5}"),), (BASE,))
CODE, DOCS, REVERT = (
    Step("code", act=code),
    Step("docs", act=docs),
    Step("a revert, locks too", act=revert, plans=(SMALL, BASE, CLIMB)),
)
MERGE = Step("a merge", plans=(BASE,), act=merge)
CORRECT = {
    path: Step(
        f"a correction of {path}",
        ((path, "stand_in: easy-run", f"stand_in: easy-run\ncorrections: [{SAID[path]}]"), *more),
        (path,),
        path,
    )
    for path, more in {
        BASE: ((BASE, "tue: [easy-run, strength-a]", "tue: [easy-run]"),),
        SMALL: ((SMALL, "      tue: [two-on-one-off, strength-a]\n      wed", "      tue: [two-on-one-off]\n      wed"),),
    }.items()
}


def words(path: str) -> Iterator[Step]:
    """A session whose summary says something else, again and again."""
    said = "summary: "
    while True:
        yield Step(f"words in {path}", ((path, said, f"{said}Now. "),))


def steps() -> list[Step]:
    """What is done in a year, after the first commit."""
    easy, long_, two, minutes = (words(path) for path in (EASY, LONG, TWO, MINUTES))
    filling = [CODE, next(easy), DOCS, next(long_), next(two)]
    content: list[Step | list[Step]] = [
        FRIDAY, HARD, [WALK, WALK.revert], DOSE, MERGE, CORRECT[BASE], LONGER, HARD.back, FRIDAY.back, PIECES, WITHDRAWN, SHORTER,
        DOSE.back, LONGER.back, WALK, CORRECT[SMALL], [PIECES.back, PIECES.revert], next(minutes),
    ]  # fmt: skip
    found = []
    for number, one in enumerate(content):
        found += [*(one if isinstance(one, list) else [one]), filling[2 * number % 5], filling[(2 * number + 1) % 5]]
    return found[: COMMITS - 1]


def day_of(number: int) -> datetime:
    """The time of a commit: every six days, thus on every weekday."""
    return BEGIN + timedelta(days=6 * number)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
