"""The SK of a sheet: rows that name the same paper become one paper with many names.

The signer is what a person said for the sheet; it is kept as her statement. Without an answer that names an
office the issuer stays unknown, and nothing is judged from the paper until somebody says. Where rows of one
paper disagree about its end, the end that most of them say stands, and the others wait for a human.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pendopo.intake.drafts import RowReading
from pendopo.intake.issues import Code
from pendopo.intake.sk_cells import EndKind as RowEnd
from pendopo.intake.sk_cells import SkDraft
from pendopo.legality.commands.rows import number_key
from pendopo.legality.drafts import EARLIEST, LATEST_END
from pendopo.legality.enums import EndKind, Issuer
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.imports.plan import Place, Planned
from pendopo.processes.models import ImportBatch, RowState
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ancestor

_ENDS = {RowEnd.DATE: EndKind.TANGGAL, RowEnd.OPEN: EndKind.TANPA_BATAS, RowEnd.BLANK: EndKind.KOSONG}
_NO_END = {Code.SK_UNTIL_UNREADABLE, Code.SK_UNTIL_BEFORE}

Identity = tuple[str, int, str, date | None]
"""issuer, office (the village where the issuer is unknown), number key, signing date"""
End = tuple[EndKind, date | None]
BLANK: End = (EndKind.KOSONG, None)


@dataclass(frozen=True, slots=True)
class Office:
    issuer: str
    place_id: int | None


def office_of(signer: str, village: Wilayah, ids_by_path: dict[str, int]) -> Office:
    """The issuing office that a sheet's answer means for a village."""
    if signer in (Issuer.KEPALA_DESA, Issuer.LURAH):
        issuer = Issuer.LURAH if village.kind == Kind.KELURAHAN else Issuer.KEPALA_DESA
        return Office(issuer, village.id)
    if signer == Issuer.CAMAT:
        return Office(signer, ids_by_path[ancestor(village.path, Level.DISTRICT)])
    if signer in (Issuer.KEPALA_DINSOS, Issuer.BUPATI_WALIKOTA, Issuer.LAIN):
        return Office(signer, ids_by_path[ancestor(village.path, Level.REGENCY)])
    return Office("", None)


def end_of(row: RowReading) -> End:
    """The end as the row says it; one that nobody could read stays an end without a date."""
    sk = row.draft.sk
    if sk is None:
        return BLANK
    if sk.end_kind is RowEnd.BLANK and any(i.code in _NO_END for i in row.issues):
        return EndKind.TANGGAL, None
    return _ENDS[sk.end_kind], sk.until


def places_of(batch: ImportBatch) -> dict[int, Wilayah]:
    """The regency of the batch (or its province) and everything in it."""
    regency = batch.place_path[: Level.REGENCY.path_length]
    return {w.pk: w for w in Wilayah.objects.filter(path__gte=regency, path__lt=regency + "~")}


class Papers:
    """The papers that the rows of one import name, and those the register already has."""

    def __init__(self, batch: ImportBatch, places: dict[int, Wilayah]) -> None:
        self._batch, self._places = batch, places
        self._ids_by_path = {w.path: w.pk for w in places.values()}
        self._known: dict[Identity, Sk] = {}
        self._in_village: dict[tuple[int, str, date | None], Identity] = {}
        self._offices: dict[tuple[str, int], Office] = {}
        """By the answer of the sheet and the village."""
        self._ends: dict[Identity, End] = {}
        self._named: dict[Place, Identity] = {}
        """Of the held rows."""
        self.fresh = 0
        """How many papers the held plans name that the register does not have."""
        self._load()

    def hold(self, plans: Sequence[Planned]) -> list[Planned]:
        """The plans, with those rows waiting whose SK cannot be taken as it stands."""
        taken = (RowState.NEW, RowState.KNOWN)
        named = [self._identity(p) if p.state in taken else None for p in plans]
        self._named = {
            p.reading.place: identity for p, identity in zip(plans, named, strict=True) if identity
        }
        self.fresh = len({identity for identity in named if identity} - self._known.keys())
        self._settle_ends(zip(plans, named, strict=True))
        troubles = map(self._trouble, plans, named)
        return [
            replace(p, state=RowState.WAITS, code=trouble) if trouble else p
            for p, trouble in zip(plans, troubles, strict=True)
        ]

    def _settle_ends(self, plans: Iterable[tuple[Planned, Identity | None]]) -> None:
        said: dict[Identity, Counter[End]] = defaultdict(Counter)
        for plan, identity in plans:
            if identity and identity not in self._known and end_of(plan.reading) != BLANK:
                said[identity][end_of(plan.reading)] += 1
        self._ends |= {identity: ends.most_common(1)[0][0] for identity, ends in said.items()}

    def _trouble(self, plan: Planned, identity: Identity | None) -> str:
        if identity is None:
            return ""
        days = [identity[3], end_of(plan.reading)[1]]
        if any(day and not EARLIEST <= day < LATEST_END for day in days):
            return "sk_impossible"
        return "" if end_of(plan.reading) in (BLANK, self._end(identity)) else "sk_ends_differ"

    def paper(self, plan: Planned) -> Sk | None:
        """The paper of a held row, unsaved where the register has none; None where the row names none."""
        identity, sk = self._named.get(plan.reading.place), plan.reading.draft.sk
        if identity is None or sk is None:
            return None
        if identity not in self._known:
            self._known[identity] = self._new(sk, identity)
        return self._known[identity]

    def _identity(self, plan: Planned) -> Identity | None:
        sk, village_id = plan.reading.draft.sk, plan.reading.draft.village_id
        if sk is None or village_id is None or not sk.number.strip():
            return None
        village, key = int(village_id), number_key(sk.number)
        office = self._offices.get((plan.signer, village))
        if office is None:
            office = office_of(plan.signer, self._places[village], self._ids_by_path)
            self._offices[plan.signer, village] = office
        if not office.issuer:  # whoever signed it: the village's paper of that number and day is this one
            known = self._in_village.get((village, key, sk.signed_on))
            return known or ("", village, key, sk.signed_on)
        return (office.issuer, office.place_id or village, key, sk.signed_on)

    def _end(self, identity: Identity) -> End:
        if known := self._known.get(identity):
            return EndKind(known.end_kind), known.ends_on
        return self._ends.get(identity, BLANK)

    def _new(self, draft: SkDraft, identity: Identity) -> Sk:
        batch, (issuer, place_id, key, signed_on) = self._batch, identity
        kind, until = self._ends.get(identity, BLANK)
        return Sk(
            number=draft.number.strip()[:120],
            number_key=key,
            issuer=issuer,
            office_id=place_id if issuer else None,
            stated_by=f"{batch.saved_by} · {batch.filename}"[:200] if issuer else "",
            stated_at=batch.saving_since if issuer else None,
            signed_on=signed_on,
            signed_year=signed_on.year if signed_on else None,
            ends_on=until,
            end_kind=kind,
            import_id=batch.pk,
            recorded_at=batch.saving_since or batch.uploaded_at,
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
            identity = (sk.issuer, sk.office_id or naming.village_id, sk.number_key, sk.signed_on)
            self._known[identity] = sk
            self._in_village[naming.village_id, sk.number_key, sk.signed_on] = identity
