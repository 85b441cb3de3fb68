import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from pendopo.access.enums import Role
from tests.worlds.two_kabupaten import JATIM, MALANG, ROOT, SEMARANG, World


def _page(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_regency_opens_with_a_sentence_and_its_gaps(client_as: Any) -> None:
    text = _page(client_as(Role.IPSM_SECRETARY, MALANG))
    assert "5 dari 10 PSM di Kab. Malang memegang SK yang berlaku" in text
    assert "5 PSM belum memegang SK yang berlaku" in text
    assert "Selesaikan" in text


@pytest.mark.parametrize("tab", ["daftar", "peta", "kelompok", "apa saja"])
@pytest.mark.parametrize("code", [ROOT, JATIM, MALANG])
def test_every_tab_of_every_level_opens(client_as: Any, tab: str, code: str) -> None:
    text = _page(client_as(Role.AUDITOR, ROOT), f"/?wilayah={code}&tampil={tab}&urut=psm&kelompok=x")
    assert "PSM dengan SK berlaku" in text


def test_down_to_the_person(world: World, client_as: Any) -> None:
    client = client_as(Role.IPSM_CHAIR, MALANG)
    assert world.malang.villages[0].full_name in _page(client, f"/?wilayah={world.malang.district.code}")
    village = _page(client, f"/?wilayah={world.malang.villages[0].code}")
    assert "Siti Aminah Wijaya" in village
    assert "Berakhir 60 hari lagi" in village


def test_a_place_above_shows_sums_and_no_names(world: World, client_as: Any) -> None:
    client = client_as(Role.VILLAGE_OPERATOR, MALANG)
    text = _page(client, f"/?wilayah={JATIM}")
    assert "Kota Surabaya" in text
    assert "?wilayah=35.78" not in text
    assert "Wijaya" not in text
    assert "Selesaikan" not in text
    neighbour = _page(client, f"/?wilayah={world.malang.district.code}")
    assert "Wijaya" not in neighbour


def test_neighbours_are_not_found_and_strangers_log_in(world: World, client_as: Any) -> None:
    for address in ("/", "/konsolidasi.xlsx", "/desa-tanpa-psm/"):
        assert client_as(Role.IPSM_SECRETARY, MALANG).get(f"{address}?wilayah={SEMARANG}").status_code == 404
        assert Client().get(address).status_code == 302
        assert client_as(Role.PSM, MALANG).get(address).status_code == (302 if address == "/" else 403)
    assert client_as(Role.IPSM_SECRETARY, MALANG).get(f"/desa-tanpa-psm/?wilayah={JATIM}").status_code == 404


def test_an_empty_place_and_an_empty_date_offer_the_first_step(client_as: Any) -> None:
    text = _page(client_as(Role.DINSOS_ADMIN, ROOT), "/?wilayah=35.27")
    assert "belum ada PSM yang tercatat di Kab. Sampang" in text
    assert "Unggah apa adanya" in text
    assert "belum ada PSM yang tercatat" in _page(client_as(Role.DINSOS_ADMIN, MALANG), "/?per=1980-01-01")


def test_a_former_date_shows_what_held_then(world: World, client_as: Any) -> None:
    before = world.on - timedelta(days=150)
    text = _page(client_as(Role.IPSM_CHAIR, MALANG), f"/?per={before.isoformat()}")
    assert "8 dari 11 PSM" in text


def test_the_workbook_holds_what_is_seen(client_as: Any) -> None:
    answer = client_as(Role.AUDITOR, JATIM).get(f"/konsolidasi.xlsx?wilayah={JATIM}&urut=psm")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1 + 38 + 1
    assert rows[1][1] == "Kab. Malang"
    assert rows[1][2:4] == [10, 5]
    assert rows[-1][1] == "Jumlah Jawa Timur"


def test_villages_without_psm_are_listed(client_as: Any) -> None:
    text = _page(client_as(Role.IPSM_CHAIR, MALANG), "/desa-tanpa-psm/?hal=2")
    assert "desa/kelurahan di Kab. Malang belum punya PSM" in text


@pytest.mark.parametrize("address", ["/?per=apa", "/?urut=x&hal=-1", "/?wilayah=35.07.24.2001&hal=99999"])
def test_odd_addresses_are_answered(client_as: Any, address: str) -> None:
    assert client_as(Role.DINSOS_ADMIN, ROOT).get(address).status_code in (200, 404)


def test_two_dates_are_compared_with_names_in_reach_only(world: World) -> None:
    client = world.client(Role.IPSM_SECRETARY, MALANG)
    since = f"{world.on.year - 3}-01-01"
    page = client.get(f"/bandingkan/?sejak={since}&perubahan=menjadi_habis").content.decode()
    assert "Sejak 1 Januari" in page
    assert "Sugeng Wijaya" in page
    above = client.get(f"/bandingkan/?wilayah=35&sejak={since}&perubahan=menjadi_habis").content.decode()
    assert "Sugeng Wijaya" not in above
    assert client.get("/bandingkan/?sejak=kapan+saja&perubahan=apa&hal=-3").status_code == 200
    assert client.get(f"/bandingkan/?wilayah={SEMARANG}").status_code == 404


def test_months_are_drawn_and_written(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN, JATIM)
    page = client.get("/perkembangan/").content.decode()
    assert "Tiap Bakorwil" in page
    assert "Januari 2020" in page
    assert "jumlah PSM yang diinginkan" in page
    assert client.get("/perkembangan/?per=1990-01-01").status_code == 200


def test_the_country_against_the_wanted_number_of_psm(client_as: Any) -> None:
    page = client_as(Role.AUDITOR, ROOT).get("/perkembangan/?wilayah=0").content.decode()
    assert "desa/kelurahan di Indonesia mempunyai PSM sebanyak yang diinginkan" in page
    assert page.count("Kepulauan Riau") >= 1 and "Papua Pegunungan" in page


def test_the_legality_report_is_a_page_a_workbook_and_a_pdf(world: World) -> None:
    for code in (JATIM, MALANG):
        client = world.client(Role.DINSOS_ADMIN, code)
        page = client.get("/laporan-legalitas/").content.decode()
        assert "Belum terbentuk" in page
        assert "Laporan legalitas" in page
        pdf = client.get("/laporan-legalitas.pdf?kertas=f4")
        assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
        book = client.get("/laporan-legalitas.xlsx")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
        assert any(row[0] == ("35.07" if code == JATIM else "35.07.01") for row in rows)
    village = world.malang.villages[0].code
    assert world.client(Role.DINSOS_ADMIN).get(f"/laporan-legalitas/?wilayah={village}").status_code < 500
    assert (
        world.client(Role.DINSOS_ADMIN).get(f"/laporan-legalitas.pdf?wilayah={SEMARANG}").status_code == 404
    )


def test_boards_stand_among_the_figures(world: World) -> None:
    page = _page(world.client(Role.IPSM_CHAIR, JATIM))
    assert "0 dari 38 kabupaten/kota punya pengurus IPSM yang sah." in page
    assert "Pengurus kabupaten/kota sah" in page
    assert "Belum terbentuk" in page
    assert "belum terbentuk" in _page(world.client(Role.IPSM_CHAIR, MALANG))
    coloured = _page(world.client(Role.IPSM_CHAIR, JATIM), "/?tampil=peta&warna=pengurus")
    assert "Kab. Malang: belum terbentuk" in coloured
    assert "0 dari 38 pengurus" in _page(world.client(Role.IPSM_CHAIR, ROOT), "/?tampil=peta&warna=pengurus")
