"""Lists that regulations name and offices may change. Codes stay; names, levels and aliases are data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PillarType(models.Model):
    """A kind of social pillar that a person may belong to beside being PSM: TKSK, Tagana, Karang Taruna …"""

    code = models.CharField(max_length=12, unique=True, db_collation="C")
    short = models.CharField(max_length=40)
    """As people say it: "TKSK", "Karang Taruna"."""
    name = models.CharField(max_length=120)
    levels = ArrayField(models.PositiveSmallIntegerField())
    """Levels of the tree on which its members work."""
    aliases = ArrayField(models.CharField(max_length=80), default=list)
    """Words of old sheets, in the form of `shared.text.key`."""
    official = models.BooleanField(default=False)
    """One of the twelve of the annex; others are met in practice."""
    rule = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True)
    """No new posting from this day on; those that exist stay."""

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.short
