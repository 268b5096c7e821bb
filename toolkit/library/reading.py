"""What the files of a project say, read one after the other; references are not followed yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from toolkit import prose
from toolkit.library.names import explain_misplaced, find_wrong_names, is_reserved
from toolkit.library.project import Project, ProjectFile
from toolkit.models import validate, validate_list
from toolkit.problems import Problem
from toolkit.prose import Chapter
from toolkit.things import SORTS, CentralList, FileSort, Home, home_of
from toolkit.yaml_reader import Document, lay_over, read_document, text_of


def _by_noun() -> dict[str, dict[str, Any]]:
    return {sort.noun: {} for sort in SORTS}


@dataclass(eq=False, repr=False)
class Reading:
    """What has been read so far, and its problems."""

    project: Project
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    """Every file of content that could be read, by its path; all of them have a home."""
    files: dict[str, dict[str, str]] = field(default_factory=_by_noun)
    """By noun, the ids that have a file, valid or not, and that file: a broken file is one problem, not many."""
    things: dict[str, dict[str, Any]] = field(default_factory=_by_noun)
    """By noun and id, what is sound so far; the model of each is that of its row."""
    lists: dict[str, Any] = field(default_factory=dict)
    """By name, the entries of each list that are sound, or the one thing that it is."""
    chapters: dict[str, Chapter] = field(default_factory=dict)
    _claims: dict[tuple[str, str], str] = field(default_factory=dict)
    """The file that claimed an id, whatever the case of its letters."""

    def add_file(self, file: ProjectFile) -> None:
        """Read one file of YAML and keep it where it belongs."""
        path = file.path
        home = home_of(path)
        if home is None:
            self.problems.append(explain_misplaced(path))
            return
        owner = isinstance(home.row, CentralList) or self._claim(home.row, home.id, path)
        document, problems = self._read_document(home.row, file)
        self.problems += problems
        if document is None:
            return
        self.documents[path] = document
        if isinstance(home.row, CentralList):
            self._add_list(home.row, document)
        else:
            self._add_thing(home, document, problems, owner=owner)

    def _read_document(self, row: FileSort | CentralList, file: ProjectFile) -> tuple[Document | None, list[Problem]]:
        """The document of a file, a central list laid over those below it, and every problem of the form of them all."""
        files = reversed(self.project.find_all(file.path)) if isinstance(row, CentralList) else (file,)
        depth = 2 if isinstance(row, CentralList) and row.whole else 1  # one that is a whole has entries in its fields
        document: Document | None = None
        problems: list[Problem] = []
        for one in files:
            read, found = read_document(one.top, one.file)
            shown = "" if one.top == self.project.root else self.project.shown_path(one)
            problems += [replace(problem, file=shown) for problem in found]
            if read:
                read = replace(read, file=shown)
                document = lay_over(read, document, depth) if document else read
        return document, problems

    def add_chapter(self, file: ProjectFile) -> None:
        """Read one page of the guide."""
        text = text_of(file.top, file.file)
        if isinstance(text, Problem):
            self.problems.append(text)
            return
        self.chapters[file.path.removeprefix("docs/")] = prose.read_chapter(file.path, text)

    def _add_thing(self, home: Home, document: Document, problems: list[Problem], *, owner: bool) -> None:
        """Keep what a file holds, if it is sound and the file owns its id."""
        given = {"id": home.id, "kind": home.kind} if home.kind else {"id": home.id}
        checked = validate(home.row.model, document, **given)
        if isinstance(checked, list):
            reported = {(problem.line, problem.column) for problem in problems}  # an alias, say, is not empty text besides
            self.problems += [problem for problem in checked if (problem.line, problem.column) not in reported]
        elif owner and not problems and home.id == " ".join(home.id.split()):  # spaces in the name of a file are one in an id
            self.things[home.row.noun][home.id] = checked

    def _claim(self, sort: FileSort, name: str, path: str) -> bool:
        """Note that an id has a file, and whether it may: two files of one id are a problem, whatever the case of its letters."""
        self.problems += find_wrong_names(sort.noun, name, path)
        if is_reserved(name):
            return False
        first = self._claims.setdefault((sort.shares_ids_with or sort.noun, name.lower()), path)
        if first != path:
            message = f"the id “{name}” is already that of {first} (upper and lower case count as the same). Rename one of the two."
            self.problems.append(Problem(path, 1, 1, message))
            return False
        self.files[sort.noun][name] = path
        return True

    def _add_list(self, row: CentralList, document: Document) -> None:
        """Keep one of the lists; of one that is one thing only if it is sound."""
        if not row.whole:
            self.lists[row.name], problems = validate_list(row.model, document)
            self.problems += problems
            return
        checked = validate(row.model, document)
        if isinstance(checked, list):
            self.problems += checked
        else:
            self.lists[row.name] = checked
