"""The five ugly rosters against what they truly hold; the table is printed with `pytest -s`."""

from collections import Counter, defaultdict

import pytest

from pendopo.intake.headers import SheetKind, find_headers
from pendopo.intake.issues import Code, Severity
from pendopo.intake.regency import guess_regency
from pendopo.intake.same import Why, likely_same, seen_of
from pendopo.intake.sk_cells import EndKind
from pendopo.shared.names import name_key
from pendopo.shared.nik import NikState
from tests.intake.samples import BOARDS, ROSTERS, TRUTH, reading, regencies, villages_of, workbook

# Where a fault of the truth must show: right, asked or marked unsure there, and never wrong.
FIELDS = ("name", "nik", "born", "sex", "village", "sk_number", "sk_date", "sk_until", "bimtek")
ISSUE_FIELD = {"born": "birth"}


def iso(day):
    return day.isoformat() if day else None


def said(row):
    """The draft in the words of truth.json."""
    sk = row.draft.sk
    ends = {EndKind.DATE: iso(sk.until) if sk else None, EndKind.OPEN: "none", EndKind.BLANK: "none"}
    return {
        "name": name_key(str(row.draft.name)),
        "nik": row.draft.nik.digits if row.draft.nik.state is NikState.SURE else None,
        "born": iso(row.draft.birth_date),
        "sex": row.draft.sex,
        "village": row.draft.village_id,
        "sk_number": sk.number if sk else None,
        "sk_date": iso(sk.signed_on) if sk else None,
        "sk_until": ends[sk.end_kind] if sk else None,
        "bimtek": bool(row.draft.bimtek),
    }


def verdict(row, truth, field):
    mine, true = said(row)[field], truth[field]
    if field == "name":
        true = name_key(true)
        if "duplicate_of_previous" in truth["faults"]:
            return "right"  # the sheet itself misspells it
    if field == "bimtek":
        true = bool(true)
    if field == "sk_until" and true is None and mine == "none":
        return "right"  # the sheet has no such column: blank
    if mine == true:
        return "right"
    found = [i for i in row.issues if i.field == ISSUE_FIELD.get(field, field)]
    if any(i.severity in {Severity.ASK, Severity.ERROR} for i in found):
        return "asked"
    return "unsure" if mine is None and any(i.severity is Severity.UNSURE for i in found) else "wrong"


def score(name):
    """Counts by (fault, verdict) of whole rows, and the wrong cells."""
    rows, table, wrong = reading(name).rows, defaultdict(Counter), []
    for row, truth in zip(rows, TRUTH[name]["rows"], strict=True):
        verdicts = {f: verdict(row, truth, f) for f in FIELDS}
        if "nik_digit_off" in truth["faults"] and verdicts["nik"] == "wrong":
            verdicts["nik"] = "right"  # as the sheet has it; nobody can see it, scored apart
        order = ("wrong", "asked", "unsure", "right")
        row_verdict = min(verdicts.values(), key=order.index)
        for fault in truth["faults"] or ["(none)"]:
            table[fault][row_verdict] += 1
        table["all rows"][row_verdict] += 1
        wrong += [(row.place, f, said(row)[f], truth[f]) for f, v in verdicts.items() if v == "wrong"]
    return table, wrong


def print_table(name, table):
    print(f"\n{name}\n  {'fault':24}{'rows':>6}{'right':>7}{'asked':>7}{'unsure':>7}{'wrong':>7}")
    for fault, counts in sorted(table.items(), key=lambda f: f[0] == "all rows"):
        cells = "".join(f"{counts[v]:>7}" for v in ("right", "asked", "unsure", "wrong"))
        print(f"  {fault:24}{sum(counts.values()):>6}{cells}")


@pytest.mark.parametrize("name", ROSTERS)
def test_every_row_right_asked_or_unsure(name):
    table, wrong = score(name)
    print_table(name, table)
    assert wrong == []


