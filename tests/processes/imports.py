"""Importing in tests: an actor of an office, the steps of a secretary, and what the register holds afterwards."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.legality.models import LedgerEntry, Segment, Sk, SkNaming
from pendopo.processes.imports.commands import answer, begin_import, confirm_columns, queue_save
from pendopo.processes.imports.reading import headers_of, read_batch, workbook_of
from pendopo.processes.imports.saving import save_import
from pendopo.processes.models import ImportBatch, ImportRow
from pendopo.roster.models import Person, PsmPosting
from pendopo.wilayah.models import Wilayah
from tests.intake.samples import FOLDER, TRUTH

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
VILLAGE_HEAD = {"signer:*": "kepala_desa", "as_of:*": "31 Desember 2025"}


def actor(code: str, role: Role = Role.IPSM_SECRETARY, at: datetime = AT) -> Actor:
    place = Wilayah.objects.get(code=code)
    return Actor(None, f"Sekretaris {code}", role, place.pk, place.path, "test", at)


def begin(who: Actor, name: str, content: bytes | None = None) -> ImportBatch:
    return begin_import(who, name, content if content is not None else (FOLDER / name).read_bytes())


def confirm(who: Actor, batch: ImportBatch) -> ImportBatch:
    return confirm_columns(who, batch.pk, batch.place_id, headers_of(batch, workbook_of(batch)))


def save(who: Actor, batch: ImportBatch) -> ImportBatch:
    queue_save(who, batch.pk)
    return save_import(who, batch.pk)


def imported(who: Actor, name: str, content: bytes | None = None, **answers: str) -> ImportBatch:
    """From file to register, with a village head as signer and nothing else answered."""
    batch = confirm(who, begin(who, name, content))
    return save(who, answer(who, batch.pk, VILLAGE_HEAD | answers))


def truth_answers(name: str, batch: ImportBatch) -> dict[str, str]:
    """What a secretary with the papers at hand would answer about villages and birth dates."""
    reading = read_batch(batch, AT.date())
    truth_at = {r.place: t for r, t in zip(reading.rows, TRUTH[name]["rows"], strict=True)}
    ids = dict(Wilayah.objects.filter(path__startswith=batch.place_path).values_list("code", "pk"))
    given = {}
    for question in reading.open_questions:
        kind, truth = question.key.partition(":")[0], truth_at.get(question.rows[0])
        if kind == "village" and truth:
            given[question.key] = str(ids[truth["village"]])
        if kind == "birth" and truth:
            given[question.key] = truth["born"]
    return given


@dataclass(frozen=True)
class Counts:
    """How much the register holds that counts."""

    people: int
    postings: int
    papers: int
    namings: int
    segments: int
    ledger: int


def counts() -> Counts:
    return Counts(
        Person.objects.filter(postings__cancelled_at__isnull=True, postings__isnull=False).distinct().count(),
        PsmPosting.objects.filter(cancelled_at__isnull=True).count(),
        Sk.objects.filter(annulled_at__isnull=True).count(),
        SkNaming.objects.filter(annulled_at__isnull=True).count(),
        Segment.objects.count(),
        LedgerEntry.objects.count(),
    )


def rows_of(batch: ImportBatch) -> dict[tuple[str, int], ImportRow]:
    found = ImportRow.objects.filter(batch=batch).select_related("person", "posting__village", "twin_person")
    return {(r.sheet, r.row): r for r in found}


IMPORT_RUN = Permission.IMPORT_RUN
