"""Rows of the list of PSM as a workbook has them."""

from collections.abc import Iterator
from datetime import date

from pendopo.documents.records import PsmRow
from pendopo.legality.models import Segment
from pendopo.legality.phrases import issuer_word
from pendopo.legality.queries import look_on, why_of
from pendopo.legality.standing_words import NOT_JUDGED, STANDING_WORDS
from pendopo.shared.masks import mask_nik
from pendopo.shared.nik import age_on
from pendopo.shared.phones import format_phone
from pendopo.wilayah.models import Wilayah
from pendopo.wilayah.paths import ids_of


def psm_rows(segments: Iterator[Segment], on: date) -> Iterator[PsmRow]:
    """`segments` come with person, village and paper loaded."""
    names: dict[int, Wilayah] = {}
    for segment in segments:
        above = ids_of(segment.village_path)[2:4]
        if above[-1] not in names:
            names |= Wilayah.objects.in_bulk(above)
        yield _row(segment, on, names[above[0]].full_name, names[above[1]].full_name)


def _row(segment: Segment, on: date, regency: str, district: str) -> PsmRow:
    posting, sk = segment.posting, segment.sk
    person = posting.person
    return PsmRow(
        village_code=posting.village.code,
        regency=regency,
        district=district,
        village=posting.village.full_name,
        name=person.full_name,
        sex=person.sex,
        born_on=person.birth_on,
        age=age_on(person.birth_on, on) if person.birth_on else None,
        nik_mask=mask_nik("0" * 14 + person.nik_tail) if person.nik_tail else "",
        phone=format_phone(person.phone),
        standing=str(STANDING_WORDS.get(look_on(segment, on), NOT_JUDGED)),
        reason=why_of(segment, posting.village),
        sk_number=sk.number if sk else "",
        sk_date=sk.signed_on if sk else None,
        issuer=issuer_word(sk.issuer or None) if sk else "",
        valid_from=(sk.starts_on or sk.signed_on) if sk else None,
        valid_until=segment.ends_on,
        kta_number=posting.kta_number,
        bimtek_on=posting.bimtek_on,
    )
