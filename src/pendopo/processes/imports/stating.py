"""Saying afterwards who signed the SK of an import that were recorded with an unknown issuer."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.kernel.command import Desk, command
from pendopo.legality.models import Sk, SkNaming
from pendopo.processes.imports.papers import office_of, places_of
from pendopo.processes.imports.phrases import SIGNERS, UNKNOWN
from pendopo.processes.models import ImportBatch, ImportState
from pendopo.shared.refusals import Conflict, Invalid


@command("import.signer_stated", Permission.IMPORT_RUN)
def state_signer(desk: Desk, batch_id: int, signer: str) -> int:
    """Answer "who signed" for all SK of an import that still wait for it; answers how many papers.

    Kept as a statement of the actor, as an answer before saving would have been. A paper that turns out to be
    one the register has gives its names to that one. The papers' version stays: the import can still be undone.
    """
    if signer == UNKNOWN or signer not in dict(SIGNERS):
        raise Invalid(fields={"signer": _("Pilih siapa yang menandatangani.")})
    row = one_visible(ImportBatch.objects.all(), desk.actor, desk.permission, pk=batch_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("place").get(pk=row.pk)
    desk.at(batch.place)
    papers = unsigned(batch)
    if batch.state != ImportState.SAVED or not papers:
        raise Conflict(_("Tidak ada SK dari impor ini yang masih menunggu penanda tangannya."))
    _sign(desk, batch, papers, signer)
    desk.counts(batch=batch.pk, papers=len(papers), signer=signer)
    return len(papers)


def unsigned(batch: ImportBatch) -> list[Sk]:
    """The import's papers whose issuer nobody has said."""
    return list(Sk.objects.filter(import_id=batch.pk, issuer="", annulled_at__isnull=True).order_by("pk"))


def _sign(desk: Desk, batch: ImportBatch, papers: Sequence[Sk], signer: str) -> None:
    places = places_of(batch)
    ids_by_path = {w.path: w.pk for w in places.values()}
    namings: dict[int, list[SkNaming]] = {}
    for naming in SkNaming.objects.filter(sk__in=papers, annulled_at__isnull=True).select_related("posting"):
        namings.setdefault(naming.sk_id, []).append(naming)
    for sk in papers:
        names = namings.get(sk.pk, [])
        office = office_of(signer, places[names[0].village_id], ids_by_path) if names else None
        if office is None:
            continue
        sk.issuer, sk.office_id = office.issuer, office.place_id
        sk.stated_by, sk.stated_at = f"{desk.actor.name} · {batch.filename}"[:200], desk.actor.at
        _save_or_join(desk, sk, names)
        for naming in names:
            desk.about(
                naming, after={"sk": sk.number, "issuer": sk.issuer}, person_id=naming.posting.person_id
            )
    desk.touches(n.posting for names in namings.values() for n in names)


def _save_or_join(desk: Desk, sk: Sk, names: Sequence[SkNaming]) -> None:
    twin = Sk.objects.filter(
        issuer=sk.issuer, office=sk.office_id, number_key=sk.number_key, signed_on=sk.signed_on,
        annulled_at__isnull=True,
    ).exclude(pk=sk.pk).first()  # fmt: skip
    if twin is None or sk.signed_on is None:
        sk.save()
        return
    there = set(
        SkNaming.objects.filter(sk=twin, annulled_at__isnull=True).values_list("posting_id", flat=True)
    )
    for naming in names:
        if naming.posting_id in there:
            naming.annulled_at = desk.actor.at
        else:
            naming.sk = twin
        naming.save()
    Sk.objects.filter(pk=sk.pk).update(
        annulled_at=desk.actor.at, annul_reason=_("sama dengan SK yang sudah tercatat")
    )
