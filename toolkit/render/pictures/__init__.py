"""Pictures drawn from data: SVG that stands in a page, and a table that says the same."""

from toolkit.render.pictures.grid import week_grid
from toolkit.render.pictures.load_chart import load_chart
from toolkit.render.pictures.profile import profile
from toolkit.render.pictures.svg import Picture

__all__ = ["Picture", "load_chart", "profile", "week_grid"]
