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
REDIRECTED = ("units=km", "from=3&units=mi", "zone=Europe/London&hours=thu,tue=18:30", "hours=sun=09:00&zone=Etc/GMT+5")
REFUSED = (
    *("units=feet", "remind=1h", "from=99", "hours=tue=18:30", "units=mi&units=mi", "units=", f"units={'m' * 1000}"),
    *(f"hours=tue=18:30&zone={zone}" for zone in ("Europe/Lodon", "europe/london", "%2B01:00", "EUROPE/LONDON")),
)


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
    asked += [(RACE.replace("small", "smaller"), ""), ("/", ""), (f"/elsewhere{RACE}", "")]
    asked += [(RACE.replace("2027-02-07", day), "units=mi") for day in ("2027-02-31", "1969-12-28", "2200-01-05", "0001-01-01")]
    asked += [("/calendars/base/intermediate-standard/2027-02-09.ics", "")]
    found = at_the_edge(folder, [f"{path}?{query}" for path, query in asked])
    for (path, query), given in zip(asked, found, strict=True):
        reply = ask(application, path, query)
        assert given["status"] == reply.status, (path, query, given)
        for name in ("Cache-Control", "X-Content-Type-Options", "Access-Control-Allow-Origin", "Content-Type"):
            assert given["headers"].get(name.lower()) == reply.headers.get(name), (path, query, name)
        if reply.status == 301:
            location = urljoin(f"https://small.example{path}", reply.headers["Location"])
            assert given["headers"]["location"] == location


def test_the_edge_knows_what_is_known_already_and_only_reads(folder: Path) -> None:
    (first,) = at_the_edge(folder, [RACE])
    tag = first["headers"]["etag"]
    known, other, head, post = at_the_edge(folder, [f"GET {RACE} {tag}", f'GET {RACE} "0"', f"HEAD {RACE}", f"POST {RACE}"])
    assert (known["status"], known["content"], other["status"]) == (304, "", 200)
    assert (head["status"], head["content"], head["headers"]) == (200, "", first["headers"])
    assert (post["status"], post["headers"]["allow"]) == (405, "GET, HEAD")


def test_the_edge_does_not_put_files_of_two_builds_together(library: Library, tmp_path: Path) -> None:
    write_site(library, tmp_path)
    file = tmp_path / "api/1/plans/small/intermediate-standard/sat.json"
    file.write_text(file.read_text("utf-8").replace('"fingerprint":"', '"fingerprint":"0'), "utf-8")
    (reply,) = at_the_edge(tmp_path, [RACE.replace("02-07", "02-13")])
    assert (reply["status"], reply["headers"]["cache-control"]) == (503, "no-store")
