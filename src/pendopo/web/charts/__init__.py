"""Charts as SVG text: pure functions, no script, no inline style; each has a title and a table twin."""

from pendopo.web.charts.bar import Segment, bar
from pendopo.web.charts.choropleth import Area, choropleth, legend
from pendopo.web.charts.classes import classes
from pendopo.web.charts.pyramid import Band, pyramid
from pendopo.web.charts.trend import Point, trend

__all__ = ["Area", "Band", "Point", "Segment", "bar", "choropleth", "classes", "legend", "pyramid", "trend"]
