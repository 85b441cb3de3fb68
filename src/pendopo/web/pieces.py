"""The style guide at /potongan (only while developing): every piece once, with invented people."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.shared.numbers import format_percent
from pendopo.web import charts
from pendopo.web.frame import Crumb, Frame, Hat, MenuGroup, MenuItem
from pendopo.wilayah.shapes import shapes_of

ON = date(2023, 5, 24)


def style_guide(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "pieces/guide.html", {"frame": sample_frame(), **samples()})


def region_options(request: HttpRequest) -> HttpResponse:
    """Three invented answers, so that the picker can be tried without a database."""
    if not settings.DEBUG:
        raise Http404
    regions = [
        SimpleNamespace(code="35.07.24", name="Kec. Singosari", path="Kab. Malang · Jawa Timur"),
        SimpleNamespace(code="35.07.24.1001", name="Kel. Candirenggo", path="Kec. Singosari · Kab. Malang"),
        SimpleNamespace(code="33.26.05", name="Kec. Kandangserang", path="Kab. Pekalongan · Jawa Tengah"),
    ]
    return render(request, "pieces/region_options.html", {"regions": regions, "q": request.GET.get("q", "")})


class SampleForm(forms.Form):
    """One field of each kind; bound with mistakes on purpose."""

    name = forms.CharField(label="Nama lengkap", help_text="Tanpa gelar; huruf besar-kecil seperti di KTP.")
    nik = forms.CharField(label="NIK", required=False)
    born_on = forms.CharField(label="Tanggal lahir")
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=[("L", "Laki-laki"), ("P", "Perempuan")], widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label="Pemegang", choices=[("desa", "Kepala Desa"), ("camat", "Camat")])
    scan = forms.FileField(label="Pindaian SK", required=False)
    note = forms.CharField(label="Keterangan", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="Tanpa batas waktu", required=False)


def sample_frame() -> Frame:
    office = (
        MenuItem("#", "Konsolidasi", "chart", current=True),
        MenuItem("#", "PSM", "people"),
        MenuItem("#", "SK", "paper", count=14),
    )
    work = (
        MenuItem("#", "Impor", "upload"),
        MenuItem("#", "Permintaan SK", "letter", count=3),
        MenuItem("#", "Ganda", "twins", count=1205),
    )
    rules = (
        MenuItem("#", "Akun", "account"),
        MenuItem("#", "Kebijakan", "rules"),
        MenuItem("#", "Catatan", "log"),
    )
    return Frame(
        menu=(MenuGroup(office), MenuGroup(work, "Kerja"), MenuGroup(rules, "Kantor")),
        place_path=(
            Crumb("Indonesia", "?wilayah="),
            Crumb("Jawa Timur", "?wilayah=35"),
            Crumb("Kab. Malang", "#"),
        ),
        place_code="35.07",
        on=ON,
        is_today=False,
        today_url="?",
        user_name="Rahmawati Contoh",
        hats=(
            Hat(1, "Petugas Dinsos", "Kab. Malang", current=True),
            Hat(2, "Sekretaris IPSM", "Kec. Singosari"),
        ),
        hat_url="#",
        account_url="#",
        logout_url="#",
        demo=True,
    )


def samples() -> dict[str, object]:
    shapes = shapes_of("35")
    areas = {
        code: charts.Area(f"Kabupaten contoh {code}", share, format_percent(share) if share else "", "#")
        for i, (code, _path) in enumerate(shapes.areas)
        for share in [None if i % 11 == 5 else ((i * 37) % 90 + 10) / 100]
    }
    return {
        "on": ON,
        "shapes": shapes,
        "areas": areas,
        "whole": [charts.Segment("sah", 8214, "berlaku"), charts.Segment("gugur", 1270, "habis")],
        "age": [charts.Segment("sogan", 38, "60 ke atas"), charts.Segment("nila", 6, "di bawah 35")],
        "bands": _bands(),
        "points": [charts.Point(f"{y}", s) for y, s in zip(range(2016, 2024), _SHARES, strict=True)],
        "form": SampleForm(
            {"name": "", "nik": "3507194404", "born_on": "31/02/1970", "sex": "P", "kind": "desa"}
        ),
        "tabs": [("#", "Daftar", True), ("#", "Peta", False), ("#", "Per Bakorwil", False)],
        "steps": ["Unggah", "Kolom dikenali", "Periksa", "Simpan"],
        "letters": "Desa Contoh: 3 PSM belum memegang SK yang berlaku. Mohon SK baru memuat nama mereka.",
        "page": SimpleNamespace(
            number=2,
            has_previous=True,
            has_next=True,
            previous_page_number=1,
            next_page_number=3,
            paginator=None,
        ),
        "rows": [row | {"bar": [charts.Segment("sah", row["sah"], "SK berlaku")]} for row in _ROWS],
    }


_SHARES = (0.31, 0.38, 0.44, None, 0.52, 0.58, 0.62, 0.71)
_AGES = ("<25", "25–34", "35–39", "40–44", "45–49", "50–54", "55–59", "60–64", "65+")
_MEN = (12, 96, 240, 510, 880, 1240, 1310, 930, 640)
_WOMEN = (20, 140, 330, 620, 910, 1105, 980, 610, 300)


def _bands() -> list[charts.Band]:
    return [charts.Band(*band) for band in zip(_AGES, _MEN, _WOMEN, strict=True)]


_ROWS: list[dict[str, Any]] = [
    {"name": "Kab. Sampang", "standing": "belum_ber_sk", "count": 96, "sah": 0.22, "old": 0.51},
    {
        "name": "Kab. Situbondo",
        "standing": "habis",
        "ended": date(2023, 2, 3),
        "count": 214,
        "sah": 0.48,
        "old": 0.44,
    },
    {"name": "Kota Kediri", "standing": "segera", "days": 61, "count": 50, "sah": 0.86, "old": 0.4},
    {
        "name": "Kab. Malang",
        "standing": "sah",
        "until": date(2026, 8, 12),
        "count": 402,
        "sah": 0.91,
        "old": 0.37,
    },
    {"name": "Kab. Tuban", "standing": "sah", "until": None, "count": 1328, "sah": 1.0, "old": 0.29},
    {"name": "Kab. Blora", "standing": "belum_dapat_dinilai", "count": 77, "sah": 0.0, "old": 0.33},
]
