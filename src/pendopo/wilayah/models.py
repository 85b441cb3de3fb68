"""The tree of places, dated, and the groupings that stand beside it.

Every column of the house that holds a path (its name ends in `path`) follows when the tree changes. A model
whose column must not names it in `PATHS_KEPT` with the reason; a model whose rows stay with a place that was
merged away says so in `PLACE_STAYS`.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.wilayah.enums import ChangeKind, Kind, Level

PATH_STEP = 5
"""Characters of `path` per level: base 36, so 60 million nodes."""


class Wilayah(models.Model):
    """One node of the tree. The id never changes; code, name and parent may."""

    code = models.CharField(max_length=13, unique=True, db_collation="C")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=5 * PATH_STEP, unique=True, db_collation="C")
    label = models.CharField(max_length=320)
    """Name with the names above it, normalised: what the type-ahead searches."""
    key = models.CharField(max_length=100, db_collation="C")
    """Name normalised for matching and sorting."""
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    """Last day. Set with `successor` when the place was merged away; the row stays for old dates."""
    state_since = models.DateField(null=True)
    """First day of the present name, code, kind and parent; empty: since the beginning. Before: `FormerState`."""
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    PATHS_KEPT: ClassVar = {"path": "the tree itself; moved by `wilayah.commands.tree`"}
    PLACE_STAYS = "the tree itself; moved by `wilayah.commands.tree`"

    class Meta:
        verbose_name = _("wilayah")
        indexes = [
            GinIndex(OpClass("label", name="gin_trgm_ops"), name="wilayah_label_trgm"),
            GinIndex(OpClass("key", name="gin_trgm_ops"), name="wilayah_key_trgm"),
            models.Index(fields=["parent", "key"], name="wilayah_parent_key"),
            models.Index(fields=["level", "key"], name="wilayah_level_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="wilayah_valid_period",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with its kind in front: Kab. Malang, Desa Sidoluhur, Kec. Dau."""
        return Kind(self.kind).before(self.name)

    @property
    def path_until(self) -> str:
        """First text behind the subtree in collation C."""
        return self.path + "~"


class TreeChange(models.Model):
    """One decision that changed the tree: renamed, moved, split or merged, in force since a day."""

    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    place = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=5 * PATH_STEP, db_collation="C", db_index=True)
    since = models.DateField()
    basis = models.CharField(max_length=250)
    """Number of the law or Perda."""
    was = models.CharField(max_length=300)
    became = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    PLACE = "place_path"
    PLACE_STAYS = "a decision about that place"

    class Meta:
        indexes = [models.Index(fields=["-recorded_at"], name="tree_change_newest")]

    def __str__(self) -> str:
        return f"{self.since}: {self.was} → {self.became}"


class FormerState(models.Model):
    """What one node was called and where it hung before a change. The present state stands on the node."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="former_states")
    change = models.ForeignKey(TreeChange, on_delete=models.PROTECT, related_name="states")
    code = models.CharField(max_length=13, db_collation="C", db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(Wilayah, null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=5 * PATH_STEP, db_collation="C", db_index=True)
    held_path = models.CharField(max_length=5 * PATH_STEP, db_collation="C", db_index=True)
    """Today's path of the node, or of what took it over: who looks after what was written under `path`."""
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()
    """Last day; before `valid_from` where two changes came into force on one day."""

    PATHS_KEPT: ClassVar = {
        "path": "it is what was",
        "held_path": "moved by `wilayah.commands.tree` with the tree",
    }
    PLACE_STAYS = "it is what was"

    class Meta:
        indexes = [models.Index(fields=["parent", "valid_until"], name="former_state_parent")]

    def __str__(self) -> str:
        return f"{self.wilayah_id}: {self.name} ≤ {self.valid_until}"

    @property
    def full_name(self) -> str:
        return Kind(self.kind).before(self.name)


class Scheme(models.Model):
    """A way to group the regencies of a province: eks-karesidenan, Bakorwil."""

    province = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="schemes")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    PLACE_STAYS = "the grouping of old dates"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "key"], name="scheme_once")]

    def __str__(self) -> str:
        return self.name


class SchemeMember(models.Model):
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="members")
    group = models.CharField(max_length=80)
    regency = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    source = models.TextField(blank=True)

    PLACE_STAYS = "the grouping of old dates"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "regency"], name="scheme_member_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.regency_id}"


class LocalName(models.Model):
    """How a kind of place is called below a node: gampong, nagari, distrik, kapanewon."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="local_names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    word = models.CharField(max_length=40)

    PLACE_STAYS = "the survivor has words of its own"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wilayah", "kind"], name="local_name_once")]

    def __str__(self) -> str:
        return self.word
