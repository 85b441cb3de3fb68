"""The database itself refuses to change or remove what was recorded; no event, nothing saved."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.access.enums import Role
from pendopo.audit.models import Event
from pendopo.kernel import command as kernel
from pendopo.roster.commands import correct_person
from pendopo.roster.drafts import PersonDraft
from pendopo.roster.models import Person
from tests.worlds.two_kabupaten import World


@pytest.mark.parametrize("table", ["audit_event", "audit_subject"])
@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "UPDATE {} SET id = id WHERE false OR true",
    ],
)
def test_events_refuse_change(world: World, table: str, deed: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
    assert Event.objects.exists()


def test_what_leaves_no_trace_is_not_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event breaks: the row must not have changed."""

    def broken(*_args: Any) -> None:
        raise OSError("no room for the event")

    monkeypatch.setattr(kernel, "write_subjects", broken)
    human = Person.objects.get(pk=world.malang.people["soon"])
    with pytest.raises(OSError, match="no room"):
        correct_person(
            world.actor(Role.IPSM_SECRETARY), human.pk, human.version, PersonDraft(name="Nama Lain")
        )
    assert Person.objects.get(pk=human.pk).name == human.name
