"""Five thousand rows: it must be bearable. The seconds are printed (`pytest -s`), not asserted."""

import random
import time
from datetime import date, timedelta

import pytest

from pendopo.legality.models import Segment
from pendopo.processes.imports.commands import answer, queue_save
from pendopo.processes.imports.queries import review
from pendopo.processes.imports.saving import save_import
from pendopo.shared.clock import WIB
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import Wilayah
from tests.processes.imports import AT, VILLAGE_HEAD, actor, begin, confirm
from tests.processes.sheets import HEAD, sheet

ROWS = 5000
SYLLABLES = "ba di ka lo mi nu ra sa ti wu ya ha jo ke pe".split()


def people(villages: list[Wilayah]):
    """Synthetic rows, no two of whom are alike by name, birth date or NIK."""
    draw = random.Random(5)
    for n in range(ROWS):
        village = villages[n % len(villages)]
        born = date(1950, 1, 1) + timedelta(days=n * 3)
        name = " ".join("".join(draw.choices(SYLLABLES, k=4)).capitalize() for _word in range(3))
        nik = f"350706{born:%d%m%y}{n % 9000 + 1:04}"
        signed = date(2016, 1, 1) + timedelta(days=village.pk % 3000)
        end = f"{signed + timedelta(days=1826):%d/%m/%Y}" if village.pk % 3 else "tanpa batas"
        yield (
            name,
            nik,
            f"{born:%d/%m/%Y}",
            village.name,
            village.parent.name,
            f"141/{village.pk}",
            f"{signed:%d/%m/%Y}",
            end,
        )


@pytest.mark.django_db
def test_five_thousand_rows():
    who = actor("35.07")
    inside = Wilayah.objects.filter(path__startswith=who.path, level=Level.VILLAGE).select_related("parent")
    content = sheet(*people(list(inside)), head=HEAD)
    took = {}

    def timed(what, deed):
        began = time.perf_counter()
        found = deed()
        took[what] = round(time.perf_counter() - began, 1)
        return found

    batch = timed("unggah", lambda: begin(who, "besar.xlsx", content))
    batch = timed("kolom", lambda: confirm(who, batch))
    shown = timed("baca dan rencana", lambda: review(who, batch))
    timed("jawaban", lambda: answer(who, batch.pk, VILLAGE_HEAD))
    timed("rencana lagi", lambda: review(who, batch))
    timed("antre", lambda: queue_save(who, batch.pk))
    batch = timed("simpan", lambda: save_import(who, batch.pk))
    print("\n5.000 baris, detik:", took)
    assert shown.ready > 4900
    assert batch.counts["new"] > 4900
    assert Segment.objects.filter(period__contains=AT.astimezone(WIB).date()).count() == batch.counts["new"]
