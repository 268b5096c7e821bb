"""The Content-Security-Policy of a page: what a browser may run, load and frame, whatever else has got into the page.

Only scripts of the page's frame are let through by their hashes; the frame is the page without what its Markdown became. A script
in the text of a page is never hashed, so it never runs. Titles and descriptions are in the frame: a script that got in by one of
them differs from those of the page for a missing address, which has no text of a contributor, and stops the build.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

_DEPTH = re.compile(r'(?:(?<=new URL\(")|(?<=var base_url = "))(?!//)[\w./~-]{1,300}(?=")')
"""Where the top of the site is from a page, as Material and MkDocs’ own theme write it: all that may differ between frames."""
_CHARSET = '<meta charset="utf-8">'
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)
"""What a page may do. Material draws its icons from `data:`; all else comes from the site, and nothing is framed."""
HEADER_ONLY = "frame-ancestors 'none'"
"""Who may frame a page: browsers heed this in a header only."""


class PolicyError(Exception):
    """The frame of a page cannot be distinguished from its text."""


def script_hashes(page: str, text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The hashes of the scripts in the frame of a page; `text` is what is in the frame, and it must be there as it is.

    PolicyError where one of the scripts is not among those that are `known` from another frame, if any are.
    """
    bodies = _bodies(page, text)
    if known and (strange := next((body for body in bodies if _DEPTH.sub("", body) not in known), "")):
        raise PolicyError(f"the head or the foot of a page has a script that is not the theme’s: {strange.strip()[:60]}")
    return tuple(dict.fromkeys(map(_hash, bodies)))


def known_scripts(page: str) -> frozenset[str]:
    """The scripts of a page that is all frame, wherever the page lies."""
    return frozenset(_DEPTH.sub("", body) for body in _bodies(page, ""))


def _bodies(page: str, text: str) -> list[str]:
    """The scripts of the frame of a page that are written in it."""
    before, found, after = page.partition(text) if text else (page, "", "")
    if text and not found:
        raise PolicyError(
            "the theme changes the text of the page, so its own scripts cannot be distinguished from those of the text."
        )
    scripts = (*_scripts(before), *_scripts(after))
    return [body for attributes, body in scripts if "src=" not in attributes and "json" not in attributes]


def _scripts(page: str) -> Iterator[tuple[str, str]]:
    """The attributes and the body of every script of a page."""
    for piece in page.split("<script")[1:]:
        attributes, _, rest = piece.partition(">")
        body, ended, _ = rest.partition("</script>")
        if ended:
            yield attributes, body


@lru_cache(maxsize=64)
def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """The policy that lets these scripts run, as the value of a `<meta>` or, with `HEADER_ONLY`, of a header."""
    return "; ".join(DIRECTIVES).format(hashes="".join(f" {one}" for one in hashes))


def with_policy(page: str, hashes: Iterable[str]) -> str:
    """A page that carries the policy, before anything that it could hinder."""
    if _CHARSET not in page:
        raise PolicyError(f"the theme no longer writes {_CHARSET}, behind which the policy goes.")
    said = f'{_CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
    return page.replace(_CHARSET, said, 1)
