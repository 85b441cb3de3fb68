"""Delimited text as Excel and other programs write it: encoding and delimiter found by content."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from pendopo.intake.container import broken
from pendopo.shared.refusals import Invalid

DELIMITERS = ";,\t|"
_TRIED = 60


def decode(content: bytes) -> str:
    """UTF-8 and UTF-16 with or without BOM, else Windows-1252, the encoding of Indonesian offices' Excel."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if content.startswith(BOM_UTF8):
        return content.decode("utf-8-sig", errors="replace")
    head = content[:2000]
    if head.count(0) > len(head) // 4:
        odd = head[1::2].count(0) > head[::2].count(0)
        return content.decode("utf-16-le" if odd else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_csv(content: bytes, max_rows: int, max_columns: int) -> list[list[str]]:
    """Records as rows, the way Excel numbers them; raises `Invalid` for text that is no table."""
    text = decode(content)
    _refuse_binary(text)
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    try:
        for row in _records(text, delimiter):
            rows.append(row)
            if len(rows) > max_rows:
                raise Invalid(too_many_rows(max_rows))
            if len(row) > max_columns:
                raise Invalid(too_many_columns(max_columns))
    except csv.Error as error:
        raise Invalid(
            f"Berkas CSV tidak dapat dibaca di sekitar baris {len(rows) + 1}: tanda kutipnya tidak ditutup. "
            "Simpan ulang dari Excel, lalu unggah lagi."
        ) from error
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Strict about an unclosed quote, which would swallow the rest of the file; lenient about all else."""
    lines = StringIO(text, newline="")
    yield from csv.reader(lines, delimiter=delimiter, strict=_closes_quotes(text, delimiter))


def _closes_quotes(text: str, delimiter: str) -> bool:
    """True also when an unclosed quote is found, so that the strict reader tells where."""
    try:
        for _row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error) or "field larger" in str(error)
    return True


def _delimiter(text: str) -> str:
    """The delimiter that gives the most rows of one same width above one."""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(StringIO(text[:200_000], newline=""), delimiter=delimiter), _TRIED))
        except csv.Error:
            return (0, 0)
        widths = Counter(len(r) for r in rows if len(r) > 1)
        width, times = max(widths.items(), key=lambda wt: (wt[1], wt[0]), default=(0, 0))
        return (times * min(width, 4), width)

    return max(DELIMITERS, key=fit)


def _refuse_binary(text: str) -> None:
    head = text[:4000]
    odd = sum(1 for c in head if (c < " " and c not in "\t\r\n\f") or c == "\ufffd")
    if "\x00" in head or odd * 20 > len(head):
        raise Invalid(
            "Berkas ini bukan tabel yang dikenal. Unggah berkas Excel (.xlsx, .xls), .ods, atau .csv."
        )
    if not head.strip():
        raise broken()


def too_many_rows(limit: int) -> str:
    return f"Berkas ini berisi lebih dari {limit:,} baris. Bagi menjadi beberapa berkas.".replace(",", ".")


def too_many_columns(limit: int) -> str:
    return (
        f"Berkas ini berisi lebih dari {limit} kolom. Salin kolom data PSM saja ke berkas baru, lalu unggah."
    )
