"""Rows shared by the commands of this room."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible, visible
from pendopo.kernel.command import Desk
from pendopo.legality.drafts import BoardSkDraft, SkDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import BoardNaming, Sk, SkNaming
from pendopo.prepared import prepared
from pendopo.roster.models import IpsmUnit, PsmPosting
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed
from pendopo.shared.text import squeeze
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah

_LEVEL_OF = {
    Issuer.KEPALA_DESA: Level.VILLAGE,
    Issuer.LURAH: Level.VILLAGE,
    Issuer.CAMAT: Level.DISTRICT,
    Issuer.KEPALA_DINSOS: Level.REGENCY,
    Issuer.BUPATI_WALIKOTA: Level.REGENCY,
    Issuer.GUBERNUR: Level.PROVINCE,
    Issuer.KEPALA_DINSOS_PROVINSI: Level.PROVINCE,
    Issuer.MENTERI: Level.COUNTRY,
    Issuer.IPSM_KABKOTA: Level.REGENCY,
    Issuer.IPSM_PROVINSI: Level.PROVINCE,
    Issuer.IPSM_NASIONAL: Level.COUNTRY,
}


def own_sk(desk: Desk, sk_id: int, version: int | None = None) -> Sk:
    """The paper, locked, with the permission asked at every place it names in reach: villages, or an IPSM's."""
    sk = one_visible(Sk.objects.all(), desk.actor, desk.permission, pk=sk_id)
    sk = Sk.objects.select_for_update(of=("self",)).select_related("office", "scan").get(pk=sk.pk)
    if version is not None and sk.version != version:
        raise Conflict(
            _("SK ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    if at_board(desk, sk):
        return sk
    named = SkNaming.objects.filter(sk=sk).select_related("posting__village")
    inside = [n.posting.village for n in named if desk.actor.reaches(n.posting.village_path)]
    if len(inside) < named.count():
        raise Conflict(
            _("SK ini juga memuat orang dari luar wilayah Anda. Mintalah kantor di atas Anda mengubahnya.")
        )
    desk.at(*inside)
    return sk


def at_board(desk: Desk, sk: Sk) -> bool:
    """Is it the paper of a board? Then the permission is asked at its unit, which only some may write."""
    naming = BoardNaming.objects.filter(sk=sk).select_related("term__unit__wilayah").order_by("-pk").first()
    if naming is None:
        return False
    unit = naming.term.unit
    desk.at(unit.wilayah)
    if desk.permission == Permission.SK_WRITE and not desk.actor.may(Permission.UNIT_WRITE):
        raise NotAllowed(_("SK pengurus IPSM dicatat sekretaris IPSM atau admin Dinas Sosial."))
    desk.touches_units([unit])
    desk.about(unit, after={"sk": sk.number})
    return True


def postings_named(desk: Desk, posting_ids: Iterable[int]) -> list[PsmPosting]:
    """Postings in reach, in the order given; Invalid where one is not."""
    wanted = list(dict.fromkeys(posting_ids))
    rows = visible(PsmPosting.objects.filter(pk__in=wanted), desk.actor, desk.permission)
    found = {p.pk: p for p in rows.select_related("village", "person")}
    if len(found) < len(wanted):
        raise Invalid(
            fields={"people": _("Ada nama yang tidak ada di wilayah Anda. Pilih lagi dari daftar.")}
        )
    postings = [found[pk] for pk in wanted]
    desk.at(*(p.village for p in postings))
    return postings


def office_of(draft: SkDraft, postings: list[PsmPosting]) -> Wilayah | None:
    """The office's place, of the level its kind has; Invalid where the two do not fit.

    An office that is not named is the one of that kind above all the people the paper names.
    """
    if draft.issuer is None:
        return None
    return _fitting(draft, {posting.village.path for posting in postings})


def office_of_board(draft: BoardSkDraft, unit: IpsmUnit) -> Wilayah | None:
    """As `office_of`, for the paper of a board: unnamed, it is the office of that kind at or above the unit."""
    if draft.issuer is None:
        return None
    return _fitting(draft, {unit.place_path})


def _fitting(draft: SkDraft | BoardSkDraft, paths: set[str]) -> Wilayah:
    assert draft.issuer is not None
    level = _LEVEL_OF.get(draft.issuer)
    named = Wilayah.objects.filter(pk=draft.office_id or 0).first()
    office = named if draft.office_id else _office_above(paths, level)
    if office is None or (level is not None and office.level != level):
        raise Invalid(fields={"office": _("Wilayah kantor tidak cocok dengan jabatan penanda tangan.")})
    wrong_head = {Issuer.KEPALA_DESA: Kind.KELURAHAN, Issuer.LURAH: Kind.DESA}.get(draft.issuer)
    if wrong_head and office.kind == wrong_head:
        raise Invalid(
            fields={"issuer": _("Desa dipimpin kepala desa dan kelurahan dipimpin lurah. Pilih yang sesuai.")}
        )
    return office


def _office_above(paths: set[str], level: Level | None) -> Wilayah | None:
    above = {path[: level.path_length] for path in paths} if level is not None else set()
    if len(above) != 1 or level is None or len(next(iter(above))) < level.path_length:
        raise Invalid(fields={"office": _("Pilih wilayah kantor yang menandatangani SK ini.")})
    return Wilayah.objects.filter(path=above.pop()).first()


def number_key(number: str) -> str:
    return squeeze(number)[:120] or number.strip().casefold()[:120]


def _villages_of(sk_id: Any) -> Any:
    return SkNaming.objects.filter(sk_id=sk_id).values("village_id")


_posted_there = prepared(
    lambda sk_id: PsmPosting.objects.filter(village_id__in=_villages_of(sk_id)).values_list("pk", flat=True)
)
_once_there = prepared(
    lambda sk_id: PsmPosting.objects.filter(former_villages__village_id__in=_villages_of(sk_id)).values_list(
        "pk", flat=True
    )
)
_named = prepared(lambda sk_id: SkNaming.objects.filter(sk_id=sk_id).values_list("posting_id", flat=True))
_still_named = prepared(
    lambda sk_id: SkNaming.objects.filter(sk_id=sk_id, annulled_at__isnull=True).select_related("posting")
)


def touched(desk: Desk, sk: Sk) -> None:
    """Everybody the paper names, and everybody posted in the villages it writes (omissions)."""
    desk.touches(_posted_there(sk.pk))
    desk.touches(_once_there(sk.pk))
    desk.touches(_named(sk.pk))


def about_people(desk: Desk, sk: Sk, what: str) -> None:
    """The event stands on the page of every person the paper names."""
    for naming in _still_named(sk.pk):
        desk.about(naming, after={what: sk.number}, person_id=naming.posting.person_id)


def next_version(sk: Sk) -> None:
    sk.version = F("version") + 1  # type: ignore[assignment]
    sk.save()
    sk.refresh_from_db(fields=["version"])


def paper_columns(sk: Sk, draft: SkDraft | BoardSkDraft) -> None:
    """What a draft says stands on the paper, now read off it; the caller sets the office and saves."""
    sk.issuer = draft.issuer or ""
    sk.number, sk.number_key = draft.number.strip(), number_key(draft.number)
    sk.signed_on = draft.signed_on
    sk.signed_year = draft.signed_on.year if draft.signed_on else draft.signed_year
    sk.starts_on, sk.ends_on, sk.end_kind = draft.starts_on, draft.ends_on, draft.end_kind
    sk.signer_name = draft.signer_name.strip()[:120]
    if isinstance(draft, SkDraft):
        sk.revokes_former = draft.revokes_former
    sk.stated_by, sk.stated_at = "", None


def refuse_annulled(sk: Sk) -> None:
    if sk.annulled_at:
        raise Conflict(_("Catatan SK ini sudah dibatalkan."))


def refuse_twin(sk: Sk) -> None:
    twin = Sk.objects.filter(
        issuer=sk.issuer,
        office=sk.office,
        number_key=sk.number_key,
        signed_on=sk.signed_on,
        annulled_at__isnull=True,
    ).exclude(pk=sk.pk)
    if sk.office_id and sk.signed_on and twin.exists():
        raise Conflict(_("SK dengan kantor, nomor, dan tanggal ini sudah tercatat. Buka SK itu."))
