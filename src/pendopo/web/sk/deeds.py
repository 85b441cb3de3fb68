"""What is done to a paper that is recorded: checked, revoked, annulled, scanned."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.legality.commands import (
    annul_sk,
    attach_scan,
    revoke_sk,
    unrevoke_sk,
    verify_sk,
    withdraw_verification,
)  # fmt: skip
from pendopo.legality.models import Sk
from pendopo.legality.queries import one_sk
from pendopo.shared.refusals import Conflict, Refusal
from pendopo.web.door import Visit, page
from pendopo.web.refusal_form import tell
from pendopo.web.sk import forms as f


@page(Permission.SK_VERIFY)
def verify_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _("Catat apa yang Anda lihat. Pemeriksaan tidak mengubah sah atau tidaknya SK.")
    return _deed(
        visit, sk_id, f.SeenForm,
        lambda sk, form: verify_sk(visit.actor, sk, form.cleaned_data["version"], form.words()),
        _("Periksa SK"), lead, _("SK sudah diperiksa."), button=_("Catat pemeriksaan"),
    )  # fmt: skip


@page(Permission.SK_VERIFY)
def withdraw_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _("SK ini lalu dihitung belum diperiksa lagi.")
    return _reasoned(
        visit, sk_id, withdraw_verification, _("Tarik pemeriksaan"), lead, _("Pemeriksaan ditarik.")
    )


@page(Permission.SK_WRITE)
def revoke_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _(
        "Kantor yang menerbitkan mencabut SK ini. Semua yang disebut tidak lagi memegangnya sejak tanggal itu, "
        "dan SK sebelumnya tidak hidup kembali."
    )
    return _deed(
        visit, sk_id, f.RevokeForm,
        lambda sk, form: revoke_sk(visit.actor, sk, form.cleaned_data["version"], form.draft()),
        _("Cabut SK"), lead, _("Pencabutan sudah dicatat."), button=_("Catat pencabutan"), danger=True,
    )  # fmt: skip


@page(Permission.SK_WRITE)
def unrevoke_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _("Pencabutan itu salah catat: SK berlaku lagi seperti tertulis.")
    return _reasoned(
        visit, sk_id, unrevoke_sk, _("Tarik catatan pencabutan"), lead, _("Catatan pencabutan ditarik.")
    )


@page(Permission.SK_WRITE)
def annul_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _("Hanya untuk salah catat: SK ini tidak pernah ada. Yang pernah digantikannya berlaku kembali.")
    return _reasoned(visit, sk_id, annul_sk, _("Batalkan catatan SK"), lead, _("Catatan SK dibatalkan."))


@page(Permission.SK_WRITE)
def scan_page(visit: Visit, sk_id: int) -> HttpResponse:
    lead = _("PDF, JPEG, atau PNG, paling besar 15 MB. Berkas disimpan apa adanya.")

    def act(sk: int, form: forms.Form) -> Any:
        return attach_scan(
            visit.actor, sk, form.cleaned_data["version"], f.scan_draft(form.cleaned_data["scan"])
        )

    return _deed(visit, sk_id, f.ScanForm, act, _("Unggah pindaian"), lead, _("Pindaian sudah disimpan."))


def _reasoned(
    visit: Visit, sk_id: int, command: Callable[..., Sk], title: str, lead: str, done: str
) -> HttpResponse:
    def act(sk: int, form: forms.Form) -> Any:
        return command(visit.actor, sk, form.cleaned_data["version"], form.cleaned_data["reason"])

    return _deed(visit, sk_id, f.ReasonForm, act, title, lead, done, button=title, danger=True)


def _deed(
    visit: Visit,
    sk_id: int,
    form_class: type[Any],
    act: Callable[[int, Any], Any],
    title: str,
    lead: str,
    done: str,
    **more: Any,
) -> HttpResponse:
    """Show the form, or do the deed and go back to the paper with a sentence."""
    sk = one_sk(visit.actor, sk_id)
    request = visit.request
    form = form_class(request.POST or None, request.FILES or None, initial={"version": sk.version})
    back = f"{reverse('sk:satu', args=[sk.pk])}?{visit.query}"
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            act(sk.pk, form)
        except Refusal as refusal:
            tell(form, refusal)
            status = 409 if isinstance(refusal, Conflict) else 400
        else:
            messages.success(request, done)
            return redirect(back)
    return visit.show("sk/tindakan.html", status, sk=sk, form=form, title=title, lead=lead, back=back, **more)
