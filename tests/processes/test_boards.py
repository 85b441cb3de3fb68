"""The two lists of boards from file to register, against what they truly hold (`pytest -s` prints the table)."""

from collections import Counter
from datetime import date, timedelta

import pytest

from pendopo.access.enums import Role
from pendopo.legality.board_timelines import drift_units
from pendopo.legality.commands import verify_sk
from pendopo.legality.models import BoardNaming, BoardSegment, Sk
from pendopo.processes.imports.board_queries import review_boards
from pendopo.processes.imports.board_reading import read_board_batch
from pendopo.processes.imports.board_saving import answer_boards, queue_boards, save_boards
from pendopo.processes.imports.board_undoing import kept_boards, undo_boards
from pendopo.processes.imports.commands import confirm_columns
from pendopo.processes.imports.reading import headers_of, workbook_of
from pendopo.processes.models import BatchKind, RowState
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Person
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.models import Wilayah
from tests.intake.samples import BOARDS, TRUTH
from tests.processes.imports import AT, actor, begin, rows_of

JATENG, JATIM = BOARDS
ANSWERS = {"as_of:*": "31 Desember 2025", "term_end:*": "hari_sk"}
ISSUERS = {
    "Bupati": "bupati_walikota",
    "Kepala Dinas Sosial": "kepala_dinsos",
    "IPSM Provinsi": "ipsm_provinsi",
}


def taken(name, who=None, content=None, **answers):
    who = who or actor(TRUTH[name]["province"])
    batch = begin(who, name, content)
    assert batch.kind == BatchKind.BOARDS
    batch = confirm_columns(who, batch.pk, batch.place_id, headers_of(batch, workbook_of(batch)))
    return who, answer_boards(who, batch.pk, ANSWERS | answers)


def saved(name, who=None, content=None, **answers):
    who, batch = taken(name, who, content, **answers)
    queue_boards(who, batch.pk)
    return who, save_boards(who, batch.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOARDS)
def test_every_row_is_right_or_asked(name):
    _who, batch = saved(name)
    fates, table = rows_of(batch), Counter()
    rows = read_board_batch(batch, AT.date()).rows
    for row, truth in zip(rows, TRUTH[name]["rows"], strict=True):
        fate = fates[row.place]
        if truth["state"] == "not_formed":
            assert fate.state in (RowState.NONE_YET, RowState.NEW), row
            assert not Sk.objects.filter(board_namings__term__unit__wilayah__code=truth["code"]).exists()
            table["not formed"] += 1
            table["in preparation"] += fate.state == RowState.NEW
            continue
        assert fate.state == RowState.NEW and fate.term.unit.wilayah.code == truth["code"], row
        sk = BoardNaming.objects.get(term=fate.term).sk
        cells = {
            "date": sk.signed_on.isoformat() == truth["date"],
            "issuer": sk.issuer == ISSUERS[truth["issuer"]],
            "until": fate.term.last_year == truth["until_year"],
        }
        for cell, right in cells.items():
            table[cell, "right" if right else "wrong"] += 1
        table["boards"] += 1
    print(f"\n{name}: {dict(table)}")
    assert not any(kind[1] == "wrong" for kind in table if isinstance(kind, tuple))
    judged_by_the_papers(batch)
    assert Person.objects.count() == 0  # a list of boards makes nobody


def judged_by_the_papers(batch):
    units = IpsmUnit.objects.filter(import_id=batch.pk)
    today = AT.date()
    standings = Counter(
        BoardSegment.objects.filter(unit__in=units, period__contains=today).values_list("standing", flat=True)
    )
    print("   ", dict(standings))
    assert standings.total() == units.count()
    assert drift_units(list(units.values_list("pk", flat=True))).units == ()


HEAD = (
    "No",
    "Kab/Kota",
    "Ketua",
    "No. HP",
    "Nomor SK",
    "Tgl SK",
    "Ditetapkan oleh",
    "Masa Bakti",
    "Keterangan",
)
MALANG = (
    "Kab. Malang",
    "Siti Contoh",
    "081234567890",
    "188/1/2023",
    "2 Mei 2023",
    "Bupati",
    "2023-2028",
    "SK hilang",
)


