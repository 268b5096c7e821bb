"""The Jinja environment of the templates in `pages/`.

What a contributor wrote reaches a page only through `escape`: no text can become markup, in Markdown or in HTML.
"""

from __future__ import annotations

import html
import json
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.feeds.choices import choices, in_page
from toolkit.models import LEVELS, RHYTHMS, WEEKDAYS, Variant
from toolkit.rounding import brief
from toolkit.site.charts import week_grid
from toolkit.site.glance import glance
from toolkit.site.markup import escape, rest, url
from toolkit.site.own_paces import form_tables, metres_text, pace_tables
from toolkit.text import dates, paces, results, units, withdrawn
from toolkit.text import english as words
from toolkit.text import steps as by_steps
from toolkit.text.waits import waits


@cache
def environment() -> Environment:
    """Jinja, with everything that is put out escaped unless it is our own Markup."""
    made = Environment(  # no autoescape: `finalize` escapes, for Markdown and HTML at once
        loader=PackageLoader("toolkit.site", "pages"),
        finalize=lambda value: value if isinstance(value, (Markup, int)) else escape(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(words=words, units=units, by_steps=by_steps, results=results, withdrawals=withdrawn, paces=paces)
    made.globals.update(levels=LEVELS, rhythms=RHYTHMS, weekdays=[dates.WEEKDAY_NAMES[day] for day in WEEKDAYS])
    made.globals.update(day=dates.long_date, hard=words.hard_word, options=_options)
    made.globals.update(choices=choices, glance=glance, waits=waits, week_grid=week_grid)
    made.filters.update(minutes=units.minutes, tenths=units.tenths, pace=units.pace, brief=brief)
    made.globals.update(pace_tables=pace_tables, form_tables=form_tables, in_page=in_page, metres_text=metres_text)
    made.filters.update(front=front, url=url, rest=rest)
    return made


def _options(variant: Variant) -> Markup:
    """A variant as the options of a command, within code."""
    return Markup(words.command_options(variant))


def front(text: str) -> Markup:
    """Text as a value in a page's front matter; themes put it into HTML as it is, so it is escaped for that too."""
    return Markup(json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False))
