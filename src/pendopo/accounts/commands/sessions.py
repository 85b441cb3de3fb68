"""Devices on which an account is in: ended by their owner or by the office that keeps the account."""

from django.utils.translation import gettext as _

from pendopo.access.models import User
from pendopo.access.policy import Permission
from pendopo.accounts.commands.rows import own_account, self_user
from pendopo.accounts.devices import device_words
from pendopo.accounts.records import about_account
from pendopo.kernel.command import Desk, command
from pendopo.shared.refusals import Conflict, NotVisible


@command("account.session_ended", Permission.OWN_VIEW)
def end_own_session(desk: Desk, session_id: int) -> User:
    """Log out one of one's own devices, from any other."""
    user = self_user(desk)
    session = user.sessions.filter(pk=session_id).first()
    if session is None:
        raise NotVisible
    session.delete()
    about_account(desk, user, before={"device": device_words(session.agent)}, after={"device": ""})
    return user


@command("account.sessions_ended", Permission.OWN_VIEW)
def end_own_sessions(desk: Desk) -> User:
    """Log out everywhere, also here."""
    user = self_user(desk)
    about_account(desk, user, after={"sessions_ended": end_all(user)})
    return user


@command("account.put_out", Permission.ACCOUNT_WRITE)
def end_sessions_of(desk: Desk, user_id: int) -> User:
    """Somebody below is logged out everywhere: a lost phone, a computer left open. The account stays."""
    user = own_account(desk, user_id)
    ended = end_all(user)
    if not ended:
        raise Conflict(_("Akun ini memang tidak sedang masuk di perangkat mana pun."))
    about_account(desk, user, after={"sessions_ended": ended})
    return user


def end_all(user: User) -> int:
    """How many devices were logged out."""
    return user.sessions.all().delete()[0]
