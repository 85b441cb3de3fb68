"""Pages of the dated tree: what laws changed, and the four deeds, each asked back before it is done."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.processes.tree.commands import merge_places, move_place, rename_place, split_place
from pendopo.processes.tree.queries import (
    Consequences,
    changes,
    children_to_give,
    consequences,
    may_change,
    people_to_give,
    siblings,
    states,
)  # fmt: skip
from pendopo.shared.refusals import NotAllowed, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.methods import sent
from pendopo.web.places import limit
from pendopo.web.refusal_form import tell
from pendopo.web.wilayah.forms import LawForm, MergeForm, MoveForm, RenameForm, SplitForm
from pendopo.wilayah.enums import Level
from pendopo.wilayah.history import successor_of
from pendopo.wilayah.models import TreeChange, Wilayah

Deed = Callable[[], TreeChange]


@page(Permission.FIGURES_VIEW)
def listing(visit: Visit) -> HttpResponse:
    place = visit.place
    open_ = may_change(visit.actor) and place.level > Level.COUNTRY and place.successor_id is None
    return visit.show(
        "wilayah/perubahan.html",
        changes=changes(visit.actor, place),
        states=states(place),
        may_change=open_,
        at_province=may_change(visit.actor),
        successor=successor_of(place) if place.successor_id else None,
    )


@page(Permission.TREE_WRITE)
def rename(visit: Visit) -> HttpResponseBase:
    form = RenameForm(sent(visit.request), place=_open(visit))
    return _asked(
        visit, form, _("Ganti nama, kode, atau jenis %(place)s"),
        lambda: rename_place(visit.actor, visit.place.pk, form.named(), form.law()),
        lambda: _rename_says(visit, form),
    )  # fmt: skip


@page(Permission.TREE_WRITE)
def move(visit: Visit) -> HttpResponseBase:
    form = MoveForm(sent(visit.request))
    _open(visit)
    limit(form, "parent", visit)
    form.fields["parent"].level = Level(visit.place.level - 1)  # type: ignore[attr-defined]
    form.fields["parent"].widget.level = Level(visit.place.level - 1)  # type: ignore[attr-defined]

    def deed() -> TreeChange:
        given = form.cleaned_data
        return move_place(visit.actor, visit.place.pk, given["parent"].pk, given["code"].strip(), form.law())

    return _asked(
        visit, form, _("Pindahkan %(place)s ke induk lain"), deed,
        lambda: [
            _("%(place)s pindah ke bawah %(parent)s.")
            % {"place": visit.place, "parent": form.cleaned_data["parent"]},
            *_code_apart(form.cleaned_data["code"].strip() or visit.place.code, form.cleaned_data["parent"]),
            *_take_along([visit.place], consequences(visit.actor, [visit.place]), away=True),
        ],
    )  # fmt: skip


@page(Permission.TREE_WRITE)
def split(visit: Visit) -> HttpResponseBase:
    place = _open(visit)
    children = children_to_give(place)
    people = people_to_give(visit.actor, place) if place.level == Level.VILLAGE else []
    form = SplitForm(sent(visit.request), place=place)
    form.offer(children, people)

    def says() -> list[str]:
        draft = form.split()
        draft.named.check(Level(place.level))
        going = [c for c in children if c.pk in draft.children]
        names = ", ".join(c.full_name for c in going)
        return [
            _("Wilayah baru: %(kind)s %(name)s (%(code)s).")
            % {"kind": form.kind_word(), "name": draft.named.name, "code": draft.named.code},
            *_code_apart(draft.named.code, place.parent),
            *([_("Ke sana pindah: %(names)s.") % {"names": names}] if names else []),
            *_take_along(
                going, consequences(visit.actor, going, draft.postings), away=place.level < Level.DISTRICT
            ),
        ]

    return _asked(
        visit, form, _("Mekarkan %(place)s"),
        lambda: split_place(visit.actor, place.pk, 0, form.split(), form.law()), says,
    )  # fmt: skip


@page(Permission.TREE_WRITE)
def merge(visit: Visit) -> HttpResponseBase:
    place = _open(visit)
    beside = siblings(place)
    form = MergeForm(sent(visit.request), place=place)
    form.offer(beside)

    def closing() -> list[Wilayah]:
        others = [s for s in beside if s.pk in form.cleaned_data["others"]]
        return [place, *others] if form.new() else others

    def deed() -> TreeChange:
        ids = tuple(node.pk for node in closing())
        return merge_places(visit.actor, ids, None if form.new() else place.pk, form.new(), form.law())

    def says() -> list[str]:
        new = form.new()
        if new:
            new.check(Level(place.level))
        names = ", ".join(node.full_name for node in closing())
        return [
            _("%(names)s ditutup dan diteruskan oleh %(survivor)s. Pencarian nama lama menemukan penerusnya.")
            % {"names": names, "survivor": f"{new.name} ({new.code})" if new else place.full_name},
            *(_code_apart(new.code, place.parent) if new else []),
            *_take_along(closing(), consequences(visit.actor, closing()), away=False),
            _(
                "Kebijakan yang ditutup tidak ikut: sejak hari itu berlaku kebijakan penerusnya atau kantor di atasnya."
            ),
            _("IPSM di wilayah yang ditutup dicatat bubar sejak hari itu."),
        ]

    return _asked(visit, form, _("Gabungkan %(place)s dengan wilayah lain"), deed, says)


def _asked(
    visit: Visit, form: LawForm, title: str, deed: Deed, says: Callable[[], list[str]]
) -> HttpResponseBase:
    """First the form, then what it would do, then the deed."""
    request, heading = visit.request, title % {"place": visit.place}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("yakin") == "ya":
                return _done(visit, deed())
            if request.POST.get("ubah") != "ya":
                form.law().check(visit.actor.today)
                return _ask(visit, form, heading, says())
        except Refusal as refusal:
            tell(form, refusal)
    return visit.show("wilayah/ubah.html", form=form, heading=heading)


def _ask(visit: Visit, form: LawForm, heading: str, sentences: list[str]) -> HttpResponse:
    lists = visit.request.POST.lists()
    kept = {*form.fields, *(f"{name}_teks" for name in form.fields)}
    answers: list[tuple[str, Any]] = [(name, v) for name, values in lists for v in values if name in kept]
    return visit.show(
        "wilayah/yakin.html", heading=heading, sentences=sentences, law=form.law(), answers=answers
    )


def _done(visit: Visit, change: TreeChange) -> HttpResponseBase:
    messages.success(visit.request, _("Perubahan wilayah tercatat: %(became)s.") % {"became": change.became})
    return redirect(f"{reverse('wilayah:perubahan')}?wilayah={change.place.code}")


def _open(visit: Visit) -> Wilayah:
    if not may_change(visit.actor):
        raise NotAllowed(_("Hanya Dinas Sosial provinsi atau Kementerian Sosial yang mengubah wilayah."))
    if visit.place.level == Level.COUNTRY or visit.place.successor_id:
        raise NotAllowed(_("Pilih dahulu wilayah yang berubah, lewat Pindah wilayah."))
    return visit.place


def _rename_says(visit: Visit, form: RenameForm) -> list[str]:
    named, place = form.named(), visit.place
    named.check(Level(place.level))
    said = [
        _("%(was)s (%(was_code)s) menjadi %(kind)s %(name)s (%(code)s).")
        % {
            "was": place, "was_code": place.code, "kind": form.kind_word(),
            "name": named.name, "code": named.code,
        }
    ]  # fmt: skip
    if named.code != place.code:
        said += _code_apart(named.code, place.parent)
    if named.code != place.code and place.level < Level.VILLAGE:
        below = consequences(visit.actor, [place]).villages
        said.append(_("Kode %(n)d desa/kelurahan di bawahnya ikut berganti awalan.") % {"n": below})
    return said


def _code_apart(code: str, parent: Wilayah | None) -> list[str]:
    """A code follows its parent's; between a law and the ministry's list it sometimes does not yet."""
    if parent is None or parent.level == Level.COUNTRY or code.startswith(f"{parent.code}."):
        return []
    said = _("Kode %(code)s tidak diawali kode %(parent)s (%(parent_code)s). Periksa sekali lagi.")
    return [said % {"code": code, "parent": parent, "parent_code": parent.code}]


def _take_along(places: Sequence[Wilayah], taken: Consequences, *, away: bool) -> list[str]:
    """`away`: another office looks after it from now on."""
    counts = {
        "villages": taken.villages,
        "psm": taken.psm,
        "papers": taken.papers,
        "accounts": taken.accounts,
    }
    inner = any(place.level < Level.VILLAGE for place in places)
    along = _("Ikut pindah: %(psm)d PSM, %(papers)d SK, %(accounts)d akun.")
    if inner:
        along = _("Ikut pindah: %(villages)d desa/kelurahan, %(psm)d PSM, %(papers)d SK, %(accounts)d akun.")
    if not any(counts.values()):
        along = _("Tidak ada PSM, SK, atau akun yang ikut pindah.")
    said = [along % counts, _("SK tetap dinilai menurut susunan wilayah pada hari penandatanganannya.")]
    if away:
        said.append(_("Kantor lama tidak lagi melihat data itu; kantor baru melihatnya, juga riwayatnya."))
    return said
