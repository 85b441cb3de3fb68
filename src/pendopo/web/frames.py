"""Filling the frame: menu by permission, the path that can be climbed, the hats."""

from datetime import date
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from pendopo.access.actor import Actor
from pendopo.access.models import Grant, User
from pendopo.access.policy import Permission
from pendopo.shared.dates import format_date
from pendopo.web.cover import idle_minutes
from pendopo.web.frame import Crumb, Frame, Hat, MenuGroup, MenuItem
from pendopo.wilayah.history import lineage_on, successor_of
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import lineage

# (heading, ((permission, url name, label, icon), …))
_MENU = (
    (
        "",
        (
            (Permission.FIGURES_VIEW, "konsolidasi:halaman", _("Konsolidasi"), "chart"),
            (Permission.FIGURES_VIEW, "target:halaman", _("Target"), "flag"),
            (Permission.PERSON_VIEW, "psm:daftar", _("PSM"), "people"),
            (Permission.SK_VIEW, "sk:daftar", _("SK"), "paper"),
            (Permission.UNIT_VIEW, "pengurus:daftar", _("Pengurus IPSM"), "board"),
            (Permission.SK_REQUEST, "permintaan:daftar", _("Permintaan SK"), "letter"),
        ),
    ),
    (
        _("Kerja"),
        (
            (Permission.IMPORT_RUN, "impor:daftar", _("Impor Excel"), "upload"),
            (Permission.PERSON_MERGE, "ganda:daftar", _("Mungkin orang yang sama"), "twins"),
            (Permission.PERSON_WRITE, "pindah:daftar", _("Perpindahan"), "swap"),
        ),
    ),
    (
        _("Kantor"),
        (
            (Permission.ACCOUNT_VIEW, "akun:daftar", _("Akun"), "account"),
            (Permission.FIGURES_VIEW, "kebijakan:daftar", _("Kebijakan"), "rules"),
            (Permission.TREE_WRITE, "wilayah:perubahan", _("Perubahan wilayah"), "region"),
            (Permission.EVENT_VIEW, "catatan:daftar", _("Catatan"), "log"),
        ),
    ),
    ("", ((Permission.OWN_VIEW, "saya:halaman", _("Data saya"), "person"),)),
)


def frame_for(
    request: HttpRequest,
    user: User,
    actor: Actor,
    grants: list[Grant],
    grant: Grant,
    place: Wilayah,
    on: date,
) -> Frame:
    kept = {
        k: str(v)
        for k, v in request.GET.items()
        if k not in ("wilayah", "wilayah_teks", "per", "hal", "sesudah")
    }
    return Frame(
        menu=_menu(request, actor),
        place_path=_crumbs(request, place, on, actor),
        place_code=place.code,
        tree_note=_tree_note(place, on, actor),
        on=on,
        is_today=on == actor.today,
        today_url=f"{request.path}?{urlencode({'wilayah': place.code} | kept)}",
        keep=tuple(kept.items()),
        user_name=user.name,
        hats=[Hat(g.pk, g.get_role_display(), str(g.wilayah), g.pk == grant.pk) for g in grants],
        hat_url=_address("masuk:peran"),
        account_url=_address("masuk:akun_saya"),
        logout_url=_address("masuk:keluar"),
        idle_minutes=idle_minutes(actor.role),
        cover_url=_address("masuk:kunci"),
        demo=settings.DEMO,
    )


def _crumbs(request: HttpRequest, place: Wilayah, on: date, actor: Actor) -> list[Crumb]:
    view = getattr(request.resolver_match, "func", None)
    free = getattr(view, "anywhere", False)
    path = lineage(place) if on == actor.today else lineage_on(place, on)
    steps = [w for w in path if actor.reaches(w.path) or (free and actor.path.startswith(w.path))]
    per = {} if on == actor.today else {"per": on.isoformat()}
    return [Crumb(w.full_name, f"{request.path}?{urlencode({'wilayah': w.code} | per)}") for w in steps]


def _tree_note(place: Wilayah, on: date, actor: Actor) -> str:
    """Said where the tree of the date is another than today's, as far as this place is concerned."""
    if place.valid_from and on < place.valid_from:
        return _t("%(place)s baru ada sejak %(day)s.") % {
            "place": place,
            "day": format_date(place.valid_from),
        }
    if place.valid_until and place.valid_until < on:
        carrying = successor_of(place)
        return _t("%(place)s ada sampai %(day)s. Penerusnya: %(successor)s.") % {
            "place": place, "day": format_date(place.valid_until), "successor": carrying,
        }  # fmt: skip
    if on >= actor.today or place.state_since is None or place.state_since <= on:
        return ""
    today = " · ".join(w.full_name for w in reversed(lineage(place)[1:]))
    return _t("Nama dan susunan wilayah per tanggal itu. Sekarang: %(today)s.") % {"today": today}


@cache
def _address(name: str) -> str:
    """Pages of the frame take nothing, so their addresses never change."""
    return reverse(name)


def _menu(request: HttpRequest, actor: Actor) -> list[MenuGroup]:
    groups = []
    for title, entries in _MENU:
        items = []
        for permission, name, label, icon in entries:
            url = _address(name)
            if actor.may(permission) and not (permission == Permission.OWN_VIEW and not actor.person_id):
                items.append(MenuItem(url, str(label), icon, current=_here(request, url)))
        if items:
            groups.append(MenuGroup(items, str(title)))
    return groups


def _here(request: HttpRequest, url: str) -> bool:
    """The first page has the address that all others begin with."""
    return request.path == url if url == "/" else request.path.startswith(url)
