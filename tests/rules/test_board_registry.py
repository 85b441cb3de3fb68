"""Every rule on boards has its page, its sentence, its next step and a row in the table; nothing else has."""

import re
from datetime import date

import pytest

from pendopo.legality.board_phrases import (
    access_words,
    board_phrase,
    board_sentence,
    board_todo,
    board_verdict,
    need_words,
)
from pendopo.rules import board_registry as rules
from pendopo.rules.board import judge
from pendopo.rules.board_policy import Need
from pendopo.rules.board_registry import BOARD_RULES
from pendopo.rules.issuer import IssuerType
from pendopo.rules.registry import RULES, Rule, RuleKind
from pendopo.rules.standing import Standing
from tests.rules.test_board import TABLE
from tests.rules.test_registry import PAGES

every_rule = pytest.mark.parametrize("rule", BOARD_RULES.values(), ids=BOARD_RULES)
EVERY_FACT = {
    "unit": "IPSM Kab. Malang",
    "number": "188.45/7/2024",
    "issuer": IssuerType.BUPATI_WALIKOTA,
    "entitled": (IssuerType.BUPATI_WALIKOTA, IssuerType.KEPALA_DINSOS),
    "starts_on": date(2024, 3, 1),
    "signed_on": date(2024, 3, 15),
    "ends_on": date(2029, 2, 28),
    "revoked_on": date(2026, 5, 24),
    "elected_on": date(2024, 3, 20),
    "stopped_on": date(2025, 1, 2),
    "months": 60,
    "active_months": 6,
}


@every_rule
def test_has_a_page(rule: Rule) -> None:
    page = (PAGES / f"{rule.id}.md").read_text()
    assert page.startswith(f"# {rule.id}: {rule.name}\n")
    assert f"`{rule.kind}`" in page
    assert rule.source in page
    for heading in ("What", "Why", "Source", "Example"):
        assert f"**{heading}.**" in page
    assert f"[{rule.id}]({rule.id}.md) {rule.name}\n" in (PAGES / "README.md").read_text()


def test_no_page_without_a_rule_and_no_id_twice() -> None:
    assert {page.stem for page in PAGES.glob("PGR-*.md")} == set(BOARD_RULES)
    assert not set(RULES) & set(BOARD_RULES)


@every_rule
@pytest.mark.parametrize("context", [{}, dict.fromkeys(EVERY_FACT), EVERY_FACT], ids=["bare", "none", "full"])
def test_speaks_whole_sentences(rule: Rule, context: dict) -> None:
    for sentence in (board_phrase(rule.id, **context), board_todo(rule.id, **context)):
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        assert not re.search(r"%|\bNone\b|\{|  ", sentence)


@every_rule
def test_has_a_row_in_the_table(rule: Rule) -> None:
    rows = [given for rule_id, _what, given, _expected in TABLE if rule_id == rule.id]
    assert rows
    told = {
        told
        for given in rows
        for s in judge(given)
        for told in (*s.reasons, *s.warnings, *s.idle_reasons, *s.access_reasons)
    }
    assert rule.kind is RuleKind.FRAME or rule.id in told


def test_words_of_the_sentences() -> None:
    assert board_phrase(rules.BEFORE_ELECTION, **EVERY_FACT) == (
        "SK 188.45/7/2024 ditandatangani 15 Maret 2024, sebelum musda memilih pengurus pada 20 Maret 2024."
    )
    assert board_phrase(rules.NO_WORK, active_months=6) == (
        "Belum ada rapat atau laporan dalam 6 bulan terakhir."
    )
    assert board_phrase(rules.ISSUER_ELSEWHERE, **EVERY_FACT).endswith("mencakup IPSM Kab. Malang.")
    assert board_todo(rules.ISSUER_NOT_ENTITLED, **EVERY_FACT) == (
        "Minta SK yang ditandatangani Kepala Dinas Sosial atau Bupati/Wali Kota."
    )


def test_verdict_access_and_needs() -> None:
    assert board_verdict("sah", "IPSM Kab. Malang") == "Pengurus IPSM Kab. Malang sah"
    assert all("IPSM" in board_verdict(standing) for standing in Standing)
    assert board_sentence("sah", ()) == "Pengurus IPSM sah"
    assert access_words(True, ()) == "Boleh mengakses program: ya."
    assert access_words(False, (rules.NOT_LEGAL, rules.NOT_CHECKED)) == (
        "Boleh mengakses program: tidak, karena pengurus tidak sah pada hari itu; "
        "kebijakan meminta SK yang sudah diperiksa Dinas Sosial."
    )
    assert need_words({Need.AKTIF, Need.SAH}) == ("sah", "aktif")
