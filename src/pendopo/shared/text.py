"""Text as people type it in sheets: cleaning for keeping, keys for comparing, likeness for offering."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

# Zero-width and direction marks, soft hyphen, BOM: invisible, and they come with copies from web pages and WhatsApp.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
_APOSTROPHES = "'`´‘’ʼ′"
_NOT_FIRST = frozenset(_APOSTROPHES) | {" "}
RECENT = 4096  # a sheet says the same few things on every row, and each cell is looked at several times
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_DROP_APOSTROPHES = str.maketrans(dict.fromkeys(_APOSTROPHES))


def clean(text: str) -> str:
    """One line without invisible or control characters, single spaces, without Excel's leading apostrophe."""
    plain = text.isascii() and text.isprintable() and "  " not in text and text[-1:] != " "
    return text if plain and text[:1] not in _NOT_FIRST else _cleaned(text)  # nearly all are clean


@lru_cache(maxsize=RECENT)
def _cleaned(text: str) -> str:
    if not (text.isascii() and text.isprintable()):  # the common case needs no look at each letter
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
        text = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    text = " ".join(text.split())
    if text[:1] in _APOSTROPHES:
        text = text.lstrip(_APOSTROPHES).lstrip()
    return text


@lru_cache(maxsize=RECENT)
def key(text: str) -> str:
    """Comparable form: no accents, no case, no punctuation, single spaces; "Ma'arif" and "maarif" are one."""
    folded = clean(text).casefold() if text else ""
    if not folded or (folded.isascii() and folded.isalnum()):
        return folded
    folded = folded.translate(_DROP_APOSTROPHES)
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in parts if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", folded).strip()


def squeeze(text: str) -> str:
    """`key` without spaces: "Karang Anyar", "Karang-anyar" and "Karanganyar" are one."""
    return key(text).replace(" ", "")


def edits(a: str, b: str) -> int:
    """Typing slips between two keys; two letters swapped count once."""
    return OSA.distance(a, b)


def similarity(a: str, b: str) -> float:
    """0 (nothing in common) to 100 (same), of two keys."""
    return ratio(a, b)


def nearest(wanted: str, among: Iterable[str], limit: int, least: float) -> list[tuple[str, float]]:
    """The most similar of many keys, best first; `least` similarity, ties by typing slips, then by letter."""
    found = process.extract(wanted, list(among), scorer=ratio, limit=limit * 2, score_cutoff=least)
    ranked = sorted(
        ((name, score) for name, score, _at in found), key=lambda f: (-f[1], edits(f[0], wanted), f[0])
    )
    return ranked[:limit]


def trigrams(text: str) -> frozenset[str]:
    """Three-letter pieces of a key, words padded the way PostgreSQL's pg_trgm does it."""
    return frozenset(
        w[i : i + 3] for word in key(text).split() for w in [f"  {word} "] for i in range(len(w) - 2)
    )


def formula_like(text: str) -> bool:
    """Would a spreadsheet take this text for a formula? Phone numbers and single dashes are not meant."""
    stripped = text.lstrip()
    if stripped[:1] in {"=", "@"}:
        return True
    return stripped[:1] in {"+", "-"} and len(stripped) > 1 and not re.fullmatch(r"[+-][\d\s().-]*", stripped)
