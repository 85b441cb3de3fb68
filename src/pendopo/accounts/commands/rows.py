"""Rows shared by the commands of accounts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.access.policy import Permission
from pendopo.access.scope import one_visible
from pendopo.accounts.drafts import GrantDraft
from pendopo.kernel.command import Desk
from pendopo.shared.phones import parse_phone
from pendopo.shared.refusals import Conflict, Invalid, NotAllowed
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah

_LEVELS = {
    Role.DINSOS_ADMIN: {Level.COUNTRY, Level.PROVINCE, Level.REGENCY},
    Role.DINSOS_VERIFIER: {Level.COUNTRY, Level.PROVINCE, Level.REGENCY},
    Role.VILLAGE_OPERATOR: {Level.VILLAGE},
    Role.PSM: {Level.VILLAGE},
}


def own_account(desk: Desk, user_id: int) -> User:
    """An account of an office in reach, locked. One that also holds a role elsewhere belongs to a higher office."""
    seen = one_visible(User.objects.all(), desk.actor, Permission.ACCOUNT_WRITE, pk=user_id)
    user = User.objects.select_for_update(of=("self",)).select_related("office").get(pk=seen.pk)
    if user.office:
        desk.at(user.office)
    paths = in_force(user, desk).values_list("wilayah__path", flat=True)
    if not all(desk.actor.reaches(path) for path in paths):
        raise NotAllowed(
            _("Akun ini juga memegang peran di luar wilayah Anda. Mintalah kantor di atas Anda mengubahnya.")
        )
    return user


def self_user(desk: Desk) -> User:
    """The account of whoever acts, locked."""
    desk.here()
    return User.objects.select_for_update().get(pk=desk.actor.user_id or 0)


def in_force(user: User, desk: Desk) -> QuerySet[Grant]:
    return user.grants.filter(Q(until__isnull=True) | Q(until__gt=desk.actor.at))


def place_for(desk: Desk, draft: GrantDraft) -> Wilayah:
    """The place of a new grant, in reach and of a level that the role exists on."""
    place = Wilayah.objects.filter(pk=draft.wilayah_id).first()
    if place is None:
        raise Invalid(fields={"wilayah": _("Pilih wilayah dari daftar.")})
    desk.at(place)
    if Level(place.level) not in _LEVELS.get(draft.role, set(Level)):
        word = {
            Role.DINSOS_ADMIN: _("Peran Dinas Sosial ada di kabupaten/kota, provinsi, dan pusat."),
            Role.DINSOS_VERIFIER: _("Peran Dinas Sosial ada di kabupaten/kota, provinsi, dan pusat."),
            Role.VILLAGE_OPERATOR: _("Operator desa/kelurahan hanya ada di satu desa/kelurahan."),
            Role.PSM: _("Akun PSM hanya ada di desa/kelurahan tempat ia bertugas."),
        }[draft.role]
        raise Invalid(fields={"wilayah": word})
    return place


def shut(user: User) -> None:
    """Close an account: nobody comes in, and whoever is in is out at her next click, on every worker."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.sessions.all().delete()


def refuse_last_admin(desk: Desk, grant: Grant) -> None:
    """An office keeps one admin, else nobody could give her back. The office above may end her.

    The place is locked first: of two admins who end each other at once, the second finds herself the last.
    """
    if grant.role != Role.DINSOS_ADMIN or desk.actor.place_id != grant.wilayah_id:
        return
    Wilayah.objects.select_for_update(no_key=True).get(pk=grant.wilayah_id)
    others = Grant.objects.filter(
        role=Role.DINSOS_ADMIN, wilayah_id=grant.wilayah_id, user__is_active=True
    ).filter(Q(until__isnull=True) | Q(until__gt=desk.actor.at))
    if not others.exclude(user_id=grant.user_id).exists():
        raise Conflict(
            _(
                "Ini admin terakhir di %(place)s. Berikan peran admin kepada orang lain dahulu, baru akhiri yang "
                "ini, atau mintalah kantor di atasnya."
            )
            % {"place": grant.wilayah}
        )


def free_phone(phone: str, but: int | None = None) -> str | None:
    number = parse_phone(phone).value or None
    if number and User.objects.filter(phone=number).exclude(pk=but or 0).exists():
        raise Invalid(fields={"phone": _("Nomor HP ini sudah dipakai akun lain.")})
    return number


def good_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": " ".join(error.messages)}) from None
