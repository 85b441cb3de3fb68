from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pendopo.access.enums import Role
from pendopo.access.policy import Permission
from pendopo.accounts import queries
from pendopo.accounts.commands import (
    close_account,
    correct_account,
    create_account,
    end_grant,
    end_sessions_of,
    give_grant,
)
from pendopo.accounts.factor_queries import factors_of
from pendopo.accounts.session_queries import devices_of
from pendopo.audit.queries import events_of_thing
from pendopo.roster.queries import person, postings_of
from pendopo.shared.phones import format_phone
from pendopo.shared.refusals import Conflict, NotAllowed, NotVisible, Refusal
from pendopo.web.akun.codes import show_code
from pendopo.web.akun.forms import AccountForm, GrantForm, NameForm, PsmAccountForm
from pendopo.web.door import Visit, page
from pendopo.web.methods import posted, sent
from pendopo.web.paging import kept_query, page_of
from pendopo.web.refusal_form import tell
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import lineage


@page(Permission.ACCOUNT_VIEW)
def listing(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    text, role, closed = asked.get("q", "")[:60], asked.get("peran", ""), asked.get("tutup") == "ya"
    role = role if role in Role.values else ""
    rows = queries.accounts_in_reach(visit.actor, visit.place, text=text, role=role, closed=closed)
    return visit.show(
        "akun/daftar.html",
        page=page_of(visit.request, rows),
        text=text,
        role=role,
        closed=closed,
        roles=Role.choices,
        kept=kept_query(visit.request),
        may_write=visit.actor.may(Permission.ACCOUNT_WRITE),
    )


@never_cache
@page(Permission.ACCOUNT_WRITE)
def create(visit: Visit) -> HttpResponseBase:
    if visit.request.GET.get("psm"):
        return _create_for_psm(visit, visit.request.GET["psm"])
    initial = {"wilayah": visit.place} if visit.place.pk != visit.actor.place_id else {}
    form = AccountForm(sent(visit.request), below=_own_node(visit), initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        try:
            return show_code(visit, create_account(visit.actor, form.draft()))
        except Refusal as refusal:
            tell(form, refusal)
    return visit.show("akun/baru.html", form=form)


def _create_for_psm(visit: Visit, person_id: str) -> HttpResponseBase:
    if not (person_id.isascii() and person_id.isdigit() and len(person_id) < 15):
        raise NotVisible
    human = person(visit.actor, int(person_id))
    posting = next((p for p in postings_of(visit.actor, human) if p.cancelled_at is None), None)
    if posting is None or not visit.actor.reaches(posting.village_path):
        raise Conflict(_("Orang ini belum bertugas sebagai PSM di wilayah Anda."))
    initial = {"name": human.full_name, "phone": human.phone}
    form = PsmAccountForm(sent(visit.request), initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        try:
            return show_code(visit, create_account(visit.actor, form.draft(human.pk, posting.village_id)))
        except Refusal as refusal:
            tell(form, refusal)
    return visit.show("akun/baru.html", form=form, human=human, village=posting.village)


@page(Permission.ACCOUNT_VIEW)
def show(visit: Visit, user_id: int) -> HttpResponse:
    user = queries.account(visit.actor, user_id)
    now = visit.actor.at
    grants = list(queries.grants_held(visit.actor, user))
    return visit.show(
        "akun/lihat.html",
        user_shown=user,
        phone=format_phone(user.phone or ""),
        held=[g for g in grants if g.until is None or g.until > now],
        ended=[g for g in grants if g.until and g.until <= now],
        code=queries.newest_code(user),
        factors=factors_of(user.pk),
        devices=devices_of(user, now) if visit.actor.may(Permission.ACCOUNT_WRITE) else (),
        history=events_of_thing("user", user.pk, limit=50),
        may_write=visit.actor.may(Permission.ACCOUNT_WRITE),
        itself=user.pk == visit.actor.user_id,
    )


@page(Permission.ACCOUNT_WRITE)
def correct(visit: Visit, user_id: int) -> HttpResponseBase:
    user = queries.account(visit.actor, user_id)
    form = NameForm(sent(visit.request), initial={"name": user.name, "phone": user.phone or ""})
    if visit.request.method == "POST" and form.is_valid():
        try:
            correct_account(visit.actor, user.pk, form.cleaned_data["name"], form.cleaned_data["phone"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(visit.request, _("Akun tersimpan."))
            return redirect("akun:lihat", user.pk)
    return visit.show("akun/betulkan.html", form=form, user_shown=user)


@page(Permission.ACCOUNT_WRITE)
def give(visit: Visit, user_id: int) -> HttpResponseBase:
    user = queries.account(visit.actor, user_id)
    form = GrantForm(sent(visit.request), below=_own_node(visit))
    if visit.request.method == "POST" and form.is_valid():
        try:
            give_grant(visit.actor, user.pk, form.grant())
        except NotAllowed:
            raise
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                visit.request, _("Peran diberikan. Pemiliknya menggantinya di menu “Ganti peran”.")
            )
            return redirect("akun:lihat", user.pk)
    return visit.show("akun/beri_peran.html", form=form, user_shown=user)


@page(Permission.ACCOUNT_WRITE)
@posted
def end(visit: Visit, grant_id: int) -> HttpResponseBase:
    grant = end_grant(visit.actor, grant_id, visit.request.POST.get("reason", ""))
    closed = not queries.account(visit.actor, grant.user_id).is_active
    words = _("Peran terakhir diakhiri, maka akunnya ditutup.") if closed else _("Peran diakhiri.")
    messages.success(visit.request, words)
    return redirect("akun:lihat", grant.user_id)


@page(Permission.ACCOUNT_WRITE)
@posted
def close(visit: Visit, user_id: int) -> HttpResponseBase:
    user = close_account(visit.actor, user_id, visit.request.POST.get("reason", ""))
    messages.success(visit.request, _("Akun %(name)s ditutup.") % {"name": user.name})
    return redirect("akun:lihat", user.pk)


@page(Permission.ACCOUNT_WRITE)
@posted
def put_out(visit: Visit, user_id: int) -> HttpResponseBase:
    user = end_sessions_of(visit.actor, user_id)
    messages.success(visit.request, _("%(name)s sudah keluar dari semua perangkat.") % {"name": user.name})
    return redirect("akun:lihat", user.pk)


def _own_node(visit: Visit) -> Wilayah:
    """The place of the role in use; the place of the page may lie below it."""
    return next(w for w in lineage(visit.place) if w.pk == visit.actor.place_id)
