"""Imports of rosters and of board lists: the file, what was answered, and what became of every row."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.roster.models import BoardTerm, Person, PsmPosting
from pendopo.wilayah.models import Wilayah


class ImportState(models.TextChoices):
    ASKING = "asking", _("menunggu jawaban")
    SAVING = "saving", _("sedang disimpan")
    SAVED = "saved", _("tersimpan")
    FAILED = "failed", _("gagal disimpan")
    UNDONE = "undone", _("dibatalkan")
    DROPPED = "dropped", _("ditinggalkan")


class BatchKind(models.TextChoices):
    """What a file holds (values of `intake.headers.SheetKind`)."""

    ROSTER = "roster", _("daftar PSM")
    BOARDS = "boards", _("daftar pengurus IPSM")


class RowState(models.TextChoices):
    NEW = "new", _("orang baru")
    KNOWN = "known", _("sudah tercatat")
    WAITS = "waits", _("perlu diperbaiki")
    TWIN = "twin", _("mungkin orang yang sama")
    REFUSED = "refused", _("ditolak")
    SAME = "same", _("orang yang sama")
    CHANGED = "changed", _("dibetulkan menurut berkas")
    NONE_YET = "none_yet", _("belum terbentuk")


class ImportBatch(models.Model):
    """One uploaded list on its way into the register. The file lies sealed on disk under `uid`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=6, choices=BatchKind.choices, default=BatchKind.ROSTER)
    place = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.ASKING)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=150)
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20)
    """Who acts on it: who uploaded it, later who pressed save."""
    saved_by = models.CharField(max_length=150, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often a save was taken up again after its worker died."""
    headers = models.JSONField(default=dict)
    """sheet → headers as corrected by a person."""
    answers_sealed = models.BinaryField(null=True)
    confirmed = models.BooleanField(default=False)
    """Columns and regency were looked at by a person."""
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    trouble = models.CharField(max_length=300, blank=True)
    saving_since = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    PLACE = "place_path"

    def __str__(self) -> str:
        return self.filename


class ImportProgress(models.Model):
    """How far a save has come. Apart from the batch, whose row the save holds until it commits."""

    batch_id = models.BigIntegerField(primary_key=True)
    done = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.done}"


class ImportRow(models.Model):
    """One data row of a saved import. Values stay sealed; only rows without a person keep them.

    Rows are looked for by their batch alone, which the constraint and the index below begin with.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RowState.choices)
    codes = ArrayField(models.CharField(max_length=30), default=list)
    """Finding codes of intake, or why it was refused."""
    draft_sealed = models.BinaryField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(
        PsmPosting, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    twin_person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Whom it may be the same as; decided by a human."""
    term = models.ForeignKey(BoardTerm, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The board of a row of a board list."""
    why = models.CharField(max_length=40, blank=True)

    PLACE = "batch__place_path"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "state"], name="import_row_state")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class HeaderAlias(models.Model):
    """A header this office uses, as a person once said what it means."""

    place = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    field = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "title"], name="header_alias_once")]

    def __str__(self) -> str:
        return f"{self.title} = {self.field}"


class VillageAlias(models.Model):
    """A spelling of a village that a person of this regency has confirmed."""

    regency = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=160)
    village = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regency", "question"], name="village_alias_once")]

    def __str__(self) -> str:
        return self.question


class Merge(models.Model):
    """Two records that became one, and what it takes to part them again."""

    keeper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    """The lowest node that covers the service of both: the office that decides."""
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=150)
    story_sealed = models.BinaryField(null=True)
    """What it moved and changed (`merging.story`); empty where a person was erased since."""
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undo_reason = models.CharField(max_length=250, blank=True)

    PLACE = "place_path"
    PLACE_STAYS = "the office that decided stays the one that decides"

    def __str__(self) -> str:
        return f"{self.other_id} → {self.keeper_id}"
