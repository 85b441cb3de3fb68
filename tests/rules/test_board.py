"""The law of boards as a table. A row: the rule it shows, what it shows, the facts, and what is told, one line a
change. `timeline` tells legality, `activity` what the board does, `steps` how far it has come."""

from collections.abc import Callable
from typing import Any

import pytest

from pendopo.rules import board_registry as rule
from pendopo.rules.board import judge, runs_out_from
from pendopo.rules.board_facts import UnitFacts
from pendopo.rules.board_policy import Need
from pendopo.rules.facts import EndKind
from pendopo.rules.issuer import IssuerType
from tests.rules.build_board import (
    activity,
    chair,
    dissolved,
    frozen,
    policy,
    seat,
    sits,
    sk,
    steps,
    term,
    timeline,
    unit,
)

Row = tuple[str, str, UnitFacts, list[str]]
CAMAT, GUBERNUR = IssuerType.CAMAT, IssuerType.GUBERNUR
LONG = policy(months=None)

LEGAL_TIME: list[Row] = [
    (rule.LEGAL, "a term of five years", unit(term(sk(1, "2020-03-01", "2025-02-28"))),
     ["2020-03-01 sah #1 01", "2025-03-01 habis #1 04"]),
    (rule.NONE_YET, "elected, no SK", unit(term(terpilih="2020-03-01")), ["2020-03-01 belum_ber_sk 02"]),
    (rule.STARTS_LATER, "signed, in force later",
     unit(term(sk(1, "2020-03-01", "2024-12-31", starts_on="2020-04-01"))),
     ["2020-03-01 belum_ber_sk #1 02 03", "2020-04-01 sah #1 01", "2025-01-01 habis #1 04"]),
    (rule.EXPIRED, "its last day is legal", unit(term(sk(1, "2020-03-01", "2020-03-31"))),
     ["2020-03-01 sah #1 01", "2020-04-01 habis #1 04"]),
    (rule.REVOKED, "from the day of revoking", unit(LONG, term(sk(1, "2020-03-01", revoked_on="2021-01-01"))),
     ["2020-03-01 sah #1 01", "2021-01-01 gugur #1 05"]),
    (rule.REPLACES, "in mid-term", unit(LONG, term(sk(1, "2020-03-01"), sk(2, "2022-03-01"))),
     ["2020-03-01 sah #1 01", "2022-03-01 sah #2 01 06"]),
    (rule.REVOKED, "the later one, before its start; it revives nothing",
     unit(LONG, term(sk(1, "2020-03-01"), sk(2, "2022-03-01", revoked_on="2022-02-01"))),
     ["2020-03-01 sah #1 01", "2022-03-01 gugur #2 05"]),
    (rule.REPLACED, "a late paper of the old board, and the new board's is revoked",
     unit(LONG, term(sk(1, "2020-03-01"), sk(3, "2023-03-01")),
          term(sk(2, "2022-03-01", revoked_on="2023-01-01"), id=2)),
     ["2020-03-01 sah #1 01", "2022-03-01 sah #2 01 06", "2023-01-01 gugur #2 05", "2023-03-01 gugur #3 07"]),
    (rule.FROZEN, "and after it legal again",
     unit(LONG, term(sk(1, "2020-03-01")), frozen("2021-01-01", "2021-06-30")),
     ["2020-03-01 sah #1 01", "2021-01-01 gugur #1 08", "2021-07-01 sah #1 01"]),
    (rule.FROZEN, "a unit without any paper", unit(frozen("2021-01-01")), ["2021-01-01 gugur 08"]),
    (rule.DISSOLVED, "the old board never returns; a new one is a new formation",
     unit(LONG, term(sk(1, "2020-03-01")), term(sk(2, "2022-01-01"), id=2), dissolved("2021-01-01", "2021-06-30")),
     ["2020-03-01 sah #1 01", "2021-01-01 gugur #1 09", "2022-01-01 sah #2 01"]),
    (rule.DISSOLVED, "a later SK of the old board counts neither",
     unit(LONG, term(sk(1, "2020-03-01"), sk(2, "2022-01-01")), dissolved("2021-01-01", "2021-06-30")),
     ["2020-03-01 sah #1 01", "2021-01-01 gugur #1 09", "2022-01-01 gugur #2 09"]),
]  # fmt: skip

