"""Lists and verdicts, read as the pages read them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.legality.enums import Issuer
from pendopo.legality.queries import (
    PsmFilters,
    SkFilters,
    paging,
    psm_export,
    psm_list,
    sk_list,
    sk_sheet,
    standing_of,
)
from pendopo.legality.queries.words import office_words
from pendopo.roster.queries import person
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.queries import by_code, root
from tests.worlds.two_kabupaten import JATIM, ROOT, World

pytestmark = pytest.mark.django_db
SECRETARY = Role.IPSM_SECRETARY


def names(world: World, on: date | None = None, **filters: object) -> set[str]:
    """Given names found in Malang."""
    found = psm_list(world.actor(SECRETARY), world.malang.place, on or world.on, PsmFilters(**filters))  # type: ignore[arg-type]
    return {line.name.removesuffix(" Wijaya") for line in found.page.items}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"standing": "segera"}, {"Bambang"}),
        ({"standing": "habis"}, {"Sugeng"}),
        ({"standing": "belum_ber_sk"}, {"Tri Hartono"}),
        ({"standing": "belum_dapat_dinilai"}, {"Mulyono"}),
        ({"standing": "gugur"}, {"Joko", "Endang"}),
        ({"standing": "tidak_sah", "sex": "P"}, {"Endang"}),
        ({"checked": "sudah"}, {"Siti Aminah"}),
        ({"age": "di_bawah_35"}, {"Ratna"}),
        ({"age": "kosong"}, set()),
        ({"reason": "SKP-20"}, {"Endang"}),
        ({"trained": "belum"}, set()),
        ({"text": "amina siti"}, {"Siti Aminah"}),
        ({"text": "H. Sri  WAHYUNI"}, {"Sri Wahyuni"}),
        ({"text": "muliono"}, {"Mulyono"}),
        ({"text": "Kartini"}, set()),
        ({"text": "Kartini", "with_former": True}, {"Kartini"}),
        ({"text": "zzzzqq"}, set()),
    ],
)
def test_filters(world: World, filters: dict[str, object], expected: set[str]) -> None:
    assert names(world, **filters) == expected


def test_the_date_decides_who_is_listed(world: World) -> None:
    assert "Kartini" not in names(world)
    assert "Kartini" in names(world, on=world.on - timedelta(days=300))
    assert "Paimin" in names(world, on=world.on - timedelta(days=50))
    assert "Paimin" not in names(world, on=world.on - timedelta(days=49))
    assert names(world, on=date(2017, 12, 31)) == set()


def test_a_whole_nik_is_exact_and_stays_in_reach(world: World) -> None:
    ours, theirs = (r.psm["left"].person.nik() for r in (world.malang, world.semarang))
    assert names(world, text=ours) == {"Kartini"}
    assert names(world, text=theirs) == set()


def test_pages_are_in_order_and_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 4)
    actor, place = world.actor(SECRETARY), world.malang.place
    pages = [psm_list(actor, place, world.on, PsmFilters(), n).page for n in (1, 2, 3, 99)]
    listed = [line.name for page in pages[:3] for line in page.items]
    assert listed == sorted(listed)
    assert pages[0].total == len(listed) == 10
    assert pages[3].number == 3
    assert not pages[2].has_next


def test_a_wide_place_counts_only_so_far_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_ABOVE", 5)
    page = psm_list(world.actor(SECRETARY, ROOT), root(), world.on, PsmFilters(text="wijaya")).page
    assert (page.total, page.more) == (5, True)
    by_first = psm_list(
        world.actor(SECRETARY, JATIM), world.malang.place, world.on, PsmFilters(text="sri")
    ).page
    assert [line.name for line in by_first.items] == ["Sri Wahyuni Wijaya"]


def test_beyond_reach_there_is_nothing(world: World) -> None:
    actor = world.actor(SECRETARY)
    with pytest.raises(NotVisible):
        psm_list(actor, world.semarang.place, world.on, PsmFilters())
    with pytest.raises(NotVisible):
        sk_list(actor, world.semarang.place, world.on, SkFilters())
    with pytest.raises(NotVisible):
        sk_sheet(actor, world.semarang.sk["forever"], world.on)
    psm = replace(actor, role=Role.PSM)
    assert psm_list(psm, world.malang.place, world.on, PsmFilters()).page.total == 0


def test_the_workbook_has_every_row_of_the_list(world: World) -> None:
    actor, place = world.actor(SECRETARY), world.malang.place
    rows = list(psm_export(actor, place, world.on, PsmFilters(standing="tidak_sah")))
    assert len(rows) == psm_list(actor, place, world.on, PsmFilters(standing="tidak_sah")).page.total == 5


def test_a_verdict_has_its_reason_and_its_chain(world: World) -> None:
    actor = world.actor(SECRETARY)

    def of(name: str, on: date | None = None) -> tuple[object, ...]:
        verdict = standing_of(actor, person(actor, world.malang.people[name]), on or world.on)[0]
        return verdict, [(p.number, p.state, p.word) for p in verdict.papers]

    verdict, chain = of("replaced")
    assert verdict.standing == "sah"  # type: ignore[attr-defined]
    assert chain == [
        ("141/23/2022", "governs", "menentukan"),
        ("141/22/2019", "off", "diganti SK berikutnya"),
    ]
    verdict, chain = of("revoked")
    assert verdict.standing == "gugur"  # type: ignore[attr-defined]
    assert chain == [("141/11/2020", "off", "dicabut")]
    verdict, chain = of("soon")
    assert (verdict.standing, verdict.days) == ("segera", 60)  # type: ignore[attr-defined]
    verdict, chain = of("left", world.on - timedelta(days=100))
    assert not verdict.serving  # type: ignore[attr-defined]
    assert chain == [("141/11/2020", "off", "tugasnya sudah berakhir")], "the paper itself is revoked later"
    _verdict, chain = of("died")
    assert chain[0] == ("141/23/2022", "off", "tugasnya sudah berakhir")
    _verdict, chain = of("died", world.on - timedelta(days=50))
    assert chain[0] == ("141/23/2022", "governs", "menentukan"), "the day of death is the last one"


def test_papers_are_filtered(world: World) -> None:
    actor, place = world.actor(SECRETARY), world.malang.place

    def numbers(**filters: str) -> set[str]:
        return {line.number for line in sk_list(actor, place, world.on, SkFilters(**filters)).items}

    assert len(numbers()) == 9
    assert numbers(state="diperiksa") == {"141/01/2020"}
    assert numbers(state="tanpa_penanda_tangan") == {"141/21/2020"}
    assert numbers(state="segera") == {"141/02/2021"}
    assert numbers(state="dicabut") == {"141/11/2020"}
    assert numbers(state="dibatalkan") == set()
    assert numbers(text="188.12") == {"188/12/2020"}


def test_a_paper_tells_whether_its_signer_was_entitled(world: World) -> None:
    actor = world.actor(SECRETARY)
    assert sk_sheet(actor, world.malang.sk["forever"], world.on).entitled is True
    wrong = sk_sheet(actor, world.malang.sk["wrong_office"], world.on)
    assert wrong.entitled is False
    assert not wrong.legal
    assert sk_sheet(actor, world.malang.sk["unknown_signer"], world.on).entitled is None


@pytest.mark.parametrize(
    "text", ["siti", "aminah siti", "wijaya si", "siti amina", "lestari dewy", "tri hartno"]
)
def test_a_name_is_found_alike_in_the_country_and_in_the_regency(world: World, text: str) -> None:
    """Large places read the names that begin so first; nobody is lost or listed twice by it."""
    actor = world.actor(Role.AUDITOR, ROOT)
    wide = psm_list(actor, root(), world.on, PsmFilters(text=text)).page.items
    near = psm_list(actor, world.malang.place, world.on, PsmFilters(text=text)).page.items
    found = [line.person_id for line in wide]
    assert near, text
    assert len(found) == len(set(found))
    assert {line.person_id for line in near} <= set(found)


@pytest.mark.parametrize("few", [0, 2_000])
def test_names_that_lie_scattered_come_in_order_whether_few_or_many(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Nobody's name begins with Wijaya, so all of them are found among the others."""
    monkeypatch.setattr(paging, "FEW", few)
    actor = world.actor(Role.AUDITOR, ROOT)
    found = [line.name for line in psm_list(actor, root(), world.on, PsmFilters(text="wijaya")).page.items]
    assert len(found) > 5
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("issuer", "code", "words"),
    [
        (Issuer.BUPATI_WALIKOTA, "35.07", "Bupati Malang"),
        (Issuer.BUPATI_WALIKOTA, "35.79", "Wali Kota Batu"),
        (Issuer.KEPALA_DINSOS, "35.07", "Kepala Dinas Sosial Kab. Malang"),
        (Issuer.CAMAT, "35.07.22", "Camat Dau"),
        (Issuer.LAIN, None, "Pihak lain"),
    ],
)
def test_an_office_is_called_as_people_call_it(
    world: World, issuer: Issuer, code: str | None, words: str
) -> None:
    assert office_words(issuer, by_code(code) if code else None) == words
