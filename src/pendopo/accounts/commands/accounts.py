import re

from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.accounts.commands.codes import Issued, write_code
from pendopo.accounts.commands.leaving import restore_role
from pendopo.accounts.commands.rows import (
    free_phone,
    in_force,
    own_account,
    place_for,
    refuse_last_admin,
    shut,
)  # fmt: skip
from pendopo.accounts.drafts import AccountDraft, name_faults, phone_faults
from pendopo.accounts.records import about_account, account_values, grant_values
from pendopo.kernel.command import Desk, command
from pendopo.roster.models import Person
from pendopo.shared.refusals import Conflict, Invalid
from pendopo.shared.text import key
from pendopo.wilayah.models import Wilayah


@command("account.created", Permission.ACCOUNT_WRITE)
def create_account(desk: Desk, draft: AccountDraft) -> Issued:
    """An account with one role at a place below the giver, and the code for its first login.

    The office of that place may mend the account from then on.
    """
    place = place_for(desk, draft.grant)
    if draft.grant.role == Role.PSM:
        _refuse_stranger(desk, draft.person_id, place)
    user = User(
        name=draft.name.strip(),
        username=_free_username(draft),
        phone=free_phone(draft.phone),
        person_id=draft.person_id if draft.grant.role == Role.PSM else None,
        office=place,
        office_path=place.path,
        created_at=desk.actor.at,
    )
    user.set_unusable_password()
    user.save()
    grant = Grant.objects.create(user=user, role=draft.grant.role, wilayah=place, since=desk.actor.at)
    issued = write_code(desk, user)
    about_account(desk, user, after=account_values(user) | grant_values(grant))
    return issued


@command("account.corrected", Permission.ACCOUNT_WRITE)
def correct_account(desk: Desk, user_id: int, name: str, phone: str) -> User:
    """Name and phone number of somebody else's account."""
    wrong = name_faults(name) | phone_faults(phone)
    if wrong:
        raise Invalid(fields=wrong)
    user = own_account(desk, user_id)
    before = account_values(user)
    user.name, user.phone = name.strip(), free_phone(phone, but=user.pk)
    user.save()
    about_account(desk, user, before=before, after=account_values(user))
    return user


@command("account.closed", Permission.ACCOUNT_WRITE)
def close_account(desk: Desk, user_id: int, reason: str) -> User:
    """Nobody logs in with it any more; its roles rest, its traces in the log stay."""
    if len(reason.strip()) < 3:
        raise Invalid(fields={"reason": _("Tulis alasannya.")})
    user = own_account(desk, user_id)
    if not user.is_active:
        raise Conflict(_("Akun ini sudah ditutup."))
    if user.pk == desk.actor.user_id:
        raise Conflict(_("Akun sendiri tidak dapat ditutup. Mintalah admin lain."))
    for grant in in_force(user, desk).select_related("wilayah"):
        refuse_last_admin(desk, grant)
    shut(user)
    desk.because(reason.strip()[:250])
    about_account(desk, user, before={"open": True}, after={"open": False})
    return user


@command("account.reopened", Permission.ACCOUNT_WRITE)
def reopen_account(desk: Desk, user_id: int) -> Issued:
    """A closed account works again, with its former roles and a new code; a PSM's with her present village."""
    user = own_account(desk, user_id)
    if user.is_active:
        raise Conflict(_("Akun ini tidak ditutup."))
    user.is_active = True
    user.set_unusable_password()
    user.save()
    restore_role(desk, user)
    about_account(desk, user, before={"open": False}, after={"open": True})
    return write_code(desk, user)


def _refuse_stranger(desk: Desk, person_id: int | None, place: Wilayah) -> None:
    person = one_visible(Person.objects.all(), desk.actor, Permission.PERSON_VIEW, pk=person_id)
    if not person.postings.filter(village=place, cancelled_at__isnull=True).exists():
        raise Invalid(fields={"wilayah": _("Orang ini tidak tercatat sebagai PSM di desa/kelurahan itu.")})
    if User.objects.filter(person_id=person_id, is_active=True).exists():
        raise Conflict(_("PSM ini sudah punya akun."))


def _free_username(draft: AccountDraft) -> str:
    """The one asked for, or the first two words of the name with a number where somebody has it."""
    if draft.username:
        wanted = draft.username.lower()
        if User.objects.filter(username=wanted).exists():
            raise Invalid(fields={"username": _("Nama pengguna ini sudah dipakai. Pilih yang lain.")})
        return wanted
    words = re.sub(r"[^a-z ]", "", key(draft.name)).split()[:2]
    stem = ".".join(words)[:50] if len("".join(words)) >= 3 else "akun." + ".".join(words)
    stem = stem.strip(".")
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(n for i in range(1, len(taken) + 2) if (n := stem if i == 1 else f"{stem}{i}") not in taken)
