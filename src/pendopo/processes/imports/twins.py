"""Rows that may be somebody of the register, side by side with her. For the page on which a human decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pendopo.processes.imports.phrases import why_words
from pendopo.processes.imports.plan import Planned
from pendopo.processes.imports.shelf import open_draft
from pendopo.processes.models import ImportBatch, ImportRow
from pendopo.roster.models import Person, PsmPosting
from pendopo.shared.dates import format_date
from pendopo.shared.masks import mask_nik
from pendopo.wilayah.models import Wilayah

Facts = tuple[str, str, str, str]
"""name, NIK masked, birth, village"""


@dataclass(frozen=True, slots=True)
class Pair:
    row: ImportRow
    why: str
    written: Facts
    known: Facts | None
    """None where the other row was not saved in the end."""
    differs: tuple[bool, ...]

    @property
    def lines(self) -> list[tuple[str, str, str, bool]]:
        """(heading, as written, as known, do they differ)"""
        heads = (_("Nama"), _("NIK"), _("Lahir"), _("Desa/kelurahan"))
        return list(zip(heads, self.written, self.known or ("",) * 4, self.differs, strict=True))


def pairs(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[Pair]:
    """`rows` came through the gate, with their twins loaded."""
    listed = list(rows)
    plans: dict[int, Planned] = {r.pk: open_draft(batch, r.draft_sealed) for r in listed if r.draft_sealed}
    villages = Wilayah.objects.in_bulk([int(p.reading.draft.village_id or 0) for p in plans.values()])
    serves = _villages_of([r.twin_person_id for r in listed if r.twin_person_id])
    return [_pair(r, plans[r.pk], villages, serves) for r in listed if r.pk in plans]


def _pair(row: ImportRow, plan: Planned, villages: dict[int, Wilayah], serves: dict[int, str]) -> Pair:
    draft, person = plan.reading.draft, row.twin_person
    village = villages.get(int(draft.village_id or 0))
    born = format_date(draft.birth_date) if draft.birth_date else ""
    written = (str(draft.name), mask_nik(draft.nik.digits), born, str(village or draft.village_text))
    known = _facts(person, serves) if person else None
    differs = [a != b for a, b in zip(written, known or written, strict=True)]
    differs[1] = person is not None and draft.nik.digits != person.nik()  # both masks may read the same
    return Pair(row, why_words(row.why), written, known, tuple(differs))


def _facts(person: Person, serves: dict[int, str]) -> Facts:
    born = format_date(person.birth_on) if person.birth_on else ""
    return person.full_name, mask_nik(person.nik()), born, serves.get(person.pk, "")


def _villages_of(people: Sequence[int]) -> dict[int, str]:
    active = PsmPosting.objects.filter(person_id__in=people, cancelled_at__isnull=True).select_related(
        "village"
    )
    return {p.person_id: str(p.village) for p in active.order_by("starts_on")}
