"""Rows of the list of PSM as a workbook has them."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from pendopo.documents.records import PsmRow
from pendopo.legality.phrases import issuer_word, phrase
from pendopo.legality.queries import PsmExported, look_on
from pendopo.legality.standing_words import NOT_JUDGED, STANDING_WORDS
from pendopo.shared.masks import mask_nik
from pendopo.shared.names import Name
from pendopo.shared.nik import age_on
from pendopo.shared.phones import format_phone
from pendopo.wilayah.enums import Kind
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of

_TOGETHER = 2000
"""Rows whose places are looked up at once."""


def psm_rows(found: Iterator[PsmExported], on: date) -> Iterator[PsmRow]:
    words = {standing: str(word) for standing, word in STANDING_WORDS.items()}
    names: dict[int, str] = {}
    while together := list(islice(found, _TOGETHER)):
        above = {path: ids_of(path)[2:4] for path in {row.village_path for row in together}}
        fresh = {node for pair in above.values() for node in pair} - names.keys()
        names |= {node: place.full_name for node, place in Wilayah.objects.in_bulk(fresh).items()}
        for row in together:
            regency, district = above[row.village_path]
            yield _row(row, on, names[regency], names[district], words)


def _row(row: PsmExported, on: date, regency: str, district: str, words: dict[str, str]) -> PsmRow:
    village = Kind(row.village_kind).before(row.village)
    return PsmRow(
        village_code=row.village_code,
        regency=regency,
        district=district,
        village=village,
        name=str(Name(row.title_front, row.name, row.title_back)),
        sex=row.sex,
        born_on=row.birth_on,
        age=age_on(row.birth_on, on) if row.birth_on else None,
        nik_mask=mask_nik("0" * 14 + row.nik_tail) if row.nik_tail else "",
        phone=format_phone(row.phone),
        standing=words.get(look_on(row, on)) or str(NOT_JUDGED),
        reason=phrase(
            row.reason, number=row.number, issuer=row.issuer or None, place=village,
            starts_on=row.starts_on or row.signed_on, signed_on=row.signed_on, ends_on=row.ends_on,
        ),
        sk_number=row.number or "",
        sk_date=row.signed_on,
        issuer=issuer_word(row.issuer or None) if row.number is not None else "",
        valid_from=row.starts_on or row.signed_on,
        valid_until=row.ends_on,
        kta_number=row.kta_number,
        bimtek_on=row.bimtek_on,
    )  # fmt: skip
