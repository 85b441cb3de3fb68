"""Single behaviours of an import, by its commands."""

import dataclasses
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from pendopo.intake.issues import Code
from pendopo.legality.commands import ask_sk
from pendopo.legality.models import Segment, Sk, SkNaming, SkRequest
from pendopo.processes.imports import phrases, shelf
from pendopo.processes.imports.commands import answer, queue_save
from pendopo.processes.imports.queries import imports_with_twins, one_import, review, rows_of, same_file
from pendopo.processes.imports.saving import decide_twin, fail_import, resume_import, save_import
from pendopo.processes.imports.stating import state_signer
from pendopo.processes.imports.undoing import kept_rows, undo_import
from pendopo.processes.models import ImportBatch, ImportRow, ImportState, RowState
from pendopo.roster.commands import correct_person
from pendopo.roster.drafts import PersonDraft
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.rules.standing import Standing
from pendopo.shared.refusals import Conflict, Invalid, NotVisible
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from tests.processes.imports import AT, VILLAGE_HEAD, actor, begin, confirm, counts, imported, save
from tests.processes.sheets import BUDI, SITI, sheet, with_

pytestmark = pytest.mark.django_db
KEDIRI = "PSM KOTA KEDIRI.xls"


@pytest.fixture
def who(db):
    return actor("35.07")


def standing_of(name):
    return Segment.objects.get(posting__person__name=name, period__contains=AT.date())


def test_the_same_file_twice_changes_nothing():
    office = actor("35.71")
    first = imported(office, KEDIRI)
    before = counts()
    assert same_file(office, first.sha256) == first
    second = imported(office, KEDIRI)
    assert counts() == before
    assert second.counts["known"] == first.counts["new"]
    assert "new" not in second.counts
    assert first.counts["namings"] > 0
    assert second.counts["namings"] == second.counts["known_named"] == 0, "their SK came with the first"


def test_undone_and_imported_again():
    office, before = actor("35.71"), counts()
    batch = imported(office, KEDIRI)
    full = counts()
    undo_import(office, batch.pk, "berkas tahun lalu")
    assert counts() == before
    again = imported(office, KEDIRI)
    assert counts() == full
    assert again.counts["known"] == batch.counts["new"]  # met again, not doubled
    assert Person.objects.count() == full.people


def test_how_far_it_is_is_told_while_sk_are_judged(monkeypatch):
    told: list[int] = []

    @contextmanager
    def heard(_batch):
        yield told.append

    monkeypatch.setattr("pendopo.processes.imports.saving.progress_of", heard)
    monkeypatch.setattr("pendopo.legality.timelines.BATCH", 5)
    imported(actor("35.71"), KEDIRI)
    judged = told[told.index(65) + 1 :]
    assert judged == sorted(judged)
    assert len(judged) > 3
    assert judged[-1] == 99


def test_what_an_undone_import_had_answered_waits_again():
    office = actor("35.71")
    villages = Wilayah.objects.filter(
        path__startswith=Wilayah.objects.get(code="35.71").path, level=Level.VILLAGE
    )
    asked = ask_sk(office, list(villages.values_list("pk", flat=True)), office.today, "surat")
    batch = imported(office, KEDIRI)
    answered = SkRequest.objects.filter(answered_on__isnull=False)
    assert 0 < answered.count() <= len(asked)
    undo_import(office, batch.pk, "berkas tahun lalu")
    assert SkRequest.objects.filter(answered_on__isnull=True, sk__isnull=True).count() == len(asked)


def test_undoing_keeps_who_was_changed_since(who):
    batch = imported(who, "a.xlsx", sheet(SITI, BUDI))
    siti = Person.objects.get(name="Siti Contoh")
    correct_person(
        who, siti.pk, siti.version, PersonDraft(name="Siti Contoh", birth_on=siti.birth_on, phone="+62811")
    )
    batch = undo_import(who, batch.pk, "salah berkas")
    assert [row.person.name for row in kept_rows(batch)] == ["Siti Contoh"]
    assert (batch.counts["kept"], batch.counts["cancelled"]) == (1, 1)
    assert SkNaming.objects.get(annulled_at__isnull=True).posting.person == siti
    with pytest.raises(Conflict):
        undo_import(who, batch.pk, "sekali lagi")
    with pytest.raises(Invalid):
        undo_import(who, batch.pk, " ")


