"""Rows shared by the commands of this room."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.access.scope import one_visible, visible
from pendopo.kernel.command import Desk
from pendopo.legality.drafts import SkDraft
from pendopo.legality.enums import Issuer
from pendopo.legality.models import Sk, SkNaming
from pendopo.roster.models import PsmPosting
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.shared.text import squeeze
from pendopo.wilayah.enums import Kind, Level
from pendopo.wilayah.models import Wilayah

_LEVEL_OF = {
    Issuer.KEPALA_DESA: Level.VILLAGE,
    Issuer.LURAH: Level.VILLAGE,
    Issuer.CAMAT: Level.DISTRICT,
    Issuer.KEPALA_DINSOS: Level.REGENCY,
    Issuer.BUPATI_WALIKOTA: Level.REGENCY,
}


def own_sk(desk: Desk, sk_id: int, version: int | None = None) -> Sk:
    """The paper, locked, with the permission asked at every village it names somebody of in reach."""
    sk = one_visible(Sk.objects.all(), desk.actor, desk.permission, pk=sk_id)
    sk = Sk.objects.select_for_update(of=("self",)).select_related("office", "scan").get(pk=sk.pk)
    if version is not None and sk.version != version:
        raise Conflict(
            _("SK ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")
        )
    named = SkNaming.objects.filter(sk=sk).select_related("posting__village")
    inside = [n.posting.village for n in named if desk.actor.reaches(n.posting.village_path)]
    if len(inside) < named.count():
        raise Conflict(
            _("SK ini juga memuat orang dari luar wilayah Anda. Mintalah kantor di atas Anda mengubahnya.")
        )
    desk.at(*inside)
    return sk


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
    level = _LEVEL_OF.get(draft.issuer)
    named = Wilayah.objects.filter(pk=draft.office_id or 0).first()
    office = named if draft.office_id else _office_above(postings, level)
    if office is None or (level is not None and office.level != level):
        raise Invalid(fields={"office": _("Wilayah kantor tidak cocok dengan jabatan penanda tangan.")})
    wrong_head = {Issuer.KEPALA_DESA: Kind.KELURAHAN, Issuer.LURAH: Kind.DESA}.get(draft.issuer)
    if wrong_head and office.kind == wrong_head:
        raise Invalid(
            fields={"issuer": _("Desa dipimpin kepala desa dan kelurahan dipimpin lurah. Pilih yang sesuai.")}
        )
    return office


def _office_above(postings: list[PsmPosting], level: Level | None) -> Wilayah | None:
    above = {posting.village.path[: level.path_length] for posting in postings} if level else set()
    if len(above) != 1:
        raise Invalid(fields={"office": _("Pilih wilayah kantor yang menandatangani SK ini.")})
    return Wilayah.objects.filter(path=above.pop()).first()


def number_key(number: str) -> str:
    return squeeze(number)[:120] or number.strip().casefold()[:120]


def touched(desk: Desk, sk: Sk) -> None:
    """Everybody the paper names, and everybody posted in the villages it writes (omissions)."""
    villages = SkNaming.objects.filter(sk=sk).values("village_id")
    desk.touches(PsmPosting.objects.filter(village_id__in=villages).values_list("pk", flat=True))
    desk.touches(SkNaming.objects.filter(sk=sk).values_list("posting_id", flat=True))


def about_people(desk: Desk, sk: Sk, what: str) -> None:
    """The event stands on the page of every person the paper names."""
    for naming in SkNaming.objects.filter(sk=sk, annulled_at__isnull=True).select_related("posting"):
        desk.about(naming, after={what: sk.number}, person_id=naming.posting.person_id)


def next_version(sk: Sk) -> None:
    sk.version = F("version") + 1  # type: ignore[assignment]
    sk.save()
    sk.refresh_from_db(fields=["version"])
