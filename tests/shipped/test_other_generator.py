"""The export in the hands of another generator: it knows nothing of MkDocs, and builds the same pages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from commands import ended, start
from programs import missing
from project import ROOT, SHIPPED_EPOCH, copy_to

ZENSICAL = ROOT / "build/other-generator/bin/zensical"


@pytest.mark.exhaustive
def test_zensical_builds_the_same_pages_from_the_export_and_they_can_be_finished(tmp_path: Path, built_site: Path) -> None:
    if not ZENSICAL.exists():
        missing(f"there is no {ZENSICAL.relative_to(ROOT)}. Run make {ZENSICAL.relative_to(ROOT)}")
    project = copy_to(tmp_path / "project")
    steps = [("build", "--to", "export"), ("finish", "export/site", "--from", "export", "--to", "site")]
    assert ended(start(project, *steps[0], SOURCE_DATE_EPOCH=SHIPPED_EPOCH))[0] == 0
    built = subprocess.run(
        [ZENSICAL, "build", "-f", "mkdocs.yml"], cwd=project / "export", capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    code, said = ended(start(project, *steps[1], SOURCE_DATE_EPOCH=SHIPPED_EPOCH))
    assert code == 0, said
    assert pages(project / "site") == pages(built_site)
    article = re.compile(r"<(h1|svg|section)\b")
    for page in ("sessions/two-minutes", "plans/5k/intermediate-standard", "guide/pain"):
        found = [article.findall((site / page / "index.html").read_text("utf-8")) for site in (project / "site", built_site)]
        assert sorted(found[0]) == sorted(found[1]), page


def pages(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
