"""However many rows are written at once, the register holds the same afterwards."""

import pytest
from django.db import transaction

from pendopo.legality.models import LedgerEntry, Segment, Stint
from pendopo.legality.timelines import drift
from pendopo.processes.imports import writing
from pendopo.roster.models import PsmPosting
from tests.processes.imports import actor, imported, rows_of
from tests.processes.sheets import BUDI, SITI, sheet, with_

pytestmark = pytest.mark.django_db
ROSTER = "PSM KOTA KEDIRI.xls"


class Undone(Exception):
    pass


def held(portion, monkeypatch, *files):
    """What a run of imports leaves, by rows; it is taken back afterwards."""
    monkeypatch.setattr(writing, "PORTION", portion)
    try:
        with transaction.atomic():
            batches = [imported(actor(code), name, content) for code, name, content in files]
            found = [(batch.counts, by_row(batch)) for batch in batches]
            ids = list(PsmPosting.objects.values_list("pk", flat=True))
            assert drift(ids).postings == () and drift(ids).villages == ()
            raise Undone
    except Undone:
        return found


def by_row(batch):
    """Row → what became of it, in words that are the same in every run."""
    return {
        place: (row.state, row.codes, row.why, twin(row), posting(row))
        for place, row in rows_of(batch).items()
    }


def twin(row):
    return row.twin_person and row.twin_person.full_name


def posting(row):
    if row.posting is None:
        return None
    whose = {"posting_id": row.posting_id}
    periods = Segment.objects.filter(**whose).order_by("period")
    ledger = LedgerEntry.objects.filter(village_path=row.posting.village_path)
    return (
        row.person.full_name, row.person.nik(), row.posting.village.name, row.posting.starts_on,
        [(p.period.lower, p.period.upper, p.standing, p.sk and p.sk.number, p.reasons) for p in periods],
        sorted(ledger.values_list("day", "measure", "n")),
        sorted(Stint.objects.filter(**whose).values_list("village_path", "since", "until")),
    )  # fmt: skip


def test_a_sample_row_by_row(monkeypatch):
    files = [("35.71", ROSTER, None)]
    assert held(1, monkeypatch, *files) == held(4000, monkeypatch, *files)


def test_papers_that_leave_somebody_out_and_rows_that_repeat_others(monkeypatch):
    """The second SK of a village leaves out who was named by the first, and rows repeat each other."""
    away = {"village": "Kedungpedaringan"}
    first = sheet(SITI, with_(SITI, name="Ani Jauh", nik="3507064101700001", born="1/1/1970", **away), BUDI)
    second = sheet(
        with_(BUDI, sk="141/9/2023", signed="2/1/2023"),
        with_(SITI, name="Tono Baru", nik="3507060101710002", born="1/1/1971", **away),
        with_(SITI, name="Siti Contoh", nik="", **away),
        with_(SITI, name="Rudi Baru", nik="3507060101720003", born="1/1/1972"),
        with_(SITI, name="Tono Baru", nik="3507060101710002", born="1/1/1971"),
    )
    files = [("35.07", "a.xlsx", first), ("35.07", "b.xlsx", second)]
    small, large = held(1, monkeypatch, *files), held(4000, monkeypatch, *files)
    assert small == large
    assert small[1][0]["twin"] >= 1
