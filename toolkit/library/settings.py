"""Read the settings of a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.models import SETTINGS_FILE, Settings, validate
from toolkit.problems import Problem
from toolkit.yaml_reader import Document, read_document


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What the file of settings of a folder says: the usual ones, without a document, where there is none or it is wrong."""

    settings: Settings
    document: Document | None
    problems: tuple[Problem, ...] = ()

    @property
    def hides_base(self) -> bool:
        """Whether its problems leave it open which base there is."""
        return bool(self.problems) and (self.document is None or "base" in self.document.data)


def read_settings(root: Path) -> SettingsRead:
    """The settings in a folder, with every problem of their file."""
    if not (root / SETTINGS_FILE).exists():
        return SettingsRead(Settings(), None)
    document, problems = read_document(root, root / SETTINGS_FILE)
    if document is None or problems:
        return SettingsRead(Settings(), document, tuple(problems))
    checked = validate(Settings, document)
    return SettingsRead(Settings(), document, tuple(checked)) if isinstance(checked, list) else SettingsRead(checked, document)