def a_list(*rows, head=HEAD):
    """A tidy list in the shape of the samples, as CSV."""
    lines = [head, *([str(n), *row] for n, row in enumerate(rows, 1))]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode()


def planned(who, batch):
    return {p.reading.row: p for p in review_boards(who, batch).plans}


@pytest.mark.django_db
def test_one_board_with_its_chair_note_and_statement():
    _who, batch = saved("satu.csv", actor("35"), a_list(MALANG))
    term = BoardTerm.objects.get()
    sk, chair = Sk.objects.get(), Holder.objects.get()
    assert (term.first_year, term.last_year, term.note) == (2023, 2028, "SK hilang")
    assert (chair.name, chair.contact, chair.person, chair.starts_on) == (
        "Siti Contoh", "+6281234567890", None, sk.signed_on
    )  # fmt: skip
    assert sk.ends_on == date(2028, 5, 1) and sk.office.code == "35.07" and "satu.csv" in sk.stated_by
    assert sk.scan is None and term.seats.count() > 4
    segment = BoardSegment.objects.get(period__contains=AT.date())
    assert segment.standing == "sah"
    assert batch.counts["loose"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "ends_on"), [("akhir_tahun", date(2028, 12, 31)), ("tidak_tahu", None), ("", None)]
)
def test_a_term_of_years_ends_as_answered_or_not_at_all(answer, ends_on):
    saved("satu.csv", actor("35"), a_list(MALANG), **{"term_end:*": answer})
    sk = Sk.objects.get()
    assert (sk.ends_on, sk.end_kind) == (ends_on, "tanggal")
    standing = BoardSegment.objects.get(period__contains=AT.date()).standing
    assert standing == ("sah" if ends_on else "belum_dapat_dinilai")


@pytest.mark.django_db
def test_the_same_list_twice_changes_nothing():
    who, _first = saved("satu.csv", actor("35"), a_list(MALANG))
    who, batch = taken("dua.csv", who, a_list(MALANG))
    assert [p.state for p in review_boards(who, batch).plans] == [RowState.KNOWN]
    with pytest.raises(Conflict):
        queue_boards(who, batch.pk)
    assert (BoardTerm.objects.count(), Sk.objects.count(), Holder.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_a_changed_cell_is_asked_taken_and_given_back():
    who, _first = saved("satu.csv", actor("35"), a_list(MALANG))
    changed = (*MALANG[:1], "Budi Contoh", *MALANG[2:4], "3 Mei 2023", *MALANG[5:])
    who, batch = taken("dua.csv", who, a_list(changed))
    plan = planned(who, batch)[2]
    assert plan.state is RowState.WAITS and {d.field for d in plan.differs} == {
        "chair",
        "signed_on",
        "ends_on",
    }
    keep = answer_boards(who, batch.pk, {plan.ask_difference: "biarkan"})
    assert planned(who, keep)[2].state is RowState.KNOWN
    answer_boards(who, batch.pk, {plan.ask_difference: "pakai"})
    queue_boards(who, batch.pk)
    batch = save_boards(who, batch.pk)
    sk = Sk.objects.get()
    assert (sk.signed_on, Holder.objects.get().name) == (date(2023, 5, 3), "Budi Contoh")
    assert batch.counts["changed"] == 1
    undo_boards(who, batch.pk, "salah berkas")
    sk.refresh_from_db()
    assert (sk.signed_on, sk.annulled_at, Holder.objects.get().name) == (
        date(2023, 5, 2),
        None,
        "Siti Contoh",
    )


NEXT = ("Kab. Malang", "Budi Contoh", "", "188/7/2025", "2 Mei 2025", "Bupati", "2025-2030", "")
BEFORE = ("Kab. Malang", "Ani Contoh", "", "188/4/2020", "2 Mei 2020", "Bupati", "2020-2025", "")


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "way"), [(NEXT, "baru"), (BEFORE, "lama")])
def test_a_board_that_overlaps_a_recorded_one_waits_for_a_person(row, way):
    who, first = saved("satu.csv", actor("35"), a_list(MALANG))
    before = whole_register()
    who, batch = taken("dua.csv", who, a_list(row))
    plan = planned(who, batch)[2]
    assert (plan.state, plan.code, plan.waits_like(way)) == (RowState.WAITS, "board_overlaps", True)
    assert [met.board.term for met in plan.overlaps] == [BoardTerm.objects.get()]
    with pytest.raises(Conflict):
        queue_boards(who, batch.pk)
    for useless in ("pakai", "betulkan:0", f"betulkan:{first.pk}0", "ya"):
        batch = answer_boards(who, batch.pk, {plan.ask_overlap: useless})
        assert planned(who, batch)[2].state is RowState.WAITS
    batch = answer_boards(who, batch.pk, {plan.ask_overlap: "biarkan"})
    assert (planned(who, batch)[2].state, whole_register()) == (RowState.KNOWN, before)


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "chair"), [(NEXT, "Budi Contoh"), (BEFORE, "Siti Contoh")])
def test_another_board_is_recorded_and_the_later_one_takes_over(row, chair):
    who, _first = saved("satu.csv", actor("35"), a_list(MALANG))
    before = whole_register()
    who, batch = answered("dua.csv", who, a_list(row), "catat")
    assert BoardTerm.objects.count() == 2 and Sk.objects.count() == 2
    now = BoardSegment.objects.get(period__contains=AT.date())
    assert (now.standing, now.term.seats.get(kind="ketua").holders.get().name) == ("sah", chair)
    again = taken("dua lagi.csv", who, a_list(row))[1]
    assert planned(who, again)[2].state is RowState.KNOWN
    with pytest.raises(Conflict):
        queue_boards(who, again.pk)
    undo_boards(who, batch.pk, "salah berkas")
    assert whole_register() == before


