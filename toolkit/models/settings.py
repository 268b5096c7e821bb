"""The settings of a site: its name, where it will be, what it offers, and which days have a calendar."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from toolkit.models.calendars import USUAL_ROWS, CalendarRows
from toolkit.models.fields import Id, Line, Model, OneLine, Title, listed, written

SETTINGS_FILE = "settings.yaml"
"""The file that holds them, at the top of a project."""
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?")
_DOMAIN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def is_address(text: str) -> bool:
    """Whether a text is the address of a site: http or https, a host, perhaps a path."""
    return _ADDRESS.fullmatch(text) is not None


class Settings(Model):
    """`settings.yaml`: all that differs between two sites of the same content. Without the file, all defaults."""

    name: Title = Field(default="Lasting Speed", description="What the site is called.")
    address: Annotated[OneLine, written(is_address, "an address such as https://example.org/running/")] | None = Field(
        default=None, description="Where the site will be, https://example.org/running/. SITE_URL in the environment wins."
    )
    description: Line | None = Field(default=None, description="What the site is, in a sentence, for search engines.")
    copyright: Line | None = Field(default=None, description="What stands at the foot of every page: who owns it, who may copy it.")
    uid_domain: Annotated[OneLine, Field(max_length=60), written(_DOMAIN.fullmatch, "a domain such as example.org")] = Field(
        default="lasting-speed",
        description="The end of the identity of every event of a calendar, example.org. Once published it never changes.",
    )
    calendars: CalendarRows = Field(default=USUAL_ROWS, description="Which days have a calendar: rows, the newest last.")
    plans: Annotated[tuple[Id, ...], BeforeValidator(listed), Field(min_length=1)] | None = Field(
        default=None, description="The plans that are offered, by their ids. All, if it is left out."
    )
