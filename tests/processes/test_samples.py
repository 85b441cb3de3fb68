"""The five ugly rosters from file to register, against what they truly hold (`pytest -s` prints the table)."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from pendopo.intake.drafts import RowReading
from pendopo.legality.models import Segment
from pendopo.legality.timelines import drift
from pendopo.processes.imports.commands import answer
from pendopo.processes.imports.reading import read_batch
from pendopo.processes.models import ImportRow, RowState
from pendopo.roster.enums import NikState
from pendopo.roster.models import PsmPosting
from pendopo.rules.standing import Standing
from pendopo.shared.names import name_key
from tests.intake.samples import ROSTERS, TRUTH
from tests.intake.test_samples import verdict
from tests.processes.imports import AT, VILLAGE_HEAD, actor, begin, confirm, rows_of, save, truth_answers

ORDER = ("wrong", "asked", "unsure", "right")
FIELDS = ("name", "nik", "born", "sex", "sk_number", "sk_date", "sk_until", "bimtek")
LATER = "{:>9}" * 7


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROSTERS)
def test_from_file_to_register(name):
    sheet = _imported(name)
    every_row_right_asked_or_unsure(sheet)
    nobody_in_a_wrong_village(sheet)
    no_two_people_became_one(sheet)
    a_rounded_nik_is_never_taken_for_sure(sheet)
    judged_as_the_papers_say(sheet)
    names_stand_as_written(sheet)


def _imported(name):
    """(name, batch, rows with truth and fate) of a roster that was imported with true answers."""
    who = actor(TRUTH[name]["regency"][:2])
    batch = confirm(who, begin(who, name))
    batch = answer(who, batch.pk, VILLAGE_HEAD | truth_answers(name, batch))
    reading = read_batch(batch, AT.date())
    batch = save(who, batch)
    fates = rows_of(batch)
    return name, batch, [
        (row, truth, fates[row.place]) for row, truth in zip(reading.rows, TRUTH[name]["rows"], strict=True)
    ]  # fmt: skip


def row_verdict(row: RowReading, truth) -> str:
    verdicts = {f: verdict(row, truth, f) for f in FIELDS}
    if "nik_digit_off" in truth["faults"] and verdicts["nik"] == "wrong":
        verdicts["nik"] = "right"  # as the sheet has it: scored apart
    return min(verdicts.values(), key=ORDER.index)


def every_row_right_asked_or_unsure(sheet):
    name, batch, rows = sheet
    table = defaultdict(Counter)
    for row, truth, fate in rows:
        for fault in [*(truth["faults"] or ["(none)"]), "all rows"]:
            table[fault]["rows"] += 1
            table[fault][row_verdict(row, truth)] += 1
            table[fault]["twins"] += fate.state == RowState.TWIN
            table[fault]["waits"] += fate.state == RowState.WAITS
    columns = ("rows", "right", "asked", "unsure", "wrong", "twins", "waits")
    print(f"\n{name}\n  {'fault':24}" + LATER.format(*columns))
    for fault, found in sorted(table.items(), key=lambda f: f[0] == "all rows"):
        print(f"  {fault:24}" + LATER.format(*(found[c] for c in columns)))
    assert table["all rows"]["wrong"] == 0
    assert {f.state for _r, _t, f in rows} <= {RowState.NEW, RowState.TWIN}
    assert batch.counts["new"] + batch.counts.get("twin", 0) == TRUTH[name]["data_rows"]


def nobody_in_a_wrong_village(sheet):
    _name, _batch, rows = sheet
    for _row, truth, fate in rows:
        if fate.posting:
            assert fate.posting.village.code == truth["village"]


def no_two_people_became_one(sheet):
    """Every person of the register stands for one human of the truth; likely twins wait and are nobody."""
    _name, _batch, rows = sheet
    humans = defaultdict(set)
    for _row, truth, fate in rows:
        if fate.person_id:
            humans[fate.person_id].add(truth["nik"])
    assert all(len(niks) == 1 for niks in humans.values())
    waiting = [(truth, fate) for _row, truth, fate in rows if fate.state == RowState.TWIN]
    assert all(fate.person_id is None and fate.twin_person_id for _t, fate in waiting)
    doubled = [t for _r, t, f in rows if "duplicate_of_previous" in t["faults"] and f.state != RowState.TWIN]
    assert doubled == []


def a_rounded_nik_is_never_taken_for_sure(sheet):
    _name, _batch, rows = sheet
    for _row, truth, fate in rows:
        if fate.person and fate.person.nik_state == NikState.SURE and "nik_digit_off" not in truth["faults"]:
            assert fate.person.nik() == truth["nik"]


def judged_as_the_papers_say(sheet):
    _name, batch, rows = sheet
    today = AT.date()
    for row, truth, fate in rows:
        if fate.posting is None or row.draft.starts_on:
            continue
        segment = Segment.objects.get(posting=fate.posting, period__contains=today)
        assert segment.standing == expected(truth, today), (row.place, truth, segment.reasons)
    assert (
        drift(list(PsmPosting.objects.filter(import_id=batch.pk).values_list("pk", flat=True))).postings == ()
    )


def expected(truth, today):
    if not truth["sk_date"]:
        return Standing.BELUM_BER_SK
    if truth["sk_date"] > today.isoformat():
        return Standing.BELUM_BER_SK
    until = truth["sk_until"]
    over = until and until != "none" and date.fromisoformat(until) < today
    return Standing.HABIS if over else Standing.SAH


def names_stand_as_written(sheet):
    _name, _batch, rows = sheet
    for row, _truth, fate in rows:
        if fate.person:
            assert fate.person.full_name.replace(" ", "") == str(row.draft.name).replace(" ", "")
            assert fate.person.name_key == name_key(row.draft.name.name)
    assert ImportRow.objects.filter(state=RowState.NEW, person__isnull=True).count() == 0