@pytest.mark.django_db
def test_a_correction_of_the_recorded_board_makes_no_second_one():
    who, _first = saved("satu.csv", actor("35"), a_list(MALANG))
    before, term = whole_register(), BoardTerm.objects.get()
    who, batch = answered("dua.csv", who, a_list(NEXT), f"betulkan:{term.pk}")
    assert batch.counts["changed"] == 1
    sk, holder = Sk.objects.get(), Holder.objects.get()
    term.refresh_from_db()
    assert (sk.number, sk.signed_on, sk.ends_on) == ("188/7/2025", date(2025, 5, 2), date(2030, 5, 1))
    assert (holder.name, term.first_year, term.last_year) == ("Budi Contoh", 2025, 2030)
    again = taken("dua lagi.csv", who, a_list(NEXT))[1]
    assert planned(who, again)[2].state is RowState.KNOWN
    undo_boards(who, batch.pk, "salah berkas")
    assert whole_register() == before


@pytest.mark.django_db
def test_what_was_recorded_meanwhile_is_asked_again_when_saving():
    row = ("Kab. Blitar", *NEXT[1:])
    who, batch = taken("dua.csv", actor("35"), a_list(MALANG, row))
    assert {p.state for p in planned(who, batch).values()} == {RowState.NEW}
    queue_boards(who, batch.pk)
    saved("di antaranya.csv", actor("35"), a_list(("Kab. Blitar", *MALANG[1:3], "188/8/2023", *MALANG[4:])))
    batch = save_boards(who, batch.pk)
    assert (batch.counts["new"], batch.counts["waits"]) == (1, 1)
    assert BoardTerm.objects.count() == 2 and "board_overlaps" in batch.rows.get(state=RowState.WAITS).codes


