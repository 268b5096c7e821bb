"""What `mkdocs serve` answers besides files: calendars, the problems of the content, and the script that reloads a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.app.build import Build
from toolkit.feeds.addresses import CALENDARS

PROBLEMS = "problems.txt"
"""The file with the problems of the content, a line each."""
RELOAD = "livereload.js"
"""The script that reloads a page: a policy lets no script run that is in the page."""
CALENDAR_TYPE = "text/calendar; charset=utf-8"

Answer = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application."""


@dataclass(frozen=True, slots=True)
class Served:
    """What there is to answer with now: the last build without problems, and the problems found since."""

    build: Build | None
    problems: str


def answers(served: Callable[[], Served], reload: Callable[[bytes, int], bytes], others: Answer, mount: str) -> Answer:
    """An application that answers for calendars, problems and the script itself, and asks `others` for all else.

    `reload` puts the script into an empty page, for a number of the last build; addresses begin with `mount`.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path, now = str(environ["PATH_INFO"]).removeprefix(mount), served()
        if path == PROBLEMS:
            content, kind = now.problems.encode(), "text/plain; charset=utf-8"
        elif path == RELOAD and (epoch := str(environ["QUERY_STRING"])).isdecimal():
            content, kind = _script_of(reload(b"", int(epoch))), "text/javascript; charset=utf-8"
        elif now.build and path.startswith(CALENDARS) and (feed := now.build.feed(path)) is not None:
            content, kind = feed, CALENDAR_TYPE
        else:
            return others(environ, start_response)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return answer


def with_reload(mount: str, page: bytes, epoch: int) -> bytes:
    """A page that loads the script which reloads it, instead of holding it."""
    before, body, after = page.rpartition(b"</body>")
    return b'%b<script src="%b%b?%d"></script>%b%b' % (
        before or after,
        mount.encode(),
        RELOAD.encode(),
        epoch,
        body,
        after if body else b"",
    )


def _script_of(page: bytes) -> bytes:
    """The script that a page holds."""
    return page.partition(b"<script>")[2].partition(b"</script>")[0]
