"""Read the settings of a project."""

from __future__ import annotations

from pathlib import Path

from toolkit.models import SETTINGS_FILE, Settings, validate
from toolkit.problems import Problem
from toolkit.yaml_reader import read_document


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """The settings of the project in `root`, and every problem of their file; the usual ones where it is not there or wrong."""
    if not (root / SETTINGS_FILE).exists():
        return Settings(), []
    document, problems = read_document(root, root / SETTINGS_FILE)
    if document is None or problems:
        return Settings(), problems
    checked = validate(Settings, document)
    return (Settings(), checked) if isinstance(checked, list) else (checked, [])
