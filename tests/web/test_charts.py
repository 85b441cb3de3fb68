"""Charts are text that a machine can weigh: well-formed, titled, with a table twin, without style or script."""

import gzip
from xml.etree import ElementTree

import pytest

from pendopo.web.charts import Area, Band, Point, Segment, bar, choropleth, classes, pyramid, trend
from pendopo.web.charts.classes import class_of
from pendopo.wilayah.shapes import CREDIT, Shapes, draw, shapes_of

BANDS = [Band("<35", 3, 4), Band("35–59", 120, 80), Band("60+", 1200, 0)]
POINTS = [Point("2020", 0.2), Point("2021", None), Point("2022", 0.7), Point("2023", 0.71)]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<x>{text}</x>")


def widths(text: str) -> list[int]:
    return [int(rect.get("width", "")) for rect in parsed(text).iter("rect")]


@pytest.mark.parametrize(
    "text",
    [
        bar([Segment("sah", 3, "berlaku")], 4),
        pyramid(BANDS, "Umur"),
        trend(POINTS, "Waktu"),
        choropleth(Shapes(10, 10, (("35.01", "M0 0l1 1 1-1z"),)), {"35.01": Area("Kab. A", 0.5)}, "Peta"),
    ],
    ids=["bar", "pyramid", "trend", "map"],
)
def test_every_chart_is_well_formed_titled_and_plain(text: str) -> None:
    tree = parsed(text)
    svg = next(tree.iter("svg"))
    assert svg.get("role") in ("img", "group")
    assert svg.find("title") is not None
    assert not [e for e in tree.iter() if e.get("style") or e.tag == "script"]


def test_bar_shares_its_length_and_never_hides_a_value() -> None:
    assert widths(bar([Segment("sah", 50, "a"), Segment("gugur", 25, "b")], 100)) == [500, 250]
    assert widths(bar([Segment("sah", 1, "a")], 100_000)) == [6]
    assert widths(bar([Segment("sah", 99, "a"), Segment("gugur", 9, "b")], 100)) == [990, 10]
    assert widths(bar([Segment("sah", 0, "a")], 0)) == []


def test_bar_says_its_numbers() -> None:
    assert "berlaku 8.214" in bar([Segment("sah", 8214, "berlaku")], 11569)


def test_pyramid_has_a_table_with_the_same_numbers() -> None:
    text = pyramid(BANDS, "Umur")
    assert text.count("1.200") == 2
    assert [row.findtext("th") for row in parsed(text).find(".//tbody") or []] == ["60+", "35–59", "<35"]


def test_trend_breaks_where_nothing_was_counted() -> None:
    assert trend(POINTS, "Waktu").count("trend-line") == 2
    assert trend([], "Waktu").count("trend-line") == 0
    assert trend(POINTS[:1], "Waktu").count("trend-dot") == 1


@pytest.mark.parametrize(
    ("shares", "bounds"),
    [
        ([0.05, 0.5, 0.95], (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([0.91, 0.93, 0.98], (0.9, 0.92, 0.94, 0.96, 0.98, 1.0)),
        ([1.0, 1.0], (0.99, 1.0)),
        ([None], ()),
    ],
)
def test_classes_are_few_round_and_hold_every_share(
    shares: list[float | None], bounds: tuple[float, ...]
) -> None:
    assert classes(shares) == bounds
    assert all(class_of(s, bounds) in range(1, len(bounds)) for s in shares if s is not None)


def test_class_of_the_unknown_is_none() -> None:
    assert class_of(None, (0.0, 0.5, 1.0)) == 0
    assert class_of(1.0, (0.0, 0.5, 1.0)) == 2


def test_map_links_escapes_and_gives_credit() -> None:
    shapes = Shapes(10, 10, (("35.01", "M0 0l1 1z"), ("35.02", "M0 0l1 1z")))
    text = choropleth(shapes, {"35.01": Area('Kab. "<A>"', 0.5, url="/k?wilayah=35.01&per=2")}, "Peta")
    assert CREDIT in text
    assert "&lt;A&gt;" in text
    assert parsed(text).find(".//a").get("href") == "/k?wilayah=35.01&per=2"  # type: ignore[union-attr]


def test_map_is_silent_where_no_boundaries_exist() -> None:
    assert choropleth(shapes_of("35.07.24"), {}, "Peta") == ""
    assert choropleth(shapes_of("11.01"), {}, "Peta") == ""


@pytest.mark.parametrize(
    ("parent", "count"), [("", 38), ("35", 38), ("33", 35), ("35.07", 33), ("33.74", 16)]
)
def test_every_child_has_a_shape(parent: str, count: int) -> None:
    assert len(draw(parent).areas) == count


def test_map_of_indonesia_is_light() -> None:
    paths = "".join(path for _, path in draw("").areas)
    assert len(gzip.compress(paths.encode())) <= 60_000


def test_shapes_are_kept_on_disk(tmp_path) -> None:  # type: ignore[no-untyped-def]
    first = shapes_of("31", tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text().replace("31.71", "31.99"))
    shapes_of.__globals__["_shapes_of"].cache_clear()
    assert [c for c, _ in first.areas if c == "31.71"]
    assert [c for c, _ in shapes_of("31", tmp_path).areas if c == "31.99"]
