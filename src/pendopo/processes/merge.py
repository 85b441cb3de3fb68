"""Two records that are one human become one.

In: the record to keep, the record to give up, and the fields that the kept one takes over. Out: the kept
person with all postings and namings of both. Nothing is deleted: the other record stays as a stub that
leads to the kept one, and a posting that both had stays in the history as cancelled. It merges nothing of
people who served in two villages at once; such a posting must be put right first.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.models import SkNaming
from pendopo.roster.commands.rows import own, save_next_version
from pendopo.roster.models import LikelyDuplicate, MoveRequest, Person, PsmPosting
from pendopo.roster.nik_store import store_nik
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.refusals import Conflict, Invalid

FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "title_front", "title_back", "name_key"),
    "birth": ("birth_place", "birth_on"),
    "sex": ("sex",),
    "address": ("address",),
    "phone": ("phone",),
    "died_on": ("died_on",),
}
NIK = "nik"


@command("person.merged", Permission.PERSON_MERGE)
def merge_people(
    desk: Desk,
    keeper_id: int,
    other_id: int,
    take: Iterable[str] = (),
    versions: tuple[int, int] | None = None,
) -> Person:
    """Make one person of two records; `take` names the facts that come from the record given up.

    Only an office that covers every posting of both may do it. The timelines of both are judged again.
    """
    if keeper_id == other_id:
        raise Invalid(_("Pilih dua data yang berbeda."))
    keeper, other = _both(desk, keeper_id, other_id, versions)
    postings = list(
        PsmPosting.objects.select_for_update(of=("self",))
        .filter(person__in=(keeper, other))
        .select_related("village")
    )
    if not all(desk.actor.reaches(p.village_path) for p in postings):
        raise Conflict(
            _("Salah satunya juga bertugas di luar wilayah Anda. Kantor yang mencakup keduanya memutuskan.")
        )
    desk.at(*(p.village for p in postings))
    before = person_values(keeper)
    twins = _twins(postings, keeper.pk)
    other.merged_into = keeper
    save_next_version(other)
    _take(keeper, other, set(take))
    save_next_version(keeper)
    for kept, double in twins:
        _unite(desk, kept, double)
    PsmPosting.objects.filter(person=other).update(person=keeper)
    User.objects.filter(person_id=other.pk).update(person_id=keeper.pk)
    _settle_pairs(desk, keeper, other)
    desk.touches(postings)
    desk.about(keeper, before=before, after=person_values(keeper), person_id=keeper.pk, personal=PERSONAL)
    desk.about(other, after={"merged_into": keeper.pk}, person_id=other.pk)
    return keeper


def _both(
    desk: Desk, keeper_id: int, other_id: int, versions: tuple[int, int] | None
) -> tuple[Person, Person]:
    """Both records, locked in the order of their ids so that two merges never wait for each other."""
    wanted = dict(zip((keeper_id, other_id), versions or (None, None), strict=True))
    rows = {pk: own(desk, Person, pk, wanted[pk]) for pk in sorted(wanted)}
    if any(row.merged_into_id for row in rows.values()):
        raise Conflict(_("Salah satu data ini sudah digabungkan."))
    return rows[keeper_id], rows[other_id]


def _take(keeper: Person, other: Person, wanted: set[str]) -> None:
    for name in wanted & FIELDS.keys():
        for column in FIELDS[name]:
            setattr(keeper, column, getattr(other, column))
    if NIK in wanted:
        stored = store_nik(keeper.uid, other.nik(), other.nik_state)  # type: ignore[arg-type]
        for column, value in stored._asdict().items():
            setattr(keeper, column, value)


def _twins(postings: list[PsmPosting], keeper_id: int) -> list[tuple[PsmPosting, PsmPosting]]:
    """Postings that both records have: (kept, double). Conflict where one human would serve twice at once."""
    live = [p for p in postings if p.cancelled_at is None]
    mine = [p for p in live if p.person_id == keeper_id]
    pairs, taken = [], set()
    for double in (p for p in live if p.person_id != keeper_id):
        meeting = [p for p in mine if _overlap(p, double)]
        if not meeting:
            continue
        if len(meeting) > 1 or meeting[0].village_id != double.village_id or meeting[0].pk in taken:
            raise Conflict(
                _(
                    "Keduanya tercatat bertugas pada waktu yang sama: di %(one)s dan di %(two)s. "
                    "Betulkan atau akhiri salah satu penugasan itu lebih dahulu."
                )
                % {"one": meeting[0].village, "two": double.village}
            )
        taken.add(meeting[0].pk)
        pairs.append((meeting[0], double))
    _refuse_widening(live, pairs)
    return pairs


def _refuse_widening(live: list[PsmPosting], pairs: list[tuple[PsmPosting, PsmPosting]]) -> None:
    """The united posting may not reach into another one of the same human."""
    for kept, double in pairs:
        united = PsmPosting(starts_on=min(kept.starts_on, double.starts_on), until=_later(kept, double))
        others = [p for p in live if p.pk not in (kept.pk, double.pk)]
        if any(_overlap(united, p) for p in others):
            raise Conflict(
                _(
                    "Bila digabung, penugasan di %(place)s bertumpuk dengan penugasan lain. Betulkan tanggalnya dahulu."
                )
                % {"place": kept.village}
            )


def _unite(desk: Desk, kept: PsmPosting, double: PsmPosting) -> None:
    """The kept posting spans both; the papers of the double hang on it, the double is cancelled."""
    before = posting_values(kept)
    kept.starts_on, kept.until = min(kept.starts_on, double.starts_on), _later(kept, double)
    kept.end_reason, kept.end_note = (kept.end_reason, kept.end_note) if kept.until else ("", "")
    for column in ("kta_number", "bimtek_on", "bimtek_number", "bimtek_organiser"):
        setattr(kept, column, getattr(kept, column) or getattr(double, column))
    if kept.bimtek_attended is None:
        kept.bimtek_attended = double.bimtek_attended
    double.cancelled_at, double.cancel_reason = desk.actor.at, _("Digabungkan dengan data yang sama.")
    save_next_version(double)
    save_next_version(kept)
    named = SkNaming.objects.filter(posting=kept, annulled_at__isnull=True).values("sk_id")
    doubles = SkNaming.objects.filter(posting=double, annulled_at__isnull=True)
    doubles.filter(sk_id__in=named).update(annulled_at=desk.actor.at)
    doubles.update(posting=kept)
    MoveRequest.objects.filter(posting=double, answered_at__isnull=True).update(posting=kept)
    desk.about(kept, before=before, after=posting_values(kept), person_id=kept.person_id)


def _settle_pairs(desk: Desk, keeper: Person, other: Person) -> None:
    """The pair is decided; doubts about the record given up become doubts about the kept one."""
    for pair in LikelyDuplicate.objects.select_for_update().filter(Q(left=other) | Q(right=other)):
        third = pair.right_id if pair.left_id == other.pk else pair.left_id
        if third == keeper.pk:
            pair.same = True
        left, right = sorted((keeper.pk, third))
        known = third == keeper.pk or LikelyDuplicate.objects.filter(left_id=left, right_id=right).exists()
        if known:
            pair.decided_at = pair.decided_at or desk.actor.at
        else:
            pair.left_id, pair.right_id = left, right
        pair.save()


def _later(one: PsmPosting, two: PsmPosting) -> date | None:
    return max(one.until, two.until) if one.until and two.until else None


def _overlap(one: PsmPosting, two: PsmPosting) -> bool:
    return one.starts_on <= (two.until or date.max) and two.starts_on <= (one.until or date.max)
