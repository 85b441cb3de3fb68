"""A batch read: its file with the villages of its place, what was learnt, corrected and answered."""

from datetime import date

from pendopo.intake.again import changed, read_again
from pendopo.intake.board_headers import board_list_headers
from pendopo.intake.drafts import RosterReading
from pendopo.intake.headers import Headers, find_headers
from pendopo.intake.provinces import ProvinceIndex, Regency
from pendopo.intake.regency import Candidate, guess_regency
from pendopo.intake.roster import read_roster
from pendopo.intake.shares import MANY, read_in_shares
from pendopo.intake.villages import VillageIndex, village_key
from pendopo.intake.workbook import Workbook, read_workbook
from pendopo.processes.imports.shelf import (
    keep_reading,
    keep_sheets,
    kept_reading,
    kept_sheets,
    kept_without_rows,
    open_json,
    state_of,
    take_file,
)
from pendopo.processes.models import BatchKind, HeaderAlias, ImportBatch, VillageAlias
from pendopo.shared.beside import processors
from pendopo.shared.text import key
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import successors, version
from pendopo.wilayah.models import FormerState, Wilayah
from pendopo.wilayah.paths import ids_of
from pendopo.wilayah.queries import villages_below


def read_batch(batch: ImportBatch, today: date) -> RosterReading:
    """What the file says now. A kept reading serves; after an answer only the rows it is for are read again."""
    answers, state = _made_from(batch, today)
    before = kept_reading(batch, state)
    otherwise = changed(before[0], answers) if before else set()
    if before and not otherwise:
        return before[1]
    workbook = workbook_of(batch)
    headers = headers_of(batch, workbook)
    villages = village_index(batch.place)
    reading = None
    if before:
        reading = read_again(
            before[1], workbook, villages, today=today, answers=answers, otherwise=otherwise, headers=headers
        )
    if reading is None:
        many = sum(len(sheet.rows) for sheet in workbook.sheets) >= MANY
        read = read_in_shares if many and processors() > 1 else read_roster
        reading = read(workbook, villages, today=today, answers=answers, headers=headers)
    del workbook  # a hundred megabytes of cells for a large one, and what is kept needs as much
    return keep_reading(batch, state, answers, reading, before[1] if before else None)


def read_without_rows(batch: ImportBatch, today: date) -> RosterReading:
    """What the file asks, and how many rows wait; its rows only where they have to be read anew."""
    answers, state = _made_from(batch, today)
    kept = kept_without_rows(batch, state)
    return kept[1] if kept and not changed(kept[0], answers) else read_batch(batch, today)


def _made_from(batch: ImportBatch, today: date) -> tuple[dict[str, str], str]:
    """The answers, and all else that a reading depends on."""
    return answers_of(batch), state_of([batch.headers, batch.place_id, today.isoformat(), version()])


def workbook_of(batch: ImportBatch) -> Workbook:
    """The file's sheets, read once: what was kept then serves."""
    kept = kept_sheets(batch)
    if kept is None:
        kept = read_workbook(take_file(batch), batch.filename)
        keep_sheets(batch, kept)
    return kept


def headers_of(batch: ImportBatch, workbook: Workbook) -> dict[str, Headers]:
    """Headers by sheet: as corrected by a person, else as found with what the office has taught."""
    taught = learnt_headers(batch.place)
    find = board_list_headers if batch.kind == BatchKind.BOARDS else find_headers
    corrected = {name: Headers.of_json(data) for name, data in batch.headers.items()}
    return {s.name: corrected.get(s.name) or find(s, taught) for s in workbook.sheets}


def answers_of(batch: ImportBatch) -> dict[str, str]:
    """Answers given for this file over the spellings this regency has confirmed before.

    A village that was merged away since somebody answered with it means the one that carries on.
    """
    regency = regency_id(batch.place)
    taught = VillageAlias.objects.filter(regency_id=regency).values_list("question", "village_id")
    given: dict[str, str] = open_json(batch, batch.answers_sealed)
    carried = {str(node): str(last) for node, last in successors().items()}
    answers = {question: str(village) for question, village in taught} | given
    return {question: carried.get(answer, answer) for question, answer in answers.items()}


def learnt_headers(place: Wilayah) -> dict[str, str]:
    """Taught by this office or one above it; the nearer word wins."""
    rows = HeaderAlias.objects.filter(place_id__in=ids_of(place.path)).order_by("place__level")
    return dict(rows.values_list("title", "field"))


def village_index(place: Wilayah) -> VillageIndex | ProvinceIndex:
    """Of a regency or something in it; of a province one for each of its regencies."""
    if place.level >= Level.REGENCY:
        return _villages_of(place)
    regencies = Wilayah.objects.filter(level=Level.REGENCY, path__gte=place.path, path__lt=place.path_until)
    return ProvinceIndex(Regency(r.name, r.kind, _villages_of(r)) for r in regencies.order_by("code"))


def _villages_of(place: Wilayah) -> VillageIndex:
    districts = dict(
        Wilayah.objects.filter(
            level=Level.DISTRICT, path__gte=place.path[: Level.REGENCY.path_length], path__lt=place.path_until
        ).values_list("id", "name")
    )
    rows = villages_below(place).filter(successor__isnull=True).order_by("code")
    villages = [
        (str(i), name, kind, str(p), districts[p])
        for i, name, kind, p in rows.values_list("id", "name", "kind", "parent_id")
    ]
    taken = {f"{key(district)}|{village_key(name)}" for _i, name, _k, _p, district in villages}
    former = {spelling: i for spelling, i in _former_names(place).items() if spelling not in taken}
    return VillageIndex(villages, former)


def _former_names(place: Wilayah) -> dict[str, str]:
    """“District key|village key” → village today: old lists call places as they were called before a law."""
    carried = successors()
    rows = FormerState.objects.filter(
        held_path__gte=place.path, held_path__lt=place.path_until, wilayah__level=Level.VILLAGE
    ).order_by("valid_until")
    return {
        f"{key(district)}|{village_key(name)}": str(carried.get(node, node))
        for node, name, district in rows.values_list("wilayah_id", "name", "parent__name")
    }


def regency_id(place: Wilayah) -> int:
    return ids_of(place.path)[: Level.REGENCY + 1][-1]


def guessed_place(workbook: Workbook, reach: Wilayah) -> Wilayah | None:
    """The regency (in reach) that the file speaks of; the office's own node where that lies lower.

    None where no regency is named, or many: a list of the whole province.
    """
    if reach.level >= Level.REGENCY:
        return reach
    regencies = Wilayah.objects.filter(level=Level.REGENCY, path__gte=reach.path, path__lt=reach.path_until)
    guesses = guess_regency(workbook, [Candidate(str(w.pk), w.code, w.name, w.kind) for w in regencies])
    return Wilayah.objects.get(pk=int(guesses[0].id)) if guesses else None