@pytest.mark.django_db
def test_a_board_after_the_recorded_one_and_one_being_formed_ask_nothing():
    who, _first = saved("satu.csv", actor("35"), a_list(BEFORE))
    after = ("Kab. Malang", "Budi Contoh", "", "188/7/2025", "2 Mei 2025", "Bupati", "2025-2030", "")
    forming = ("Kab. Malang", "", "", "", "", "", "", "proses pembentukan")
    for name, row in (("dua.csv", after), ("tiga.csv", forming)):
        assert planned(who, taken(name, who, a_list(row))[1])[2].state is RowState.NEW


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOARDS)
def test_a_list_over_its_own_boards_a_year_later_asks_every_row_once(name):
    """The sample with every SK a year younger: nothing is taken over without an answer."""
    who, _first = saved(name)
    before = whole_register()
    rows = [r.draft for r in read_board_batch(_first, AT.date()).rows if r.draft.state == "sk"]
    places = {row.place_id: Wilayah.objects.get(pk=row.place_id) for row in rows}
    younger = [
        (places[row.place_id].full_name, row.chair, "", f"{row.number}/X", a_year_later(row.signed_on), "Bupati",
         f"{row.term.first_year + 1}-{row.term.last_year + 1}", "")
        for row in rows
    ]  # fmt: skip
    who, batch = taken("setahun.csv", who, a_list(*younger))
    states = Counter(p.state.value for p in review_boards(who, batch).plans)
    assert states == {"waits": len(rows)} and whole_register() == before


def a_year_later(day):
    return f"{day.replace(year=day.year + 1, day=1):%d/%m/%Y}"


def answered(name, who, content, answer):
    who, batch = taken(name, who, content)
    answer_boards(who, batch.pk, {planned(who, batch)[2].ask_overlap: answer})
    queue_boards(who, batch.pk)
    return who, save_boards(who, batch.pk)


def whole_register():
    """Every live fact of boards and the verdicts on them."""
    live = {"cancelled_at": None}
    return (
        list(BoardTerm.objects.filter(**live).order_by("pk").values("pk", "first_year", "last_year", "note")),
        list(Sk.objects.filter(annulled_at=None).order_by("pk").values("number", "signed_on", "ends_on", "starts_on")),
        list(Holder.objects.filter(**live).order_by("pk").values("pk", "name", "contact", "person_id", "until")),
        list(BoardSegment.objects.order_by("unit_id", "period").values("unit_id", "period", "standing", "sk_id")),
    )  # fmt: skip


@pytest.mark.django_db
def test_taken_back_whole_except_what_was_touched():
    forming = ("Kab. Blitar", "", "", "", "", "", "", "proses pembentukan")
    other = ("Kab. Kediri", "Rini", "", "188/2/2023", "1/2/2023", "Bupati", "2023-2028", "")
    who, batch = saved("tiga.csv", actor("35"), a_list(MALANG, forming, other))
    touched = Sk.objects.get(number="188/2/2023")
    verify_sk(
        actor("35", Role.DINSOS_VERIFIER, at=AT + timedelta(minutes=5)), touched.pk, touched.version, "asli"
    )
    batch = undo_boards(who, batch.pk, "salah berkas")
    assert (batch.counts["kept"], batch.counts["cancelled"]) == (1, 2)
    assert [row.term.unit.wilayah.code for row in kept_boards(batch)] == ["35.06"]
    assert [u.wilayah.code for u in IpsmUnit.objects.filter(cancelled_at__isnull=True)] == ["35.06"]
    assert Sk.objects.get(annulled_at__isnull=True) == touched
    again = taken("lagi.csv", who, a_list(MALANG, forming, other))[1]
    assert [p.state for p in review_boards(who, again).plans] == [RowState.NEW, RowState.NEW, RowState.KNOWN]


