"""The settings of a site: its name, where it will be, what it offers, and which days have a calendar."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from toolkit.models.calendars import USUAL_ROWS, CalendarRows
from toolkit.models.fields import Id, Line, Model, OneLine, Title, at_place, listed, written, wrong

Answers = Literal["window", "any"]
SETTINGS_FILE = "settings.yaml"
"""The file that holds them, at the top of a project."""
_OF_THE_BASE = ("answers", "description", "copyright", "styles", "calendars", "plans")
"""Fields that are those of the base where a project does not write them; a name, an address and identities are its own."""
_ITS_OWN = ("name", "uid_domain")
"""Fields that a project with a base must write, so that no two sites are mistaken for one another."""
_EXAMPLES = {"name": "name: Our Club", "uid_domain": "uid_domain: our-club.example"}
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?")
_IN_HTML = re.compile(r'[<>"]')
"""What would mean something in HTML: a generator writes some settings into the frame of every page as they are."""
_DOMAIN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def _without_html(text: str) -> str:
    if found := _IN_HTML.search(text):
        raise wrong(
            f"{found[0]} is not allowed here: it would be HTML on every page. Write plain words, with “” for quotes.", found.start()
        )
    return text


_BESIDE_HTML = AfterValidator(_without_html)


def is_address(text: str) -> bool:
    """Whether a text is the address of a site: http or https, a host, perhaps a path."""
    return _ADDRESS.fullmatch(text) is not None


class Settings(Model):
    """`settings.yaml`: all that differs between two sites of the same content. Without the file, all defaults."""

    name: Annotated[Title, _BESIDE_HTML] = Field(default="Lasting Speed", description="What the site is called.")
    address: Annotated[OneLine, written(is_address, "an address such as https://example.org/running/")] | None = Field(
        default=None, description="Where the site will be, https://example.org/running/. SITE_URL in the environment wins."
    )
    description: Annotated[Line, _BESIDE_HTML] | None = Field(
        default=None, description="What the site is, in a sentence, for search engines."
    )
    copyright: Annotated[Line, _BESIDE_HTML] | None = Field(
        default=None, description="What is at the foot of every page: who owns it, who may copy it."
    )
    uid_domain: Annotated[OneLine, Field(max_length=60), written(_DOMAIN.fullmatch, "a domain such as example.org")] = Field(
        default="lasting-speed",
        description="The end of the identity of every event of a calendar, example.org. Once published it never changes.",
    )
    answers: Answers = Field(
        default="window",
        description="What answers for calendars: window, files for the days below; any, an application that computes each.",
    )
    calendars: CalendarRows = Field(default=USUAL_ROWS, description="Which days have a calendar: rows, the newest last.")
    styles: Annotated[tuple[OneLine, ...], BeforeValidator(listed), Field(max_length=12)] = Field(
        default=(), description="Style sheets of your own, loaded after all others: [assets/club.css] for docs/assets/club.css."
    )
    base: OneLine | None = Field(
        default=None, description="The folder of the project whose files are used where this one has none: ../lasting-speed."
    )
    leave_out: Annotated[tuple[OneLine, ...], BeforeValidator(listed)] = Field(
        default=(), description="Files and folders of the base that are not used: [plans/mile.yaml, docs/contributing]."
    )
    plans: Annotated[tuple[Id, ...], BeforeValidator(listed), Field(min_length=1)] | None = Field(
        default=None, description="The plans that are offered, by their ids. All, if it is left out."
    )

    @model_validator(mode="after")
    def _has_what_is_its_own(self) -> Self:
        if self.base is None and self.leave_out:
            raise at_place(("leave_out",), "there is no base to leave files out of. Name one: base: ../lasting-speed")
        missing = [name for name in _ITS_OWN if name not in self.model_fields_set]
        if self.base is not None and missing:
            message = f"a project with a base has its own {' and '.join(missing)}. Add a line such as {_EXAMPLES[missing[0]]}"
            raise at_place(("base", "[key]"), message)
        return self

    def laid_over(self, base: Settings) -> Settings:
        """These settings, with those of the base where they say nothing."""
        taken = {name for name in _OF_THE_BASE if name in base.model_fields_set and name not in self.model_fields_set}
        return self.model_copy(update={name: getattr(base, name) for name in taken})
