"""Pictures drawn from data: SVG in a page, and a table that says the same."""

from toolkit.site.charts.grid import week_grid
from toolkit.site.charts.load_chart import load_chart
from toolkit.site.charts.profile import profile
from toolkit.site.charts.svg import Picture

__all__ = ["Picture", "load_chart", "profile", "week_grid"]
