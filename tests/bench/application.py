"""How many calendars of any day a real server answers in a second, with one process, and whether its memory stays what it was."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import NamedTuple

from answering import COMMAND, Running, answering, build_of
from small import sound

from bench.constant import SIZE
from toolkit.app.environment import write
from toolkit.models import Plan, Variant

EVERY = 4
"""Of so many variants one is measured: compiling them all takes longer than everything else here."""
REQUESTS, MEMORY_REQUESTS = 2000, 10_000
ROUNDS = 3
CLIENTS = 2
HOURS = ("tue,thu=18:30;sun=09:00", "mon,wed,fri=06:15", "sat,sun=10:00")
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Etc/GMT+5")
Offered = Sequence[tuple[Plan, Variant]]


class Rate(NamedTuple):
    """What a server answered, all of some addresses."""

    per_second: float
    cpu: float
    """Seconds of the processor that an answer took the server."""
    size: float
    """The mean bytes of an answer."""


def measure_application(root: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Calendars in a second without and with wishes, what they cost against equally large constant answers, and growth of memory.

    What is asked for is mixed: of each variant whole plans and key days for many days of three weekdays, all of it asked for once
    before the clock starts.
    """
    offered, random = _write_plans(root, folder), Random(1)
    with answering(folder) as server:
        for name, wishes in (("plain", False), ("wishes", True)):
            addresses = [_address(offered, random, wishes=wishes) for _ in range(REQUESTS)]
            _ask_all(server, addresses)
            rate, constant = _against_constant(server, addresses, folder)
            yield from ((f"{name}_per_second", rate.per_second), (f"{name}_bytes", rate.size))
            yield from ((f"{name}_constant_per_second", constant.per_second), (f"{name}_ratio", rate.cpu / constant.cpu))
        many = [_address(offered, random, wishes=bool(number % 2)) for number in range(MEMORY_REQUESTS)]
        before = _megabytes(server)
        _ask_all(server, many)
        yield from (("megabytes", _megabytes(server)), ("memory_growth", _megabytes(server) / before))


def _write_plans(root: Path, folder: Path) -> Offered:
    """The compiled plans of some variants of a project, in a folder."""
    library = sound(root)
    build = build_of(library)
    every = [(plan, variant) for plan in library.offered_plans for variant in plan.variants][::EVERY]
    for plan, variant in every:
        write(build.compiled(plan, variant), folder)
    return every


def _address(offered: Offered, random: Random, *, wishes: bool) -> str:
    """An address of a calendar, by chance."""
    plan, variant = random.choice(offered)
    weekday = random.choice((2, 5, 6)) if plan.race else 0
    day = date(2025, 1, 6) + timedelta(weeks=random.randrange(520), days=weekday)
    path = f"/calendars/{plan.id}/{variant}/{day}{random.choice(('', '-key-days'))}.ics"
    if not wishes:
        return path
    timed = f"hours={random.choice(HOURS)}&zone={random.choice(ZONES)}"
    return f"{path}?{timed}{random.choice(('', '&units=mi', '&without=optional', '&units=mi&from=2'))}"


def _against_constant(server: Running, addresses: Sequence[str], folder: Path) -> tuple[Rate, Rate]:
    """The best of some rounds for addresses, and for as many answers of their mean size that are always the same, in turn."""
    os.environ[SIZE] = str(round(_ask_all(server, addresses).size))
    tests = Path(__file__).resolve().parents[1]
    with answering(folder, "bench.constant:application", (*COMMAND, "--pythonpath", str(tests))) as constant:
        rounds = [(_ask_all(server, addresses), _ask_all(constant, addresses)) for _ in range(ROUNDS)]
    return _best([one for one, _ in rounds]), _best([other for _, other in rounds])


def _best(rates: Sequence[Rate]) -> Rate:
    """The best that was measured: what else the machine does only adds to a time."""
    return Rate(max(one.per_second for one in rates), min(one.cpu for one in rates), rates[0].size)


def _ask_all(server: Running, addresses: Sequence[str]) -> Rate:
    """Ask for addresses, some at a time, over connections that stay."""
    start, cpu = time.perf_counter(), _cpu(server)
    with ThreadPoolExecutor(CLIENTS) as threads:
        sizes = list(threads.map(lambda first: _ask(server.port, addresses[first::CLIENTS]), range(CLIENTS)))
    count = len(addresses)
    return Rate(count / (time.perf_counter() - start), (_cpu(server) - cpu) / count, sum(sizes) / count)


def _ask(port: int, addresses: Sequence[str]) -> int:
    """The bytes of the answers to some addresses."""
    connection, size = HTTPConnection("127.0.0.1", port, timeout=60), 0
    for address in addresses:
        connection.request("GET", address)
        answer = connection.getresponse()
        size += len(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{address} is answered with {answer.status}")
    connection.close()
    return size


def _worker(server: Running) -> Path:
    """What the system says of the one process that answers."""
    (worker,) = Path(f"/proc/{server.process}/task/{server.process}/children").read_text("ascii").split()
    return Path("/proc") / worker


def _megabytes(server: Running) -> float:
    """What a server holds in memory."""
    return int((_worker(server) / "statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cpu(server: Running) -> float:
    """Seconds of the processor that a server has taken."""
    user, system = (_worker(server) / "stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
