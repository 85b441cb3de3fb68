from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.access.models import OneTimeCode, User
from pendopo.access.policy import Permission
from pendopo.accounts.codes import VALID_FOR, code_hash, new_code
from pendopo.accounts.commands.rows import good_password, own_account, self_user
from pendopo.accounts.queries import open_codes
from pendopo.accounts.records import about_account
from pendopo.accounts.throttle import forget_tries
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict


@dataclass(frozen=True, slots=True)
class Issued:
    """The only moment at which the code is readable: it is kept as a hash."""

    user: User
    code: str
    expires_at: datetime


@command("account.code_issued", Permission.ACCOUNT_WRITE)
def issue_one_time_code(desk: Desk, user_id: int) -> Issued:
    """A new code for somebody who forgot the password; codes given before are void, the password still works."""
    user = own_account(desk, user_id)
    if not user.is_active:
        raise Conflict(_("Akun ini ditutup. Buka kembali dahulu."))
    issued = write_code(desk, user)
    about_account(desk, user, after={"code_until": issued.expires_at})
    return issued


@command("account.code_missed", Permission.OWN_VIEW)
def note_wrong_code(desk: Desk, code_id: int) -> None:
    """Somebody typed a wrong code for this account; after five the code is void."""
    user = self_user(desk)
    code = OneTimeCode.objects.select_for_update().get(pk=code_id, user=user)
    code.tries += 1
    code.save(update_fields=["tries"])
    about_account(desk, user, after={"wrong_tries": code.tries})


@command("account.code_used", Permission.OWN_VIEW)
def use_code(desk: Desk, code_id: int, password: str) -> User:
    """The first password of an account, or a new one after a forgotten one; the code is spent."""
    user = self_user(desk)
    code = open_codes(user.pk, desk.actor.at).select_for_update(of=("self",)).filter(pk=code_id).first()
    if code is None:
        raise Conflict(
            _("Kode ini sudah dipakai atau tidak berlaku lagi. Mintalah kode baru kepada admin Anda.")
        )
    good_password(user, password)
    code.used_at = desk.actor.at
    code.save(update_fields=["used_at"])
    user.set_password(password)
    user.must_change_password = False
    user.save()
    about_account(desk, user, after={"password": "baru"})
    return user


def write_code(desk: Desk, user: User) -> Issued:
    """Void the open codes of an account and write a new one, which counts at once also after many wrong tries."""
    at = desk.actor.at
    forget_tries(user.username, user.phone or "")
    OneTimeCode.objects.filter(user=user, used_at__isnull=True).update(expires_at=at)
    issued = Issued(user, new_code(), at + VALID_FOR)
    OneTimeCode.objects.create(
        user=user, code_hash=code_hash(user.pk, issued.code), created_at=at, expires_at=issued.expires_at
    )
    return issued
