"""Append-only events: what was done, by whom, to whom, through which door.

The database refuses UPDATE, DELETE and TRUNCATE of both event tables (migration 0002). Personal values
are encrypted under a key of their person, so that destroying the key erases them while the log stays whole.
"""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    door = models.CharField(max_length=20)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=150)
    role = models.CharField(max_length=40)
    office_id = models.BigIntegerField(null=True)
    """The place of the role in use; of the first events it is not known."""
    place_id = models.BigIntegerField(null=True)
    place_path = models.CharField(max_length=25, db_collation="C", db_index=True)
    reason = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    """Counts and ids that are no personal data: rows of an import, number of namings."""

    PLACE = "place_path"
    PLACE_KEPT = True
    PATHS_KEPT: ClassVar = {
        "place_path": "events are never changed; the gate asks where the place hangs today"
    }

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["user_id", "-at", "-id"], name="event_of_user"),
            models.Index(fields=["name", "-at", "-id"], name="event_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.name}"


class Subject(models.Model):
    """One thing an event is about, with what changed of it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    fields = models.JSONField(default=list)
    """Names of the fields that changed, in clear."""
    changes = models.JSONField(default=dict)
    """field → [before, after] of values that are not personal."""
    sealed = models.BinaryField(null=True)
    """field → [before, after] of personal values, encrypted under the person's key."""

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="subject_thing"),
            models.Index(fields=["person_id"], name="subject_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class PersonKey(models.Model):
    """The key of one person's values in events, wrapped by the installation's key. Deleting it erases them."""

    person_id = models.BigIntegerField(primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return str(self.person_id)