GAPS: list[Row] = [
    (rule.ISSUER_UNKNOWN, "who signed?", unit(term(sk(1, "2020-03-01", issuer=None))),
     ["2020-03-01 belum_dapat_dinilai #1 10", "2025-03-01 habis #1 04 32"]),
    (rule.SIGNING_DATE_UNKNOWN, "signed when?", unit(term(sk(1, None), terpilih="2020-03-01")),
     ["2020-03-01 belum_dapat_dinilai #1 11"]),
    (rule.END_DATE_UNKNOWN, "2020-2025: years are no date, though the longest term ends it",
     unit(term(sk(1, "2020-03-01", end=EndKind.TANGGAL))),
     ["2020-03-01 belum_dapat_dinilai #1 12", "2025-03-01 habis #1 04 32"]),
    (rule.DATES_IMPOSSIBLE, "ends before it starts", unit(LONG, term(sk(1, "2020-03-01", "2019-03-01"))),
     ["2020-03-01 belum_dapat_dinilai #1 13"]),
]  # fmt: skip

FAULTS: list[Row] = [
    (rule.ISSUER_NOT_ENTITLED, "a camat for a regency", unit(term(sk(1, "2020-03-01", issuer=CAMAT))),
     ["2020-03-01 gugur #1 20"]),
    (rule.ISSUER_NOT_ENTITLED, "the policy of the signing day",
     unit(policy(since="2020-01-01", months=None, entitled=frozenset({GUBERNUR})),
          term(sk(1, "2019-03-01", "2024-02-29"), sk(2, "2021-03-01"))),
     ["2019-03-01 sah #1 01", "2024-03-01 gugur #2 20"]),
    (rule.ISSUER_ELSEWHERE, "the neighbour's bupati", unit(term(sk(1, "2020-03-01", covers=False))),
     ["2020-03-01 gugur #1 21"]),
    (rule.BEFORE_ELECTION, "decreed, then elected", unit(term(sk(1, "2020-03-01"), terpilih="2020-03-02")),
     ["2020-03-01 gugur #1 22"]),
    (rule.BEFORE_ELECTION, "elected on the day of the SK",
     unit(LONG, term(sk(1, "2020-03-01"), terpilih="2020-03-01")), ["2020-03-01 sah #1 01"]),
    (rule.BEFORE_ELECTION, "a void SK is not what the term runs from",
     unit(term(sk(1, "2020-03-01"), sk(2, "2021-03-01"), terpilih="2021-02-01")),
     ["2020-03-01 gugur #1 22", "2021-03-01 sah #2 01 !32", "2026-03-01 habis #2 04 32"]),
]  # fmt: skip

WARNINGS: list[Row] = [
    (rule.RETROACTIVE, "in force before it was signed",
     unit(LONG, term(sk(1, "2020-03-01", starts_on="2020-02-01"))), ["2020-02-01 sah #1 01 !30"]),
    (rule.END_BLANK, "nothing is said of its end",
     unit(LONG, term(sk(1, "2020-03-01", end=EndKind.KOSONG))), ["2020-03-01 sah #1 01 !31"]),
    (rule.CAPPED, "five years by default", unit(term(sk(1, "2020-03-01", "2029-12-31"))),
     ["2020-03-01 sah #1 01 !32", "2025-03-01 habis #1 04 32"]),
    (rule.ELECTION_UNRECORDED, "nobody said when", unit(LONG, term(sk(1, "2020-03-01"), elected=False)),
     ["2020-03-01 sah #1 01 !33"]),
    (rule.CHAIR_VACANT, "the chair leaves",
     unit(LONG, term(sk(1, "2020-03-01"), seats=(chair(sits("2020-03-01", "2020-12-31")),))),
     ["2020-03-01 sah #1 01", "2021-01-01 sah #1 01 !34"]),
    (rule.CHAIR_ACTING, "somebody acts",
     unit(LONG, term(sk(1, "2020-03-01"), seats=(chair(sits("2020-03-01", acting=True)),))),
     ["2020-03-01 sah #1 01 !35"]),
    (rule.CHAIR_NOT_TIED, "a name off a list",
     unit(LONG, term(sk(1, "2020-03-01"), seats=(chair(sits("2020-03-01", psm=None)),))),
     ["2020-03-01 sah #1 01 !36"]),
    (rule.CHAIR_NOT_PSM, "from the day the SK as PSM is over",
     unit(LONG, term(sk(1, "2020-03-01"),
                     seats=(chair(sits("2020-03-01", psm=((sk(0, "2019-01-01").signed_on,
                                                          sk(0, "2021-01-01").signed_on),))),))),
     ["2020-03-01 sah #1 01", "2021-01-01 sah #1 01 !37"]),
]  # fmt: skip

