"""The lines of hosting.md for a host that runs JavaScript answer as the application does."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from answering import ask, write_site
from programs import missing
from project import ROOT

from toolkit.feeds.app import make_application
from toolkit.library import Library

RACE = "/calendars/small/intermediate-standard/2027-02-07.ics"
TIMED = "hours=tue,thu=18:30;sun=09:00&zone=Europe/London"
QUERIES = ("", TIMED, "units=mi", f"{TIMED}&units=mi&without=optional&from=3", "hours=sun=02:30&zone=Etc/GMT%2B5")
PATHS = (
    RACE,
    RACE.replace(".ics", "-key-days.ics"),
    RACE.replace("02-07", "02-13"),
    "/calendars/base/intermediate-standard/2027-02-08.ics",
    "/calendars/climb/intermediate-standard-trained/2027-03-01.ics",
)
REDIRECTED = ("units=km", "from=3&units=mi", "zone=Europe/London&hours=thu,tue=18:30")
REFUSED = ("units=feet", "remind=1h", "from=99", "hours=tue=18:30", "hours=tue=18:30&zone=Europe/Lodon")


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("edge")
    write_site(library, found)
    return found


def at_the_edge(folder: Path, targets: list[str]) -> list[dict[str, Any]]:
    """What is answered for addresses, one after the other."""
    if not (node := shutil.which("node")):
        missing("there is no Node.js. Install version 18 or later (Debian: apt-get install nodejs).")
    modules = folder / "modules"
    shutil.copytree(ROOT / "docs/assets/js", modules, dirs_exist_ok=True)
    (modules / "package.json").write_text('{"type": "module"}', "utf-8")
    lines = re.findall(r"```js\n(.*?)```", (ROOT / "docs/contributing/hosting.md").read_text("utf-8"), re.DOTALL)
    (modules / "host.js").write_text("".join(lines), "utf-8")
    command = [node, str(ROOT / "tests/node/edge.mjs"), str(modules), str(folder)]
    done = subprocess.run(command, input="\n".join(targets), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_edge_answers_with_the_same_bytes(folder: Path) -> None:
    application = make_application(folder)
    asked = [(path, query) for path in PATHS for query in QUERIES]
    found = at_the_edge(folder, [f"{path}?{query}" for path, query in asked])
    for (path, query), given in zip(asked, found, strict=True):
        assert given["status"] == 200
        assert base64.b64decode(given["content"]) == ask(application, path, query).content, (path, query)


def test_the_edge_redirects_and_refuses_what_the_application_does(folder: Path) -> None:
    application = make_application(folder)
    asked = [(RACE, query) for query in (*REDIRECTED, *REFUSED)]
    asked += [(RACE.replace("small", "smaller"), ""), ("/", ""), (RACE.replace("02-07", "02-31"), "units=mi")]
    found = at_the_edge(folder, [f"{path}?{query}" for path, query in asked])
    for (path, query), given in zip(asked, found, strict=True):
        reply = ask(application, path, query)
        assert given["status"] in (reply.status, 400) if reply.status == 404 else given["status"] == reply.status, (path, query)
        if reply.status == 301:
            assert given["location"] == urljoin(f"https://small.example{path}", reply.headers["Location"])
