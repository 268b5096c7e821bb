"""An application that answers for calendars of any day (WSGI, PEP 3333), for a server such as gunicorn.

    LASTING_SPEED_SITE=site gunicorn toolkit.feeds.app:application

It needs the compiled plans of a built site, and neither git nor the content. It keeps no state but prepared plans, and logs
nothing. The one place below the top of the toolkit that reads the environment is `application`, at its first request.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from email.utils import formatdate
from functools import cache
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from toolkit.feeds.answers import AnswerBody, Answerer, RefusalError
from toolkit.feeds.shelf import Shelf
from toolkit.text.answers import ONLY_READ, UNREADABLE

SITE_VARIABLE = "LASTING_SPEED_SITE"
"""The variable of the environment that names the folder of the site; without it, `site` in the current folder."""
METHODS = ("GET", "HEAD")
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_ALWAYS = [("X-Content-Type-Options", "nosniff"), ("Access-Control-Allow-Origin", "*")]
_KEEP = ("Cache-Control", "public, max-age=3600")
_KEEP_REFUSAL = ("Cache-Control", "public, max-age=300")
_TEXT = "text/plain; charset=utf-8"


def make_application(folder: Path, shelf: Shelf | None = None) -> WSGIApplication:
    """An application that answers with calendars of the compiled plans in the folder of a site."""
    answers = Answerer(folder, Shelf(folder) if shelf is None else shelf)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            if environ["REQUEST_METHOD"] not in METHODS:
                raise RefusalError(HTTPStatus.METHOD_NOT_ALLOWED, ONLY_READ)
            found = answers.find(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
            status, headers, content = _answered(found, environ)
        except RefusalError as error:
            status, headers, content = _refused(error)
        except Exception:  # a server would log it with the whole address, wishes included
            status, headers, content = _refused(RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, UNREADABLE))
        start_response(f"{status.value} {status.phrase}", [*headers, *_ALWAYS])
        return [] if environ["REQUEST_METHOD"] == "HEAD" or not content else [content]

    return answer


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The application for the folder that the environment names."""
    return _of_environment()(environ, start_response)


@cache
def _of_environment() -> WSGIApplication:
    return make_application(Path(os.environ.get(SITE_VARIABLE) or "site"))


_Answer = tuple[HTTPStatus, list[tuple[str, str]], bytes]


def _answered(found: AnswerBody, environ: WSGIEnvironment) -> _Answer:
    """What is at an address, or that it has not changed since it was last asked for."""
    headers = [("ETag", found.tag), _KEEP]
    modified = formatdate(found.modified, usegmt=True) if found.modified is not None else None
    if modified:
        headers.append(("Last-Modified", modified))
    if _is_known(found.tag, modified, environ):
        return HTTPStatus.NOT_MODIFIED, headers, b""
    described = [("Content-Type", found.kind), ("Content-Length", str(len(found.content)))]
    return HTTPStatus.OK, [*described, *headers], found.content


def _is_known(tag: str, modified: str | None, environ: WSGIEnvironment) -> bool:
    """Whether who asks has this already: by its tag, else by the very time at which it was changed.

    An earlier time than that asked for would not do: a site may be put back to an older one.
    """
    if (tags := environ.get("HTTP_IF_NONE_MATCH")) is not None:
        return tags.strip() == "*" or tag in _TAG.findall(tags)
    return modified is not None and environ.get("HTTP_IF_MODIFIED_SINCE") == modified


def _refused(error: RefusalError) -> _Answer:
    """A sentence that says what to write instead, or where the calendar is."""
    content = f"{error}\n".encode()
    headers = [("Content-Type", _TEXT), ("Content-Length", str(len(content)))]
    if error.location:
        headers += [("Location", error.location), _KEEP]
    elif error.status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", ", ".join(METHODS)))
    elif error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        headers.append(("Cache-Control", "no-store"))
    else:
        headers.append(_KEEP_REFUSAL)
    return error.status, headers, content
