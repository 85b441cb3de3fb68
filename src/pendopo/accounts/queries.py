"""Reads of accounts: who logs in, who is in reach, what she may do."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from pendopo.access.actor import Actor
from pendopo.access.enums import Role
from pendopo.access.models import Grant, OneTimeCode, User
from pendopo.access.policy import Permission
from pendopo.access.queries import actor_of, grants_of
from pendopo.access.scope import one_visible, visible
from pendopo.accounts.codes import MOST_TRIES, code_hash, plain
from pendopo.shared.phones import parse_phone
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.queries import root


def by_login(text: str) -> User | None:
    """The account of a username or a phone number (08…, 62…, +62…, with blanks or dashes)."""
    name = text.strip().lower()[:60]
    if not name:
        return None
    user = User.objects.filter(username=name).first()
    phone = parse_phone(text[:40]).value
    if user is None and phone:
        user = User.objects.filter(phone=phone).first()
    return user


def login_key(text: str) -> str:
    """One key for all ways to write one login, so that wrong attempts are counted together."""
    return parse_phone(text[:40]).value or text.strip().lower()[:60]


def open_codes(user_id: int, at: datetime) -> QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(
        user_id=user_id, used_at__isnull=True, expires_at__gt=at, tries__lt=MOST_TRIES, user__is_active=True
    )


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """`right`: the code that was typed. `wrong`: a code lies open and another was typed."""

    right: OneTimeCode | None = None
    wrong: OneTimeCode | None = None


def check_code(user: User, typed: str, at: datetime) -> CodeCheck:
    """Is what somebody typed the open code of that account? No code at all is neither right nor wrong."""
    if not plain(typed):
        return CodeCheck()
    code = open_codes(user.pk, at).order_by("-pk").first()
    if code is None:
        return CodeCheck()
    right = code.code_hash == code_hash(user.pk, typed)
    return CodeCheck(right=code) if right else CodeCheck(wrong=code)


def own_actor(user: User, door: str, at: datetime) -> Actor:
    """Somebody who acts on her own account only, also where she holds no role (yet)."""
    if grants := grants_of(user.pk, at):
        return actor_of(user, grants[0], door, at)
    place = user.office or root()
    return Actor(user.pk, user.name, Role.PSM, place.pk, place.path, door, at, user.person_id)


def installing_actor(door: str, at: datetime) -> Actor:
    """Whoever sits at the server: makes the first admin, loads data."""
    place = root()
    return Actor(None, "Pemasangan", Role.DINSOS_ADMIN, place.pk, place.path, door, at)


def account(actor: Actor, user_id: int) -> User:
    """One account in reach; NotVisible else."""
    return one_visible(User.objects.select_related("office"), actor, Permission.ACCOUNT_VIEW, pk=user_id)


def accounts_in_reach(
    actor: Actor, place: Wilayah, *, text: str = "", role: str = "", closed: bool = False
) -> QuerySet[User]:
    """Accounts of the offices at and below a place, by name, with their roles in force as `now_held`."""
    rows = visible(User.objects.all(), actor, Permission.ACCOUNT_VIEW)
    rows = rows.filter(office_path__gte=place.path, office_path__lt=place.path_until, is_active=not closed)
    held = _in_force(Grant.objects.all(), actor.at)
    if role:
        rows = rows.filter(pk__in=held.filter(role=role).values("user_id"))
    if text.strip():
        words = text.strip()[:60]
        phone = parse_phone(words).value
        match = Q(name__icontains=words) | Q(username__icontains=words.lower())
        rows = rows.filter(match | Q(phone=phone) if phone else match)
    grants = held.select_related("wilayah").order_by("wilayah__level", "pk")
    return rows.prefetch_related(Prefetch("grants", grants, to_attr="now_held")).order_by("name", "pk")


def grants_held(actor: Actor, user: User) -> QuerySet[Grant]:
    """All grants of a visible account, those in force first."""
    del actor  # the account was fetched through the gate
    return user.grants.select_related("wilayah").order_by("-until", "wilayah__level", "pk")


def own_grants(user_id: int, at: datetime) -> list[Grant]:
    return grants_of(user_id, at)


def newest_code(user: User) -> OneTimeCode | None:
    return user.codes.order_by("-pk").first()


def names_of_those_who_acted(actor: Actor, place: Wilayah) -> list[tuple[int, str]]:
    """(id, name) of accounts of the offices at and below a place, to be offered while typing; at most 200."""
    rows = visible(User.objects.all(), actor, Permission.EVENT_VIEW)
    rows = rows.filter(office_path__gte=place.path, office_path__lt=place.path_until)
    return list(rows.order_by("name", "pk").values_list("pk", "name")[:200])


def ids_named(text: str) -> list[int]:
    """Accounts whose name or username holds the text, for narrowing a log that is itself in reach; at most 300."""
    words = text.strip()[:60]
    rows = User.objects.filter(Q(name__icontains=words) | Q(username__icontains=words.lower()))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:300]) if words else []


def _in_force(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    return grants.filter(since__lte=at).filter(Q(until__isnull=True) | Q(until__gt=at))


def waiting_code(code_id: object, at: datetime) -> OneTimeCode | None:
    """The code that somebody has just typed rightly, while it still holds."""
    if not isinstance(code_id, int):
        return None
    codes = OneTimeCode.objects.filter(used_at__isnull=True, expires_at__gt=at, user__is_active=True)
    return codes.select_related("user__office").filter(pk=code_id).first()
