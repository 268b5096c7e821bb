"""What an address of a calendar is answered with, as values: an application that speaks HTTP is `app`.

An answer depends on the address and on the compiled plans only, never on the clock, so it may be kept by whoever asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple, NoReturn
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from toolkit.feeds.addresses import COMPILED, FEED, INDEX, KEY_DAYS_FEED, FeedAddress, read_feed
from toolkit.feeds.catalogue import answering_any
from toolkit.feeds.personal import offsets_for
from toolkit.feeds.shelf import FileState, Shelf, ShelfPlan, UnreadableError, WeekdayError, read_file, state_of
from toolkit.feeds.stamp import Calendar, DatedPlan, stamp
from toolkit.feeds.wishes import WishError, Wishes, query_of, read_query
from toolkit.feeds.zones import day_number, read_zone
from toolkit.problems import shorten
from toolkit.text import answers as say

ANSWERED_YEARS = range(1970, 2200)
"""The years in which an anchor may be; not by the clock, so that an address is answered alike for good."""
MOST_QUERY = 1000
"""Characters of a query: all wishes with every character encoded take fewer."""
_MOST_SENTENCE = 300


class AnswerBody(NamedTuple):
    """What is at an address."""

    content: bytes
    kind: str
    tag: str
    """What changes with the content, in quotes."""
    modified: int | None
    """When it was last changed, in seconds since 1970; None where that is not known."""


class RefusalError(Exception):
    """An address is not answered with a calendar; its text is a sentence that says what to write instead."""

    def __init__(self, status: HTTPStatus, sentence: str, location: str = "") -> None:
        super().__init__(shorten(sentence, _MOST_SENTENCE))
        self.status, self.location = status, location


class Answerer:
    """What a built site in a folder answers; several threads may ask."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        self.folder, self.shelf = folder, shelf
        self._index: tuple[FileState, str, AnswerBody] | None = None
        """The list of calendars: the state of its file, the path of its site, and what is answered."""

    def find(self, path: str, query: str) -> AnswerBody:
        """What is at a path and a query, still encoded, of characters up to 255 each; RefusalError where it is no calendar."""
        prefix, index, rest = path.rpartition(f"/{INDEX}")
        if index and not rest:
            return self._list(prefix)
        prefix, *parts = path.rsplit("/", 4)
        address = read_feed("/".join(parts))
        if address is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, say.NOTHING_HERE)
        return self._calendar(prefix, address, query)

    def _calendar(self, prefix: str, address: FeedAddress, query: str) -> AnswerBody:
        """The calendar of an address with the wishes of a query."""
        plan = self._plan(address)
        site = plan.stamper.plan.site
        if prefix not in ("", _path_of(site)):
            raise RefusalError(HTTPStatus.NOT_FOUND, say.NOTHING_HERE)
        pairs = _decode(query)
        wishes = _wishes(pairs, plan, only_key_days=address.only_key_days)
        path = (KEY_DAYS_FEED if address.only_key_days else FEED).format(
            plan=address.plan, variant=address.variant, date=address.anchor
        )
        asked = f"?{written}" if (written := query_of(wishes)) else ""
        if pairs != _decode(written):
            location = f"{path.rpartition('/')[2]}{asked}"
            raise RefusalError(HTTPStatus.MOVED_PERMANENTLY, f"This calendar is at {location}", location)
        parts = [DatedPlan(plan.stamper, day_number(address.anchor))]
        content = stamp(Calendar(parts, wishes, offsets_for(parts, wishes), feed=f"{site}{path}{asked}"))
        self.shelf.settle(plan)
        # offsets change with the data on time zones, of which the files of the site say nothing
        return _body(content, "text/calendar; charset=utf-8", None if wishes.timed else plan.modified)

    def _plan(self, address: FeedAddress) -> ShelfPlan:
        """The compiled plan of an address for its weekday."""
        if address.anchor.year not in ANSWERED_YEARS:
            raise RefusalError(HTTPStatus.BAD_REQUEST, say.far_away(ANSWERED_YEARS))
        try:
            found = self.shelf.find(address.plan, address.variant, day_number(address.anchor))
        except WeekdayError as error:
            raise RefusalError(HTTPStatus.BAD_REQUEST, say.wrong_weekday(address.anchor, error.weekday)) from None
        except UnreadableError:
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, say.UNREADABLE) from None
        if found is None:
            self._refuse_missing(say.NO_PLAN)
        return found

    def _list(self, prefix: str) -> AnswerBody:
        """The list of all calendars, which says that any day is answered."""
        found = self._index
        if found is None or found[0] != state_of(self.folder / INDEX):
            read = read_file(self.folder / INDEX)
            if read is None:
                self._refuse_missing(say.NOTHING_HERE)
            text, site = answering_any(read.content.decode())
            body = _body(text.encode(), "application/json", read.state[0] // 1_000_000_000)
            self._index = found = (read.state, _path_of(site), body)
        if prefix not in ("", found[1]):
            raise RefusalError(HTTPStatus.NOT_FOUND, say.NOTHING_HERE)
        return found[2]

    def _refuse_missing(self, sentence: str) -> NoReturn:
        """Say that something is not there, or that nothing is."""
        if not (self.folder / COMPILED).is_dir():
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, say.NO_PLANS)
        raise RefusalError(HTTPStatus.NOT_FOUND, sentence)


def _body(content: bytes, kind: str, modified: int | None) -> AnswerBody:
    return AnswerBody(content, kind, f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"', modified)


def _path_of(site: str) -> str:
    """The path of the address of a site, decoded, without a slash at its end, in the characters that WSGI has for it."""
    return unquote(urlsplit(site).path, "latin-1").rstrip("/")


def _wishes(pairs: Sequence[tuple[str, str]], plan: ShelfPlan, *, only_key_days: bool) -> Wishes:
    """The wishes of a query; RefusalError for one that cannot be followed."""
    try:
        found = read_query(_once(pairs), only_key_days=only_key_days)
        if found.zone is not None:
            read_zone(found.zone)
    except WishError as error:
        raise RefusalError(HTTPStatus.BAD_REQUEST, str(error)) from None
    if found.from_week > plan.weeks:
        raise RefusalError(HTTPStatus.BAD_REQUEST, say.beyond(plan.weeks))
    return found


def _once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Wishes by their names; WishError where a name or a value is not as it should be."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name == "remind":
            raise WishError(say.NO_REMINDERS)
        if name in found:
            raise WishError(say.repeated(name))
        if name and not value:
            raise WishError(say.empty(name))
        found[name] = value
    return found


def _decode(query: str) -> list[tuple[str, str]]:
    """The names and values of a query; a plus sign is one, as in the zone Etc/GMT+5. RefusalError where they are no text."""
    if len(query) > MOST_QUERY:
        raise RefusalError(HTTPStatus.REQUEST_URI_TOO_LONG, say.LONG_QUERY)
    try:
        parts = [part.partition("=") for part in query.split("&")] if query else []
        return [(_text(name), _text(value)) for name, _, value in parts]
    except UnicodeError:
        raise RefusalError(HTTPStatus.BAD_REQUEST, say.NOT_TEXT) from None


def _text(encoded: str) -> str:
    return unquote_to_bytes(encoded.encode("latin-1")).decode("utf-8")
