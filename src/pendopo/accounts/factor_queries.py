"""Reads of second factors: what an account has, which key this is, and who must have one.

What an office above demands holds below; an office may demand more, never less. Where no office on the way up
has said anything, every role that may reveal a NIK must have a second factor from its first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant, User
from pendopo.access.policy import POLICY, Permission
from pendopo.access.scope import visible
from pendopo.accounts.models import Authenticator, FactorPolicy, Passkey, RecoveryCode
from pendopo.prepared import OneOf, prepared
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of

BY_DEFAULT = POLICY[Permission.NIK_REVEAL]
_HAS_FACTOR = (
    "SELECT EXISTS (SELECT FROM accounts_authenticator WHERE user_id = %s)"
    " OR EXISTS (SELECT FROM accounts_passkey WHERE user_id = %s)"
)


_policies = prepared(
    lambda nodes: FactorPolicy.objects.filter(OneOf(F("wilayah_id"), nodes), ended_at__isnull=True)
)


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account can prove itself with besides its password."""

    authenticator: Authenticator | None
    passkeys: tuple[Passkey, ...]
    codes_left: int
    codes_made_at: datetime | None

    @property
    def any(self) -> bool:
        """Codes on paper stand in for a lost factor; alone they are none."""
        return bool(self.authenticator or self.passkeys)

    @property
    def number(self) -> int:
        return len(self.passkeys) + bool(self.authenticator)


def factors_of(user_id: int) -> Factors:
    codes = list(RecoveryCode.objects.filter(user_id=user_id).values_list("created_at", "used_at"))
    return Factors(
        Authenticator.objects.filter(user_id=user_id).first(),
        tuple(Passkey.objects.filter(user_id=user_id).order_by("name", "pk")),
        sum(used is None for _made, used in codes),
        max((made for made, _used in codes), default=None),
    )


def has_factor(user_id: int) -> bool:
    """Asked for almost every page, so in plain words to the database."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_FACTOR, [user_id, user_id])
        row = cursor.fetchone()
        return bool(row and row[0])


def passkey_of(credential_id: bytes) -> Passkey | None:
    """The key that was shown, with its owner; None where nobody open has it."""
    keys = Passkey.objects.select_related("user__office").filter(user__is_active=True)
    return keys.filter(credential_id=credential_id).first()


def credential_ids(user_id: int) -> list[bytes]:
    keys = Passkey.objects.filter(user_id=user_id).order_by("pk").values_list("credential_id", flat=True)
    return [bytes(key) for key in keys]


def waiting_user(user_id: object) -> User | None:
    """Somebody whose password was right and whose second factor is awaited, if the account is still open."""
    if not isinstance(user_id, int):
        return None
    return User.objects.select_related("office").filter(pk=user_id, is_active=True).first()


def demanded_from(grants: Iterable[Grant]) -> datetime | None:
    """The instant from which these roles open nothing without a second factor; None where none demands one."""
    held = list(grants)
    nodes = {node for grant in held for node in ids_of(grant.wilayah.path)}
    rows = _policies(list(nodes))
    return min(filter(None, (_demand(grant, rows) for grant in held)), default=None)


def _demand(grant: Grant, rows: list[FactorPolicy]) -> datetime | None:
    above = [row for row in rows if grant.wilayah.path.startswith(row.wilayah_path)]
    if not above:
        return grant.since if grant.role in BY_DEFAULT else None
    ends = [
        max(row.set_at, grant.since) + timedelta(days=row.grace_days)
        for row in above
        if grant.role in row.roles
    ]
    return min(ends, default=None)


def factor_policies_along(place: Wilayah) -> list[FactorPolicy]:
    """What holds at a place: the words of every office from Indonesia down to it."""
    rows = FactorPolicy.objects.filter(wilayah_id__in=ids_of(place.path), ended_at__isnull=True)
    return list(rows.select_related("wilayah").order_by("wilayah__level"))


def demanded_roles(rows: Iterable[FactorPolicy]) -> list[Role]:
    """Roles that these words together demand a second factor of; the default where there are none."""
    said = list(rows)
    names = {role for row in said for role in row.roles} if said else set(BY_DEFAULT)
    return [role for role in Role if role in names]


def own_factor_policy(actor: Actor, place: Wilayah) -> FactorPolicy | None:
    """What the office of a place itself has said, for whoever may change it."""
    rows = visible(FactorPolicy.objects.all(), actor, Permission.POLICY_WRITE)
    return rows.filter(wilayah=place, ended_at__isnull=True).first()
