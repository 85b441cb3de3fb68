"""Papers: SK, the people they name, checks, revocations, and what offices ask of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from pendopo.legality.enums import EndKind, Issuer
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import Wilayah


class Scan(models.Model):
    """The file of a paper, bytes unchanged. Stored once per content."""

    sha256 = models.CharField(max_length=64, unique=True)
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    filename = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    """Name below the media folder, made of the hash."""
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.filename


class Sk(models.Model):
    """One decree. Its identity: issuing office (type and wilayah), number, date."""

    number = models.CharField(max_length=120)
    number_key = models.CharField(max_length=120, db_collation="C")
    issuer = models.CharField(max_length=16, choices=Issuer.choices, blank=True)
    """Empty: nobody has said yet who signed."""
    office = models.ForeignKey(Wilayah, null=True, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    stated_by = models.CharField(max_length=200, blank=True)
    """Set when the issuer is an answer given for a whole sheet, not read off the paper: who said so."""
    stated_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)
    signed_year = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    end_kind = models.CharField(max_length=12, choices=EndKind.choices, default=EndKind.KOSONG)
    """TANGGAL without a date: the paper has an end that nobody could read yet (SKP-12)."""
    revokes_former = models.BooleanField(default=False)
    scan = models.ForeignKey(Scan, null=True, on_delete=models.PROTECT, related_name="+")
    import_id = models.BigIntegerField(null=True, db_index=True)
    annulled_at = models.DateTimeField(null=True)
    """A wrong entry: the paper never existed or was mistyped."""
    annul_reason = models.CharField(max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    PLACE = ("namings__posting__village_path", "board_namings__term__place_path")
    PLACE_STAYS = "a paper says which office issued it"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "office", "number_key", "signed_on"],
                condition=Q(annulled_at__isnull=True, office__isnull=False, signed_on__isnull=False),
                name="sk_identity",
            ),
            models.CheckConstraint(
                condition=Q(end_kind=EndKind.TANGGAL) | Q(ends_on__isnull=True),
                name="sk_end_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["number_key"], name="sk_number_key"),
            models.Index(fields=["office", "signed_on"], name="sk_office_signed"),
            models.Index(F("signed_on").desc(nulls_last=True), F("id").desc(), name="sk_newest"),
            GinIndex(OpClass("number_key", name="gin_trgm_ops"), name="sk_number_trgm"),
        ]

    def __str__(self) -> str:
        return self.number


class SkNaming(models.Model):
    """One name in an SK: the posting it was given to, and the village the paper writes."""

    sk = models.ForeignKey(Sk, on_delete=models.PROTECT, related_name="namings")
    posting = models.ForeignKey(PsmPosting, on_delete=models.PROTECT, related_name="namings")
    village = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    import_id = models.BigIntegerField(null=True, db_index=True)
    annulled_at = models.DateTimeField(null=True)

    PLACE = "posting__village_path"
    PLACE_STAYS = "a paper says which village it means"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sk", "posting"], condition=Q(annulled_at__isnull=True), name="sk_naming_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sk_id}: {self.posting_id}"


class SkVerification(models.Model):
    """Dinas Sosial has seen the paper: who, when, what was seen."""

    sk = models.ForeignKey(Sk, on_delete=models.PROTECT, related_name="verifications")
    by_user_id = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    seen = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sk"], condition=Q(withdrawn_at__isnull=True), name="sk_verified_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sk_id} ✓ {self.by_name}"


class SkRevocation(models.Model):
    """The office took the SK back from a day on."""

    sk = models.ForeignKey(Sk, on_delete=models.PROTECT, related_name="revocations")
    revoked_on = models.DateField()
    """First day without force."""
    paper = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=250)
    recorded_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sk"], condition=Q(annulled_at__isnull=True), name="sk_revoked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sk_id} × {self.revoked_on}"


class Policy(models.Model):
    """What an office asks of an SK of PSM, from a signing date on."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    in_force_from = models.DateField(null=True)
    """Empty: always."""
    entitled = ArrayField(models.CharField(max_length=16, choices=Issuer.choices))
    longest_term_months = models.PositiveSmallIntegerField(null=True)
    bimtek = models.CharField(max_length=10, default="peringatan")
    wanted_per_village = models.PositiveSmallIntegerField(default=1)
    basis = models.CharField(max_length=250, blank=True)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    PLACE = "place_path"
    PLACE_STAYS = "papers of that time are judged by it; the survivor has its own"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "in_force_from"],
                condition=Q(cancelled_at__isnull=True),
                nulls_distinct=False,
                name="policy_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wilayah_id} {self.in_force_from or '∞'}"
