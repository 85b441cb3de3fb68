"""The SK of a sheet: rows that name the same paper become one paper with many names.

The signer is what a person said for the sheet; it is kept as her statement. Without an answer that names an
office the issuer stays unknown, and nothing is judged from the paper until somebody says.
"""

from dataclasses import dataclass
from datetime import date

from pendopo.intake.sk_cells import EndKind as RowEnd
from pendopo.intake.sk_cells import SkDraft
from pendopo.legality.commands.rows import number_key
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.models import ImportBatch
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ancestor

UNKNOWN_SIGNER = "tidak_tahu"
_ENDS = {RowEnd.DATE: EndKind.TANGGAL, RowEnd.OPEN: EndKind.TANPA_BATAS, RowEnd.BLANK: EndKind.KOSONG}

Identity = tuple[str, int, str, date | None]
"""issuer, office (the village where the issuer is unknown), number key, signing date"""


@dataclass(frozen=True, slots=True)
class Office:
    issuer: str
    place_id: int | None


def office_of(signer: str, village: Wilayah, ids_by_path: dict[str, int]) -> Office:
    """The issuing office that a sheet's answer means for a village."""
    if signer in (Issuer.KEPALA_DESA, Issuer.LURAH):
        issuer = Issuer.LURAH if village.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA
        return Office(issuer, village.pk)
    if signer == Issuer.CAMAT:
        return Office(signer, ids_by_path[ancestor(village.path, Level.DISTRICT)])
    if signer in (Issuer.KEPALA_DINSOS, Issuer.BUPATI_WALIKOTA, Issuer.LAIN):
        return Office(signer, ids_by_path[ancestor(village.path, Level.REGENCY)])
    return Office("", None)


class Papers:
    """Papers met so far in this import, and those the register already has."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._papers: dict[Identity, Sk] = {}
        self._fresh: list[Sk] = []
        self._load()

    def paper(self, draft: SkDraft, office: Office, village: Wilayah) -> Sk | None:
        """The paper of this row; None where it has no number or contradicts itself between rows."""
        if not draft.number.strip():
            return None
        identity = (office.issuer, office.place_id or village.pk, number_key(draft.number), draft.signed_on)
        known = self._papers.get(identity)
        if known is None:
            known = self._papers[identity] = self._new(draft, office)
            self._fresh.append(known)
        same_end = (known.ends_on, known.end_kind) == (draft.until, _ENDS[draft.end_kind])
        return known if same_end else None

    def save(self) -> list[Sk]:
        fresh = Sk.objects.bulk_create(self._fresh, batch_size=2000)
        self._fresh = []
        return fresh

    def _new(self, draft: SkDraft, office: Office) -> Sk:
        batch = self._batch
        return Sk(
            number=draft.number.strip()[:120],
            number_key=number_key(draft.number),
            issuer=office.issuer,
            office_id=office.place_id,
            stated_by=f"{batch.uploaded_by} · {batch.filename}"[:200] if office.issuer else "",
            stated_at=batch.saving_since if office.issuer else None,
            signed_on=draft.signed_on,
            signed_year=draft.signed_on.year if draft.signed_on else None,
            ends_on=draft.until,
            end_kind=_ENDS[draft.end_kind],
            import_id=batch.pk,
            recorded_at=batch.saving_since,
        )

    def _load(self) -> None:
        place = self._batch.place
        inside = SkNaming.objects.filter(
            village__path__gte=place.path,
            village__path__lt=place.path_until,
            annulled_at__isnull=True,
            sk__annulled_at__isnull=True,
        ).select_related("sk")
        for naming in inside.distinct("sk_id", "village_id").order_by("sk_id", "village_id"):
            sk = naming.sk
            where = sk.office_id or naming.village_id
            self._papers[(sk.issuer, where, sk.number_key, sk.signed_on)] = sk
