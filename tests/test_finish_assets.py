"""Our own scripts and styles as a site has them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from programs import missing
from project import ROOT

from toolkit.app.finish_assets import finish_asset, finish_assets, marks_of, own_files

COMMENTED = """/* What it is,
   in two lines. */
import { a } from "./a.js";
  /** @param {string} b */
  const c = (b) => `/* ${b} */`; // stays
  // goes
const d = /** @type {any} */ (a); /* stays too */
import("./lean-qr.js");
"""


def test_comments_that_fill_lines_go_and_imports_get_a_mark() -> None:
    assert finish_asset(COMMENTED, "12345678") == (
        'import { a } from "./a.js?v=12345678";\n'
        "const c = (b) => `/* ${b} */`; // stays\n"
        "const d = /** @type {any} */ (a); /* stays too */\n"
        'import("./lean-qr.js?v=12345678");\n'
    )


def test_a_licence_stays() -> None:
    licence = "/* MIT\n   Permission is hereby granted, free of charge. */\nexport {};\n"
    assert finish_asset(licence, "") == licence


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The assets of the project, as a generator copies them."""
    shutil.copytree(ROOT / "docs/assets", tmp_path / "assets")
    return tmp_path


def test_all_modules_share_a_mark_that_changes_with_any(site: Path) -> None:
    """So that a browser never joins an old module and a new one."""
    before = marks_of(site)
    with (site / "assets/js/days.js").open("a") as file:
        file.write("export const more = 1;\n")
    after = marks_of(site)
    assert {path for path in before if before[path] != after[path]} == {path for path in before if path.startswith("assets/js/")}
    assert len({mark for path, mark in after.items() if path.startswith("assets/js/")}) == 1


def test_what_is_left_is_still_code_and_every_import_is_there(site: Path) -> None:
    finish_assets(site, marks_of(site))
    if not (node := shutil.which("node")):
        missing("there is no node. Install Node.js 18 or later (Debian: apt-get install nodejs npm).")
    for path in own_files(site):
        text = (site / path).read_text("utf-8")
        if path.endswith(".css"):
            assert text.count("{") == text.count("}") == (ROOT / "docs" / path).read_text("utf-8").count("{")
            continue
        kind = ["--input-type=module"] if path.startswith("assets/js/") else []
        done = subprocess.run([node, "--check", *kind, "-"], input=text, text=True, capture_output=True, check=False)
        assert done.returncode == 0, (path, done.stderr)
        for name, mark in re.findall(r'"\./([\w-]+\.js)(\?v=\w{8})?"', text):
            assert mark, (path, name)
            assert (site / "assets/js" / name).is_file()
