"""Pages of boards with the real client: what they say, what they refuse, what leaves the house."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from pendopo.access.enums import Role
from pendopo.legality.commands import issue_board_sk
from pendopo.legality.models import BoardPolicy, Sk
from pendopo.roster.board_drafts import StartDraft
from pendopo.roster.commands import boards as do
from pendopo.roster.models import BoardTerm, IpsmUnit, SeatPlan
from pendopo.shared.dates import format_date
from tests.worlds.boards import day, elected, formed, fresh, secretary, sk_draft, started
from tests.worlds.two_kabupaten import JATIM, MALANG, SEMARANG, World

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_province_sees_what_its_regency_did(world: World) -> None:
    formed(world)
    page = text(world.client(Role.IPSM_SECRETARY, JATIM), "/pengurus/?wilayah=35")
    assert "1 dari 38 kabupaten/kota di Jawa Timur punya pengurus IPSM yang sah" in page
    assert "Siti Aminah Wijaya" in page
    assert "37 belum terbentuk" in page
    narrowed = text(world.client(Role.IPSM_SECRETARY, JATIM), "/pengurus/?wilayah=35&keadaan=sah&q=malang")
    assert "Kab. Malang" in narrowed
    assert "Kota Batu" not in narrowed


def test_a_regency_with_nothing_is_told_how_to_begin(world: World) -> None:
    client = world.client(Role.IPSM_SECRETARY)
    assert "Mulai membentuk" in text(client, "/pengurus/")
    answer = client.post("/pengurus/mulai", {"on": "1/2/2026", "version": "0"})
    unit = IpsmUnit.objects.get(wilayah=world.malang.place)
    assert answer.headers["Location"].startswith(f"/pengurus/{unit.pk}/")
    assert "Jadwalkan musda" in text(client, f"/pengurus/{unit.pk}/")
    again = client.post("/pengurus/mulai", {"on": "1/2/2026", "version": "0"})
    assert again.status_code == 409
    assert "baru saja dicatat orang lain" in again.content.decode()


def test_three_verdicts_and_the_path_on_a_date(world: World) -> None:
    board, client = formed(world), world.client(Role.AUDITOR)
    page = text(client, f"/pengurus/{board.unit.pk}/")
    assert "Boleh mengakses program: ya." in page
    assert "Langkah berikutnya" not in page  # who only reads is offered nothing
    before = text(client, f"/pengurus/{board.unit.pk}/?per={day(world, 230).isoformat()}")
    assert "belum ber-SK" in before
    assert "sudah 10 hari" in before
    assert text(world.client(Role.IPSM_SECRETARY), f"/pengurus/{board.unit.pk}/").count("betulkan") > 3


def test_names_are_offered_within_reach_only(world: World) -> None:
    client = world.client(Role.IPSM_SECRETARY)
    page = text(client, "/pengurus/cari-orang?q=siti%20ami")
    assert "Siti Aminah Wijaya" in page
    assert "Santosa" not in page
    assert "Tidak ada" not in page
    assert "boleh ditulis saja" in text(client, "/pengurus/cari-orang?q=zzz")


def test_an_sk_before_the_musda_is_asked_about_once(world: World) -> None:
    term, client = elected(world), world.client(Role.IPSM_SECRETARY)
    address = f"/pengurus/kepengurusan/{term.pk}/sk"
    data = {
        "number": "188/1/2026", "issuer": "bupati_walikota", "signed_on": format_date(day(world, 260)),
        "end_kind": "tanggal", "ends_on": format_date(day(world, -1400)),
    }  # fmt: skip
    asked = client.post(address, data)
    assert asked.status_code == 200
    assert "sebelum musda memilih" in asked.content.decode()
    assert not Sk.objects.filter(board_namings__term=term).exists()
    seen = asked.context["form"].data["seen"]
    assert client.post(address, data | {"seen": seen}).status_code == 302
    sk = Sk.objects.get(board_namings__term=term)
    page = text(client, f"/pengurus/{term.unit_id}/")
    assert "gugur SK-nya, tidak sah per" in page
    assert f"/pengurus/sk/{sk.pk}/betulkan" in page.partition("Tiga penilaian")[0]
    assert "SK pengurus IPSM Kab. Malang" in text(client, f"/sk/{sk.pk}/")
    assert "188/1/2026" in text(client, "/sk/?keadaan=pengurus")
    assert "188/1/2026" not in text(client, "/sk/")


def test_a_stale_form_is_told_so(world: World) -> None:
    term, client = started(world), world.client(Role.IPSM_SECRETARY)
    data = {"planned_on": "1/12/2026", "on": format_date(day(world, 200)), "version": str(fresh(term) + 5)}
    answer = client.post(f"/pengurus/kepengurusan/{term.pk}/musda", data)
    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in answer.content.decode()


def test_the_list_leaves_as_a_workbook(world: World) -> None:
    formed(world)
    answer = world.client(Role.DINSOS_ADMIN, JATIM).get("/pengurus/excel?wilayah=35")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    malang = next(row for row in rows if MALANG in row)
    assert "Siti Aminah Wijaya" in malang
    assert "ya" in malang
    assert sum("Belum terbentuk" in row for row in rows) == 37


def test_the_hand_over_list_can_be_filled_in_and_signed(world: World) -> None:
    board = formed(world)
    page = text(world.client(Role.IPSM_SECRETARY), f"/pengurus/kepengurusan/{board.term.pk}/serah-terima")
    for words in (
        "Stempel",
        "Jumlah atau keadaan",
        "Diserahkan di",
        "Ketua lama",
        "Ketua masa bakti 2026–2031",
    ):
        assert words in page


def test_the_neighbour_is_not_there(world: World) -> None:
    board = formed(world, SEMARANG)
    client = world.client(Role.IPSM_SECRETARY)
    for part in ("", "lanjut", "kegiatan"):
        assert client.get(f"/pengurus/{board.unit.pk}/{part}").status_code == 404
    assert client.get(f"/pengurus/penjabat/{board.holder().pk}/ganti").status_code == 404


def test_what_offices_ask_of_boards(world: World) -> None:
    client = world.client(Role.DINSOS_ADMIN, JATIM)
    assert "SK pengurus ditandatangani" in text(client, "/kebijakan/pengurus/?wilayah=35")
    answer = client.post(
        "/kebijakan/pengurus/tetapkan/?wilayah=35&tingkat=2",
        {
            "entitled": ["kepala_dinsos"],
            "longest_term_months": "36",
            "active_months": "3",
            "needs": ["aktif"],
        },
    )
    assert answer.status_code == 302
    policy = BoardPolicy.objects.get()
    assert (policy.level, policy.entitled, policy.longest_term_months) == (2, ["kepala_dinsos"], 36)
    assert client.post(f"/kebijakan/pengurus/{policy.pk}/batal/").status_code == 302
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Ketua", "form-0-kind": "ketua",
            "form-0-count": "1"}  # fmt: skip
    assert client.post("/kebijakan/pengurus/susunan/?wilayah=35&tingkat=2", rows).status_code == 302
    assert SeatPlan.objects.get().lines.count() == 1
    assert BoardTerm.objects.filter(pk=started(world).pk, seats__name="Ketua").count() == 1
    wrong = client.post("/kebijakan/pengurus/susunan/?wilayah=35&tingkat=2", rows | {"form-0-kind": "bidang"})
    assert "belum punya kursi ketua" in wrong.content.decode()


def test_keys_of_rows_are_not_told_in_the_log(world: World) -> None:
    formed(world)
    history = text(world.client(Role.AUDITOR), "/catatan/?wilayah=35.07")
    assert "kepengurusan IPSM" in history
    assert "target pengurus sah" not in history


def test_a_freeze_is_ended_in_its_own_words(world: World) -> None:
    unit = formed(world).unit
    province = world.client(Role.DINSOS_ADMIN, JATIM)
    data = {
        "kind": "beku",
        "since": "1/3/2026",
        "paper": "",
        "reason": "Tidak ada rapat",
        "version": str(unit.version),
    }
    assert province.post(f"/pengurus/{unit.pk}/bekukan", data).status_code == 302
    page = text(province, f"/pengurus/keputusan/{unit.stops.get().pk}/akhiri")
    assert "Akhiri pembekuan" in page
    assert "dibubarkan" not in page


def test_a_frozen_board_is_not_said_to_have_lost_its_sk(world: World) -> None:
    unit, province = formed(world).unit, world.client(Role.DINSOS_ADMIN, JATIM)
    data = {"kind": "beku", "since": "1/3/2026", "reason": "Tidak ada rapat", "version": str(unit.version)}
    province.post(f"/pengurus/{unit.pk}/bekukan", data)
    page = text(province, f"/pengurus/{unit.pk}/")
    assert "Pengurus IPSM Kab. Malang sedang dibekukan, tidak sah per" in page
    assert "gugur SK-nya" not in page
    listed = text(province, "/pengurus/?wilayah=35&keadaan=berhenti")
    assert "Dibekukan" in listed
    assert "Gugur" not in listed.partition("<table")[2].partition("</table")[0]
    book = BytesIO(province.get("/pengurus/excel?wilayah=35&keadaan=berhenti").content)
    (_head, line) = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    assert line[4] == "Dibekukan"


def test_a_next_board_with_its_sk_is_waited_for(world: World) -> None:
    """Near its end, the board in office has a follower whose SK begins later: nothing is prepared once more."""
    board, client = formed(world), world.client(Role.IPSM_SECRETARY)
    sk = Sk.objects.get(board_namings__term=board.term)
    actor, unit = secretary(world), IpsmUnit.objects.get(pk=board.unit.pk)
    term = do.start_forming(
        actor, unit.wilayah_id, unit.version, StartDraft(day(world, 60), "", "", 2031, 2036)
    )
    page = text(client, f"/pengurus/{unit.pk}/")
    assert "Untuk kepengurusan berikutnya, 2031–2036." in page
    assert page.index("Kepengurusan berikutnya, 2031–2036") < page.index("Kepengurusan 2026–2031")
    begins = day(world, -40)
    draft = sk_draft(world, 10, number="188.45/99/2026", starts_on=begins)
    later = issue_board_sk(actor, term.pk, draft)
    page = text(client, f"/pengurus/{unit.pk}/?per={sk.ends_on - timedelta(days=30)}")
    assert "Siapkan kepengurusan berikutnya" not in page.partition("Tiga penilaian")[0]
    page = text(client, f"/pengurus/{unit.pk}/").partition("Tiga penilaian")[0]
    assert f"SK 188.45/99/2026 berlaku mulai {format_date(begins)}" in page
    assert f"/sk/{later.pk}/" in page
    assert "SK pengurus berikutnya belum mulai berlaku" in text(
        world.client(Role.DINSOS_ADMIN, JATIM), "/pengurus/?wilayah=35"
    )


def test_only_a_province_has_seats_for_each_residency(world: World) -> None:
    asked = "/kebijakan/pengurus/susunan/?wilayah={}&tingkat={}"
    assert "eks-karesidenan" in text(world.client(Role.DINSOS_ADMIN, JATIM), asked.format("35", 1))
    assert "eks-karesidenan" not in text(world.client(Role.DINSOS_ADMIN), asked.format("35.07", 2))


def test_an_expired_board_is_listed_with_the_next_step_of_its_successor(world: World) -> None:
    term, province = elected(world, ago=900), world.client(Role.DINSOS_ADMIN, JATIM)
    issue_board_sk(secretary(world), term.pk, sk_draft(world, 850, ends_on=day(world, 30)))
    assert "Siapkan musda" in text(province, "/pengurus/?wilayah=35")
    unit = IpsmUnit.objects.get(pk=term.unit_id)
    draft = StartDraft(day(world, 20), "005/9", "Panitia musda", 2031, 2036)
    do.start_forming(secretary(world), unit.wilayah_id, unit.version, draft)
    page = text(province, "/pengurus/?wilayah=35")
    assert "pengurus berikutnya sedang dipersiapkan" in page
    assert "Jadwalkan musda" in page
    assert "Siapkan musda" not in page


def test_a_board_whose_sk_fell_is_listed_with_the_next_step_of_its_successor(world: World) -> None:
    term, province = elected(world), world.client(Role.DINSOS_ADMIN, JATIM)
    issue_board_sk(secretary(world), term.pk, sk_draft(world, 260))  # before it was elected
    page = text(province, "/pengurus/?wilayah=35")
    assert "SK gugur" in page
    assert "Catat SK" in page
    unit = IpsmUnit.objects.get(pk=term.unit_id)
    draft = StartDraft(day(world, 20), "005/9", "Panitia musda", 2031, 2036)
    do.start_forming(secretary(world), unit.wilayah_id, unit.version, draft)
    page = text(province, "/pengurus/?wilayah=35")
    assert "SK gugur; pengurus berikutnya sedang dipersiapkan" in page
    assert "Jadwalkan musda" in page
    assert "Catat SK" not in page