@pytest.mark.django_db
def test_a_chair_is_tied_only_by_a_human(world):
    person = world.malang.psm["forever"].person
    row = ("Kab. Malang", person.full_name, *MALANG[2:])
    who, batch = taken("satu.csv", actor("35"), a_list(row))
    shown = review_boards(who, batch)
    (likely,) = shown.likely.values()
    assert [p.person_id for p in likely] == [person.pk]
    assert shown.plans[0].person_id is None
    neighbours = world.semarang.psm["forever"].person_id
    answer_boards(who, batch.pk, {shown.plans[0].ask_chair: f"p{neighbours}"})
    assert planned(who, batch)[2].person_id is None
    batch = answer_boards(who, batch.pk, {shown.plans[0].ask_chair: f"p{person.pk}"})
    queue_boards(who, batch.pk)
    save_boards(who, batch.pk)
    holder = Holder.objects.get()
    assert (holder.person, holder.name, holder.contact) == (person, "", "")


@pytest.mark.django_db
def test_a_regency_brings_its_districts():
    head = ("No", "Kecamatan", *HEAD[2:])
    rows = (("Kepanjen", "Rini", "", "1/2024", "5 Januari 2024", "Camat", "2024-2029", ""),
            ("Dau", "", "", "", "", "", "", "BELUM ADA"))  # fmt: skip
    saved("kec.csv", actor("35.07"), a_list(*rows, head=head))
    unit = IpsmUnit.objects.get()
    assert (unit.wilayah.name, unit.level) == ("Kepanjen", 3)
    assert Sk.objects.get().office == unit.wilayah
    assert BoardSegment.objects.get(period__contains=AT.date()).standing == "sah"


@pytest.mark.django_db
def test_an_office_below_does_not_bring_the_list_of_its_province():
    with pytest.raises(Invalid):
        begin(actor("35.07"), "satu.csv", a_list(MALANG))


@pytest.mark.django_db
def test_bad_rows_wait_with_their_reason_and_never_stop_the_others():
    rows = (
        MALANG,
        ("Kab. Malang", *MALANG[1:]),
        ("BLITAR", *MALANG[1:3], "188/9/2023", *MALANG[4:]),
        ("Kota Jember", *MALANG[1:]),
        ("Kab. Tuban", '=HYPERLINK("x")', "", "188/3/2023", "31/02/2023", "Bupati", "2023-2028", ""),
        ("Kab. Gresik", "Rini", "abc", "188/4/2023", "2/3/1923", "Bupati", "2023-2028", ""),
        ("Kab. Ngawi", "Rini", "", "188/5/2023", "2/3/2023", "Raja", "2023-2073", ""),
        ("Kab. Madiun", "", "", "", "", "", "", ""),
        ("Kab. Jombang", "Rini", "", "188/6/2023", "2/3/2023", "Bupati", "2028-2023", ""),
        ("Kab. Lamongan", "Rini", "", "", "2/3/2023", "Bupati", "2023-2028", ""),
    )
    who, batch = taken("buruk.csv", actor("35"), a_list(*rows))
    found = {row: [i.code.value for i in p.reading.issues] for row, p in planned(who, batch).items()}
    assert found[3] == ["board_place_twice"] and found[4] == ["board_place_ambiguous"]
    assert found[5][0] == "board_place_spelling"
    assert set(found[6]) == {"formula_text", "sk_date_impossible"} and "sk_date_early" in found[7]
    assert set(found[8]) == {"issuer_unread", "term_long"} and found[9] == ["board_state_unsaid"]
    assert found[10] == ["term_unreadable"] and found[11] == ["sk_number_missing"]
    assert review_boards(who, batch).ready == 1
    answers = {"bissuer:raja": "bupati_walikota", "bdate:buruk:7": "2/3/2023", "bstate:buruk": "not_formed",
               "bterm:buruk:10": "2023-2028", "bnumber:buruk:11": "-", "bdate:buruk:6": "-"}  # fmt: skip
    batch = answer_boards(who, batch.pk, answers)
    states = {row: p.state for row, p in planned(who, batch).items()}
    assert [row for row, state in states.items() if state is RowState.WAITS] == [3, 4, 5]
    queue_boards(who, batch.pk)
    batch = save_boards(who, batch.pk)
    assert batch.counts == {"new": 6, "waits": 3, "none_yet": 1, "papers": 5, "forming": 1, "loose": 6}
    assert Sk.objects.get(number="188/3/2023").signed_on is None
