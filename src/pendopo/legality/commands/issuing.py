from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.kernel.command import Desk, command
from pendopo.legality.commands.requests import answer_first, settle
from pendopo.legality.commands.rows import (
    about_people,
    next_version,
    number_key,
    office_of,
    own_sk,
    paper_columns,
    postings_named,
    touched,
)  # fmt: skip
from pendopo.legality.drafts import BoardSkDraft, ScanDraft, SkDraft
from pendopo.legality.models import Sk, SkNaming, SkRequest
from pendopo.legality.records import sk_values
from pendopo.legality.scans import store_scan
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Conflict
from pendopo.wilayah.models import Wilayah


@command("sk.issued", Permission.SK_WRITE)
def issue_sk(desk: Desk, draft: SkDraft, request_id: int | None = None) -> Sk:
    """Record one SK and the people it names; with `request_id` it answers the request for it.

    The same paper (office, number, date) a second time adds the names that are missing instead of a twin. Where
    none is missing it is refused: somebody has pressed again because the first answer never came.
    """
    postings = postings_named(desk, draft.posting_ids)
    office = office_of(draft, postings)
    sk = known_paper(draft, office)
    if sk and sk.board_namings.filter(annulled_at__isnull=True).exists():
        raise Conflict(_("SK dengan kantor, nomor, dan tanggal ini sudah tercatat sebagai SK pengurus IPSM."))
    before = sk_values(sk) if sk else None
    if sk is None:
        _refuse_twin_of_a_year(draft, office, postings)
        sk = new_paper(desk, draft, office)
    elif request_id is None and not _adds(sk, postings, draft):
        raise _all_there(sk)
    _name(desk, sk, postings, draft)
    touched(desk, sk)
    if request_id is not None:
        _answer(desk, sk, request_id, {p.village_id for p in postings})
    answer_first(desk, {p.village_id: sk for p in postings})
    desk.about(sk, before=before, after=sk_values(sk))
    about_people(desk, sk, "sk")
    return sk


@command("sk.scanned", Permission.SK_WRITE)
def attach_scan(desk: Desk, sk_id: int, version: int, draft: ScanDraft) -> Sk:
    """Add or replace the scan of a paper; the former file is kept on disk."""
    sk = own_sk(desk, sk_id, version)
    before = sk_values(sk)
    sk.scan = store_scan(draft, desk.actor.at)
    next_version(sk)
    desk.about(sk, before=before, after=sk_values(sk))
    return sk


def known_paper(draft: SkDraft | BoardSkDraft, office: Wilayah | None) -> Sk | None:
    """The same paper if it is recorded already; Conflict where its dates were read otherwise."""
    if office is None or draft.signed_on is None:
        return None
    sk = Sk.objects.select_for_update(of=("self",)).filter(
        issuer=draft.issuer, office=office, number_key=number_key(draft.number), signed_on=draft.signed_on,
        annulled_at__isnull=True,
    ).select_related("scan").first()  # fmt: skip
    if sk is None:
        return None
    same = (sk.starts_on, sk.ends_on, sk.end_kind) == (draft.starts_on, draft.ends_on, draft.end_kind)
    if not same:
        raise Conflict(
            _("SK %(number)s dari kantor dan tanggal yang sama sudah tercatat dengan masa berlaku lain. "
              "Buka SK itu dan betulkan di sana.") % {"number": sk.number},
            rule=f"sk_known:{sk.pk}",
        )  # fmt: skip
    return sk


def _refuse_twin_of_a_year(draft: SkDraft, office: Wilayah | None, postings: list[PsmPosting]) -> None:
    """A paper of which only the year is known may have a namesake; not one that names the same people."""
    if draft.signed_on is not None or draft.signed_year is None:
        return
    alike = Sk.objects.filter(
        issuer=draft.issuer or "", office=office, number_key=number_key(draft.number), signed_on__isnull=True,
        signed_year=draft.signed_year, annulled_at__isnull=True,
    )  # fmt: skip
    for sk in alike:
        if not _adds(sk, postings, draft):
            raise _all_there(sk)


def _adds(sk: Sk, postings: list[PsmPosting], draft: SkDraft) -> bool:
    if draft.scan and sk.scan is None:
        return True
    named = SkNaming.objects.filter(sk=sk, annulled_at__isnull=True).values_list("posting_id", flat=True)
    return not {p.pk for p in postings} <= set(named)


def _all_there(sk: Sk) -> Conflict:
    sentence = _("SK %(number)s dengan semua nama ini sudah tercatat. Tidak ada yang perlu disimpan lagi.")
    return Conflict(sentence % {"number": sk.number}, rule=f"sk_known:{sk.pk}")


def new_paper(desk: Desk, draft: SkDraft | BoardSkDraft, office: Wilayah | None) -> Sk:
    sk = Sk(office=office, recorded_at=desk.actor.at)
    paper_columns(sk, draft)
    sk.scan = store_scan(draft.scan, desk.actor.at) if draft.scan else None
    sk.save()
    return sk


def _name(desk: Desk, sk: Sk, postings: list[PsmPosting], draft: SkDraft) -> None:
    there = set(SkNaming.objects.filter(sk=sk, annulled_at__isnull=True).values_list("posting_id", flat=True))
    if draft.scan and sk.scan is None:
        sk.scan = store_scan(draft.scan, desk.actor.at)
        sk.save(update_fields=["scan"])
    SkNaming.objects.bulk_create(
        SkNaming(sk=sk, posting=p, village_id=draft.other_villages.get(p.pk, p.village_id), order=order)
        for order, p in enumerate(postings, len(there) + 1)
        if p.pk not in there
    )


def _answer(desk: Desk, sk: Sk, request_id: int, village_ids: set[int]) -> None:
    """Only a paper that names somebody of the village that was asked is an answer."""
    request = SkRequest.objects.select_for_update().filter(pk=request_id, village_id__in=village_ids).first()
    if request is None or request.answered_on:
        return
    settle(desk, request, sk)
