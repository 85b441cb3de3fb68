from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from pendopo.documents.records import Digest
from pendopo.documents.village_sheets import village_sheets
from pendopo.documents.whatsapp import LIMIT, code_text, consolidation_text, village_request_text, wa_link
from tests.documents.samples import HOSTILE, LETTER, LONG, SLIP, row, village


def test_a_short_request_names_everybody() -> None:
    text = village_request_text(LETTER, village(row("Siti"), row("Slamet")))

    assert text.startswith("Yth. Kepala Desa Banjararum, Kecamatan Singosari")
    assert "1. Siti: SK 141/12/2018 habis" in text
    assert "2. Slamet: " in text
    assert "lainnya" not in text
    assert text.endswith("Kode: K7F-3Q2")


@pytest.mark.parametrize("count", [5, 9, 60, 5000])
def test_a_long_one_counts_who_does_not_fit(count: int) -> None:
    text = village_request_text(LETTER, village(*[row(f"{LONG} {HOSTILE}")] * count))

    named = sum(line.split(".")[0].isdigit() for line in text.splitlines())
    assert len(text) <= LIMIT
    assert named > 0
    assert f"… dan {count - named} lainnya" in text
    assert text.endswith("Kode: K7F-3Q2")


def test_nothing_to_mend_asks_for_nothing() -> None:
    text = village_request_text(LETTER, village(total=4))

    assert "Tidak ada yang perlu diperbaiki" in text
    assert "SK memuat" not in text


def test_a_village_without_psm_is_asked_for_some() -> None:
    bare = village(total=0)
    text = village_request_text(LETTER, bare)

    assert "belum ada PSM yang tercatat di Desa Banjararum" in text
    assert "memilih paling sedikit 1 warga dan mengangkatnya menjadi PSM dengan SK." in text
    assert "Agar SK berlaku, SK memuat: nomor dan tanggal SK" in text
    camat = village_request_text(LETTER, replace(bare, psm_wanted=4, appointed_by="Camat"))
    assert "mengusulkan paling sedikit 4 warga untuk diangkat dengan SK Camat." in camat
    pdf = village_sheets(LETTER, [bare, replace(bare, psm_wanted=99, appointed_by=HOSTILE)])
    assert pdf.startswith(b"%PDF")


def test_consolidation() -> None:
    digest = Digest("Jawa Timur", date(2023, 5, 24), "71 % PSM ber-SK sah.", [("PSM", "1.234")], "http://x/y")

    assert consolidation_text(digest).splitlines() == [
        "*SK PSM Jawa Timur, keadaan 24 Mei 2023*", "71 % PSM ber-SK sah.", "", "• PSM: 1.234", "http://x/y"
    ]  # fmt: skip


def test_code() -> None:
    text = code_text(SLIP)

    assert "Nama pengguna: siti.nuraini" in text
    assert "Kode: K7F3-Q2MX" in text
    assert "3. Buat kata sandi" in text


@pytest.mark.parametrize(
    ("phone", "path"),
    [
        ("0812-3456-7890", "/6281234567890"),
        ("+62 812 3456 7890", "/6281234567890"),
        (None, "/"),
        ("kantor", "/"),
    ],
)
def test_links(phone: str | None, path: str) -> None:
    link = urlsplit(wa_link(phone, "50 % & lebih\n#1 Nur'aini"))

    assert (link.netloc, link.path) == ("wa.me", path)
    assert parse_qs(link.query)["text"] == ["50 % & lebih\n#1 Nur'aini"]
    assert not link.fragment
