from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.access.enums import Role
from pendopo.wilayah.models import Wilayah


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(models.Q(username=(username or "").lower()) | models.Q(phone=username))


class User(AbstractBaseUser):
    """Somebody who logs in, by username or phone number. No e-mail is needed."""

    username = models.CharField(max_length=60, unique=True)
    phone = models.CharField(max_length=20, unique=True, null=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    large_print = models.BooleanField(default=False)
    person_id = models.BigIntegerField(null=True)
    """The PSM this account belongs to, if it is a PSM's own."""
    office = models.ForeignKey(Wilayah, null=True, on_delete=models.PROTECT, related_name="+")
    """The place whose admin created the account and may mend it."""
    office_path = models.CharField(max_length=25, blank=True, db_collation="C", db_index=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    PLACE = "office_path"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.lower()
        super().save(*args, **kwargs)


class Grant(models.Model):
    """A role of a person on a node of the tree, for a time; it flows down to the whole subtree."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "wilayah"], condition=models.Q(until__isnull=True), name="grant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label} · {self.wilayah}"


class OneTimeCode(models.Model):
    """A code for the first login, or a new one after a forgotten password. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id}, {_('berlaku sampai')} {self.expires_at:%Y-%m-%d %H:%M}"


class Session(AbstractBaseSession):
    """Somebody who is in, on one device. Deleting the row ends it at once for every worker."""

    id = models.BigAutoField(primary_key=True)
    """What pages and events call it by; the key stays between database and cookie."""
    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    agent = models.CharField(max_length=250, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """Last use, to a few minutes: no page is worth a write of its own."""
    locked = models.BooleanField(default=False)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    place = models.ForeignKey(Wilayah, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.pk}, {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from pendopo.access.sessions import SessionStore

        return SessionStore


class LoginTry(models.Model):
    """One wrong login that still counts. Names and addresses only as keyed hashes: people mistype passwords there."""

    login = models.CharField(max_length=32)
    address = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["login", "at"], name="try_login"),
            models.Index(fields=["address", "at"], name="try_address"),
            models.Index(fields=["at"], name="try_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class OfficeContact(models.Model):
    """How an office is reached by somebody who cannot log in; everybody may read it."""

    place = models.OneToOneField(Wilayah, on_delete=models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)

    PLACE_STAYS = "the survivor has its own"

    def __str__(self) -> str:
        return f"{self.place}"
