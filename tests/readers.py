"""Four independent readers of iCalendar files, each brought to the same plain form: what a subscriber's program would see."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
from datetime import date, datetime
from typing import NamedTuple

import vobject
from ical.calendar_stream import CalendarStream
from icalendar import Calendar
from programs import missing

from toolkit.app.build import Build

INSTALL = "apt-get update && apt-get install -y libical3"
ANY_PROPERTY, EVENT = 0, 4
"""Kinds in libical's icalenums.h."""


class Seen(NamedTuple):
    """An event as a reader sees it."""

    uid: str
    start: date
    end: date
    summary: str
    description: str


def by_icalendar(content: bytes) -> list[Seen]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return [
        Seen(str(one["uid"]), one["dtstart"].dt, one["dtend"].dt, str(one["summary"]), str(one["description"])) for one in events
    ]


def by_vobject(content: bytes) -> list[Seen]:
    read = vobject.readOne(content.decode())
    assert read.validate()
    return [
        Seen(one.uid.value, one.dtstart.value, one.dtend.value, one.summary.value, one.description.value)
        for one in read.vevent_list
    ]


def by_ical(content: bytes) -> list[Seen]:
    """Home Assistant's reader."""
    read = CalendarStream.from_ics(content.decode()).calendars[0]
    found = []
    for one in read.events:
        assert one.dtend is not None
        found.append(Seen(str(one.uid), one.dtstart, one.dtend, str(one.summary), str(one.description)))
    return found


def by_libical(content: bytes) -> list[Seen]:
    """The library behind GNOME's and KDE's calendars; an error that it notes itself fails."""
    library = _libical()
    root = library.icalparser_parse_string(content)
    try:
        assert library.icalcomponent_count_errors(root) == 0
        found = []
        event = library.icalcomponent_get_first_component(root, EVENT)
        while event:
            days = {}
            line = library.icalcomponent_get_first_property(event, ANY_PROPERTY)
            while line:
                days[library.icalproperty_get_property_name(line)] = library.icalproperty_get_value_as_string(line)
                line = library.icalcomponent_get_next_property(event, ANY_PROPERTY)
            start, end = (datetime.strptime(days[name].decode(), "%Y%m%d").date() for name in (b"DTSTART", b"DTEND"))
            texts = (library.icalcomponent_get_summary(event).decode(), library.icalcomponent_get_description(event).decode())
            found.append(Seen(library.icalcomponent_get_uid(event).decode(), start, end, *texts))
            event = library.icalcomponent_get_next_component(root, EVENT)
        return found
    finally:
        library.icalcomponent_free(root)


def _libical() -> ctypes.CDLL:
    """Debian's libical; without it what asks for it is skipped, which is a failure in CI."""
    name = ctypes.util.find_library("ical")
    if name is None:
        missing(f"there is no libical. Install it: {INSTALL}")
    library = ctypes.CDLL(name)
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for function, result, arguments in (
        ("icalparser_parse_string", pointer, [text]),
        ("icalcomponent_count_errors", number, [pointer]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_get_first_property", pointer, [pointer, number]),
        ("icalcomponent_get_next_property", pointer, [pointer, number]),
        ("icalproperty_get_property_name", text, [pointer]),
        ("icalproperty_get_value_as_string", text, [pointer]),
        ("icalcomponent_get_uid", text, [pointer]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_description", text, [pointer]),
        ("icalcomponent_free", None, [pointer]),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


READERS = {"icalendar": by_icalendar, "vobject": by_vobject, "ical": by_ical, "libical": by_libical}


def listed_feeds(build: Build) -> set[str]:
    """The path of every feed in the list that a build publishes."""
    (content,) = (output.content for output in build.others() if output.path == "calendars/index.json")
    return {
        variant[form].replace("{date}", day)
        for plan in (*json.loads(content)["plans"], *json.loads(content)["retired"])
        for variant in plan["variants"]
        for form, days in (("feed", "dates"), ("key_days", "key_days_dates"))
        for day in variant.get(days, ())
    }
