"""Our styles name nothing that the theme’s colours for code name too."""

from __future__ import annotations

import re

from project import ROOT
from pygments.token import STANDARD_TYPES


def test_no_style_of_ours_meets_the_classes_of_coloured_code() -> None:
    """Pygments writes whole numbers in code as `mi`: a style for miles under that name would hide them."""
    written = (ROOT / "docs/assets/site.css").read_text("utf-8")
    ours = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", written, flags=re.DOTALL)))
    assert "miles" in ours
    assert ours & set(filter(None, STANDARD_TYPES.values())) == set()
