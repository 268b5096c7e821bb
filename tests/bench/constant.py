"""The least that an application could do: it answers with the same bytes, as many as the environment says."""

from __future__ import annotations

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

SIZE = "BENCH_SIZE"
_CONTENT = b"x" * int(os.environ.get(SIZE, "0"))


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/calendar; charset=utf-8"), ("Content-Length", str(len(_CONTENT)))])
    return [_CONTENT]
