"""Every rule has its page, its sentence, its next step and a row in the table; nothing else has."""

import re
from datetime import date
from pathlib import Path

import pytest

from pendopo.legality.phrases import must_contain, phrase, todo, validity, verdict
from pendopo.rules.issuer import IssuerType
from pendopo.rules.policy import Bimtek, Policy
from pendopo.rules.registry import RULES, Rule, RuleKind
from pendopo.rules.sk_psm import judge
from pendopo.rules.standing import Standing
from tests.rules.test_sk_psm import TABLE

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
EVERY_FACT = {
    "number": "141/07/2016",
    "newer": "400.9/12/2024",
    "issuer": IssuerType.CAMAT,
    "entitled": (IssuerType.LURAH, IssuerType.KEPALA_DESA),
    "place": "Desa Candirenggo",
    "starts_on": date(2016, 3, 1),
    "signed_on": date(2016, 3, 15),
    "ends_on": date(2021, 2, 28),
    "revoked_on": date(2020, 5, 24),
    "months": 60,
}


@every_rule
def test_has_a_page(rule: Rule) -> None:
    page = (PAGES / f"{rule.id}.md").read_text()
    assert page.startswith(f"# {rule.id}: {rule.name}\n")
    assert f"`{rule.kind}`" in page
    assert rule.source in page
    for heading in ("What", "Why", "Source", "Example"):
        assert f"**{heading}.**" in page
    assert f"[{rule.id}]({rule.id}.md)" in (PAGES / "README.md").read_text()


def test_no_page_without_a_rule() -> None:
    assert {page.stem for page in PAGES.glob("SKP-*.md")} == set(RULES)


@every_rule
@pytest.mark.parametrize("context", [{}, dict.fromkeys(EVERY_FACT), EVERY_FACT], ids=["bare", "none", "full"])
def test_speaks_whole_sentences(rule: Rule, context: dict) -> None:
    for sentence in (phrase(rule.id, **context), todo(rule.id, **context)):
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        assert not re.search(r"%|\bNone\b|\{|  ", sentence)


@every_rule
def test_has_a_row_in_the_table(rule: Rule) -> None:
    rows = [given for rule_id, _what, given, _expected in TABLE if rule_id == rule.id]
    assert rows
    told = {told for given in rows for s in judge(given) for told in (*s.reasons, *s.warnings)}
    assert rule.kind is RuleKind.FRAME or rule.id in told


def test_words_of_the_sentences() -> None:
    assert phrase("SKP-01", number="400.9/12/2024", issuer="kepala_desa") == (
        "Karena SK 400.9/12/2024 ditandatangani Kepala Desa, memuat namanya, dan belum dicabut."
    )
    assert phrase("SKP-04", **EVERY_FACT).endswith("hari terakhirnya 28 Februari 2021.")
    assert phrase("SKP-05", **EVERY_FACT) == "SK 141/07/2016 dicabut terhitung mulai 24 Mei 2020."
    assert phrase("SKP-05", number="SK 5 Tahun 2016") == "SK 5 Tahun 2016 sudah dicabut."
    assert todo("SKP-20", **EVERY_FACT) == "Minta SK yang ditandatangani Kepala Desa atau Lurah."


def test_verdict_and_validity() -> None:
    assert verdict(Standing.SAH, "Candirenggo") == "Sah sebagai PSM Candirenggo"
    assert all("Candirenggo" in verdict(standing, "Candirenggo") for standing in Standing)
    assert validity(None) == "tanpa batas waktu"
    assert validity(date(2021, 2, 28)) == "sampai 28 Februari 2021"


def test_what_an_sk_must_contain_follows_the_policy() -> None:
    lines = must_contain(Policy(frozenset({IssuerType.CAMAT}), 36, Bimtek.SYARAT), "Desa Candirenggo")
    assert "Tanda tangan Camat." in lines
    assert any("Desa Candirenggo" in line for line in lines)
    assert any("36 bulan" in line for line in lines)
    assert any("bimtek" in line for line in lines)
    assert not any("bimtek" in line or "bulan." in line for line in must_contain())
