"""What needs doing at a place, each with the page where it is done."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.access.policy import Permission
from pendopo.insights.board_phrases import own_sentence
from pendopo.insights.boards import BoardsBelow
from pendopo.insights.figures import Consolidation
from pendopo.insights.phrases import BELOW, some_names, why_invalid
from pendopo.insights.queries import villages_short
from pendopo.legality.request_queries import open_requests
from pendopo.roster.queries import likely_duplicates
from pendopo.shared.numbers import format_number
from pendopo.web.door import Visit
from pendopo.web.item import Item
from pendopo.wilayah.enums import Level

_KEYS = {Level.REGENCY: "kabkota", Level.DISTRICT: "kecamatan", Level.VILLAGE: "desa"}
"""Levels as the list of boards names them in its address."""


def todo_of(visit: Visit, found: Consolidation, boards: BoardsBelow | None = None) -> list[Item]:
    """Only for places in reach: nobody mends a neighbour's gaps."""
    if not found.inside:
        return []
    items = list(_boards(visit, boards)) if boards else []
    return items + [item for part in (_gaps, _places, _papers, _people) for item in part(visit, found)]


def link(visit: Visit, name: str, permission: Permission, **more: str) -> str:
    """Address of a page for this place and date; '' where the role may not."""
    if not visit.actor.may(permission):
        return ""
    return "?".join((reverse(name), "&".join([visit.query, *(f"{k}={v}" for k, v in more.items())])))


def _boards(visit: Visit, boards: BoardsBelow) -> Iterator[Item]:
    """The place's own board, then those below it: start forming, prepare the musda, renew."""
    writes = visit.actor.may(Permission.UNIT_WRITE)
    if visit.place.level == Level.REGENCY and not (boards.own and boards.own.legal and not boards.own.soon):
        yield Item(
            own_sentence(boards.own, visit.place.full_name).removesuffix("."),
            _("Tanpa pengurus yang sah, program sosial belum dapat diakses."),
            link(visit, "pengurus:di_sini", Permission.UNIT_VIEW),
            (_("Perbarui") if boards.own else _("Mulai bentuk")) if writes else _("Lihat"),
        )
    if not boards.worth_saying:
        return
    word, total = str(BELOW[Level(boards.level - 1)]), boards.total
    kinds = (
        (total.none, "belum", _("%(n)s %(word)s belum membentuk IPSM"), _("Mulai bentuk")),
        (total.coming, "dibentuk", _("%(n)s %(word)s sedang membentuk pengurus"), _("Lanjutkan")),
        (total.lost, "tidak_sah", _("Pengurus di %(n)s %(word)s tidak lagi sah"), _("Siapkan musda")),
        (total.soon, "segera", _("Pengurus di %(n)s %(word)s berakhir dalam 90 hari"), _("Siapkan musda")),
    )
    for n, state, words, act in kinds:
        if n:
            see = link(
                visit, "pengurus:daftar", Permission.UNIT_VIEW, keadaan=state, tingkat=_KEYS[boards.level]
            )
            yield Item(words % {"n": format_number(n), "word": word}, "", see, act if writes else _("Lihat"))


def _gaps(visit: Visit, found: Consolidation) -> Iterator[Item]:
    total = found.total
    if not total.invalid:
        return
    ask = link(visit, "permintaan:selesaikan", Permission.SK_REQUEST)
    see = link(visit, "psm:daftar", Permission.PERSON_VIEW, keadaan="tidak_sah")
    yield Item(
        _("%(n)s PSM belum memegang SK yang berlaku") % {"n": format_number(total.invalid)},
        why_invalid(total),
        ask or see,
        _("Selesaikan") if ask else _("Lihat"),
    )


def _places(visit: Visit, found: Consolidation) -> Iterator[Item]:
    bare = [row for row in found.rows if not row.figures.psm]
    if bare and found.total.psm and found.level <= Level.PROVINCE:
        word = str(BELOW[found.level])
        yield Item(
            _("%(n)s %(word)s belum punya PSM") % {"n": format_number(len(bare)), "word": word},
            some_names(bare, word) if len(bare) <= 3 else "",
            link(visit, "impor:daftar", Permission.IMPORT_RUN),
            _("Impor Excel"),
        )
    if found.total.empty_villages and found.level < Level.VILLAGE:
        yield Item(
            _("%(n)s desa/kelurahan belum ber-PSM") % {"n": format_number(found.total.empty_villages)},
            _("Tanpa PSM, warga desa itu tidak punya pendamping."),
            link(visit, "konsolidasi:kosong", Permission.FIGURES_VIEW),
            _("Lihat daftar"),
        )
    if found.level in (Level.REGENCY, Level.DISTRICT) and (
        short := villages_short(visit.actor, visit.place, visit.on)
    ):
        yield Item(
            _("%(n)s desa/kelurahan kurang dari jumlah yang diinginkan") % {"n": format_number(short)},
            _("menurut kebijakan kantor"),
            link(visit, "kebijakan:daftar", Permission.FIGURES_VIEW),
            _("Kebijakan"),
        )


def _papers(visit: Visit, found: Consolidation) -> Iterator[Item]:
    total = found.total
    if total.unknown:
        yield Item(
            _("%(n)s PSM belum dapat dinilai") % {"n": format_number(total.unknown)},
            _("biasanya karena penanda tangan atau tanggal SK belum dicatat"),
            link(visit, "psm:daftar", Permission.PERSON_VIEW, keadaan="belum_dapat_dinilai"),
            _("Lengkapi"),
        )
    if total.soon:
        yield Item(
            _("%(n)s PSM memegang SK yang berakhir dalam 90 hari") % {"n": format_number(total.soon)},
            _("siapkan SK baru sebelum habis"),
            link(visit, "psm:daftar", Permission.PERSON_VIEW, keadaan="segera"),
            _("Lihat"),
        )
    if total.unchecked:
        yield Item(
            _("SK dari %(n)s PSM menunggu pemeriksaan Dinsos") % {"n": format_number(total.unchecked)},
            _("SK tetap berlaku sambil menunggu"),
            link(visit, "sk:daftar", Permission.SK_VIEW, keadaan="belum_diperiksa"),
            _("Periksa") if visit.actor.may(Permission.SK_VERIFY) else _("Lihat"),
        )


def _people(visit: Visit, found: Consolidation) -> Iterator[Item]:
    waiting = open_requests(visit.actor, visit.place)
    if waiting.count:
        yield Item(
            _("%(n)s permintaan SK menunggu jawaban") % {"n": format_number(waiting.count)},
            _since(waiting.oldest, visit.actor.today),
            link(visit, "permintaan:daftar", Permission.SK_VIEW),
            _("Lihat"),
        )
    pairs = likely_duplicates(visit.actor).filter(place_path__startswith=visit.place.path).count()
    if pairs:
        yield Item(
            _("%(n)s pasang data mungkin orang yang sama") % {"n": format_number(pairs)},
            "",
            link(visit, "ganda:daftar", Permission.PERSON_MERGE),
            _("Putuskan"),
        )


def _since(oldest: date | None, today: date) -> str:
    return _("tertua %(n)s hari") % {"n": format_number((today - oldest).days)} if oldest else ""
