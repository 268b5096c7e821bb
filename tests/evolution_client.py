"""Reads a calendar through Evolution's data server; run by the system's Python, which has its bindings.

For each line on standard input it refreshes the calendar and writes one line of JSON: the UID, the day, the title and the SEQUENCE
of every event. `tests/subscribing.py` starts it, in a session of D-Bus of its own.
"""

import json
import sys
import time

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer  # noqa: E402 the versions have to be asked for first

source = EDataServer.SourceRegistry.new_sync(None).ref_source("feed")
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 10, None)
for _ in sys.stdin:
    try:
        client.refresh_sync(None)
    except Exception as error:
        print(error, file=sys.stderr)
    time.sleep(2)  # the server reads the calendar on its own
    _, found = client.get_object_list_sync("#t", None)
    events = [[one.get_uid(), one.get_dtstart().as_ical_string(), one.get_summary(), one.get_sequence()] for one in found]
    print(json.dumps(sorted(events)), flush=True)