def test_an_unknown_signer_leaves_it_open(who):
    imported(who, "a.xlsx", sheet(SITI), **{"signer:*": "tidak_tahu"})
    assert standing_of("Siti Contoh").standing == Standing.BELUM_DAPAT_DINILAI


def test_a_signer_said_afterwards(who):
    batch = imported(who, "a.xlsx", sheet(SITI, BUDI), **{"signer:*": "tidak_tahu"})
    state_signer(who, batch.pk, "kepala_desa")
    assert standing_of("Siti Contoh").standing != Standing.BELUM_DAPAT_DINILAI
    assert not Sk.objects.filter(issuer="", annulled_at__isnull=True).exists()
    with pytest.raises(Conflict):
        state_signer(who, batch.pk, "camat")
    undo_import(who, batch.pk, "berkas tahun lalu")
    assert counts().postings == 0


def test_a_signer_said_afterwards_meets_the_recorded_paper(who):
    batch = imported(who, "a.xlsx", sheet(SITI), **{"signer:*": "tidak_tahu"})
    imported(who, "b.xlsx", sheet(with_(SITI, name="Wati Contoh", nik="", born="1/2/1971")))
    assert Sk.objects.count() == 2
    state_signer(who, batch.pk, "kepala_desa")
    assert Sk.objects.filter(annulled_at__isnull=True).count() == 1
    assert standing_of("Siti Contoh").sk_id == standing_of("Wati Contoh").sk_id


@pytest.mark.parametrize("signer", ["", "tidak_tahu", "presiden"])
def test_a_signer_must_be_an_office(who, signer):
    batch = imported(who, "a.xlsx", sheet(SITI), **{"signer:*": "tidak_tahu"})
    with pytest.raises(Invalid):
        state_signer(who, batch.pk, signer)
    with pytest.raises(NotVisible):
        state_signer(actor("33.22"), batch.pk, "camat")


def test_a_signer_without_the_right(who):
    imported(who, "a.xlsx", sheet(SITI), **{"signer:*": "camat"})
    assert standing_of("Siti Contoh").standing == Standing.GUGUR
    assert Sk.objects.get().stated_by.startswith("Sekretaris 35.07 · a.xlsx")


def test_rows_of_one_paper_that_disagree_about_its_end(who):
    rows = [with_(SITI, name=f"Contoh {w}", nik="", born=f"{n}/3/1970", until="2/1/2030")
            for n, w in enumerate(["Ani", "Beni", "Cici"], 1)]  # fmt: skip
    rows.append(with_(rows[0], name="Dodi Lain", born="9/9/1971", until="2/1/2031"))
    rows.append(with_(rows[0], name="Endah Kosong", born="8/8/1972", until=""))
    batch = imported(who, "a.xlsx", sheet(*rows))
    waiting = ImportRow.objects.get(batch=batch, state=RowState.WAITS)
    assert (waiting.row, "sk_ends_differ" in waiting.codes) == (5, True)
    assert waiting.person is None
    assert Sk.objects.count() == 1
    assert Sk.objects.get().namings.count() == 4


def test_a_later_import_does_not_change_a_recorded_end(who):
    imported(who, "a.xlsx", sheet(SITI))
    batch = imported(who, "b.xlsx", sheet(with_(SITI, until="2/1/2030")))
    assert ImportRow.objects.get(batch=batch).state == RowState.WAITS
    assert Sk.objects.count() == 1


def test_the_papers_of_a_sheet_whose_signer_nobody_knows_are_the_recorded_ones(who):
    imported(who, "a.xlsx", sheet(SITI))
    imported(who, "b.xlsx", sheet(SITI, BUDI), **{"signer:*": "tidak_tahu"})
    assert Sk.objects.count() == 1


