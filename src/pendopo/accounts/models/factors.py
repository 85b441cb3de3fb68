"""Second factors of an account, and which roles of an office must have one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from pendopo.access.enums import Role
from pendopo.access.models import User
from pendopo.wilayah.models import Wilayah


class Authenticator(models.Model):
    """The app on a phone that shows six digits every half minute (TOTP)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="authenticator")
    sealed = models.BinaryField()
    """The shared secret, bound to its account."""
    last_step = models.BigIntegerField(default=0)
    """Half minute of the last digits that were taken: none are taken twice."""
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}, {self.created_at:%Y-%m-%d}"


class Passkey(models.Model):
    """A key that a phone, a computer or a stick keeps; only its public half stands here."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    """Attested credential data: model of the authenticator, id, public key."""
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of ten codes on paper, for the day the phone is lost. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.created_at:%Y-%m-%d}"


class FactorPolicy(models.Model):
    """Which roles at and below a place must have a second factor, from an instant until the next one."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    wilayah_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    grace_days = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=250, blank=True)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    PLACE = "wilayah_path"
    PLACE_STAYS = "the survivor has its own"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah"], condition=models.Q(ended_at__isnull=True), name="factor_policy_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wilayah}, {self.set_at:%Y-%m-%d}"
