"""Each domain word once, and none of the interface's own words forgotten."""

import re

import pytest

from pendopo.access.enums import Role
from pendopo.rules.standing import Standing
from tests.contracts.source import REPOSITORY

GLOSSARY = (REPOSITORY / "docs" / "GLOSSARY.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("|") and not re.match(r"\|(-|\s*word\s*\|)", line)
]
DOMAIN = (
    "PSM", "IPSM", "SK", "rakor", "musda", "verval", "bimtek", "wilayah", "desa", "kelurahan", "PPKS", "PSKS", "TKSK",
    "NIK", "KTA", "Dinsos", "kebijakan", "penugasan", "catatan", "peran", "akun", "kode masuk", "konsolidasi", "impor",
)  # fmt: skip


@pytest.mark.parametrize("word", DOMAIN)
def test_the_word_is_there(word: str) -> None:
    assert any(word in re.split(r",\s*", row[0]) for row in ROWS)


def test_every_row_is_whole_and_every_word_stands_once() -> None:
    assert {len(row) for row in ROWS} == {5}
    assert not [row for row in ROWS if not all(row)]
    words = [row[0].casefold() for row in ROWS]
    assert len(words) == len(set(words))


def test_every_standing_has_its_code_form() -> None:
    assert all(f"`{standing.value}`" in GLOSSARY for standing in Standing)


def test_psm_is_never_the_other_psm() -> None:
    row = next(row for row in ROWS if row[0] == "PSM")
    assert "Penggerak Swadaya Masyarakat" in row[4]
    assert len(Role) == 7
