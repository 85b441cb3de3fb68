"""What a review shows is decided once, and again as soon as it may have become wrong."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from pendopo.audit.queries import latest_event
from pendopo.intake.same import twins_before
from pendopo.processes.imports import foreseen, plan, shelf
from pendopo.processes.imports.commands import answer
from pendopo.processes.imports.papers import Papers, places_of
from pendopo.processes.imports.plan import make_plan
from pendopo.processes.imports.queries import review
from pendopo.processes.imports.reading import read_batch
from pendopo.processes.models import RowState
from pendopo.roster.commands import correct_person
from pendopo.roster.drafts import PersonDraft
from pendopo.roster.models import Person
from pendopo.wilayah.models import Wilayah
from tests.processes.imports import VILLAGE_HEAD, actor, begin, confirm, imported, save
from tests.processes.sheets import BUDI, SITI, sheet, with_

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return actor("35.07")


@pytest.fixture
def decided(monkeypatch):
    """How often rows were decided about."""
    times = []

    def counted(batch, reading):
        times.append(batch.pk)
        return make_plan(batch, reading)

    monkeypatch.setattr(foreseen, "make_plan", counted)
    return times


def test_a_second_page_decides_nothing_and_shows_the_same(who, decided):
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI, SITI)))
    batch = answer(who, batch.pk, VILLAGE_HEAD)
    first, second = review(who, batch), review(who, batch)
    assert decided == [batch.pk]
    assert second.plans == first.plans
    anew = Papers(batch, places_of(batch)).hold(make_plan(batch, read_batch(batch, who.today)))
    assert list(second.plans) == anew


def test_an_answer_decides_again(who, decided):
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI)))
    review(who, batch)
    shown = review(who, answer(who, batch.pk, VILLAGE_HEAD))
    assert len(decided) == 2
    assert {p.signer for p in shown.plans} == {"kepala_desa"}


def test_a_change_of_the_register_decides_again(who, decided):
    imported(who, "lama.csv", sheet(SITI))
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI))).pk, VILLAGE_HEAD)
    assert review(who, batch).states[RowState.KNOWN] == 1
    person = Person.objects.get()
    correct_person(who, person.pk, person.version, PersonDraft("Orang yang lain sama sekali"))
    assert review(who, batch).states[RowState.KNOWN] == 0
    assert decided.count(batch.pk) == 2


def test_what_happens_elsewhere_does_not(who, decided):
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI))).pk, VILLAGE_HEAD)
    review(who, batch)
    imported(actor("35.71"), "PSM KOTA KEDIRI.xls")
    review(who, batch)
    assert decided.count(batch.pk) == 1


@pytest.mark.usefixtures("nobody_writing")
def test_the_save_does_what_was_shown(who, decided):
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI, SITI))).pk, VILLAGE_HEAD)
    shown = review(who, batch)
    batch = save(who, batch)
    assert decided == [batch.pk]
    assert {state: batch.counts[state] for state in ("new", "twin")} == dict(shown.states)


@pytest.mark.usefixtures("nobody_writing")
def test_the_save_decides_again_where_anything_was_written_anywhere_meanwhile(who, decided):
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI))).pk, VILLAGE_HEAD)
    review(who, batch)
    there = with_(SITI, village="Manisrenggo", district="Kota")
    imported(actor("35.71"), "kediri.csv", sheet(there))
    batch = save(who, batch)
    assert decided.count(batch.pk) == 2
    assert {k: batch.counts[k] for k in ("new", "refused")} == {"new": 1, "refused": 1}


@pytest.mark.usefixtures("nobody_writing")
def test_what_an_office_above_writes_decides_again(who, decided):
    """A kecamatan looks at its list; its kabupaten saves the same people, of whom nobody has a NIK."""
    below = actor("35.07.13")
    people = sheet(with_(SITI, nik=""), with_(BUDI, nik=""))
    batch = answer(below, confirm(below, begin(below, "kec.csv", people)).pk, VILLAGE_HEAD)
    assert review(below, batch).states == {RowState.NEW: 2}
    imported(who, "kab.csv", people)
    assert review(below, batch).states == {RowState.KNOWN: 2}
    assert save(below, batch).counts["known"] == 2


def test_what_another_version_kept_is_read_again(who):
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI)))
    reading = read_batch(batch, who.today)
    shelf.remember(batch, "rows", (reading.rows_kept_as, reading.rows))
    assert read_batch(batch, who.today) == reading


def test_the_save_decides_again_where_somebody_was_writing(who, decided):
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI))).pk, VILLAGE_HEAD)
    with somebody_writing():
        assert not latest_event()[1]
        review(who, batch)
    save(who, batch)
    assert decided == [batch.pk, batch.pk]


@pytest.fixture
def nobody_writing(monkeypatch):
    """Not even the server itself, which may be counting the rows of a table."""
    monkeypatch.setattr(foreseen, "latest_event", lambda: (latest_event()[0], True))


@contextmanager
def somebody_writing():
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        yield
    finally:
        other.close()


def test_an_answer_about_a_whole_sheet_writes_no_row_again(who):
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI)))
    before = review(who, batch).reading
    rows = Path(settings.MEDIA_ROOT) / "impor" / f"{batch.uid}.rows"
    written = rows.read_bytes()
    after = review(who, answer(who, batch.pk, VILLAGE_HEAD)).reading
    assert rows.read_bytes() == written
    assert after.rows == before.rows
    assert [s.signer for s in after.sheets] == ["kepala_desa"]


def test_repeated_rows_are_looked_for_again_when_a_row_changed(who, monkeypatch):
    looked = []

    def counted(seen):
        looked.append(len(seen))
        return twins_before(seen)

    monkeypatch.setattr(plan, "twins_before", counted)
    vague = with_(SITI, village="Sukorahajo")
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, vague)))
    assert review(who, batch).states == {RowState.NEW: 1, RowState.WAITS: 1}
    batch = answer(who, batch.pk, VILLAGE_HEAD)
    review(who, batch)
    assert looked == [2]
    village = Wilayah.objects.get(path__startswith=who.path, name="Sukoraharjo", parent__name="Kepanjen")
    batch = answer(who, batch.pk, {"village:kepanjen:sukorahajo": str(village.pk)})
    assert review(who, batch).states == {RowState.NEW: 1, RowState.TWIN: 1}
    assert looked == [2, 2]


def test_rows_and_reading_of_two_hands_are_never_mixed(who):
    """Two people read at the same time: the rows of one and the questions of the other are read anew."""
    batch = confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI)))
    reading = read_batch(batch, who.today)
    shelf.remember(batch, "rows", ("other", ()))
    assert read_batch(batch, who.today) == reading
