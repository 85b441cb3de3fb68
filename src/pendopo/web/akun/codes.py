"""One-time codes on the screen, on paper and in WhatsApp. A code is shown once, in the answer that made it."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts import queries
from pendopo.accounts.commands import Issued, issue_one_time_code, reopen_account, reset_factors
from pendopo.documents.account_slips import account_slips
from pendopo.documents.records import AccountSlip
from pendopo.documents.whatsapp import code_text
from pendopo.shared.clock import WIB, zone_of
from pendopo.shared.dates import format_instant
from pendopo.shared.refusals import Conflict
from pendopo.web.door import Visit, page
from pendopo.web.methods import posted


@never_cache
@page(Permission.ACCOUNT_WRITE)
@posted
def issue(visit: Visit, user_id: int) -> HttpResponseBase:
    return show_code(visit, issue_one_time_code(visit.actor, user_id))


@never_cache
@page(Permission.ACCOUNT_WRITE)
@posted
def reopen(visit: Visit, user_id: int) -> HttpResponseBase:
    return show_code(visit, reopen_account(visit.actor, user_id))


@never_cache
@page(Permission.ACCOUNT_WRITE)
@posted
def reset(visit: Visit, user_id: int) -> HttpResponseBase:
    """Somebody lost her phone: her second factors go, and a code lets her in."""
    return show_code(visit, reset_factors(visit.actor, user_id, visit.request.POST.get("reason", "")))


@never_cache
@page(Permission.ACCOUNT_WRITE)
@posted
def slip(visit: Visit, user_id: int) -> HttpResponseBase:
    """The sheet to cut out. The page that shows the code sends it along, since nobody else knows it."""
    user = queries.account(visit.actor, user_id)
    typed = visit.request.POST.get("code", "")[:20]
    code = queries.check_code(user, typed, visit.actor.at).right
    if code is None:
        raise Conflict(_("Kode ini tidak berlaku lagi. Buat kode baru, lalu cetak."))
    made = _slip(visit, Issued(user, typed, code.expires_at))
    answer = HttpResponse(account_slips([made]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kode-masuk-{user.username}.pdf"'
    return answer


def show_code(visit: Visit, issued: Issued) -> HttpResponse:
    """The answer to the form that made the code: a redirect would have to keep the code somewhere."""
    made = _slip(visit, issued)
    return visit.show(
        "akun/kode.html",
        user_shown=issued.user,
        slip=made,
        text=code_text(made),
        phone=(issued.user.phone or "").removeprefix("+"),
    )


def _slip(visit: Visit, issued: Issued) -> AccountSlip:
    user: User = issued.user
    grant = next(iter(queries.own_grants(user.pk, visit.actor.at)), None)
    zone = zone_of(user.office.code) if user.office else WIB
    return AccountSlip(
        name=user.name,
        role=grant.get_role_display() if grant else "",
        place=str(grant.wilayah) if grant else "",
        username=user.username,
        code=issued.code,
        valid_until=format_instant(issued.expires_at.astimezone(zone)),
        address=visit.request.build_absolute_uri("/"),
    )
