"""What a worker does with a save that crosses somebody else's."""

import pytest

from pendopo.audit.queries import latest_event
from pendopo.jobs.imports import save_batch
from pendopo.processes.imports import foreseen, people
from pendopo.processes.imports.commands import answer, queue_save
from pendopo.processes.imports.queries import review
from pendopo.processes.models import ImportState
from tests.processes.imports import VILLAGE_HEAD, actor, begin, confirm, imported
from tests.processes.sheets import BUDI, SITI, sheet, with_

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("blind", [1, 2])
def test_a_number_given_at_the_same_moment(monkeypatch, blind):
    """Its holder was not to be seen yet: the constraint stops the save, which runs again; twice it is given back."""
    who = actor("35.07")
    batch = answer(who, confirm(who, begin(who, "psm.csv", sheet(SITI, BUDI))).pk, VILLAGE_HEAD)
    monkeypatch.setattr(foreseen, "latest_event", lambda: (latest_event()[0], True))
    review(who, batch)
    queue_save(who, batch.pk)
    imported(actor("35.71"), "kediri.csv", sheet(with_(SITI, village="Manisrenggo", district="Kota")))
    told, tries = people.numbers_held, []

    def happened(*_where, **_but):
        tries.append(True)
        return len(tries) > blind

    monkeypatch.setattr(foreseen, "happened_since", happened)
    monkeypatch.setattr(people, "numbers_held", lambda rows: set() if len(tries) <= blind else told(rows))
    became = save_batch.call(batch.pk)
    batch.refresh_from_db()
    if blind == 1:
        assert (became, batch.state) == ("saved", ImportState.SAVED)
        assert {k: batch.counts[k] for k in ("new", "refused")} == {"new": 1, "refused": 1}
    else:
        assert (became, batch.state) == ("refused", ImportState.FAILED)
        assert batch.trouble.startswith("Orang lain baru saja menyimpan hal yang sama")
