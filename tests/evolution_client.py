"""Follows a calendar through Evolution's data server; run by the system's Python, which has its bindings.

Each line on standard input is answered with one line of JSON. At `refresh` the server is asked to read the calendar again, which it
does on its own time; `list` asks for the UID, the day, the title, the SEQUENCE and the text of every event it has.
`tests/subscribing.py` starts it, in a session of D-Bus of its own.
"""

import json
import sys

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer  # noqa: E402 the versions have to be asked for first

source = EDataServer.SourceRegistry.new_sync(None).ref_source("feed")
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 10, None)


def listed():
    """Every event that the server has."""
    _, found = client.get_object_list_sync("#t", None)
    return sorted([one.get_uid(), *content_of(one)] for one in found)


def content_of(event):
    """The day, the title, the SEQUENCE and the text of an event."""
    return event.get_dtstart().as_ical_string(), event.get_summary(), event.get_sequence(), event.get_description() or ""


for line in sys.stdin:
    print(json.dumps(client.refresh_sync(None) if line.strip() == "refresh" else listed()), flush=True)
