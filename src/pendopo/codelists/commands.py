"""Loading the lists from the files in `data/`. What an office has changed since stays as it changed it."""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction

from pendopo.codelists.models import PillarType
from pendopo.shared.text import key

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_pillars(model: type[Any] = PillarType) -> int:
    """Add the pillars that are not there yet; answers how many. `model` is a migration's own, when it loads them."""
    known = set(model.objects.values_list("code", flat=True))
    rows = [model(**row) for row in pillar_rows() if row["code"] not in known]
    model.objects.bulk_create(rows)
    return len(rows)


def pillar_rows() -> list[dict[str, Any]]:
    """The file as columns of the model, in its order."""
    with (DATA / "pilar.csv").open(encoding="utf-8", newline="") as file:
        return [_row(order, row) for order, row in enumerate(csv.DictReader(file), 1)]


def _row(order: int, row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "short": row["short"],
        "name": row["name"],
        "levels": [int(level) for level in row["levels"].split()],
        "aliases": [key(word) for word in row["aliases"].split("|")],
        "official": row["official"] == "1",
        "rule": row["rule"],
        "source": row["source"],
        "order": order,
    }
