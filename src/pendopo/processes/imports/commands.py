"""What a person does with an import before it is saved: begin, correct columns, answer, leave, press save."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.intake.board_headers import board_meaning, find_board_headers, is_board_list
from pendopo.intake.headers import Headers, SheetKind, find_headers, header_key, meaning
from pendopo.intake.workbook import Sheet, Workbook, read_workbook
from pendopo.kernel.command import Desk, command
from pendopo.processes.imports.board_reading import place_of_list
from pendopo.processes.imports.reading import (
    guessed_place,
    learnt_headers,
    read_without_rows,
    regency_id,
    workbook_of,
)
from pendopo.processes.imports.shelf import keep_sheets, open_json, put_file, seal_json, throw_away
from pendopo.processes.models import (
    BatchKind,
    HeaderAlias,
    ImportBatch,
    ImportProgress,
    ImportState,
    VillageAlias,
)
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

LARGEST = 20 * 2**20
OF_ALL_SHEETS = frozenset(["signer:*", "as_of:*"])


@command("import.begun", Permission.IMPORT_RUN)
def begin_import(desk: Desk, filename: str, content: bytes) -> ImportBatch:
    """Take a file in and recognise what it holds. Nothing of it is in the register yet."""
    desk.here()
    if not content:
        raise Invalid(fields={"file": _("Berkas ini kosong.")})
    if len(content) > LARGEST:
        raise Invalid(fields={"file": _("Berkas lebih dari 20 MB. Bagi menjadi beberapa berkas.")})
    workbook = _read(content, filename)
    reach = Wilayah.objects.get(pk=desk.actor.place_id)
    kind = _kind_of(workbook, learnt_headers(reach))
    place = (place_of_list if kind == BatchKind.BOARDS else guessed_place)(workbook, reach) or reach
    batch = ImportBatch.objects.create(
        kind=kind,
        place=place,
        place_path=place.path,
        filename=filename[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=desk.actor.at,
        uploaded_by=desk.actor.name,
        user_id=desk.actor.user_id,
        role=str(desk.actor.role),
    )
    put_file(batch, content)
    keep_sheets(batch, workbook)
    desk.about(batch, after={"filename": batch.filename, "bytes": len(content)})
    return batch


@command("import.columns_confirmed", Permission.IMPORT_RUN)
def confirm_columns(desk: Desk, batch_id: int, place_id: int, headers: Mapping[str, Headers]) -> ImportBatch:
    """A person has looked at regency and columns; what she corrected is learnt for this office."""
    batch = open_batch(desk, batch_id)
    place = Wilayah.objects.filter(pk=place_id, level__gte=Level.PROVINCE).first()
    if place is None:
        raise Invalid(fields={"place": _("Pilih kabupaten/kota dari daftar ini.")})
    desk.at(place)
    boards = batch.kind == BatchKind.BOARDS
    _refuse_no_place(headers) if boards else _refuse_no_name(headers)
    batch.place, batch.place_path = place, place.path
    batch.headers = {name: head.as_json() for name, head in headers.items()}
    batch.confirmed = True
    _next(batch)
    columns = [c for h in headers.values() for c in h.columns if c.title and c.field]
    known = {c.title: board_meaning(c.title, {}) if boards else meaning(c.title, "", {}) for c in columns}
    taught = {header_key(c.title)[:120]: c.field for c in columns if known[c.title][0] != c.field}
    for title, field in taught.items():
        HeaderAlias.objects.update_or_create(place=place, title=title, defaults={"field": str(field)})
    desk.about(batch, after={"place": place.code, "sheets": len(headers)})
    return batch


@command("import.kind_corrected", Permission.IMPORT_RUN)
def correct_kind(desk: Desk, batch_id: int, kind: BatchKind) -> ImportBatch:
    """A person says that the file holds the other kind of list; its columns are recognised anew."""
    batch = open_batch(desk, batch_id)
    workbook = workbook_of(batch)
    reach, taught = Wilayah.objects.get(pk=desk.actor.place_id), learnt_headers(batch.place)
    boards = kind == BatchKind.BOARDS
    fits = find_board_headers if boards else find_roster
    if not any(fits(sheet, taught) for sheet in workbook.sheets):
        raise Conflict(_("Kolom untuk daftar semacam itu tidak ditemukan di berkas ini."))
    place = (place_of_list if boards else guessed_place)(workbook, reach) or reach
    batch.kind, batch.place, batch.place_path = kind, place, place.path
    batch.headers, batch.confirmed = {}, False
    _next(batch)
    desk.about(batch, after={"kind": str(kind)})
    return batch


@command("import.answered", Permission.IMPORT_RUN)
def answer(desk: Desk, batch_id: int, answers: Mapping[str, str]) -> ImportBatch:
    """Answers to questions of the file; an empty text takes one back. Spellings of villages are learnt."""
    batch = open_batch(desk, batch_id)
    given: dict[str, str] = open_json(batch, batch.answers_sealed)
    asked = OF_ALL_SHEETS | given.keys()
    if not answers.keys() <= asked:
        asked |= {q.key for q in read_without_rows(batch, desk.actor.today).questions}
    answers = {question: text.strip()[:200] for question, text in answers.items() if question in asked}
    given = {question: text for question, text in (given | answers).items() if text}
    batch.answers_sealed = seal_json(batch, given)
    _next(batch)
    _learn_villages(batch, answers)
    desk.counts(batch=batch.pk, answers=len(answers))
    return batch


@command("import.dropped", Permission.IMPORT_RUN)
def drop_import(desk: Desk, batch_id: int) -> ImportBatch:
    """Leave an import that was not saved."""
    batch = open_batch(desk, batch_id)
    batch.state = ImportState.DROPPED
    _next(batch)
    desk.about(batch, after={"dropped": batch.filename})
    transaction.on_commit(lambda: throw_away(batch))
    return batch


@command("import.queued", Permission.IMPORT_RUN)
def queue_save(desk: Desk, batch_id: int) -> ImportBatch:
    """Save in the background, as the statement of whoever presses. A second press finds it already under way."""
    batch = open_batch(desk, batch_id)
    if not batch.confirmed:
        raise Conflict(_("Periksa kolomnya dahulu."))
    reading = read_without_rows(batch, desk.actor.today)
    ready = reading.total - reading.waiting
    if any(q.key.startswith(("signer:", "as_of:")) for q in reading.open_questions):
        raise Conflict(_("Jawab dahulu siapa yang menandatangani SK dan keadaan per tanggal berapa."))
    if not ready:
        raise Conflict(_("Belum ada baris yang siap disimpan. Jawab pertanyaannya dahulu."))
    batch.state, batch.total, batch.tries = ImportState.SAVING, ready, 0
    batch.saving_since, batch.trouble = desk.actor.at, ""
    batch.user_id, batch.role, batch.saved_by = desk.actor.user_id, str(desk.actor.role), desk.actor.name
    _next(batch)
    ImportProgress.objects.update_or_create(batch_id=batch.pk, defaults={"done": 0})
    desk.counts(batch=batch.pk, rows=reading.total, ready=ready)
    desk.later("import.save", batch_id=batch.pk)
    return batch


def open_batch(desk: Desk, batch_id: int) -> ImportBatch:
    """The batch in reach, locked and still open to answers."""
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=row.pk)
    desk.at(batch.place)
    if batch.state not in (ImportState.ASKING, ImportState.FAILED):
        raise Conflict(_("Impor ini sudah disimpan atau sedang disimpan."))
    return batch


def _next(batch: ImportBatch) -> None:
    batch.version = F("version") + 1  # type: ignore[assignment]
    batch.save()
    batch.refresh_from_db(fields=["version"])


def _learn_villages(batch: ImportBatch, answers: Mapping[str, str]) -> None:
    for question, text in answers.items():
        if not question.startswith("village:") or not (text.isascii() and text.isdigit()):
            continue
        inside = Wilayah.objects.filter(level=Level.VILLAGE, path__startswith=batch.place_path)
        village = inside.filter(pk=int(text[:12])).first()
        if village and len(question) <= 160:
            VillageAlias.objects.update_or_create(
                regency_id=regency_id(batch.place), question=question, defaults={"village": village}
            )


def _read(content: bytes, filename: str) -> Workbook:
    try:
        return read_workbook(content, filename)
    except Invalid as refusal:
        raise Invalid(fields={"file": refusal.sentence}) from refusal


def _refuse_no_name(headers: Mapping[str, Headers]) -> None:
    for sheet, head in headers.items():
        if head.kind is SheetKind.ROSTER and not any(c.field == "name" for c in head.columns):
            raise Invalid(
                _("Lembar “%(sheet)s” belum punya kolom Nama. Pilih kolom mana yang berisi nama.")
                % {"sheet": sheet}
            )
    if not any(head.kind is SheetKind.ROSTER for head in headers.values()):
        raise Invalid(_("Paling sedikit satu lembar harus dibaca sebagai daftar PSM."))


def _refuse_no_place(headers: Mapping[str, Headers]) -> None:
    if not any(is_board_list(head) for head in headers.values()):
        raise Invalid(
            _("Pilih kolom mana yang berisi wilayah IPSM-nya, dan kolom ketua, nomor SK, atau masa baktinya.")
        )


def find_roster(sheet: Sheet, taught: Mapping[str, str]) -> bool:
    return find_headers(sheet, taught).kind is SheetKind.ROSTER


def _kind_of(workbook: Workbook, taught: Mapping[str, str]) -> BatchKind:
    """A roster wherever one sheet holds one; else a list of boards."""
    if any(find_roster(sheet, taught) for sheet in workbook.sheets):
        return BatchKind.ROSTER
    if any(find_board_headers(sheet, taught) for sheet in workbook.sheets):
        return BatchKind.BOARDS
    raise Invalid(
        fields={
            "file": _("Kami tidak menemukan daftar PSM di berkas ini. Baris judul harus memuat paling sedikit "
                      "kolom Nama; daftar pengurus IPSM harus memuat wilayah, ketua, dan SK-nya.")
        }
    )  # fmt: skip
