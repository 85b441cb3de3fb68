"""The two lists of boards from file to register, against what they truly hold (`pytest -s` prints the table)."""

from collections import Counter

import pytest

from pendopo.access.enums import Role
from pendopo.legality.board_timelines import drift_units
from pendopo.legality.models import BoardNaming, BoardSegment, Sk
from pendopo.processes.imports.board_reading import read_board_batch
from pendopo.processes.imports.board_saving import answer_boards, queue_boards, save_boards
from pendopo.processes.imports.board_undoing import kept_boards, undo_boards
from pendopo.processes.imports.commands import confirm_columns
from pendopo.processes.imports.reading import headers_of, workbook_of
from pendopo.processes.models import BatchKind, RowState
from pendopo.roster.models import BoardTerm, Holder, IpsmUnit, Person
from tests.intake.samples import BOARDS, TRUTH
from tests.processes.imports import AT, actor, begin, rows_of

JATENG, JATIM = BOARDS
ANSWERS = {"as_of:*": "31 Desember 2025", "term_end:*": "hari_sk"}
ISSUERS = {"Bupati": "bupati_walikota", "Kepala Dinas Sosial": "kepala_dinsos", "IPSM Provinsi": "ipsm_provinsi"}


def taken(name, who=None, content=None, **answers):
    who = who or actor(TRUTH[name]["province"])
    batch = begin(who, name, content)
    assert batch.kind == BatchKind.BOARDS
    batch = confirm_columns(who, batch.pk, batch.place_id, headers_of(batch, workbook_of(batch)))
    return who, answer_boards(who, batch.pk, ANSWERS | answers)


def saved(name, who=None, content=None, **answers):
    who, batch = taken(name, who, content, **answers)
    queue_boards(who, batch.pk)
    return who, save_boards(who, batch.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOARDS)
def test_every_row_is_right_or_asked(name):
    who, batch = saved(name)
    fates, table = rows_of(batch), Counter()
    rows = read_board_batch(batch, AT.date()).rows
    for row, truth in zip(rows, TRUTH[name]["rows"], strict=True):
        fate = fates[row.place]
        if truth["state"] == "not_formed":
            assert fate.state in (RowState.NONE_YET, RowState.NEW), row
            assert not Sk.objects.filter(board_namings__term__unit__wilayah__code=truth["code"]).exists()
            table["not formed"] += 1
            table["in preparation"] += fate.state == RowState.NEW
            continue
        assert fate.state == RowState.NEW and fate.term.unit.wilayah.code == truth["code"], row
        sk = BoardNaming.objects.get(term=fate.term).sk
        cells = {
            "date": sk.signed_on.isoformat() == truth["date"],
            "issuer": sk.issuer == ISSUERS[truth["issuer"]],
            "until": fate.term.last_year == truth["until_year"],
        }
        for cell, right in cells.items():
            table[cell, "right" if right else "wrong"] += 1
        table["boards"] += 1
    print(f"\n{name}: {dict(table)}")
    assert not any(kind[1] == "wrong" for kind in table if isinstance(kind, tuple))
    judged_by_the_papers(batch)
    assert Person.objects.count() == 0  # a list of boards makes nobody


def judged_by_the_papers(batch):
    units = IpsmUnit.objects.filter(import_id=batch.pk)
    today = AT.date()
    standings = Counter(
        BoardSegment.objects.filter(unit__in=units, period__contains=today).values_list("standing", flat=True)
    )
    print("   ", dict(standings))
    assert standings.total() == units.count()
    assert drift_units(list(units.values_list("pk", flat=True))).units == ()