def test_a_nik_of_another_regency_is_refused_and_tells_nothing(who):
    semarang = with_(SITI, name="Siti Rahasia", village="Bergas Kidul", district="Bergas")
    imported(actor("33.22"), "a.xlsx", sheet(semarang))
    batch = imported(who, "b.xlsx", sheet(SITI, BUDI))
    row = ImportRow.objects.get(batch=batch, state=RowState.REFUSED)
    assert row.why == "nik_elsewhere"
    assert "Dinas Sosial provinsi" in phrases.row_sentence(row.why)
    assert "Rahasia" not in phrases.row_sentence(row.why)
    assert Person.objects.filter(name="Siti Contoh").count() == 0


def test_one_nik_on_many_rows_is_one_person_and_questions(who):
    words = ["Agus", "Bagus", "Candra", "Darma", "Edi", "Fajar", "Gilang", "Hadi"]
    rows = [with_(SITI, name=f"{a} {b}") for a in words for b in words]
    batch = imported(who, "a.xlsx", sheet(*rows))
    assert batch.counts == batch.counts | {"new": 1, "twin": 63}


def test_a_twin_decided(who):
    near = with_(SITI, name="Siti Contho", nik="", sk="9/2023", signed="5/5/2023")
    far = with_(SITI, name="Siti Contohh", nik="", sk="10/2024", signed="6/6/2024")
    batch = imported(who, "a.xlsx", sheet(SITI, near, far))
    same, other = rows_of(who, batch, RowState.TWIN)
    assert decide_twin(who, same.pk, True).state == RowState.SAME
    assert decide_twin(who, other.pk, False).state == RowState.NEW
    assert Person.objects.get(name="Siti Contoh").postings.get().namings.count() == 2
    assert Person.objects.filter(name="Siti Contohh").exists()
    batch.refresh_from_db()
    assert batch.counts == batch.counts | {"new": 2, "same": 1}
    assert "twin" not in batch.counts
    undo_import(who, batch.pk, "semuanya")
    assert counts().postings == 0


def test_another_person_with_the_same_nik_keeps_it_as_unsure(who):
    batch = imported(who, "a.xlsx", sheet(SITI, with_(SITI, name="Joko Lain")))
    row = decide_twin(who, rows_of(who, batch, RowState.TWIN)[0].pk, False)
    assert row.person.nik_state == NikState.UNSURE
    assert "nik_held" in row.codes


def test_no_birth_date_is_never_the_same_person_by_itself(who):
    nameless = with_(BUDI, nik="", born="")
    imported(who, "a.xlsx", sheet(nameless))
    batch = imported(who, "b.xlsx", sheet(nameless))
    assert ImportRow.objects.get(batch=batch).state == RowState.TWIN


def test_who_serves_elsewhere_is_not_moved_by_a_sheet(who):
    imported(who, "a.xlsx", sheet(SITI))
    batch = imported(who, "b.xlsx", sheet(with_(SITI, village="Tegalsari")))
    row = ImportRow.objects.get(batch=batch)
    assert (row.state, "posted_elsewhere" in row.codes) == (RowState.REFUSED, True)


def test_a_neighbour_cannot_touch_it(who):
    batch = confirm(who, begin(who, "a.xlsx", sheet(SITI)))
    neighbour = actor("33.22")
    for deed in (queue_save, save_import, resume_import):
        with pytest.raises(NotVisible):
            deed(neighbour, batch.pk)
    with pytest.raises(NotVisible):
        answer(neighbour, batch.pk, VILLAGE_HEAD)
    with pytest.raises(NotVisible):
        one_import(neighbour, batch.pk)
    assert same_file(neighbour, batch.sha256) is None


def test_nothing_is_saved_before_the_two_questions(who):
    batch = confirm(who, begin(who, "a.xlsx", sheet(SITI)))
    with pytest.raises(Conflict):
        queue_save(who, batch.pk)
    answer(who, batch.pk, VILLAGE_HEAD)
    queue_save(who, batch.pk)
    with pytest.raises(Conflict):
        queue_save(who, batch.pk)


