"""Every piece on one page: nothing inline, light, every drawing there, dates and numbers as people write them."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory, override_settings

from pendopo.shared.numbers import format_number, format_percent
from pendopo.web import build, pieces

WEB = Path(build.__file__).parent
TEMPLATES = WEB / "templates"
EVERY = [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]


@pytest.fixture(scope="module")
def guide() -> str:
    with override_settings(DEBUG=True):
        return pieces.style_guide(RequestFactory().get("/potongan/")).content.decode()


def rendered(text: str, **context: object) -> str:
    return Template("{% load pendopo %}" + text).render(Context(context)).replace("\xa0", " ").strip()


def test_no_inline_style_and_no_inline_script(guide: str) -> None:
    assert not re.findall(r"\sstyle=", guide)
    assert not re.findall(r"<script(?![^>]*\bsrc=)", guide)
    assert not re.findall(r"\son[a-z]+=", guide)
    assert "<style" not in guide


def test_no_piece_stays_unread(guide: str) -> None:
    assert not re.findall(r"</?c-[a-z]+|\{%|\{\{", guide)
    unused = {p.stem for p in (TEMPLATES / "cotton").glob("*.html")} - set(
        re.findall(r"<c-([a-z]+)", "".join((TEMPLATES / name).read_text() for name in EVERY))
    )
    assert unused <= {"toast"}, "a piece is shown in the style guide"


def test_ids_are_unique(guide: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', guide)
    assert sorted(ids) == sorted(set(ids))


def test_guide_is_only_for_builders() -> None:
    from django.http import Http404

    with pytest.raises(Http404):
        pieces.style_guide(RequestFactory().get("/potongan/"))


@pytest.mark.parametrize("name", EVERY)
def test_every_template_compiles_and_names_drawings_that_exist(name: str) -> None:
    get_template(name)
    known = set(re.findall(r'<symbol id="([a-z]+)"', (WEB / "static" / "ikon.svg").read_text()))
    text = (TEMPLATES / name).read_text()
    assert set(re.findall(r'\{% icon "([a-z]+)" %\}', text)) <= known
    assert not re.findall(r"<[^>]*\sstyle=", text)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_need_nothing(status: int) -> None:
    page = get_template(f"{status}.html").render({})
    assert "Pendopo" in page
    assert 'class="lead"' in page


def test_stylesheet_and_script_are_light() -> None:
    assert len(gzip.compress(build.styles().encode())) <= 15_000
    assert len(gzip.compress(build.scripts().encode())) <= 7_500


def test_colours_live_in_one_file() -> None:
    for path in (WEB / "styles").glob("*.css"):
        colours = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(", path.read_text())
        assert not colours or path.name == "tokens.css", path.name


def test_build_is_done_once(tmp_path: Path) -> None:
    assert build.build(tmp_path)
    assert not build.build(tmp_path)
    woff2 = (tmp_path / "static" / "PlusJakartaSans.woff2").read_bytes()
    assert woff2[:4] == b"wOF2"
    assert len(woff2) < 40_000


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<c-tag standing="sah" :until="day" />', "Sah s.d. 24 Mei 2023"),
        ('<c-tag standing="sah" />', "Sah, tanpa batas waktu"),
        ('<c-tag standing="segera" :days="61" />', "Berakhir 61 hari lagi"),
        ('<c-tag standing="segera" :days="0" />', "Berakhir hari ini"),
        ('<c-tag standing="habis" :on="day" />', "Habis 24 Mei 2023"),
        ('<c-tag standing="belum_ber_sk" />', "Belum ber-SK"),
        ('<c-tag standing="belum_dapat_dinilai" />', "Belum dapat dinilai"),
        ('<c-checked :yes="True" :on="day" />', "diperiksa Dinsos 24 Mei 2023"),
        ("<c-checked />", "belum diperiksa Dinsos"),
    ],
)
def test_standing_has_a_word_and_a_drawing(markup: str, shown: str) -> None:
    from django_cotton.compiler_regex import CottonCompiler

    page = rendered(CottonCompiler().process(markup), day=date(2023, 5, 24))
    assert re.sub(r"<[^>]+>", "", page).strip() == shown
    assert "<use href=" in page


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("{{ 1234567|angka }}", "1.234.567"),
        ("{{ 0.714|persen }}", "71 %"),
        ("{{ 8214|persen:11569 }}", "71 %"),
        ("{{ 0|persen:0 }}", "–"),
        ("{{ day|tanggal }}", "24 Mei 2023"),
        ("{{ nothing|tanggal }}", "–"),
        ("{{ 1250000|rupiah }}", "Rp1.250.000"),
    ],
)
def test_filters(markup: str, shown: str) -> None:
    assert rendered(markup, day=date(2023, 5, 24), nothing=None) == shown


def test_a_share_never_rounds_somebody_away() -> None:
    assert format_percent(11_568, 11_569) == "99\xa0%"
    assert format_percent(1, 11_569) == "<\xa01\xa0%"
    assert format_percent(0, 5) == "0\xa0%"
    assert format_percent(5, 5) == "100\xa0%"
    assert format_number(1234.56, 1) == "1.234,6"
