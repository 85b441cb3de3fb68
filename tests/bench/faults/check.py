"""At the end: is everything that was acknowledged there, exactly once, and is nothing else broken?

Reads the journal's path as its argument; prints one JSON object of figures, whose `wrong` should be empty.
"""

import json
import sys
import time
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import django

_PATIENCE = 120.0


def main(journal: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    wrong: list[str] = [*journal["troubles"]]
    left = _tasks_end()
    wrong += [f"{n} jobs {state}" for state, n in left.items()]
    wrong += _people(journal["people"]) + _papers(journal["papers"]) + _phones(journal["phones"])
    wrong += _imports(journal["imports"])
    wrong += _nobody_else(journal) + _verdicts() + _balances()
    return {"wrong": wrong}


def _tasks_end() -> dict[str, int]:
    """Jobs that are still waiting or running after a while."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    deadline = time.monotonic() + _PATIENCE
    while True:
        left = Counter(DBTaskResult.objects.filter(status__in=states).values_list("status", flat=True))
        if not left or time.monotonic() > deadline:
            failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
            return {str(state).lower(): n for state, n in left.items()} | (
                {"failed": failed} if failed else {}
            )
        time.sleep(0.5)


def _people(rows: list[dict[str, Any]]) -> list[str]:
    from pendopo.audit.models import Event
    from pendopo.roster.models import Person, PsmPosting

    wrong = []
    for row in rows:
        found = Person.objects.filter(name=row["name"])
        wrong += _once(found.count(), f"person {row['name']}")
        wrong += _once(PsmPosting.objects.filter(person__in=found).count(), f"posting of {row['name']}")
        events = Event.objects.filter(
            name="psm.registered", subjects__person_id__in=found.values("pk")
        ).distinct()
        wrong += _once(events.count(), f"event of registering {row['name']}")
    return wrong


def _papers(rows: list[dict[str, Any]]) -> list[str]:
    from pendopo.audit.models import Event
    from pendopo.legality.models import Sk, SkNaming

    wrong = []
    for row in rows:
        found = Sk.objects.filter(number=row["number"])
        wrong += _once(found.count(), f"SK {row['number']}")
        wrong += _once(SkNaming.objects.filter(sk__in=found).count(), f"names of SK {row['number']}")
        events = Event.objects.filter(
            name="sk.issued", subjects__kind="sk", subjects__object_id__in=found.values("pk")
        )
        wrong += _once(events.distinct().count(), f"event of SK {row['number']}")
    return wrong


def _phones(rows: list[dict[str, Any]]) -> list[str]:
    from pendopo.audit.models import Event
    from pendopo.roster.models import Person

    wrong = []
    for row in rows:
        person = Person.objects.get(pk=row["person"])
        if person.phone[-8:] != row["phone"][-8:]:
            wrong.append(f"telephone of {person.name}")
        events = Event.objects.filter(name="person.corrected", subjects__person_id=person.pk).distinct()
        wrong += _once(events.count(), f"event of correcting {person.name}")
    return wrong


def _imports(rows: list[dict[str, Any]]) -> list[str]:
    from pendopo.audit.models import Event
    from pendopo.processes.models import ImportBatch, ImportRow, ImportState
    from pendopo.roster.models import Person, PsmPosting
    from pendopo.roster.nik_store import nik_index

    wrong = []
    for row in rows:
        batch, many = ImportBatch.objects.get(pk=row["batch"]), len(row["niks"])
        if batch.state != ImportState.SAVED:
            wrong.append(f"import {batch.pk} is {batch.state}: {batch.trouble}")
        kept = ImportRow.objects.filter(batch=batch).count()
        saved = PsmPosting.objects.filter(import_id=batch.pk).count()
        known = Person.objects.filter(nik_index__in=[nik_index(nik) for nik in row["niks"]]).count()
        if not kept == saved == known == many:
            wrong.append(
                f"import {batch.pk}: {kept} rows, {saved} postings, {known} people instead of {many}"
            )
        events = Event.objects.filter(name="import.saved", summary__batch=batch.pk)
        wrong += _once(events.count(), f"event of saving import {batch.pk}")
    unended = ImportBatch.objects.filter(state=ImportState.SAVING).count()
    return wrong + ([f"{unended} imports without an end"] if unended else [])


def _nobody_else(journal: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Nobody was written whom no one had acknowledged: each writer has ended with an answer."""
    from pendopo.processes.models import ImportBatch
    from pendopo.roster.models import Person

    first = journal["first"][0]
    wanted = len(journal["people"]) + sum(len(row["niks"]) for row in journal["imports"])
    there = Person.objects.filter(pk__gt=first["person"]).count()
    batches = ImportBatch.objects.filter(pk__gt=first["batch"]).count()
    wrong = [] if there == wanted else [f"{there} people instead of {wanted}"]
    return wrong if batches == len(journal["imports"]) else [*wrong, f"{batches} imports begun"]


def _verdicts() -> list[str]:
    from django.core.management import call_command

    said = StringIO()
    call_command("periksa_putusan", "--hanya-periksa", stdout=said)
    lines = said.getvalue().strip().split("\n")
    return [line for line in lines if not line.endswith("semua putusan sesuai.")]


def _balances() -> list[str]:
    """Figures as pages show them against a count person by person, on several days, also after another fold."""
    from pendopo.accounts.queries import installing_actor
    from pendopo.insights.fold import fold
    from pendopo.insights.queries import consolidation
    from pendopo.shared.clock import now
    from pendopo.wilayah.queries import by_code
    from tests.insights.brute import counted

    actor = installing_actor("bench", now())
    regency, province = by_code("35.07"), by_code("35")
    assert regency is not None and province is not None
    wrong = []
    for again in ("", " after another fold"):
        for days in (0, 17, 200, 900):
            on = actor.today - timedelta(days=days)
            recounted = counted(regency, on)
            for place in (regency, province):
                shown = consolidation(actor, place, on).total
                same = all(
                    getattr(shown, n) == getattr(recounted, n)
                    for n in ("psm", "valid", "without_sk", "expired", "void", "women", "unknown")
                )
                wrong += [] if same else [f"figures of {place.code} on {on}{again}"]
        fold(regency.path)
    return wrong


def _once(n: int, what: str) -> list[str]:
    return [] if n == 1 else [f"{what}: {n} times"]


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "first":
        from django.db.models import Max

        from pendopo.processes.models import ImportBatch
        from pendopo.roster.models import Person

        before = {"person": Person, "batch": ImportBatch}
        print(json.dumps({k: m.objects.aggregate(last=Max("pk"))["last"] or 0 for k, m in before.items()}))
    else:
        print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text()))))