FRAME: list[Row] = [
    (rule.POLICY_OF_SIGNING_DAY, "a later policy harms no older SK",
     unit(policy(since="2021-01-01", months=12), term(sk(1, "2020-03-01", "2025-02-28"))),
     ["2020-03-01 sah #1 01", "2025-03-01 habis #1 04"]),
    (rule.TERM_FROM_FIRST_SK, "a replacement in mid-term does not lengthen it",
     unit(term(sk(1, "2020-03-01", "2025-02-28"), sk(2, "2022-03-01", "2027-02-28"))),
     ["2020-03-01 sah #1 01", "2022-03-01 sah #2 01 06 !32", "2025-03-01 habis #2 04 32"]),
    (rule.REVIVES_NOTHING, "the old board stays gone",
     unit(LONG, term(sk(1, "2020-03-01")), term(sk(2, "2022-03-01", revoked_on="2023-01-01"), id=2)),
     ["2020-03-01 sah #1 01", "2022-03-01 sah #2 01 06", "2023-01-01 gugur #2 05"]),
    (rule.ONE_BOARD_AT_A_TIME, "a later board's SK ends the former, and its late replacement is nothing",
     unit(LONG, term(sk(1, "2020-03-01"), sk(3, "2023-03-01")), term(sk(2, "2022-03-01"), id=2)),
     ["2020-03-01 sah #1 01", "2022-03-01 sah #2 01 06"]),
]  # fmt: skip

WORK: list[Row] = [
    (rule.NOT_LEGAL, "at work, without an SK", unit(term(terpilih="2020-03-01"), worked=("2020-03-01",)),
     ["2020-03-01 aktif 50, akses 50"]),
    (rule.SEAT_VACANT, "the treasurer leaves",
     unit(LONG, policy(Need.SAH, depth=2, months=None, active=99999),
          term(sk(1, "2020-03-01"), seats=(chair(sits("2020-03-01")), seat(sits("2020-03-01", "2020-04-30")))),
          worked=("2020-03-01",)),
     ["2020-03-01 aktif, akses", "2020-05-01 aktif 51, akses"]),
    (rule.SEAT_VACANT, "a seat that nobody asks for may be vacant",
     unit(policy(Need.SAH, months=None, active=99999), term(sk(1, "2020-03-01"), seats=(seat(required=False),)),
          worked=("2020-03-01",)), ["2020-03-01 aktif, akses"]),
    (rule.SEATS_UNRECORDED, "who sits there?",
     unit(policy(months=None, active=99999), term(sk(1, "2020-03-01"), seats=()), worked=("2020-03-01",)),
     ["2020-03-01 aktif 52, akses"]),
    (rule.NO_WORK, "six months from a meeting",
     unit(policy(Need.SAH, months=None), term(sk(1, "2020-03-01")), worked=("2020-03-15",)),
     ["2020-03-01 aktif 53, akses", "2020-03-15 aktif, akses", "2020-09-15 aktif 53, akses"]),
    (rule.NO_WORK, "by the policy of the day itself",
     unit(policy(Need.SAH, months=None, active=6), policy(Need.SAH, months=None, active=3, since="2020-08-01"),
          term(sk(1, "2020-03-01")), worked=("2020-03-01", "2020-08-10")),
     ["2020-03-01 aktif, akses", "2020-08-01 aktif 53, akses", "2020-08-10 aktif, akses",
      "2020-11-10 aktif 53, akses"]),
    (rule.NOT_ACTIVE, "programmes want a board at work",
     unit(policy(Need.AKTIF, months=None), term(sk(1, "2020-03-01")), worked=("2020-03-01",)),
     ["2020-03-01 aktif, akses", "2020-09-01 aktif 53, akses 60"]),
    (rule.NOT_CHECKED, "the SK was not seen", unit(policy(Need.SAH, Need.DIPERIKSA, months=None),
     term(sk(1, "2020-03-01"), sk(2, "2020-04-01", verified=True))),
     ["2020-03-01 aktif 53, akses 61", "2020-04-01 aktif 53, akses"]),
    (rule.NOT_INSTALLED, "until the day of installing",
     unit(policy(Need.DIKUKUHKAN, months=None), term(sk(1, "2020-03-01"), dikukuhkan="2020-05-01")),
     ["2020-03-01 aktif 53, akses 62", "2020-05-01 aktif 53, akses"]),
    (rule.FROZEN, "no programme for a frozen unit, whatever the policy asks",
     unit(policy(months=None), term(sk(1, "2020-03-01")), frozen("2021-01-01")),
     ["2020-03-01 aktif 53, akses", "2021-01-01 aktif 50, akses 08"]),
]  # fmt: skip

