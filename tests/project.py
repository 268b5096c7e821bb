"""The project itself, and copies of it that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "good" / "small"
PARTS = ("templates", "plans", "docs", "overrides", "mkdocs.yml", "settings.yaml")
EPOCH = "1795348800"
"""SOURCE_DATE_EPOCH of the tests: 22 November 2026, 12:00 UTC."""
SHIPPED_EPOCH = "1795953600"
"""The same where the project’s own content is built, no day before its last review: 29 November 2026, 12:00 UTC."""


def copy_to(folder: Path) -> Path:
    """A copy of the content in an empty folder, outside git."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def copy_frozen(folder: Path, *plans: str) -> Path:
    """The rich project that does not change with what is shipped, in an empty folder, with settings and a home page.

    With plans only these, and no season; each must have the plans that it names.
    """
    shutil.copytree(SMALL.parent / "frozen", folder)
    if plans:
        shutil.rmtree(folder / "plans" / "seasons")
        for file in (folder / "plans").glob("*.yaml"):
            if file.stem not in plans:
                file.unlink()
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(f"# Home\n\n{_pain(folder)}\n", "utf-8")
    (folder / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0] + "\n", "utf-8")
    return folder


def _pain(folder: Path) -> str:
    """The sentence on pain of a project, which its home page repeats."""
    readiness = yaml.safe_load((folder / "templates" / "readiness.yaml").read_text("utf-8"))
    return " ".join(readiness["pain"].split())


def small_site(folder: Path) -> Path:
    """The small project in an empty folder, with the theme and the settings of the real one, and with two chapters."""
    return make_site(Path(shutil.copytree(SMALL, folder)))


def make_site(folder: Path) -> Path:
    """The theme and the settings of the real project, and two chapters, beside the content of a small one."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    for name in ("offline.md", "sw.js"):
        shutil.copy(ROOT / "docs" / name, folder / "docs" / name)
    shutil.copytree(SMALL.parent / "site", folder, dirs_exist_ok=True)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
    shutil.copy(ROOT / "settings.yaml", folder)
    (folder / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Replace text in a file; it must be there."""
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")
