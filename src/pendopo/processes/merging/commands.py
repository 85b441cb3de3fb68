"""Two records that are one human become one, and become two again.

In: the record to keep, the record to give up, the facts that the kept one takes over, and of postings that cannot both
be hers those that give way. Out: the kept person with all postings, namings, pillars and seats of both, and the story
of what was changed. Nothing is deleted: the other record stays as a stub that leads to the kept one, and what both had
stays in the history as cancelled. Parting them restores both records whole, except what somebody has touched since.
"""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.models import SkNaming
from pendopo.processes.merging.clashes import later, same_pillars, sort_out
from pendopo.processes.merging.pairs import pairs_of, settle_pairs
from pendopo.processes.merging.plan import plan_parting, refuse_parting
from pendopo.processes.merging.records import Both, lock_both
from pendopo.processes.merging.story import FIELDS, NUMBERS, Watch, seal_story
from pendopo.processes.models import Merge
from pendopo.roster.commands.rows import save_next_version
from pendopo.roster.models import MoveRequest, Person, PillarPosting, PsmPosting
from pendopo.roster.nik_store import Number, store_nik, store_number
from pendopo.roster.records import PERSONAL, person_values, posting_values
from pendopo.shared.refusals import Conflict, Invalid

CLASH = "merge_clash"
"""Rule of the refusal that asks which posting stays."""


@command("person.merged", Permission.PERSON_MERGE)
def merge_people(
    desk: Desk,
    keeper_id: int,
    other_id: int,
    take: Iterable[str] = (),
    versions: tuple[int, int] | None = None,
    give_up: Collection[int] = (),
) -> Person:
    """Make one person of two records; `take` names the facts that come from the record given up.

    Only an office that covers every posting of both may do it. `give_up` names postings that are cancelled because
    another one of the same time stays. The timelines of both are judged again.
    """
    if keeper_id == other_id:
        raise Invalid(_("Pilih dua data yang berbeda."))
    both = lock_both(desk, keeper_id, other_id, versions)
    keeper, other = both.keeper, both.other
    watch = Watch()
    watch.rows(both.everything())
    watch.rows(pairs_of(other))
    before = person_values(keeper)
    gone = _give_way(desk, both, give_up)
    twins = _twins(both)
    other.merged_into = keeper
    save_next_version(other)
    _take(keeper, other, set(take))
    save_next_version(keeper)
    for kept, double in twins:
        _unite(desk, kept, double)
    _unite_pillars(desk, both)
    _hand_over(both)
    settle_pairs(desk, keeper, other)
    both.touch(desk)
    desk.about(keeper, before=before, after=person_values(keeper), person_id=keeper.pk, personal=PERSONAL)
    desk.about(other, after={"merged_into": keeper.pk}, person_id=other.pk)
    for posting in gone:
        desk.about(posting, after={"cancel_reason": posting.cancel_reason}, person_id=keeper.pk)
    Merge.objects.create(
        keeper=keeper,
        other=other,
        place_path=both.place_path,
        merged_at=desk.actor.at,
        merged_by=desk.actor.name,
        story_sealed=seal_story(watch.story(), keeper, other),
    )
    return keeper


@command("person.unmerged", Permission.PERSON_MERGE)
def part_people(desk: Desk, merge_id: int, reason: str) -> Merge:
    """Make two records again of what was merged; rows that were touched since stay as they are, with whom they are."""
    if len(reason.strip()) < 5:
        raise Invalid(fields={"reason": _("Tulis alasan memisahkannya.")})
    merge = refuse_parting(desk, merge_id)
    both = lock_both(desk, merge.keeper_id, merge.other_id, None, parting=True)
    before = person_values(both.keeper)
    plan_parting(merge).carry_out()
    merge.undone_at, merge.undone_by = desk.actor.at, desk.actor.name
    merge.undo_reason = reason.strip()[:250]
    merge.save()
    keeper, other = (Person.objects.get(pk=pk) for pk in (merge.keeper_id, merge.other_id))
    both.touch(desk)
    desk.because(merge.undo_reason)
    desk.about(keeper, before=before, after=person_values(keeper), person_id=keeper.pk, personal=PERSONAL)
    desk.about(other, after={"apart_from": keeper.pk}, person_id=other.pk)
    return merge


def _give_way(desk: Desk, both: Both, give_up: Collection[int]) -> list[PsmPosting]:
    """Cancel the postings that a person chose to give up; only those of a clash may be chosen."""
    _united, clashes = sort_out(both.live(both.keeper), both.live(both.other))
    may = {p.pk: p for clash in clashes for p in (clash.one, clash.two)}
    if not may.keys() >= set(give_up):
        raise Invalid(_("Penugasan yang dipilih sudah berubah. Muat ulang halaman, lalu pilih lagi."))
    gone = [may[pk] for pk in sorted(give_up)]
    for posting in gone:
        posting.cancelled_at = desk.actor.at
        posting.cancel_reason = _("Data digabungkan; penugasan lain pada waktu yang sama dipertahankan.")
        save_next_version(posting)
    return gone


def _twins(both: Both) -> list[tuple[PsmPosting, PsmPosting]]:
    twins, clashes = sort_out(both.live(both.keeper), both.live(both.other))
    if clashes:
        words = {"one": clashes[0].one.village, "two": clashes[0].two.village}
        raise Conflict(
            _(
                "Keduanya tercatat bertugas pada waktu yang sama: di %(one)s dan di %(two)s. Pilih mana yang benar."
            )
            % words,
            rule=CLASH,
        )
    return twins


def _take(keeper: Person, other: Person, wanted: set[str]) -> None:
    for name in wanted & FIELDS.keys():
        for column in FIELDS[name]:
            setattr(keeper, column, getattr(other, column))
    columns: dict[str, object] = {}
    if "nik" in wanted:
        columns |= store_nik(keeper.uid, other.nik(), other.nik_state)._asdict()  # type: ignore[arg-type]
    for which in wanted & NUMBERS.keys() - {"nik"}:
        columns |= store_number(keeper.uid, Number(which), other.number(Number(which)))
    for column, value in columns.items():
        setattr(keeper, column, value)


def _unite(desk: Desk, kept: PsmPosting, double: PsmPosting) -> None:
    """The kept posting spans both; the papers of the double hang on it, the double is cancelled."""
    before = posting_values(kept)
    kept.starts_on, kept.until = min(kept.starts_on, double.starts_on), later(kept, double)
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


def _unite_pillars(desk: Desk, both: Both) -> None:
    for kept, double in same_pillars(both.live_pillars(both.keeper), both.live_pillars(both.other)):
        double.cancelled_at, double.cancel_reason = desk.actor.at, _("Digabungkan dengan data yang sama.")
        kept.end_reason, kept.end_note = (kept.end_reason, kept.end_note) if kept.until else ("", "")
        save_next_version(double)
        save_next_version(kept)


def _hand_over(both: Both) -> None:
    """What was the other record's is the kept one's."""
    keeper, other = both.keeper, both.other
    PsmPosting.objects.filter(person=other).update(person=keeper)
    PillarPosting.objects.filter(person=other).update(person=keeper)
    for holder in both.holders:
        if holder.person_id == other.pk:
            holder.person = keeper
            holder.save(update_fields=["person"])
    User.objects.filter(person_id=other.pk).update(person_id=keeper.pk)