@pytest.mark.parametrize("name", ROSTERS)
def test_no_wrong_village_even_if_offers_were_taken_blindly(name):
    """Taken silently: none wrong. Offered: right nearly always, and a person looks at each."""
    offered = Counter()
    for row, truth in zip(reading(name).rows, TRUTH[name]["rows"], strict=True):
        if row.draft.village_id:
            assert row.draft.village_id == truth["village"], row
        else:
            issue = next(i for i in row.issues if i.field == "village")
            offered[issue.params["offered"] == truth["village"]] += 1
    print(f"\n{name}: offered village right {offered[True]}, wrong or none {offered[False]}")
    assert offered[False] <= 1


@pytest.mark.parametrize("name", ROSTERS)
def test_likely_duplicates_wait_for_a_human(name):
    rows, truths = reading(name).rows, TRUTH[name]["rows"]
    at = {r.place: i for i, r in enumerate(rows)}
    wanted = {(i - 1, i) for i, t in enumerate(truths) if "duplicate_of_previous" in t["faults"]}
    pairs = likely_same(seen_of(rows))
    found = {(at[p.first], at[p.second]): p for p in pairs}
    false = [found[k] for k in found.keys() - wanted]
    print(
        f"\n{name}: duplicates found {len(wanted & found.keys())} of {len(wanted)}, false pairs {len(false)}"
    )
    for pair in false:
        names = [str(rows[at[place]].draft.name) for place in (pair.first, pair.second)]
        print("   false:", pair.why, names, pair.name_score)
    assert wanted <= found.keys()
    assert len(false) <= 2 + len(rows) // 200


@pytest.mark.parametrize("name", ROSTERS)
def test_a_wrong_serial_digit_merges_nobody(name):
    """Two rows share a sure NIK only if they are one person in truth."""
    rows, truths = reading(name).rows, TRUTH[name]["rows"]
    of_nik = defaultdict(list)
    for row, truth in zip(rows, truths, strict=True):
        if row.draft.nik.state is NikState.SURE:
            of_nik[row.draft.nik.digits].append((truth["nik"], row))
    for people in of_nik.values():
        assert len({nik for nik, _row in people}) == 1 or {
            p.why for p in likely_same(seen_of([r for _n, r in people]))
        } <= {Why.SAME_NIK_OTHER_NAME}
    off = sum("nik_digit_off" in t["faults"] for t in truths)
    print(f"\n{name}: {off} rows with a wrong digit in the serial, no two people joined by it")


@pytest.mark.parametrize("name", ROSTERS)
def test_offered_birth_dates_come_from_the_nik(name):
    for row, truth in zip(reading(name).rows, TRUTH[name]["rows"], strict=True):
        for issue in row.issues:
            if issue.code is Code.BIRTH_IMPOSSIBLE and "offered" in issue.params:
                assert issue.params["offered"] == truth["born"]


@pytest.mark.parametrize("name", BOARDS)
def test_board_lists_are_recognised(name):
    found = [find_headers(s) for s in workbook(name).sheets]
    assert [h.kind for h in found] == [SheetKind.BOARDS]
    assert "berkas sendiri" in found[0].sentence


@pytest.mark.parametrize("name", ROSTERS)
def test_regency_is_guessed(name):
    guesses = guess_regency(workbook(name), regencies())
    assert guesses[0].id == TRUTH[name]["regency"]
    assert len(guesses) == 1 or guesses[0].score > guesses[1].score + 0.3


@pytest.mark.parametrize("name", ROSTERS)
def test_answers_settle_the_rows(name):
    """Every holding question answered as the truth has it: no row waits, and each is right."""
    first = reading(name)
    truth_at = {r.place: t for r, t in zip(first.rows, TRUTH[name]["rows"], strict=True)}
    answers = {"signer:*": "kepala_desa", "as_of:*": "31/12/2025"}
    for question in first.open_questions:
        kind, truth = question.key.partition(":")[0], truth_at.get(question.rows[0])
        if truth and kind in {"village", "birth"}:
            answers[question.key] = truth["village"] if kind == "village" else truth["born"]
    again = reading(name, answers)
    assert [r for r in again.rows if r.waits] == []
    assert not [q for q in again.open_questions if q.holds]
    assert {r.draft.village_id for r in again.rows} <= set(villages_of(TRUTH[name]["regency"]).villages)
    for row, truth in zip(again.rows, TRUTH[name]["rows"], strict=True):
        assert row.draft.village_id == truth["village"]
        assert iso(row.draft.birth_date) == truth["born"]
