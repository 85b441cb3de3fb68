"""What everybody may change of her own account."""

from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.commands.rows import free_phone, good_password, self_user
from pendopo.accounts.drafts import phone_faults
from pendopo.accounts.records import about_account, account_values
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Invalid


@command("account.password_set", Permission.OWN_VIEW)
def set_password(desk: Desk, old: str, password: str) -> User:
    """Change the own password; the old one is asked again. Other devices are logged out by it."""
    user = self_user(desk)
    if not user.check_password(old):
        raise Invalid(fields={"old": _("Kata sandi yang sekarang tidak cocok.")})
    good_password(user, password)
    user.set_password(password)
    user.must_change_password = False
    user.save()
    about_account(desk, user, after={"password": "baru"})
    return user


@command("account.phone_changed", Permission.OWN_VIEW)
def change_own_phone(desk: Desk, phone: str) -> User:
    """The number one logs in with; empty takes it away."""
    wrong = phone_faults(phone)
    if wrong:
        raise Invalid(fields=wrong)
    user = self_user(desk)
    before = account_values(user)
    user.phone = free_phone(phone, but=user.pk)
    user.save()
    about_account(desk, user, before=before, after=account_values(user))
    return user


@command("account.print_set", Permission.OWN_VIEW)
def set_large_print(desk: Desk, large: bool) -> User:
    """Large print, kept with the person: it comes along to the next device."""
    user = self_user(desk)
    before = {"large_print": user.large_print}
    user.large_print = large
    user.save()
    about_account(desk, user, before=before, after={"large_print": large})
    return user
