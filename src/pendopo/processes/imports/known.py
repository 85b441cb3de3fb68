"""Who of the register a row of a sheet is: surely somebody, perhaps somebody, or nobody yet.

Surely: the same sure NIK and a like name, or name, birth date and village the same. Everything else that comes
near is *perhaps*: the row waits and a human decides. People whose every posting was cancelled (an import taken
back) count nowhere; they are met again by name and birth date, and nobody is asked about them. Loaded once for
a whole place, so 100,000 rows cost no query each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.intake.drafts import RowDraft, RowReading
from pendopo.intake.same import ANY_LIKENESS, NEAR_NAME, NEAR_NAME_ALONE, name_likeness
from pendopo.kernel.bulk import among
from pendopo.roster.enums import NikState
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.nik_store import nik_index, nik_stem
from pendopo.shared.names import name_key
from pendopo.shared.nik import NikState as RowNik
from pendopo.wilayah.models import Wilayah


class Found(StrEnum):
    NOBODY = "nobody"
    SURELY = "surely"
    PERHAPS = "perhaps"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Match:
    found: Found
    person_id: int | None = None
    why: str = ""


NOBODY = Match(Found.NOBODY)


@dataclass(frozen=True, slots=True)
class _Somebody:
    id: int
    name_key: str
    birth: object
    nik_state: str
    nik_index: bytes | None
    active: bool = True


class Register:
    """The people of one place, findable by what a sheet says of them."""

    def __init__(self, place: Wilayah, rows: Iterable[RowReading]) -> None:
        self._by_birth: dict[object, list[_Somebody]] = defaultdict(list)
        self._by_village: dict[int, list[_Somebody]] = defaultdict(list)
        self._by_stem: dict[bytes, list[_Somebody]] = defaultdict(list)
        self._by_nik: dict[bytes, tuple[_Somebody, bool]] = {}
        self._load_place(place)
        self._load_niks(place, rows)

    def find(self, draft: RowDraft) -> Match:
        """The best that can be said without a human. Most rows meet nobody, and their names need not be read."""
        return self._by_number(draft) or self._exactly(draft) or self._nearly(draft) or NOBODY

    def _load_place(self, place: Wilayah) -> None:
        inside = PsmPosting.objects.filter(
            village_path__gte=place.path, village_path__lt=place.path_until, person__merged_into__isnull=True
        )
        active = set(inside.filter(cancelled_at__isnull=True).values_list("person_id", flat=True))
        columns = (
            "village_id", "person_id", "person__name_key", "person__birth_on", "person__nik_state",
            "person__nik_index", "person__nik_stem",
        )  # fmt: skip
        for village, pk, key, birth, state, index, stem in inside.values_list(*columns).distinct():
            somebody = _Somebody(pk, key, birth, state, bytes(index) if index else None, pk in active)
            self._by_village[village].append(somebody)
            if birth:
                self._by_birth[birth].append(somebody)
            if stem:
                self._by_stem[bytes(stem)].append(somebody)

    def _load_niks(self, place: Wilayah, rows: Iterable[RowReading]) -> None:
        """Who holds these numbers anywhere; `near` is false for somebody who serves only under another office."""
        wanted = [nik_index(r.draft.nik.digits) for r in rows if r.draft.nik.state is RowNik.SURE]
        for start in range(0, len(wanted), 5000):
            part = among(wanted[start : start + 5000], "bytea")
            holders = Person.objects.filter(nik_index__in=part, merged_into__isnull=True)
            for person in holders.prefetch_related("postings", "pillars"):
                postings, pillars = person.postings.all(), person.pillars.all()
                paths = [*(p.village_path for p in postings), *(p.place_path for p in pillars)]
                near = any(path.startswith(place.path) for path in paths)
                cancelled = [*(p.cancelled_at for p in postings), *(p.cancelled_at for p in pillars)]
                index = bytes(person.nik_index or b"")
                somebody = _Somebody(person.pk, person.name_key, person.birth_on, person.nik_state, index)
                self._by_nik[index] = (somebody, near or all(cancelled))

    def _by_number(self, draft: RowDraft) -> Match | None:
        if draft.nik.state is not RowNik.SURE or not self._by_nik:
            return None
        holder, near = self._by_nik.get(nik_index(draft.nik.digits), (None, False))
        if holder is None:
            return None
        if not near:
            return Match(Found.ELSEWHERE, why="nik_elsewhere")
        if _alike(draft, holder) >= NEAR_NAME:
            return Match(Found.SURELY, holder.id, "same_nik")
        return Match(Found.PERHAPS, holder.id, "same_nik_other_name")

    def _exactly(self, draft: RowDraft) -> Match | None:
        """Name and birth date the same, and the village; of somebody who counts nowhere, any village here."""
        for other in sorted(self._born(draft), key=lambda o: not o.active):
            here = not other.active or other in self._in_village(draft)
            same = other.name_key == name_key(draft.name.name)
            if here and same and not self._contradict(draft, other):
                return Match(Found.SURELY, other.id, "same_person")
        return None

    def _nearly(self, draft: RowDraft) -> Match | None:
        for other in self._born(draft):
            if other.active and _alike(draft, other) >= NEAR_NAME:
                return Match(Found.PERHAPS, other.id, "name_and_birth")
        if len(draft.nik.digits) == 16 and self._by_stem:
            for other in self._by_stem.get(nik_stem(draft.nik.digits), ()):
                if other.active and _alike(draft, other) >= ANY_LIKENESS:
                    return Match(Found.PERHAPS, other.id, "nik_off_by_one")
        for other in self._in_village(draft):
            open_birth = other.active and (draft.birth_date is None or other.birth is None)
            if open_birth and _alike(draft, other) >= NEAR_NAME_ALONE:
                return Match(Found.PERHAPS, other.id, "name_and_village")
        return None

    def _born(self, draft: RowDraft) -> Sequence[_Somebody]:
        return self._by_birth.get(draft.birth_date, ()) if draft.birth_date else ()

    def _in_village(self, draft: RowDraft) -> Sequence[_Somebody]:
        return self._by_village.get(int(draft.village_id or 0), ())

    @staticmethod
    def _contradict(draft: RowDraft, other: _Somebody) -> bool:
        both_sure = draft.nik.state is RowNik.SURE and other.nik_state == NikState.SURE
        return both_sure and nik_index(draft.nik.digits) != other.nik_index


def _alike(draft: RowDraft, other: _Somebody) -> float:
    return name_likeness(name_key(draft.name.name), other.name_key)