def test_a_village_is_asked_once_for_the_regency(who):
    typo = with_(BUDI, village="Sukorahardjo")
    batch = confirm(who, begin(who, "a.xlsx", sheet(typo)))
    question = review(who, batch).reading.open_questions[0]
    assert question.key.startswith("village:")
    answer(who, batch.pk, {question.key: question.params["offered"]})
    again = confirm(who, begin(who, "b.xlsx", sheet(with_(typo, name="Orang Lain"))))
    assert review(who, again).ready == 1


def test_answers_to_what_was_not_asked_are_dropped(who):
    batch = confirm(who, begin(who, "a.xlsx", sheet(SITI)))
    batch = answer(who, batch.pk, {"birth:PSM:99": "1/1/1970", "x" * 500: "y", "signer:*": "camat"})
    assert shelf.open_json(batch, batch.answers_sealed) == {"signer:*": "camat"}


def test_nothing_readable_lies_on_disk_or_in_the_rows(who, settings):
    imported(who, "a.xlsx", sheet(SITI, with_(SITI, name="Siti Contho")))
    for path in settings.MEDIA_ROOT.rglob("*"):
        if path.is_file():
            assert b"Contoh" not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM processes_importrow WHERE position('Contho'::bytea in draft_sealed) > 0"
        )
        assert cursor.fetchone()[0] == 0


def test_a_full_disk_is_told_and_nothing_is_lost(who, monkeypatch):
    batch = confirm(who, begin(who, "a.xlsx", sheet(SITI)))

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.os, "replace", full)
    with pytest.raises(Invalid, match="penyimpanan penuh"):
        begin(who, "b.xlsx", sheet(BUDI))
    assert ImportBatch.objects.count() == 1
    answer(who, batch.pk, VILLAGE_HEAD)  # a reading that cannot be kept is read again
    monkeypatch.undo()
    assert save(who, batch).counts["new"] == 1


def test_a_failed_save_keeps_its_answers(who):
    batch = answer(who, confirm(who, begin(who, "a.xlsx", sheet(SITI))).pk, VILLAGE_HEAD)
    queue_save(who, batch.pk)
    failed = fail_import(who, batch.pk, "Penyimpanan terhenti.")
    assert (failed.state, counts().postings) == (ImportState.FAILED, 0)
    assert save(who, batch).counts["new"] == 1


def test_a_save_that_dies_again_and_again_is_given_back(who):
    batch = answer(who, confirm(who, begin(who, "a.xlsx", sheet(SITI))).pk, VILLAGE_HEAD)
    queue_save(who, batch.pk)
    for _turn in range(3):
        assert resume_import(who, batch.pk).state == ImportState.SAVING
    assert resume_import(who, batch.pk).state == ImportState.FAILED


def test_a_day_later_the_answers_still_hold(who):
    batch = answer(who, confirm(who, begin(who, "a.xlsx", sheet(SITI))).pk, VILLAGE_HEAD)
    tomorrow = dataclasses.replace(who, at=AT + timedelta(days=1))
    assert save(tomorrow, batch).counts["new"] == 1


def test_a_posting_starts_at_its_paper_else_at_the_date_of_the_sheet(who):
    imported(who, "a.xlsx", sheet(SITI, BUDI))
    starts = dict(PsmPosting.objects.values_list("person__name", "starts_on"))
    assert {n: d.isoformat() for n, d in starts.items()} == {
        "Siti Contoh": "2020-01-02",
        "Budi Contoh": "2025-12-31",
    }


def test_every_finding_has_a_sentence():
    assert set(phrases._CELLS) == set(Code)
    for code in Code:
        sentence = phrases.row_sentence(code.value)
        assert sentence.endswith((".", "?")), sentence
        assert "%" not in sentence


def test_rows_that_wait_are_told_where_likely_duplicates_are_decided(who):
    imported(who, "a.xlsx", sheet(SITI))
    batch = imported(who, "b.xlsx", sheet(with_(SITI, name="Siti Conto", nik="")))
    waiting = imports_with_twins(who, batch.place)
    assert [(b.pk, b.waiting) for b in waiting] == [(batch.pk, 1)]
    decide_twin(who, ImportRow.objects.get(batch=batch, state=RowState.TWIN).pk, same=True)
    assert not imports_with_twins(who, batch.place)
    assert not imports_with_twins(actor("33.22"), batch.place)