STEPS: list[Row] = [
    (rule.NONE_YET, "the path of one board",
     unit(term(sk(1, "2020-04-01"), persiapan="2020-01-01", musda="2020-02-01", terpilih="2020-03-01",
               dikukuhkan="2020-05-01")),
     ["2020-01-01 persiapan 2020-01-01", "2020-02-01 musda 2020-02-01", "2020-03-01 terpilih 2020-03-01",
      "2020-04-01 ber_sk 2020-04-01", "2020-05-01 dikukuhkan 2020-05-01"]),
    (rule.EXPIRED, "the next board is being formed while the first still sits",
     unit(term(sk(1, "2020-04-01"), dikukuhkan="2020-05-01"), term(id=2, persiapan="2024-12-01")),
     ["2020-04-01 ber_sk 2020-04-01", "2020-05-01 dikukuhkan 2020-05-01", "2024-12-01 persiapan 2024-12-01"]),
    (rule.FROZEN, "and back where it stood", unit(term(persiapan="2020-01-01"), frozen("2020-02-01", "2020-02-29")),
     ["2020-01-01 persiapan 2020-01-01", "2020-02-01 beku 2020-02-01", "2020-03-01 persiapan 2020-01-01"]),
    (rule.DISSOLVED, "begins from nothing",
     unit(term(persiapan="2020-01-01"), dissolved("2020-02-01", "2020-02-29")),
     ["2020-01-01 persiapan 2020-01-01", "2020-02-01 bubar 2020-02-01", "2020-03-01 belum 2020-03-01"]),
    (rule.NONE_YET, "only a meeting is known", unit(worked=("2020-01-01",)), ["2020-01-01 belum 2020-01-01"]),
    (rule.BEFORE_ELECTION, "a void SK is no step", unit(term(sk(1, "2020-01-01"), terpilih="2020-03-01")),
     ["2020-01-01 persiapan 2020-01-01", "2020-03-01 terpilih 2020-03-01"]),
]  # fmt: skip

TABLE = [*LEGAL_TIME, *GAPS, *FAULTS, *WARNINGS, *FRAME, *WORK, *STEPS]


def _rows(rows: list[Row]) -> Any:
    ids = [f"{rule_id}: {what}" for rule_id, what, _facts, _told in rows]
    return pytest.mark.parametrize(("facts", "told"), [(row[2], row[3]) for row in rows], ids=ids)


def _check(tell: Callable[[UnitFacts], list[str]], facts: UnitFacts, told: list[str]) -> None:
    assert tell(facts) == told


@_rows([*LEGAL_TIME, *GAPS, *FAULTS, *WARNINGS, *FRAME])
def test_legality(facts: UnitFacts, told: list[str]) -> None:
    _check(timeline, facts, told)


@_rows(WORK)
def test_work_and_access(facts: UnitFacts, told: list[str]) -> None:
    _check(activity, facts, told)


@_rows(STEPS)
def test_steps(facts: UnitFacts, told: list[str]) -> None:
    _check(steps, facts, told)


def test_nothing_known_has_no_timeline() -> None:
    assert timeline(unit(term(seats=()))) == []


def test_an_sk_that_runs_out_is_told_ninety_days_before_and_a_freeze_is_not() -> None:
    judged = judge(unit(term(sk(1, "2020-03-01", "2025-02-28")), frozen("2022-01-01", "2022-01-31")))
    told = [(str(s.starts_on), str(runs_out_from(judged, s))) for s in judged]
    assert told == [
        ("2020-03-01", "None"),
        ("2022-01-01", "None"),
        ("2022-02-01", "2024-11-30"),
        ("2025-03-01", "None"),
    ]
