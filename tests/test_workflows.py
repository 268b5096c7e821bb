"""What runs on GitHub: actions pinned by commit, tokens that may do no more than they must, commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ROOT

from toolkit.app.cli import COMMANDS

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
READ = {"contents": "read"}
PINNED = re.compile(r"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LINES = [
    (file.name, number, line.split("uses:", 1)[1].strip())
    for file in WORKFLOWS
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
    if re.match(r"\s*(- )?uses:", line)
]


def parsed(name: str) -> dict[str, Any]:
    """A workflow; YAML reads its key `on` as true."""
    found = yaml.safe_load((ROOT / ".github/workflows" / name).read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in found.items()}


def commands() -> Iterator[str]:
    """Every line that a workflow runs."""
    for file in WORKFLOWS:
        for job in parsed(file.name)["jobs"].values():
            for step in job.get("steps", ()):
                yield from step.get("run", "").splitlines()


def test_there_is_a_workflow_for_pull_requests_for_each_night_and_for_publishing() -> None:
    assert {file.name for file in WORKFLOWS} == {"check.yml", "nightly.yml", "publish.yml"}
    assert "pull_request" in parsed("check.yml")["on"]
    assert "schedule" in parsed("nightly.yml")["on"]


@pytest.mark.parametrize(("file", "line", "used"), LINES, ids=lambda value: str(value))
def test_every_action_is_pinned_by_commit_with_its_version(file: str, line: int, used: str) -> None:
    assert used == "./.github/workflows/check.yml" or PINNED.match(used), f"{file}:{line}"


def test_one_version_of_an_action_is_used_everywhere() -> None:
    pins = {used for _, _, used in LINES if not used.startswith("./")}
    assert len(pins) == len({pin.split("@")[0] for pin in pins})


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_token_can_only_read_but_where_the_site_is_published(file: Path) -> None:
    workflow = parsed(file.name)
    assert workflow["permissions"] == READ
    more = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert more == ({"publish": {"pages": "write", "id-token": "write"}} if file.name == "publish.yml" else {})


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_fork_can_run_it(file: Path) -> None:
    """No secret, nothing that runs code of a pull request with rights, and no token left in the checkout."""
    text = file.read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    checkouts = [
        step
        for job in parsed(file.name)["jobs"].values()
        for step in job.get("steps", ())
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert [step for step in checkouts if step.get("with", {}).get("persist-credentials") is not False] == []


def test_only_what_passed_is_built_and_only_what_was_built_is_published() -> None:
    jobs = parsed("publish.yml")["jobs"]
    assert jobs["check"]["uses"] == "./.github/workflows/check.yml"
    assert "workflow_call" in parsed("check.yml")["on"]
    assert (jobs["build"]["needs"], jobs["publish"]["needs"]) == ("check", "build")
    assert list(jobs)[-1] == "publish"


def test_each_kind_of_check_is_a_job_of_its_own() -> None:
    runs = {name: " ".join(step.get("run", "") for step in job["steps"]) for name, job in parsed("check.yml")["jobs"].items()}
    wanted = {
        "content": "toolkit check --format github",
        "lint": "make lint",
        "tests": "make test-code",
        "browser": "make test-browser",
        "pythons": "tests/compare_builds.py build/oldest build/newest",
    }
    assert runs.keys() == wanted.keys()
    assert [name for name, words in wanted.items() if words not in runs[name]] == []


def test_every_command_of_a_workflow_exists() -> None:
    rules = {
        target for line in (ROOT / "Makefile").read_text("utf-8").splitlines() for target in re.findall(r"^([\w./%-]+):", line)
    }
    made = {
        target
        for line in (*commands(), *(ROOT / ".ci/run").read_text("utf-8").splitlines())
        for target in re.findall(r"(?:^|&& )make ([\w./-]+)", line)
    }
    assert {"site", "test", "lint"} <= made
    assert made - rules == set()
    called = {name for line in commands() for name in re.findall(r"bin/toolkit (\w+)", line)}
    assert {"check", "build"} <= called
    assert called - set(COMMANDS) == set()


def test_versions_of_all_that_is_pinned_are_watched() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    watched = {
        (one["package-ecosystem"], folder.strip("/"))
        for one in updates
        for folder in one.get("directories", [one.get("directory")])
    }
    node = {("npm", lock.parent.relative_to(ROOT).as_posix()) for lock in (ROOT / "tests/node").glob("*/package-lock.json")}
    assert watched == {("github-actions", ""), ("pip", "requirements"), *node}


def programs(folder: Path, **scripts: str) -> dict[str, str]:
    """An environment with a few programs of the system and some that only say what they were asked."""
    folder.mkdir()
    for name in {"bash", "env", "dirname", "grep", "id"} - scripts.keys():
        (folder / name).symlink_to(str(shutil.which(name)))
    for name, script in scripts.items():
        (folder / name.replace("_", "-")).write_text(f"#!{shutil.which('bash')}\n{script}\n")
        (folder / name.replace("_", "-")).chmod(0o755)
    return {"PATH": str(folder), "CHROMIUM": "/nowhere"}


@pytest.mark.parametrize(
    ("scripts", "code", "said"),
    [
        ({"npm": "", "python3": "exit 1"}, 1, "Python 3.11 or later is needed. Say which: PYTHON=python3.12 .ci/run"),
        ({"python3": ""}, 1, "There is no npm"),
        (
            {"npm": "", "python3": "", "ldconfig": "", "id": "echo 1000", "sudo": "echo sorry; exit 1"},
            1,
            "The tests need chromium-headless-shell libical3, which could not be installed. Have root install it",
        ),
        (
            {"npm": "", "python3": "", "ldconfig": "", "id": "echo 1000"},
            1,
            "The tests need chromium-headless-shell libical3, which could not be installed. Have root install it",
        ),
        (
            {
                "npm": "",
                "python3": "",
                "ldconfig": "",
                "id": "echo 1000",
                "sudo": 'echo "sudo $*" >&2',
                "make": 'echo "make $* CI=$CI"',
            },
            0,
            "apt-get install -qq -y chromium-headless-shell libical3\nmake pythons CI=true\nmake test CI=true\n",
        ),
        (
            {
                "npm": "",
                "python3": "",
                "ldconfig": "",
                "id": "echo 0",
                "apt_get": 'echo "apt-get $*" >&2',
                "make": 'echo "make $*"',
            },
            0,
            "apt-get install -qq -y chromium-headless-shell libical3\nmake pythons\nmake test\n",
        ),
    ],
    ids=["old python", "no npm", "sudo refuses", "no sudo", "with sudo", "as root"],
)
def test_the_script_installs_what_is_missing_or_says_what_to_install(
    tmp_path: Path, scripts: dict[str, str], code: int, said: str
) -> None:
    """Whoever runs it, and without another program than those it names."""
    environment = programs(tmp_path / "bin", **scripts)
    done = subprocess.run(
        [str(ROOT / ".ci/run")], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == code, done.stdout
    assert said in done.stdout
